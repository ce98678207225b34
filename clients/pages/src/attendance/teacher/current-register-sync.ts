/** The one book of the person who is signed in. */

import { setUnsaved } from "../../homework/recording/close-warning.ts";
import { runWithTabLock } from "../../homework/recording/upload-queue.ts";
import type { UnsentWork } from "../../sign-out.tsx";
import { talim } from "../../talim.ts";
import { RegisterSync } from "./register-sync.ts";
import { RegisterStore } from "./register-store.ts";

/** How long (ms) who signs out waits for marks that are just being sent. */
const SEND_TIMEOUT_MS = 1_000;

const registerStore = new RegisterStore();
let currentSync: RegisterSync | undefined;

/** Made when it is asked for first; somebody else's is closed. */
export function getRegisterSync(person: string): RegisterSync {
  if (currentSync?.person !== person) {
    currentSync?.close();
    currentSync = new RegisterSync(person, {
      api: talim.api,
      store: registerStore,
      runInOneTab: (work, elsewhere) => runWithTabLock(`talim.register.${person}`, work, elsewhere),
      setUnsaved: (is) => setUnsaved(registerStore, is),
      ...("BroadcastChannel" in globalThis ? { tabs: new BroadcastChannel(`talim.register.${person}`) } : {}),
    });
  }
  return currentSync;
}

/** What of this person's marks is not sent, also when that is tried once more; a refused one is not sent again. */
export async function findUnsentMarks(person: string): Promise<UnsentWork | undefined> {
  const book = getRegisterSync(person);
  await book.refresh();
  const unsent = () => book.unsynced.get().waiting.filter(({ refused }) => refused === undefined);
  if (!unsent().length) return undefined;
  await Promise.race([book.send(), new Promise((late) => setTimeout(late, SEND_TIMEOUT_MS))]);
  const waiting = unsent();
  const [first] = waiting;
  if (!first) return undefined;
  const page = `register/${first.lesson}`;
  return {
    describe: (words) => words.teacher.register.waiting(waiting.length),
    page,
    inMemory: registerStore.inMemory,
  };
}
