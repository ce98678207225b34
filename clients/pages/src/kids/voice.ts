/** What is heard: one sound at a time. Where a file does not play, a voice of the device says the words. */

import { speakWord } from "../homework/pupil/sound.ts";
import { getLanguage } from "../words/index.ts";
import type { ActivityBlock, Texts } from "./play-types.ts";

const FILE = "file:";
/** One for all sounds: a player for each of them would be kept, with its file, until the browser tidies up. */
let player: HTMLAudioElement | undefined;
let number = 0;
/** A voice of the device was asked for: only then is there something of it to stop. */
let hasSpoken = false;

/** Stop what is heard. */
export function hush(): void {
  number += 1;
  player?.pause();
  if (hasSpoken) globalThis.speechSynthesis?.cancel();
}

/** Play the sound at this address, else say the words; what is heard until then stops. */
export function say(address: string | undefined, words = ""): void {
  hush();
  const own = number;
  const isWanted = () => own === number;
  const speak = () => {
    if (!words || !isWanted()) return;
    hasSpoken = true;
    void speakWord(words, getLanguage(), isWanted);
  };
  if (!address) return speak();
  player ??= new Audio();
  player.src = address;
  // It fails for what cannot be played, and for what something else stopped.
  player.play().catch(speak);
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
  say(findSound(block, item.sound), pickText(item.alt));
}
