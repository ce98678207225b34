/** The centre itself: settings, questions for new people, branches, attendance statuses, webhooks, audit, erasures, health. */

import { withWords } from "../../words/catalogue.ts";
import { liveWords } from "../../lessons/live/words/index.ts";
import { auditWords } from "../audit/words/index.ts";
import { centreWords } from "./words/index.ts";
import { peopleWords } from "../../accounts/people/words/index.ts";
import { settingsWords } from "../words/index.ts";
import type { OfficeArea } from "../../office/area.ts";

export const centre: OfficeArea = {
  title: (words) => words.office.nav.areas.centre,
  icon: "centre",
  pages: {
    settings: {
      title: (words) => words.office.nav.pages.settings,
      any: ["settings.read"],
      fetch: withWords(
        [centreWords, settingsWords, liveWords],
        async () => (await import("./settings.tsx")).SettingsPage,
      ),
    },
    questions: {
      title: (words) => words.office.nav.pages.questions,
      any: ["accounts.manage_onboarding"],
      fetch: withWords([centreWords], async () => (await import("./questions.tsx")).Questions),
    },
    branches: {
      title: (words) => words.office.nav.pages.branches,
      any: ["branches.manage"],
      fetch: withWords([centreWords], async () => (await import("./branches.tsx")).Branches),
    },
    statuses: {
      title: (words) => words.office.nav.pages.statuses,
      any: ["attendance.manage_statuses"],
      fetch: withWords([centreWords], async () => (await import("./statuses.tsx")).Statuses),
    },
    webhooks: {
      title: (words) => words.office.nav.pages.webhooks,
      any: ["webhooks.manage"],
      fetch: withWords([centreWords], async () => (await import("./webhooks.tsx")).Webhooks),
    },
    audit: {
      title: (words) => words.office.nav.pages.audit,
      any: ["settings.audit"],
      fetch: withWords(
        [centreWords, auditWords, peopleWords, settingsWords],
        async () => (await import("./audit.tsx")).Audit,
      ),
    },
    erasures: {
      title: (words) => words.office.nav.pages.erasures,
      any: ["privacy.erase"],
      fetch: withWords([centreWords, peopleWords], async () => (await import("./erasures.tsx")).Erasures),
    },
    health: {
      title: (words) => words.office.nav.pages.health,
      any: ["settings.monitor"],
      fetch: withWords([centreWords], async () => (await import("./health.tsx")).Health),
    },
    stuck: {
      title: (words) => words.office.stuck,
      any: ["jobs.view", "notifications.deliveries"],
      fetch: async () => (await import("../../jobs/stuck-work.tsx")).Stuck,
    },
  },
  menu: ["settings", "questions", "branches", "statuses", "webhooks", "audit", "erasures", "health", "stuck"],
};
