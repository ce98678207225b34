/**
 * Spoken comments that are not sent yet. They lie in memory: who comes back to the homework finds them, and as long as
 * there are any, the browser asks before it closes the pages. They end with her sign-out.
 */

import { fleeting, inMemory, type Lying } from "../recording/memory.ts";
import type { Left } from "../sign-out.tsx";
import { person } from "../talim.ts";

interface Spoken {
  of: Lying;
  voice: Blob;
}

const all = new Map<string, Spoken>();
person.watch((me) => {
  for (const { of } of all.values()) if (of.person !== me?.id) keepSpoken(of, null);
});

/** What this person has said of this homework. */
export function spokenOf(of: Lying): Blob | null {
  return all.get(place(of))?.voice ?? null;
}

/** With null it is let go of; so is what comes after its person has signed out. */
export function keepSpoken(of: Lying, voice: Blob | null): void {
  const before = all.get(place(of));
  if (before) fleeting(before.of, false);
  all.delete(place(of));
  if (!voice || person.get()?.id !== of.person) return;
  all.set(place(of), { of, voice });
  fleeting(of, true);
}

/** What this person has said, or is just saying, and not sent. */
export function spokenLeft(whose: string): Left | undefined {
  const mine = new Set(inMemory().flatMap((one) => (one.person === whose ? [one.homework] : [])));
  const [first] = mine;
  if (!first) return undefined;
  return { said: (words) => words.leaving.recordings(mine.size), page: `review/${first}`, inMemory: true };
}

function place({ person: whose, homework }: Lying): string {
  return `${whose} ${homework}`;
}
