/** A message to the families of debtors: whom it reaches, how it reads and what it costs, then the sending. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatMoney } from "../../format.ts";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { ChecksField, ChoiceField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { useWords } from "../../words/index.ts";
import { moneyWords } from "./words/index.ts";
import type { Debtor } from "../office/debtor-parts.tsx";

type Preview = Answer<"/payments/debtors/message/preview/", "post">;
type Channel = "telegram" | "sms" | "email" | "push";

export function DebtMessage({ debtors, onDone }: { debtors: Debtor[]; onDone: (people: number) => void }) {
  const texts = moneyWords.use().debtors;
  const currency = debtors[0]?.overdue.currency ?? "UZS";
  const students = [
    ...new Set(debtors.filter(({ overdue }) => overdue.currency === currency).map(({ student }) => student.id)),
  ];
  const [preview, setPreview] = useState<
    | {
        body: { template: "reminder" | "warning"; channels: Channel[]; students: string[]; currency: string };
        found: Preview;
      }
    | undefined
  >();
  const form = useForm({
    initial: { template: "reminder" as "reminder" | "warning", channels: ["telegram", "push"] as Channel[] },
    send: async (values) => {
      const body = { ...values, students, currency };
      return { body, found: await talim.api.post("/payments/debtors/message/preview/", { body }) };
    },
    onDone: setPreview,
  });
  const options = (all: Record<string, string>) => Object.entries(all).map(([value, label]) => ({ value, label }));
  return (
    <>
      <p>{debtors.map(({ student }) => student.full_name).join(", ")}</p>
      <Form of={form} word={texts.show} label={texts.write}>
        <ChoiceField of={form} name="template" label={texts.which} required options={options(texts.templates)} />
        <ChecksField of={form} name="channels" label={texts.by} required options={options(texts.channels)} />
      </Form>
      {preview ? (
        <>
          <PreviewView preview={preview.found} />
          {preview.found.people && preview.found.within_budget ? (
            <ActButton
              class="main"
              word={texts.send(preview.found.people)}
              question={<p>{texts.sendSure(preview.found.people)}</p>}
              act={(idempotencyKey) =>
                talim.api.post("/payments/debtors/message/", {
                  body: { ...preview.body, people: preview.found.people },
                  idempotencyKey,
                })
              }
              onDone={({ people }) => onDone(people)}
            />
          ) : null}
        </>
      ) : null}
    </>
  );
}

function PreviewView({ preview }: { preview: Preview }) {
  const words = useWords();
  const texts = moneyWords.use().debtors;
  const price = (amount: number) => formatMoney({ amount, currency: "UZS" }, words);
  const reached = Object.entries(preview.channels).filter(([, count]) => count);
  return (
    <div role="status">
      <p>
        <b>{texts.people(preview.people)}</b>
        {reached.length
          ? `: ${reached.map(([channel, count]) => `${texts.channels[channel as Channel]} ${count}`).join(", ")}`
          : ""}
      </p>
      {preview.sms_parts ? (
        <p>{texts.cost(price(preview.sms_price), price(preview.sms_budget - preview.sms_spent))}</p>
      ) : null}
      {preview.within_budget ? null : <p class="wrong">{texts.tooDear}</p>}
      {preview.samples.map((sample) => (
        <blockquote key={`${sample.channel} ${sample.language}`} lang={sample.language}>
          <b>{texts.channels[sample.channel as Channel]}</b> {sample.title}
          <p>{sample.text}</p>
        </blockquote>
      ))}
      {preview.unreachable.length ? (
        <details>
          <summary>{texts.unreachable(preview.unreachable.length)}</summary>
          <ul class="rows">
            {preview.unreachable.map(({ student, person, reason }) => (
              <li key={student.id + person.id}>
                {person.full_name}: {texts.reasons[reason]}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}
