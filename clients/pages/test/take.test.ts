import assert from "node:assert/strict";
import { test } from "node:test";
import { reasonOf, loudness } from "../src/recording/capture.ts";
import { endingOf, formatOf } from "../src/recording/formats.ts";
import { empty, LONG_SILENCE, NOTHING, step, unsafe, VOICE, type Happening, type Take } from "../src/recording/take.ts";

function after(...happenings: Happening[]): Take {
  return happenings.reduce(step, NOTHING);
}

const begun: Happening[] = [{ type: "ask" }, { type: "begun" }];
const voice: Happening = { type: "heard", level: VOICE * 2, seconds: 2 };

test("a recording is asked for, begins, pauses, goes on and ends", () => {
  assert.equal(after({ type: "ask" }).phase, "asking");
  assert.equal(after(...begun).phase, "recording");
  const paused = after(...begun, voice, { type: "pause" });
  assert.equal(paused.phase, "paused");
  assert.equal(step(paused, voice).seconds, 2, "what is heard in a pause does not count");
  const ended = after(...begun, voice, { type: "pause" }, { type: "resume" }, voice, { type: "end" });
  assert.deepEqual([ended.phase, ended.seconds, empty(ended)], ["kept", 4, false]);
});

test("silence is said while there is time to come closer, and no longer when a voice comes", () => {
  const silent = after(...begun, { type: "heard", level: 0, seconds: LONG_SILENCE });
  assert.equal(silent.quiet, true);
  assert.equal(step(silent, voice).quiet, false);
  assert.equal(empty(step(silent, { type: "end" })), true);
});

test("what runs, and what the device had no room for, is lost with the page; what was kept is not", () => {
  assert.deepEqual([after(...begun), after(...begun, { type: "pause" })].map(unsafe), [true, true]);
  const ended: Happening[] = [...begun, voice, { type: "end" }];
  assert.equal(unsafe(after(...ended)), false);
  const full: Happening[] = [...begun, { type: "full" }, { type: "end" }];
  assert.deepEqual([after(...full), after(...full, { type: "ask" })].map(unsafe), [true, true]);
  assert.equal(unsafe(after(...full, { type: "dropped" })), false);
});

test("a microphone that is refused leaves what was recorded before", () => {
  assert.deepEqual(after({ type: "ask" }, { type: "refused", why: "refused" }), { ...NOTHING, why: "refused" });
  const again = after(...begun, voice, { type: "end" }, { type: "ask" }, { type: "refused", why: "none" });
  assert.deepEqual([again.phase, again.seconds, again.why], ["kept", 2, "none"]);
  const left = after(...begun, voice, { type: "end" }, { type: "ask" }, { type: "refused", why: null });
  assert.deepEqual([left.phase, left.seconds, left.why], ["kept", 2, null]);
});

test("a microphone that is pulled out ends the recording and keeps it", () => {
  const lost = after(...begun, voice, { type: "end", why: "unplugged" });
  assert.deepEqual([lost.phase, lost.seconds, lost.why], ["kept", 2, "unplugged"]);
});

test("what was found on the device never replaces what runs", () => {
  const found: Happening = { type: "found", seconds: 9, voiced: 8, cut: true };
  assert.deepEqual([after(found).phase, after(found).cut, after(found).seconds], ["kept", true, 9]);
  assert.equal(after(...begun, found).phase, "recording");
  assert.equal(after(...begun, { type: "dropped" }).phase, "recording");
});

test("the best format that a browser has is taken, and the server knows its ending", () => {
  assert.equal(
    formatOf((type) => type.startsWith("audio/webm")),
    "audio/webm;codecs=opus",
  );
  assert.equal(
    formatOf((type) => type.startsWith("audio/ogg")),
    "audio/ogg;codecs=opus",
  );
  assert.equal(
    formatOf((type) => type === "audio/mp4"),
    "audio/mp4",
  );
  assert.equal(
    formatOf(() => false),
    "",
  );
  assert.equal(formatOf(undefined), undefined);
  assert.deepEqual(["audio/mp4;codecs=x", "audio/ogg", "audio/webm", ""].map(endingOf), ["m4a", "ogg", "webm", "webm"]);
});

test("browsers' errors become reasons, and sound becomes loudness", () => {
  const named = (name: string) => reasonOf(Object.assign(new Error(), { name }));
  assert.deepEqual(["NotAllowedError", "NotFoundError", "NotReadableError"].map(named), ["refused", "none", "busy"]);
  assert.equal(loudness(new Float32Array([0.5, -0.5, 0.5, -0.5])), 0.5);
  assert.equal(loudness(new Float32Array(4)), 0);
});
