/** The queue of these pages. */

import { runWithTabLock } from "../../homework/recording/upload-queue.ts";
import { person, storage } from "../../talim.ts";
import { showNotice } from "../../ui/notices.tsx";
import { loadCatalogues } from "../../words/catalogue.ts";
import { learnWords } from "./words/index.ts";
import { sendProgress } from "./learning-calls.ts";
import { ProgressQueue } from "./progress-queue.ts";

/** Says that some progress waits, for the next visit (`main.tsx`). */
const WAITING = "talim.learning";

export const progressQueue = new ProgressQueue({
  send: sendProgress,
  runInOneTab: (work) => runWithTabLock("talim.learning", work, () => undefined),
  getPerson: () => person.get()?.id,
  onWaiting: (waits) => {
    try {
      if (waits) storage.setItem(WAITING, "yes");
      else storage.removeItem(WAITING);
    } catch {
      // Without room it is sent when a lesson is opened again.
    }
  },
});

progressQueue.onDoneRefused(async () => {
  await loadCatalogues([learnWords]);
  showNotice(learnWords.get().notByHand);
});
