/** The right moment to ask for messages on this device: something came that one would have missed, and a page is left. */

import { path } from "../router.tsx";
import { Store } from "../store.ts";
import { person } from "../talim.ts";
import type { AskPush, Asked } from "./ask.tsx";

interface Question {
  me: string;
  asked: Asked;
  Ask: typeof AskPush;
}

/** What stands above the page that is open now. */
export const question = new Store<Question | undefined>(undefined);

/** Who was asked since the pages were opened. */
const known = new Set<string>();

/** From now on the next page that this person opens asks them, once: never the one under their hands. */
export async function ripen(asked: Asked): Promise<void> {
  const me = person.get()?.id;
  if (!me || known.has(me)) return;
  known.add(me);
  try {
    const [{ AskPush: Ask }, { look }] = await Promise.all([import("./ask.tsx"), import("./push.ts")]);
    await look();
    const stop = path.watch(() => {
      if (!question.get() && person.get()?.id === me) return question.set({ me, asked, Ask });
      question.set(undefined);
      stop();
    });
  } catch {
    known.delete(me);
  }
}
