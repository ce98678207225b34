/** English, for the search of everything. */

export const en = {
  placeholder: "Name, phone, group, receipt number …",
  pages: "Pages and acts",
  recent: "Looked at last",
  begin: "You may want to",
  person: "People",
  group: "Groups",
  payment: "Payments",
  receipt: "Receipts",
  nothing: "Nothing found. Try another spelling, or a few digits of the phone number.",
  found: (n: number) => `Found: ${n}`,
  help: "↑ ↓ choose, Enter opens, Esc closes",
  role: {
    student: "pupil",
    teacher: "teacher",
    parent: "parent",
    manager: "manager",
    admin: "administrator",
    member: "guest",
  },
};

export type SearchWords = typeof en;
