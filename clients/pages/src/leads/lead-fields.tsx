/** The fields of a lead: who it is, where from, and the wish. */

import { SelectField } from "../ui/form/choice-fields.tsx";
import { FieldRow } from "../ui/form/form.tsx";
import { PickField, type Pick } from "../ui/form/pick-field.tsx";
import { findCourses, findGroups } from "../ui/form/picks.ts";
import { PhoneField, TextArea, TextField } from "../ui/form/text-fields.tsx";
import type { FormState } from "../ui/form/use-form.ts";
import { leadsWords } from "./words/index.ts";
import { findOwners, GIVEN_SOURCES, toCoursePick, toPick, type Lead } from "./data.ts";

export const NEW_LEAD = {
  name: "",
  phone: "",
  phone_2: "",
  phone_3: "",
  email: "",
  note: "",
  source: "phone" as string,
  course: null as Pick | null,
  group: null as Pick | null,
  owner: null as Pick | null,
};

export type LeadValues = typeof NEW_LEAD;

export function readFields(lead: Lead): LeadValues {
  const [phone = "", phone_2 = "", phone_3 = ""] = lead.phones;
  const { name, email, note, source, group, owner } = lead;
  return {
    ...{ name, phone, phone_2, phone_3, email, note, source },
    course: toCoursePick(lead.course),
    group: toPick(group),
    owner: owner ? { id: owner.id, label: owner.full_name } : null,
  };
}

/** As the server takes them; `kept`: phones beyond those of the form. */
export function writeFields(
  { name, phone, phone_2, phone_3, email, note, source, course, group, owner }: LeadValues,
  kept: string[] = [],
) {
  return {
    name,
    phones: [...[phone, phone_2, phone_3].map((typed) => typed.trim()).filter(Boolean), ...kept],
    email: email.trim(),
    note,
    source: source as (typeof GIVEN_SOURCES)[number],
    course: course?.id ?? null,
    group: group?.id ?? null,
    owner: owner?.id ?? null,
  };
}

interface Props<T extends LeadValues> {
  of: FormState<T>;
  autofocus?: boolean;
  /** The source of a lead that came by itself stands as it is. */
  ownSource?: string;
}

export function LeadFields<T extends LeadValues>({ of, autofocus = false, ownSource }: Props<T>) {
  const texts = leadsWords.use();
  const form = of as unknown as FormState<LeadValues>;
  const sources =
    ownSource && !(GIVEN_SOURCES as readonly string[]).includes(ownSource)
      ? [ownSource, ...GIVEN_SOURCES]
      : GIVEN_SOURCES;
  return (
    <>
      <FieldRow>
        <TextField of={form} name="name" label={texts.name} maxLength={120} required autofocus={autofocus} />
        <SelectField
          of={form}
          name="source"
          label={texts.source}
          options={sources.map((value) => ({ value, label: texts.sources[value] ?? value }))}
          required
        />
      </FieldRow>
      <FieldRow>
        <PhoneField of={form} name="phone" label={texts.phone(1)} />
        <PhoneField of={form} name="phone_2" label={texts.phone(2)} />
        {form.values.phone_2 || form.values.phone_3 ? (
          <PhoneField of={form} name="phone_3" label={texts.phone(3)} />
        ) : null}
      </FieldRow>
      <FieldRow>
        <PickField of={form} name="course" label={texts.course} find={findCourses} />
        <PickField of={form} name="group" label={texts.group} find={findGroups} />
      </FieldRow>
      <FieldRow>
        <TextField of={form} name="email" label={texts.email} type="email" inputMode="email" maxLength={254} />
        <PickField of={form} name="owner" label={texts.owner} hint={texts.ownerHelp} find={findOwners} />
      </FieldRow>
      <TextArea of={form} name="note" label={texts.note} />
    </>
  );
}
