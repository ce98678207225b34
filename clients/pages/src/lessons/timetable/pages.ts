/** The timetable, lessons and attendance. */

import { withWords } from "../../words/catalogue.ts";
import { liveWords } from "../live/words/index.ts";
import { timetableWords } from "./words/index.ts";
import type { OfficeArea } from "../../office/area.ts";

export const timetable: OfficeArea = {
  title: (words) => words.office.nav.areas.timetable,
  icon: "calendar",
  pages: {
    timetable: {
      title: (words) => words.office.nav.pages.timetable,
      any: ["lessons.change"],
      all: ["lessons.read", "groups.see_all"],
      fetch: withWords([liveWords, timetableWords], async () => (await import("./timetable.tsx")).Timetable),
    },
    lessons: {
      title: (words) => words.office.nav.pages.lessons,
      any: ["lessons.change"],
      all: ["lessons.read", "groups.see_all"],
      fetch: withWords([liveWords, timetableWords], async () => (await import("./lessons.tsx")).Lessons),
    },
    "register/:id": {
      title: (words) => words.teacher.register.title,
      any: ["attendance.mark"],
      all: ["attendance.see_all"],
      fetch: withWords([liveWords, timetableWords], async () => (await import("./register.tsx")).OfficeRegister),
    },
    "attendance-report": {
      title: (words) => words.office.nav.pages.attendanceReport,
      any: ["attendance.see_all"],
      fetch: withWords([timetableWords], async () => (await import("./attendance-report.tsx")).AttendanceReport),
    },
    marks: {
      title: (words) => words.office.marks,
      any: ["attendance.import"],
      shared: true,
      fetch: async () => (await import("../../courses/imports/imports.tsx")).MarkImports,
    },
    "marks/:id": {
      title: (words) => words.office.marks,
      any: ["attendance.import"],
      shared: true,
      fetch: async () => (await import("../../courses/imports/import.tsx")).MarkImportPage,
    },
  },
  menu: ["timetable", "lessons", "attendance-report", "marks"],
};
