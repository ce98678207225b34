/** Payments, discounts, debtors, refunds, reports, and the end of the month. */

import type { OfficeArea } from "../area.ts";

export const money: OfficeArea = {
  title: (words) => words.office.nav.areas.money,
  icon: "figures",
  pages: {
    figures: {
      title: (words) => words.office.figures,
      any: ["centre.figures"],
      fetch: async () => (await import("../figures.tsx")).Figures,
    },
  },
  menu: ["figures"],
};
