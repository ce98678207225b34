/** Announcements, templates, messages to families, budget and deliveries. */

import { withWords } from "../../words/catalogue.ts";
import { messagesWords } from "./words/index.ts";
import type { OfficeArea } from "../../office/area.ts";

export const messages: OfficeArea = {
  title: (words) => words.office.nav.areas.messages,
  icon: "send_all",
  pages: {
    announcements: {
      title: (words) => words.office.nav.pages.announcements,
      any: ["announcements.send"],
      shared: true,
      fetch: withWords([messagesWords], async () => (await import("./announcements.tsx")).Announcements),
    },
    "family-messages": {
      title: (words) => words.office.nav.pages.familyMessages,
      any: ["families.message"],
      shared: true,
      fetch: withWords([messagesWords], async () => (await import("./family-messages.tsx")).FamilyMessages),
    },
    forums: {
      title: (words) => words.learning.pages.forums,
      any: ["forums.see"],
      shared: true,
      fetch: async () => (await import("../../forums/fetches.ts")).fetchForumsPage(),
    },
    tickets: {
      title: (words) => words.office.nav.pages.tickets,
      any: ["support.work"],
      shared: true,
      fetch: async () => (await import("../../support/fetches.ts")).fetchDesk(),
    },
    "ticket-figures": {
      title: (words) => words.office.nav.pages.ticketFigures,
      any: ["support.see_all"],
      fetch: async () => (await import("../../support/fetches.ts")).fetchFigures(),
    },
    "ticket-rules": {
      title: (words) => words.office.nav.pages.ticketRules,
      any: ["support.see_all", "support.rules"],
      fetch: async () => (await import("../../support/fetches.ts")).fetchRules(),
    },
    moderation: {
      title: (words) => words.teacher.nav.moderation,
      any: ["moderation.judge", "content.moderate"],
      shared: true,
      fetch: async () => (await import("../../moderation/fetches.ts")).fetchModeration(),
    },
    "moderation/:id": {
      title: (words) => words.teacher.nav.moderation,
      any: ["moderation.judge", "content.moderate"],
      shared: true,
      fetch: async () => (await import("../../moderation/fetches.ts")).fetchCase(),
    },
    templates: {
      title: (words) => words.office.nav.pages.templates,
      any: ["templates.manage"],
      fetch: withWords([messagesWords], async () => (await import("./templates.tsx")).Templates),
    },
    deliveries: {
      title: (words) => words.office.nav.pages.deliveries,
      any: ["notifications.deliveries"],
      fetch: withWords([messagesWords], async () => (await import("./deliveries.tsx")).Deliveries),
    },
  },
  menu: [
    "announcements",
    "family-messages",
    "tickets",
    "ticket-figures",
    "ticket-rules",
    "forums",
    "moderation",
    "templates",
    "deliveries",
  ],
};
