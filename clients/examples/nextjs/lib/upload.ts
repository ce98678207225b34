/** Handing a recording in, in pieces: what was sent is not sent again after a lost network, and progress is known. */

import type { Answer } from "@talim/client";
import type { Connection } from "./connection";

type Upload = Answer<"/homework/{id}/submit/presign/", "post">;

/** So much (bytes) goes in one piece at most, so that the bar moves. */
const PIECE = 256 * 1024;
const TRIES = 5;

/** Send the recording and hand it in; `progress` hears shares from 0 to 1. Rejects with ApiError or the network's error. */
export async function handIn(
  { api }: Connection,
  server: string,
  homework: string,
  recording: Blob,
  name: string,
  progress: (share: number) => void,
): Promise<void> {
  const path = { id: homework };
  const upload = await api.post("/homework/{id}/submit/presign/", { path, body: { name, size: recording.size } });
  const to = new URL(upload.url, server);
  await (upload.piece_bytes ? sendPieces(to, upload.piece_bytes, recording, progress) : sendWhole(to, upload, recording));
  progress(1);
  await api.post("/homework/{id}/submit/", { path, body: { upload: upload.id } });
}

async function sendPieces(to: URL, longest: number, data: Blob, progress: (share: number) => void): Promise<void> {
  const step = Math.min(longest, PIECE);
  let offset = 0;
  for (let failures = 0; offset < data.size; ) {
    const end = Math.min(offset + step, data.size);
    const range = { "Content-Range": `bytes ${offset}-${end - 1}/${data.size}` };
    const answer = await fetch(to, { method: "PUT", headers: range, body: data.slice(offset, end) }).catch(() => undefined);
    const there = answer?.headers.get("Upload-Offset");
    if (there) {
      offset = Number(there);
      progress(offset / data.size);
    }
    if (answer?.ok) continue;
    failures += 1;
    if (failures > TRIES || (answer && answer.status < 500 && answer.status !== 409)) throw new Error(`not taken: ${answer?.status}`);
    await new Promise((resolve) => setTimeout(resolve, 1000 * failures));
    offset = await whereToGoOn(to, offset);
  }
}

async function whereToGoOn(to: URL, otherwise: number): Promise<number> {
  const answer = await fetch(to, { method: "HEAD" }).catch(() => undefined);
  return Number(answer?.headers.get("Upload-Offset") ?? otherwise);
}

/** Straight to the bucket, where the files lie in S3. */
async function sendWhole(to: URL, upload: Upload, data: Blob): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, String(value));
  form.append("file", data);
  const sent =
    upload.method === "POST"
      ? await fetch(to, { method: "POST", body: form })
      : await fetch(to, { method: "PUT", headers: upload.headers as Record<string, string>, body: data });
  if (!sent.ok) throw new Error(`not taken: ${sent.status}`);
}
