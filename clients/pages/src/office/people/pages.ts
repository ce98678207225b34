/** Teachers, staff, roles and pay. */

import type { OfficeArea } from "../area.ts";

export const people: OfficeArea = {
  title: (words) => words.office.nav.areas.people,
  icon: "groups",
  pages: {},
  menu: [],
};
