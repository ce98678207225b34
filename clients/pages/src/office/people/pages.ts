/** Teachers, staff, roles and pay. */

import { withWords } from "../../words/catalogue.ts";
import { feedbackWords } from "../../words/family/feedback/index.ts";
import { payWords } from "../../words/office/people/pay/index.ts";
import { peopleWords } from "../../words/office/people/index.ts";
import type { OfficeArea } from "../area.ts";

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
      fetch: withWords([peopleWords, payWords], async () => (await import("./pay.tsx")).Pay),
    },
    rates: {
      title: (words) => words.office.nav.pages.rates,
      any: ["salaries.manage"],
      fetch: withWords([peopleWords, payWords], async () => (await import("./rates.tsx")).Rates),
    },
    "view-as/:id": {
      title: (words) => words.viewing.title,
      any: ["accounts.view_as"],
      fetch: async () => (await import("./view-as.tsx")).ViewAs,
    },
  },
  menu: ["staff", "invitations", "roles", "pay", "rates"],
};
