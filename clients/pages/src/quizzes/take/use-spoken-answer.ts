/** What is said to a question is on the device at once, and is the answer when the recording ends. */

import { useRef } from "preact/hooks";
import { newId } from "@talim/client";
import { getFileExtension } from "../../homework/recording/formats.ts";
import { runWithTabLock } from "../../homework/recording/upload-queue.ts";
import {
  useRecording,
  type RecordingOptions,
  type RecordingPlace,
  type VoiceRecording,
} from "../voice/use-recording.ts";
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

/** `keep`: makes the answer of a recording that has ended. A page that is left ends it too. */
export function useSpokenAnswer(
  of: AnswerPlace | undefined,
  options: RecordingOptions,
  keep: (file: PendingFile) => Promise<void>,
): VoiceRecording {
  const present = useRef(keep);
  present.current = keep;
  const open = async () => {
    const release = of && (await lockRecording(of));
    return release && buildPlace(of, release, (file) => present.current(file));
  };
  return useRecording(open, options);
}

/** The place of a recording in the store of this device. */
function buildPlace(of: AnswerPlace, release: () => void, keep: (file: PendingFile) => Promise<void>): RecordingPlace {
  const file: StoredFile = { ...of, key: newId(), name: "", type: "", begunAt: Date.now(), isRecording: true };
  return {
    begin: (type) => {
      Object.assign(file, { type, name: `recording.${getFileExtension(type)}` });
      fileStore.begin({ ...file });
    },
    addPiece: (number, data) => fileStore.addPiece(file.key, number, data),
    finish: async (whole) => {
      const { key, name, type } = file;
      if (!whole.size) return fileStore.remove([key]);
      await fileStore.finish(key, whole);
      await keep({ key, name, type, size: whole.size });
    },
    release,
  };
}

/** What a page that was closed may have left, and how its answers are made. */
export interface LeftRecordings {
  person: string;
  attempt: string;
  /** The files that answers on this device name; rejects where the device does not say. */
  listNamed: () => Promise<ReadonlySet<string>>;
  /** Whether nothing else was answered there. */
  canTake: (place: number) => boolean;
  keep: (place: number, file: PendingFile) => Promise<void>;
}

/** Make the answers of recordings that no answer names: the page was closed before they had ended, or just then. */
export async function takeLeftRecordings({ person, attempt, listNamed, canTake, keep }: LeftRecordings): Promise<void> {
  const listLeft = async () => {
    const [all, named] = [await fileStore.listRecordings(person, attempt), await listNamed()];
    return all.filter(({ key }) => !named.has(key));
  };
  for (const { key, place } of await listLeft()) {
    const release = await lockRecording({ person, attempt, place });
    if (!release) continue;
    try {
      // What another tab has ended by now is its answer.
      const file = (await listLeft()).find((one) => one.key === key);
      const data = file && (await fileStore.get(key));
      if (file && data?.size && canTake(place))
        await keep(place, { key, name: file.name, type: file.type, size: data.size });
      else if (file) await fileStore.remove([key]);
    } finally {
      release();
    }
  }
}
