/** Small children: their skills as the centre writes them, and the map of a group and the page of a child, which teachers have too. */

import { withWords } from "../../words/catalogue.ts";
import { activityWords } from "../../kids/editor/words/index.ts";
import { kidsWords } from "../../kids/words/index.ts";
import { skillsWords } from "../../kids/skills/words/index.ts";
import type { OfficePage } from "../../office/area.ts";

export const kidPages: Record<string, OfficePage> = {
  skills: {
    title: (words) => words.office.nav.pages.skills,
    any: ["kids.manage_skills"],
    all: ["kids.see_skills"],
    fetch: withWords(
      [skillsWords, kidsWords, activityWords],
      async () => (await import("../../kids/skills/skills.tsx")).Skills,
    ),
  },
  "skills-map/:id": {
    title: (words) => words.teacher.skillsMap,
    any: ["kids.observe"],
    shared: true,
    fetch: async () => (await import("../../kids/teacher/fetches.ts")).fetchSkillsMap(),
  },
  "kid/:id": {
    title: (words) => words.teacher.pupil,
    any: ["kids.observe"],
    shared: true,
    fetch: async () => (await import("../../kids/teacher/fetches.ts")).fetchKid(),
  },
};
