/** A quiz before it is begun: what it is, by which rules, one button, and earlier tries. */

import { useEffect, useReducer, useState } from "preact/hooks";
import { ApiError } from "@talim/client";
import { getServerTime } from "../../clock.ts";
import { formatDayTime, formatScore } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { CachedNotice, useCachedLoad } from "../../pupil/cached-load.tsx";
import { retryAfterSignIn } from "../../retry-after-sign-in.ts";
import { Link, navigate } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Button } from "../../ui/button.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { Loading } from "../../ui/load.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useEvents } from "../../ui/stream.ts";
import { isViewing } from "../../viewing.ts";
import { useWords } from "../../words/index.ts";
import type { TakeWords } from "./words/en.ts";
import { takeWords } from "./words/index.ts";
import { beginAttempt, fetchQuiz, type Quiz, type Standing } from "./calls.ts";
import { formatTimeLeft } from "./deadline-clock.tsx";

/** A timer of the browser holds no longer (ms). */
const MAX_TIMER_MS = 2 ** 31 - 1;
const EVENTS = ["quiz.begun", "quiz.result"] as const;

export function QuizPage({ me, values: { id = "" } }: PageProps) {
  const texts = takeWords.use();
  const loaded = useCachedLoad(`quiz ${id}`, me, (options) => fetchQuiz(id, options), [id]);
  useEvents(talim.realtime.own, EVENTS, loaded.reload);
  return (
    <>
      <CachedNotice at={loaded.cachedAt} reload={loaded.reload} me={me} />
      <Loading of={loaded}>
        {({ quiz, standing }) => (
          <article class="quiz">
            <h1>{quiz.title}</h1>
            {quiz.instructions ? <p class="quiz-instructions">{quiz.instructions}</p> : null}
            <Facts quiz={quiz} standing={standing} me={me} />
            <Start quiz={quiz} standing={standing} me={me} />
            <Tries quiz={quiz} standing={standing} me={me} />
            <p>
              <Link to="quizzes">{texts.allQuizzes}</Link>
            </p>
          </article>
        )}
      </Loading>
    </>
  );
}

interface QuizProps {
  quiz: Quiz;
  standing: Standing;
  me: Person;
}

/** "15 minutes", also "1:30". */
export function formatLimit(seconds: number, texts: TakeWords): string {
  return seconds % 60 ? formatTimeLeft(seconds) : texts.minutes(seconds / 60);
}

function Facts({ quiz, standing, me }: QuizProps) {
  const words = useWords();
  const texts = takeWords.use();
  const facts: [IconName, string][] = [];
  if (standing.time_limit !== null) facts.push(["clock", texts.timeLimit(formatLimit(standing.time_limit, texts))]);
  if (standing.attempts_left) facts.push(["play", texts.triesLeft(standing.attempts_left)]);
  if (quiz.pass_percent !== null) facts.push(["good", texts.toPass(quiz.pass_percent)]);
  if (standing.closes_at !== null)
    facts.push(["calendar", texts.closes(formatDayTime(standing.closes_at, me.zone, words))]);
  return (
    <ul class="quiz-facts">
      {facts.map(([icon, text]) => (
        <li key={text} class="state">
          <Icon name={icon} /> {text}
        </li>
      ))}
    </ul>
  );
}

/** The one thing to do: begin or go on; else why not. */
function Start({ quiz, standing, me }: QuizProps) {
  const words = useWords();
  const texts = takeWords.use();
  useRedrawAt(quiz.opens_at, standing.closes_at);
  const now = getServerTime();
  if (standing.open_attempt) {
    return (
      <p>
        <Link to={`quiz/${quiz.id}/try/${standing.open_attempt}`} class="button main">
          {texts.goOn}
        </Link>
      </p>
    );
  }
  if (isViewing || !quiz.is_published) return null;
  if (quiz.opens_at !== null && Date.parse(quiz.opens_at) > now)
    return <p class="empty">{texts.opens(formatDayTime(quiz.opens_at, me.zone, words))}</p>;
  if (standing.closes_at !== null && Date.parse(standing.closes_at) <= now) return <p class="empty">{texts.closed}</p>;
  if (standing.attempts_left === 0) return <p class="empty">{texts.errors["no_attempts_left"]}</p>;
  return <BeginForm quiz={quiz} isAgain={standing.attempts_used > 0} isTimed={standing.time_limit !== null} />;
}

