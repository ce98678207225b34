/** Sending against a real HTTP server of the same shape as ours, and a real IndexedDB. */

import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { Api, ApiError, NetworkError, type rest } from "@talim/client";
import { clockOffset, getServerTime } from "../src/clock.ts";
import { MemoryRecordingStore } from "../src/homework/recording/memory-store.ts";
import { RecordingStore, type StoredRecording } from "../src/homework/recording/recording-store.ts";
import { uploadRecording } from "../src/homework/recording/upload.ts";
import { getRetryDelay, getRetryReason } from "../src/homework/recording/retry.ts";

const PIECES = 11;
const PIECE = 60_000;
const SIZE = PIECES * PIECE;

interface Server {
  origin: string;
  received: Buffer;
  /** The submissions by their key: what a repeated one gets. */
  handedIn: Map<string, string>;
  asked: string[];
  /** Called before each answer; true cuts the connection. */
  cut: (request: IncomingMessage) => boolean;
  /** Called with what came; true lets it be lost, and no answer ever comes. */
  swallow: (request: IncomingMessage, bytes: number) => boolean;
  refusal: { status: number; code: string } | undefined;
  close: () => void;
}

async function server(): Promise<Server> {
  const state: Server = {
    origin: "",
    received: Buffer.alloc(0),
    handedIn: new Map(),
    asked: [],
    cut: () => false,
    swallow: () => false,
    refusal: undefined,
    close: () => (http.close(), http.closeAllConnections()),
  };
  let uploads = 0;
  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      state.asked.push(`${request.method} ${request.url}`);
      if (state.swallow(request, body.length)) return;
      const json = (status: number, value: unknown, headers = {}) => {
        if (state.cut(request)) return request.socket.destroy();
        response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(value));
      };
      if (request.url?.startsWith("/upload/")) {
        const range = /bytes (\d+)-/.exec(String(request.headers["content-range"] ?? ""));
        if (request.url !== `/upload/${uploads}`) return json(404, { code: "not_found" });
        const fits = !range || Number(range[1]) === state.received.length;
        if (range && fits) state.received = Buffer.concat([state.received, body]);
        return json(fits ? 200 : 409, {}, { "Upload-Offset": String(state.received.length) });
      }
      if (request.url?.endsWith("/presign/")) {
        state.received = Buffer.alloc(0);
        const expires_at = new Date(Date.now() + 3_600_000).toISOString();
        return json(200, {
          id: `u${++uploads}`,
          method: "PUT",
          url: `/upload/${uploads}`,
          fields: {},
          headers: {},
          piece_bytes: 8_388_608,
          expires_at,
          received: 0,
          size: SIZE,
        });
      }
      if (state.refusal)
        return json(state.refusal.status, { code: state.refusal.code, detail: "", fields: {}, request_id: "r" });
      const key = String(request.headers["idempotency-key"]);
      if (!state.handedIn.has(key)) state.handedIn.set(key, `attempt-${state.handedIn.size + 1}`);
      return json(202, { id: state.handedIn.get(key) });
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  state.origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return state;
}

let databases = 0;

async function recorded(): Promise<{ keep: RecordingStore; kept: StoredRecording; bytes: Buffer }> {
  const keep = new RecordingStore(`test-${++databases}`);
  const kept: StoredRecording = {
    id: crypto.randomUUID(),
    key: crypto.randomUUID(),
    person: "p",
    homework: "h",
    type: "audio/webm;codecs=opus",
    begunAt: 1,
    seconds: 3,
    voiced: 3,
    state: "ended",
  };
  const bytes = Buffer.from(crypto.getRandomValues(new Uint8Array(PIECE)));
  await keep.put(kept);
  for (let place = 0; place < PIECES; place++) await keep.addChunk(kept.id, place, new Blob([bytes]));
  return { keep, kept, bytes };
}

const way = (there: Server, keep: RecordingStore | MemoryRecordingStore, seen: number[] = []) => ({
  api: new Api({ url: there.origin, firstDelay: 1 }),
  storage: keep,
  origin: there.origin,
  onProgress: (fraction: number) => void seen.push(fraction),
});

