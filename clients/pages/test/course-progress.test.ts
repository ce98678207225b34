/** What waits on the device for a network reaches the server whole, in as many requests as it needs. */

import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "@talim/client";
import { joinPieces, type Piece } from "../src/learning/blocks/pieces.ts";
import type { ProgressAnswer, ProgressBody } from "../src/learning/learn/learning-calls.ts";
import { addChange, buildBody, removeSent, type PendingProgress } from "../src/learning/learn/pending-progress.ts";
import { ProgressQueue } from "../src/learning/learn/progress-queue.ts";

test("nothing of a long time without a network is lost", () => {
  const heard: Record<string, Piece[]> = {};
  let waiting: PendingProgress | undefined;
  for (let block = 0; block < 60; block += 1) {
    const pieces = Array.from({ length: block === 0 ? 1_200 : 2 }, (_, at): Piece => [at * 10, at * 10 + 5]);
    heard[`block ${block}`] = pieces;
    waiting = addChange(waiting, "me", "lesson", {
      pieces: { [`block ${block}`]: pieces },
      seconds: 30,
      scrolled: true,
    });
  }
  const taken: Record<string, Piece[]> = {};
  let [seconds, requests] = [0, 0];
  while (waiting) {
    const body = buildBody(waiting);
    assert.ok((body.watched ?? []).length <= 50 && (body.watched ?? []).every(({ pieces }) => pieces.length <= 500));
    for (const { block, pieces } of body.watched ?? []) taken[block] = joinPieces([...(taken[block] ?? []), ...pieces]);
    seconds += body.seconds ?? 0;
    requests += 1;
    assert.ok(requests < 10);
    waiting = removeSent(waiting, waiting);
  }
  assert.deepEqual(taken, heard);
  assert.equal(seconds, 60 * 30);
});

test("where the server does not take a lesson as done by hand, all else of it is sent and the person hears of it", async () => {
  const taken: [string, ProgressBody][] = [];
  const queue = new ProgressQueue({
    send: async (lesson, body) => {
      if (body.done) throw new ApiError(422, "invalid", "", { done: ["This lesson is not finished by hand."] }, "");
      taken.push([lesson, body]);
      return {
        state: "begun",
        completed_at: null,
        percent: 0,
        next_lesson: null,
        blocks: [],
        coins: 0,
      } satisfies ProgressAnswer;
    },
    runInOneTab: (work) => work(),
    getPerson: () => "me",
  });
  const refused: string[] = [];
  queue.onDoneRefused((lesson) => refused.push(lesson));
  await queue.add("me", "first", {
    pieces: { song: [[0, 5_000]] },
    block: "song",
    position: 5_000,
    seconds: 600,
    scrolled: true,
  });
  await queue.add("me", "first", { done: true, seconds: 20 });
  await queue.add("me", "second", { seconds: 30 });
  await queue.send("me");
  assert.deepEqual(taken, [
    [
      "first",
      {
        block: "song",
        position_ms: 5_000,
        scrolled: true,
        watched: [{ block: "song", pieces: [[0, 5_000]] }],
        seconds: 620,
      },
    ],
    ["second", { seconds: 30 }],
  ]);
  assert.deepEqual(refused, ["first"]);
  assert.deepEqual(await queue.list("me"), []);
});
