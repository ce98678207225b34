/** Who has earned most coins in a group this month. */

import { talim } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { groupWords } from "../../courses/teacher/words/index.ts";

export function Leaderboard({ group }: { group: string }) {
  const texts = groupWords.use();
  const board = useLoad(
    () =>
      talim.api.get("/gamification/leaderboard/{group_id}/", { path: { group_id: group }, query: { period: "month" } }),
    [group],
  );
  return (
    <section aria-labelledby="board">
      <h2 id="board">{texts.board}</h2>
      <Loading of={board}>
        {({ rows }) =>
          rows.length ? (
            <ol class="rows">
              {rows.map(({ rank, name, coins }, place) => (
                <li key={place}>
                  <b class="number">{rank}</b>
                  <span>{name || texts.hidden}</span>
                  <b class="number">{coins}</b>
                </li>
              ))}
            </ol>
          ) : (
            <p class="empty">{texts.noCoins}</p>
          )
        }
      </Loading>
    </section>
  );
}
