/** How a child's homework goes: in words, as a line that ends in a word, and as a table. */

import { formatDay, formatScore } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { Table } from "../../ui/table.tsx";
import { childrenWords } from "../../parent/children/words/index.ts";
import { useWords } from "../../words/index.ts";
import { useChildChanges, type Child } from "../../parent/children.tsx";
import { getMoment, getTrend } from "./trend.ts";
import { ScoreLine } from "./score-line.tsx";

export function ProgressOfChild({ child, me }: { child: Child; me: Person }) {
  const words = useWords();
  const texts = childrenWords.use();
  const scored = useLoad(() => fetchScored(child.id), [child.id]);
  useChildChanges(child, scored.reload);
  return (
    <section aria-labelledby="progress">
      <h2 id="progress">{texts.progress}</h2>
      <Loading of={scored}>
        {(all) => {
          const trend = getTrend(all.map(({ score }) => score));
          const [first, last] = [all[0], all[all.length - 1]];
          if (!trend || !first || !last) return <p class="empty">{texts.firstScores}</p>;
          const day = (moment: string) => formatDay(moment, me.zone, words);
          const [from, to] = [day(first.at), day(last.at)];
          const title = from === to ? texts.scoresOfDay(to) : texts.scoresOf(from, to);
          return (
            <>
              <p>{texts.trend[trend]}</p>
              <p class="quiet">{title}</p>
              <ScoreLine
                label={`${title}. ${texts.trend[trend]}`}
                scores={all.map(({ score }) => score)}
                word={`${formatScore(last.score)}, ${texts.trendWord[trend]}`}
              />
              <details>
                <summary>{texts.asTable}</summary>
                <Table
                  label={texts.progress}
                  heads={[{ word: texts.task }, { word: texts.score, number: true }]}
                  rows={[...all].reverse().map(({ id, title: task, score, at }) => ({
                    key: id,
                    cells: [`${task} · ${day(at)}`, formatScore(score)],
                  }))}
                />
              </details>
            </>
          );
        }}
      </Loading>
    </section>
  );
}

interface Scored {
  id: string;
  title: string;
  score: number;
  at: string;
}

/** The last homework with a score, in the order of handing in. */
async function fetchScored(student: string): Promise<Scored[]> {
  const { points } = await talim.api.get("/homework/trend/{student_id}/", { path: { student_id: student } });
  return points.flatMap((point) =>
    point.score === null ? [] : [{ id: point.homework, title: point.title, score: point.score, at: getMoment(point) }],
  );
}
