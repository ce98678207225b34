/** What became of a recording: its way through the house while it is listened to, then mark, words and advice. */

import { useEffect } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatScore } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad, usePoll } from "../ui/load.tsx";
import { useEvents } from "../ui/stream.ts";
import { useWords, type Words } from "../words/index.ts";
import { Advice } from "./advice.tsx";
import { CoinsEarned } from "./coins-earned.tsx";
import type { Homework } from "./homework.tsx";
import { WordView } from "./word-view.tsx";

export type Attempt = Answer<"/homework/attempts/{id}/", "get">;

/** How often (ms) the place in the queue is asked for; everything else is told live. */
const POLL_MS = 5_000;
const PROCESSING_STATES = ["received", "processing"];
const EVENTS = ["attempt.stage", "attempt.scored", "attempt.refused", "attempt.failed", "attempt.remarked"] as const;

export function Result({
  id,
  task,
  earner,
  ended,
}: {
  id: string;
  task: Homework["assignment"];
  /** Whose it is, where it is the newest: what it earned is shown. */
  earner: Person | undefined;
  ended: () => void;
}) {
  const attempt = useLoad(() => talim.api.get("/homework/attempts/{id}/", { path: { id } }), [id]);
  const state = attempt.value?.state ?? "received";
  const running = PROCESSING_STATES.includes(state);
  useEvents(talim.realtime.own, EVENTS, (event) => {
    if (!event || event.data.attempt === id) attempt.reload();
  });
  usePoll(attempt, running ? POLL_MS : undefined);
  useEffect(() => {
    if (attempt.value && !running) ended();
  }, [state]);
  return (
    <section aria-labelledby="result">
      <Loading of={attempt}>{(one) => <ResultView attempt={one} task={task} earner={earner} />}</Loading>
    </section>
  );
}

function ResultView({
  attempt: one,
  task,
  earner,
}: {
  attempt: Attempt;
  task: Homework["assignment"];
  earner: Person | undefined;
}) {
  const words = useWords();
  if (PROCESSING_STATES.includes(one.state)) return <ProcessingSteps attempt={one} words={words} />;
  if (one.state === "refused" || one.state === "failed") {
    return (
      <div class="notice" role="status" id="result">
        <Icon name="warning" />
        <div>
          <p>{one.text}</p>
          {one.counts ? null : <p class="quiet">{words.result.notCounted}</p>}
        </div>
      </div>
    );
  }
  const earned = earner ? <CoinsEarned homework={one.homework} since={one.created_at} me={earner} /> : null;
  if (one.state === "stored") {
    return (
      <>
        <p id="result">{words.result.stored}</p>
        {earned}
      </>
    );
  }
  return (
    <>
      <h2 id="result">{one.waits ? words.result.waits : words.result.words}</h2>
      <ScoreView attempt={one} words={words} />
      {earned}
      {one.words.length ? (
        <WordView attempt={one} language={task.language} />
      ) : one.transcript ? (
        <p class="reading" lang={one.language}>
          {one.transcript}
        </p>
      ) : null}
      <Advice title={words.result.advice} all={one.advice} />
      {one.meaning ? <p class="small quiet">{one.meaning}</p> : null}
    </>
  );
}

function ProcessingSteps({ attempt: one, words }: { attempt: Attempt; words: Words }) {
  const w = words.result;
  const place = one.stage === "queued" && one.place !== null ? w.queued(one.place) : "";
  const now = one.stage === "decoding" ? w.decoding : one.stage === "transcribing" ? w.transcribing : place;
  return (
    <div class="way" role="status" id="result">
      <p class="state">
        <Icon name="good" />
        {w.received}
      </p>
      {now ? (
        <p class="state">
          <Icon name="clock" />
          {now}
        </p>
      ) : null}
    </div>
  );
}

function ScoreView({ attempt: one, words }: { attempt: Attempt; words: Words }) {
  const w = words.result;
  if (one.stars !== null) return <p class="mark">{`${"★".repeat(one.stars)} ${w.stars(one.stars)}`}</p>;
  if (one.score === null) return one.text ? <p>{one.text}</p> : null;
  const parts = Object.entries(one.parts).filter((entry): entry is [string, number] => entry[1] !== null);
  return (
    <>
      <p class="mark">
        <b>{w.score(formatScore(one.score))}</b>
      </p>
      {one.text ? <p>{one.text}</p> : null}
      <table class="parts">
        <tbody>
          {parts.map(([part, value]) => (
            <tr key={part}>
              <th scope="row">{w.parts[part] ?? part}</th>
              <td>
                <meter min={0} max={100} value={value} aria-hidden="true" />
              </td>
              <td class="number">{formatScore(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
