/** Goods and coins. */

import type { OfficeArea } from "../area.ts";

export const shop: OfficeArea = {
  title: (words) => words.office.nav.areas.shop,
  icon: "shop",
  pages: {},
  menu: [],
};
