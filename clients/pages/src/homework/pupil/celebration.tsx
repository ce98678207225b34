/** A short word when a mark arrives: what was good, by what the server says. */

import { talim } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { useLoad } from "../../ui/load.tsx";
import { useWords, type Words } from "../../words/index.ts";
import type { Attempt } from "./homework-answers.ts";
import { countCorrectWords, countImprovedWords } from "./word-looks.ts";

/** How many facts are named: more would not be read. */
const MAX_FACTS = 3;

export function Celebration({ attempt }: { attempt: Attempt }) {
  const { learning } = useWords();
  const praise = useLoad(() => fetchPraise(attempt), [attempt.id]);
  const facts = praise.value ? describePraise(praise.value, learning) : [];
  if (!facts.length) return null;
  return (
    <div class="celebration" role="status">
      <Icon name="star" />
      <p>
        <b>{learning.wellDone}</b>
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
    </div>
  );
}

interface Praise {
  isBest: boolean;
  right: number;
  better: number;
  /** Days of study in a row, today included. */
  days: number;
}

async function fetchPraise(attempt: Attempt): Promise<Praise> {
  const [attempts, streak] = await Promise.all([
    talim.api.get("/homework/{id}/attempts/", {
      path: { id: attempt.homework },
      query: { page_size: 20, ordering: "-number" },
    }),
    talim.api.get("/gamification/streaks/me/"),
  ]);
  const earlier = attempts.results.filter((other) => other.number < attempt.number && getMark(other) !== null);
  const last = earlier[0] && (await talim.api.get("/homework/attempts/{id}/", { path: { id: earlier[0].id } }));
  const mark = getMark(attempt);
  return {
    isBest: mark !== null && earlier.length > 0 && earlier.every((other) => (getMark(other) ?? 0) < mark),
    right: countCorrectWords(attempt.words).right,
    better: last ? countImprovedWords(last.words, attempt.words) : 0,
    days: streak.studied_today ? streak.current : 0,
  };
}

function getMark({ score, stars }: Pick<Attempt, "score" | "stars">): number | null {
  return stars ?? score;
}

function describePraise({ isBest, right, better, days }: Praise, texts: Words["learning"]): string[] {
  const wordsFact = better ? texts.wordsBetter(better) : right ? texts.wordsRight(right) : "";
  return [isBest ? texts.bestSoFar : "", wordsFact, days > 1 ? texts.inRow(days) : ""]
    .filter(Boolean)
    .slice(0, MAX_FACTS);
}