test("all bytes arrive in their order, progress is told, and the device is empty after the confirmation", async () => {
  const there = await server();
  const { keep, kept } = await recorded();
  const content = Buffer.from(await (await keep.getFile(kept)).arrayBuffer());
  const seen: number[] = [];
  assert.equal((await uploadRecording(kept, way(there, keep, seen))).id, "attempt-1");
  assert.ok(there.received.equals(content));
  assert.equal(seen.at(-1), 1);
  assert.ok(seen.length > 2);
  assert.equal(await keep.get(kept.id), undefined);
  assert.equal((await keep.getFile(kept)).size, 0);
  there.close();
});

test("after a cut network it goes on where it was, and nothing is lost", async () => {
  const there = await server();
  const { keep, kept } = await recorded();
  let puts = 0;
  there.cut = (request) => request.method === "PUT" && ++puts === 2;
  await assert.rejects(uploadRecording(kept, way(there, keep)), NetworkError);
  const again = await keep.get(kept.id);
  assert.ok(again?.upload);
  there.cut = () => false;
  assert.equal((await uploadRecording(again, way(there, keep))).id, "attempt-1");
  assert.equal(there.asked.filter((item) => item.endsWith("presign/")).length, 1);
  assert.equal(there.received.length, SIZE);
  there.close();
});

test("a device whose clock is hours ahead goes on with the upload that the server still takes", async () => {
  const there = await server();
  const { keep, kept } = await recorded();
  let puts = 0;
  there.cut = (request) => request.method === "PUT" && ++puts === 2;
  await assert.rejects(uploadRecording(kept, way(there, keep)), NetworkError);
  there.cut = () => false;
  const again = (await keep.get(kept.id)) as StoredRecording;
  assert.ok(again.upload);
  clockOffset.set(7_200_000);
  try {
    const expiresAt = new Date(getServerTime() + 3_600_000).toISOString();
    await uploadRecording({ ...again, upload: { ...again.upload, expiresAt } }, way(there, keep));
  } finally {
    clockOffset.set(0);
  }
  assert.deepEqual([there.asked.filter((item) => item.endsWith("presign/")).length, there.received.length], [1, SIZE]);
  there.close();
});

test("a line that swallows everything is a cut one after a while, at each step of the way", async () => {
  const steps = [
    (request: IncomingMessage) => request.url?.endsWith("/presign/"),
    (request: IncomingMessage) => request.method === "HEAD",
    (request: IncomingMessage) => request.method === "PUT",
    (request: IncomingMessage) => request.url?.endsWith("/submit/"),
  ];
  for (const lost of steps) {
    const there = await server();
    const { keep, kept } = await recorded();
    there.swallow = (request) => lost(request) ?? false;
    await assert.rejects(uploadRecording(kept, { ...way(there, keep), timeout: 50 }), NetworkError);
    there.swallow = () => false;
    await uploadRecording((await keep.get(kept.id)) as StoredRecording, way(there, keep));
    assert.deepEqual([there.received.length, there.handedIn.size], [SIZE, 1]);
    there.close();
  }
});

test("a line that is too slow for a piece gets smaller ones, and everything arrives", async () => {
  const there = await server();
  const { keep, kept } = await recorded();
  const content = Buffer.from(await (await keep.getFile(kept)).arrayBuffer());
  there.swallow = (request, bytes) => request.method === "PUT" && bytes > 100_000;
  await uploadRecording(kept, { ...way(there, keep), timeout: 1_000 });
  assert.ok(there.received.equals(content));
  there.close();
});

test("what the server is at work on already is waited for; a refusal stays one", () => {
  const answer = (status: number, code: rest.ErrorCode, retryAfter?: number) =>
    new ApiError(status, code, "", {}, "", retryAfter);
  assert.equal(getRetryReason(answer(409, "conflict", 1), true), "server");
  assert.equal(getRetryReason(answer(409, "idempotency_in_progress", 60), true), "server");
  assert.equal(getRetryReason(answer(409, "deadline_passed"), true), undefined);
  assert.deepEqual(
    [true, false].map((online) => getRetryReason(new NetworkError(""), online)),
    ["server", "network"],
  );
  assert.deepEqual(
    [getRetryDelay(answer(409, "conflict", 1)), getRetryDelay(answer(503, "server_error", 30))],
    [10_000, 30_000],
  );
});

