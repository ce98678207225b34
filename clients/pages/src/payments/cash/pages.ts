/** The cash desk: taking money, receipts, shifts, expenses, bank, journal, approvals. */

import { withWords } from "../../words/catalogue.ts";
import { cashWords } from "./words/index.ts";
import type { OfficeArea, OfficePage } from "../../office/area.ts";

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
    expenses: {
      title: (words) => words.office.nav.pages.expenses,
      any: ["payments.spend"],
      fetch: withWords([cashWords], async () => (await import("./expenses.tsx")).Expenses),
    },
    "expense-categories": {
      title: (words) => words.office.nav.pages.expenses,
      any: ["payments.arrange_categories"],
      fetch: withWords([cashWords], async () => (await import("./expense-categories.tsx")).ExpenseCategories),
    },
    bank: {
      title: (words) => words.office.nav.pages.bank,
      any: ["payments.desks"],
      fetch: withWords([cashWords], async () => (await import("./bank.tsx")).Bank),
    },
    journal: {
      title: (words) => words.office.nav.pages.journal,
      any: ["payments.desks"],
      fetch: withWords([cashWords], async () => (await import("./journal.tsx")).Journal),
    },
    "day-report": {
      title: (words) => words.office.nav.pages.dayReport,
      any: ["payments.desks"],
      fetch: withWords([cashWords], async () => (await import("./day-report.tsx")).DayReport),
    },
    approvals: {
      title: (words) => words.office.nav.pages.approvals,
      any: ["payments.approve", "payments.confirm", "payments.spend", "payments.desks"],
      fetch: withWords([cashWords], async () => (await import("./approvals.tsx")).Approvals),
    },
    "cash-refunds": {
      title: (words) => words.office.nav.pages.cashRefunds,
      any: ["payments.desks"],
      fetch: withWords([cashWords], async () => (await import("./cash-refunds.tsx")).CashRefunds),
    },
    "flagged-acts": {
      title: (words) => words.office.nav.pages.flaggedActs,
      any: ["payments.ledger"],
      fetch: withWords([cashWords], async () => (await import("./flagged.tsx")).FlaggedActs),
    },
    openings: {
      title: (words) => words.office.nav.pages.openings,
      any: ["payments.open_balances"],
      fetch: withWords([cashWords], async () => (await import("./openings.tsx")).Openings),
    },
    proofs: {
      title: (words) => words.office.proofs,
      any: ["payments.confirm"],
      fetch: async () => (await import("../office/proofs.tsx")).Proofs,
    },
  },
  menu: [
    "cash",
    "receipts",
    "shifts",
    "expenses",
    "bank",
    "cash-refunds",
    "proofs",
    "approvals",
    "journal",
    "day-report",
    "flagged-acts",
    "openings",
  ],
};
