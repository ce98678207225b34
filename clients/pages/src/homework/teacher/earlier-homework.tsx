/** A homework that is no longer on the live wall, which shows the newest ten: how each pupil's stands now. */

import { formatDayTime, formatScore } from "../../format.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { canOpenPage } from "../../teacher/page-permissions.ts";

const PAGE_SIZE = 100;

export function EarlierHomework({ assignment, me }: { assignment: string; me: Person }) {
  const words = useWords();
  const all = useLoad(async () => {
    const query = { assignment, page_size: PAGE_SIZE };
    const [given, homework] = await Promise.all([
      talim.api.get("/homework/assignments/{id}/", { path: { id: assignment } }),
      fetchAllPages((page) => talim.api.get("/homework/", { query: { ...query, page } })),
    ]);
    return { given, homework: homework.sort((a, b) => a.student.full_name.localeCompare(b.student.full_name)) };
  }, [assignment]);
  return (
    <Loading of={all}>
      {({ given, homework }) => (
        <section aria-labelledby="earlier">
          <h2 id="earlier">{given.title}</h2>
          <p class="quiet">
            {given.deadline ? words.home.due(formatDayTime(given.deadline, me.zone, words)) : words.home.noDue}
          </p>
          <ul class="rows">
            {homework.map(({ id, student, state, score, last_attempt }) => (
              <li key={id}>
                {last_attempt && canOpenPage(me, "review") ? (
                  <Link to={`review/${id}`}>{student.full_name}</Link>
                ) : (
                  <span>{student.full_name}</span>
                )}
                <span class="quiet small">{words.home.state[state] ?? state}</span>
                <b class="number">{score === null ? "–" : formatScore(score)}</b>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Loading>
  );
}
