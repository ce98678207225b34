/** What is said to a question is on the device at once, and is the answer when the recording ends. */

import { useRef } from "preact/hooks";
import { newId } from "@talim/client";
import { getFileExtension } from "../../recording/formats.ts";
import { runWithTabLock } from "../../recording/upload-queue.ts";
import { useRecording, type RecordingOptions, type RecordingPlace, type VoiceRecording } from "../voice/use-recording.ts";
import type { PendingFile } from "./calls.ts";
import { fileStore } from "./current-queue.ts";
import type { AnswerPlace, StoredFile } from "./file-store.ts";

/** Hold the recording of this answer for this tab; undefined when another tab does. */
export function lockRecording({ person, attempt, place }: AnswerPlace): Promise<(() => void) | undefined> {
  if (!navigator.locks) return Promise.resolve(() => undefined);
  return new Promise((resolve) => {
    const hold = () => new Promise<void>((release) => resolve(release));
    void runWithTabLock(`talim.quiz-recording.${person}.${attempt}.${place}`, hold, () => resolve(undefined));
  });
}

/** `keep`: told of a recording that has ended. A page that is left ends it too. */
export function useSpokenAnswer(of: AnswerPlace | undefined, options: RecordingOptions, keep: (file: PendingFile) => void): VoiceRecording {
  const present = useRef(keep);
  present.current = keep;
  const open = async () => {
    const release = of && (await lockRecording(of));
    return release && buildPlace(of, release, (file) => present.current(file));
  };
  return useRecording(open, options);
}

/** The place of a recording in the store of this device. */
function buildPlace(of: AnswerPlace, release: () => void, keep: (file: PendingFile) => void): RecordingPlace {
  const file: StoredFile = { ...of, key: newId(), name: "", type: "", begunAt: Date.now(), isWhole: false };
  return {
    begin: (type) => {
      Object.assign(file, { type, name: `recording.${getFileExtension(type)}` });
      fileStore.begin({ ...file });
    },
    addPiece: (number, data) => fileStore.addPiece(file.key, number, data),
    finish: async (whole) => {
      const { key, name, type } = file;
      if (!whole.size) return fileStore.remove([key]);
      await fileStore.finish(file, whole);
      keep({ key, name, type, size: whole.size });
    },
    release,
  };
}

/**
 * Make the answers of recordings that a page left in the middle when it was closed; `canTake` says whether nothing else
 * was answered there. `keep` is told of each.
 */
export async function takeUnfinished(person: string, attempt: string, canTake: (place: number) => boolean, keep: (place: number, file: PendingFile) => Promise<void>): Promise<void> {
  for (const { place } of await fileStore.listUnfinished(person, attempt)) {
    const release = await lockRecording({ person, attempt, place });
    if (!release) continue;
    // What another tab has ended by now is its answer.
    const file = (await fileStore.listUnfinished(person, attempt)).find((one) => one.place === place);
    const data = file && (await fileStore.get(file.key));
    if (file && data?.size && canTake(place)) {
      await fileStore.finish(file, data);
      await keep(place, { key: file.key, name: file.name, type: file.type, size: data.size });
    } else if (file) await fileStore.remove([file.key]);
    release();
  }
}
