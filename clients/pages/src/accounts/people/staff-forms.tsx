/** What may be changed about somebody who works here. */

import { talim, type Person } from "../../talim.ts";
import { CheckField, ChecksField, ChoiceField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { PhoneField, TextArea, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { LANGUAGES, useWords, type Language } from "../../words/index.ts";
import { peopleWords } from "./words/index.ts";
import type { Branch } from "../../office/branches.ts";
import type { StaffPerson } from "./new-person.tsx";
import { describeRole, fromRole, listRoleOptions, nameRole, toRole, type RoleTable } from "./role-names.ts";

interface PartProps {
  person: StaffPerson;
  onDone: (person: StaffPerson) => void;
  close: () => void;
}

/** Only what was changed is sent: another address signs the person out. */
export function FactsForm({ person, onDone, close }: PartProps) {
  const words = useWords();
  const texts = peopleWords.use();
  const initial = {
    last_name: person.last_name,
    first_name: person.first_name,
    patronymic: person.patronymic,
    phone: person.phone ?? "",
    email: person.email ?? "",
    locale: person.locale as string,
    qualifications: person.teacher_profile?.qualifications ?? "",
  };
  const form = useForm({
    initial,
    send: ({ phone, email, locale, qualifications, ...names }) =>
      talim.api.patch("/auth/users/{id}/", {
        path: { id: person.id },
        body: {
          ...names,
          locale: locale as Language,
          ...(phone === initial.phone ? {} : { phone: phone.trim() || null }),
          ...(email === initial.email ? {} : { email: email.trim() || null }),
          ...(qualifications === initial.qualifications ? {} : { teacher_profile: { qualifications } }),
        },
      }),
    onDone,
  });
  return (
    <Form of={form} word={words.form.save} label={words.form.edit} close={close}>
      <FieldRow>
        <TextField of={form} name="last_name" label={texts.lastName} maxLength={80} />
        <TextField of={form} name="first_name" label={texts.firstName} maxLength={80} required />
      </FieldRow>
      <TextField of={form} name="patronymic" label={texts.patronymic} maxLength={80} />
      <FieldRow>
        <PhoneField of={form} name="phone" label={texts.phone} hint={texts.addressHint} />
        <TextField
          of={form}
          name="email"
          label={texts.email}
          type="email"
          inputMode="email"
          maxLength={254}
          hint={texts.addressHint}
        />
      </FieldRow>
      <ChoiceField
        of={form}
        name="locale"
        label={words.language}
        options={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
        required
      />
      {person.teacher_profile ? (
        <TextArea of={form} name="qualifications" label={texts.qualifications} maxLength={5000} />
      ) : null}
    </Form>
  );
}

export function BranchesForm({ person, branches, onDone, close }: PartProps & { branches: Branch[] }) {
  const words = useWords();
  const texts = peopleWords.use();
  const form = useForm({
    initial: { all_branches: person.all_branches, branches: person.branches },
    send: (values) =>
      talim.api.patch("/auth/users/{id}/", {
        path: { id: person.id },
        body: values.all_branches === person.all_branches ? { branches: values.branches } : values,
      }),
    onDone,
  });
  return (
    <Form of={form} word={words.form.save} label={texts.branches} close={close}>
      <CheckField of={form} name="all_branches" label={texts.allBranches} hint={texts.allBranchesHint} />
      {form.values.all_branches ? null : (
        <ChecksField
          of={form}
          name="branches"
          label={texts.branches}
          options={branches.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </Form>
  );
}

export function RoleForm({
  person,
  me,
  roles,
  onDone,
  close,
}: PartProps & { me: Person; roles: RoleTable | null | undefined }) {
  const texts = peopleWords.use();
  const options = listRoleOptions(me, roles, texts);
  const now = fromRole(person);
  const all = options.some(({ value }) => value === now)
    ? options
    : [{ value: now, label: nameRole(person, roles, texts) }, ...options];
  const form = useForm({
    initial: { role: now },
    send: ({ role }) => talim.api.post("/auth/users/{id}/role/", { path: { id: person.id }, body: toRole(role) }),
    onDone,
  });
  return (
    <Form of={form} word={texts.changeRole} label={texts.changeRole} close={close}>
      <SelectField
        of={form}
        name="role"
        label={texts.role}
        options={all}
        hint={[describeRole(form.values.role, roles, texts), texts.roleEnds(person.first_name)]
          .filter(Boolean)
          .join(" ")}
        required
      />
    </Form>
  );
}
