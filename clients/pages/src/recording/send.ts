/**
 * From the device to the server: the bytes in pieces, going on where they were cut, then the hand-in, safe to repeat. The
 * recording stays on the device until the server has confirmed it.
 */

import { ApiError, NetworkError, newId, within, type Api, type Answer } from "@talim/client";
import { now } from "../clock.ts";
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
  /** How long (ms) an answer is waited for, and more for many bytes; a minute where nothing is said. */
  patience?: number;
}

/** So many bytes at once: small enough to show progress and to lose little. A line that is too slow for them gets fewer. */
const PIECE = 256 * 1024;
const LEAST_PIECE = PIECE / 16;
/** A line that a phone network cut swallows everything without a word: after so long (ms) it counts as cut. */
const PATIENCE_MS = 60_000;
/** What goes out as a whole may take so long (ms) more for each byte. */
const MS_A_BYTE = 0.25;
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
  if (recording.upload && Date.parse(recording.upload.expiresAt) - now() > MARGIN) return recording;
  const body = { name: nameOf(recording), size: file.size };
  const path = { id: recording.homework };
  const told = await timely(patienceOf(way), (signal) =>
    way.api.post("/homework/{id}/submit/presign/", { path, body, signal }),
  );
  const url = new URL(told.url, way.origin);
  if (url.origin !== way.origin || told.method !== "PUT" || !told.piece_bytes) return recording;
  const upload = { id: told.id, url: url.href, pieceBytes: told.piece_bytes, expiresAt: told.expires_at };
  const next: Kept = { ...recording, upload, asked: false, key: recording.asked ? newId() : recording.key };
  await way.keep.put(next);
  return next;
}

async function transfer(upload: NonNullable<Kept["upload"]>, file: Blob, way: Way): Promise<void> {
  let step = Math.min(upload.pieceBytes, PIECE);
  let offset = await reached(upload, way);
  while (offset < file.size) {
    way.progress(offset / file.size);
    const end = Math.min(offset + step, file.size);
    const headers = { "Content-Range": `bytes ${offset}-${end - 1}/${file.size}` };
    const piece = { method: "PUT", headers, body: file.slice(offset, end) };
    try {
      const answer = await ask(upload.url, piece, way);
      if (answer.status === 409 && arrived(answer) === offset) throw await ApiError.of(answer);
      offset = arrived(answer);
    } catch (error) {
      if (!(error instanceof Lapse) || step <= LEAST_PIECE) throw error;
      step /= 4;
      offset = await reached(upload, way);
    }
  }
}

/** How much of it the server has. */
async function reached(upload: NonNullable<Kept["upload"]>, way: Way): Promise<number> {
  return arrived(await ask(upload.url, { method: "HEAD" }, way));
}

/** No answer came in time. */
class Lapse extends NetworkError {}

/** Do it within this time (ms), which counts as a cut network when it is over. */
function timely<T>(milliseconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return within(milliseconds, (signal) =>
    work(signal).catch((error: unknown) => {
      throw signal.aborted ? new Lapse(error) : error;
    }),
  );
}

function patienceOf({ patience = PATIENCE_MS }: Way, bytes = 0): number {
  return patience + bytes * MS_A_BYTE;
}

/** An answer that is good, or a conflict that says where to go on. */
async function ask(url: string, options: RequestInit, way: Way): Promise<Response> {
  const answer = await timely(patienceOf(way), (signal) =>
    fetch(url, { ...options, signal }).catch((error: unknown) => {
      throw new NetworkError(error);
    }),
  );
  if (!answer.ok && answer.status !== 409) throw await ApiError.of(answer);
  return answer;
}

function arrived(answer: Response): number {
  return Number(answer.headers.get("Upload-Offset") ?? 0);
}

function handIn(recording: Kept, upload: string, way: Way): Promise<HandedIn> {
  const options = { path: { id: recording.homework }, body: { upload }, idempotencyKey: recording.key };
  return timely(patienceOf(way), (signal) => way.api.post("/homework/{id}/submit/", { ...options, signal }));
}

/** All at once, through the server. */
function whole(recording: Kept, file: Blob, way: Way): Promise<HandedIn> {
  const form = { file: new File([file], nameOf(recording), { type: recording.type }) };
  const options = { path: { id: recording.homework }, form, idempotencyKey: recording.key };
  return timely(patienceOf(way, file.size), (signal) => way.api.post("/homework/{id}/submit/", { ...options, signal }));
}

function nameOf(recording: Kept): string {
  return `recording.${endingOf(recording.type)}`;
}
