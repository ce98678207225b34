/** The pages of the office. Each is open to users with the permission that its operations need. */

import type { RolePages } from "../person-pages.ts";
import { canOpenPage, type PermissionHolder } from "./page-permissions.ts";

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
  "qr-sheet/:group": {
    title: (words) => words.office.qr.title,
    fetch: async () => (await import("./qr-sheet.tsx")).QrSheetPage,
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

/** The pages of the office that this user may open. */
export function getOfficePages(me: PermissionHolder): RolePages {
  return {
    pages: Object.fromEntries(Object.entries(PAGES).filter(([address]) => canOpenPage(me, address))),
    menu: MENU.filter(([to]) => canOpenPage(me, to)),
    ...(canOpenPage(me, "live") ? { start: async () => (await import("./live-updates.ts")).startOfficeUpdates() } : {}),
  };
}
