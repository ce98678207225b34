/** What the form of the first run sends, and which of its fields an error of the answer is about. */

import type { rest } from "@talim/client";
import { toContactAddress } from "../../accounts/entry/pending-sign-up.ts";
import type { Language } from "../../words/index.ts";

export type Form = Pick<FormData, "get" | "getAll">;

/** The rows of a list, by the place in the form: rows without a text in `name` are left out. */
function findFilledRows(form: Form, list: string, name: string): number[] {
  const rows: number[] = [];
  for (let row = 0; form.get(`${list}.${row}.${name}`) !== null; row += 1) {
    if (read(form, `${list}.${row}.${name}`)) rows.push(row);
  }
  return rows;
}

function read(form: Form, name: string): string {
  return String(form.get(name) ?? "").trim();
}

/** Whole units as people type them, "600 000", in the minor unit; 0 for anything else, which the server refuses. */
export function toMinorUnits(text: string): number {
  const digits = text.replace(/\s/g, "");
  return /^\d{1,13}$/.test(digits) ? Number(digits) * 100 : 0;
}

/** The body of the request. Names of statuses are in the language of the page, titles of courses in the first one. */
export function buildFirstRun(form: Form, language: Language): rest.FirstRunIn {
  const first = read(form, "default_language") as Language;
  return {
    code: read(form, "code"),
    centre_name: read(form, "centre_name"),
    languages: form.getAll("languages") as Language[],
    default_language: first,
    currency: read(form, "currency"),
    branch: {
      name: read(form, "branch.name"),
      address: read(form, "branch.address"),
      zone: read(form, "branch.zone"),
    },
    rooms: findFilledRows(form, "rooms", "name").map((row) => {
      const seats = read(form, `rooms.${row}.seats`);
      return { name: read(form, `rooms.${row}.name`), seats: seats ? Number(seats) : null };
    }),
    courses: findFilledRows(form, "courses", "title").map((row) => ({
      title: { [first]: read(form, `courses.${row}.title`) },
      level: read(form, `courses.${row}.level`),
      price: toMinorUnits(read(form, `courses.${row}.price`)),
    })),
    statuses: (form.getAll("status") as ("present" | "absent" | "late" | "excused")[]).map((code) => ({
      code,
      name: { [language]: read(form, `status.${code}`) },
      charged: form.getAll("charged").includes(code),
    })),
    administrator: {
      first_name: read(form, "first"),
      last_name: read(form, "last"),
      ...toContactAddress(read(form, "login")),
      password: String(form.get("password") ?? ""),
      locale: language,
    },
  };
}

/**
 * Errors by the names of the form's fields: rows that were left out do not count in the server's paths. `priceHelp` is
 * the error of a price that is no whole number; the server saw a 0.
 */
export function toFormFields(fields: Record<string, string[]>, form: Form, priceHelp: string): Record<string, string> {
  const rows = { rooms: findFilledRows(form, "rooms", "name"), courses: findFilledRows(form, "courses", "title") };
  const codes = form.getAll("status");
  return Object.fromEntries(
    Object.entries(fields).map(([path, messages]) => {
      const name = toFieldName(path);
      const isNoPrice = name.endsWith(".price") && !toMinorUnits(read(form, name));
      return [name, isNoPrice ? priceHelp : messages.join(" ")];
    }),
  );

  function toFieldName(path: string): string {
    const [part = "", place = "", name = ""] = path.split(".");
    if (part === "rooms" || part === "courses") return `${part}.${rows[part][Number(place)] ?? 0}.${name}`;
    if (part === "statuses") return `status.${String(codes[Number(place)])}`;
    if (part === "administrator") return ADMINISTRATOR[place] ?? place;
    return path;
  }
}

const ADMINISTRATOR: Record<string, string> = {
  first_name: "first",
  last_name: "last",
  email: "login",
  phone: "login",
};
