/** The timetable, lessons and attendance. */

import type { OfficeArea } from "../area.ts";

export const timetable: OfficeArea = {
  title: (words) => words.office.nav.areas.timetable,
  icon: "calendar",
  pages: {
    marks: {
      title: (words) => words.office.marks,
      any: ["attendance.import"],
      shared: true,
      fetch: async () => (await import("../imports.tsx")).MarkImports,
    },
    "marks/:id": {
      title: (words) => words.office.marks,
      any: ["attendance.import"],
      shared: true,
      fetch: async () => (await import("../import.tsx")).MarkImportPage,
    },
  },
  menu: ["marks"],
};
