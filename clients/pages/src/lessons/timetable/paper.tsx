/**
 * The timetable on paper, in place of the grid: a line for each room, teacher or group, a column for each day. Lessons
 * stand one after the other, so those at night and at the same time are whole.
 */

import { addDays, toIsoDay } from "../../format.ts";
import { getColourClass } from "../../ui/avatar.tsx";
import { useWords } from "../../words/index.ts";
import { timetableWords } from "./words/index.ts";
import { formatFullDay, toTime } from "./moments.ts";
import { getResourceOf, type By, type Resource } from "./resources.ts";
import type { Lesson } from "./school.ts";

const WEEK = [0, 1, 2, 3, 4, 5, 6];

interface PaperProps {
  view: "day" | "week";
  by: By;
  /** The first day. */
  day: string;
  resources: Resource[];
  lessons: Lesson[];
}

export function PaperTimetable({ view, by, day, resources, lessons }: PaperProps) {
  const words = useWords();
  const texts = timetableWords.use();
  const days = view === "week" ? WEEK.map((step) => addDays(day, step)) : [day];
  const sorted = [...lessons].sort((one, other) => one.starts_at.localeCompare(other.starts_at));
  return (
    <table class={`paper-timetable is-${view}`}>
      <thead>
        <tr>
          <th scope="col">{texts.bys[by]}</th>
          {days.map((each) => (
            <th key={each} scope="col">
              {formatFullDay(each, words)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {resources.map(({ id, title }) => (
          <tr key={id}>
            <th scope="row">{title}</th>
            {days.map((each) => (
              <td key={each}>
                {sorted
                  .filter(
                    (lesson) => getResourceOf(lesson, by) === id && toIsoDay(lesson.starts_at, lesson.zone) === each,
                  )
                  .map((lesson) => (
                    <PaperLesson key={lesson.id} lesson={lesson} by={by} />
                  ))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PaperLesson({ lesson, by }: { lesson: Lesson; by: By }) {
  const texts = timetableWords.use();
  const others = [
    by === "group" ? "" : lesson.group_name,
    by === "teacher" ? "" : (lesson.teacher?.full_name ?? texts.noTeacher),
    by === "room" ? "" : (lesson.room?.name ?? texts.noRoom),
  ];
  const [first, ...rest] = others.filter(Boolean);
  return (
    <div class={`paper-lesson lesson-colour ${getColourClass(lesson.group)} is-${lesson.status}`}>
      <span class="number">
        {toTime(lesson.starts_at, lesson.zone)}–{toTime(lesson.ends_at, lesson.zone)}
      </span>
      <strong>{first}</strong>
      <span>{rest.join(" · ")}</span>
      {lesson.status === "cancelled" ? <span>✕ {texts.statuses["cancelled"]}</span> : null}
    </div>
  );
}
