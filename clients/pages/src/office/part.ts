/** Where the office can go: each page for who holds the permission that its operations ask for. */

import type { Part } from "../app.tsx";
import type { Person } from "../talim.ts";

const PAGES: Part["pages"] = {
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
    fetch: async () => (await import("./opening.tsx")).OpeningPage,
  },
  stuck: { title: (words) => words.office.stuck, fetch: async () => (await import("./stuck.tsx")).Stuck },
  excuses: {
    title: (words) => words.teacher.excuses.title,
    fetch: async () => (await import("../teacher/excuses.tsx")).Excuses,
  },
};
const MENU: Part["menu"] = [
  ["", "home", "home"],
  ["groups", (words) => words.office.groups, "groups"],
  ["rooms", (words) => words.office.rooms, "door"],
  ["figures", (words) => words.office.figures, "figures"],
  ["messages", "messages", "messages"],
];

/** Any of these opens the page, and all that is told live; a page that is not named is everybody's. */
const NEEDS: Record<string, string[]> = {
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
const BESIDE: Record<string, string> = { opening: "accounts.view_people" };
/** Others have these too. */
const SHARED = ["rooms", "marks", "marks/:id", "excuses", "opening"];

type Holder = Pick<Person, "permissions">;

export function holds(me: Holder, permission: string): boolean {
  return me.permissions.includes(permission);
}

export function opens(me: Holder, page: string): boolean {
  const beside = BESIDE[page];
  if (beside && !holds(me, beside)) return false;
  return NEEDS[page]?.some((one) => holds(me, one)) ?? true;
}

const MONEY = ["payments.report", "payments.ledger", "payments.see_all"];

/** Whether any of the office's work is this person's, beside what teachers may do too. */
export function runs(me: Holder): boolean {
  const pages = Object.keys(NEEDS).filter((page) => !SHARED.includes(page));
  return pages.some((page) => opens(me, page)) || MONEY.some((one) => holds(me, one));
}

/** The office's part as this person may see it. */
export function officeOf(me: Holder): Part {
  return {
    pages: Object.fromEntries(Object.entries(PAGES).filter(([address]) => opens(me, address))),
    menu: MENU.filter(([to]) => opens(me, to)),
    ...(opens(me, "live") ? { begin: async () => (await import("./live.ts")).begin() } : {}),
  };
}
