/** The pages of the office that a user may open, its sidebar on wide screens and its bar on phones. */

import type { RolePages } from "../person-pages.ts";
import { AREAS } from "./areas.ts";
import { canOpenPage, hasPermission, type PermissionHolder } from "./page-permissions.ts";
import { getSections } from "./sections.ts";

/** What may stand in the bar of a phone, most wanted first; there is room for four and the menu. */
const BAR: [address: string, area: number][] = [
  "",
  "cash",
  "pupils",
  "timetable",
  "groups",
  "rooms",
  "figures",
  "proofs",
].map((address) => [address, AREAS.findIndex(({ pages }) => address in pages)]);
const BAR_LENGTH = 4;

export function getOfficePages(me: PermissionHolder): RolePages {
  const sections = getSections(me);
  const pages = Object.assign({}, ...AREAS.map((area) => area.pages)) as RolePages["pages"];
  const open = Object.entries(pages).filter(([address]) => canOpenPage(me, address));
  const bar = BAR.filter(([address]) => canOpenPage(me, address)).slice(0, BAR_LENGTH);
  return {
    pages: {
      ...Object.fromEntries(open),
      menu: {
        title: (words) => words.office.nav.menu,
        fetch: async () => (await import("./menu.tsx")).Menu,
      },
    },
    menu: [
      ...bar.map(([address, area]): RolePages["menu"][number] => [
        address,
        address === "cash" ? (words) => words.office.nav.areas.cash : (pages[address]?.title ?? "home"),
        address === "rooms" ? "door" : (AREAS[area]?.icon ?? "home"),
      ]),
      ...(bar.length < BAR_LENGTH ? [["messages", "messages", "messages"] satisfies RolePages["menu"][number]] : []),
      ["menu", (words) => words.office.nav.menu, "menu"],
    ],
    sections,
    ...(hasPermission(me, "payments.see_all")
      ? { start: async () => (await import("./live-updates.ts")).startOfficeUpdates() }
      : {}),
  };
}
