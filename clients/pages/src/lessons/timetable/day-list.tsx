/** The lessons of a day or a week as a list: on phones, and where there is no calendar. */

import { toIsoDay } from "../../format.ts";
import { getColourClass } from "../../ui/avatar.tsx";
import { useWords } from "../../words/index.ts";
import { timetableWords } from "./words/index.ts";
import { LessonState } from "./lesson-card.tsx";
import { formatFullDay, toTime } from "./moments.ts";
import type { Lesson } from "./school.ts";

export function DayList({ lessons, onOpen }: { lessons: Lesson[]; onOpen: (lesson: Lesson) => void }) {
  const words = useWords();
  const texts = timetableWords.use();
  const days = [...new Set(lessons.map((lesson) => toIsoDay(lesson.starts_at, lesson.zone)))].sort();
  return (
    <div class="day-list">
      {days.map((day) => (
        <section key={day} aria-label={formatFullDay(day, words)}>
          <h2>{formatFullDay(day, words)}</h2>
          <ul class="cards">
            {lessons
              .filter((lesson) => toIsoDay(lesson.starts_at, lesson.zone) === day)
              .map((lesson) => (
                <li key={lesson.id}>
                  <button
                    type="button"
                    class={`card lesson-card lesson-colour ${getColourClass(lesson.group)} is-${lesson.status}`}
                    onClick={() => onOpen(lesson)}
                  >
                    <span class="number">
                      {toTime(lesson.starts_at, lesson.zone)}–{toTime(lesson.ends_at, lesson.zone)}
                    </span>
                    <strong>{lesson.group_name}</strong>
                    <span class="quiet">
                      {[lesson.room?.name ?? texts.noRoom, lesson.teacher?.full_name ?? texts.noTeacher].join(" · ")}
                    </span>
                    {lesson.status === "planned" ? null : <LessonState lesson={lesson} />}
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
