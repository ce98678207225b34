/** Write down what was done about a pupil who may leave. */

import { talim } from "../../talim.ts";
import { ChoiceField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextArea } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { showNotice } from "../../ui/notices.tsx";
import { atRiskWords } from "./words/index.ts";
import type { AtRisk } from "./at-risk-data.ts";

const KINDS = ["written", "called", "met", "nothing"] as const;

export function ActionForm({ pupil, close, onDone }: { pupil: AtRisk; close: () => void; onDone: () => void }) {
  const texts = atRiskWords.use();
  const form = useForm({
    initial: { kind: "" as "" | (typeof KINDS)[number], note: "" },
    draft: `at risk ${pupil.id}`,
    send: ({ kind, note }, key) =>
      talim.api.post("/analytics/at-risk/{id}/actions/", {
        path: { id: pupil.id },
        body: { kind: kind || "nothing", note },
        idempotencyKey: key,
      }),
    onDone: () => {
      showNotice(texts.saved);
      onDone();
    },
  });
  return (
    <Form of={form} word={texts.save} label={`${texts.note}: ${pupil.student.full_name}`} close={close}>
      <ChoiceField
        of={form}
        name="kind"
        label={texts.what}
        options={KINDS.map((value) => ({ value, label: texts.kinds[value] }))}
        required
      />
      <TextArea of={form} name="note" label={texts.noteText} rows={2} maxLength={500} />
    </Form>
  );
}
