/** The text as it was read: words as buttons, the sound below them, the highlight in step with it. */

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { troubleOf } from "../errors.ts";
import { clock } from "../format.ts";
import { talim } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { tell } from "../ui/notices.tsx";
import { useWords, type Words } from "../words/index.ts";
import type { Attempt } from "./result.tsx";
import { soundOf, speakWord, type Sound } from "./sound.ts";
import { heardAt, lookOf, SIGNS, type Look, type Word } from "./words.ts";

/** How long (ms) a word is held to hear the model. */
const HOLD_MS = 450;
/** Seconds of sound before and after a word that are played with it. */
export const AROUND = 0.08;

/** `instead`: words for who is not the one who read. */
export function WordView({
  one,
  language,
  instead = {},
}: {
  one: Attempt;
  language: string;
  instead?: Partial<Words["result"]>;
}) {
  const words = useWords();
  const w = { ...words.result, ...instead };
  const { sound, at, fetch } = useSound(one);
  const [chosen, choose] = useState<Word | null>(null);
  const now = at === null ? -1 : heardAt(one.words, at);
  const own = (word: Word) => {
    choose(word);
    const { start, end } = word;
    if (one.audio && start !== null && end !== null)
      void fetch().then((found) => found?.play(Math.max(0, start - AROUND), end + AROUND));
  };
  const model = (word: Word) => {
    choose(word);
    void speakWord(word.text, language).then((spoken) => spoken || tell(w.noModel));
  };
  const pauses = new Map(
    one.pauses.filter((pause) => pause.long && pause.after !== null).map((pause) => [pause.after, pause]),
  );
  return (
    <>
      <p class="small quiet">{w.wordsHelp}</p>
      <p class="reading words" lang={language}>
        {one.words.map((word, place) => {
          const pause = pauses.get(word.reference);
          return (
            <span key={word.index}>
              <WordButton word={word} now={place === now} chosen={word === chosen} own={own} model={model} />
              {pause ? (
                <span class="pause" lang="">
                  <span aria-hidden="true">⏸</span>
                  <span class="unseen">{w.pause(pause.seconds.toFixed(1))}</span>
                </span>
              ) : null}{" "}
            </span>
          );
        })}
      </p>
      {chosen ? (
        <div class="chosen" role="status">
          <p>
            <b lang={language}>{chosen.text}</b> {SIGNS[lookOf(chosen)]} {w.class[chosen.class] ?? chosen.class}
            {chosen.heard && chosen.heard !== chosen.text ? ` · ${w.heard(chosen.heard)}` : ""}
          </p>
          <div class="buttons">
            <button type="button" disabled={!one.audio || chosen.start === null} onClick={() => own(chosen)}>
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
      {one.audio ? (
        <>
          <Wave one={one} share={at === null || !sound?.seconds ? 0 : at / sound.seconds} />
          <button
            type="button"
            onClick={() => (at === null ? void fetch().then((found) => found?.play()) : sound?.stop())}
          >
            <Icon name={at === null ? "play" : "stop"} />
            {at === null ? `${w.playAll} (${clock(one.duration ?? 0)})` : w.stop}
          </button>
        </>
      ) : null}
      <Legend shown={one.words} />
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
  const look = lookOf(word);
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
      <Signed word={word} look={look} />
    </button>
  );
}

/** A word with its sign, which is said to who does not see it. */
export function Signed({ word, look }: { word: Pick<Word, "text" | "class">; look: Look }) {
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
function Legend({ shown }: { shown: Word[] }) {
  const { result } = useWords();
  const there = new Map(shown.map((word) => [lookOf(word), word.weak ? "wrong" : word.class]));
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
export function Wave({ one, share }: { one: Attempt; share: number }) {
  const id = useId();
  const [peaks, set] = useState<number[]>([]);
  useEffect(() => {
    if (one.peaks)
      talim.api.get("/homework/attempts/{id}/peaks/", { path: { id: one.id } }).then(
        (found) => set(found.peaks),
        () => undefined,
      );
  }, [one.id]);
  const line = peaks
    .map((peak, place) => `M${place + 0.5} ${20 - (peak / 255) * 19}V${20 + (peak / 255) * 19}`)
    .join("");
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

/** The recording's sound, fetched when it is played first. */
export function useSound(one: Attempt): {
  sound: Sound | undefined;
  at: number | null;
  fetch: () => Promise<Sound | undefined>;
} {
  const sound = useRef<Promise<Sound> | undefined>(undefined);
  const [loaded, set] = useState<Sound>();
  const [at, move] = useState<number | null>(null);
  const words = useWords();
  const gone = useRef(false);
  useEffect(
    () => () => {
      gone.current = true;
      void sound.current?.then(
        (one) => one.close(),
        () => undefined,
      );
    },
    [],
  );
  const fetch = async () => {
    sound.current ??= talim.api.get("/homework/attempts/{id}/audio/", { path: { id: one.id } }).then(soundOf);
    try {
      const found = await sound.current;
      if (gone.current) return undefined;
      if (found !== loaded) {
        set(found);
        found.at.watch(move);
      }
      return found;
    } catch (error) {
      sound.current = undefined;
      if (!gone.current) tell(troubleOf(error, words).text);
      return undefined;
    }
  };
  return { sound: loaded, at, fetch };
}
