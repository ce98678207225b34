/** Lessons of earlier days whose registers nobody marked, the newest first. */

import { formatDayTime, getDayStart, toIsoDay } from "../../format.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { useToday } from "../../ui/day.ts";
import { useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";

const SHOWN = 5;

export function UnmarkedLessons({ me }: { me: Person }) {
  const words = useWords();
  const lessons = useLoad(async () => {
    const to = new Date(getDayStart(toIsoDay(Date.now(), me.zone), me.zone)).toISOString();
    const query = { teacher: me.id, marked: false, to, ordering: "-starts_at", page_size: SHOWN };
    return (await talim.api.get("/lessons/unsettled/", { query })).results;
  }, [me.id]);
  useToday(me.zone, lessons.reload);
  if (!lessons.value?.length) return null;
  return (
    <section aria-labelledby="unmarked">
      <h2 id="unmarked">{words.teacher.unmarked}</h2>
      <ul class="rows">
        {lessons.value.map(({ id, group_name, starts_at, zone }) => (
          <li key={id}>
            <span>
              <Link to={`register/${id}`}>{group_name}</Link>
              <span class="quiet small">{formatDayTime(starts_at, zone, words)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
