/** Lessons that were written and that the server does not have yet, on this device (IndexedDB), for 14 days. */

import { Database } from "../../database.ts";
import type { UnsentWork } from "../../sign-out.tsx";
import type { DraftBlock } from "./data.ts";

export interface KeptLesson {
  person: string;
  lesson: string;
  /** The page of the lesson. */
  page: string;
  /** The revision that it was written on. */
  revision: number;
  title: string;
  blocks: DraftBlock[];
  at: number;
}

const MAX_AGE_MS = 14 * 86_400_000;
const STORE = "lessons";

const database = new Database(
  "talim-lesson-drafts",
  (made) => void made.createObjectStore(STORE, { keyPath: ["person", "lesson"] }),
);

/** Keep it in place of what was kept of this lesson before. Rejects when the device has no room. */
export async function keepLesson(kept: KeptLesson): Promise<void> {
  await database.run([STORE], "readwrite", (transaction) => transaction.objectStore(STORE).put(kept));
}

/** Forget what is kept of this lesson. */
export async function forgetLesson(person: string, lesson: string): Promise<void> {
  await database.run([STORE], "readwrite", (transaction) => transaction.objectStore(STORE).delete([person, lesson]));
}

/** What is kept of this lesson. */
export async function findKeptLesson(person: string, lesson: string): Promise<KeptLesson | undefined> {
  const request = await database.run([STORE], "readonly", (transaction) =>
    transaction.objectStore(STORE).get([person, lesson]),
  );
  const kept = request.result as KeptLesson | undefined;
  return kept && Date.now() - kept.at < MAX_AGE_MS ? kept : undefined;
}

/** What this person wrote and the server does not have. What is too old is forgotten. */
export async function findUnsentLessons(person: string): Promise<UnsentWork | undefined> {
  const request = await database.run([STORE], "readonly", (transaction) => transaction.objectStore(STORE).getAll());
  const all = request.result as KeptLesson[];
  for (const kept of all) if (Date.now() - kept.at >= MAX_AGE_MS) await forgetLesson(kept.person, kept.lesson);
  const mine = all.filter((kept) => kept.person === person && Date.now() - kept.at < MAX_AGE_MS);
  const [first] = mine;
  return first && { describe: (words) => words.teacher.unsentLessons(mine.length), page: first.page };
}
