/** The cash desk: taking money, receipts, shifts, expenses, bank, journal, approvals. */

import { withWords } from "../../words/catalogue.ts";
import { cashWords } from "../../words/office/cash/index.ts";
import type { OfficeArea, OfficePage } from "../area.ts";

const desk: OfficePage = {
  title: (words) => words.office.nav.pages.takePayment,
  any: ["payments.confirm"],
  all: ["payments.see_all"],
  fetch: withWords([cashWords], async () => (await import("./desk.tsx")).Desk),
};

const receipts: OfficePage = {
  title: (words) => words.office.nav.pages.receipts,
  any: ["payments.see_all"],
  fetch: withWords([cashWords], async () => (await import("./receipts.tsx")).Receipts),
};

export const cash: OfficeArea = {
  title: (words) => words.office.nav.areas.cash,
  icon: "cash",
  pages: {
    cash: desk,
    "cash/:pupil": desk,
    receipts,
    "receipts/of/:pupil": receipts,
    shifts: {
      title: (words) => words.office.nav.pages.shifts,
      any: ["payments.desks"],
      fetch: withWords([cashWords], async () => (await import("./shifts.tsx")).Shifts),
    },
    proofs: {
      title: (words) => words.office.proofs,
      any: ["payments.confirm"],
      fetch: async () => (await import("../proofs.tsx")).Proofs,
    },
  },
  menu: ["cash", "receipts", "shifts", "proofs"],
};
