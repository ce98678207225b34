/** What is heard: one sound at a time. Where a file does not play, a voice of the device says the words. */

import { speakWord } from "../pupil/sound.ts";
import { getLanguage } from "../words/index.ts";
import type { ActivityBlock, Texts } from "./play-types.ts";

const FILE = "file:";
let playing: HTMLAudioElement | undefined;
let number = 0;

/** Stop what is heard. */
export function hush(): void {
  number += 1;
  playing?.pause();
  playing = undefined;
  globalThis.speechSynthesis?.cancel();
}

/** Play the sound at this address, else say the words; what is heard until then stops. It resolves at the end of a file. */
export function say(address: string | undefined, words = ""): Promise<void> {
  hush();
  const own = number;
  const speak = () => (words && own === number ? void speakWord(words, getLanguage()) : undefined);
  if (!address) return Promise.resolve(speak());
  const audio = new Audio(address);
  playing = audio;
  return new Promise((done) => {
    audio.onended = () => done();
    audio.onpause = () => done();
    let failed = false;
    // A file that does not play says so twice.
    const instead = () => {
      if (!failed) done(speak());
      failed = true;
    };
    audio.onerror = instead;
    audio.play().catch(instead);
  });
}

/** The address of a sound that an activity names: a recording of the course, or a sound of the platform. */
export function findSound(block: ActivityBlock, name: string): string | undefined {
  return name.startsWith(FILE) ? block.files[name.slice(FILE.length)]?.url : block.sounds[name];
}

/** The text in the language of the pages, else in any. */
export function pickText(texts: Texts): string {
  return texts[getLanguage()] || texts.uz || texts.ru || texts.en;
}

/** Say what a picture is. */
export function sayItem(block: ActivityBlock, item: { sound: string; alt: Texts }): void {
  void say(findSound(block, item.sound), pickText(item.alt));
}
