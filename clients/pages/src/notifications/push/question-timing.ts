/** When to ask for push messages: after something came that the user would have missed, on the next page. */

import { path } from "../../router.tsx";
import { Store } from "../../store.ts";
import { person } from "../../talim.ts";
import { homeworkArea } from "../../words/areas.ts";
import { loadCatalogues } from "../../words/catalogue.ts";
import type { PushQuestion, PushAudience } from "./push-question.tsx";

interface Question {
  personId: string;
  audience: PushAudience;
  Ask: typeof PushQuestion;
}

/** The question above the page that is open now. */
export const question = new Store<Question | undefined>(undefined);

/** Users who were asked since the page was loaded. */
const askedPeople = new Set<string>();

/** Ask this user once, on the next page that they open. The page in use stays as it is. */
export async function askOnNextPage(audience: PushAudience): Promise<void> {
  const me = person.get()?.id;
  if (!me || askedPeople.has(me)) return;
  askedPeople.add(me);
  try {
    const [{ PushQuestion: Ask }, { refreshPushState }] = await Promise.all([
      import("./push-question.tsx"),
      import("./push.ts"),
      loadCatalogues([homeworkArea]),
    ]);
    await refreshPushState();
    const stop = path.subscribe(() => {
      if (!question.get() && person.get()?.id === me) return question.set({ personId: me, audience, Ask });
      question.set(undefined);
      stop();
    });
  } catch {
    askedPeople.delete(me);
  }
}
