/** How far the list can be trusted: what the model said of months that it had not seen, and what happened. */

import { formatDate, formatScore } from "../../format.ts";
import type { Person } from "../../talim.ts";
import { Table } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { atRiskWords } from "./words/index.ts";
import type { Model } from "./at-risk-data.ts";

const percent = (share: number) => Math.round(100 * share);

export function Quality({ me, model }: { me: Person; model: Model }) {
  const words = useWords();
  const texts = atRiskWords.use();
  const { held_out: held, learned, auc, rule_auc: rule, calibration_error: error } = model;
  if (!learned && auc === null) return null;
  return (
    <details>
      <summary>{texts.quality}</summary>
      {learned ? <p>{texts.learned(learned.rows, learned.left, learned.months)}</p> : null}
      {auc !== null && rule !== null && error !== null ? (
        <>
          {held ? <p>{texts.measured(held.rows, held.left, held.months)}</p> : null}
          <p>{texts.pairs(percent(auc), percent(rule))}</p>
          <p>{texts.interval(percent(model.gain_low ?? 0), percent(model.gain_high ?? 0))}</p>
          <p>{texts.error(formatScore(100 * error))}</p>
          {model.calibration.length ? (
            <Table
              label={texts.calibration}
              heads={[
                { word: texts.predicted, number: true },
                { word: texts.happened, number: true },
                { word: texts.rows, number: true },
              ]}
              rows={model.calibration.map((one, place) => ({
                key: String(place),
                cells: [`${formatScore(one.predicted)} %`, `${formatScore(one.happened)} %`, one.count],
              }))}
            />
          ) : null}
          <Table
            label={texts.weights}
            heads={[{ word: texts.sign }, { word: texts.weight, number: true }]}
            rows={model.weights.map((one) => ({
              key: one.name,
              cells: [one.label, one.weight.toFixed(2).replace(".", words.decimal)],
            }))}
          />
        </>
      ) : null}
      {model.counted_until ? <p class="quiet">{texts.until(formatDate(model.counted_until, me.zone, words))}</p> : null}
    </details>
  );
}
