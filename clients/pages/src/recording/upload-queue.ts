/** What is on its way to the server, whichever page is open; one tab at a time sends a recording. */

import { isQuotaExceeded } from "../database.ts";
import { Store } from "../store.ts";
import { person, talim } from "../talim.ts";
import { MemoryRecordingStore } from "./memory-store.ts";
import { RecordingStore, type StoredRecording, type RecordingStorage } from "./recording-store.ts";
import { listMemoryOnlyRecordings } from "./close-warning.ts";
import { uploadRecording } from "./upload.ts";
import { getRetryDelay, getRetryReason, type RetryReason } from "./retry.ts";

/** `done`: the server has it, be it from another tab. `gone`: it is not on the device any more, nor was it sent here. */
export type UploadState =
  | { phase: "idle" }
  | { phase: "sending"; fraction: number }
  | { phase: "waiting"; for: RetryReason }
  | { phase: "elsewhere" }
  | { phase: "failed"; error: unknown }
  | { phase: "gone" }
  | { phase: "done" };

export const recordingStore = new RecordingStore();

const uploadStates = new Map<string, Store<UploadState>>();
/** Recordings that lie elsewhere than on the device: it had no room for them. */
const memoryStores = new Map<string, RecordingStorage>();

export function getUploadState(recording: string): Store<UploadState> {
  let store = uploadStates.get(recording);
  if (!store) uploadStates.set(recording, (store = new Store<UploadState>({ phase: "idle" })));
  return store;
}

/** Send it from now on, through lost networks and closed pages, until the server has it or refuses it. */
export async function startUpload(recording: string, lying?: RecordingStorage): Promise<void> {
  const store = getUploadState(recording);
  const before = store.get().phase;
  if (["sending", "done"].includes(before)) return;
  if (lying) memoryStores.set(recording, lying);
  store.set({ phase: "sending", fraction: 0 });
  try {
    await saveUploadState(recording, "sending");
    await uploadInOneTab(recording, store, ["waiting", "elsewhere"].includes(before));
  } catch (error) {
    store.set({ phase: "failed", error });
  }
}

/** Unless another tab is at it: then its end is waited for. */
async function uploadInOneTab(recording: string, store: Store<UploadState>, waited: boolean): Promise<void> {
  const lock = getLockName(recording);
  await runWithTabLock(
    lock,
    () => tryUpload(recording, store, waited),
    () => {
      store.set({ phase: "elsewhere" });
      void navigator.locks
        .request(lock, () => undefined)
        .then(() => checkAfterOtherTab(recording, store))
        .catch((error: unknown) => store.set({ phase: "failed", error }));
    },
  );
}

/** Go on with all that this person wanted to send. */
export async function resumeUploads(whose: string): Promise<void> {
  const waiting = await recordingStore.listOf(whose).catch(() => []);
  for (const recording of waiting) if (recording.state === "sending") await startUpload(recording.id);
  for (const [id, shelf] of memoryStores) {
    const stored = await shelf.get(id);
    if (stored?.person === whose && stored.state === "sending") await startUpload(id);
  }
}

/** The homework of which this person has a recording here that the server has not taken, the newest first. */
export async function listUnsentHomework(whose: string): Promise<string[]> {
  const lying = await recordingStore.listOf(whose).catch(() => []);
  const all = [...listMemoryOnlyRecordings().filter((recording) => recording.person === whose), ...lying];
  return [...new Set(all.map(({ homework }) => homework))];
}

/** The other tab has let go of it: sent, refused, or closed in the middle. */
async function checkAfterOtherTab(id: string, store: Store<UploadState>): Promise<void> {
  const recording = await recordingStore.get(id);
  if (!recording) store.set({ phase: "done" });
  else if (recording.state === "sending") await startUpload(id);
  else store.set({ phase: "idle" });
}

/** `waited`: it was on its way before, so that another tab has sent what is not there any more. */
async function tryUpload(id: string, store: Store<UploadState>, waited: boolean): Promise<void> {
  const shelf = getStorage(id);
  const recording = await shelf.get(id);
  if (!recording) return store.set({ phase: waited ? "done" : "gone" });
  const owned = () => recording.person === person.get()?.id;
  if (!owned()) return store.set({ phase: "waiting", for: "signIn" });
  const progress = (fraction: number) => store.set({ phase: "sending", fraction });
  try {
    await uploadRecording(recording, { api: talim.api, storage: shelf, origin: location.origin, onProgress: progress });
    memoryStores.delete(id);
    store.set({ phase: "done" });
  } catch (error) {
    if (isQuotaExceeded(error) && shelf === recordingStore) {
      memoryStores.set(id, new MemoryRecordingStore(recording, await recordingStore.getFile(recording), recordingStore));
      return tryUpload(id, store, waited);
    }
    const wait = owned() ? getRetryReason(error, navigator.onLine) : "signIn";
    if (wait) {
      store.set({ phase: "waiting", for: wait });
      if (wait !== "signIn") setTimeout(() => void startUpload(id), getRetryDelay(error));
    } else {
      await saveUploadState(id, "ended");
      store.set({ phase: "failed", error });
    }
  }
}

/** Write down how far it is. Where there is no room for that, only the next visit does not know of it. */
async function saveUploadState(id: string, state: StoredRecording["state"]): Promise<void> {
  try {
    await getStorage(id).update(id, { state });
  } catch (error) {
    if (!isQuotaExceeded(error)) throw error;
  }
}

function getStorage(recording: string): RecordingStorage {
  return memoryStores.get(recording) ?? recordingStore;
}

function getLockName(recording: string): string {
  return `talim.sending.${recording}`;
}

/** Do it unless another tab is at it. */
export async function runWithTabLock(name: string, work: () => Promise<void>, elsewhere: () => void): Promise<void> {
  if (!navigator.locks) return work();
  await navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : elsewhere()));
}
