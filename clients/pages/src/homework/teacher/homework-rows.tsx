/** Homework that was given, in a list: how many handed it in, and until when. */

import type { Answer } from "@talim/client";
import { formatDay, formatDayTime } from "../../format.ts";
import { findRepeatedTitles } from "../pupil/homework-list.ts";
import { Link } from "../../router.tsx";
import type { Person } from "../../talim.ts";
import { useWords } from "../../words/index.ts";
import { groupWords } from "../../courses/teacher/words/index.ts";

type Assignment = Answer<"/homework/assignments/", "get">["results"][number];

export function HomeworkRows({ rows, me }: { rows: Assignment[]; me: Person }) {
  const words = useWords();
  const texts = groupWords.use();
  const repeated = findRepeatedTitles(rows.map(({ title }) => title));
  return (
    <ul class="rows">
      {rows.map((row) => (
        <li key={row.id}>
          <span>
            <Link to={`assignment/${row.id}`}>{row.title}</Link>
            <span class="quiet small">
              {repeated.has(row.title) ? `${words.home.given(formatDay(row.created_at, me.zone, words))} · ` : ""}
              {texts.handedIn(row.handed_in_count, row.pupils_count)} ·{" "}
              {row.deadline ? words.home.due(formatDayTime(row.deadline, me.zone, words)) : words.home.noDue}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