test("a submission whose answer was lost is submitted once", async () => {
  const there = await server();
  const { keep, kept } = await recorded();
  there.cut = (request) => request.url?.endsWith("/submit/") ?? false;
  await assert.rejects(uploadRecording(kept, way(there, keep)), NetworkError);
  const again = await keep.get(kept.id);
  assert.equal(again?.asked, true);
  there.cut = () => false;
  there.asked.length = 0;
  await uploadRecording(again as StoredRecording, way(there, keep));
  assert.equal(there.handedIn.size, 1);
  assert.deepEqual(there.asked, ["POST /api/v1/homework/h/submit/"]);
  there.close();
});

test("an upload that is gone is begun anew with another key", async () => {
  const there = await server();
  const { keep, kept } = await recorded();
  const gone = {
    id: "old",
    url: `${there.origin}/upload/old`,
    pieceBytes: 1000,
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  };
  await uploadRecording({ ...kept, upload: gone }, way(there, keep));
  assert.equal(there.handedIn.size, 1);
  assert.ok(!there.handedIn.has(kept.key));
  there.close();
});

test("a refusal leaves the recording on the device", async () => {
  const there = await server();
  const { keep, kept } = await recorded();
  there.refusal = { status: 409, code: "deadline_passed" };
  await assert.rejects(
    uploadRecording(kept, way(there, keep)),
    (error) => error instanceof ApiError && error.code === "deadline_passed",
  );
  const still = await keep.get(kept.id);
  assert.equal((await keep.getFile(still as StoredRecording)).size, SIZE);
  there.close();
});

test("what a device had no room for is sent whole from memory, also after a cut, and its first pieces are gone", async () => {
  const there = await server();
  const { keep, kept } = await recorded();
  const content = Buffer.concat([
    Buffer.from(await (await keep.getFile(kept)).arrayBuffer()),
    Buffer.from("not written"),
  ]);
  const inHand = new MemoryRecordingStore(kept, new Blob([content]), keep);
  there.cut = (request) => request.url?.endsWith("/submit/") ?? false;
  await assert.rejects(uploadRecording(kept, way(there, inHand)), NetworkError);
  there.cut = () => false;
  await uploadRecording((await inHand.get()) as StoredRecording, way(there, inHand));
  assert.ok(there.received.equals(content));
  assert.deepEqual([there.handedIn.size, await inHand.get(), await keep.get(kept.id)], [1, undefined, undefined]);
  there.close();
});

test("a device that does not let go of what was submitted: that is no failure, and counts once", async () => {
  const there = await server();
  const { keep, kept } = await recorded();
  const { delete: remove } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.delete = () => {
    throw new DOMException("", "UnknownError");
  };
  try {
    assert.equal((await uploadRecording(kept, way(there, keep))).id, "attempt-1");
  } finally {
    IDBObjectStore.prototype.delete = remove;
  }
  assert.equal((await uploadRecording((await keep.get(kept.id)) as StoredRecording, way(there, keep))).id, "attempt-1");
  assert.deepEqual([there.handedIn.size, await keep.get(kept.id)], [1, undefined]);
  there.close();
});

test("what was deleted is not found by the next visit, can be brought back, and goes in the end", async () => {
  const { keep, kept } = await recorded();
  const result = async () => (await keep.listOf("p")).length;
  await keep.update(kept.id, { dropped: 1_000 });
  assert.equal(await result(), 0);
  await keep.removeDiscarded(301_000);
  await keep.update(kept.id, { dropped: null });
  assert.deepEqual([await result(), (await keep.getFile(kept)).size], [1, SIZE]);
  await keep.update(kept.id, { dropped: 1_000 });
  await keep.removeDiscarded(601_001);
  assert.deepEqual([await keep.get(kept.id), (await keep.getFile(kept)).size], [undefined, 0]);
});

test("nobody sees another person's recordings", async () => {
  const { keep, kept } = await recorded();
  assert.deepEqual(
    (await keep.listOf("p")).map((item) => item.id),
    [kept.id],
  );
  assert.deepEqual(await keep.listOf("q"), []);
});
