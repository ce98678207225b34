/**
 * Spoken comments that are not sent yet. They lie in memory: who comes back to the homework finds them, and as long as
 * there are any, the browser asks before it closes the pages.
 */

import { person } from "../talim.ts";

const all = new Map<string, Blob>();

/** What the teacher who is here has said of this homework. */
export function spokenOf(homework: string): Blob | null {
  return all.get(place(homework)) ?? null;
}

export function keepSpoken(homework: string, voice: Blob | null): void {
  if (voice) all.set(place(homework), voice);
  else all.delete(place(homework));
  if (all.size) addEventListener("beforeunload", ask);
  else removeEventListener("beforeunload", ask);
}

function place(homework: string): string {
  return `${person.get()?.id} ${homework}`;
}

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
