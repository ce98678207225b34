/** How roles are called, and which ones somebody may be given. */

import type { Answer, rest } from "@talim/client";
import { hasPermission } from "../../office/permissions.ts";
import { talim, type Person } from "../../talim.ts";
import type { Option } from "../../ui/form/choice-fields.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import type { PeopleWords } from "./words/en.ts";
import { ABILITIES } from "./role-rights.ts";

export type RoleTable = Answer<"/auth/roles/", "get">;
export type OwnRole = RoleTable["own"][number];

/** Who does not manage roles knows the built-in ones only. */
export function loadRoles(me: Person): Promise<RoleTable | null> {
  return hasPermission(me, "roles.manage") ? talim.api.get("/auth/roles/") : Promise.resolve(null);
}

export function nameRole(
  person: { role: string; own_role: string | null },
  table: RoleTable | null | undefined,
  texts: PeopleWords,
): string {
  const own = table?.own.find(({ id }) => id === person.own_role);
  if (own) return readTranslated(own.name);
  const role = texts.roles[person.role] ?? person.role;
  return person.own_role ? `${role} (${texts.ownRole})` : role;
}

/** What the role of this option may do, in one line. */
export function describeRole(
  option: string,
  table: RoleTable | null | undefined,
  texts: PeopleWords,
): string | undefined {
  if (!option.startsWith("own:")) return texts.roleMay[option];
  const own = table?.own.find(({ id }) => id === option.slice(4));
  const can = Object.entries(ABILITIES).filter(([, any]) => any.some((name) => own?.permissions.includes(name)));
  return can.map(([ability]) => texts.abilities[ability as keyof typeof ABILITIES]).join(", ") || undefined;
}

/** The value of an option: a built-in role, or one of the centre's own ("own:…"). */
export function listRoleOptions(me: Person, table: RoleTable | null | undefined, texts: PeopleWords): Option[] {
  const mayChange = hasPermission(me, "accounts.change_role");
  const builtIn = ["teacher", ...(mayChange ? ["manager", "admin"] : [])];
  return [
    ...builtIn.map((role) => ({ value: role, label: texts.roles[role] ?? role })),
    ...(mayChange ? (table?.own ?? []) : []).map(({ id, name }) => ({
      value: `own:${id}`,
      label: readTranslated(name),
    })),
  ];
}

/** What the server is told: a role of the centre's own is one of staff, cut from the manager's. */
export function toRole(option: string): { role: rest.Role; own_role: string | null } {
  return option.startsWith("own:")
    ? { role: "manager", own_role: option.slice(4) }
    : { role: option as rest.Role, own_role: null };
}

export function fromRole({ role, own_role }: { role: string; own_role: string | null }): string {
  return own_role ? `own:${own_role}` : role;
}
