/** The pupil's attempts side by side: the score of each, and which words got better. */

import { useState } from "preact/hooks";
import { formatDayTime, formatScore } from "../../format.ts";
import { talim } from "../../talim.ts";
import { useLoad } from "../../ui/load.tsx";
import { ShowMore } from "../../ui/show-more.tsx";
import { useWords } from "../../words/index.ts";
import { countImprovedWords, countCorrectWords, type Word } from "./word-looks.ts";

/** How many of the newest attempts are compared word by word; "more" adds so many again. */
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
  const texts = words.result;
  const [limit, setLimit] = useState(COMPARED_STEP);
  const attempts = useLoad(async () => {
    const { results, count } = await talim.api.get("/homework/{id}/attempts/", {
      path: { id: homework },
      query: { page_size: limit, ordering: "-number" },
    });
    const scoredAttempts = results.filter((attempt) => ["scored", "transcribed"].includes(attempt.state));
    const idsAndWords = scoredAttempts.map(
      async (attempt) =>
        [attempt.id, (await talim.api.get("/homework/attempts/{id}/", { path: { id: attempt.id } })).words] as const,
    );
    return { all: results, count, words: new Map<string, Word[]>(await Promise.all(idsAndWords)) };
  }, [homework, latest, limit]);
  const {
    all,
    count,
    words: wordsOfAttempts,
  } = attempts.value ?? { all: [], count: 0, words: new Map<string, Word[]>() };
  if (all.length < 2) return null;
  const bestScore = Math.max(...all.map((attempt) => attempt.score ?? -1));
  return (
    <section aria-labelledby="tries">
      <h2 id="tries">{texts.tries}</h2>
      <ul class="rows tries">
        {all.map((attempt, index) => {
          const attemptWords = wordsOfAttempts.get(attempt.id);
          const earlierWords = all
            .slice(index + 1)
            .map((other) => wordsOfAttempts.get(other.id))
            .find(Boolean);
          const wordCounts = attemptWords && countCorrectWords(attemptWords);
          const improvedCount = attemptWords && earlierWords ? countImprovedWords(earlierWords, attemptWords) : 0;
          return (
            <li key={attempt.id}>
              <button
                type="button"
                class="plain"
                aria-pressed={attempt.id === shown}
                onClick={() => choose(attempt.id)}
              >
                {texts.tryOf(attempt.number)}
              </button>
              <span>
                {formatDayTime(attempt.created_at, zone, words)}
                <span class="quiet small">
                  {[
                    wordCounts?.all ? texts.correct(wordCounts.right, wordCounts.all) : attempt.text,
                    improvedCount ? texts.better(improvedCount) : "",
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </span>
              <b class="number">
                {attempt.score === null ? "" : formatScore(attempt.score)}{" "}
                {attempt.score !== null && attempt.score === bestScore ? <span class="small">{texts.best}</span> : null}
              </b>
            </li>
          );
        })}
      </ul>
      <ShowMore
        when={all.length < count}
        off={attempts.stale && attempts.error === undefined}
        show={() => setLimit(limit + COMPARED_STEP)}
      />
    </section>
  );
}
