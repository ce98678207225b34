/** What the columns of the grid are: names of items, most points, due times. */

import { formatDayTime } from "../../format.ts";
import type { Person } from "../../talim.ts";
import { useWords } from "../../words/index.ts";
import { gradebookWords } from "./words/index.ts";
import { formatPoints } from "../points.ts";
import type { Grid } from "./grid-data.ts";

export function GridHead({ grid: { items, categories }, me }: { grid: Grid; me: Person }) {
  const words = useWords();
  const texts = gradebookWords.use();
  return (
    <thead>
      <tr>
        <th scope="col" role="columnheader">
          {texts.pupil}
        </th>
        {items.map((item) => (
          <th key={item.id} scope="col" role="columnheader">
            <span class="item-name">{item.name}</span>
            <span class="quiet item-facts">
              {[
                categories.length > 1 ? categories[item.category]?.name : "",
                texts.most(formatPoints(item.max_points)),
                item.due_at ? texts.due(formatDayTime(item.due_at, me.zone, words)) : "",
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </th>
        ))}
      </tr>
    </thead>
  );
}
