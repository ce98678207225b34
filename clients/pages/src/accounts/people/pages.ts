/** Teachers, staff, roles and pay. */

import { withWords } from "../../words/catalogue.ts";
import { feedbackWords } from "../../lessons/feedback/words/index.ts";
import { payWords } from "../../payments/pay/words/index.ts";
import { peopleWords } from "./words/index.ts";
import type { OfficeArea } from "../../office/area.ts";

export const people: OfficeArea = {
  title: (words) => words.office.nav.areas.people,
  icon: "groups",
  pages: {
    staff: {
      title: (words) => words.office.nav.pages.teachers,
      any: ["accounts.view_people"],
      fetch: withWords([peopleWords, feedbackWords], async () => (await import("./staff.tsx")).Staff),
    },
    invitations: {
      title: (words) => words.office.nav.pages.invitations,
      any: ["accounts.invite"],
      fetch: withWords([peopleWords], async () => (await import("./invitations.tsx")).Invitations),
    },
    roles: {
      title: (words) => words.office.nav.pages.roles,
      any: ["roles.manage"],
      fetch: withWords([peopleWords], async () => (await import("./roles.tsx")).Roles),
    },
    pay: {
      title: (words) => words.office.nav.pages.pay,
      any: ["salaries.read"],
      shared: true,
      fetch: withWords([peopleWords, payWords], async () => (await import("../../payments/pay/pay.tsx")).Pay),
    },
    rates: {
      title: (words) => words.office.nav.pages.rates,
      any: ["salaries.manage"],
      fetch: withWords([peopleWords, payWords], async () => (await import("../../payments/pay/rates.tsx")).Rates),
    },
    "view-as/:id": {
      title: (words) => words.viewing.title,
      any: ["accounts.view_as"],
      fetch: async () => (await import("./view-as.tsx")).ViewAs,
    },
  },
  menu: ["staff", "invitations", "roles", "pay", "rates"],
};
