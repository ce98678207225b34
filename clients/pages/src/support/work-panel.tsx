/** What is done with a ticket by who works on it: state, priority, category, who does it, what it concerns, its times. */

import { useState } from "preact/hooks";
import { talim } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { Form } from "../ui/form/form.tsx";
import { PickField, type Pick } from "../ui/form/pick-field.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { Problem } from "../ui/problem.tsx";
import { readTranslated } from "../ui/form/translated-field.tsx";
import { retryAfterSignIn } from "../retry-after-sign-in.ts";
import { ticketWords } from "./words/index.ts";
import {
  fetchCategories,
  findStaff,
  isEnded,
  PRIORITIES,
  STATES,
  WORK_STATES,
  type Ticket,
  type WorkProps,
  type WorkState,
} from "./data.ts";
import { TicketHistory } from "./history.tsx";
import { MergePart } from "./merge.tsx";
import { StateChoice } from "./parts.tsx";
import { ServiceTimes } from "./service-times.tsx";
import { TicketFacts, TicketLinks } from "./ticket-links.tsx";

/** The office of the branch assigns and merges. */
const SEE_ALL = "support.see_all";

export function WorkPanel({ ticket, me, onChange }: WorkProps) {
  const texts = ticketWords.use();
  const manages = me.permissions.includes(SEE_ALL);
  return (
    <aside class="ticket-work" aria-label={texts.work.title}>
      {ticket.state === "closed" ? (
        <p class="quiet">{texts.work.over}</p>
      ) : (
        <Changes ticket={ticket} onChange={onChange} />
      )}
      {manages && !isEnded(ticket) ? <Assign ticket={ticket} me={me} onChange={onChange} /> : null}
      <ServiceTimes ticket={ticket} me={me} />
      <TicketLinks ticket={ticket} me={me} onChange={onChange} />
      <TicketFacts ticket={ticket} />
      {manages && ticket.merged_into === null ? <MergePart ticket={ticket} /> : null}
      <TicketHistory ticket={ticket} me={me} />
    </aside>
  );
}

type Changed = Partial<{ state: WorkState; priority: Ticket["priority"]; category: string | null }>;

function Changes({ ticket, onChange }: Omit<WorkProps, "me">) {
  const texts = ticketWords.use();
  const categories = useLoad(fetchCategories, []);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const change = async (body: Changed) => {
    setBusy(true);
    setError(undefined);
    try {
      await retryAfterSignIn(() => talim.api.patch("/support/tickets/{id}/", { path: { id: ticket.id }, body }));
      showNotice(texts.work.changed);
    } catch (reason) {
      setError(() => reason);
    } finally {
      setBusy(false);
      onChange();
    }
  };
  const known = categories.value ?? [];
  const categoryOptions: [string, string][] = [
    ["", texts.noCategory],
    ...(ticket.category && !known.some(({ id }) => id === ticket.category)
      ? [[ticket.category, ticket.category_title] as [string, string]]
      : []),
    ...known.map(({ id, title }): [string, string] => [id, readTranslated(title)]),
  ];
  const states = STATES.filter((state) => state === ticket.state || (WORK_STATES as string[]).includes(state));
  return (
    <div class="ticket-changes">
      <StateChoice
        label={texts.state}
        state={ticket.state}
        states={states}
        off={busy}
        choose={(state) => void change({ state: state as WorkState })}
      />
      <Select
        label={texts.priority}
        value={ticket.priority}
        options={PRIORITIES.map((one) => [one, texts.priorities[one]])}
        off={busy}
        choose={(priority) => void change({ priority: priority as Ticket["priority"] })}
      />
      <Select
        label={texts.category}
        value={ticket.category ?? ""}
        options={categoryOptions}
        off={busy}
        choose={(category) => void change({ category: category || null })}
      />
      {error ? <Problem error={error} here={{ not_open: texts.work.over }} /> : null}
    </div>
  );
}

interface SelectProps {
  label: string;
  value: string;
  options: [value: string, word: string][];
  off?: boolean;
  choose: (value: string) => void;
}

/** A choice that counts at once. */
export function Select({ label, value, options, off = false, choose }: SelectProps) {
  return (
    <label>
      {label}
      <select
        value={value}
        aria-disabled={off}
        onChange={({ currentTarget }) => (off ? (currentTarget.value = value) : choose(currentTarget.value))}
      >
        {options.map(([one, word]) => (
          <option key={one} value={one} selected={one === value}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}

function Assign({ ticket, me, onChange }: WorkProps) {
  const texts = ticketWords.use();
  const assign = (assignee: string | null) =>
    talim.api.post("/support/tickets/{id}/assign/", { path: { id: ticket.id }, body: { assignee } });
  const done = () => {
    showNotice(texts.work.assigned);
    onChange();
  };
  const form = useForm({
    initial: { assignee: null as Pick | null },
    send: ({ assignee }) => assign(assignee?.id ?? null),
    onDone: () => {
      form.reset();
      done();
    },
  });
  const isMine = ticket.assignee?.id === me.id;
  return (
    <section aria-label={texts.assignee}>
      <p>
        <b>{texts.assignee}:</b> {ticket.assignee?.full_name ?? texts.nobody}
      </p>
      <div class="buttons">
        {isMine ? null : <ActButton word={texts.work.take} act={() => assign(me.id)} onDone={done} />}
        {ticket.assignee ? <ActButton word={texts.work.unassign} act={() => assign(null)} onDone={done} /> : null}
      </div>
      <Form of={form} word={texts.work.assign} label={texts.work.assign}>
        <PickField of={form} name="assignee" label={texts.work.assignTo} find={findStaff} required />
      </Form>
    </section>
  );
}
