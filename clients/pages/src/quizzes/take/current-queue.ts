/** The queue of these pages, and the files of its answers. */

import { PageError } from "../../errors.ts";
import { setUnsaved } from "../../homework/recording/close-warning.ts";
import { runWithTabLock } from "../../homework/recording/upload-queue.ts";
import type { UnsentWork } from "../../sign-out.tsx";
import { person, storage } from "../../talim.ts";
import { AnswerQueue } from "./answer-queue.ts";
import { saveAnswer, sendFile } from "./calls.ts";
import { FileStore } from "./file-store.ts";

/** Says that some answers wait, for the next visit (`main.tsx`). */
const WAITING = "talim.quizzes";

export const fileStore: FileStore = new FileStore((holds) => setUnsaved(fileStore, holds));

export const answerQueue: AnswerQueue = new AnswerQueue({
  send: ({ attempt, place, response, at }) => saveAnswer(attempt, place, response, at),
  upload: async ({ attempt, place }, { key, name, type }) => {
    const data = await fileStore.get(key);
    // A chosen file that the device had no room for may have changed, or gone, since then.
    const isReadable = await data
      ?.slice(0, 1)
      .arrayBuffer()
      .then(
        () => true,
        () => false,
      );
    if (!data || !isReadable) throw new PageError("file_changed");
    return sendFile(attempt, place, new File([data], name, { type }));
  },
  isElsewhere: (key) => fileStore.isElsewhere(key),
  runInOneTab: async (work, ofFiles) => {
    let isMine = true;
    await runWithTabLock(ofFiles ? `${WAITING}.files` : WAITING, work, () => (isMine = false));
    return isMine;
  },
  runAlone: async ({ attempt, place }, work) =>
    navigator.locks ? navigator.locks.request(`${WAITING}.${attempt}.${place}`, work) : work(),
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
  onFilesDone: (keys) => void fileStore.remove(keys),
  onIdle: (keys) => void fileStore.removeLeft(keys),
});

/** What was answered here and is not with the server. It is sent meanwhile. */
export async function findUnsentAnswers(me: string): Promise<UnsentWork | undefined> {
  const waiting = (await answerQueue.list(me)).filter(({ refused }) => !refused);
  if (!waiting.length) return undefined;
  void answerQueue.send(me);
  return {
    describe: (words) => words.leaving.answers(waiting.length),
    page: "quizzes",
    inMemory: answerQueue.isInMemory || fileStore.isInMemory,
  };
}
