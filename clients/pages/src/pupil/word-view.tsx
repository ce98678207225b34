/** The text as it was read: words as buttons, the sound below them, the highlight in step with it. */

import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { describeError } from "../errors.ts";
import { formatSeconds, formatScore } from "../format.ts";
import { Store, useSelector, useStore } from "../store.ts";
import { talim } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { showNotice } from "../ui/notices.tsx";
import { useWords, type Words } from "../words/index.ts";
import type { Attempt } from "./homework-answers.ts";
import { createSound, speakWord, type Sound } from "./sound.ts";
import { findPlayingWord, getWordLook, getWordKey, SIGNS, type WordLook, type Word } from "./word-looks.ts";

/** How long (ms) a word is held to hear the model. */
const HOLD_MS = 450;
/** Seconds of sound before and after a word that are played with it. */
export const MARGIN_SECONDS = 0.08;

/** `instead`: words for who is not the one who read. */
export function WordView({
  attempt,
  language,
  instead = {},
}: {
  attempt: Attempt;
  language: string;
  instead?: Partial<Words["result"]>;
}) {
  const words = useWords();
  const w = { ...words.result, ...instead };
  const { sound, at, playing, play } = useAttemptSound(attempt);
  const [picked, pick] = useState("");
  /** As the attempt has it now: the teacher may have corrected it since. */
  const chosen = attempt.words.find((word) => getWordKey(word) === picked);
  const now = useSelector(at, (second) => findPlayingWord(attempt.words, second));
  const own = (word: Word) => {
    pick(getWordKey(word));
    const { start, end } = word;
    if (attempt.audio && start !== null && end !== null) play(Math.max(0, start - MARGIN_SECONDS), end + MARGIN_SECONDS);
  };
  const model = (word: Word) => {
    pick(getWordKey(word));
    void speakWord(word.text, language).then((spoken) => spoken || showNotice(w.noModel));
  };
  const pauses = new Map(
    attempt.pauses.filter((pause) => pause.long && pause.after !== null).map((pause) => [pause.after, pause]),
  );
  return (
    <>
      <p class="small quiet">{attempt.audio ? w.wordsHelp : w.modelHelp}</p>
      <p class="reading words" lang={language}>
        {attempt.words.map((word, place) => {
          const pause = pauses.get(word.reference);
          return (
            <span key={word.index}>
              <WordButton word={word} now={place === now} chosen={word === chosen} own={own} model={model} />
              {pause ? (
                <span class="pause" lang="">
                  <span aria-hidden="true">⏸</span>
                  <span class="unseen">{w.pause(formatScore(pause.seconds))}</span>
                </span>
              ) : null}{" "}
            </span>
          );
        })}
      </p>
      {chosen ? (
        <div class="chosen" role="status">
          <p>
            <b lang={language}>{chosen.text}</b> {SIGNS[getWordLook(chosen)]} {w.class[chosen.class] ?? chosen.class}
            {chosen.heard && chosen.heard !== chosen.text ? ` · ${w.heard(chosen.heard)}` : ""}
          </p>
          <div class="buttons">
            <button type="button" disabled={!attempt.audio || chosen.start === null} onClick={() => own(chosen)}>
              <Icon name="play" />
              {w.own}
            </button>
            <button type="button" onClick={() => model(chosen)}>
              <Icon name="play" />
              {w.modelWord}
            </button>
          </div>
        </div>
      ) : null}
      {attempt.audio ? (
        <>
          <PlayedWaveform attempt={attempt} at={at} seconds={sound?.seconds ?? 0} />
          <button type="button" onClick={() => (playing ? sound?.stop() : play())}>
            <Icon name={playing ? "stop" : "play"} />
            {playing ? w.stop : `${w.playAll} (${formatSeconds(attempt.duration ?? 0)})`}
          </button>
        </>
      ) : null}
      <SignLegend shown={attempt.words} />
    </>
  );
}

function WordButton({
  word,
  now,
  chosen,
  own,
  model,
}: {
  word: Word;
  now: boolean;
  chosen: boolean;
  own: (word: Word) => void;
  model: (word: Word) => void;
}) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const held = useRef(false);
  const look = getWordLook(word);
  const press = () => {
    held.current = false;
    timer.current = setTimeout(() => {
      held.current = true;
      model(word);
    }, HOLD_MS);
  };
  const release = () => clearTimeout(timer.current);
  const click = () => {
    if (held.current) held.current = false;
    else own(word);
  };
  return (
    <button
      type="button"
      class={`word ${look}${now ? " now" : ""}`}
      aria-pressed={chosen}
      onPointerDown={press}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
      onContextMenu={(event) => event.preventDefault()}
      onClick={click}
    >
      <WordWithSign word={word} look={look} />
    </button>
  );
}

