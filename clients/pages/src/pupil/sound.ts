/** A recording to hear, whole or a stretch of it, and where one is in it. */

import { startPlaybackSession, resetAudioSession } from "../recording/audio-session.ts";
import { Store } from "../store.ts";

export interface Sound {
  seconds: number;
  /** Seconds from the start while it plays; null while it does not. */
  at: Store<number | null>;
  play: (from?: number, to?: number) => void;
  stop: () => void;
  close: () => void;
}

/** Make a file hearable: decoded, so that every word begins where it should; played as it comes where that fails. */
export async function createSound(file: Blob): Promise<Sound> {
  const context = new AudioContext();
  try {
    return createDecodedSound(context, await context.decodeAudioData(await file.arrayBuffer()));
  } catch {
    void context.close();
    return createStreamedSound(file);
  }
}

function createDecodedSound(context: AudioContext, buffer: AudioBuffer): Sound {
  const at = new Store<number | null>(null);
  let source: AudioBufferSourceNode | undefined;
  const stop = () => {
    if (source) source.onended = null;
    source?.stop();
    if (source) resetAudioSession();
    source = undefined;
    at.set(null);
  };
  const play = (from = 0, to = buffer.duration) => {
    stop();
    startPlaybackSession();
    void context.resume();
    const mine = context.createBufferSource();
    source = mine;
    mine.buffer = buffer;
    mine.connect(context.destination);
    mine.onended = stop;
    mine.start(0, from, Math.max(0.05, to - from));
    const began = context.currentTime;
    followPlayback(at, () => (source === mine ? from + context.currentTime - began : null));
  };
  return { seconds: buffer.duration, at, play, stop, close: () => (stop(), void context.close()) };
}

function createStreamedSound(file: Blob): Sound {
  const at = new Store<number | null>(null);
  const url = URL.createObjectURL(file);
  const audio = new Audio(url);
  let end = Infinity;
  const stop = () => {
    audio.pause();
    at.set(null);
  };
  audio.onended = stop;
  const play = (from = 0, to = Infinity) => {
    end = to;
    audio.currentTime = from;
    void audio.play().catch(stop);
    followPlayback(at, () => {
      if (audio.currentTime >= end) stop();
      return audio.paused ? null : audio.currentTime;
    });
  };
  const close = () => {
    stop();
    URL.revokeObjectURL(url);
  };
  return { seconds: Number.isFinite(audio.duration) ? audio.duration : 0, at, play, stop, close };
}

function followPlayback(at: Store<number | null>, where: () => number | null): void {
  const look = () => {
    const now = where();
    at.set(now);
    if (now !== null) requestAnimationFrame(look);
  };
  at.set(where());
  requestAnimationFrame(look);
}

/** How long (ms) browsers that fetch their voices late are waited for. */
const VOICES_TIMEOUT_MS = 1_000;

async function fetchVoices(): Promise<SpeechSynthesisVoice[]> {
  const speech = globalThis.speechSynthesis;
  if (!speech) return [];
  if (!speech.getVoices().length) {
    await new Promise((come) => {
      speech.addEventListener("voiceschanged", come, { once: true });
      setTimeout(come, VOICES_TIMEOUT_MS);
    });
  }
  return speech.getVoices();
}

/** Say a word with a voice that lives on this device; false when there is none for the language. */
export async function speakWord(word: string, language: string): Promise<boolean> {
  const fitting = (voice: SpeechSynthesisVoice) => voice.localService && voice.lang.toLowerCase().startsWith(language);
  const voice = (await fetchVoices()).find(fitting);
  if (!voice) return false;
  const saying = new SpeechSynthesisUtterance(word);
  saying.voice = voice;
  saying.lang = voice.lang;
  saying.rate = 0.8;
  speechSynthesis.cancel();
  speechSynthesis.speak(saying);
  return true;
}
