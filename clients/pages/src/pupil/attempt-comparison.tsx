/** The pupil's tries side by side: how good each was, and what got better. */

import { useState } from "preact/hooks";
import { formatDayTime, formatScore } from "../format.ts";
import { talim } from "../talim.ts";
import { useLoad } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";
import { countImprovedWords, countCorrectWords, type Word } from "./word-looks.ts";

/** So many of the newest tries are compared word by word; so many more, when they are asked for. */
const COMPARED_STEP = 5;

export function AttemptComparison({
  homework,
  zone,
  shown,
  choose,
  latest,
}: {
  homework: string;
  zone: string;
  shown: string;
  choose: (id: string) => void;
  latest: string;
}) {
  const words = useWords();
  const w = words.result;
  const [many, showMore] = useState(COMPARED_STEP);
  const tries = useLoad(async () => {
    const { results, count: there } = await talim.api.get("/homework/{id}/attempts/", {
      path: { id: homework },
      query: { page_size: many, ordering: "-number" },
    });
    const marked = results.filter((attempt) => ["scored", "transcribed"].includes(attempt.state));
    const read = marked.map(
      async (attempt) =>
        [attempt.id, (await talim.api.get("/homework/attempts/{id}/", { path: { id: attempt.id } })).words] as const,
    );
    return { all: results, there, words: new Map<string, Word[]>(await Promise.all(read)) };
  }, [homework, latest, many]);
  const { all, there, words: read } = tries.value ?? { all: [], there: 0, words: new Map<string, Word[]>() };
  if (all.length < 2) return null;
  const best = Math.max(...all.map((attempt) => attempt.score ?? -1));
  return (
    <section aria-labelledby="tries">
      <h2 id="tries">{w.tries}</h2>
      <ul class="rows tries">
        {all.map((attempt, place) => {
          const mine = read.get(attempt.id);
          const before = all
            .slice(place + 1)
            .map((other) => read.get(other.id))
            .find(Boolean);
          const counted = mine && countCorrectWords(mine);
          const gain = mine && before ? countImprovedWords(before, mine) : 0;
          return (
            <li key={attempt.id}>
              <button type="button" class="plain" aria-pressed={attempt.id === shown} onClick={() => choose(attempt.id)}>
                {w.tryOf(attempt.number)}
              </button>
              <span>
                {formatDayTime(attempt.created_at, zone, words)}
                <span class="quiet small">
                  {[counted?.all ? w.correct(counted.right, counted.all) : attempt.text, gain ? w.better(gain) : ""]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </span>
              <b class="number">
                {attempt.score === null ? "" : formatScore(attempt.score)}{" "}
                {attempt.score !== null && attempt.score === best ? <span class="small">{w.best}</span> : null}
              </b>
            </li>
          );
        })}
      </ul>
      {all.length < there ? (
        <button
          type="button"
          class="plain"
          disabled={tries.stale && tries.error === undefined}
          onClick={() => showMore(many + COMPARED_STEP)}
        >
          {words.more}
        </button>
      ) : null}
    </section>
  );
}
