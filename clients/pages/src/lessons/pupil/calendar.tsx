/** A person's lessons of the coming weeks, and the link for a calendar program. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { formatDayTime } from "../../format.ts";
import { CalendarLink } from "../timetable/calendar-link.tsx";
import type { PageProps } from "../../person-pages.ts";
import { talim } from "../../talim.ts";
import { useToday } from "../../ui/day.ts";
import { Empty } from "../../ui/empty.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useEvents } from "../../ui/stream.ts";
import { useWords } from "../../words/index.ts";
import { ownWords } from "../../pupil/own/words/index.ts";
import { LessonRow } from "./lesson.tsx";

const DAY_MS = 86_400_000;
/** So many days are shown at first, and so many more with each press. */
const DAYS = 28;
const MOST_DAYS = 6 * DAYS;
const EVENTS = ["notification.created"] as const;

interface CalendarProps extends Pick<PageProps, "me"> {
  /** Instead of the own lessons, all of the groups that one leads or assists. */
  ofGroups?: boolean;
  /** What stands above the list. */
  children?: ComponentChildren;
}

export function Calendar({ me, ofGroups = false, children }: CalendarProps) {
  const words = useWords();
  const texts = ownWords.use();
  const [days, setDays] = useState(DAYS);
  const lessons = useLoad(() => fetchLessons(days, ofGroups), [days, ofGroups]);
  useEvents(talim.realtime.own, EVENTS, lessons.reload);
  useToday(me.zone, lessons.reload);
  return (
    <>
      <h1>{words.learning.pages.calendar}</h1>
      {children}
      <Loading of={lessons}>
        {(all) =>
          all.length ? (
            <ul class="rows">
              {all.map((lesson) => (
                <LessonRow key={lesson.id} lesson={lesson} me={me} dated>
                  {lesson.moved_from ? (
                    <span class="quiet small">{texts.insteadOf(formatDayTime(lesson.moved_from, me.zone, words))}</span>
                  ) : null}
                </LessonRow>
              ))}
            </ul>
          ) : (
            <Empty drawing="calendar" text={texts.noLessons} />
          )
        }
      </Loading>
      {days < MOST_DAYS ? (
        <button type="button" onClick={() => setDays(days + DAYS)}>
          {texts.laterLessons}
        </button>
      ) : null}
      <details>
        <summary>{texts.inCalendar}</summary>
        <CalendarLink />
      </details>
    </>
  );
}

/** Lessons from today on. */
async function fetchLessons(days: number, ofGroups: boolean) {
  const from = Date.now() - DAY_MS / 4;
  const query = {
    ...(ofGroups ? { teaching: "groups" as const } : { mine: true }),
    ordering: "starts_at",
    page_size: 100,
    from: new Date(from).toISOString(),
    to: new Date(from + days * DAY_MS).toISOString(),
  };
  const { results } = await talim.api.get("/lessons/", { query });
  return results.filter(({ ends_at: end }) => Date.parse(end) > Date.now());
}
