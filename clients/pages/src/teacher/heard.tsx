/** One hand-in before its teacher: hear it, put words right and see the mark follow, then accept or return it. */

import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "@talim/client";
import { troubleOf } from "../errors.ts";
import { clock, mark } from "../format.ts";
import { heardNow, lookOf, SIGNS } from "../pupil/words.ts";
import { AROUND, Signed, useSound } from "../pupil/word-view.tsx";
import { go } from "../router.tsx";
import { useOf } from "../store.ts";
import { talim } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { tell } from "../ui/notices.tsx";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import { standingMark, Turns, type Attempt, type Reviewed, type Word } from "./attempts.ts";
import { Given } from "./given.tsx";
import { insist } from "./insist.ts";
import { Jump } from "./jump.tsx";
import { actionOf, moved, placeOf, type Action } from "./keys.ts";
import { Verdict, type Decide } from "./verdict.tsx";

/** How often (ms) is asked whether the engine has marked a corrected free answer. */
const ASK_MS = 3_000;

type Fix = { class: "correct" | "wrong" | null } | { heard: string | null };

interface Props {
  one: Reviewed;
  first: Attempt;
  /** The newest attempt that the page knows of. */
  known: string;
  keys: boolean;
  /** Puts the one that came after it before her. */
  newer: () => void;
  done: () => void;
  skip: () => void;
}

/** What she has typed or said of her verdict stays when `first` is another attempt, or the same one marked. */
export function Heard({ one, first, known, keys, newer, done, skip }: Props) {
  const w = useWords().teacher.review;
  const [attempt, show] = useState(first);
  const [fixing, count] = useState(0);
  const turns = useRef(new Turns(first));
  const marks = useRef([first.score]);
  const put = (next: Attempt) => {
    marks.current.push(next.score);
    show(next);
  };
  const decide = useRef<Decide | null>(null);
  useEffect(() => {
    if (first.id === attempt.id && first.state === attempt.state) return;
    turns.current = new Turns(first);
    marks.current = [first.score];
    show(first);
  }, [first]);
  return (
    <>
      <Recording
        key={attempt.id}
        one={one}
        attempt={attempt}
        put={put}
        turns={turns}
        fixes={(more) => count((before) => before + more)}
        keys={keys}
        decide={decide}
      />
      <Verdict
        one={one}
        attempt={attempt.id}
        known={known}
        newer={newer}
        standing={standingMark(one.score, marks.current, attempt.score)}
        changing={fixing > 0}
        corrected={() => turns.current.settled()}
        handle={decide}
        skip={skip}
        done={(accepted, here) => {
          const name = one.student.full_name;
          if (accepted) tell(w.accepted(name), { word: w.lookAgain, work: () => go(`review/${one.id}`) });
          else tell(w.returned(name));
          if (here) done();
        }}
      />
    </>
  );
}

interface RecordingProps {
  one: Reviewed;
  attempt: Attempt;
  put: (attempt: Attempt) => void;
  turns: { current: Turns<Attempt> };
  /** One correction more is on its way, or one less. */
  fixes: (more: 1 | -1) => void;
  keys: boolean;
  decide: { current: Decide | null };
}

