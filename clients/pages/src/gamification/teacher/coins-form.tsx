/** Coins for one pupil by hand, with a reason that the pupil reads. */

import { talim } from "../../talim.ts";
import { Form } from "../../ui/form/form.tsx";
import { NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { showNotice } from "../../ui/notices.tsx";
import { groupWords } from "../../courses/teacher/words/index.ts";

type Fields = { amount: number | null; reason: string };

/** As many at once as the office's page takes. */
const MOST = 1000;

export function CoinsForm({ student }: { student: { id: string; full_name: string } }) {
  const texts = groupWords.use();
  const form = useForm<Fields, unknown>({
    initial: { amount: null, reason: "" },
    send: ({ amount, reason }, idempotencyKey) =>
      talim.api.post("/gamification/coins/adjust/", {
        body: { student: student.id, amount: amount ?? 0, reason },
        idempotencyKey,
      }),
    onDone: () => {
      showNotice(texts.given(student.full_name));
      form.reset();
    },
  });
  return (
    <section aria-labelledby="coins">
      <h2 id="coins">{texts.coins}</h2>
      <Form of={form} word={texts.coins} label={texts.coins}>
        <NumberField of={form} name="amount" label={texts.amount} min={-MOST} max={MOST} required />
        <TextField of={form} name="reason" label={texts.reason} required />
      </Form>
    </section>
  );
}
