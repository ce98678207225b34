/** The result of an attempt: its progress while it is scored, then score, words and advice. */

import { useEffect } from "preact/hooks";
import { formatScore } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad, usePoll } from "../../ui/load.tsx";
import { useEvents } from "../../ui/stream.ts";
import { useWords, type Words } from "../../words/index.ts";
import { Advice } from "./advice.tsx";
import { Celebration } from "./celebration.tsx";
import { CoinsEarned } from "./coins-earned.tsx";
import type { Attempt, Homework } from "./homework-answers.ts";
import { SubmittedWork } from "./submitted-work.tsx";
import { WordView } from "./word-view.tsx";

/** How often (ms) the place in the queue is loaded. Everything else comes as an event. */
const POLL_MS = 5_000;
const PROCESSING_STATES = ["received", "processing"];
const EVENTS = [
  "attempt.stage",
  "attempt.scored",
  "attempt.refused",
  "attempt.failed",
  "attempt.remarked",
  "homework.reviewed",
] as const;

export function Result({
  id,
  assignment,
  earner,
  of: homework,
  mostCoins = 0,
  celebrates = false,
  teacherScore = null,
  onEnded,
}: {
  id: string;
  assignment: Homework["assignment"];
  /** The pupil, if this is the newest attempt: the coins that it earned are shown. */
  earner: Person | undefined;
  /** The homework, if this is the newest attempt. */
  of: Homework | undefined;
  /** The coins that the homework earns at most while it is open; 0 when it is not. */
  mostCoins?: number;
  /** Its mark has just arrived. */
  celebrates?: boolean;
  /** The score that the teacher gave in place of the attempt's. */
  teacherScore?: number | null;
  onEnded: () => void;
}) {
  const attempt = useLoad(() => talim.api.get("/homework/attempts/{id}/", { path: { id } }), [id]);
  const state = attempt.value?.state ?? "received";
  const isProcessing = PROCESSING_STATES.includes(state);
  useEvents(talim.realtime.own, EVENTS, (event) => {
    const isConcerned =
      !event || ("attempt" in event.data ? event.data.attempt === id : event.data.homework === attempt.value?.homework);
    if (isConcerned) attempt.reload();
  });
  usePoll(attempt, isProcessing ? POLL_MS : undefined);
  useEffect(() => {
    if (attempt.value && !isProcessing) onEnded();
  }, [state]);
  return (
    <section aria-labelledby="result">
      <Loading of={attempt}>
        {(loadedAttempt) => (
          <>
            {celebrates && loadedAttempt.state === "scored" && !loadedAttempt.waits ? (
              <Celebration attempt={loadedAttempt} />
            ) : null}
            <ResultView
              attempt={loadedAttempt}
              assignment={assignment}
              earner={earner}
              homework={homework}
              mostCoins={mostCoins}
              teacherScore={teacherScore}
            />
          </>
        )}
      </Loading>
    </section>
  );
}

