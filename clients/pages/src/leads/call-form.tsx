/** A call that was made, with what is to be done next; a note; and an answer into the chat with the bot. */

import { toIsoDay } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import { ChoiceField } from "../ui/form/choice-fields.tsx";
import { Form } from "../ui/form/form.tsx";
import { TextArea } from "../ui/form/text-fields.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { showNotice } from "../ui/notices.tsx";
import { leadsWords } from "./words/index.ts";
import { checkStep, NO_STEP, writeStep, type Lead } from "./data.ts";
import { throwNamed } from "./field-names.ts";
import { StepFieldsRow } from "./parts.tsx";

const OUTCOMES = ["reached", "no_answer", "busy", "wrong_number"] as const;

export function CallForm({ lead, me, onDone }: { lead: Lead; me: Person; onDone: () => void }) {
  const texts = leadsWords.use();
  const form = useForm({
    initial: { outcome: "" as "" | (typeof OUTCOMES)[number], text: "", ...NO_STEP },
    draft: `lead call ${lead.id}`,
    check: (values) => checkStep(values, texts.stepNeedsDay),
    send: ({ outcome, text, ...step }, key) =>
      talim.api
        .post("/leads/{id}/calls/", {
          path: { id: lead.id },
          body: { outcome: outcome || "reached", text, ...writeStep(step, me.zone) },
          idempotencyKey: key,
        })
        .catch(throwNamed),
    onDone: () => {
      showNotice(texts.callSaved);
      form.reset();
      onDone();
    },
  });
  return (
    <Form of={form} word={texts.call} label={texts.call} loadAgain={{ word: texts.calls, run: onDone }}>
      <ChoiceField
        of={form}
        name="outcome"
        label={texts.outcome}
        options={OUTCOMES.map((value) => ({ value, label: texts.outcomes[value] }))}
        required
      />
      <TextArea of={form} name="text" label={texts.callText} rows={2} />
      <StepFieldsRow of={form} today={toIsoDay(Date.now(), me.zone)} />
    </Form>
  );
}

export function NoteForm({ lead, close, onDone }: { lead: Lead; close: () => void; onDone: () => void }) {
  const texts = leadsWords.use();
  const form = useForm({
    initial: { text: "" },
    draft: `lead note ${lead.id}`,
    send: (body, key) => talim.api.post("/leads/{id}/notes/", { path: { id: lead.id }, body, idempotencyKey: key }),
    onDone: () => {
      showNotice(texts.noteSaved);
      onDone();
    },
  });
  return (
    <Form of={form} word={texts.addNote} label={texts.addNote} close={close}>
      <TextArea of={form} name="text" label={texts.note} required />
    </Form>
  );
}

/** For who asked the bot: the answer goes into that chat. */
export function AnswerForm({ lead, close, onDone }: { lead: Lead; close: () => void; onDone: () => void }) {
  const texts = leadsWords.use();
  const form = useForm({
    initial: { text: "" },
    draft: `lead answer ${lead.id}`,
    send: (body, key) => talim.api.post("/leads/{id}/answers/", { path: { id: lead.id }, body, idempotencyKey: key }),
    onDone: () => {
      showNotice(texts.answerSent);
      onDone();
    },
  });
  return (
    <Form of={form} word={texts.answer} label={texts.answer} close={close}>
      <TextArea of={form} name="text" label={texts.answerText} maxLength={2000} required />
    </Form>
  );
}
