/** The messages of a room: in order, without gaps, and as their events say, also those that the stream does not hold. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Stream, type Events, type Snapshots } from "@talim/client";
import type { WrittenMessage } from "../src/chat/data.ts";
import { RoomHistory } from "../src/chat/history.ts";

const AT = "2026-11-20T09:00:00Z";

function makeMessage(number: number, text = `${number}`): WrittenMessage {
  const id = `message-${number}`;
  return {
    message: id,
    room: "room",
    number,
    author: "one",
    name: "One",
    client_id: `client-${number}`,
    text,
    voice: false,
    reply: null,
    reactions: {},
    own_reaction: "",
    sent_at: AT,
    waits_until: null,
    edited_at: null,
    deleted: false,
    held: false,
  };
}

/** The state of the stream with these messages, the newest first. */
function makeState(from: number, to: number): Snapshots["chat"] {
  const messages = Array.from({ length: to - from + 1 }, (_, place) => makeMessage(to - place));
  return { room: "room", reader: "two", messages, reads: [] } as unknown as Snapshots["chat"];
}

/** A room with so many messages on the server; it gives fifty at once. */
function openRoom(count: number) {
  const history = new RoomHistory(async (upTo = count) => {
    const from = Math.max(1, upTo - 49);
    const results = Array.from({ length: upTo - from + 1 }, (_, place) => makeMessage(upTo - place));
    return { results, next: from > 1 ? "more" : null };
  });
  const stream = new Stream("chat", "chat:room");
  history.follow(stream);
  return { history, stream, numbers: () => history.store.get().rows.map(({ number }) => number) };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, place) => from + place);
}

function take<T extends keyof Events>(stream: Stream<"chat">, seq: number, type: T, data: object): void {
  stream.take({ type, stream: "chat:room", seq, at: AT, data: data as Events[T] });
}

test("older messages stand before what the stream holds", async () => {
  const { history, stream, numbers } = openRoom(120);
  stream.open({ stream: "chat:room", seq: 1, snapshot: makeState(71, 120) });
  await history.load();
  assert.deepEqual(numbers(), range(21, 120));
  await history.load();
  await history.load();
  assert.deepEqual(numbers(), range(1, 120));
  assert.equal(history.store.get().hasOlder, false);
});

test("messages that fall out of the stream's state stay, and change by its events", async () => {
  const { history, stream, numbers } = openRoom(60);
  await history.load();
  stream.open({ stream: "chat:room", seq: 1, snapshot: makeState(11, 60) });
  take(stream, 2, "message.sent", { room: "room", message: makeMessage(61) });
  assert.deepEqual(numbers(), range(11, 61));
  take(stream, 3, "message.edited", {
    room: "room",
    message: "message-11",
    text: "new",
    excerpt: "new",
    edited_at: AT,
  });
  assert.equal(history.store.get().rows[0]?.text, "new");
  take(stream, 4, "message.deleted", { room: "room", message: "message-11" });
  assert.equal(history.store.get().rows[0]?.deleted, true);
});

test("after a new snapshot nothing stays that may have changed without an event", async () => {
  const { history, stream, numbers } = openRoom(200);
  stream.open({ stream: "chat:room", seq: 1, snapshot: makeState(1, 50) });
  stream.open({ stream: "chat:room", seq: 300, snapshot: makeState(151, 200) });
  assert.deepEqual(numbers(), range(151, 200));
  assert.equal(history.store.get().hasOlder, true);
  await history.load();
  assert.deepEqual(numbers(), range(101, 200));
});

test("an empty room says so", () => {
  const { history, stream } = openRoom(0);
  stream.open({ stream: "chat:room", seq: 1, snapshot: makeState(1, 0) });
  assert.deepEqual(history.store.get(), { rows: [], hasOlder: false });
});
