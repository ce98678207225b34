/** Opens or closes a shift: the cash in the drawer is counted. */

import type { Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import { Form } from "../../ui/form/form.tsx";
import { MoneyField, TextField } from "../../ui/form/text-fields.tsx";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { showNotice } from "../../ui/notices.tsx";
import { cashWords } from "../../words/office/cash/index.ts";
import { isApproval, type CashDesk } from "./desks.ts";

export type ShiftReport = Extract<Answer<"/payments/cash-desks/{id}/shift/", "post">, { shift: unknown }>;

interface ShiftFormProps {
  action: "open" | "close";
  /** Where it may be; the first one is proposed. */
  desks: CashDesk[];
  /** Without a report the count waits for a second person. */
  onDone: (report: ShiftReport | undefined) => void;
  close?: () => void;
}

export function ShiftForm({ action, desks, onDone, close }: ShiftFormProps) {
  const texts = cashWords.use();
  const form = useForm({
    initial: { desk: desks[0]?.id ?? "", counted: null as number | null, note: "" },
    draft: `shift.${action}.${desks[0]?.id}`,
    send: ({ desk, counted, note }) =>
      talim.api.post("/payments/cash-desks/{id}/shift/", { path: { id: desk }, body: { action, counted: counted ?? 0, note } }),
    onDone: (answer) => {
      if (isApproval(answer)) {
        showNotice(texts.countWaits);
        onDone(undefined);
      } else {
        showNotice(action === "open" ? texts.shiftOpened : texts.shiftClosed);
        onDone(answer);
      }
    },
  });
  const desk = desks.find(({ id }) => id === form.values.desk);
  return (
    <Form of={form} word={action === "open" ? texts.openShift : texts.closeShift} label={action === "open" ? texts.openShift : texts.closeShift} {...(close ? { close } : {})}>
      {desks.length > 1 ? (
        <SelectField of={form} name="desk" label={texts.desk} options={desks.map(({ id, name, branch }) => ({ value: id, label: `${name} · ${branch.name}` }))} required />
      ) : (
        <p>
          <strong>{desk?.name}</strong> <span class="quiet">{desk?.branch.name}</span>
        </p>
      )}
      <MoneyField of={form} name="counted" label={texts.counted} hint={texts.countedHint} currency={desk?.currency ?? "UZS"} required />
      <TextField of={form} name="note" label={texts.note} hint={texts.differenceNote} maxLength={300} />
    </Form>
  );
}
