/** Marks of a lesson that stand on no row of its register, each to be put away: the server took them not, or otherwise. */

import { dayTime } from "../format.ts";
import { useStore } from "../store.ts";
import { talim } from "../talim.ts";
import { useLoad } from "../ui/load.tsx";
import { tell } from "../ui/notices.tsx";
import { useWords } from "../words/index.ts";
import type { Book } from "./book.ts";
import { nameOf } from "./register-row.tsx";
import { rowless, type Row, type Side } from "./register.ts";

interface Props {
  book: Book;
  lesson: string;
  /** None where the register cannot be shown. */
  rows: Row[];
  zone: string;
}

export function Rowless({ rows, ...props }: Props) {
  const found = rowless(useStore(props.book.open), props.lesson, rows);
  return found.refused.length || found.differences.length ? <Listed {...props} {...found} /> : null;
}

type ListedProps = Omit<Props, "rows"> & ReturnType<typeof rowless>;

function Listed({ book, lesson, zone, refused, differences }: ListedProps) {
  const words = useWords();
  const w = words.teacher.register;
  const copy = useLoad(() => book.copyOf(lesson), [book, lesson]);
  const statuses = useLoad(() => statusesOf(book), [book]);
  const nameFor = (id: string) => copy.value?.rows.find(({ student }) => student.id === id)?.student.full_name;
  const said = (who: string, { status, marked_at }: Side) =>
    `${who}: ${statuses.value?.get(status) ?? status}, ${dayTime(marked_at, zone, words)}`;
  const close = (work: () => Promise<void>) => (
    <button type="button" onClick={() => void work().catch(() => tell(w.failed))}>
      {words.close}
    </button>
  );
  return (
    <>
      {refused.length ? (
        <section class="notice" aria-labelledby="rowless">
          <h2 id="rowless">{w.refused(refused.length)}</h2>
          <ul>
            {refused.map((one) => (
              <li key={one.id}>
                {[nameFor(one.student), dayTime(one.marked_at, zone, words), one.refused || w.takenAway]
                  .filter(Boolean)
                  .join(" · ")}{" "}
                {close(() => book.drop(one))}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {differences.length ? (
        <section class="notice" aria-labelledby="rowless-differences">
          <h2 id="rowless-differences">{w.differences(differences.length)}</h2>
          <ul>
            {differences.map((one) => (
              <li key={one.student}>
                {[
                  one.name ?? nameFor(one.student) ?? words.teacher.pupil,
                  said(w.mine, one.mine),
                  said(one.theirs.by?.full_name ?? w.theirs, one.theirs),
                ].join(" · ")}{" "}
                {close(() => book.decide(one, one.stands))}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

/** What the statuses are called, by their codes. */
async function statusesOf(book: Book): Promise<Map<string, string>> {
  const all = await book.copied(
    "statuses",
    async (patience) =>
      (await talim.api.get("/attendance/statuses/", { query: { page_size: 100 }, ...patience })).results,
  );
  return new Map(all.map((one) => [one.code, nameOf(one)]));
}
