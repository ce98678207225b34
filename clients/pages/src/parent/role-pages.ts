/** The pages of a parent. */

import type { RolePages } from "../person-pages.ts";

type Address = RolePages["pages"][string];

const absence: Address = {
  title: (words) => words.parent.absence,
  fetch: async () => (await import("./absence.tsx")).Absence,
};
const payments: Address = {
  title: (words) => words.payments.title,
  fetch: async () => (await import("./payments.tsx")).ChildPayments,
};

export const parentPages: RolePages = {
  pages: {
    "": { title: (words) => words.nav.home, fetch: async () => (await import("./today.tsx")).TodayPage },
    "homework/:id": {
      title: (words) => words.home.homework,
      fetch: async () => (await import("./homework.tsx")).ChildHomework,
    },
    consents: { title: (words) => words.parent.consents, fetch: async () => (await import("./consents.tsx")).Consents },
    absence,
    "absence/:child": absence,
    opening: {
      title: (words) => words.entry.opening.title,
      fetch: async () => (await import("./open-device.tsx")).OpenDevicePage,
    },
    payments,
    "payments/:child": payments,
  },
  menu: [
    ["", "home", "home"],
    ["absence", (words) => words.parent.absence, "absence"],
    ["payments", "payments", "payments"],
    ["messages", "messages", "messages"],
  ],
};
