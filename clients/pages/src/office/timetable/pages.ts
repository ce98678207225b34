/** The timetable, lessons and attendance. */

import { withWords } from "../../words/catalogue.ts";
import { liveWords } from "../../words/live/index.ts";
import { timetableWords } from "../../words/office/timetable/index.ts";
import type { OfficeArea } from "../area.ts";

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
      fetch: async () => (await import("../imports.tsx")).MarkImports,
    },
    "marks/:id": {
      title: (words) => words.office.marks,
      any: ["attendance.import"],
      shared: true,
      fetch: async () => (await import("../import.tsx")).MarkImportPage,
    },
  },
  menu: ["timetable", "lessons", "attendance-report", "marks"],
};
