/** The cash desk: taking money, receipts, shifts, expenses, bank, journal, approvals. */

import type { OfficeArea } from "../area.ts";

export const cash: OfficeArea = {
  title: (words) => words.office.nav.areas.cash,
  icon: "cash",
  pages: {
    proofs: {
      title: (words) => words.office.proofs,
      any: ["payments.confirm"],
      fetch: async () => (await import("../proofs.tsx")).Proofs,
    },
  },
  menu: ["proofs"],
};
