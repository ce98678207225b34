/** Makes a pupil: account, place, contract and first payment, all of them or none. */

import type { Answer } from "@talim/client";
import { talim } from "../talim.ts";
import { CheckField, ChoiceField, DateField, SelectField } from "../ui/form/choice-fields.tsx";
import { FieldGroup, FieldRow, Form } from "../ui/form/form.tsx";
import { PickField } from "../ui/form/pick-field.tsx";
import { findGroups } from "../ui/form/picks.ts";
import { MoneyField, TextField } from "../ui/form/text-fields.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { useLoad } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";
import { leadsWords } from "./words/index.ts";
import { fetchDesks, findOwnDesks } from "../payments/cash/desks.ts";
import { hasPermission } from "../office/permissions.ts";
import { AccountFields, readAccount, writeAccount } from "./account-fields.tsx";
import { toPick, type LeadProps } from "./data.ts";
import { throwNamed } from "./field-names.ts";

export type Conversion = Answer<"/leads/{id}/convert/", "post">;

const METHODS = ["cash", "terminal", "transfer"] as const;
const CURRENCY = "UZS";

export function ConvertForm({
  lead,
  me,
  close,
  onConverted,
}: LeadProps & { close: () => void; onConverted: (done: Conversion) => void }) {
  const words = useWords();
  const { flow: texts } = leadsWords.use();
  const takes = hasPermission(me, "payments.confirm");
  const desks = useLoad(async () => (takes ? findOwnDesks(await fetchDesks(), me, CURRENCY) : []), []);
  const own = desks.value ?? [];
  const form = useForm({
    initial: {
      group: toPick(lead.group),
      day: "",
      ...readAccount(lead),
      ...{
        takes_money: false,
        method: "cash" as (typeof METHODS)[number],
        amount: null as number | null,
        desk: "",
        money_note: "",
      },
    },
    check: ({ takes_money, method, amount }) =>
      takes_money && (!amount || amount <= 0)
        ? { amount: words.form.required }
        : takes_money && method === "cash" && desks.value && !own.length
          ? { method: texts.noShift }
          : {},
    send: ({ group, day, takes_money, method, amount, desk, money_note, ...account }, key) => {
      const cashDesk = method === "cash" ? desk || own[0]?.id : undefined;
      const payment = takes_money
        ? {
            method,
            amount: { amount: amount ?? 0, currency: CURRENCY as "UZS" },
            note: money_note.trim(),
            ...(cashDesk ? { desk: cashDesk } : {}),
          }
        : null;
      const body = { group: group?.id ?? "", day: day || null, ...writeAccount(account, lead), payment };
      return talim.api
        .post("/leads/{id}/convert/", { path: { id: lead.id }, body, idempotencyKey: key })
        .catch(throwNamed);
    },
    onDone: onConverted,
  });
  const { takes_money: takesMoney, method } = form.values;
  return (
    <Form of={form} word={texts.convert} label={texts.convert} close={close}>
      <p class="quiet">{texts.convertHelp}</p>
      <FieldRow>
        <PickField of={form} name="group" label={texts.group} find={findGroups} required />
        <DateField of={form} name="day" label={texts.firstDay} hint={texts.firstDayHelp} />
      </FieldRow>
      <AccountFields of={form} lead={lead} me={me} />
      {takes ? <CheckField of={form} name="takes_money" label={texts.takeMoney} /> : null}
      {takes && takesMoney ? (
        <FieldGroup title={texts.takeMoney}>
          <ChoiceField
            of={form}
            name="method"
            label={texts.method}
            options={METHODS.map((value) => ({ value, label: texts.methods[value] ?? value }))}
            required
          />
          <FieldRow>
            <MoneyField of={form} name="amount" label={texts.amount} currency={CURRENCY} required />
            {method === "cash" && own.length > 1 ? (
              <SelectField
                of={form}
                name="desk"
                label={texts.desk}
                options={own.map(({ id, name }) => ({ value: id, label: name }))}
                required
              />
            ) : null}
            <TextField of={form} name="money_note" label={texts.moneyNote} maxLength={300} />
          </FieldRow>
        </FieldGroup>
      ) : null}
    </Form>
  );
}
