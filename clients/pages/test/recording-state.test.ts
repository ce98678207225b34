import assert from "node:assert/strict";
import { test } from "node:test";
import { getStopReason, computeLoudness } from "../src/homework/recording/capture.ts";
import { getFileExtension, chooseFormat } from "../src/homework/recording/formats.ts";
import {
  isEmptyRecording,
  LONG_SILENCE_SECONDS,
  INITIAL_STATE,
  applyEvent,
  isLostOnClose,
  MIN_VOICE_LEVEL,
  type RecordingEvent,
  type RecordingState,
} from "../src/homework/recording/recording-state.ts";

function after(...happenings: RecordingEvent[]): RecordingState {
  return happenings.reduce(applyEvent, INITIAL_STATE);
}

const begun: RecordingEvent[] = [{ type: "ask" }, { type: "begun" }];
const voice: RecordingEvent = { type: "heard", level: MIN_VOICE_LEVEL * 2, seconds: 2 };

test("a recording is asked for, begins, pauses, goes on and ends", () => {
  assert.equal(after({ type: "ask" }).phase, "asking");
  assert.equal(after(...begun).phase, "recording");
  const paused = after(...begun, voice, { type: "pause" });
  assert.equal(paused.phase, "paused");
  assert.equal(applyEvent(paused, voice).seconds, 2, "what is heard in a pause does not count");
  const ended = after(...begun, voice, { type: "pause" }, { type: "resume" }, voice, { type: "end" });
  assert.deepEqual([ended.phase, ended.seconds, isEmptyRecording(ended)], ["kept", 4, false]);
});

test("silence is said while there is time to come closer, and no longer when a voice comes", () => {
  const silent = after(...begun, { type: "heard", level: 0, seconds: LONG_SILENCE_SECONDS });
  assert.equal(silent.quiet, true);
  assert.equal(applyEvent(silent, voice).quiet, false);
  assert.equal(isEmptyRecording(applyEvent(silent, { type: "end" })), true);
});

test("what runs, and what the device had no room for, is lost with the page; what was kept is not", () => {
  assert.deepEqual([after(...begun), after(...begun, { type: "pause" })].map(isLostOnClose), [true, true]);
  const ended: RecordingEvent[] = [...begun, voice, { type: "end" }];
  assert.equal(isLostOnClose(after(...ended)), false);
  const full: RecordingEvent[] = [...begun, { type: "full" }, { type: "end" }];
  assert.deepEqual([after(...full), after(...full, { type: "ask" })].map(isLostOnClose), [true, true]);
  assert.equal(isLostOnClose(after(...full, { type: "dropped" })), false);
});

test("a microphone that is refused leaves what was recorded before", () => {
  assert.deepEqual(after({ type: "ask" }, { type: "refused", why: "refused" }), {
    ...INITIAL_STATE,
    reason: "refused",
  });
  const again = after(...begun, voice, { type: "end" }, { type: "ask" }, { type: "refused", why: "none" });
  assert.deepEqual([again.phase, again.seconds, again.reason], ["kept", 2, "none"]);
  const left = after(...begun, voice, { type: "end" }, { type: "ask" }, { type: "refused", why: null });
  assert.deepEqual([left.phase, left.seconds, left.reason], ["kept", 2, null]);
});

test("a microphone that is pulled out ends the recording and keeps it", () => {
  const lost = after(...begun, voice, { type: "end", why: "unplugged" });
  assert.deepEqual([lost.phase, lost.seconds, lost.reason], ["kept", 2, "unplugged"]);
});

test("what was found on the device never replaces what runs", () => {
  const result: RecordingEvent = { type: "found", seconds: 9, voiced: 8, cut: true };
  assert.deepEqual([after(result).phase, after(result).isInterrupted, after(result).seconds], ["kept", true, 9]);
  assert.equal(after(...begun, result).phase, "recording");
  assert.equal(after(...begun, { type: "dropped" }).phase, "recording");
});

test("the best format that a browser has is taken, and the server knows its ending", () => {
  assert.equal(
    chooseFormat((type) => type.startsWith("audio/webm")),
    "audio/webm;codecs=opus",
  );
  assert.equal(
    chooseFormat((type) => type.startsWith("audio/ogg")),
    "audio/ogg;codecs=opus",
  );
  assert.equal(
    chooseFormat((type) => type === "audio/mp4"),
    "audio/mp4",
  );
  assert.equal(
    chooseFormat(() => false),
    "",
  );
  assert.equal(chooseFormat(undefined), undefined);
  assert.deepEqual(["audio/mp4;codecs=x", "audio/ogg", "audio/webm", ""].map(getFileExtension), [
    "m4a",
    "ogg",
    "webm",
    "webm",
  ]);
});

test("browsers' errors become reasons, and sound becomes loudness", () => {
  const named = (name: string) => getStopReason(Object.assign(new Error(), { name }));
  assert.deepEqual(["NotAllowedError", "NotFoundError", "NotReadableError"].map(named), ["refused", "none", "busy"]);
  assert.equal(computeLoudness(new Float32Array([0.5, -0.5, 0.5, -0.5])), 0.5);
  assert.equal(computeLoudness(new Float32Array(4)), 0);
});
