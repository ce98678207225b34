/** Groups, courses, levels, rooms and holidays. */

import type { OfficeArea } from "../area.ts";

export const groups: OfficeArea = {
  title: (words) => words.office.nav.areas.groups,
  icon: "groups",
  pages: {
    groups: {
      title: (words) => words.office.groups,
      any: ["groups.see_all"],
      fetch: async () => (await import("../groups.tsx")).Groups,
    },
    rooms: {
      title: (words) => words.office.rooms,
      any: ["rooms.read"],
      shared: true,
      fetch: async () => (await import("../rooms.tsx")).Rooms,
    },
  },
  menu: ["groups", "rooms"],
};
