/** The rights of a role, by subject, and what they come to. */

import type { Answer } from "@talim/client";
import type { PeopleWords } from "./words/en.ts";

export type Permission = Answer<"/auth/roles/", "get">["permissions"][number];

/** What a role can do with any of these rights: others may show the same in another place. */
export const ABILITIES: Record<keyof PeopleWords["abilities"], string[]> = {
  sees_people: ["accounts.view_people"],
  changes_people: ["accounts.manage_people"],
  makes_groups: ["groups.manage"],
  sets_timetables: ["timetable.manage"],
  keeps_registers: ["attendance.mark"],
  reviews_homework: ["homework.review"],
  sees_debts: ["payments.see_all"],
  takes_money: ["payments.confirm"],
  gives_money_back: ["payments.refund"],
  sees_own_pay: ["salaries.read"],
  sees_all_pay: ["salaries.manage", "payments.ledger", "settings.audit_values", "accounts.view_as"],
  changes_settings: ["settings.change"],
};

/** By the words before the dot, in the order in which they come first; small areas of one subject go together. */
export function groupByArea(permissions: Permission[]): [string, Permission[]][] {
  const areas = new Map<string, Permission[]>();
  for (const permission of permissions) {
    const prefix = permission.name.split(".", 1)[0] ?? "";
    const area = SAME_AREA[prefix] ?? prefix;
    areas.set(area, [...(areas.get(area) ?? []), permission]);
  }
  return [...areas];
}

const SAME_AREA: Record<string, string> = {
  roles: "accounts",
  content: "accounts",
  families: "accounts",
  privacy: "accounts",
  bulk_changes: "courses",
  groups: "courses",
  timetable: "lessons",
  rooms: "lessons",
  holidays: "lessons",
  resources: "homework",
  leaderboards: "coins",
  achievements: "coins",
  shop: "coins",
  templates: "notifications",
  announcements: "notifications",
  realtime: "settings",
  branches: "settings",
  webhooks: "settings",
  jobs: "settings",
  centre: "settings",
};
