/** One go at a quiz: the questions while it is open, then what came of it. */

import { useRef, useState } from "preact/hooks";
import type { PageProps } from "../../person-pages.ts";
import { CachedNotice, useCachedLoad } from "../../pupil/cached-load.tsx";
import { talim, type Person } from "../../talim.ts";
import { Loading, usePoll, Waiting } from "../../ui/load.tsx";
import { useEvents } from "../../ui/stream.ts";
import { fetchAttempt, getCopyName, saveCopy, type Attempt, type Question } from "./calls.ts";
import { Result } from "./result.tsx";
import { isBeingHeard } from "./spoken-words.tsx";
import { Taking } from "./taking.tsx";
import { useAnswers } from "./use-answers.ts";
import { getSecondsLeft } from "./deadline-clock.tsx";

const EVENTS = ["quiz.result", "quiz.answer_saved"] as const;
/** How long (ms) after the news of an own answer its request is surely answered. */
const OWN_ANSWER_MS = 1_500;
/** How often (ms) is asked while the server closes and scores. */
const CLOSING_MS = 3_000;
/** How often (ms) is asked while the speech engine hears a recording, where no event says so. */
const HEARING_MS = 15_000;
/** So long (ms) after a deadline the server may still take answers. */
const GRACE_MS = 20_000;

export function AttemptPage({ me, values: { attempt: id = "" } }: PageProps) {
  const loaded = useCachedLoad(getCopyName(id), me, (options) => fetchAttempt(id, options), [id]);
  const shown = useRef(loaded.value);
  shown.current = loaded.value;
  const [ended, setEnded] = useState(false);
  // A clock that was put right may have ended it too early.
  const isOver = ended && !hasTime(loaded.value);
  const isClosing = isSettling(loaded.value, isOver);
  const isHearing = loaded.value?.state !== "open" && Boolean(loaded.value?.questions.some(isBeingHeard));
  usePoll(loaded, isClosing ? CLOSING_MS : isHearing ? HEARING_MS : undefined);
  useEvents(talim.realtime.own, EVENTS, (event) => {
    if (!event || event.type === "quiz.result") return loaded.reload();
    const { attempt, place, saves } = event.data as { attempt: string; place: number; saves: number };
    // Of an own answer the news is often here before the answer to its request.
    setTimeout(() => {
      const question = shown.current?.questions.find((one) => one.place === place);
      if (attempt === id && question && question.saves < saves) loaded.reload();
    }, OWN_ANSWER_MS);
  });
  const replace = (attempt: Attempt) => {
    shown.current = attempt;
    loaded.replace(attempt);
    saveCopy(me, attempt);
  };
  const update = (place: number, fields: Partial<Question>) => {
    if (!shown.current) return;
    const questions = shown.current.questions.map((question) =>
      question.place === place ? { ...question, ...fields } : question,
    );
    replace({ ...shown.current, questions });
  };
  return (
    <Loading of={loaded}>
      {(attempt) => (
        <>
          {attempt.state === "open" ? null : <CachedNotice at={loaded.cachedAt} reload={loaded.reload} me={me} />}
          <AttemptBody
            key={attempt.id}
            attempt={attempt}
            me={me}
            isOver={isOver}
            isClosing={isClosing}
            end={() => setEnded(true)}
            replace={replace}
            update={update}
            renew={loaded.reload}
          />
        </>
      )}
    </Loading>
  );
}

function hasTime(attempt: Attempt | undefined): boolean {
  return attempt?.state === "open" && (getSecondsLeft(attempt) ?? 1) > 0;
}

/** Until its grace is over the server shows nothing of an attempt that the deadline closed. */
function isSettling(attempt: Attempt | undefined, isOver: boolean): boolean {
  if (!attempt || attempt.state === "open") return Boolean(attempt) && isOver;
  if (attempt.state === "handed_in") return true;
  const { deadline, clock_ahead: ahead, handed_in_by: by, percent } = attempt;
  return (
    by === "deadline" && percent === null && deadline !== null && Date.now() < Date.parse(deadline) + ahead + GRACE_MS
  );
}

interface AttemptBodyProps {
  attempt: Attempt;
  me: Person;
  /** Its time is up. */
  isOver: boolean;
  /** The server has not settled yet what came of it. */
  isClosing: boolean;
  end: () => void;
  replace: (attempt: Attempt) => void;
  update: (place: number, fields: Partial<Question>) => void;
  renew: () => void;
}

function AttemptBody({ attempt, me, isOver, isClosing, end, replace, update, renew }: AttemptBodyProps) {
  const answers = useAnswers(attempt, me, update, renew);
  if (!answers.isReady) return <Waiting />;
  if (attempt.state !== "open")
    return <Result attempt={attempt} answers={answers} isClosing={isClosing} renew={renew} />;
  return (
    <Taking
      attempt={attempt}
      me={me}
      answers={answers}
      isOver={isOver}
      end={end}
      replace={replace}
      update={update}
      renew={renew}
    />
  );
}
