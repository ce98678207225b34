/** What an iPhone is told about sound: nothing that could take a microphone away. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  startMicrophoneSession,
  startPlaybackSession,
  resetAudioSession,
} from "../src/homework/recording/audio-session.ts";

test("nothing is played aloud over a running microphone", () => {
  const audioSession = { type: "auto" };
  Object.defineProperty(globalThis, "navigator", { value: { audioSession }, configurable: true });
  startPlaybackSession();
  assert.equal(audioSession.type, "playback");
  const rest = startMicrophoneSession();
  assert.equal(audioSession.type, "auto");
  startPlaybackSession();
  assert.equal(audioSession.type, "auto");
  rest();
  rest();
  startPlaybackSession();
  assert.equal(audioSession.type, "playback");
  resetAudioSession();
  assert.equal(audioSession.type, "auto");
});
