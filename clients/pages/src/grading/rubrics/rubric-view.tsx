/** A rubric to be read: its criteria with their levels, and what was chosen. */

import { useId } from "preact/hooks";
import { Icon } from "../../ui/icon.tsx";
import { rubricWords } from "./words/index.ts";
import { formatPoints } from "../points.ts";
import { countPoints, type Criterion, type HomeworkRubric } from "./rubric-data.ts";

interface RubricViewProps {
  criteria: Criterion[];
  levels?: Record<string, string>;
  /** Something was chosen: what has no level is not judged yet. */
  isJudged?: boolean;
}

export function RubricView({ criteria, levels = {}, isJudged = false }: RubricViewProps) {
  const texts = rubricWords.use();
  return (
    <ol class="rubric-criteria">
      {criteria.map((criterion) => (
        <li key={criterion.id}>
          <b>{criterion.name}</b>
          {isJudged && !levels[criterion.id] ? <span class="quiet"> · {texts.open}</span> : null}
          <ul class="rubric-levels">
            {criterion.levels.map((level) => {
              const isChosen = levels[criterion.id] === level.id;
              return (
                <li key={level.id} class={isChosen ? "chosen-level" : undefined}>
                  {isChosen ? <Icon name="good" /> : null}
                  <span>
                    {isChosen ? <span class="unseen">{texts.chosen}: </span> : null}
                    {level.name}
                  </span>
                  {level.points === null ? null : (
                    <span class="quiet">{texts.points(level.points, formatPoints(level.points))}</span>
                  )}
                </li>
              );
            })}
          </ul>
        </li>
      ))}
    </ol>
  );
}

/** The points and the percent of these levels. */
export function RubricTotalLine({ criteria, levels }: { criteria: Criterion[]; levels: Record<string, string> }) {
  const texts = rubricWords.use();
  const total = countPoints(criteria, levels);
  if (!total) return null;
  const [given, most] = [formatPoints(total.points), formatPoints(total.most)];
  return (
    <b>{total.percent === null ? texts.soFar(given, most) : texts.total(given, most, formatPoints(total.percent))}</b>
  );
}

/** For pupils and parents: folded before the work is judged, then what was chosen. */
export function HomeworkRubricView({ answer: { rubric, current } }: { answer: HomeworkRubric }) {
  const texts = rubricWords.use();
  const title = useId();
  if (!rubric) return null;
  if (!rubric.filled_at)
    return (
      <details class="rubric">
        <summary>{texts.title(rubric.name)}</summary>
        <RubricView criteria={rubric.criteria} />
      </details>
    );
  const isOlder = current !== null && current.rubric === rubric.rubric && current.version !== rubric.version;
  return (
    <section class="rubric" aria-labelledby={title}>
      <h2 id={title}>{texts.judged(rubric.name)}</h2>
      <p>
        <RubricTotalLine criteria={rubric.criteria} levels={rubric.levels} />
      </p>
      <RubricView criteria={rubric.criteria} levels={rubric.levels} isJudged />
      {isOlder ? <p class="quiet small">{texts.changedLater}</p> : null}
      {rubric.author ? <p class="quiet small">{rubric.author.full_name}</p> : null}
    </section>
  );
}
