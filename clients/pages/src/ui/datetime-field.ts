/** Between what a field for date and time holds and a moment. */

import { toIsoDay, toLocalTime } from "../format.ts";

/** "2026-11-21T18:00" on the clocks of this zone, as an ISO moment; null for an empty or unreadable value. */
export function parseFieldValue(value: string, zone: string): string | null {
  const wanted = Date.parse(`${value}Z`);
  if (Number.isNaN(wanted)) return null;
  const ahead = (moment: number) => {
    const { year, month, day, time } = toLocalTime(moment, zone);
    const [hours, minutes] = time.split(":").map(Number);
    return Date.UTC(year, month - 1, day, hours, minutes) - moment;
  };
  const guess = wanted - ahead(wanted);
  return new Date(wanted - ahead(guess)).toISOString();
}

/** What the field holds for this moment on the clocks of this zone; empty for none. */
export function toFieldValue(moment: string | null, zone: string): string {
  return moment === null ? "" : `${toIsoDay(moment, zone)}T${toLocalTime(moment, zone).time}`;
}

/** Whether a field of the form holds a date that is not complete; its value is empty then, as where there is none. */
export function hasIncompleteDate(form: EventTarget | null): boolean {
  const fields = form instanceof HTMLFormElement ? [...form.elements] : [];
  return fields.some((field) => field instanceof HTMLInputElement && field.validity.badInput);
}
