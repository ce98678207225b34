/** Which permissions open which page of the office. */

import type { Person } from "../talim.ts";

/** Any of these opens the page, and all that is told live; a page that is not named is everybody's. */
const REQUIRED_PERMISSIONS: Record<string, string[]> = {
  live: ["payments.see_all"],
  groups: ["groups.see_all"],
  rooms: ["rooms.read"],
  figures: ["centre.figures"],
  imports: ["courses.import"],
  "imports/:id": ["courses.import"],
  marks: ["attendance.import"],
  "marks/:id": ["attendance.import"],
  proofs: ["payments.confirm"],
  opening: ["accounts.open_child_device"],
  stuck: ["jobs.view", "notifications.deliveries"],
  excuses: ["attendance.decide_excuses"],
};
/** What a page asks for beside that. */
const EXTRA_PERMISSIONS: Record<string, string> = { opening: "accounts.view_people" };
/** Others have these too. */
const SHARED_PAGES = ["rooms", "marks", "marks/:id", "excuses", "opening"];

export type PermissionHolder = Pick<Person, "permissions">;

export function hasPermission(me: PermissionHolder, permission: string): boolean {
  return me.permissions.includes(permission);
}

export function canOpenPage(me: PermissionHolder, page: string): boolean {
  const beside = EXTRA_PERMISSIONS[page];
  if (beside && !hasPermission(me, beside)) return false;
  return REQUIRED_PERMISSIONS[page]?.some((permission) => hasPermission(me, permission)) ?? true;
}

const MONEY = ["payments.report", "payments.ledger", "payments.see_all"];

/** Whether any of the office's work is this person's, beside what teachers may do too. */
export function hasOfficePages(me: PermissionHolder): boolean {
  const pages = Object.keys(REQUIRED_PERMISSIONS).filter((page) => !SHARED_PAGES.includes(page));
  return pages.some((page) => canOpenPage(me, page)) || MONEY.some((permission) => hasPermission(me, permission));
}
