/** Small children: the map of a group and the page of a child, which teachers have too. */

import type { OfficePage } from "../area.ts";

export const kidPages: Record<string, OfficePage> = {
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
