/** The sections of the office's menu. */

import type { MenuSection } from "../person-pages.ts";
import { AREAS } from "./areas.ts";
import { canOpenPage, type PermissionHolder } from "./page-permissions.ts";

/** The areas in which this user has a page, with those pages. */
export function getSections(me: PermissionHolder): MenuSection[] {
  return AREAS.map(({ title, icon, pages, menu }) => ({
    title,
    icon,
    links: menu
      .filter((address) => canOpenPage(me, address))
      .map((address): MenuSection["links"][number] => [address, pages[address]?.title ?? title]),
  })).filter(({ links }) => links.length);
}
