/**
 * From the device to the server: the bytes in chunks, resumed after a lost network, then the submission, which is safe
 * to repeat. The recording stays on the device until the server has confirmed it.
 */

import { ApiError, NetworkError, newId, within, type Api, type Answer } from "@talim/client";
import { getServerTime } from "../clock.ts";
import { getFileExtension } from "./formats.ts";
import type { StoredRecording, RecordingStorage } from "./recording-store.ts";

export type SubmittedHomework = Answer<"/homework/{id}/submit/", "post">;

export interface UploadOptions {
  api: Pick<Api, "post">;
  storage: Pick<RecordingStorage, "getFile" | "put" | "remove">;
  /** The pages' own origin. Bytes are sent to no other one. */
  origin: string;
  /** 0 to 1. */
  onProgress: (fraction: number) => void;
  /** How long (ms) to wait for an answer, and longer for many bytes; a minute by default. */
  timeout?: number;
}

/** Chunks are small, to show progress and to lose little. Slow connections get smaller ones. */
const CHUNK_BYTES = 256 * 1024;
const MIN_CHUNK_BYTES = CHUNK_BYTES / 16;
/** A phone network may drop everything in silence: after this time (ms) the connection counts as lost. */
const TIMEOUT_MS = 60_000;
/** Extra time (ms) for each byte of a file that is sent whole. */
const MS_PER_BYTE = 0.25;
/** An upload with less time left than this (ms) is begun anew. */
const EXPIRY_MARGIN_MS = 60_000;
/** Statuses of an upload, or its link, that does not exist any more. */
const GONE_STATUSES = [404, 410];

/**
 * Upload and submit the recording, then remove it from the device. Rejects with ApiError or NetworkError and can be
 * called again. If the removal fails, the next visit repeats the same submission with its key.
 */
export async function uploadRecording(recording: StoredRecording, options: UploadOptions): Promise<SubmittedHomework> {
  const file = await options.storage.getFile(recording);
  const homework = (await repeatSubmit(recording, options)) ?? (await uploadAndSubmit(recording, file, options));
  options.onProgress(1);
  await options.storage.remove(recording.id).catch(() => undefined);
  return homework;
}

/** Repeat a submission whose answer was lost, with the same key. Undefined if the file must be sent again. */
async function repeatSubmit(
  recording: StoredRecording,
  options: UploadOptions,
): Promise<SubmittedHomework | undefined> {
  if (!recording.asked || !recording.upload) return undefined;
  try {
    return await submitUpload(recording, recording.upload.id, options);
  } catch (error) {
    if (error instanceof ApiError && [...GONE_STATUSES, 422].includes(error.status)) return undefined;
    throw error;
  }
}

async function uploadAndSubmit(
  recording: StoredRecording,
  file: Blob,
  options: UploadOptions,
): Promise<SubmittedHomework> {
  const prepared = await prepareUpload(recording, file, options);
  const { upload } = prepared;
  if (!upload) return submitWholeFile(prepared, file, options);
  try {
    await sendChunks(upload, file, options);
  } catch (error) {
    if (!(error instanceof ApiError && GONE_STATUSES.includes(error.status))) throw error;
    const next = { ...prepared, key: newId(), asked: false };
    delete next.upload;
    await options.storage.put(next);
    return uploadAndSubmit(next, file, options);
  }
  await options.storage.put({ ...prepared, asked: true });
  return submitUpload(prepared, upload.id, options);
}

