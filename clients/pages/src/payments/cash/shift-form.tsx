/** Opens or closes a shift: the cash in the drawer is counted. */

import type { Answer } from "@talim/client";
import { formatMoney } from "../../format.ts";
import { talim } from "../../talim.ts";
import { Form } from "../../ui/form/form.tsx";
import { MoneyField, TextField } from "../../ui/form/text-fields.tsx";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { cashWords } from "./words/index.ts";
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
  const words = useWords();
  const texts = cashWords.use();
  const form = useForm({
    initial: {
      desk: desks[0]?.id ?? "",
      counted: null as number | null,
      change_float: null as number | null,
      note: "",
    },
    draft: `shift.${action}.${desks[0]?.id}`,
    send: ({ desk, counted, change_float, note }) =>
      talim.api.post("/payments/cash-desks/{id}/shift/", {
        path: { id: desk },
        body: { action, counted: counted ?? 0, change_float: change_float ?? 0, note },
      }),
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
  const { counted, change_float: change } = form.values;
  const expected = (desk?.balance.amount ?? 0) + (action === "open" ? (change ?? 0) : 0);
  const differs = counted !== null && desk !== undefined && counted !== expected;
  const mayReturn = action === "close" && Boolean(desk?.change_float.amount);
  return (
    <Form
      of={form}
      word={action === "open" ? texts.openShift : texts.closeShift}
      label={action === "open" ? texts.openShift : texts.closeShift}
      {...(close ? { close } : {})}
    >
      {desks.length > 1 ? (
        <SelectField
          of={form}
          name="desk"
          label={texts.desk}
          options={desks.map(({ id, name, branch }) => ({ value: id, label: `${name} · ${branch.name}` }))}
          required
        />
      ) : (
        <p>
          <strong>{desk?.name}</strong> <span class="quiet">{desk?.branch.name}</span>
        </p>
      )}
      <MoneyField
        of={form}
        name="counted"
        label={texts.counted}
        hint={texts.countedHint}
        currency={desk?.currency ?? "UZS"}
        required
      />
      {action === "open" ? (
        <MoneyField
          of={form}
          name="change_float"
          label={texts.floatTaken}
          hint={texts.floatTakenHint}
          currency={desk?.currency ?? "UZS"}
        />
      ) : null}
      {mayReturn && desk ? (
        <MoneyField
          of={form}
          name="change_float"
          label={texts.floatReturned}
          hint={texts.floatReturnedHint(formatMoney(desk.change_float, words))}
          currency={desk.currency}
        />
      ) : null}
      <TextField
        of={form}
        name="note"
        label={texts.note}
        hint={differs ? texts.differenceNote(formatMoney({ ...desk.balance, amount: expected }, words)) : undefined}
        maxLength={300}
        required={differs || form.errors.note !== undefined}
      />
    </Form>
  );
}
