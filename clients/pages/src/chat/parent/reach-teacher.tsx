/** Who teaches a child, and how a parent reaches them: in chat, or through the office. */

import { WriteButton } from "../write-button.tsx";
import { usePersonPages } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { letterWords } from "../../notifications/parent/words/index.ts";
import { useWords } from "../../words/index.ts";
import type { Child } from "../../parent/children.tsx";

const DAY_MS = 86_400_000;
/** Lessons of so many days before and after now tell who teaches. */
const DAYS = 14;

/** Only on a page that was fetched with `letterWords` and `chatWords`. */
export function ReachTeacher({ all, me }: { all: Child[]; me: Person }) {
  const words = useWords();
  const texts = letterWords.use();
  const { hasPage } = usePersonPages();
  const seen = all.filter((child) => child.sees_progress);
  const teachers = useLoad(() => fetchTeachers(seen), [seen.map(({ id }) => id).join()]);
  if (!seen.length) return null;
  return (
    <section aria-labelledby="reach">
      <h2 id="reach">{texts.reach}</h2>
      <Loading of={teachers}>
        {(pairs) => (
          <>
            {pairs.map(({ id, teacher, group }) => (
              <div key={`${id} ${group}`}>
                <p>{texts.teaches(teacher, group)}</p>
                {hasPage(me, "chat") ? <WriteButton person={id} /> : null}
              </div>
            ))}
          </>
        )}
      </Loading>
      {hasPage(me, "absence") ? (
        <p>
          {texts.reachAbsence} <Link to="absence">{words.parent.excuse}</Link>
        </p>
      ) : null}
      <p>{texts.reachOffice}</p>
    </section>
  );
}

async function fetchTeachers(children: Child[]): Promise<{ id: string; teacher: string; group: string }[]> {
  const [from, to] = [-DAYS, DAYS].map((days) => new Date(Date.now() + days * DAY_MS).toISOString());
  const answers = await Promise.all(
    children.map(({ id: student }) =>
      talim.api.get("/lessons/", { query: { student, ordering: "starts_at", page_size: 50, from, to } }),
    ),
  );
  const pairs = new Map<string, { id: string; teacher: string; group: string }>();
  for (const { teacher, group_name: group } of answers.flatMap(({ results }) => results)) {
    if (teacher) pairs.set(`${teacher.id} ${group}`, { id: teacher.id, teacher: teacher.full_name, group });
  }
  return [...pairs.values()];
}
