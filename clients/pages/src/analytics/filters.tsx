/** By what figures of a measure are split and filtered. */

import type { Person } from "../talim.ts";
import { LoadProblem } from "../ui/load.tsx";
import { analyticsWords } from "./words/index.ts";
import { Select } from "./controls.tsx";
import { usePlaces, type Option } from "./places.ts";
import type { Series } from "./series.ts";
import type { View } from "./view.ts";

interface FiltersProps {
  measure: Pick<Series["measure"], "by">;
  view: View;
  change: (values: Partial<View>) => void;
  me: Person;
}

/** What the measure can be split and filtered by. */
export function Filters({ measure, view, change, me }: FiltersProps) {
  const texts = analyticsWords.use();
  const places = usePlaces(me, measure.by);
  const { branch, group, course } = places.value ?? { branch: [], group: [], course: [] };
  const ways = (["branch", "course", "group"] as const).filter(
    (kind) => measure.by.includes(kind) && (kind !== "branch" || branch.length > 1),
  );
  return (
    <>
      <Select
        label={texts.by}
        value={view.by}
        options={[["", texts.bys[""]], ...ways.map((kind): Option => [kind, texts.bys[kind]])]}
        choose={(by) => change({ by: ways.find((kind) => kind === by) ?? "" })}
      />
      {branch.length > 1 ? (
        <Select
          label={texts.branch}
          value={view.branch}
          options={[["", texts.allBranches], ...branch]}
          choose={(one) => change({ branch: one })}
        />
      ) : null}
      {course.length > 1 ? (
        <Select
          label={texts.course}
          value={view.course}
          options={[["", texts.allCourses], ...course]}
          choose={(one) => change({ course: one })}
        />
      ) : null}
      {group.length > 1 ? (
        <Select
          label={texts.group}
          value={view.group}
          options={[["", texts.allGroups], ...group]}
          choose={(one) => change({ group: one })}
        />
      ) : null}
      {places.error ? <LoadProblem of={places} /> : null}
    </>
  );
}
