/** Groups, courses, levels, rooms and holidays. */

import { withWords } from "../../words/catalogue.ts";
import { courseBlockWords } from "../../learning/blocks/words/index.ts";
import { editorWords } from "../../learning/editor/words/index.ts";
import { transferWords } from "../../course_transfers/words/index.ts";
import { filmWords } from "../../video/films/words/index.ts";
import { coursesWords } from "../catalogue/words/index.ts";
import { chatWords } from "../../chat/words/index.ts";
import { groupsWords } from "./words/index.ts";
import { roomsWords } from "../../lessons/office/words/index.ts";
import type { OfficeArea } from "../../office/area.ts";
import { certificatePages } from "./certificate-pages.ts";
import { gradePages } from "./grade-pages.ts";
import { kidPages } from "./kid-pages.ts";
import { quizPages } from "./quiz-pages.ts";
import { reportCardPages } from "./report-card-pages.ts";

export const groups: OfficeArea = {
  title: (words) => words.office.nav.areas.groups,
  icon: "groups",
  pages: {
    groups: {
      title: (words) => words.office.groups,
      any: ["groups.see_all"],
      fetch: withWords([groupsWords, chatWords], async () => (await import("./groups.tsx")).Groups),
    },
    "groups/:id": {
      title: (words) => words.office.groups,
      any: ["groups.see_all"],
      fetch: withWords([groupsWords, chatWords], async () => (await import("./group.tsx")).GroupPage),
    },
    courses: {
      title: (words) => words.office.nav.pages.courses,
      any: ["courses.see_drafts"],
      shared: true,
      fetch: withWords([coursesWords], async () => (await import("./courses.tsx")).Courses),
    },
    "write/:course": {
      title: (words) => words.teacher.nav.write,
      any: ["learning.write"],
      shared: true,
      fetch: withWords(
        [editorWords, transferWords, coursesWords],
        async () => (await import("../../learning/editor/outline-page.tsx")).WriteCourse,
      ),
    },
    "write/:course/:lesson": {
      title: (words) => words.teacher.nav.write,
      any: ["learning.write"],
      shared: true,
      fetch: withWords(
        [editorWords, courseBlockWords, filmWords],
        async () => (await import("../../learning/editor/lesson-page.tsx")).WriteLesson,
      ),
    },
    "course-figures/:course": {
      title: (words) => words.office.nav.pages.courseFigures,
      any: ["analytics.view"],
      shared: true,
      fetch: async () => (await import("../../analytics/fetches.ts")).fetchCourseBoard(),
    },
    ...quizPages,
    ...gradePages,
    ...certificatePages,
    ...reportCardPages,
    ...kidPages,
    categories: {
      title: (words) => words.office.nav.pages.categories,
      any: ["courses.arrange"],
      fetch: withWords([coursesWords], async () => (await import("./categories.tsx")).Categories),
    },
    levels: {
      title: (words) => words.office.nav.pages.levels,
      any: ["courses.arrange"],
      fetch: withWords([coursesWords], async () => (await import("./levels.tsx")).Levels),
    },
    rooms: {
      title: (words) => words.office.rooms,
      any: ["rooms.read"],
      shared: true,
      fetch: withWords([roomsWords], async () => (await import("../../lessons/office/rooms.tsx")).Rooms),
    },
    holidays: {
      title: (words) => words.office.nav.pages.holidays,
      any: ["holidays.manage"],
      fetch: withWords([roomsWords], async () => (await import("../../lessons/office/holidays.tsx")).Holidays),
    },
    institutions: {
      title: (words) => words.office.nav.pages.institutions,
      any: ["accounts.manage_institutions"],
      fetch: withWords([roomsWords], async () => (await import("./institutions.tsx")).Institutions),
    },
    "table-files": {
      title: (words) => words.office.nav.pages.tableFiles,
      any: ["courses.export"],
      fetch: withWords([groupsWords, roomsWords], async () => (await import("./exports.tsx")).Exports),
    },
    "bulk-changes": {
      title: (words) => words.office.nav.pages.bulkChanges,
      any: ["bulk_changes.undo"],
      shared: true,
      fetch: withWords([groupsWords, roomsWords], async () => (await import("./bulk-changes.tsx")).BulkChanges),
    },
  },
  menu: [
    "groups",
    "courses",
    "quizzes-written",
    "categories",
    "levels",
    "skills",
    "rubrics",
    "grade-scales",
    "group-report-cards",
    "certificates",
    "certificate-templates",
    "certificate-rules",
    "rooms",
    "holidays",
    "institutions",
    "table-files",
    "bulk-changes",
  ],
};
