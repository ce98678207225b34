/** The account that a lead gets with the trial lesson or the contract; a lead that has one keeps it. */

import { toIsoDay } from "../format.ts";
import type { Person } from "../talim.ts";
import { DateField, SelectField } from "../ui/form/choice-fields.tsx";
import { FieldGroup, FieldRow } from "../ui/form/form.tsx";
import { PickField, type Pick } from "../ui/form/pick-field.tsx";
import { findPeople } from "../ui/form/picks.ts";
import { PhoneField, TextField } from "../ui/form/text-fields.tsx";
import type { FormState } from "../ui/form/use-form.ts";
import { getLanguage } from "../words/index.ts";
import { leadsWords } from "./words/index.ts";
import type { Lead } from "./data.ts";

/** The names as the lead gave them: the first word, and the others. */
export function readAccount(lead: Lead) {
  const [first_name = "", ...rest] = lead.name.split(" ");
  return {
    student: null as Pick | null,
    ...{ first_name, last_name: rest.join(" "), patronymic: "", birth_date: "", phone: lead.phones[0] ?? "" },
    locale: getLanguage() as string,
  };
}

export type AccountValues = ReturnType<typeof readAccount>;

/** As the server takes it. The lead's own phone is not sent: who else has it keeps it then. */
export function writeAccount(values: AccountValues, lead: Lead) {
  const { student, first_name, last_name, patronymic, birth_date, phone, locale } = values;
  if (lead.student) return {};
  if (student) return { student: student.id };
  const own = phone.trim() === (lead.phones[0] ?? "");
  return {
    ...{ first_name, last_name, patronymic, birth_date: birth_date || null, phone: own ? null : phone.trim() },
    locale: locale as "uz" | "ru" | "en",
  };
}

export function AccountFields<T extends AccountValues>({ of, lead, me }: { of: FormState<T>; lead: Lead; me: Person }) {
  const { flow: texts } = leadsWords.use();
  const form = of as unknown as FormState<AccountValues>;
  if (lead.student) return <p class="quiet">{texts.hasAccount(lead.student.full_name)}</p>;
  return (
    <FieldGroup title={texts.account}>
      <PickField of={form} name="student" label={texts.known} hint={texts.knownHelp} find={findPeople("student")} />
      {form.values.student ? null : (
        <>
          <FieldRow>
            <TextField of={form} name="first_name" label={texts.firstName} maxLength={80} required />
            <TextField of={form} name="last_name" label={texts.lastName} maxLength={80} />
            <TextField of={form} name="patronymic" label={texts.patronymic} maxLength={80} />
          </FieldRow>
          <FieldRow>
            <DateField of={form} name="birth_date" label={texts.birthDate} max={toIsoDay(Date.now(), me.zone)} />
            <PhoneField of={form} name="phone" label={texts.phone} hint={texts.phoneHelp} />
            <SelectField
              of={form}
              name="locale"
              label={texts.language}
              options={Object.entries(texts.languages).map(([value, label]) => ({ value, label }))}
              required
            />
          </FieldRow>
        </>
      )}
    </FieldGroup>
  );
}
