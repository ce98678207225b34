/** A recording that can be played, whole or in part, with its position. */

import { startPlaybackSession, resetAudioSession } from "../recording/audio-session.ts";
import { Store } from "../../store.ts";

export interface Sound {
  seconds: number;
  /** Seconds from the start while it plays; null while it does not. */
  at: Store<number | null>;
  play: (from?: number, to?: number) => void;
  stop: () => void;
  close: () => void;
}

/** Decode a file, so that playback starts exactly at a word. If that fails the file is streamed. */
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
    const newSource = context.createBufferSource();
    source = newSource;
    newSource.buffer = buffer;
    newSource.connect(context.destination);
    newSource.onended = stop;
    newSource.start(0, from, Math.max(0.05, to - from));
    const startedAt = context.currentTime;
    followPlayback(at, () => (source === newSource ? from + context.currentTime - startedAt : null));
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

function followPlayback(at: Store<number | null>, getPosition: () => number | null): void {
  const update = () => {
    const position = getPosition();
    at.set(position);
    if (position !== null) requestAnimationFrame(update);
  };
  at.set(getPosition());
  requestAnimationFrame(update);
}

/** How long (ms) to wait for browsers that load their voices late. */
const VOICES_TIMEOUT_MS = 1_000;

async function fetchVoices(): Promise<SpeechSynthesisVoice[]> {
  const speech = globalThis.speechSynthesis;
  if (!speech) return [];
  if (!speech.getVoices().length) {
    await new Promise((resolve) => {
      speech.addEventListener("voiceschanged", resolve, { once: true });
      setTimeout(resolve, VOICES_TIMEOUT_MS);
    });
  }
  return speech.getVoices();
}

/** Say a word with a voice of this device, if it `isWanted` once the voices are known; false when none has the language. */
export async function speakWord(word: string, language: string, isWanted = () => true): Promise<boolean> {
  const isSuitable = (voice: SpeechSynthesisVoice) =>
    voice.localService && voice.lang.toLowerCase().startsWith(language);
  const voice = (await fetchVoices()).find(isSuitable);
  if (!voice) return false;
  if (!isWanted()) return true;
  const utterance = new SpeechSynthesisUtterance(word);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.rate = 0.8;
  speechSynthesis.cancel();
  speechSynthesis.speak(utterance);
  return true;
}
