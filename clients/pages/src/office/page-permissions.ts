/** Which permissions open which page of the office. */

import type { Person } from "../talim.ts";

/** Any of these opens the page, or `live` updates. A page that is not listed is open to all. */
const REQUIRED_PERMISSIONS: Record<string, string[]> = {
  live: ["payments.see_all"],
  groups: ["groups.see_all"],
  rooms: ["rooms.read"],
  figures: ["centre.figures"],
  imports: ["courses.import"],
  "imports/:id": ["courses.import"],
  "qr-sheet/:group": ["accounts.manage_people"],
  marks: ["attendance.import"],
  "marks/:id": ["attendance.import"],
  proofs: ["payments.confirm"],
  opening: ["accounts.open_child_device"],
  stuck: ["jobs.view", "notifications.deliveries"],
  excuses: ["attendance.decide_excuses"],
};
/** A permission that a page needs as well. */
const EXTRA_PERMISSIONS: Record<string, string> = { opening: "accounts.view_people" };
/** Pages that other roles have too. */
const SHARED_PAGES = ["rooms", "marks", "marks/:id", "excuses", "opening"];

export type PermissionHolder = Pick<Person, "permissions">;

export function hasPermission(me: PermissionHolder, permission: string): boolean {
  return me.permissions.includes(permission);
}

export function canOpenPage(me: PermissionHolder, page: string): boolean {
  const extra = EXTRA_PERMISSIONS[page];
  if (extra && !hasPermission(me, extra)) return false;
  return REQUIRED_PERMISSIONS[page]?.some((permission) => hasPermission(me, permission)) ?? true;
}

const MONEY = ["payments.report", "payments.ledger", "payments.see_all"];

/** Whether the user has a page of the office that teachers do not have. */
export function hasOfficePages(me: PermissionHolder): boolean {
  const pages = Object.keys(REQUIRED_PERMISSIONS).filter((page) => !SHARED_PAGES.includes(page));
  return pages.some((page) => canOpenPage(me, page)) || MONEY.some((permission) => hasPermission(me, permission));
}
