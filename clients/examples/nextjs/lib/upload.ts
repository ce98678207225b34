/** Submit a recording in chunks: after a lost network only the rest is sent again. */

import type { Answer } from "@talim/client";
import type { Connection } from "./connection";

type Upload = Answer<"/homework/{id}/submit/presign/", "post">;

/** The largest chunk in bytes: small, so that the progress bar moves. */
const CHUNK_BYTES = 256 * 1024;
const MAX_FAILURES = 5;

/**
 * Upload the recording and submit it. `onProgress` gets fractions from 0 to 1. Rejects with ApiError or a network
 * error.
 */
export async function submitRecording(
  { api }: Connection,
  server: string,
  homework: string,
  recording: Blob,
  name: string,
  onProgress: (fraction: number) => void,
): Promise<void> {
  const path = { id: homework };
  const upload = await api.post("/homework/{id}/submit/presign/", { path, body: { name, size: recording.size } });
  const url = new URL(upload.url, server);
  await (upload.piece_bytes
    ? sendChunks(url, upload.piece_bytes, recording, onProgress)
    : sendWhole(url, upload, recording));
  onProgress(1);
  await api.post("/homework/{id}/submit/", { path, body: { upload: upload.id } });
}

async function sendChunks(
  url: URL,
  maxBytes: number,
  recording: Blob,
  onProgress: (fraction: number) => void,
): Promise<void> {
  const chunkBytes = Math.min(maxBytes, CHUNK_BYTES);
  let offset = 0;
  for (let failures = 0; offset < recording.size;) {
    const end = Math.min(offset + chunkBytes, recording.size);
    const range = { "Content-Range": `bytes ${offset}-${end - 1}/${recording.size}` };
    const response = await fetch(url, { method: "PUT", headers: range, body: recording.slice(offset, end) }).catch(
      () => undefined,
    );
    const received = response?.headers.get("Upload-Offset");
    if (received) {
      offset = Number(received);
      onProgress(offset / recording.size);
    }
    if (response?.ok) continue;
    failures += 1;
    if (failures > MAX_FAILURES || (response && response.status < 500 && response.status !== 409))
      throw new Error(`upload refused: ${response?.status}`);
    await new Promise((resolve) => setTimeout(resolve, 1000 * failures));
    offset = await fetchOffset(url, offset);
  }
}

async function fetchOffset(url: URL, fallback: number): Promise<number> {
  const response = await fetch(url, { method: "HEAD" }).catch(() => undefined);
  return Number(response?.headers.get("Upload-Offset") ?? fallback);
}

/** Send straight to the bucket, where the files are stored in S3. */
async function sendWhole(url: URL, upload: Upload, recording: Blob): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, String(value));
  form.append("file", recording);
  const response =
    upload.method === "POST"
      ? await fetch(url, { method: "POST", body: form })
      : await fetch(url, { method: "PUT", headers: upload.headers as Record<string, string>, body: recording });
  if (!response.ok) throw new Error(`upload refused: ${response.status}`);
}
