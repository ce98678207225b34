/** Pupils as somebody types or pastes them: one per line, name, a parent's phone, the parent's name. */

export interface PupilLine {
  /** The line as it was typed. */
  text: string;
  first_name: string;
  last_name: string;
  /** Of a parent; "" without one. */
  phone: string;
  parent: string;
}

export type NameOrder = "first" | "last";

const PHONE = /\+?\d[\d\s().-]{5,}\d/;
/** "1.", "2)": lists are often numbered. */
const NUMBER = /^\s*\d{1,3}[.)]\s*/;
const SEPARATORS = /[,;\t]+/;

/** The lines that are not empty. A name has its first word first, or its last name, as `order` says. */
export function parsePupilLines(text: string, order: NameOrder): PupilLine[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => parseLine(line, order));
}

function parseLine(text: string, order: NameOrder): PupilLine {
  const line = text.replace(NUMBER, "");
  const phone = PHONE.exec(line)?.[0] ?? "";
  const at = phone ? line.indexOf(phone) : -1;
  const before = (at < 0 ? line : line.slice(0, at)).split(SEPARATORS).map(trim).filter(Boolean);
  const after = (at < 0 ? "" : line.slice(at + phone.length)).split(SEPARATORS).map(trim).filter(Boolean);
  const [name = "", ...others] = before;
  const [first = "", ...rest] = name.split(/\s+/);
  const names =
    order === "last" && rest.length
      ? { first_name: rest.join(" "), last_name: first }
      : { first_name: first, last_name: rest.join(" ") };
  return { text, ...names, phone: phone.trim(), parent: [...after, ...others][0] ?? "" };
}

function trim(part: string): string {
  return part.replace(/^[\s:–-]+|[\s:–-]+$/g, "");
}

/** The digits of a number without the country's, to see whether two are the same. */
export function getLocalDigits(phone: string): string {
  return phone.replace(/\D/g, "").slice(-9);
}
