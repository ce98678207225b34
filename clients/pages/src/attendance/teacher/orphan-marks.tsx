/** Marks of a lesson that stand on no row of its register, each to be put away: the server took them not, or otherwise. */

import { formatDayTime } from "../../format.ts";
import { useStore } from "../../store.ts";
import { talim } from "../../talim.ts";
import { useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import type { RegisterSync } from "./register-sync.ts";
import { nameOf } from "./register-row.tsx";
import { findOrphanMarks, type RegisterRow, type MarkSide } from "./register.ts";

interface Props {
  book: RegisterSync;
  lesson: string;
  /** None where the register cannot be shown. */
  rows: RegisterRow[];
  zone: string;
}

export function OrphanMarks({ rows, ...props }: Props) {
  const orphans = findOrphanMarks(useStore(props.book.unsynced), props.lesson, rows);
  return orphans.refused.length || orphans.differences.length ? <OrphanMarkList {...props} {...orphans} /> : null;
}

type OrphanMarkListProps = Omit<Props, "rows"> & ReturnType<typeof findOrphanMarks>;

function OrphanMarkList({ book, lesson, zone, refused, differences }: OrphanMarkListProps) {
  const words = useWords();
  const w = words.teacher.register;
  const copy = useLoad(() => book.getCachedRegister(lesson), [book, lesson]);
  const statuses = useLoad(() => fetchStatusNames(book), [book]);
  const nameFor = (id: string) => copy.value?.rows.find(({ student }) => student.id === id)?.student.full_name;
  const describe = (who: string, { status, marked_at }: MarkSide) =>
    `${who}: ${statuses.value?.get(status) ?? status}, ${formatDayTime(marked_at, zone, words)}`;
  const close = (work: () => Promise<void>) => (
    <button type="button" onClick={() => void work().catch(() => showNotice(w.failed))}>
      {words.close}
    </button>
  );
  return (
    <>
      {refused.length ? (
        <section class="notice" aria-labelledby="rowless">
          <h2 id="rowless">{w.refused(refused.length)}</h2>
          <ul>
            {refused.map((mark) => (
              <li key={mark.id}>
                {[nameFor(mark.student), formatDayTime(mark.marked_at, zone, words), mark.refused || w.takenAway]
                  .filter(Boolean)
                  .join(" · ")}{" "}
                {close(() => book.removeRefused(mark))}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {differences.length ? (
        <section class="notice" aria-labelledby="rowless-differences">
          <h2 id="rowless-differences">{w.differences(differences.length)}</h2>
          <ul>
            {differences.map((conflict) => (
              <li key={conflict.student}>
                {[
                  conflict.name ?? nameFor(conflict.student) ?? words.teacher.pupil,
                  describe(w.mine, conflict.mine),
                  describe(conflict.theirs.by?.full_name ?? w.theirs, conflict.theirs),
                ].join(" · ")}{" "}
                {close(() => book.decide(conflict, conflict.stands))}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

/** What the statuses are called, by their codes. */
async function fetchStatusNames(book: RegisterSync): Promise<Map<string, string>> {
  const all = await book.fetchOrUseCache(
    "statuses",
    async (patience) =>
      (await talim.api.get("/attendance/statuses/", { query: { page_size: 100 }, ...patience })).results,
  );
  return new Map(all.map((status) => [status.code, nameOf(status)]));
}