/** The current upload, or a new one. Without `upload` if the server stores files elsewhere. */
async function prepareUpload(recording: StoredRecording, file: Blob, options: UploadOptions): Promise<StoredRecording> {
  if (recording.upload && Date.parse(recording.upload.expiresAt) - getServerTime() > EXPIRY_MARGIN_MS) return recording;
  const body = { name: getFileName(recording), size: file.size };
  const path = { id: recording.homework };
  const answer = await withTimeout(getTimeout(options), (signal) =>
    options.api.post("/homework/{id}/submit/presign/", { path, body, signal }),
  );
  const url = new URL(answer.url, options.origin);
  if (url.origin !== options.origin || answer.method !== "PUT" || !answer.piece_bytes) return recording;
  const upload = { id: answer.id, url: url.href, pieceBytes: answer.piece_bytes, expiresAt: answer.expires_at };
  const next: StoredRecording = { ...recording, upload, asked: false, key: recording.asked ? newId() : recording.key };
  await options.storage.put(next);
  return next;
}

async function sendChunks(
  upload: NonNullable<StoredRecording["upload"]>,
  file: Blob,
  options: UploadOptions,
): Promise<void> {
  let chunkBytes = Math.min(upload.pieceBytes, CHUNK_BYTES);
  let offset = await fetchUploadOffset(upload, options);
  while (offset < file.size) {
    options.onProgress(offset / file.size);
    const end = Math.min(offset + chunkBytes, file.size);
    const headers = { "Content-Range": `bytes ${offset}-${end - 1}/${file.size}` };
    const request = { method: "PUT", headers, body: file.slice(offset, end) };
    try {
      const response = await sendRequest(upload.url, request, options);
      if (response.status === 409 && readUploadOffset(response) === offset) throw await ApiError.of(response);
      offset = readUploadOffset(response);
    } catch (error) {
      if (!(error instanceof AnswerTimeout) || chunkBytes <= MIN_CHUNK_BYTES) throw error;
      chunkBytes /= 4;
      offset = await fetchUploadOffset(upload, options);
    }
  }
}

/** How many bytes the server has. */
async function fetchUploadOffset(
  upload: NonNullable<StoredRecording["upload"]>,
  options: UploadOptions,
): Promise<number> {
  return readUploadOffset(await sendRequest(upload.url, { method: "HEAD" }, options));
}

/** No answer came in time. */
class AnswerTimeout extends NetworkError {}

/** Run the work within this time (ms); more counts as a network error. */
function withTimeout<T>(milliseconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return within(milliseconds, (signal) =>
    work(signal).catch((error: unknown) => {
      throw signal.aborted ? new AnswerTimeout(error) : error;
    }),
  );
}

function getTimeout({ timeout = TIMEOUT_MS }: UploadOptions, bytes = 0): number {
  return timeout + bytes * MS_PER_BYTE;
}

/** A response that is ok, or a conflict with the offset to continue from. */
async function sendRequest(url: string, request: RequestInit, options: UploadOptions): Promise<Response> {
  const response = await withTimeout(getTimeout(options), (signal) =>
    fetch(url, { ...request, signal }).catch((error: unknown) => {
      throw new NetworkError(error);
    }),
  );
  if (!response.ok && response.status !== 409) throw await ApiError.of(response);
  return response;
}

function readUploadOffset(response: Response): number {
  return Number(response.headers.get("Upload-Offset") ?? 0);
}

function submitUpload(recording: StoredRecording, upload: string, options: UploadOptions): Promise<SubmittedHomework> {
  const input = { path: { id: recording.homework }, body: { upload }, idempotencyKey: recording.key };
  return withTimeout(getTimeout(options), (signal) => options.api.post("/homework/{id}/submit/", { ...input, signal }));
}

/** Submit the whole file in one request. */
function submitWholeFile(recording: StoredRecording, file: Blob, options: UploadOptions): Promise<SubmittedHomework> {
  const form = { file: new File([file], getFileName(recording), { type: recording.type }) };
  const input = { path: { id: recording.homework }, form, idempotencyKey: recording.key };
  return withTimeout(getTimeout(options, file.size), (signal) =>
    options.api.post("/homework/{id}/submit/", { ...input, signal }),
  );
}

function getFileName(recording: StoredRecording): string {
  return `recording.${getFileExtension(recording.type)}`;
}
