/** Small children: their skills as the centre writes them, and the map of a group and the page of a child, which teachers have too. */

import { withWords } from "../../words/catalogue.ts";
import { activityWords } from "../../words/kids/editor/index.ts";
import { kidsWords } from "../../words/kids/index.ts";
import { skillsWords } from "../../words/office/skills/index.ts";
import type { OfficePage } from "../area.ts";

export const kidPages: Record<string, OfficePage> = {
  skills: {
    title: (words) => words.office.nav.pages.skills,
    any: ["kids.manage_skills"],
    all: ["kids.see_skills"],
    fetch: withWords([skillsWords, kidsWords, activityWords], async () => (await import("./skills.tsx")).Skills),
  },
  "skills-map/:id": {
    title: (words) => words.teacher.skillsMap,
    any: ["kids.observe"],
    shared: true,
    fetch: async () => (await import("../../teacher/kids/fetches.ts")).fetchSkillsMap(),
  },
  "kid/:id": {
    title: (words) => words.teacher.pupil,
    any: ["kids.observe"],
    shared: true,
    fetch: async () => (await import("../../teacher/kids/fetches.ts")).fetchKid(),
  },
};
