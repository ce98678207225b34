/** The page Today, what waits there for a decision, and the centre in figures. */

import { withWords } from "../../words/catalogue.ts";
import { groupsWords } from "../../courses/office/words/index.ts";
import { startWords } from "../start/words/index.ts";
import { timetableWords } from "../../lessons/timetable/words/index.ts";
import { todayWords } from "./words/index.ts";
import type { OfficeArea } from "../../office/area.ts";

export const today: OfficeArea = {
  title: (words) => words.office.nav.areas.today,
  icon: "home",
  pages: {
    "": {
      title: (words) => words.nav.home,
      fetch: withWords([todayWords], async () => (await import("../../office/home.tsx")).OfficeHome),
    },
    start: {
      title: (words) => words.office.nav.pages.start,
      any: ["accounts.manage_people"],
      all: [
        "rooms.manage",
        "rooms.read",
        "courses.create",
        "groups.see_all",
        "groups.manage",
        "timetable.manage",
        "accounts.view_people",
        "accounts.manage_guardians",
      ],
      fetch: withWords(
        [startWords, groupsWords, timetableWords],
        async () => (await import("../start/page.tsx")).Start,
      ),
    },
    excuses: {
      title: (words) => words.teacher.excuses.title,
      any: ["attendance.decide_excuses"],
      shared: true,
      fetch: withWords([todayWords], async () => (await import("./excuses.tsx")).OfficeExcuses),
    },
    analytics: {
      title: (words) => words.office.nav.pages.analytics,
      any: ["analytics.platform"],
      fetch: async () => (await import("../../analytics/fetches.ts")).fetchPlatform(),
    },
    "analytics/:measure": {
      title: (words) => words.office.nav.pages.analytics,
      any: ["analytics.view"],
      shared: true,
      fetch: async () => (await import("../../analytics/fetches.ts")).fetchMeasure(),
    },
    "own-figures": {
      title: (words) => words.office.nav.pages.ownFigures,
      any: ["analytics.view"],
      shared: true,
      fetch: async () => (await import("../../analytics/fetches.ts")).fetchOwnFigures(),
    },
    "own-figures/:figure": {
      title: (words) => words.office.nav.pages.ownFigures,
      any: ["analytics.view"],
      shared: true,
      fetch: async () => (await import("../../analytics/fetches.ts")).fetchOwnFigure(),
    },
    reports: {
      title: (words) => words.office.nav.pages.reports,
      any: ["analytics.report"],
      shared: true,
      fetch: async () => (await import("../../analytics/reports/fetches.ts")).fetchReports(),
    },
  },
  menu: ["", "excuses", "analytics", "own-figures", "reports"],
};
