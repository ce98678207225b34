/** How content its reporter is with a resolved ticket: asked once. */

import { talim } from "../talim.ts";
import { ChoiceField } from "../ui/form/choice-fields.tsx";
import { Form } from "../ui/form/form.tsx";
import { TextArea } from "../ui/form/text-fields.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { showNotice } from "../ui/notices.tsx";
import { ticketWords } from "./words/index.ts";

const STARS = [1, 2, 3, 4, 5];

export function RatingForm({ id, onDone }: { id: string; onDone: () => void }) {
  const texts = ticketWords.use().rating;
  const form = useForm({
    initial: { rating: "", words: "" },
    draft: `ticket rating ${id}`,
    send: ({ rating, words }) =>
      talim.api.post("/support/tickets/{id}/rate/", { path: { id }, body: { rating: Number(rating), words } }),
    onDone: () => {
      showNotice(texts.thanks);
      onDone();
    },
  });
  return (
    <section class="card ticket-rating" aria-labelledby="rating">
      <h2 id="rating">{texts.title}</h2>
      <Form of={form} word={texts.send} label={texts.title}>
        <ChoiceField
          of={form}
          name="rating"
          label={texts.stars}
          options={STARS.map((n) => ({ value: String(n), label: texts.star(n) }))}
          required
        />
        <TextArea of={form} name="words" label={texts.words} maxLength={500} />
      </Form>
    </section>
  );
}
