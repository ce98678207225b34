/** The homework of a group, newest first, and the words that went wrong for many in the last one. */

import { talim, type Person } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { groupWords } from "../../courses/teacher/words/index.ts";
import { HomeworkRows } from "./homework-rows.tsx";

const SHOWN = 20;
const MAX_WORDS = 8;
/** How many pupils are many. */
const MANY = 2;

export function GroupHomework({ group, me }: { group: string; me: Person }) {
  const words = useWords();
  const texts = groupWords.use();
  const all = useLoad(async () => {
    const query = { group, ordering: "-created_at", page_size: SHOWN };
    const { results } = await talim.api.get("/homework/assignments/", { query });
    const [newest] = results.filter(({ handed_in_count, kind }) => handed_in_count && kind === "reading");
    const missed =
      newest && (await talim.api.get("/homework/assignments/{id}/missed-words/", { path: { id: newest.id } }));
    const often = (missed?.words ?? []).filter((word) => word.missed >= MANY);
    return { results, title: newest?.title ?? "", missed: often.slice(0, MAX_WORDS) };
  }, [group]);
  return (
    <Loading of={all}>
      {({ results, title, missed }) => (
        <>
          {missed.length ? (
            <section aria-labelledby="hardest">
              <h2 id="hardest">{texts.hardest(title)}</h2>
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
            <HomeworkRows rows={results} me={me} />
          </section>
        </>
      )}
    </Loading>
  );
}
