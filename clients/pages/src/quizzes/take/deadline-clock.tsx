/** What is left of the time, by the server's clock. It says aloud when a minute is left. */

import { useEffect, useRef, useState } from "preact/hooks";
import { formatDayTime, formatSeconds } from "../../format.ts";
import type { Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { takeWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";
import type { Attempt } from "./calls.ts";

const SECOND_MS = 1_000;
const WARNING_SECONDS = 60;
/** What is further away (seconds) is a moment, not a time that runs. */
const FAR_SECONDS = 3 * 3_600;

type Timed = Pick<Attempt, "deadline" | "clock_ahead">;

/** Seconds until the end, by the server's clock; undefined where there is none. */
export function getSecondsLeft({ deadline, clock_ahead: ahead }: Timed, now = Date.now()): number | undefined {
  return deadline === null ? undefined : Math.max(0, (Date.parse(deadline) + ahead - now) / SECOND_MS);
}

/** "12:05", with hours "1:12:05". */
export function formatTimeLeft(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 3_600) return formatSeconds(whole);
  return `${Math.floor(whole / 3_600)}:${formatSeconds(whole % 3_600).padStart(5, "0")}`;
}

export function DeadlineClock({ attempt, me, end }: { attempt: Timed; me: Person; end: () => void }) {
  const words = useWords();
  const texts = takeWords.use();
  const [left, setLeft] = useState(() => getSecondsLeft(attempt));
  const present = useRef(end);
  present.current = end;
  useEffect(() => {
    const look = () => {
      const now = getSecondsLeft(attempt);
      setLeft(now);
      if (now === 0) present.current();
    };
    look();
    const timer = setInterval(look, SECOND_MS);
    return () => clearInterval(timer);
  }, [attempt.deadline, attempt.clock_ahead]);
  if (left === undefined || attempt.deadline === null) return <span />;
  const isNear = left <= WARNING_SECONDS;
  return (
    <>
      <span class={isNear ? "state warn quiz-clock" : "state quiz-clock"} role="timer" aria-live="off">
        <Icon name="clock" />
        {left > FAR_SECONDS
          ? texts.until(formatDayTime(attempt.deadline, me.zone, words))
          : texts.left(formatTimeLeft(left))}
      </span>
      <span class="unseen" aria-live="assertive">
        {left === 0 ? texts.timeUp : isNear ? texts.minuteLeft : ""}
      </span>
    </>
  );
}
