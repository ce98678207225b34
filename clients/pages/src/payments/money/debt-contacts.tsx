/** Who spoke with a debtor and what was promised. */

import type { Answer } from "@talim/client";
import { formatDate, formatMoney, toIsoDay } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { ChoiceField, DateField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { MoneyField, TextArea } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { moneyWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";

type Contact = Answer<"/payments/debtors/{student_id}/contacts/", "get">["results"][number];
type How = Contact["how"];

interface Props {
  student: string;
  currency: string;
  me: Person;
  onChanged: () => void;
}

export function DebtContacts({ student, currency, me, onChanged }: Props) {
  const words = useWords();
  const texts = moneyWords.use().debtors;
  const path = { student_id: student };
  const contacts = useLoad(
    () => talim.api.get("/payments/debtors/{student_id}/contacts/", { path, query: { currency, page_size: 50 } }),
    [student, currency],
  );
  const changed = (text: string) => {
    showNotice(text);
    contacts.reload();
    onChanged();
  };
  const today = toIsoDay(Date.now(), me.zone);
  const isOwn = (contact: Contact) => contact.by.id === me.id && contact.on === today && !contact.sent_here;
  return (
    <>
      {hasPermission(me, "payments.manage") ? (
        <NewContact student={student} currency={currency} today={today} onDone={() => changed(words.form.saved)} />
      ) : null}
      <h3>{texts.contacts}</h3>
      <Loading of={contacts}>
        {({ results }) =>
          results.length ? (
            <ul class="rows">
              {results.map((contact) => (
                <li key={contact.id}>
                  <span>
                    {[
                      formatDate(contact.on, me.zone, words),
                      words.office.contact[contact.how],
                      contact.by.full_name,
                    ].join(" · ")}
                    {contact.note ? <span class="quiet small">{contact.note}</span> : null}
                    {contact.promise ? (
                      <span class="small">
                        {texts.promisesFor(
                          formatDate(contact.promise.on, me.zone, words),
                          contact.promise.amount ? formatMoney(contact.promise.amount, words) : "",
                        )}
                        {": "}
                        {texts.promiseStates[contact.promise.state]}
                      </span>
                    ) : null}
                  </span>
                  {isOwn(contact) ? (
                    <ActButton
                      class="plain"
                      word={words.form.delete}
                      act={() =>
                        talim.api.delete("/payments/debtors/{student_id}/contacts/{id}/", {
                          path: { ...path, id: contact.id },
                        })
                      }
                      onDone={() => changed(texts.deleted)}
                    />
                  ) : null}
                </li>
              ))}
            </ul>
          ) : (
            <p class="empty">{texts.nobodySpoke}</p>
          )
        }
      </Loading>
    </>
  );
}

function NewContact({
  student,
  currency,
  today,
  onDone,
}: {
  student: string;
  currency: string;
  today: string;
  onDone: () => void;
}) {
  const words = useWords();
  const texts = moneyWords.use().debtors;
  const form = useForm({
    initial: { how: "call" as How, note: "", promised_on: "", promised_amount: null as number | null },
    draft: `debt-contact ${student}`,
    send: ({ how, note, promised_on, promised_amount }) =>
      talim.api.post("/payments/debtors/{student_id}/contacts/", {
        path: { student_id: student },
        body: {
          how,
          note,
          currency,
          promised_on: promised_on || null,
          promised_amount: promised_amount === null ? null : { amount: promised_amount, currency },
        },
      }),
    onDone: () => {
      form.reset();
      onDone();
    },
  });
  return (
    <Form of={form} word={texts.add} label={texts.add}>
      <ChoiceField
        of={form}
        name="how"
        label={texts.how}
        required
        options={Object.entries(words.office.contact).map(([value, label]) => ({ value, label }))}
      />
      <TextArea of={form} name="note" label={texts.said} rows={2} maxLength={500} />
      <FieldRow>
        <DateField of={form} name="promised_on" label={texts.promisedOn} min={today} />
        <MoneyField
          of={form}
          name="promised_amount"
          label={texts.promisedAmount}
          hint={texts.promisedHelp}
          currency={currency}
        />
      </FieldRow>
    </Form>
  );
}
