/** The pupil's last scores: in words, as a line, as a table, with what the line can tell and what it cannot. */

import type { Answer } from "@talim/client";
import { formatDay, formatScore } from "../../format.ts";
import { ScoreLine } from "../parent/score-line.tsx";
import { getMoment, getTrend } from "../parent/trend.ts";
import { talim, type Person } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useEvents } from "../../ui/stream.ts";
import { Table } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { ownWords } from "../../pupil/own/words/index.ts";
import { isYoung } from "../../pupil/age-band.ts";

type Scores = Answer<"/homework/trend/{student_id}/", "get">;
type Point = Scores["points"][number];

const EVENTS = ["attempt.scored", "attempt.remarked", "homework.reviewed"] as const;
/** What one star of a small child is worth on a line from 0 to 100. */
const STAR = 20;

export function ScoresOverTime({ me }: { me: Person }) {
  const texts = ownWords.use();
  const trend = useLoad(() => talim.api.get("/homework/trend/{student_id}/", { path: { student_id: me.id } }), [me.id]);
  useEvents(talim.realtime.own, EVENTS, trend.reload);
  return (
    <section aria-labelledby="scores">
      <h2 id="scores">{texts.goes}</h2>
      <Loading of={trend}>
        {(scores) => (scores.points.length ? <Line scores={scores} me={me} /> : <p class="empty">{texts.noScores}</p>)}
      </Loading>
    </section>
  );
}

function Line({ scores: { points, meaning }, me }: { scores: Scores; me: Person }) {
  const words = useWords();
  const texts = ownWords.use();
  const values = points.map(({ score, stars }) => score ?? (stars ?? 0) * STAR);
  const trend = getTrend(values);
  const [first, last] = [points[0], points[points.length - 1]];
  const day = (moment: string) => formatDay(moment, me.zone, words);
  const mark = ({ score, stars }: Point) => (score === null ? "★".repeat(stars ?? 0) : formatScore(score));
  const [from, to] = [first, last].map((point) => (point ? day(getMoment(point)) : ""));
  const title = from === to ? texts.scoresOfDay(to ?? "") : texts.scoresOf(from ?? "", to ?? "");
  return (
    <>
      <p>{trend ? texts.trend[trend] : texts.fewScores}</p>
      {trend && last ? (
        <>
          <p class="quiet">{title}</p>
          <ScoreLine
            label={`${title}. ${texts.trend[trend]}`}
            scores={values}
            word={`${mark(last)}, ${texts.trendWord[trend]}`}
          />
          <h3>{texts.whatItTells}</h3>
          <p>
            {isYoung(me) ? texts.tellsYoung : meaning} {texts.notOthers}
          </p>
        </>
      ) : null}
      <details open={!trend}>
        <summary>{texts.asTable}</summary>
        <Table
          label={texts.goes}
          heads={[{ word: texts.task }, { word: texts.score, number: true }]}
          rows={[...points].reverse().map((point) => ({
            key: point.homework,
            cells: [`${point.title} · ${day(getMoment(point))}`, mark(point)],
          }))}
        />
      </details>
    </>
  );
}
