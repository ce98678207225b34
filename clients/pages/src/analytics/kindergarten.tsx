/** Whether lists of lessons help small children, and how good the next answer is predicted; nothing without figures. */

import type { Answer } from "@talim/client";
import { formatDate } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { Table } from "../ui/table.tsx";
import { analyticsWords } from "./words/index.ts";
import { useWords } from "../words/index.ts";

type Figures = Answer<"/analytics/kindergarten/", "get">;
type Source = Figures["sources"][number];
type Estimate = Source["difference"];

export function Kindergarten({ me }: { me: Person }) {
  const figures = useLoad(() => talim.api.get("/analytics/kindergarten/"), []);
  return <Loading of={figures}>{(found) => <Section me={me} figures={found} />}</Loading>;
}

function Section({ me, figures: { is_comparing, sources, prediction } }: { me: Person; figures: Figures }) {
  const words = useWords();
  const texts = analyticsWords.use().kindergarten;
  const told = sources.filter(({ weeks, is_on }) => weeks || !is_on);
  if (!told.length && !prediction && !is_comparing) return null;
  const decimal = (value: number | null, digits = 2) =>
    value === null ? "—" : value.toFixed(digits).replace(".", words.decimal);
  return (
    <section aria-labelledby="area-kindergarten">
      <h2 id="area-kindergarten">{texts.title}</h2>
      {told.length ? null : <p>{is_comparing ? texts.begun : texts.notCompared}</p>}
      {told.map((source) => (
        <Comparison key={source.source} source={source} decimal={decimal} />
      ))}
      {prediction ? (
        <>
          <p class="sentence">
            {prediction.auc === null || prediction.class_auc === null
              ? texts.alike(prediction.answers, prediction.children)
              : texts.predicted(
                  prediction.answers,
                  prediction.children,
                  Math.round(100 * prediction.auc),
                  Math.round(100 * prediction.class_auc),
                )}
          </p>
          <Table
            label={texts.predictions}
            heads={[{ word: texts.predictedBy }, { word: "AUC", number: true }, { word: "log loss", number: true }]}
            rows={[
              { key: "tracing", cells: [texts.tracing, decimal(prediction.auc), decimal(prediction.log_loss, 3)] },
              {
                key: "class",
                cells: [texts.classMean, decimal(prediction.class_auc), decimal(prediction.class_log_loss, 3)],
              },
            ]}
          />
          <p class="quiet">{texts.measuredOn(formatDate(prediction.measured_on, me.zone, words))}</p>
        </>
      ) : null}
    </section>
  );
}

function Comparison({
  source,
  decimal,
}: {
  source: Source;
  decimal: (value: number | null, digits?: number) => string;
}) {
  const texts = analyticsWords.use().kindergarten;
  const { is_on, weeks, needed_weeks, has_few, difference } = source;
  const name = texts.sources[source.source];
  const interval = (one: Estimate) =>
    one === null
      ? "—"
      : one.low === null
        ? decimal(one.value)
        : `${decimal(one.value)} (${decimal(one.low)} – ${decimal(one.high)})`;
  return (
    <>
      <h3>{name}</h3>
      <p class="sentence">
        {difference && !has_few
          ? texts.difference(decimal(difference.value), decimal(difference.low), decimal(difference.high))
          : texts.few}{" "}
        {texts.weeksOf(weeks, needed_weeks)}
        {is_on ? "" : ` ${texts.off}`}
      </p>
      {source.lists.length ? (
        <Table
          label={name}
          heads={[
            { word: texts.lists },
            ...[texts.weeks, texts.children, texts.shown, texts.opened, texts.finished, texts.gain].map((word) => ({
              word,
              number: true,
            })),
          ]}
          rows={source.lists.map((one) => ({
            key: one.source,
            cells: [
              texts.sources[one.source],
              one.weeks,
              one.children,
              one.shown,
              one.opened,
              one.finished,
              interval(one.gain),
            ],
          }))}
        />
      ) : null}
    </>
  );
}
