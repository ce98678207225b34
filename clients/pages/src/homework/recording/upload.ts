/**
 * From the device to the server: the bytes in chunks, resumed after a lost network, then the submission, which is safe
 * to repeat. The recording stays on the device until the server has confirmed it.
 */

import { ApiError, newId, type Api, type Answer } from "@talim/client";
import { getServerTime } from "../../clock.ts";
import { getTimeout, sendChunks, withTimeout, type ChunkOptions } from "../../upload-chunks.ts";
import { getFileExtension } from "./formats.ts";
import type { StoredRecording, RecordingStorage } from "./recording-store.ts";

export type SubmittedHomework = Answer<"/homework/{id}/submit/", "post">;

export interface UploadOptions extends ChunkOptions {
  api: Pick<Api, "post">;
  storage: Pick<RecordingStorage, "getFile" | "put" | "remove">;
  /** The pages' own origin. Bytes are sent to no other one. */
  origin: string;
}

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
