/** The own names, as everybody reads them. */

import { loadPerson, talim, type Person } from "../../talim.ts";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { showNotice } from "../../ui/notices.tsx";
import { accountWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";

export function Names({ me }: { me: Person }) {
  const words = useWords();
  const texts = accountWords.use();
  const form = useForm({
    initial: { last_name: me.last_name, first_name: me.first_name, patronymic: me.patronymic },
    send: (body) => talim.api.patch("/auth/users/me/", { body }),
    onDone: () => {
      showNotice(words.form.saved);
      void loadPerson();
    },
  });
  return (
    <section class="card">
      <h2>{texts.name}</h2>
      <Form of={form} word={words.form.save} label={texts.name}>
        <FieldRow>
          <TextField of={form} name="last_name" label={texts.lastName} autocomplete="family-name" maxLength={80} />
          <TextField
            of={form}
            name="first_name"
            label={texts.firstName}
            autocomplete="given-name"
            maxLength={80}
            required
          />
          <TextField of={form} name="patronymic" label={texts.patronymic} maxLength={80} />
        </FieldRow>
      </Form>
    </section>
  );
}
