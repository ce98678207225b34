/** Values of the audit log as people read them: money, days, yes and no, names in place of codes. */

import type { Answer } from "@talim/client";
import { describeDevice } from "../../accounts/account/device-name.ts";
import { useCentre } from "../../centre.ts";
import { formatDate, formatDayTime, formatMoney, groupDigits } from "../../format.ts";
import type { Person } from "../../talim.ts";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { LANGUAGES, useWords } from "../../words/index.ts";
import { peopleWords } from "../../accounts/people/words/index.ts";
import { formatPeriod } from "../../analytics/office/chart-data.ts";
import { formatPercent } from "../../payments/pay/pay-lines.tsx";

type Entry = Answer<"/settings/audit-logs/", "get">["results"][number];

/** Stands for no value. */
export const NOTHING = "–";

const ROLE_FIELDS = ["role", "requested_role"];
const LANGUAGE_FIELDS = ["locale", "language", "languages", "default_language"];
const MONEY_AREAS = ["payments", "courses", "settings"];
const MONEY_FIELDS = [
  "amount",
  "commission",
  "counted",
  "debt_limit",
  "enrolment_fee",
  "entry_limit",
  "advance_limit",
  "shift_difference_limit",
  "change_float",
  "change_float_limit",
  "free_credit",
  "gross",
  "outstanding",
  "price",
  "price_amount",
  "refunded",
  "settled",
  "sms_balance_least",
  "sms_month_budget",
  "sms_part_price",
  "topup_maximum",
  "topup_minimum",
  "total",
];
/** The settings have sums in the centre's currency; all else names its own, except in old entries. */
const SETTINGS_AREA = "settings";
const CURRENCY_FIELDS = ["currency", "price_currency"];
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T/;

type Changes = Record<string, [unknown, unknown]>;

/** Whether this field only is the unit of the entry's sums, which stands beside them. */
export function isUnitOfSums(row: Entry, field: string): boolean {
  const changes = (row.values ?? {}) as Changes;
  if (!CURRENCY_FIELDS.includes(field) || !row.fields.some((other) => MONEY_FIELDS.includes(other))) return false;
  const [before, after] = changes[field] ?? [];
  return !before || !after || before === after;
}

/** Writes a value of this entry from before (0) or after (1) the change; "" for ids, which only machines read. */
export function useValueWriter(row: Entry, me: Person): (field: string, value: unknown, place: number) => string {
  const words = useWords();
  const { roles } = peopleWords.use();
  const centre = useCentre();
  const area = row.object_type.split(".")[0] ?? "";
  const changes = (row.values ?? {}) as Changes;
  const currencies = CURRENCY_FIELDS.map((name) => changes[name]).find(Boolean) ?? [];

  function writeMoney(amount: number, place: number): string {
    const own = currencies[place] || currencies[1 - place];
    const currency = typeof own === "string" ? own : area === SETTINGS_AREA ? (centre?.currency ?? "") : "";
    return formatMoney({ amount, currency }, words).trimEnd();
  }

  function write(field: string, value: unknown, place: number): string {
    if (value === null || value === undefined || value === "") return NOTHING;
    if (typeof value === "boolean") return value ? words.form.yes : words.form.no;
    if (typeof value === "number") return writeNumber(field, value, place);
    if (typeof value === "string") return writeText(field, value);
    if (Array.isArray(value))
      return (
        value
          .map((part) => write(field, part, place))
          .filter(Boolean)
          .join(", ") || (value.length ? groupDigits(value.length) : NOTHING)
      );
    return writeParts(field, value as Record<string, unknown>, place);
  }

  function writeNumber(field: string, value: number, place: number): string {
    if (field === "percent_hundredths") return `${formatPercent(value, words)}\u00a0%`;
    return MONEY_AREAS.includes(area) && MONEY_FIELDS.includes(field) ? writeMoney(value, place) : groupDigits(value);
  }

  function writeText(field: string, text: string): string {
    if (ID.test(text)) return "";
    if (field === "device") return describeDevice(text);
    const names: Record<string, string> = ROLE_FIELDS.includes(field)
      ? roles
      : LANGUAGE_FIELDS.includes(field)
        ? LANGUAGES
        : row.value_names;
    if (DAY.test(text)) return formatDate(text, me.zone, words);
    if (MONTH.test(text)) return formatPeriod(text, words);
    if (MOMENT.test(text)) return formatDayTime(text, me.zone, words);
    return names[text] ?? text;
  }

  /** A text in several languages, an amount of each currency, or what has no names. */
  function writeParts(field: string, parts: Record<string, unknown>, place: number): string {
    const entries = Object.entries(parts);
    if (entries.every(([name]) => name in LANGUAGES)) return readTranslated(parts as Record<string, string>) || NOTHING;
    if (entries.every(([name, part]) => words.currency[name] && typeof part === "number")) {
      return (
        entries.map(([name, amount]) => formatMoney({ amount: amount as number, currency: name }, words)).join(", ") ||
        NOTHING
      );
    }
    return entries
      .map(([, part]) => write(field, part, place))
      .filter(Boolean)
      .join(", ");
  }

  return write;
}
