/** Values of the audit log as people read them: money, days, yes and no, names in place of codes. */

import type { Answer } from "@talim/client";
import { describeDevice } from "../../account/device-name.ts";
import { useCentre } from "../../centre.ts";
import { formatDate, formatDayTime, formatMoney, groupDigits } from "../../format.ts";
import type { Person } from "../../talim.ts";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { LANGUAGES, useWords } from "../../words/index.ts";
import { peopleWords } from "../../words/office/people/index.ts";
import { formatPeriod } from "../chart-data.ts";

type Entry = Answer<"/settings/audit-logs/", "get">["results"][number];

/** Stands for no value. */
export const NOTHING = "–";

const ROLE_FIELDS = ["role", "requested_role"];
const LANGUAGE_FIELDS = ["locale", "language", "languages", "default_language"];
const MONEY_AREAS = ["payments", "courses", "settings"];
const MONEY_FIELDS = [
  "amount", "commission", "counted", "debt_limit", "entry_limit", "advance_limit", "shift_difference_limit", "free_credit", "gross", "outstanding", "price",
  "refunded", "settled", "sms_balance_least", "sms_month_budget", "sms_part_price", "topup_maximum", "topup_minimum",
];
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T/;

/** Writes a value of this entry; "" for ids, which only machines read. */
export function useValueWriter(row: Entry, me: Person): (field: string, value: unknown) => string {
  const words = useWords();
  const { roles } = peopleWords.use();
  const centre = useCentre();
  const values = row.values as Record<string, [unknown, unknown]> | null;
  const own = values?.["currency"]?.[1];
  const currency = typeof own === "string" ? own : (centre?.currency ?? "UZS");
  const inMoney = MONEY_AREAS.includes(row.object_type.split(".")[0] ?? "");

  function write(field: string, value: unknown): string {
    if (value === null || value === undefined || value === "") return NOTHING;
    if (typeof value === "boolean") return value ? words.form.yes : words.form.no;
    if (typeof value === "number") return inMoney && MONEY_FIELDS.includes(field) ? formatMoney({ amount: value, currency }, words) : groupDigits(value);
    if (typeof value === "string") return writeText(field, value);
    if (Array.isArray(value)) return value.map((part) => write(field, part)).filter(Boolean).join(", ") || (value.length ? groupDigits(value.length) : NOTHING);
    return writeParts(field, value as Record<string, unknown>);
  }

  function writeText(field: string, text: string): string {
    if (ID.test(text)) return "";
    if (field === "device") return describeDevice(text);
    const names: Record<string, string> = ROLE_FIELDS.includes(field) ? roles : LANGUAGE_FIELDS.includes(field) ? LANGUAGES : row.value_names;
    if (DAY.test(text)) return formatDate(text, me.zone, words);
    if (MONTH.test(text)) return formatPeriod(text, words);
    if (MOMENT.test(text)) return formatDayTime(text, me.zone, words);
    return names[text] ?? text;
  }

  /** A text in several languages, an amount of each currency, or what has no names. */
  function writeParts(field: string, parts: Record<string, unknown>): string {
    const entries = Object.entries(parts);
    if (entries.every(([name]) => name in LANGUAGES)) return readTranslated(parts as Record<string, string>) || NOTHING;
    if (entries.every(([name, part]) => words.currency[name] && typeof part === "number")) {
      return entries.map(([name, amount]) => formatMoney({ amount: amount as number, currency: name }, words)).join(", ") || NOTHING;
    }
    return entries.map(([, part]) => write(field, part)).filter(Boolean).join(", ");
  }

  return write;
}
