/** What was typed into a form and not sent yet: on this device, by person and form, for 14 days. */

import { kept, person } from "./talim.ts";

/** What was typed, by the field's name. */
export type Typed = Record<string, string>;

const DAYS_MS = 14 * 86_400_000;

/** What the person who is here typed into this form; nothing where nothing waits. */
export function draftOf(form: string): Typed {
  return all()[form]?.typed ?? {};
}

/** Keep it, or with null forget it. Where the device has no room, it ends with the page. */
export function keepDraft(form: string, typed: Typed | null): void {
  const at = Date.now();
  const others = Object.entries(all()).filter(([name, one]) => name !== form && at - one.at < DAYS_MS);
  const next = typed ? [...others, [form, { at, typed }] as const] : others;
  try {
    if (next.length) kept.setItem(place(), JSON.stringify(Object.fromEntries(next)));
    else kept.removeItem(place());
  } catch {
    return;
  }
}

function all(): Record<string, { at: number; typed: Typed }> {
  return JSON.parse(kept.getItem(place()) ?? "{}");
}

function place(): string {
  return `talim.drafts.${person.get()?.id}`;
}
