/** Moments, money and numbers as people read them. */

import { currentWords, type Words } from "./words/index.ts";

type Moment = string | number | Date;
const DAY = 86_400_000;

interface LocalTime {
  year: number;
  month: number;
  day: number;
  weekday: number;
  time: string;
  /** Days since 1970 in the person's own calendar. */
  number: number;
}

/** The local day and time of a moment in this zone. */
export function toLocalTime(moment: Moment, zone: string): LocalTime {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    ...{ year: "numeric", month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  });
  const parts = Object.fromEntries(format.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]));
  const [year, month, day] = [Number(parts["year"]), Number(parts["month"]), Number(parts["day"])];
  const number = Math.floor(Date.UTC(year, month - 1, day) / DAY);
  return { year, month, day, weekday: (number + 4) % 7, time: `${parts["hour"]}:${parts["minute"]}`, number };
}

/** "today", "Tuesday" within six days to come, else "12 March", with the year when it is another one. */
export function formatDay(moment: Moment, zone: string, words: Words, now: Moment = Date.now()): string {
  const [then, today] = [toLocalTime(moment, zone), toLocalTime(now, zone)];
  const { days } = words;
  const away = then.number - today.number;
  const near = { "-1": days.yesterday, "0": days.today, "1": days.tomorrow }[String(away)];
  if (near) return near;
  if (away > 0 && away < 7) return days.week[then.weekday] ?? "";
  const date = formatMonthDay(moment, zone, words);
  return then.year === today.year ? date : `${date} ${then.year}`;
}

/** "12 March", also for tomorrow: after a word such as "until", which in Russian wants another form of "Tuesday". */
export function formatMonthDay(moment: Moment, zone: string, { days }: Words): string {
  const { day, month } = toLocalTime(moment, zone);
  return days.date(day, days.months[month - 1] ?? "");
}

/** "today 18:00". */
export function formatDayTime(moment: Moment, zone: string, words: Words, now: Moment = Date.now()): string {
  return `${formatDay(moment, zone, words, now)} ${toLocalTime(moment, zone).time}`;
}

/** A date without a time ("2026-11-21"), which is the same day everywhere. */
export function formatDate(date: string, zone: string, words: Words, now: Moment = Date.now()): string {
  const today = toLocalTime(now, zone);
  const noon = Date.parse(`${date}T12:00:00Z`);
  return formatDay(noon, "UTC", words, Date.UTC(today.year, today.month - 1, today.day, 12));
}

/** "450 000 soʻm": of the minor unit, grouped, with its fraction only where there is one. */
export function formatMoney({ amount, currency }: { amount: number; currency: string }, words: Words): string {
  const [units, rest] = [Math.trunc(Math.abs(amount) / 100), Math.abs(amount) % 100];
  const fraction = rest ? `${words.decimal}${String(rest).padStart(2, "0")}` : "";
  return `${amount < 0 ? "−" : ""}${groupDigits(units)}${fraction}\u00a0${words.currency[currency] ?? currency}`;
}

/** The whole part of an amount as people type it: "100 000,50" and "100.000" are 100000. */
export function parseWholeAmount(typed: string): number {
  return Number(typed.replace(/[.,]\d{0,2}\D*$/, "").replace(/\D/g, ""));
}

/** Digits in threes, with spaces that do not break. */
export function groupDigits(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
}

/** Seconds as "1:05". */
export function formatSeconds(seconds: number): string {
  const wholeSeconds = Math.floor(seconds);
  return `${Math.floor(wholeSeconds / 60)}:${String(wholeSeconds % 60).padStart(2, "0")}`;
}

/** A mark without needless digits, as the reader writes them. */
export function formatScore(score: number): string {
  const text = String(Math.round(score * 10) / 10);
  return text.replace(".", currentWords.get()?.words.decimal ?? ".");
}

/** The local day of a moment in this zone: "2026-11-21". */
export function toIsoDay(moment: Moment, zone: string): string {
  return new Date(toLocalTime(moment, zone).number * DAY).toISOString().slice(0, 10);
}

/** The moment (ms) at which a day ("2026-11-21") begins in this zone. */
export function getDayStart(day: string, zone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`);
  const away = (moment: number) => {
    const there = toLocalTime(moment, zone);
    const [hours, minutes] = there.time.split(":").map(Number);
    return there.number * DAY + ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000 - moment;
  };
  const guess = utc - away(utc);
  return utc - away(guess);
}

/** The day so many days later. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** An amount of money as people type it ("300 000", "1 250,50"), in the minor unit; null if it is none. */
export function readMoney(typed: string): number | null {
  const [, units = "", fraction = ""] = /^([\d\s\u00a0.,]*?)(?:[.,](\d{1,2}))?$/.exec(typed.trim()) ?? [];
  const digits = units.replace(/\D/g, "");
  return digits ? Number(digits) * 100 + Number(fraction.padEnd(2, "0")) : null;
}

/** An amount of the minor unit as it stands in a field: "300 000". */
export function writeMoney(amount: number, words: Words): string {
  const rest = Math.abs(amount) % 100;
  const fraction = rest ? `${words.decimal}${String(rest).padStart(2, "0")}` : "";
  return `${amount < 0 ? "−" : ""}${groupDigits(Math.trunc(Math.abs(amount) / 100))}${fraction}`;
}

/** "+998 90 123 45 67", with spaces that do not break; a number of another country stays as it is. */
export function formatPhone(phone: string): string {
  return phone.replace(/^\+998(\d{2})(\d{3})(\d{2})(\d{2})$/, "+998 $1 $2 $3 $4").replaceAll(" ", "\u00a0");
}

/** The month ("2026-11") so many months later. */
export function shiftMonth(month: string, by: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}