function Recording({ one, attempt, put, turns, fixes, keys, decide }: RecordingProps) {
  const words = useWords();
  const w = words.teacher.review;
  const [place, choose] = useState(-1);
  const [error, fail] = useState<unknown>();
  const text = useRef<HTMLParagraphElement>(null);
  /** Whether she still has it before her. */
  const seen = useRef(true);
  useEffect(() => () => void (seen.current = false), []);
  const show = (found: Attempt) => seen.current && put(found);
  const { sound, at, playing, play: hearFrom } = useSound(attempt);
  const now = useOf(at, (second) => heardNow(attempt.words, second));
  const free = one.assignment.kind === "speaking";
  const chosen = attempt.words[place];

  const fix = (word: Word, given: Fix) => {
    const index = free ? word.index : word.reference;
    if (index === null) return;
    fail(undefined);
    fixes(1);
    turns.current
      .take((present) =>
        insist(() =>
          talim.api.patch("/homework/attempts/{id}/words/", {
            path: { id: present.id },
            body: { words: [{ index, ...given }], revision: present.revision },
          }),
        ),
      )
      .then(show, (reason: unknown) => {
        if (!seen.current) return tell(w.notSaved(one.student.full_name, troubleOf(reason, words).text));
        fail(() => reason);
        if (reason instanceof ApiError && reason.status === 409) void again();
      })
      .finally(() => fixes(-1));
  };
  const again = () =>
    turns.current
      .take((present) =>
        talim.api.get("/homework/attempts/{id}/", { path: { id: present.id } }).catch(() => present),
      )
      .then(show);
  const hear = (word: Word | undefined) => {
    const { start, end } = word ?? {};
    if (typeof start !== "number" || typeof end !== "number") return;
    hearFrom(Math.max(0, start - AROUND), end + AROUND);
  };
  const play = () => {
    if (!attempt.audio || one.assignment.kind === "file") return;
    if (playing) sound?.stop();
    else hearFrom(chosen?.start ?? 0);
  };
  const move = (step: 1 | -1) => {
    const next = moved(place, step, attempt.words.length);
    choose(next);
    text.current?.querySelectorAll<HTMLElement>(".word")[next]?.focus();
  };
  const act: Record<Action, () => void> = {
    play,
    right: () => chosen && !free && fix(chosen, { class: "correct" }),
    wrong: () => chosen && fix(chosen, free ? { heard: "" } : { class: "wrong" }),
    undo: () => chosen && fix(chosen, free ? { heard: null } : { class: null }),
    back: () => move(-1),
    forward: () => move(1),
    hear: () => hear(chosen),
    accept: () => decide.current?.accept(),
    skip: () => decide.current?.skip(),
  };
  const present = useRef(act);
  present.current = act;
  useEffect(() => {
    if (!keys) return undefined;
    const pressed = (event: KeyboardEvent) => {
      const action = document.querySelector("dialog[open]")
        ? undefined
        : actionOf(event, placeOf(event.target as Element));
      if (!action) return;
      event.preventDefault();
      present.current[action]();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [keys]);
  const listening = attempt.teacher?.proposal?.state === "listening";
  useEffect(() => {
    if (!listening) return undefined;
    const timer = setInterval(() => void again(), ASK_MS);
    return () => clearInterval(timer);
  }, [listening]);

  return (
    <>
      {attempt.text && attempt.score === null ? <p>{attempt.text}</p> : null}
      <p class="mark" role="status">
        {attempt.score === null ? w.unmarked : <b>{words.result.score(mark(attempt.score))}</b>}
        {listening ? <span class="quiet"> {w.listening}</span> : null}
      </p>
      {one.assignment.question ? <p class="quiet">{one.assignment.question}</p> : null}
      <Words attempt={attempt} place={place} now={now} choose={choose} text={text} />
      {chosen ? (
        <Chosen word={chosen} free={free} hear={() => hear(chosen)} fix={(given) => fix(chosen, given)} />
      ) : null}
      <Given one={one} attempt={attempt} />
      {attempt.audio && one.assignment.kind !== "file" && one.assignment.kind !== "text" ? (
        <>
          {attempt.peaks ? (
            <Jump attempt={attempt} at={at} seconds={sound?.seconds || (attempt.duration ?? 0)} seek={hearFrom} />
          ) : null}
          <button type="button" onClick={play}>
            <Icon name={playing ? "stop" : "play"} />
            {playing ? words.result.stop : `${words.result.playAll} (${clock(attempt.duration ?? 0)})`}
          </button>
        </>
      ) : null}
      {error ? <Problem error={error} /> : null}
    </>
  );
}

interface WordsProps {
  attempt: Attempt;
  place: number;
  now: number;
  choose: (place: number) => void;
  text: RefObject<HTMLParagraphElement | null>;
}

function Words({ attempt, place, now, choose, text }: WordsProps) {
  if (!attempt.words.length)
    return attempt.transcript ? (
      <p class="reading" lang={attempt.language}>
        {attempt.transcript}
      </p>
    ) : null;
  return (
    <p class="reading words" lang={attempt.language} ref={text}>
      {attempt.words.map((word, index) => {
        const look = lookOf(word);
        return (
          <span key={word.index}>
            <button
              type="button"
              class={`word ${look}${index === now ? " now" : ""}${word.corrected ? " corrected" : ""}`}
              aria-pressed={index === place}
              onClick={() => choose(index)}
            >
              <Signed word={word} look={look} />
            </button>{" "}
          </span>
        );
      })}
    </p>
  );
}

function Chosen(props: { word: Word; free: boolean; hear: () => void; fix: (given: Fix) => void }) {
  const { word, free, hear, fix } = props;
  const words = useWords();
  const w = words.teacher.review;
  const correct = (event: SubmitEvent) => {
    event.preventDefault();
    const said = new FormData(event.currentTarget as HTMLFormElement).get("said");
    fix({ heard: String(said ?? "").trim() });
  };
  return (
    <div class="chosen">
      <p role="status">
        <b>{word.text}</b> {SIGNS[lookOf(word)]} {words.result.class[word.class] ?? word.class}
        {word.heard && word.heard !== word.text ? ` · ${words.result.heard(word.heard)}` : ""}
        {word.corrected ? ` · ${w.corrected}` : ""}
      </p>
      <div class="buttons">
        <button type="button" disabled={word.start === null} onClick={hear}>
          <Icon name="play" />
          {w.actions.hear}
        </button>
        {free || word.reference === null ? null : (
          <>
            <button type="button" onClick={() => fix({ class: "correct" })}>
              ✓ {w.actions.right}
            </button>
            <button type="button" onClick={() => fix({ class: "wrong" })}>
              ? {w.actions.wrong}
            </button>
          </>
        )}
        {word.corrected ? (
          <button type="button" onClick={() => fix(free ? { heard: null } : { class: null })}>
            {w.actions.undo}
          </button>
        ) : null}
      </div>
      {free ? (
        <form class="beside" key={word.index} onSubmit={correct}>
          <label for="said" class="unseen">
            {w.said}
          </label>
          <input id="said" name="said" defaultValue={word.text} maxLength={100} autocomplete="off" />
          <button type="submit">{w.save}</button>
        </form>
      ) : null}
    </div>
  );
}
