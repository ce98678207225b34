/** Goods, what pupils bought, coins given by hand, achievements. */

import { withWords } from "../../words/catalogue.ts";
import { settingsWords } from "../../settings/words/index.ts";
import { shopWords } from "./words/index.ts";
import type { OfficeArea } from "../../office/area.ts";

export const shop: OfficeArea = {
  title: (words) => words.office.nav.areas.shop,
  icon: "shop",
  pages: {
    orders: {
      title: (words) => words.office.nav.pages.orders,
      any: ["shop.hand_over"],
      fetch: withWords([shopWords], async () => (await import("./orders.tsx")).Orders),
    },
    goods: {
      title: (words) => words.office.nav.pages.goods,
      any: ["shop.manage"],
      fetch: withWords([shopWords], async () => (await import("./goods.tsx")).Goods),
    },
    "give-coins": {
      title: (words) => words.office.nav.pages.coinAdjustments,
      any: ["coins.adjust"],
      shared: true,
      fetch: withWords([shopWords, settingsWords], async () => (await import("./give-coins.tsx")).GiveCoins),
    },
    achievements: {
      title: (words) => words.office.nav.pages.achievements,
      any: ["achievements.manage"],
      fetch: withWords([shopWords], async () => (await import("./achievements.tsx")).Achievements),
    },
  },
  menu: ["orders", "goods", "give-coins", "achievements"],
};
