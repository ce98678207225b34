/** What a better grade takes, answered in a sentence. */

import { useState } from "preact/hooks";
import { talim } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";
import { gradeWords } from "./words/index.ts";
import { listBandsAbove } from "./bands.ts";
import type { Grade } from "./grade-data.ts";
import { formatPoints } from "./points.ts";

export function Goal({ grade }: { grade: Grade }) {
  const words = useWords();
  const texts = gradeWords.use();
  const [band, setBand] = useState<number | undefined>();
  const above = listBandsAbove(grade.bands, grade.percent);
  if (!above.length) return null;
  return (
    <div class="grade-goal">
      <label>
        {texts.goal}
        <select
          value={band === undefined ? "" : String(band)}
          onChange={({ currentTarget: { value } }) => setBand(value === "" ? undefined : Number(value))}
        >
          <option value="">{words.form.choose}</option>
          {above.map(({ place, word }) => (
            <option key={place} value={String(place)} selected={place === band}>
              {word}
            </option>
          ))}
        </select>
      </label>
      {band === undefined ? null : <GoalAnswer grade={grade} band={band} />}
    </div>
  );
}

function GoalAnswer({ grade, band }: { grade: Grade; band: number }) {
  const texts = gradeWords.use();
  const path = { id: grade.id, student_id: grade.student.id };
  const loaded = useLoad(
    () => talim.api.get("/grading/gradebooks/{id}/grades/{student_id}/goal/", { path, query: { band } }),
    [grade, band],
  );
  const names = new Map(grade.categories.flatMap(({ items }) => items).map(({ id, name }) => [id, name]));
  return (
    <Loading of={loaded}>
      {({ word, percent, state, needed_percent: needed, items }) => (
        <p role="status">
          {state === "reached"
            ? texts.goalReached(word)
            : needed === null
              ? items.length
                ? texts.goalTooHigh(word, formatPoints(percent))
                : texts.goalNothingLeft(word)
              : texts.goalNeeds(
                  word,
                  formatPoints(percent),
                  formatPoints(needed),
                  items.map((id) => names.get(id) ?? "").join(", "),
                )}
        </p>
      )}
    </Loading>
  );
}
