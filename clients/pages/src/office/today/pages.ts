/** The page Today, and what waits there for a decision. */

import { withWords } from "../../words/catalogue.ts";
import { todayWords } from "../../words/office/today/index.ts";
import type { OfficeArea } from "../area.ts";

export const today: OfficeArea = {
  title: (words) => words.office.nav.areas.today,
  icon: "home",
  pages: {
    "": {
      title: (words) => words.nav.home,
      fetch: withWords([todayWords], async () => (await import("../home.tsx")).OfficeHome),
    },
    excuses: {
      title: (words) => words.teacher.excuses.title,
      any: ["attendance.decide_excuses"],
      shared: true,
      fetch: async () => (await import("../../teacher/excuses.tsx")).Excuses,
    },
  },
  menu: ["", "excuses"],
};
