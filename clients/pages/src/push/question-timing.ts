/** The right moment to ask for messages on this device: something came that one would have missed, and a page is left. */

import { path } from "../router.tsx";
import { Store } from "../store.ts";
import { person } from "../talim.ts";
import type { PushQuestion, PushAudience } from "./push-question.tsx";

interface Question {
  personId: string;
  audience: PushAudience;
  Ask: typeof PushQuestion;
}

/** What stands above the page that is open now. */
export const question = new Store<Question | undefined>(undefined);

/** Who was asked since the pages were opened. */
const askedPeople = new Set<string>();

/** From now on the next page that this person opens asks them, once: never the one under their hands. */
export async function askOnNextPage(asked: PushAudience): Promise<void> {
  const me = person.get()?.id;
  if (!me || askedPeople.has(me)) return;
  askedPeople.add(me);
  try {
    const [{ PushQuestion: Ask }, { refreshPushState }] = await Promise.all([import("./push-question.tsx"), import("./push.ts")]);
    await refreshPushState();
    const stop = path.subscribe(() => {
      if (!question.get() && person.get()?.id === me) return question.set({ personId: me, audience: asked, Ask });
      question.set(undefined);
      stop();
    });
  } catch {
    askedPeople.delete(me);
  }
}