function ResultView({
  attempt,
  assignment,
  earner,
  homework,
  mostCoins,
  teacherScore,
}: {
  attempt: Attempt;
  assignment: Homework["assignment"];
  earner: Person | undefined;
  homework: Homework | undefined;
  mostCoins: number;
  teacherScore: number | null;
}) {
  const words = useWords();
  if (PROCESSING_STATES.includes(attempt.state)) return <ProcessingSteps attempt={attempt} words={words} />;
  if (attempt.state === "refused" || attempt.state === "failed") {
    return (
      <div class="notice" role="status" id="result">
        <Icon name="warning" />
        <div>
          <p>{attempt.text}</p>
          {attempt.counts ? null : <p class="quiet">{words.result.notCounted}</p>}
        </div>
      </div>
    );
  }
  const earned = earner ? (
    <CoinsEarned homework={attempt.homework} since={attempt.created_at} most={mostCoins} me={earner} />
  ) : null;
  if (attempt.state === "stored") {
    return (
      <>
        {homework?.state === "returned" ? null : (
          <p id="result" class="state">
            <Icon name="good" />
            {attempt.waits ? words.result.stored : attempt.text}
          </p>
        )}
        <SubmittedWork attempt={attempt} />
        {earned}
      </>
    );
  }
  return (
    <>
      <h2 id="result">
        {attempt.waits
          ? words.result.waits
          : homework
            ? words.home.state[homework.state]
            : words.result.tryOf(attempt.number)}
      </h2>
      <ScoreView attempt={attempt} words={words} teacherScore={teacherScore} counted={homework?.score ?? null} />
      {earned}
      {attempt.words.length || attempt.transcript ? <h2>{words.result.words}</h2> : null}
      {attempt.words.length ? (
        <WordView attempt={attempt} language={assignment.language} />
      ) : attempt.transcript ? (
        <p class="reading" lang={attempt.language}>
          {attempt.transcript}
        </p>
      ) : null}
      <ScoreParts attempt={attempt} words={words} />
      <Advice title={words.result.advice} all={attempt.advice} />
      {attempt.meaning && homework?.state !== "reviewed" ? <p class="small quiet">{attempt.meaning}</p> : null}
    </>
  );
}

function ProcessingSteps({ attempt, words }: { attempt: Attempt; words: Words }) {
  const texts = words.result;
  const queuePosition = attempt.stage === "queued" && attempt.place !== null ? texts.queued(attempt.place) : "";
  const step =
    attempt.stage === "decoding"
      ? texts.decoding
      : attempt.stage === "transcribing"
        ? texts.transcribing
        : queuePosition;
  return (
    <div class="way" role="status" id="result">
      <p class="state">
        <Icon name="good" />
        {texts.received}
      </p>
      {step ? (
        <p class="state">
          <Icon name="clock" />
          {step}
        </p>
      ) : null}
    </div>
  );
}

function ScoreView({
  attempt,
  words,
  teacherScore,
  counted,
}: {
  attempt: Attempt;
  words: Words;
  teacherScore: number | null;
  /** The score of the homework: that of an earlier attempt may count. */
  counted: number | null;
}) {
  const texts = words.result;
  if (attempt.stars !== null)
    return <p class="mark">{`${"★".repeat(attempt.stars)} ${words.home.stars(attempt.stars)}`}</p>;
  if (attempt.score === null) return attempt.text ? <p>{attempt.text}</p> : null;
  const isChanged = teacherScore !== null && formatScore(teacherScore) !== formatScore(attempt.score);
  const shown = isChanged ? teacherScore : attempt.score;
  return (
    <>
      <p class="mark">
        <b>{texts.score(formatScore(shown))}</b>
      </p>
      {counted !== null && formatScore(counted) !== formatScore(shown) ? (
        <p>{words.learning.counted(texts.score(formatScore(counted)))}</p>
      ) : null}
      {isChanged ? <p>{words.learning.teacherDecided(formatScore(attempt.score))}</p> : null}
      {attempt.text && attempt.verdict !== "OK" ? <p>{attempt.text}</p> : null}
    </>
  );
}

/** What the score is made of. Of a free answer only what its sentence of meaning speaks of. */
function ScoreParts({ attempt, words }: { attempt: Attempt; words: Words }) {
  const texts = words.result;
  if (attempt.stars !== null || attempt.score === null) return null;
  const isFreeAnswer = attempt.parts.relevance !== null;
  const parts = Object.entries(attempt.parts).filter(
    (entry): entry is [string, number] => entry[1] !== null && !(isFreeAnswer && entry[0] === "clarity"),
  );
  if (!parts.length) return null;
  return (
    <>
      <h2>{texts.partsTitle}</h2>
      <table class="parts">
        <tbody>
          {parts.map(([part, value]) => (
            <tr key={part}>
              <th scope="row">{texts.parts[part] ?? part}</th>
              <td>
                <meter min={0} max={100} value={value} aria-hidden="true" />
              </td>
              <td class="number">{formatScore(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {isFreeAnswer ? <p class="small quiet">{texts.relevanceHelp}</p> : null}
    </>
  );
}
