/** Small children hear one thing at a time, from one player, and nothing any more once they have gone on. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { hush, say } from "../src/kids/voice.ts";
import { currentWords } from "../src/words/current.ts";

const players: Player[] = [];
const spoken: string[] = [];
let voices: { lang: string; localService: boolean }[] = [];
let voicesAreHere = (): void => undefined;

/** An element that can play no file. */
class Player {
  src = "";
  constructor() {
    players.push(this);
  }
  pause(): void {}
  async play(): Promise<void> {
    throw new Error(this.src);
  }
}

Object.assign(globalThis, {
  Audio: Player,
  SpeechSynthesisUtterance: class {
    constructor(readonly text: string) {}
  },
  speechSynthesis: {
    getVoices: () => voices,
    addEventListener: (_: string, here: () => void) => (voicesAreHere = here),
    cancel: () => undefined,
    speak: ({ text }: { text: string }) => spoken.push(text),
  },
});

currentWords.set({ language: "en", words: {} as never });

const settle = () => new Promise((done) => setTimeout(done));

test("a voice that comes late does not say what was left, and one player plays all sounds", async () => {
  say("apple.mp3", "apple");
  await settle();
  hush();
  voices = [{ lang: "en-GB", localService: true }];
  voicesAreHere();
  await settle();
  assert.deepEqual(spoken, []);
  say("bus.mp3", "bus");
  say("cat.mp3", "cat");
  await settle();
  assert.deepEqual(spoken, ["cat"]);
  assert.deepEqual(
    players.map(({ src }) => src),
    ["cat.mp3"],
  );
});
