/** What was typed into a form and not sent yet: on this device, by person and form, for 14 days. */

import { kept, person } from "./talim.ts";

/** What was typed, by the field's name. */
export type Typed = Record<string, string>;

type Drafts = Record<string, { at: number; typed: Typed }>;

const DAYS_MS = 14 * 86_400_000;
const PLACES = "talim.drafts.";

/** What the person who is here typed into this form; nothing where nothing waits. */
export function draftOf(form: string): Typed {
  return present(place())[form]?.typed ?? {};
}

/** Keep it, or with null forget it. Where the device has no room, it ends with the page. */
export function keepDraft(form: string, typed: Typed | null): void {
  const { [form]: _, ...others } = present(place());
  put(place(), typed ? { ...others, [form]: { at: Date.now(), typed } } : others);
}

/** Forget what is too old, of everybody who was here. */
export function tidyDrafts(): void {
  for (const name of Object.keys(kept)) if (name.startsWith(PLACES)) put(name, present(name));
}

/** What is not too old. */
function present(name: string): Drafts {
  const all = JSON.parse(kept.getItem(name) ?? "{}") as Drafts;
  return Object.fromEntries(Object.entries(all).filter(([, { at }]) => Date.now() - at < DAYS_MS));
}

function put(name: string, drafts: Drafts): void {
  try {
    if (Object.keys(drafts).length) kept.setItem(name, JSON.stringify(drafts));
    else kept.removeItem(name);
  } catch {
    return;
  }
}

function place(): string {
  return `${PLACES}${person.get()?.id}`;
}
