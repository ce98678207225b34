/** The one book of the person who is signed in. */

import { guard } from "../recording/memory.ts";
import { onlyHere } from "../recording/sending.ts";
import type { Left } from "../sign-out.tsx";
import { talim } from "../talim.ts";
import { Book } from "./book.ts";
import { RegisterKeep } from "./register-keep.ts";

/** How long (ms) who signs out waits for marks that are just being sent. */
const PATIENCE_MS = 1_000;

const keep = new RegisterKeep();
let present: Book | undefined;

/** Made when it is asked for first; somebody else's is closed. */
export function bookOf(person: string): Book {
  if (present?.person !== person) {
    present?.close();
    present = new Book(person, {
      api: talim.api,
      keep,
      alone: (work, elsewhere) => onlyHere(`talim.register.${person}`, work, elsewhere),
      guard: (is) => guard(keep, is),
      ...("BroadcastChannel" in globalThis ? { tabs: new BroadcastChannel(`talim.register.${person}`) } : {}),
    });
  }
  return present;
}

/** What of this person's marks is not sent, also when that is tried once more; a refused one is not sent again. */
export async function marksLeft(person: string): Promise<Left | undefined> {
  const book = bookOf(person);
  await book.look();
  const unsent = () => book.open.get().waiting.filter(({ refused }) => refused === undefined);
  if (!unsent().length) return undefined;
  await Promise.race([book.send(), new Promise((late) => setTimeout(late, PATIENCE_MS))]);
  const waiting = unsent();
  const [first] = waiting;
  if (!first) return undefined;
  const page = `register/${first.lesson}`;
  return { said: (words) => words.teacher.register.waiting(waiting.length), page, inMemory: keep.fleeting };
}
