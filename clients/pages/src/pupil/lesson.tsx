/** One lesson in a list: when, with whom and where. */

import type { ComponentChildren } from "preact";
import type { Answer } from "@talim/client";
import { formatDay, toLocalTime } from "../format.ts";
import type { Person } from "../talim.ts";
import { useWords } from "../words/index.ts";

export type Lesson = Answer<"/lessons/", "get">["results"][number];

export function LessonRow({
  one,
  me,
  dated,
  children,
}: {
  one: Lesson;
  me: Person;
  /** With its day. */
  dated: boolean;
  children?: ComponentChildren;
}) {
  const words = useWords();
  const cancelled = one.status === "cancelled";
  return (
    <li>
      <span class="when">
        {dated ? <b>{formatDay(one.starts_at, me.zone, words)}</b> : null} {toLocalTime(one.starts_at, me.zone).time}
      </span>
      <span>
        {cancelled ? <s>{one.group_name}</s> : one.group_name}
        <span class="quiet small">{[one.topic, one.room?.name, one.teacher?.full_name].filter(Boolean).join(" · ")}</span>
        {children}
      </span>
      {cancelled ? <em>{words.home.cancelled}</em> : one.moved_from ? <em>{words.home.moved}</em> : null}
    </li>
  );
}