/** A word with its sign, which is said to who does not see it. */
export function WordWithSign({ word, look }: { word: Pick<Word, "text" | "class">; look: WordLook }) {
  const { result } = useWords();
  return (
    <>
      {word.text}
      <span class="sign" aria-hidden="true">
        {SIGNS[look]}
      </span>
      <span class="unseen" lang="">
        {" "}
        {result.class[word.class] ?? word.class}
      </span>
    </>
  );
}

/** What the signs mean, of those that are there. */
function SignLegend({ shown }: { shown: Word[] }) {
  const { result } = useWords();
  const there = new Map(shown.map((word) => [getWordLook(word), word.weak ? "wrong" : word.class]));
  return (
    <ul class="legend small">
      {[...there].map(([look, name]) => (
        <li key={look}>
          <span class={`sign ${look}`} aria-hidden="true">
            {SIGNS[look]}
          </span>{" "}
          {result.class[name] ?? name}
        </li>
      ))}
    </ul>
  );
}

/** The recording, thin, filled as far as it was heard. */
export function Waveform({ attempt, share }: { attempt: Attempt; share: number }) {
  const id = useId();
  const [peaks, set] = useState<number[]>([]);
  useEffect(() => {
    if (attempt.peaks)
      talim.api.get("/homework/attempts/{id}/peaks/", { path: { id: attempt.id } }).then(
        (wave) => set(wave.peaks),
        () => undefined,
      );
  }, [attempt.id]);
  const line = useMemo(() => peaks.map(drawPeak).join(""), [peaks]);
  const width = peaks.length;
  if (!width) return null;
  return (
    <svg
      class="wave"
      viewBox={`0 0 ${width} 40`}
      preserveAspectRatio="none"
      aria-hidden="true"
      width="100%"
      height="40"
    >
      <path d={line} class="all" />
      <clipPath id={id}>
        <rect x="0" y="0" height="40" width={share * width} />
      </clipPath>
      <path d={line} class="heard" clip-path={`url(#${id})`} />
    </svg>
  );
}

function drawPeak(peak: number, place: number): string {
  const half = (peak / 255) * 19;
  return `M${place + 0.5} ${20 - half}V${20 + half}`;
}

/** Drawn for every frame while it plays; nothing else is. */
function PlayedWaveform({ attempt, at, seconds }: { attempt: Attempt; at: PlayPosition; seconds: number }) {
  const second = useStore(at);
  return <Waveform attempt={attempt} share={second === null || !seconds ? 0 : second / seconds} />;
}

/** Where a recording is heard (seconds); null while it is not. */
export type PlayPosition = Store<number | null>;

function isPlaying(second: number | null): boolean {
  return second !== null;
}

/**
 * The recording's sound, fetched when it is played first. `at` changes with every frame: watch what is made of it.
 * `playing` is true while it is heard to its end: a word that is heard alone is over by itself, and what a button
 * does should not change under the finger for it.
 */
export function useAttemptSound(attempt: Attempt): {
  sound: Sound | undefined;
  at: PlayPosition;
  playing: boolean;
  play: (from?: number, to?: number) => void;
} {
  const sound = useRef<Promise<Sound> | undefined>(undefined);
  const [loaded, set] = useState<Sound>();
  const [isWhole, hearWhole] = useState(false);
  const at = useMemo<PlayPosition>(() => new Store<number | null>(null), []);
  const words = useWords();
  const gone = useRef(false);
  useEffect(
    () => () => {
      gone.current = true;
      void sound.current?.then(
        (part) => part.close(),
        () => undefined,
      );
    },
    [],
  );
  const fetch = async () => {
    sound.current ??= talim.api.get("/homework/attempts/{id}/audio/", { path: { id: attempt.id } }).then(createSound);
    try {
      const file = await sound.current;
      if (gone.current) return undefined;
      if (file !== loaded) {
        set(file);
        file.at.subscribe((second) => at.set(second));
      }
      return file;
    } catch (error) {
      sound.current = undefined;
      if (!gone.current) showNotice(describeError(error, words).text);
      return undefined;
    }
  };
  const play = (from = 0, to?: number) =>
    void fetch().then((file) => {
      hearWhole(to === undefined);
      file?.play(from, to);
    });
  return { sound: loaded, at, playing: useSelector(at, isPlaying) && isWhole, play };
}
