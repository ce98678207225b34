/** A lead is lost, with a reason; a lost one is opened again. */

import { talim } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { SelectField } from "../ui/form/choice-fields.tsx";
import { Form } from "../ui/form/form.tsx";
import { TextField } from "../ui/form/text-fields.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { showNotice } from "../ui/notices.tsx";
import { leadsWords } from "./words/index.ts";
import { Opening } from "../accounts/pupils/section.tsx";
import type { LeadProps } from "./data.ts";

const REASONS = ["price", "time", "place", "competitor", "no_answer", "no_need", "spam", "other"] as const;

export function CloseLead({ lead, me, onChanged }: LeadProps) {
  const texts = leadsWords.use();
  if (lead.state === "lost") {
    return (
      <ActButton
        word={texts.reopen}
        act={() => talim.api.post("/leads/{id}/reopen/", { path: { id: lead.id } })}
        onDone={(opened) => {
          showNotice(texts.reopened);
          onChanged(opened);
        }}
      />
    );
  }
  if (lead.state !== "open") return null;
  return (
    <Opening word={texts.loseTitle}>
      {(close) => <LoseForm lead={lead} me={me} close={close} onChanged={(lost) => (close(), onChanged(lost))} />}
    </Opening>
  );
}

function LoseForm({ lead, close, onChanged }: LeadProps & { close: () => void }) {
  const texts = leadsWords.use();
  const form = useForm({
    initial: { reason: "" as "" | (typeof REASONS)[number], text: "" },
    send: ({ reason, text }) =>
      talim.api.post("/leads/{id}/lose/", { path: { id: lead.id }, body: { reason: reason || "other", text } }),
    onDone: (lost) => {
      showNotice(texts.lost);
      onChanged(lost);
    },
  });
  return (
    <Form of={form} word={texts.loseTitle} label={texts.loseTitle} close={close}>
      <SelectField
        of={form}
        name="reason"
        label={texts.why}
        options={REASONS.map((value) => ({ value, label: texts.reasonsOfLoss[value] ?? value }))}
        required
      />
      <TextField of={form} name="text" label={texts.lossText} maxLength={2000} />
    </Form>
  );
}
