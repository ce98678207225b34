/** The homework of a group, newest first, and the words that went wrong for many in the last one. */

import { formatDayTime } from "../format.ts";
import { usePersonPages } from "../person-pages.ts";
import { Link } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";
import { groupWords } from "../words/teacher/group/index.ts";

const SHOWN = 20;
const MAX_WORDS = 8;

export function GroupHomework({ group, me }: { group: string; me: Person }) {
  const words = useWords();
  const texts = groupWords.use();
  const { hasPage } = usePersonPages();
  const all = useLoad(async () => {
    const query = { group, ordering: "-created_at", page_size: SHOWN };
    const { results } = await talim.api.get("/homework/assignments/", { query });
    const [newest] = results.filter(({ handed_in_count, kind }) => handed_in_count && kind === "reading");
    const missed = newest && (await talim.api.get("/homework/assignments/{id}/missed-words/", { path: { id: newest.id } }));
    return { results, missed: (missed?.words ?? []).filter((word) => word.missed > 0).slice(0, MAX_WORDS) };
  }, [group]);
  const toAddress = (id: string) => (hasPage(me, `assignment/${id}`) ? `assignment/${id}` : `wall/${group}?homework=${id}`);
  return (
    <Loading of={all}>
      {({ results, missed }) => (
        <>
          {missed.length ? (
            <section aria-labelledby="hardest">
              <h2 id="hardest">{texts.hardest}</h2>
              <ol class="hardest">
                {missed.map(({ index, text, missed: times, read }) => (
                  <li key={index}>
                    <strong>{text}</strong>
                    <span class="number">{words.teacher.wall.missed(times, read)}</span>
                  </li>
                ))}
              </ol>
            </section>
          ) : null}
          <section aria-labelledby="homework">
            <h2 id="homework">{texts.homework}</h2>
            {results.length ? null : <p class="empty">{texts.noHomework}</p>}
            <ul class="rows">
              {results.map(({ id, title, deadline, handed_in_count, pupils_count }) => (
                <li key={id}>
                  <span>
                    <Link to={toAddress(id)}>{title}</Link>
                    <span class="quiet small">
                      {texts.handedIn(handed_in_count, pupils_count)} ·{" "}
                      {deadline ? words.home.due(formatDayTime(deadline, me.zone, words)) : words.home.noDue}
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          </section>
        </>
      )}
    </Loading>
  );
}
