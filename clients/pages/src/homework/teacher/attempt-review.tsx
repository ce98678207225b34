/** One submission before its teacher: hear it, put words right and see the mark follow, then accept or return it. */

import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "@talim/client";
import { describeError } from "../../errors.ts";
import { formatSeconds, formatScore } from "../../format.ts";
import { findPlayingWord, getShownClass, getWordLook, SIGNS } from "../pupil/word-looks.ts";
import { MARGIN_SECONDS, WordWithSign, useAttemptSound } from "../pupil/word-view.tsx";
import { navigate } from "../../router.tsx";
import { useSelector } from "../../store.ts";
import { talim, type Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { getAcceptedScore, SerialQueue, type Attempt, type ReviewedHomework, type Word } from "./attempts.ts";
import { WrittenSubmission } from "./written-submission.tsx";
import { retryAfterSignIn } from "../../retry-after-sign-in.ts";
import { SeekBar } from "./seek-bar.tsx";
import { canBeHeard } from "./submission-kinds.ts";
import { WaitReasons } from "./wait-reasons.tsx";
import { getAction, moveIndex, getFocusPlace, type Action } from "./keys.ts";
import { ReviewForm, type ReviewHandle } from "./review-form.tsx";

/** How often (ms) is asked whether the engine has marked a corrected free answer. */
const POLL_MS = 3_000;

type Correction = { class: "correct" | "wrong" | null } | { heard: string | null };

interface Props {
  me: Person;
  homework: ReviewedHomework;
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
export function AttemptReview({ me, homework, first, known, keys, newer, done, skip }: Props) {
  const w = useWords().teacher.review;
  const [attempt, setAttempt] = useState(first);
  const [fixing, setFixing] = useState(0);
  const turns = useRef(new SerialQueue(first));
  const marks = useRef([first.score]);
  const put = (next: Attempt) => {
    marks.current.push(next.score);
    setAttempt(next);
  };
  const decide = useRef<ReviewHandle | null>(null);
  useEffect(() => {
    if (first.id === attempt.id && first.state === attempt.state) return;
    turns.current = new SerialQueue(first);
    marks.current = [first.score];
    setAttempt(first);
  }, [first]);
  return (
    <div class="sides review-sides">
      <RecordingReview
        key={attempt.id}
        me={me}
        homework={homework}
        attempt={attempt}
        put={put}
        turns={turns}
        fixes={(more) => setFixing((before) => before + more)}
        keys={keys}
        decide={decide}
      />
      <ReviewForm
        homework={homework}
        attempt={attempt.id}
        known={known}
        newer={newer}
        standing={getAcceptedScore(homework.score, marks.current, attempt.score)}
        changing={fixing > 0}
        corrected={() => turns.current.waitForAll()}
        handle={decide}
        skip={skip}
        done={(accepted, here) => {
          const name = homework.student.full_name;
          if (accepted)
            showNotice(w.accepted(name), { label: w.lookAgain, run: () => navigate(`review/${homework.id}`) });
          else showNotice(w.returned(name));
          if (here) done();
        }}
      />
    </div>
  );
}

interface RecordingReviewProps {
  me: Person;
  homework: ReviewedHomework;
  attempt: Attempt;
  put: (attempt: Attempt) => void;
  turns: { current: SerialQueue<Attempt> };
  /** One correction more is on its way, or one less. */
  fixes: (more: 1 | -1) => void;
  keys: boolean;
  decide: { current: ReviewHandle | null };
}

function RecordingReview({ me, homework, attempt, put, turns, fixes, keys, decide }: RecordingReviewProps) {
  const words = useWords();
  const w = words.teacher.review;
  const [place, setPlace] = useState(-1);
  const [error, setError] = useState<unknown>();
  const text = useRef<HTMLParagraphElement>(null);
  /** Whether she still has it before her. */
  const seen = useRef(true);
  useEffect(() => () => void (seen.current = false), []);
  const show = (attempt: Attempt) => seen.current && put(attempt);
  const { sound, at, playing, play: hearFrom } = useAttemptSound(attempt);
  const now = useSelector(at, (second) => findPlayingWord(attempt.words, second));
  const free = homework.assignment.kind === "speaking";
  const chosen = attempt.words[place];

  const fix = (word: Word, given: Correction) => {
    const index = free ? word.index : word.reference;
    if (index === null) return;
    setError(undefined);
    fixes(1);
    turns.current
      .add((present) =>
        retryAfterSignIn(() =>
          talim.api.patch("/homework/attempts/{id}/words/", {
            path: { id: present.id },
            body: { words: [{ index, ...given }], revision: present.revision },
          }),
        ),
      )
      .then(show, (reason: unknown) => {
        if (!seen.current) return showNotice(w.notSaved(homework.student.full_name, describeError(reason, words).text));
        setError(() => reason);
        if (reason instanceof ApiError && reason.status === 409) void again();
      })
      .finally(() => fixes(-1));
  };
  const again = () =>
    turns.current
      .add((present) => talim.api.get("/homework/attempts/{id}/", { path: { id: present.id } }).catch(() => present))
      .then(show);
  const hear = (word: Word | undefined) => {
    const { start, end } = word ?? {};
    if (typeof start !== "number" || typeof end !== "number") return;
    hearFrom(Math.max(0, start - MARGIN_SECONDS), end + MARGIN_SECONDS);
  };
  const play = () => {
    if (!attempt.audio || !canBeHeard(homework.assignment.kind)) return;
    if (playing) sound?.stop();
    else hearFrom(chosen?.start ?? 0);
  };
  const move = (step: 1 | -1) => {
    const next = moveIndex(place, step, attempt.words.length);
    setPlace(next);
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
        : getAction(event, getFocusPlace(event.target as Element));
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
    const timer = setInterval(() => void again(), POLL_MS);
    return () => clearInterval(timer);
  }, [listening]);

  return (
    <div>
      <WaitReasons attempt={attempt} kind={homework.assignment.kind} me={me} />
      <p class="mark" role="status">
        {attempt.score === null ? w.unmarked : <b>{words.result.score(formatScore(attempt.score))}</b>}
        {listening ? <span class="quiet"> {w.listening}</span> : null}
      </p>
      {homework.assignment.question ? <p class="quiet">{homework.assignment.question}</p> : null}
      <WordList attempt={attempt} place={place} now={now} choose={setPlace} text={text} />
      {chosen ? (
        <ChosenWord word={chosen} free={free} hear={() => hear(chosen)} fix={(given) => fix(chosen, given)} />
      ) : null}
      <WrittenSubmission homework={homework} attempt={attempt} />
      {attempt.audio && canBeHeard(homework.assignment.kind) ? (
        <>
          {attempt.peaks ? (
            <SeekBar attempt={attempt} at={at} seconds={sound?.seconds || (attempt.duration ?? 0)} seek={hearFrom} />
          ) : null}
          <button type="button" onClick={play}>
            <Icon name={playing ? "stop" : "play"} />
            {playing ? words.result.stop : `${words.result.playAll} (${formatSeconds(attempt.duration ?? 0)})`}
          </button>
        </>
      ) : null}
      {error ? <Problem error={error} /> : null}
    </div>
  );
}

interface WordListProps {
  attempt: Attempt;
  place: number;
  now: number;
  choose: (place: number) => void;
  text: RefObject<HTMLParagraphElement | null>;
}

function WordList({ attempt, place, now, choose, text }: WordListProps) {
  if (!attempt.words.length)
    return attempt.transcript ? (
      <p class="reading" lang={attempt.language}>
        {attempt.transcript}
      </p>
    ) : null;
  return (
    <p class="reading words" lang={attempt.language} ref={text}>
      {attempt.words.map((word, index) => {
        const look = getWordLook(word);
        return (
          <span key={word.index}>
            <button
              type="button"
              class={`word ${look}${index === now ? " now" : ""}${word.corrected ? " corrected" : ""}`}
              aria-pressed={index === place}
              onClick={() => choose(index)}
            >
              <WordWithSign word={word} />
            </button>{" "}
          </span>
        );
      })}
    </p>
  );
}

function ChosenWord(props: { word: Word; free: boolean; hear: () => void; fix: (given: Correction) => void }) {
  const { word, free, hear, fix } = props;
  const words = useWords();
  const w = words.teacher.review;
  const correct = (event: SubmitEvent) => {
    event.preventDefault();
    const heard = new FormData(event.currentTarget as HTMLFormElement).get("said");
    fix({ heard: String(heard ?? "").trim() });
  };
  return (
    <div class="chosen">
      <p role="status">
        <b>{word.text}</b> {SIGNS[getWordLook(word)]} {words.result.class[getShownClass(word)] ?? word.class}
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
