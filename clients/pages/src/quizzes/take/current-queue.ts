/** The queue of these pages, and the files of its answers. */

import { PageError } from "../../errors.ts";
import { setUnsaved } from "../../recording/close-warning.ts";
import { runWithTabLock } from "../../recording/upload-queue.ts";
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
    if (!data) throw new PageError("file_changed");
    return sendFile(attempt, place, new File([data], name, { type }));
  },
  runInOneTab: async (work, ofFiles) => {
    let isMine = true;
    await runWithTabLock(ofFiles ? `${WAITING}.files` : WAITING, work, () => (isMine = false));
    return isMine;
  },
  runAlone: async ({ attempt, place }, work) => (navigator.locks ? navigator.locks.request(`${WAITING}.${attempt}.${place}`, work) : work()),
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
