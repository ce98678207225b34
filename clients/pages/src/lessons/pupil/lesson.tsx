/** One lesson in a list: when, with whom and where. */

import type { ComponentChildren } from "preact";
import type { Answer } from "@talim/client";
import { formatDay, toLocalTime } from "../../format.ts";
import { JoinLive } from "../live/join-live.tsx";
import { usePersonPages } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import type { Person } from "../../talim.ts";
import { useWords } from "../../words/index.ts";

export type Lesson = Answer<"/lessons/", "get">["results"][number];

export function LessonRow({
  lesson,
  me,
  dated,
  student,
  children,
}: {
  lesson: Lesson;
  me: Person;
  /** Whether the day is shown. */
  dated: boolean;
  /** The child whose lesson it is, for a guardian. */
  student?: string;
  children?: ComponentChildren;
}) {
  const words = useWords();
  const { hasPage } = usePersonPages();
  const cancelled = lesson.status === "cancelled";
  const name = cancelled ? <s>{lesson.group_name}</s> : lesson.group_name;
  return (
    <li>
      <span class="when">
        {dated ? <b>{formatDay(lesson.starts_at, me.zone, words)}</b> : null}{" "}
        {toLocalTime(lesson.starts_at, me.zone).time}
      </span>
      <span>
        {hasPage(me, `lesson/${lesson.id}`) ? <Link to={`lesson/${lesson.id}`}>{name}</Link> : name}
        <span class="quiet small">
          {[lesson.topic, lesson.room?.name, lesson.teacher?.full_name].filter(Boolean).join(" · ")}
        </span>
        {children}
        <JoinLive lesson={lesson} {...(student ? { student } : {})} />
      </span>
      {cancelled ? <em>{words.home.cancelled}</em> : lesson.moved_from ? <em>{words.home.moved}</em> : null}
    </li>
  );
}
