/** A new ticket of one's own: what it is about, words, files, and where one likes a category, a payment, how urgent it is. */

import { useRef } from "preact/hooks";
import { formatDate, formatMoney } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import { SelectField } from "../ui/form/choice-fields.tsx";
import { Form } from "../ui/form/form.tsx";
import { TextArea, TextField } from "../ui/form/text-fields.tsx";
import { readTranslated } from "../ui/form/translated-field.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { useWords } from "../words/index.ts";
import { ticketWords } from "./words/index.ts";
import { fetchCategories, type Ticket } from "./data.ts";
import { FilesField, type SentFile } from "./files-field.tsx";

/** Only the office makes a ticket urgent. */
const OWN_PRIORITIES = ["high", "medium", "low"] as const;
type OwnPriority = (typeof OWN_PRIORITIES)[number];

interface Asked extends Record<string, unknown> {
  subject: string;
  text: string;
  category: string;
  priority: OwnPriority | "";
  payment: string;
  files: SentFile[];
}

export function NewTicket({ me, onDone, close }: { me: Person; onDone: (ticket: Ticket) => void; close: () => void }) {
  const words = useWords();
  const texts = ticketWords.use();
  const categories = useLoad(fetchCategories, []);
  const payments = useLoad(() => fetchOwnPayments(me), [me.id]);
  const uploading = useRef(false);
  const form = useForm<Asked, Ticket>({
    initial: { subject: "", text: "", category: "", priority: "", payment: "", files: [] },
    draft: "ticket",
    check: () => (uploading.current ? { files: texts.talk.filesWait } : {}),
    send: ({ subject, text, category, priority, payment, files }, idempotencyKey) => {
      const body = {
        subject,
        text,
        category: category || null,
        priority: priority || null,
        payment: payment || null,
        files: files.map(({ id }) => id),
      };
      return talim.api.post("/support/tickets/", { body, idempotencyKey });
    },
    onDone: (ticket) => {
      showNotice(texts.own.sent(ticket.number));
      onDone(ticket);
    },
  });
  const titles = (categories.value ?? []).map(({ id, title }) => ({ value: id, label: readTranslated(title) }));
  const paid = (payments.value ?? []).map((one) => ({
    value: one.id,
    label: `${formatDate(one.due_on, me.zone, words)}, ${formatMoney(one.amount, words)}`,
  }));
  return (
    <Form of={form} word={texts.own.send} label={texts.own.begin} close={close}>
      <TextField of={form} name="subject" label={texts.subject} required />
      <TextArea of={form} name="text" label={texts.text} rows={5} maxLength={20_000} required />
      {titles.length ? (
        <SelectField
          of={form}
          name="category"
          label={texts.category}
          options={[{ value: "", label: texts.noCategory }, ...titles]}
        />
      ) : null}
      {paid.length ? (
        <SelectField
          of={form}
          name="payment"
          label={texts.own.about}
          options={[{ value: "", label: texts.own.aboutNothing }, ...paid]}
        />
      ) : null}
      <SelectField
        of={form}
        name="priority"
        label={texts.own.choosePriority}
        options={[
          { value: "", label: texts.own.byCategory },
          ...OWN_PRIORITIES.map((value) => ({ value, label: texts.priorities[value] })),
        ]}
      />
      <FilesField of={form} uploading={uploading} />
    </Form>
  );
}

/** For families: what they pay for. */
async function fetchOwnPayments(me: Person) {
  if (me.role !== "student" && me.role !== "parent") return [];
  return (await talim.api.get("/payments/", { query: { page_size: 20 } })).results;
}
