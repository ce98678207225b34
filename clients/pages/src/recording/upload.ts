/**
 * From the device to the server: the bytes in pieces, going on where they were cut, then the submission, safe to repeat. The
 * recording stays on the device until the server has confirmed it.
 */

import { ApiError, NetworkError, newId, within, type Api, type Answer } from "@talim/client";
import { getServerTime } from "../clock.ts";
import { getFileExtension } from "./formats.ts";
import type { StoredRecording, RecordingStorage } from "./recording-store.ts";

export type SubmittedHomework = Answer<"/homework/{id}/submit/", "post">;

export interface UploadOptions {
  api: Pick<Api, "post">;
  storage: Pick<RecordingStorage, "getFile" | "put" | "remove">;
  /** The pages' own origin: nothing is sent to another one. */
  origin: string;
  /** 0 to 1. */
  onProgress: (fraction: number) => void;
  /** How long (ms) an answer is waited for, and more for many bytes; a minute where nothing is said. */
  timeout?: number;
}

/** So many bytes at once: small enough to show progress and to lose little. A line that is too slow for them gets fewer. */
const CHUNK_BYTES = 256 * 1024;
const MIN_CHUNK_BYTES = CHUNK_BYTES / 16;
/** A line that a phone network cut swallows everything without a word: after so long (ms) it counts as cut. */
const TIMEOUT_MS = 60_000;
/** What goes out as a whole may take so long (ms) more for each byte. */
const MS_PER_BYTE = 0.25;
/** An upload that has less time left than this (ms) is begun anew. */
const EXPIRY_MARGIN_MS = 60_000;
/** What the server answers when an upload or its link is not there any more. */
const GONE_STATUSES = [404, 410];

/**
 * Send it, and take it from the device; rejects with ApiError or NetworkError, and can be called again then. A device that
 * does not let go of it is no failure: the next visit asks for the same submission again, with its key.
 */
export async function uploadRecording(recording: StoredRecording, way: UploadOptions): Promise<SubmittedHomework> {
  const file = await way.storage.getFile(recording);
  const handedIn = (await repeatSubmit(recording, way)) ?? (await uploadAndSubmit(recording, file, way));
  way.onProgress(1);
  await way.storage.remove(recording.id).catch(() => undefined);
  return handedIn;
}

/** The submission was asked for and its answer was lost: ask for it with the same key. Undefined when it must be sent. */
async function repeatSubmit(recording: StoredRecording, way: UploadOptions): Promise<SubmittedHomework | undefined> {
  if (!recording.asked || !recording.upload) return undefined;
  try {
    return await submitUpload(recording, recording.upload.id, way);
  } catch (error) {
    if (error instanceof ApiError && [...GONE_STATUSES, 422].includes(error.status)) return undefined;
    throw error;
  }
}

async function uploadAndSubmit(recording: StoredRecording, file: Blob, way: UploadOptions): Promise<SubmittedHomework> {
  const present = await prepareUpload(recording, file, way);
  const { upload } = present;
  if (!upload) return submitWholeFile(present, file, way);
  try {
    await sendChunks(upload, file, way);
  } catch (error) {
    if (!(error instanceof ApiError && GONE_STATUSES.includes(error.status))) throw error;
    const next = { ...present, key: newId(), asked: false };
    delete next.upload;
    await way.storage.put(next);
    return uploadAndSubmit(next, file, way);
  }
  await way.storage.put({ ...present, asked: true });
  return submitUpload(present, upload.id, way);
}

