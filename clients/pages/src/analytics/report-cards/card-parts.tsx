/** Parts that families and staff see of a report card: where it stands, its numbers, its files. */

import { formatPeriod } from "../office/chart-data.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { Table } from "../../ui/table.tsx";
import { LANGUAGES, useWords } from "../../words/index.ts";
import { reportCardWords } from "./words/index.ts";
import { downloadCard, formatNumber, type Measure, type ReportCard } from "./data.ts";

const ICONS: Record<ReportCard["state"], IconName> = {
  draft: "write",
  sending: "clock",
  failed: "warning",
  sent: "good",
};

export function CardState({ state }: Pick<ReportCard, "state">) {
  const texts = reportCardWords.use();
  return (
    <span class={state === "failed" ? "state warn" : "state"}>
      <Icon name={ICONS[state]} />
      {texts.states[state]}
    </span>
  );
}

/** The numbers of the days and of those before, and behind a press those of each week or month. */
export function CardNumbers({ card }: { card: ReportCard }) {
  const words = useWords();
  const texts = reportCardWords.use();
  const { measures, steps, step } = card;
  const label = `${texts.numbers}: ${card.student.full_name}`;
  const days = steps.map((day) => formatPeriod(step === "month" ? day.slice(0, 7) : day, words));
  return (
    <>
      <Table
        label={label}
        heads={[{ word: texts.what }, { word: texts.now, number: true }]}
        rows={measures.map((one) => ({
          key: one.name,
          cells: [
            one.label,
            <>
              <b>{formatNumber(one.value, one, words)}</b>
              {one.before === null ? null : (
                <div class="quiet">{texts.before(formatNumber(one.before, one, words))}</div>
              )}
              <Bars measure={one} />
            </>,
          ],
        }))}
      />
      {card.grades.map(({ percent, word }) => (
        <p key={word}>
          {texts.grade}: <b>{[word, `${percent.replace(".", words.decimal)} %`].filter(Boolean).join(" · ")}</b>
        </p>
      ))}
      <details>
        <summary>{step === "month" ? texts.byMonth : texts.byWeek}</summary>
        <Table
          label={`${label}, ${step === "month" ? texts.byMonth : texts.byWeek}`}
          heads={[{ word: texts.from }, ...measures.map((one) => ({ word: one.label, number: true }))]}
          rows={days.map((day, place) => ({
            key: day,
            cells: [day, ...measures.map((one) => formatNumber(one.data[place] ?? null, one, words))],
          }))}
        />
      </details>
    </>
  );
}

/** The room of a bar, and how high the highest may be. */
const [BAR, HIGH] = [10, 32];

/** The steps as bars from zero; the table of steps says the same in numbers. */
function Bars({ measure: { unit, data } }: { measure: Measure }) {
  if (!data.some(Boolean)) return null;
  const most = unit === "percent" || unit === "points" ? 100 : Math.max(1, ...data.map((value) => value ?? 0));
  return (
    <svg class="step-bars" viewBox={`0 0 ${BAR * data.length} ${HIGH}`} preserveAspectRatio="none" aria-hidden="true">
      {data.map((value, place) => {
        const height = Math.max(1, (HIGH * Math.min(most, value ?? 0)) / most);
        return <rect key={place} x={BAR * place} y={HIGH - height} width={BAR - 2} height={height} />;
      })}
    </svg>
  );
}

/** The teacher's words, line by line, and whose they are. */
export function Comment({ card }: { card: ReportCard }) {
  return (
    <>
      {card.comment.split("\n").map((line, place) => (
        <p key={place}>{line}</p>
      ))}
      {card.comment_by ? <p class="quiet">{card.comment_by.full_name}</p> : null}
    </>
  );
}

/** The file in each language. */
export function CardFiles({ card }: { card: ReportCard }) {
  const texts = reportCardWords.use();
  return (
    <div class="buttons" role="group" aria-label={`${texts.download}: ${card.batch.title}, ${card.student.full_name}`}>
      {(Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[]).map((language) => (
        <ActButton
          key={language}
          word={`PDF, ${LANGUAGES[language]}`}
          act={() => downloadCard(card, language)}
          onDone={() => undefined}
        />
      ))}
    </div>
  );
}
