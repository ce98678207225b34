/** Payments, discounts, debtors, refunds, reports, and the end of the month. */

import type { Page } from "../../person-pages.ts";
import { withWords } from "../../words/catalogue.ts";
import { moneyWords } from "./words/index.ts";
import type { OfficeArea } from "../../office/area.ts";

const fetch = (page: () => Promise<Page>) => withWords([moneyWords], page);

export const money: OfficeArea = {
  title: (words) => words.office.nav.areas.money,
  icon: "figures",
  pages: {
    payments: {
      title: (words) => words.office.nav.pages.payments,
      any: ["payments.see_all"],
      fetch: fetch(async () => (await import("./payments.tsx")).Payments),
    },
    "course-orders": {
      title: (words) => words.office.nav.pages.courseOrders,
      any: ["payments.see_all"],
      fetch: fetch(async () => (await import("./orders.tsx")).Orders),
    },
    billing: {
      title: (words) => words.office.nav.pages.billing,
      any: ["payments.price"],
      fetch: fetch(async () => (await import("./billing.tsx")).Billing),
    },
    discounts: {
      title: (words) => words.office.nav.pages.discounts,
      any: ["payments.price"],
      fetch: fetch(async () => (await import("./discounts.tsx")).Discounts),
    },
    debtors: {
      title: (words) => words.office.nav.pages.debtors,
      any: ["payments.see_all"],
      fetch: fetch(async () => (await import("./debtors.tsx")).DebtorsPage),
    },
    months: {
      title: (words) => words.office.nav.pages.monthClose,
      any: ["payments.report"],
      fetch: fetch(async () => (await import("./months.tsx")).Months),
    },
    refunds: {
      title: (words) => words.office.nav.pages.refunds,
      any: ["payments.refund", "payments.desks"],
      fetch: fetch(async () => (await import("./refunds.tsx")).Refunds),
    },
    revenue: {
      title: (words) => words.office.nav.pages.revenue,
      any: ["payments.report", "payments.profit", "payments.ledger"],
      fetch: fetch(async () => (await import("./revenue.tsx")).Revenue),
    },
    "income-board": {
      title: (words) => words.office.nav.pages.incomeBoard,
      any: ["payments.report"],
      fetch: async () => (await import("../../analytics/fetches.ts")).fetchRevenueBoard(),
    },
    reconciliation: {
      title: (words) => words.office.nav.pages.reconciliation,
      any: ["payments.reconcile"],
      fetch: fetch(async () => (await import("./reconciliation.tsx")).Reconciliation),
    },
    figures: {
      title: (words) => words.office.figures,
      any: ["centre.figures"],
      fetch: async () => (await import("../../analytics/office/figures.tsx")).Figures,
    },
  },
  menu: [
    "payments",
    "debtors",
    "billing",
    "discounts",
    "course-orders",
    "refunds",
    "revenue",
    "income-board",
    "reconciliation",
    "months",
    "figures",
  ],
};
