/** A pupil's grade with all that it comes from; it is loaded anew when a teacher writes. */

import { useEffect } from "preact/hooks";
import { talim, type Person } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { useEvents } from "../ui/stream.ts";
import { gradeWords } from "./words/index.ts";
import { AppealsContext } from "./appeals.tsx";
import { CategoryCard } from "./category-card.tsx";
import { Goal } from "./goal.tsx";
import type { Grade } from "./grade-data.ts";
import { formatPoints } from "./points.ts";

const EVENTS = ["grade.changed"] as const;
/** All of a pupil in one gradebook. */
const MOST_APPEALS = 100;

interface GradeDetailsProps {
  gradebook: string;
  student: string;
  me: Person;
  /** Where work opens is another page for teachers. */
  asTeacher?: boolean;
  /** The address of the title stands above already. */
  titled?: boolean;
  /** The grade was loaded anew so often for another reason. */
  changes?: number;
}

export function GradeDetails({
  gradebook,
  student,
  me,
  asTeacher = false,
  titled = false,
  changes = 0,
}: GradeDetailsProps) {
  const path = { id: gradebook, student_id: student };
  const loaded = useLoad(
    () => talim.api.get("/grading/gradebooks/{id}/grades/{student_id}/", { path }),
    [gradebook, student],
  );
  const appeals = useLoad(
    () => talim.api.get("/grading/appeals/", { query: { gradebook, student, page_size: MOST_APPEALS } }),
    [gradebook, student],
  );
  const reload = () => {
    loaded.reload();
    appeals.reload();
  };
  useEvents(talim.realtime.own, EVENTS, (event) => (!event || event.data.gradebook === gradebook) && reload());
  useEffect(() => {
    if (changes) reload();
  }, [changes]);
  const known = appeals.value && { appeals: appeals.value.results, reload: appeals.reload };
  return (
    <AppealsContext.Provider value={known}>
      <Loading of={loaded}>
        {(grade) => <GradeSheet grade={grade} me={me} asTeacher={asTeacher} titled={titled} />}
      </Loading>
    </AppealsContext.Provider>
  );
}

function GradeSheet({
  grade,
  me,
  asTeacher,
  titled,
}: {
  grade: Grade;
  me: Person;
  asTeacher: boolean;
  titled: boolean;
}) {
  const texts = gradeWords.use();
  const { percent, word, categories } = grade;
  const before = categories.map((_, place) => categories.slice(0, place).reduce((sum, { weight }) => sum + weight, 0));
  return (
    <div class="grade-sheet">
      {titled ? <h1>{grade.title}</h1> : null}
      <p class="grade-now">
        {percent === null ? (
          texts.nothingCounts
        ) : (
          <>
            <strong>{word ?? texts.percent(formatPoints(percent))}</strong>
            {word ? <span class="quiet"> {texts.percent(formatPoints(percent))}</span> : null}
          </>
        )}
      </p>
      {grade.bands.length ? <Goal grade={grade} /> : null}
      <h2>{texts.makes}</h2>
      {categories.some(({ items }) => items.length) ? null : <p class="empty">{texts.noItems}</p>}
      {categories.map((category, place) => (
        <CategoryCard
          key={category.id}
          category={category}
          start={before[place] ?? 0}
          grade={grade}
          me={me}
          asTeacher={asTeacher}
        />
      ))}
    </div>
  );
}
