/** Announcements, templates, budget and deliveries. */

import type { OfficeArea } from "../area.ts";

export const messages: OfficeArea = {
  title: (words) => words.office.nav.areas.messages,
  icon: "send_all",
  pages: {},
  menu: [],
};
