/** The centre itself: settings, branches, attendance statuses, webhooks, audit, erasures, health. */

import type { OfficeArea } from "../area.ts";

export const centre: OfficeArea = {
  title: (words) => words.office.nav.areas.centre,
  icon: "centre",
  pages: {
    stuck: {
      title: (words) => words.office.stuck,
      any: ["jobs.view", "notifications.deliveries"],
      fetch: async () => (await import("../stuck-work.tsx")).Stuck,
    },
  },
  menu: ["stuck"],
};
