/** The queue of these pages. */

import { setUnsaved } from "../../recording/close-warning.ts";
import { runWithTabLock } from "../../recording/upload-queue.ts";
import { person, storage } from "../../talim.ts";
import { AnswerQueue } from "./answer-queue.ts";
import { saveAnswer } from "./calls.ts";

/** Says that some answers wait, for the next visit (`main.tsx`). */
const WAITING = "talim.quizzes";

export const answerQueue: AnswerQueue = new AnswerQueue({
  send: ({ attempt, place, response, at }) => saveAnswer(attempt, place, response, at),
  runInOneTab: async (work) => {
    let isMine = true;
    await runWithTabLock(WAITING, work, () => (isMine = false));
    return isMine;
  },
  getPerson: () => person.get()?.id,
  onWaiting: (waits) => {
    try {
      if (waits) storage.setItem(WAITING, "yes");
      else storage.removeItem(WAITING);
    } catch {
      // Without room they are sent when the quiz is opened again.
    }
  },
  onMemory: (holds) => setUnsaved(answerQueue, holds),
});
