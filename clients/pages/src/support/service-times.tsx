/** Until when a ticket has to be answered and resolved, with what is left of it. */

import { useEffect, useState } from "preact/hooks";
import { formatDayTime } from "../format.ts";
import { getServerTime } from "../clock.ts";
import type { Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { useWords } from "../words/index.ts";
import type { TicketWords } from "./words/en.ts";
import { ticketWords } from "./words/index.ts";
import type { Ticket } from "./data.ts";

/** How often (ms) what is left is counted anew. */
const COUNT_MS = 30_000;
const [MINUTE, HOUR_MINUTES, DAY_MINUTES] = [60_000, 60, 1440];

/** The server's time, and a new drawing now and then. */
export function useNow(): number {
  const [now, setNow] = useState(getServerTime);
  useEffect(() => {
    const timer = setInterval(() => setNow(getServerTime()), COUNT_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** "2 h 10 min" of milliseconds. */
export function formatLength(length: number, texts: TicketWords): string {
  const minutes = Math.floor(Math.abs(length) / MINUTE);
  return texts.times.length(
    Math.floor(minutes / DAY_MINUTES),
    Math.floor((minutes % DAY_MINUTES) / HOUR_MINUTES),
    minutes % HOUR_MINUTES,
  );
}

export function ServiceTimes({ ticket, me }: { ticket: Ticket; me: Person }) {
  const texts = ticketWords.use().times;
  return (
    <section aria-labelledby="times">
      <h2 id="times">{texts.title}</h2>
      <ul class="rows">
        <Time
          word={texts.firstAnswer}
          due={ticket.first_answer_due_at}
          done={ticket.first_answered_at}
          ticket={ticket}
          me={me}
        />
        <Time word={texts.resolution} due={ticket.resolution_due_at} done={ticket.ended_at} ticket={ticket} me={me} />
      </ul>
    </section>
  );
}

function Time({
  word,
  due,
  done,
  ticket,
  me,
}: {
  word: string;
  due: string | null;
  done: string | null;
  ticket: Ticket;
  me: Person;
}) {
  const words = useWords();
  const texts = ticketWords.use();
  const now = useNow();
  const name = (at: string) => formatDayTime(at, me.zone, words);
  const left = due === null ? 0 : Date.parse(due) - now;
  const isLateNow = done === null && due !== null && left <= 0;
  const text =
    done !== null
      ? due !== null && done > due
        ? texts.times.doneLate(name(done))
        : texts.times.done(name(done))
      : due !== null
        ? left > 0
          ? texts.times.until(name(due), formatLength(left, texts))
          : texts.times.over(name(due), formatLength(left, texts))
        : ticket.state === "open" || ticket.state === "in_progress"
          ? texts.times.none
          : texts.times.stands;
  return (
    <li>
      <b>{word}</b>
      <span class={isLateNow ? "state late" : undefined}>
        {isLateNow ? <Icon name="late" /> : null} {text}
      </span>
    </li>
  );
}
