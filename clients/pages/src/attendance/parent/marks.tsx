/** A child's last marks, the newest first. */

import { useState } from "preact/hooks";
import { formatDayTime } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { ShowMore } from "../../ui/show-more.tsx";
import { useWords } from "../../words/index.ts";
import { useChildChanges, type Child } from "../../parent/children.tsx";
import { AttendanceMark, type Mark } from "./attendance-mark.tsx";

const PAGE_SIZE = 5;
const MAX_MARKS = 50;

export function LastMarks({ child, me }: { child: Child; me: Person }) {
  const words = useWords();
  const texts = words.parent;
  const [shown, setShown] = useState(PAGE_SIZE);
  const loadedMarks = useLoad(() => fetchMarks(child.id, shown), [child.id, shown]);
  useChildChanges(child, loadedMarks.reload);
  return (
    <section aria-labelledby="marks">
      <h2 id="marks">{texts.marks}</h2>
      <Loading of={loadedMarks}>
        {({ marks, groups, more }) =>
          marks.length ? (
            <>
              <ul class="rows">
                {marks.map((mark) => (
                  <li key={mark.id}>
                    <span class="when">{formatDayTime(mark.starts_at, me.zone, words)}</span>
                    <span>
                      {groups.get(mark.group) ?? ""}
                      <AttendanceMark of={mark} />
                      {mark.note ? <span class="quiet small">{mark.note}</span> : null}
                    </span>
                  </li>
                ))}
              </ul>
              <ShowMore when={more && shown < MAX_MARKS} show={() => setShown(Math.min(MAX_MARKS, shown * 2))} />
            </>
          ) : (
            <p class="empty">{texts.noMarks}</p>
          )
        }
      </Loading>
    </section>
  );
}

/** The last marks, and the names of their groups. */
async function fetchMarks(
  student: string,
  shown: number,
): Promise<{ marks: Mark[]; groups: Map<string, string>; more: boolean }> {
  const marksQuery = { student, ordering: "-starts_at", page_size: shown };
  const { results: marks, count } = await talim.api.get("/attendance/", { query: marksQuery });
  const [newest, oldest] = [marks[0], marks[marks.length - 1]];
  const groups = new Map<string, string>();
  if (newest && oldest) {
    const to = new Date(Date.parse(newest.starts_at) + 1000).toISOString();
    const query = { student, from: oldest.starts_at, to, page_size: 100, ordering: "-starts_at" };
    const lessons = await talim.api.get("/lessons/", { query });
    for (const lesson of lessons.results) groups.set(lesson.group, lesson.group_name);
  }
  return { marks, groups, more: count > marks.length };
}
