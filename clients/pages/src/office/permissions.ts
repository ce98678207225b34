/** What a person's permissions open. */

import type { Person } from "../talim.ts";
import type { OfficePage } from "./area.ts";

export type PermissionHolder = Pick<Person, "permissions">;

export function hasPermission(me: PermissionHolder, permission: string): boolean {
  return me.permissions.includes(permission);
}

export function isOpen({ any, all = [] }: Pick<OfficePage, "any" | "all">, me: PermissionHolder): boolean {
  const has = (permission: string) => hasPermission(me, permission);
  return all.every(has) && (any === undefined || any.some(has));
}
