/** A pupil's grades, one for each gradebook; each opens with its reasons. */

import { Link } from "../router.tsx";
import { Empty } from "../ui/empty.tsx";
import { gradeWords } from "./words/index.ts";
import type { GradeSummary } from "./grade-data.ts";
import { formatPoints } from "./points.ts";

/** `open` is where a gradebook's grade is read. */
export function GradeList({ grades, open }: { grades: GradeSummary[]; open: (gradebook: string) => string }) {
  const texts = gradeWords.use();
  if (!grades.length) return <Empty drawing="done" text={texts.none} />;
  return (
    <ul class="rows grade-list">
      {grades.map(({ id, title, percent, word }) => (
        <li key={id}>
          <Link to={open(id)}>{title}</Link>
          <span class="grade-short">
            {percent === null ? (
              <span class="quiet">{texts.nothingCounts}</span>
            ) : (
              <>
                <strong>{word ?? texts.percent(formatPoints(percent))}</strong>
                {word ? <span class="quiet number"> {texts.percent(formatPoints(percent))}</span> : null}
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
