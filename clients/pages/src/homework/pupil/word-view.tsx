/** The text with its words as buttons and the sound below. The word that is heard is highlighted. */

import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { describeError } from "../../errors.ts";
import { formatSeconds, formatScore } from "../../format.ts";
import { Store, useSelector, useStore } from "../../store.ts";
import { talim } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords, type Words } from "../../words/index.ts";
import type { Attempt } from "./homework-answers.ts";
import { createSound, speakWord, type Sound } from "./sound.ts";
import { findPlayingWord, getShownClass, getWordLook, getWordKey, SIGNS, type Word } from "./word-looks.ts";

/** How long (ms) a word is held down to hear the model. */
const HOLD_MS = 450;
/** Seconds of sound that are played before and after a word. */
export const MARGIN_SECONDS = 0.08;

/** `instead`: other words, for a reader who is not the pupil. */
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
  const texts = { ...words.result, ...instead };
  const { sound, at, playing, play } = useAttemptSound(attempt);
  const [chosenKey, setChosenKey] = useState("");
  /** The current word of the attempt: the teacher may have corrected it. */
  const chosen = attempt.words.find((word) => getWordKey(word) === chosenKey);
  const playingIndex = useSelector(at, (second) => findPlayingWord(attempt.words, second));
  const playOwn = (word: Word) => {
    setChosenKey(getWordKey(word));
    const { start, end } = word;
    if (attempt.audio && start !== null && end !== null)
      play(Math.max(0, start - MARGIN_SECONDS), end + MARGIN_SECONDS);
  };
  const playModel = (word: Word) => {
    setChosenKey(getWordKey(word));
    void speakWord(word.text, language).then((spoken) => spoken || showNotice(texts.noModel));
  };
  const pauses = new Map(
    attempt.pauses.filter((pause) => pause.long && pause.after !== null).map((pause) => [pause.after, pause]),
  );
  return (
    <>
      <p class="small quiet">{attempt.audio ? texts.wordsHelp : texts.modelHelp}</p>
      <p class="reading words" lang={language}>
        {attempt.words.map((word, index) => {
          const pause = pauses.get(word.reference);
          return (
            <span key={word.index}>
              <WordButton
                word={word}
                isHeard={index === playingIndex}
                isChosen={word === chosen}
                playOwn={playOwn}
                playModel={playModel}
              />
              {pause ? (
                <span class="pause" lang="">
                  <span aria-hidden="true">⏸</span>
                  <span class="unseen">{texts.pause(formatScore(pause.seconds))}</span>
                </span>
              ) : null}{" "}
            </span>
          );
        })}
      </p>
      {chosen ? (
        <div class="chosen" role="status">
          <p>
            <b lang={language}>{chosen.text}</b> {SIGNS[getWordLook(chosen)]}{" "}
            {texts.class[getShownClass(chosen)] ?? chosen.class}
            {chosen.heard && chosen.heard !== chosen.text ? ` · ${texts.heard(chosen.heard)}` : ""}
          </p>
          <div class="buttons">
            <button type="button" disabled={!attempt.audio || chosen.start === null} onClick={() => playOwn(chosen)}>
              <Icon name="play" />
              {texts.own}
            </button>
            <button type="button" onClick={() => playModel(chosen)}>
              <Icon name="play" />
              {texts.modelWord}
            </button>
          </div>
        </div>
      ) : null}
      {attempt.audio ? (
        <>
          <PlayedWaveform attempt={attempt} at={at} seconds={sound?.seconds ?? 0} />
          <button type="button" onClick={() => (playing ? sound?.stop() : play())}>
            <Icon name={playing ? "stop" : "play"} />
            {playing ? texts.stop : `${texts.playAll} (${formatSeconds(attempt.duration ?? 0)})`}
          </button>
        </>
      ) : null}
      <SignLegend shownWords={attempt.words} />
    </>
  );
}

