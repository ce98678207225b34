/**
 * From the device to the server: the bytes in pieces, going on where they were cut, then the hand-in, safe to repeat. The
 * recording stays on the device until the server has confirmed it.
 */

import { ApiError, NetworkError, newId, type Api, type Answer } from "@talim/client";
import { endingOf } from "./formats.ts";
import type { Kept, Shelf } from "./keep.ts";

export type HandedIn = Answer<"/homework/{id}/submit/", "post">;

export interface Way {
  api: Pick<Api, "post">;
  keep: Pick<Shelf, "file" | "put" | "remove">;
  /** The pages' own origin: nothing is sent to another one. */
  origin: string;
  /** 0 to 1. */
  progress: (fraction: number) => void;
}

/** So many bytes at once: small enough to show progress and to lose little. */
const PIECE = 256 * 1024;
/** An upload that has less time left than this (ms) is begun anew. */
const MARGIN = 60_000;
/** What the server answers when an upload or its link is not there any more. */
const GONE = [404, 410];

/**
 * Send it, and take it from the device; rejects with ApiError or NetworkError, and can be called again then. A device that
 * does not let go of it is no failure: the next visit asks for the same hand-in again, with its key.
 */
export async function send(recording: Kept, way: Way): Promise<HandedIn> {
  const file = await way.keep.file(recording);
  const handedIn = (await again(recording, way)) ?? (await anew(recording, file, way));
  way.progress(1);
  await way.keep.remove(recording.id).catch(() => undefined);
  return handedIn;
}

/** The hand-in was asked for and its answer was lost: ask for it with the same key. Undefined when it must be sent. */
async function again(recording: Kept, way: Way): Promise<HandedIn | undefined> {
  if (!recording.asked || !recording.upload) return undefined;
  try {
    return await handIn(recording, recording.upload.id, way);
  } catch (error) {
    if (error instanceof ApiError && [...GONE, 422].includes(error.status)) return undefined;
    throw error;
  }
}

async function anew(recording: Kept, file: Blob, way: Way): Promise<HandedIn> {
  const present = await uploadOf(recording, file, way);
  const { upload } = present;
  if (!upload) return whole(present, file, way);
  try {
    await transfer(upload, file, way);
  } catch (error) {
    if (!(error instanceof ApiError && GONE.includes(error.status))) throw error;
    const next = { ...present, key: newId(), asked: false };
    delete next.upload;
    await way.keep.put(next);
    return anew(next, file, way);
  }
  await way.keep.put({ ...present, asked: true });
  return handIn(present, upload.id, way);
}

/** The upload that is under way, or a new one; none when the server's files lie elsewhere. */
async function uploadOf(recording: Kept, file: Blob, way: Way): Promise<Kept> {
  if (recording.upload && Date.parse(recording.upload.expiresAt) - Date.now() > MARGIN) return recording;
  const body = { name: nameOf(recording), size: file.size };
  const told = await way.api.post("/homework/{id}/submit/presign/", { path: { id: recording.homework }, body });
  const url = new URL(told.url, way.origin);
  if (url.origin !== way.origin || told.method !== "PUT" || !told.piece_bytes) return recording;
  const upload = { id: told.id, url: url.href, pieceBytes: told.piece_bytes, expiresAt: told.expires_at };
  const next: Kept = { ...recording, upload, asked: false, key: recording.asked ? newId() : recording.key };
  await way.keep.put(next);
  return next;
}

async function transfer(upload: NonNullable<Kept["upload"]>, file: Blob, way: Way): Promise<void> {
  const step = Math.min(upload.pieceBytes, PIECE);
  let offset = arrived(await ask(upload.url, { method: "HEAD" }));
  while (offset < file.size) {
    way.progress(offset / file.size);
    const end = Math.min(offset + step, file.size);
    const headers = { "Content-Range": `bytes ${offset}-${end - 1}/${file.size}` };
    const answer = await ask(upload.url, { method: "PUT", headers, body: file.slice(offset, end) });
    if (answer.status === 409 && arrived(answer) === offset) throw await ApiError.of(answer);
    offset = arrived(answer);
  }
}

/** An answer that is good, or a conflict that says where to go on. */
async function ask(url: string, options: RequestInit): Promise<Response> {
  const answer = await fetch(url, options).catch((error: unknown) => {
    throw new NetworkError(error);
  });
  if (!answer.ok && answer.status !== 409) throw await ApiError.of(answer);
  return answer;
}

function arrived(answer: Response): number {
  return Number(answer.headers.get("Upload-Offset") ?? 0);
}

function handIn(recording: Kept, upload: string, way: Way): Promise<HandedIn> {
  const options = { path: { id: recording.homework }, body: { upload }, idempotencyKey: recording.key };
  return way.api.post("/homework/{id}/submit/", options);
}

/** All at once, through the server. */
function whole(recording: Kept, file: Blob, way: Way): Promise<HandedIn> {
  const form = { file: new File([file], nameOf(recording), { type: recording.type }) };
  return way.api.post("/homework/{id}/submit/", {
    path: { id: recording.homework },
    form,
    idempotencyKey: recording.key,
  });
}

function nameOf(recording: Kept): string {
  return `recording.${endingOf(recording.type)}`;
}
