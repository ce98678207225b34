/** What a pupil has paid and owes, and who spoke with the family about it. */

import type { Answer } from "@talim/client";
import { formatDate, formatMoney, toIsoDay } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { ChoiceField, DateField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { MoneyField, TextArea } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Table } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { pupilsWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { Opening } from "./section.tsx";

type Account = Answer<"/payments/balance/{student_id}/", "get">["accounts"][number];
type Contact = Answer<"/payments/debtors/{student_id}/contacts/", "get">["results"][number];

const HOWS = ["call", "message", "visit", "other"] as const;
/** How many of the last movements are shown; the money pages have all. */
const LINES = 10;

export function Money({ id, me }: { id: string; me: Person }) {
  const { money: texts } = pupilsWords.use();
  const statement = useLoad(() => talim.api.get("/payments/balance/{student_id}/", { path: { student_id: id } }), [id]);
  return (
    <Loading of={statement}>
      {({ accounts }) => (
        <>
          {accounts.length ? (
            accounts.map((account) => <AccountView key={account.balance.currency} account={account} me={me} />)
          ) : (
            <p class="empty">{texts.noLines}</p>
          )}
          <Contacts id={id} me={me} owing={accounts.filter(({ open_payments }) => open_payments.length)} />
        </>
      )}
    </Loading>
  );
}

function AccountView({ account, me }: { account: Account; me: Person }) {
  const words = useWords();
  const { money: texts } = pupilsWords.use();
  const sum = (amount: Account["balance"]) => formatMoney(amount, words);
  return (
    <>
      <dl class="facts">
        <dt>{texts.balance}</dt>
        <dd class="number">{sum(account.balance)}</dd>
        <dt>{texts.owed}</dt>
        <dd class="number">{sum(account.owed)}</dd>
        {account.free_credit.amount ? (
          <>
            <dt>{texts.free}</dt>
            <dd class="number">{sum(account.free_credit)}</dd>
          </>
        ) : null}
      </dl>
      {account.open_payments.length ? (
        <ul class="cards">
          {account.open_payments.map((payment) => (
            <li key={payment.id} class="card">
              <strong>{payment.title || payment.reference}</strong>
              <span class="amount">{sum(payment.outstanding)}</span>
              <span class="state">
                <Icon name={payment.status === "overdue" ? "warning" : "clock"} />
                {texts.due(formatDate(payment.due_on, me.zone, words))}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p>{texts.nothing}</p>
      )}
      {account.lines.length ? (
        <details>
          <summary>{texts.last}</summary>
          <Table
            label={texts.last}
            heads={[{ word: words.office.day }, { word: texts.note }, { word: texts.balance, number: true }]}
            rows={account.lines
              .slice(-LINES)
              .reverse()
              .map((line) => ({
                key: line.id,
                cells: [
                  formatDate(line.on, me.zone, words),
                  <>
                    {line.text} <span class="number">{sum(line.change)}</span>
                  </>,
                  sum(line.balance),
                ],
              }))}
          />
        </details>
      ) : null}
    </>
  );
}

function Contacts({ id, me, owing }: { id: string; me: Person; owing: Account[] }) {
  const words = useWords();
  const { money: texts } = pupilsWords.use();
  const query = { page_size: 50 };
  const contacts = useLoad(
    () => talim.api.get("/payments/debtors/{student_id}/contacts/", { path: { student_id: id }, query }),
    [id],
  );
  const currency = owing[0]?.balance.currency;
  const manages = hasPermission(me, "payments.manage");
  return (
    <section>
      <h4>{texts.contacts}</h4>
      <Loading of={contacts}>
        {({ results }) =>
          results.length ? (
            <ul class="cards">
              {results.map((contact) => (
                <li key={contact.id} class="card">
                  <strong>
                    {formatDate(contact.on, me.zone, words)}, {texts.hows[contact.how]}
                  </strong>
                  {contact.note ? <span>{contact.note}</span> : null}
                  <span class="quiet">
                    {[contact.by.full_name, describePromise(contact, me, words, texts)].filter(Boolean).join(" · ")}
                  </span>
                  {manages &&
                  contact.by.id === me.id &&
                  !contact.sent_here &&
                  contact.on === toIsoDay(Date.now(), me.zone) ? (
                    <ActButton
                      word={texts.withdraw}
                      class="plain"
                      act={() =>
                        talim.api.delete("/payments/debtors/{student_id}/contacts/{id}/", {
                          path: { student_id: id, id: contact.id },
                        })
                      }
                      onDone={() => {
                        showNotice(texts.withdrawn);
                        contacts.reload();
                      }}
                    />
                  ) : null}
                </li>
              ))}
            </ul>
          ) : (
            <p class="empty">{texts.noContacts}</p>
          )
        }
      </Loading>
      {manages && currency ? (
        <Opening word={texts.addContact}>
          {(close) => (
            <ContactForm id={id} currency={currency} close={close} onDone={() => (close(), contacts.reload())} />
          )}
        </Opening>
      ) : null}
    </section>
  );
}

function describePromise(
  { promise }: Contact,
  me: Person,
  words: ReturnType<typeof useWords>,
  texts: ReturnType<typeof pupilsWords.use>["money"],
): string {
  if (!promise) return "";
  const day = texts.promised(formatDate(promise.on, me.zone, words));
  return [day, promise.amount && formatMoney(promise.amount, words), texts.promiseStates[promise.state]]
    .filter(Boolean)
    .join(", ");
}

function ContactForm({
  id,
  currency,
  close,
  onDone,
}: {
  id: string;
  currency: string;
  close: () => void;
  onDone: () => void;
}) {
  const words = useWords();
  const { money: texts } = pupilsWords.use();
  const form = useForm({
    initial: { how: "call" as Contact["how"], note: "", promised_on: "", promised_amount: null as number | null },
    draft: `debt talk ${id}`,
    send: ({ how, note, promised_on, promised_amount }, key) => {
      const amount = promised_on && promised_amount ? { amount: promised_amount, currency } : null;
      const body = { how, note, currency, promised_on: promised_on || null, promised_amount: amount };
      return talim.api.post("/payments/debtors/{student_id}/contacts/", {
        path: { student_id: id },
        body,
        idempotencyKey: key,
      });
    },
    onDone: () => {
      showNotice(words.form.saved);
      onDone();
    },
  });
  return (
    <Form of={form} word={words.form.save} close={close} label={texts.addContact}>
      <ChoiceField
        of={form}
        name="how"
        label={texts.how}
        options={HOWS.map((value) => ({ value, label: texts.hows[value] }))}
        required
      />
      <TextArea of={form} name="note" label={texts.note} maxLength={500} />
      <FieldRow>
        <DateField of={form} name="promised_on" label={texts.promisedOn} />
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
