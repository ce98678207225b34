/** A file in chunks to an upload of our own server, from where it was cut off. */

import { ApiError, NetworkError, within } from "@talim/client";

/** An upload that the server has begun; its address is the server's own. */
export interface ChunkedUpload {
  url: string;
  /** The most bytes that a chunk may have. */
  pieceBytes: number;
}

export interface ChunkOptions {
  /** 0 to 1. */
  onProgress: (fraction: number) => void;
  /** How long (ms) to wait for an answer, and longer for many bytes; a minute by default. */
  timeout?: number;
  /** Ends it between two chunks. */
  signal?: AbortSignal;
}

/** Chunks are small, to show progress and to lose little. Slow connections get smaller ones. */
const CHUNK_BYTES = 256 * 1024;
const MIN_CHUNK_BYTES = CHUNK_BYTES / 16;
/** A phone network may drop everything in silence: after this time (ms) the connection counts as lost. */
const TIMEOUT_MS = 60_000;
/** Extra time (ms) for each byte of a file that is sent whole. */
const MS_PER_BYTE = 0.25;

/** Send the file from where the server has it. A lost network rejects, and the same call goes on later. */
export async function sendChunks(upload: ChunkedUpload, file: Blob, options: ChunkOptions): Promise<void> {
  let chunkBytes = Math.min(upload.pieceBytes, CHUNK_BYTES);
  let offset = await fetchUploadOffset(upload, options);
  while (offset < file.size) {
    if (options.signal?.aborted) throw options.signal.reason;
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
async function fetchUploadOffset(upload: ChunkedUpload, options: ChunkOptions): Promise<number> {
  return readUploadOffset(await sendRequest(upload.url, { method: "HEAD" }, options));
}

/** No answer came in time. */
class AnswerTimeout extends NetworkError {}

/** Run the work within this time (ms); more counts as a network error. */
export function withTimeout<T>(milliseconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return within(milliseconds, (signal) =>
    work(signal).catch((error: unknown) => {
      throw signal.aborted ? new AnswerTimeout(error) : error;
    }),
  );
}

export function getTimeout({ timeout = TIMEOUT_MS }: Pick<ChunkOptions, "timeout">, bytes = 0): number {
  return timeout + bytes * MS_PER_BYTE;
}

/** A response that is ok, or a conflict with the offset to continue from. */
async function sendRequest(url: string, request: RequestInit, options: ChunkOptions): Promise<Response> {
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