function WordButton({
  word,
  isHeard,
  isChosen,
  playOwn,
  playModel,
}: {
  word: Word;
  isHeard: boolean;
  isChosen: boolean;
  playOwn: (word: Word) => void;
  playModel: (word: Word) => void;
}) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const wasHeld = useRef(false);
  const look = getWordLook(word);
  const press = () => {
    wasHeld.current = false;
    timer.current = setTimeout(() => {
      wasHeld.current = true;
      playModel(word);
    }, HOLD_MS);
  };
  const release = () => clearTimeout(timer.current);
  const click = () => {
    if (wasHeld.current) wasHeld.current = false;
    else playOwn(word);
  };
  return (
    <button
      type="button"
      class={`word ${look}${isHeard ? " now" : ""}`}
      aria-pressed={isChosen}
      onPointerDown={press}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
      onContextMenu={(event) => event.preventDefault()}
      onClick={click}
    >
      <WordWithSign word={word} />
    </button>
  );
}

/** A word with its sign. Screen readers get the sign's meaning. */
export function WordWithSign({ word }: { word: Word }) {
  const { result } = useWords();
  return (
    <>
      {word.text}
      <span class="sign" aria-hidden="true">
        {SIGNS[getWordLook(word)]}
      </span>
      <span class="unseen" lang="">
        {" "}
        {result.class[getShownClass(word)] ?? word.class}
      </span>
    </>
  );
}

/** What the shown signs mean. */
export function SignLegend({ shownWords }: { shownWords: Word[] }) {
  const { result } = useWords();
  const namesByLook = new Map(
    shownWords.filter((word) => SIGNS[getWordLook(word)]).map((word) => [getWordLook(word), getShownClass(word)]),
  );
  if (!namesByLook.size) return null;
  return (
    <ul class="legend small">
      {[...namesByLook].map(([look, name]) => (
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

/** The waveform, filled up to the position of playback. */
export function Waveform({ attempt, share }: { attempt: Attempt; share: number }) {
  const id = useId();
  const [peaks, setPeaks] = useState<number[]>([]);
  useEffect(() => {
    if (attempt.peaks)
      talim.api.get("/homework/attempts/{id}/peaks/", { path: { id: attempt.id } }).then(
        (answer) => setPeaks(answer.peaks),
        () => undefined,
      );
  }, [attempt.id]);
  const path = useMemo(() => peaks.map(drawPeak).join(""), [peaks]);
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
      <path d={path} class="all" />
      <clipPath id={id}>
        <rect x="0" y="0" height="40" width={share * width} />
      </clipPath>
      <path d={path} class="heard" clip-path={`url(#${id})`} />
    </svg>
  );
}

function drawPeak(peak: number, index: number): string {
  const half = (peak / 255) * 19;
  return `M${index + 0.5} ${20 - half}V${20 + half}`;
}

/** Renders for every frame of playback; nothing else does. */
function PlayedWaveform({ attempt, at, seconds }: { attempt: Attempt; at: PlayPosition; seconds: number }) {
  const second = useStore(at);
  return <Waveform attempt={attempt} share={second === null || !seconds ? 0 : second / seconds} />;
}

/** The position of playback in seconds; null while nothing plays. */
export type PlayPosition = Store<number | null>;

function isPlaying(second: number | null): boolean {
  return second !== null;
}

/**
 * The recording's sound, loaded when it is first played. `at` changes with every frame, so select from it. `playing` is
 * true only while the whole recording plays: one word is over soon, and the button should not change under the finger.
 */
export function useAttemptSound(attempt: Attempt): {
  sound: Sound | undefined;
  at: PlayPosition;
  playing: boolean;
  play: (from?: number, to?: number) => void;
} {
  const sound = useRef<Promise<Sound> | undefined>(undefined);
  const [loaded, setLoaded] = useState<Sound>();
  const [isWholePlayed, setIsWholePlayed] = useState(false);
  const at = useMemo<PlayPosition>(() => new Store<number | null>(null), []);
  const words = useWords();
  const isUnmounted = useRef(false);
  useEffect(
    () => () => {
      isUnmounted.current = true;
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
      const loadedSound = await sound.current;
      if (isUnmounted.current) return undefined;
      if (loadedSound !== loaded) {
        setLoaded(loadedSound);
        loadedSound.at.subscribe((second) => at.set(second));
      }
      return loadedSound;
    } catch (error) {
      sound.current = undefined;
      if (!isUnmounted.current) showNotice(describeError(error, words).text);
      return undefined;
    }
  };
  const play = (from = 0, to?: number) =>
    void fetch().then((loadedSound) => {
      setIsWholePlayed(to === undefined);
      loadedSound?.play(from, to);
    });
  return { sound: loaded, at, playing: useSelector(at, isPlaying) && isWholePlayed, play };
}