/** Draw again when one of these moments comes, by the server's clock. */
function useRedrawAt(...moments: (string | null)[]): void {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    const waits = moments
      .map((moment) => (moment === null ? 0 : Date.parse(moment) - getServerTime()))
      .filter((wait) => wait > 0 && wait < MAX_TIMER_MS);
    const timers = waits.map((wait) => setTimeout(() => redraw(undefined), wait + 50));
    return () => timers.forEach(clearTimeout);
  }, moments);
}

function BeginForm({ quiz, isAgain, isTimed }: { quiz: Quiz; isAgain: boolean; isTimed: boolean }) {
  const texts = takeWords.use();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const begin = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const password = String(new FormData(event.currentTarget as HTMLFormElement).get("password") ?? "");
    setBusy(true);
    setError(undefined);
    try {
      const attempt = await retryAfterSignIn(() => beginAttempt(quiz.id, password));
      navigate(`quiz/${quiz.id}/try/${attempt.id}`);
    } catch (reason) {
      setError(() => reason);
      setBusy(false);
    }
  };
  const wrong = error instanceof ApiError ? error.fields["password"]?.join(" ") : undefined;
  return (
    <form onSubmit={(event) => void begin(event)}>
      {isTimed ? <p>{texts.clockRuns}</p> : null}
      {quiz.has_password ? (
        <div class="field">
          <label for="quiz-password">{texts.password}</label>
          <input
            id="quiz-password"
            name="password"
            type="text"
            autoComplete="off"
            autoCapitalize="off"
            maxLength={100}
            required
            aria-invalid={Boolean(wrong)}
            aria-describedby="quiz-password-wrong"
          />
          <p id="quiz-password-wrong" class="wrong" role="alert">
            {wrong}
          </p>
        </div>
      ) : null}
      {error && !wrong ? <Problem error={error} here={texts.errors} /> : null}
      <Button type="submit" class="main" off={busy}>
        {isAgain ? texts.beginAgain : texts.begin}
      </Button>
    </form>
  );
}

function Tries({ quiz, standing, me }: QuizProps) {
  const words = useWords();
  const texts = takeWords.use();
  const closed = standing.attempts.filter(({ state }) => state !== "open");
  if (!closed.length) return null;
  return (
    <section aria-labelledby="tries">
      <h2 id="tries">{texts.tries}</h2>
      <ul class="rows">
        {closed.map((attempt) => (
          <li key={attempt.id}>
            <span>
              <Link to={`quiz/${quiz.id}/try/${attempt.id}`}>
                {texts.tryOf(attempt.number, formatDayTime(attempt.handed_in_at ?? attempt.started_at, me.zone, words))}
              </Link>
              <span class="quiet small">{attempt.state === "waiting" ? texts.teacherLooksStill : ""}</span>
            </span>
            <ResultSign percent={attempt.percent} passed={attempt.passed} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A result in a list: the percent, and whether that is enough. */
export function ResultSign({ percent, passed }: { percent: number | null; passed: boolean | null }) {
  const texts = takeWords.use();
  if (percent === null) return null;
  return (
    <span class={passed ? "state quiz-verdict good" : "state"}>
      {passed ? <Icon name="good" /> : null}
      <b class="number">{texts.percent(formatScore(percent))}</b>
      {passed === null ? null : <span>{passed ? texts.isPassed : texts.isNotPassed}</span>}
    </span>
  );
}
