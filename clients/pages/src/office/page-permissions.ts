/** Which permissions open which page of the office. */

import { AREAS } from "./areas.ts";
import { hasPermission, isOpen, type PermissionHolder } from "./permissions.ts";

export { hasPermission, type PermissionHolder } from "./permissions.ts";

const PAGES = Object.assign({}, ...AREAS.map(({ pages }) => pages)) as (typeof AREAS)[number]["pages"];
const MONEY = ["payments.report", "payments.ledger", "payments.see_all"];

/** Whether the user may open the office's page at this address. */
export function canOpenPage(me: PermissionHolder, address: string): boolean {
  const page = PAGES[address];
  return page !== undefined && isOpen(page, me);
}

/** Whether the user has a page of the office that teachers do not have. */
export function hasOfficePages(me: PermissionHolder): boolean {
  const own = Object.values(PAGES).filter((page) => page.any && !page.shared);
  return own.some((page) => isOpen(page, me)) || MONEY.some((permission) => hasPermission(me, permission));
}
