/** What an iPhone is told about sound: nothing that could take a microphone away. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { listening, loud, usual } from "../src/recording/loud.ts";

test("nothing is played aloud over a running microphone", () => {
  const audioSession = { type: "auto" };
  Object.defineProperty(globalThis, "navigator", { value: { audioSession }, configurable: true });
  loud();
  assert.equal(audioSession.type, "playback");
  const rest = listening();
  assert.equal(audioSession.type, "auto");
  loud();
  assert.equal(audioSession.type, "auto");
  rest();
  rest();
  loud();
  assert.equal(audioSession.type, "playback");
  usual();
  assert.equal(audioSession.type, "auto");
});
