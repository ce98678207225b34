/** Where the office can go: each page for who holds the permission that its operations ask for. */

import type { RolePages } from "../app.tsx";
import type { Person } from "../talim.ts";

const PAGES: RolePages["pages"] = {
  "": { title: (words) => words.nav.home, fetch: async () => (await import("./home.tsx")).OfficeHome },
  groups: { title: (words) => words.office.groups, fetch: async () => (await import("./groups.tsx")).Groups },
  rooms: { title: (words) => words.office.rooms, fetch: async () => (await import("./rooms.tsx")).Rooms },
  figures: { title: (words) => words.office.figures, fetch: async () => (await import("./figures.tsx")).Figures },
  imports: { title: (words) => words.office.imports, fetch: async () => (await import("./imports.tsx")).Imports },
  "imports/:id": {
    title: (words) => words.office.imports,
    fetch: async () => (await import("./import.tsx")).ImportPage,
  },
  marks: { title: (words) => words.office.marks, fetch: async () => (await import("./imports.tsx")).MarkImports },
  "marks/:id": {
    title: (words) => words.office.marks,
    fetch: async () => (await import("./import.tsx")).MarkImportPage,
  },
  proofs: { title: (words) => words.office.proofs, fetch: async () => (await import("./proofs.tsx")).Proofs },
  opening: {
    title: (words) => words.entry.opening.title,
    fetch: async () => (await import("./open-device.tsx")).OpenDevicePage,
  },
  stuck: { title: (words) => words.office.stuck, fetch: async () => (await import("./stuck-work.tsx")).Stuck },
  excuses: {
    title: (words) => words.teacher.excuses.title,
    fetch: async () => (await import("../teacher/excuses.tsx")).Excuses,
  },
};
const MENU: RolePages["menu"] = [
  ["", "home", "home"],
  ["groups", (words) => words.office.groups, "groups"],
  ["rooms", (words) => words.office.rooms, "door"],
  ["figures", (words) => words.office.figures, "figures"],
  ["messages", "messages", "messages"],
];

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

type PermissionHolder = Pick<Person, "permissions">;

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

/** The office's part as this person may see it. */
export function getOfficePages(me: PermissionHolder): RolePages {
  return {
    pages: Object.fromEntries(Object.entries(PAGES).filter(([address]) => canOpenPage(me, address))),
    menu: MENU.filter(([to]) => canOpenPage(me, to)),
    ...(canOpenPage(me, "live") ? { start: async () => (await import("./live-updates.ts")).startOfficeUpdates() } : {}),
  };
}
