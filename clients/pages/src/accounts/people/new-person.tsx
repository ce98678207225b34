/** A new teacher or member of staff. Without a password: the person sets one by a code to the phone or e-mail. */

import type { Answer } from "@talim/client";
import { talim, type Person } from "../../talim.ts";
import { ChoiceField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { PhoneField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { showNotice } from "../../ui/notices.tsx";
import { LANGUAGES, useWords, type Language } from "../../words/index.ts";
import { peopleWords } from "./words/index.ts";
import { describeRole, listRoleOptions } from "./role-names.ts";

export type StaffPerson = Answer<"/auth/users/{id}/", "get">;

export function NewPerson({
  me,
  onDone,
  close,
}: {
  me: Person;
  onDone: (person: StaffPerson) => void;
  close: () => void;
}) {
  const words = useWords();
  const texts = peopleWords.use();
  const form = useForm({
    initial: { last_name: "", first_name: "", patronymic: "", role: "teacher", phone: "", email: "", locale: "uz" },
    draft: "new-staff",
    check: ({ phone, email }) =>
      phone.trim() || email.trim() ? {} : { phone: texts.phoneOrEmail, email: texts.phoneOrEmail },
    send: ({ role, phone, email, locale, ...names }) =>
      talim.api.post("/auth/users/", {
        body: {
          ...names,
          role: role as "teacher",
          phone: phone.trim() || null,
          email: email.trim() || null,
          locale: locale as Language,
        },
      }),
    onDone: (person) => {
      showNotice(texts.added(person.first_name));
      onDone(person);
    },
  });
  return (
    <Form of={form} word={words.form.add} close={close}>
      <FieldRow>
        <TextField of={form} name="last_name" label={texts.lastName} maxLength={80} required autofocus />
        <TextField of={form} name="first_name" label={texts.firstName} maxLength={80} required />
      </FieldRow>
      <TextField of={form} name="patronymic" label={texts.patronymic} maxLength={80} />
      <ChoiceField
        of={form}
        name="role"
        label={texts.role}
        options={listRoleOptions(me, null, texts)}
        hint={describeRole(form.values.role, null, texts)}
        required
      />
      <FieldRow>
        <PhoneField of={form} name="phone" label={texts.phone} />
        <TextField of={form} name="email" label={texts.email} type="email" inputMode="email" maxLength={254} />
      </FieldRow>
      <ChoiceField
        of={form}
        name="locale"
        label={words.language}
        options={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
        required
      />
      <p class="quiet">{texts.noPasswordYet}</p>
    </Form>
  );
}
