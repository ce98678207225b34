/** Uploads to the server, whichever page is open. One tab at a time sends a recording. */

import { isQuotaExceeded } from "../../database.ts";
import { Store } from "../../store.ts";
import { person, talim } from "../../talim.ts";
import { MemoryRecordingStore } from "./memory-store.ts";
import { RecordingStore, type StoredRecording, type RecordingStorage } from "./recording-store.ts";
import { listMemoryOnlyRecordings } from "./close-warning.ts";
import { uploadRecording } from "./upload.ts";
import { getRetryDelay, getRetryReason, type RetryReason } from "./retry.ts";

/** `done`: the server has it, perhaps from another tab. `gone`: it is not on the device and was not sent from here. */
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
/** Recordings in memory, because the device had no room for them. */
const memoryStores = new Map<string, RecordingStorage>();

export function getUploadState(recording: string): Store<UploadState> {
  let store = uploadStates.get(recording);
  if (!store) uploadStates.set(recording, (store = new Store<UploadState>({ phase: "idle" })));
  return store;
}

/** Send the recording until the server has it or refuses it. Lost networks and closed pages do not stop it. */
export async function startUpload(recording: string, storage?: RecordingStorage): Promise<void> {
  const store = getUploadState(recording);
  const earlierPhase = store.get().phase;
  if (["sending", "done"].includes(earlierPhase)) return;
  if (storage) memoryStores.set(recording, storage);
  store.set({ phase: "sending", fraction: 0 });
  try {
    await saveUploadState(recording, "sending");
    await uploadInOneTab(recording, store, ["waiting", "elsewhere"].includes(earlierPhase));
  } catch (error) {
    store.set({ phase: "failed", error });
  }
}

/** Unless another tab sends it: then wait for that tab. */
async function uploadInOneTab(recording: string, store: Store<UploadState>, wasWaiting: boolean): Promise<void> {
  const lock = getLockName(recording);
  await runWithTabLock(
    lock,
    () => tryUpload(recording, store, wasWaiting),
    () => {
      store.set({ phase: "elsewhere" });
      void navigator.locks
        .request(lock, () => undefined)
        .then(() => checkAfterOtherTab(recording, store))
        .catch((error: unknown) => store.set({ phase: "failed", error }));
    },
  );
}

/** Continue all uploads of this user. */
export async function resumeUploads(userId: string): Promise<void> {
  const recordings = await recordingStore.listOf(userId).catch(() => []);
  for (const recording of recordings) if (recording.state === "sending") await startUpload(recording.id);
  for (const [id, storage] of memoryStores) {
    const stored = await storage.get(id);
    if (stored?.person === userId && stored.state === "sending") await startUpload(id);
  }
}

/** Homework with recordings of this user that the server does not have, the newest first. */
export async function listUnsentHomework(userId: string): Promise<string[]> {
  const stored = await recordingStore.listOf(userId).catch(() => []);
  const all = [...listMemoryOnlyRecordings().filter((recording) => recording.person === userId), ...stored];
  return [...new Set(all.map(({ homework }) => homework))];
}

/** The other tab let go of the recording: sent, refused, or closed in between. */
async function checkAfterOtherTab(id: string, store: Store<UploadState>): Promise<void> {
  const recording = await recordingStore.get(id);
  if (!recording) store.set({ phase: "done" });
  else if (recording.state === "sending") await startUpload(id);
  else store.set({ phase: "idle" });
}

/** `wasWaiting`: it was being sent before. If it is gone then, another tab has sent it. */
async function tryUpload(id: string, store: Store<UploadState>, wasWaiting: boolean): Promise<void> {
  const storage = getStorage(id);
  const recording = await storage.get(id);
  if (!recording) return store.set({ phase: wasWaiting ? "done" : "gone" });
  const isOwn = () => recording.person === person.get()?.id;
  if (!isOwn()) return store.set({ phase: "waiting", for: "signIn" });
  const onProgress = (fraction: number) => store.set({ phase: "sending", fraction });
  try {
    await uploadRecording(recording, { api: talim.api, storage, origin: location.origin, onProgress });
    memoryStores.delete(id);
    store.set({ phase: "done" });
  } catch (error) {
    if (isQuotaExceeded(error) && storage === recordingStore) {
      memoryStores.set(
        id,
        new MemoryRecordingStore(recording, await recordingStore.getFile(recording), recordingStore),
      );
      return tryUpload(id, store, wasWaiting);
    }
    const retryReason = isOwn() ? getRetryReason(error, navigator.onLine) : "signIn";
    if (retryReason) {
      store.set({ phase: "waiting", for: retryReason });
      if (retryReason !== "signIn") setTimeout(() => void startUpload(id), getRetryDelay(error));
    } else {
      await saveUploadState(id, "ended");
      store.set({ phase: "failed", error });
    }
  }
}

/** Store the upload's state. If the device is full, only the next visit does not know of it. */
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

/** Run the work unless another tab holds the lock. */
export async function runWithTabLock(name: string, work: () => Promise<void>, elsewhere: () => void): Promise<void> {
  if (!navigator.locks) return work();
  await navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : elsewhere()));
}
