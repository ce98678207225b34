/** What was typed into a form and not sent yet: on this device, by person and form, for 14 days. */

import { storage, person } from "./talim.ts";

/** What was typed, by the field's name. */
export type DraftFields = Record<string, string>;

type Drafts = Record<string, { at: number; typed: DraftFields }>;

const MAX_AGE_MS = 14 * 86_400_000;
const KEY_PREFIX = "talim.drafts.";

/** What the person who is here typed into this form; nothing where nothing waits. */
export function getDraft(form: string): DraftFields {
  return readDrafts(getStorageKey())[form]?.typed ?? {};
}

/** Keep it, or with null forget it. Where the device has no room, it ends with the page. */
export function saveDraft(form: string, typed: DraftFields | null): void {
  const { [form]: _, ...others } = readDrafts(getStorageKey());
  writeDrafts(getStorageKey(), typed ? { ...others, [form]: { at: Date.now(), typed } } : others);
}

/** Forget what is too old, of everybody who was here. */
export function removeOldDrafts(): void {
  for (const name of Object.keys(storage)) if (name.startsWith(KEY_PREFIX)) writeDrafts(name, readDrafts(name));
}

/** What is not too old. */
function readDrafts(name: string): Drafts {
  const all = JSON.parse(storage.getItem(name) ?? "{}") as Drafts;
  return Object.fromEntries(Object.entries(all).filter(([, { at }]) => Date.now() - at < MAX_AGE_MS));
}

function writeDrafts(name: string, drafts: Drafts): void {
  try {
    if (Object.keys(drafts).length) storage.setItem(name, JSON.stringify(drafts));
    else storage.removeItem(name);
  } catch {
    return;
  }
}

function getStorageKey(): string {
  return `${KEY_PREFIX}${person.get()?.id}`;
}
