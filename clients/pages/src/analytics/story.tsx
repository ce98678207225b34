/** What has changed for a pupil, in words: the average score, what moved with it, and the months as a line and a table. */

import { formatPeriod } from "./office/chart-data.ts";
import { ScoreLine } from "../homework/parent/score-line.tsx";
import { talim, type Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { Table } from "../ui/table.tsx";
import { analyticsWords } from "./words/index.ts";
import { useWords } from "../words/index.ts";
import { formatValue, type Series } from "./series.ts";
import { buildStory, type Cause, type Change } from "./story-data.ts";

/** So many months are looked at. */
const MONTHS = 6;

/** The pupil's own story, or that of a child of the reader. */
export function StoryOfPupil({ me, child }: { me: Person; child?: string }) {
  const texts = analyticsWords.use().story;
  const first = startOfMonths();
  const query = { step: "month" as const, from: first, ...(child ? { student: child } : {}) };
  const dashboard = useLoad(() => talim.api.get("/analytics/student/", { query }), [me.id, child, first]);
  return (
    <section aria-labelledby="story">
      <h2 id="story">{texts.title}</h2>
      <Loading of={dashboard}>{({ series }) => <Told all={series} />}</Loading>
    </section>
  );
}

/** The first day of the first month that is shown. */
function startOfMonths(): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - MONTHS + 1, 1)).toISOString().slice(0, 10);
}

function Told({ all }: { all: Series[] }) {
  const words = useWords();
  const texts = analyticsWords.use().story;
  const story = buildStory(all);
  if (!story) return <p class="empty">{texts.few}</p>;
  const { mark, causes, others, month } = story;
  const say = (change: Change, value: number) => formatValue(value, change.series, null, words);
  return (
    <>
      {mark ? (
        <p class="sentence">
          {texts.mark[mark.direction](say(mark, mark.now), say(mark, mark.before), formatPeriod(month, words))}
        </p>
      ) : null}
      {causes.length ? (
        <>
          {mark ? <h3>{texts.why[mark.direction]}</h3> : null}
          <Changes of={causes} />
          {mark ? <p class="quiet">{texts.together}</p> : null}
        </>
      ) : null}
      {mark && !causes.length && mark.direction !== "same" && others.length ? (
        <p class="quiet">{texts.otherwise}</p>
      ) : null}
      {others.length ? (
        <>
          <h3>{texts.why.same}</h3>
          <Changes of={others} />
        </>
      ) : null}
      <MonthLine of={(mark ?? causes[0] ?? others[0])?.series} />
      <details>
        <summary>{texts.table}</summary>
        <MonthTable all={all} />
      </details>
    </>
  );
}

const ICONS = { up: "good", down: "down", same: "clock" } as const;

function Changes({ of }: { of: Change<Cause>[] }) {
  const words = useWords();
  const texts = analyticsWords.use().story;
  return (
    <ul class="rows">
      {of.map((change) => (
        <li key={change.name}>
          <span class="state">
            <Icon name={ICONS[change.direction]} />
            <span>
              {texts[change.name][change.direction](
                formatValue(change.now, change.series, null, words),
                formatValue(change.before, change.series, null, words),
              )}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The months with a value as a line; one point is none. */
function MonthLine({ of: series }: { of: Series | undefined }) {
  const words = useWords();
  const texts = analyticsWords.use().story;
  if (!series) return null;
  const points = (series.datasets[0]?.data ?? []).flatMap((value, place) =>
    value === null ? [] : [{ value, month: series.labels[place] ?? "" }],
  );
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || first === last) return null;
  const label = texts.line(series.measure.label, formatPeriod(first.month, words), formatPeriod(last.month, words));
  return (
    <>
      <p class="quiet">{label}</p>
      <ScoreLine
        label={label}
        scores={points.map(({ value }) => value)}
        word={formatValue(last.value, series, null, words)}
      />
    </>
  );
}

function MonthTable({ all }: { all: Series[] }) {
  const words = useWords();
  const texts = analyticsWords.use().story;
  const labels = all[0]?.labels ?? [];
  return (
    <Table
      label={texts.table}
      heads={[{ word: texts.month }, ...all.map(({ measure }) => ({ word: measure.label, number: true }))]}
      rows={labels
        .map((month, place) => ({
          key: month,
          cells: [
            formatPeriod(month, words),
            ...all.map((series) => formatValue(series.datasets[0]?.data[place] ?? null, series, null, words)),
          ],
        }))
        .reverse()}
    />
  );
}
