/** Homework that was given, in a list: how many handed it in, and until when. */

import type { Answer } from "@talim/client";
import { formatDayTime } from "../format.ts";
import { usePersonPages } from "../person-pages.ts";
import { Link } from "../router.tsx";
import type { Person } from "../talim.ts";
import { useWords } from "../words/index.ts";
import { groupWords } from "../words/teacher/group/index.ts";

type Assignment = Answer<"/homework/assignments/", "get">["results"][number];

export function HomeworkRows({ rows, me }: { rows: Assignment[]; me: Person }) {
  const words = useWords();
  const texts = groupWords.use();
  const { hasPage } = usePersonPages();
  const toAddress = ({ id, group }: Assignment) => (hasPage(me, `assignment/${id}`) ? `assignment/${id}` : `wall/${group}?homework=${id}`);
  return (
    <ul class="rows">
      {rows.map((row) => (
        <li key={row.id}>
          <span>
            <Link to={toAddress(row)}>{row.title}</Link>
            <span class="quiet small">
              {texts.handedIn(row.handed_in_count, row.pupils_count)} ·{" "}
              {row.deadline ? words.home.due(formatDayTime(row.deadline, me.zone, words)) : words.home.noDue}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
