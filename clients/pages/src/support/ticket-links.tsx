/** What a ticket concerns: a person, a payment, a recording; and what its page and its e-mail told of it. */

import { useState } from "preact/hooks";
import { formatDate, formatMoney } from "../format.ts";
import { usePersonPages } from "../person-pages.ts";
import { Link } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { SelectField } from "../ui/form/choice-fields.tsx";
import { Form } from "../ui/form/form.tsx";
import { PickField, type Pick } from "../ui/form/pick-field.tsx";
import { findPeople } from "../ui/form/picks.ts";
import { useForm } from "../ui/form/use-form.ts";
import { useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { useWords } from "../words/index.ts";
import { ticketWords } from "./words/index.ts";
import type { Ticket, WorkProps } from "./data.ts";

export function TicketLinks({ ticket, me, onChange }: WorkProps) {
  const words = useWords();
  const { from, work: texts } = ticketWords.use();
  const { hasPage } = usePersonPages();
  const [changes, setChanges] = useState(false);
  const { about, payment, attempt } = ticket;
  const done = () => {
    setChanges(false);
    onChange();
  };
  return (
    <section aria-labelledby="links">
      <h2 id="links">{texts.link}</h2>
      <ul class="rows">
        {ticket.reporter ? <PersonRow word={from} person={ticket.reporter} me={me} /> : null}
        {about ? <PersonRow word={texts.about} person={about} me={me} /> : null}
        {payment ? (
          <li>
            {hasPage(me, `payments/${payment}`) ? (
              <Link to={`payments/${payment}`}>{texts.openPayment}</Link>
            ) : (
              texts.payment
            )}
          </li>
        ) : null}
        {attempt ? <AttemptRow id={attempt} me={me} /> : null}
        {about || payment || attempt ? null : <li class="quiet">{texts.noLink}</li>}
      </ul>
      {ticket.state === "closed" || !me.permissions.includes("accounts.view_people") ? null : changes ? (
        <LinkForm ticket={ticket} me={me} onDone={done} close={() => setChanges(false)} />
      ) : (
        <button type="button" onClick={() => setChanges(true)}>
          {words.form.edit}
        </button>
      )}
    </section>
  );
}

function PersonRow({ word, person, me }: { word: string; person: { id: string; full_name: string }; me: Person }) {
  const { hasPage } = usePersonPages();
  const to = [`pupils/${person.id}`, `pupil/${person.id}`].find((page) => hasPage(me, page));
  return (
    <li>
      <span>{word}</span>
      {to ? <Link to={to}>{person.full_name}</Link> : person.full_name}
    </li>
  );
}

/** A recording leads to its review, for who may hear it. */
function AttemptRow({ id, me }: { id: string; me: Person }) {
  const texts = ticketWords.use().work;
  const { hasPage } = usePersonPages();
  const loaded = useLoad(() => talim.api.get("/homework/attempts/{id}/", { path: { id } }), [id]);
  const to = loaded.value ? `review/${loaded.value.homework}` : "";
  return <li>{to && hasPage(me, to) ? <Link to={to}>{texts.openAttempt}</Link> : texts.attempt}</li>;
}

interface LinkFormProps {
  ticket: Ticket;
  me: Person;
  onDone: () => void;
  close: () => void;
}

function LinkForm({ ticket, me, onDone, close }: LinkFormProps) {
  const words = useWords();
  const texts = ticketWords.use();
  const about: Pick | null = ticket.about ? { id: ticket.about.id, label: ticket.about.full_name } : null;
  const form = useForm({
    initial: { about, payment: ticket.payment ?? "" },
    send: ({ about: person, payment }) =>
      talim.api.patch("/support/tickets/{id}/", {
        path: { id: ticket.id },
        body: { about: person?.id ?? null, payment: payment || null },
      }),
    onDone: () => {
      showNotice(texts.work.changed);
      onDone();
    },
  });
  const whose = form.values.about?.id ?? ticket.reporter?.id;
  const payments = useLoad(
    async () =>
      whose && me.permissions.includes("payments.see_all")
        ? (await talim.api.get("/payments/", { query: { student: whose, page_size: 20 } })).results
        : [],
    [whose],
  );
  const options = (payments.value ?? []).map((one) => ({
    value: one.id,
    label: `${formatDate(one.due_on, me.zone, words)}, ${formatMoney(one.amount, words)}`,
  }));
  const kept =
    ticket.payment && !options.some(({ value }) => value === ticket.payment)
      ? [{ value: ticket.payment, label: texts.work.payment }]
      : [];
  return (
    <Form of={form} word={texts.work.saveLinks} label={texts.work.link} close={close}>
      <PickField of={form} name="about" label={texts.work.about} find={findPeople()} />
      <SelectField
        of={form}
        name="payment"
        label={texts.work.payment}
        options={[{ value: "", label: texts.own.aboutNothing }, ...kept, ...options]}
      />
    </Form>
  );
}

/** Where a ticket came from. */
export function TicketFacts({ ticket }: { ticket: Ticket }) {
  const texts = ticketWords.use();
  const facts: [string, string | null][] = [
    [texts.work.source, texts.sources[ticket.source]],
    [texts.work.branch, ticket.branch_name],
    [texts.work.email, ticket.email],
    [texts.work.page, ticket.page],
    [texts.work.browser, ticket.browser],
    [texts.work.request, ticket.failed_request],
  ];
  return (
    <dl class="ticket-facts">
      {facts
        .filter(([, value]) => value)
        .map(([word, value]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
