/** What advertising cost, by source and month. */

import { useState } from "preact/hooks";
import { formatMoney, shiftMonth, toIsoDay } from "../format.ts";
import { retryAfterSignIn } from "../retry-after-sign-in.ts";
import { talim, type Person } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { SelectField } from "../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../ui/form/form.tsx";
import { MoneyField } from "../ui/form/text-fields.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { Problem } from "../ui/problem.tsx";
import { Table } from "../ui/table.tsx";
import type { Words } from "../words/index.ts";
import { leadsWords } from "./words/index.ts";
import { fetchAllPages } from "../office/all-pages.ts";
import type { Branch } from "../office/branches.ts";
import { formatPeriod } from "../analytics/office/chart-data.ts";
import { Opening } from "../accounts/pupils/section.tsx";
import { SOURCES } from "./data.ts";

interface CostsProps {
  me: Person;
  branches: Branch[];
  canSet: boolean;
  onChanged: () => void;
  words: Words;
}

export function Costs({ me, branches, canSet, onChanged, words }: CostsProps) {
  const { arranging: texts, ...own } = leadsWords.use();
  const costs = useLoad(
    () => fetchAllPages((page) => talim.api.get("/leads/costs/", { query: { page, page_size: 100 } })),
    [],
  );
  const [error, setError] = useState<unknown>();
  const changed = () => {
    setError(undefined);
    costs.reload();
    onChanged();
  };
  const named = branches.length > 1;
  return (
    <section aria-labelledby="lead-costs">
      <h2 id="lead-costs">{texts.costsTitle}</h2>
      <p class="quiet">{texts.costsHelp}</p>
      {canSet ? (
        <Opening word={texts.addCost}>
          {(close) => (
            <CostForm me={me} branches={branches} words={words} close={close} onDone={() => (close(), changed())} />
          )}
        </Opening>
      ) : null}
      {error ? <Problem error={error} /> : null}
      <Loading of={costs}>
        {(rows) =>
          rows.length ? (
            <Table
              label={texts.costsTitle}
              heads={[
                { word: texts.month },
                { word: own.source },
                ...(named ? [{ word: own.branch }] : []),
                { word: texts.amount, number: true },
                ...(canSet ? [{ word: "" }] : []),
              ]}
              rows={rows.map((cost) => ({
                key: cost.id,
                cells: [
                  formatPeriod(cost.month.slice(0, 7), words),
                  own.sources[cost.source],
                  ...(named ? [cost.branch.name] : []),
                  formatMoney(cost.amount, words),
                  ...(canSet
                    ? [
                        <ActButton
                          word={texts.removeCost}
                          class="plain"
                          act={() => talim.api.delete("/leads/costs/{id}/", { path: { id: cost.id } })}
                          onDone={() => {
                            const { source, month, branch, amount } = cost;
                            const body = {
                              source,
                              month,
                              branch: branch.id,
                              amount: amount.amount,
                              currency: amount.currency,
                            };
                            showNotice(texts.costRemoved, {
                              label: words.form.undo,
                              run: () =>
                                void retryAfterSignIn(() => talim.api.put("/leads/costs/", { body })).then(
                                  changed,
                                  (reason: unknown) => setError(() => reason),
                                ),
                            });
                            changed();
                          }}
                        />,
                      ]
                    : []),
                ],
              }))}
            />
          ) : (
            <p class="empty">{texts.noCosts}</p>
          )
        }
      </Loading>
    </section>
  );
}

const MONTHS = 13;

function CostForm({
  me,
  branches,
  words,
  close,
  onDone,
}: Omit<CostsProps, "canSet" | "onChanged"> & { close: () => void; onDone: () => void }) {
  const { arranging: texts, ...own } = leadsWords.use();
  const now = toIsoDay(Date.now(), me.zone).slice(0, 7);
  const form = useForm({
    initial: {
      source: "" as string,
      month: now,
      branch: branches[0]?.id ?? "",
      amount: null as number | null,
      currency: "UZS",
    },
    send: ({ source, month, branch, amount, currency }) =>
      talim.api.put("/leads/costs/", {
        body: {
          ...{
            source: source as (typeof SOURCES)[number],
            month: `${month}-01`,
            amount: amount ?? 0,
            currency: currency as "UZS",
          },
          ...(branch ? { branch } : {}),
        },
      }),
    onDone: () => {
      showNotice(texts.costSaved);
      onDone();
    },
  });
  const months = Array.from({ length: MONTHS }, (_, back) => shiftMonth(now, -back));
  return (
    <Form of={form} word={words.form.save} label={texts.addCost} close={close}>
      <FieldRow>
        <SelectField
          of={form}
          name="source"
          label={own.source}
          options={SOURCES.map((value) => ({ value, label: own.sources[value] ?? value }))}
          required
        />
        <SelectField
          of={form}
          name="month"
          label={texts.month}
          options={months.map((value) => ({ value, label: formatPeriod(value, words) }))}
          required
        />
        {branches.length > 1 ? (
          <SelectField
            of={form}
            name="branch"
            label={own.branch}
            options={branches.map(({ id, name }) => ({ value: id, label: name }))}
            required
          />
        ) : null}
      </FieldRow>
      <FieldRow>
        <MoneyField of={form} name="amount" label={texts.amount} currency={form.values.currency} required />
        <SelectField
          of={form}
          name="currency"
          label={texts.currency}
          options={Object.entries(words.currency).map(([value, label]) => ({ value, label }))}
          required
        />
      </FieldRow>
    </Form>
  );
}