/** The upload that is under way, or a new one; none when the server's files lie elsewhere. */
async function prepareUpload(recording: StoredRecording, file: Blob, way: UploadOptions): Promise<StoredRecording> {
  if (recording.upload && Date.parse(recording.upload.expiresAt) - getServerTime() > EXPIRY_MARGIN_MS) return recording;
  const body = { name: getFileName(recording), size: file.size };
  const path = { id: recording.homework };
  const answer = await withTimeout(getTimeout(way), (signal) =>
    way.api.post("/homework/{id}/submit/presign/", { path, body, signal }),
  );
  const url = new URL(answer.url, way.origin);
  if (url.origin !== way.origin || answer.method !== "PUT" || !answer.piece_bytes) return recording;
  const upload = { id: answer.id, url: url.href, pieceBytes: answer.piece_bytes, expiresAt: answer.expires_at };
  const next: StoredRecording = { ...recording, upload, asked: false, key: recording.asked ? newId() : recording.key };
  await way.storage.put(next);
  return next;
}

async function sendChunks(upload: NonNullable<StoredRecording["upload"]>, file: Blob, way: UploadOptions): Promise<void> {
  let step = Math.min(upload.pieceBytes, CHUNK_BYTES);
  let offset = await fetchUploadOffset(upload, way);
  while (offset < file.size) {
    way.onProgress(offset / file.size);
    const end = Math.min(offset + step, file.size);
    const headers = { "Content-Range": `bytes ${offset}-${end - 1}/${file.size}` };
    const piece = { method: "PUT", headers, body: file.slice(offset, end) };
    try {
      const answer = await sendRequest(upload.url, piece, way);
      if (answer.status === 409 && readUploadOffset(answer) === offset) throw await ApiError.of(answer);
      offset = readUploadOffset(answer);
    } catch (error) {
      if (!(error instanceof AnswerTimeout) || step <= MIN_CHUNK_BYTES) throw error;
      step /= 4;
      offset = await fetchUploadOffset(upload, way);
    }
  }
}

/** How much of it the server has. */
async function fetchUploadOffset(upload: NonNullable<StoredRecording["upload"]>, way: UploadOptions): Promise<number> {
  return readUploadOffset(await sendRequest(upload.url, { method: "HEAD" }, way));
}

/** No answer came in time. */
class AnswerTimeout extends NetworkError {}

/** Do it within this time (ms), which counts as a cut network when it is over. */
function withTimeout<T>(milliseconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return within(milliseconds, (signal) =>
    work(signal).catch((error: unknown) => {
      throw signal.aborted ? new AnswerTimeout(error) : error;
    }),
  );
}

function getTimeout({ timeout: patience = TIMEOUT_MS }: UploadOptions, bytes = 0): number {
  return patience + bytes * MS_PER_BYTE;
}

/** An answer that is good, or a conflict that says where to go on. */
async function sendRequest(url: string, options: RequestInit, way: UploadOptions): Promise<Response> {
  const answer = await withTimeout(getTimeout(way), (signal) =>
    fetch(url, { ...options, signal }).catch((error: unknown) => {
      throw new NetworkError(error);
    }),
  );
  if (!answer.ok && answer.status !== 409) throw await ApiError.of(answer);
  return answer;
}

function readUploadOffset(answer: Response): number {
  return Number(answer.headers.get("Upload-Offset") ?? 0);
}

function submitUpload(recording: StoredRecording, upload: string, way: UploadOptions): Promise<SubmittedHomework> {
  const options = { path: { id: recording.homework }, body: { upload }, idempotencyKey: recording.key };
  return withTimeout(getTimeout(way), (signal) => way.api.post("/homework/{id}/submit/", { ...options, signal }));
}

/** All at once, through the server. */
function submitWholeFile(recording: StoredRecording, file: Blob, way: UploadOptions): Promise<SubmittedHomework> {
  const form = { file: new File([file], getFileName(recording), { type: recording.type }) };
  const options = { path: { id: recording.homework }, form, idempotencyKey: recording.key };
  return withTimeout(getTimeout(way, file.size), (signal) => way.api.post("/homework/{id}/submit/", { ...options, signal }));
}

function getFileName(recording: StoredRecording): string {
  return `recording.${getFileExtension(recording.type)}`;
}
