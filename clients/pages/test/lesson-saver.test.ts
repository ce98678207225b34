/** A lesson is saved while it is written: one request at a time, kept on the device, never over somebody else's text. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { ApiError, NetworkError } from "@talim/client";
import { LessonSaver, type LessonText } from "../src/learning/editor/lesson-saver.ts";

const PAUSE_MS = 5;
const text = (title: string): LessonText => ({ title, blocks: [] });

function begin(answer: (revision: number, title: string) => unknown = () => undefined) {
  const sent: string[] = [];
  const device: string[] = [];
  const saver = new LessonSaver(
    {
      send: async (revision, { title }) => {
        sent.push(`${revision} ${title}`);
        await wait(1);
        const failure = answer(revision, title);
        if (failure) throw failure;
        return { revision: revision + 1 };
      },
      keep: async (_, { title }) => device.splice(0, device.length, title),
      forget: async () => device.splice(0),
    },
    text("begun"),
    1,
    PAUSE_MS,
  );
  return { saver, sent, device };
}

test("what is written in one go is sent once, and then lies on the server only", async () => {
  const { saver, sent, device } = begin();
  for (const title of ["a", "ab", "abc"]) saver.change(text(title));
  assert.equal(saver.state.get().state, "waiting");
  assert.equal(await saver.flush(), "saved");
  await wait(4 * PAUSE_MS);
  assert.deepEqual([sent, device], [["1 abc"], []]);
});

test("what is written during a request is sent after it, on the new revision", async () => {
  const { saver, sent } = begin();
  saver.change(text("a"));
  const first = saver.flush();
  saver.change(text("b"));
  await first;
  assert.equal(await saver.flush(), "saved");
  assert.deepEqual(sent, ["1 a", "2 b"]);
});

test("without a network it lies on the device and is sent later", async () => {
  let away = true;
  const { saver, sent, device } = begin(() => (away ? new NetworkError(new TypeError()) : undefined));
  saver.change(text("a"));
  assert.equal(await saver.flush(), "kept");
  assert.deepEqual(device, ["a"]);
  away = false;
  assert.equal(await saver.flush(), "saved");
  assert.deepEqual([sent, device], [["1 a", "1 a"], []]);
  saver.stop();
});

test("a text of somebody else is not overwritten until one has chosen", async () => {
  const { saver, sent, device } = begin((revision) =>
    revision === 1 ? new ApiError(409, "draft_changed", "", {}, "") : undefined,
  );
  saver.change(text("mine"));
  assert.equal(await saver.flush(), "conflict");
  saver.change(text("mine, too"));
  await wait(4 * PAUSE_MS);
  assert.deepEqual([sent, device], [["1 mine"], ["mine"]]);
  saver.settle(text("both"), 7);
  assert.equal(await saver.flush(), "saved");
  assert.deepEqual([sent.at(-1), device], ["7 both", []]);
});

test("what the server refuses stays on the device and is sent after a change", async () => {
  const { saver, device } = begin((_, title) =>
    title === "bad" ? new ApiError(422, "invalid", "", { "blocks.0.url": ["No."] }, "") : undefined,
  );
  saver.change(text("bad"));
  assert.equal(await saver.flush(), "refused");
  assert.deepEqual(device, ["bad"]);
  saver.change(text("good"));
  assert.equal(await saver.flush(), "saved");
  assert.deepEqual(device, []);
});
