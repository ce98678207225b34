/** What a group is: course, teachers, places, price and days, and their change. */

import { useState } from "preact/hooks";
import { useCentre } from "../../centre.ts";
import { formatDate, formatMoney } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { DateField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { PickField, PickManyField, type Pick } from "../../ui/form/pick-field.tsx";
import { findPeople } from "../../ui/form/picks.ts";
import { MoneyField, NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { groupsWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { orNull, toPick, type Group } from "./data.ts";

interface FactsProps {
  group: Group;
  me: Person;
  onChange: (group: Group) => void;
}

export function Facts({ group, me, onChange }: FactsProps) {
  const words = useWords();
  const texts = groupsWords.use();
  const [editing, setEditing] = useState(false);
  if (editing) {
    const saved = (changed: Group) => {
      showNotice(words.form.saved);
      setEditing(false);
      onChange(changed);
    };
    return <FactsForm group={group} onSaved={saved} close={() => setEditing(false)} />;
  }
  const day = (date: string | null) => (date ? formatDate(date, me.zone, words) : "–");
  return (
    <>
      <dl class="facts">
        <dt>{texts.course}</dt>
        <dd>{[readTranslated(group.course.title), group.course.level].filter(Boolean).join(", ")}</dd>
        <dt>{texts.teacher}</dt>
        <dd>{group.lead_teacher.full_name}</dd>
        {group.assistants.length ? (
          <>
            <dt>{texts.assistants}</dt>
            <dd>{group.assistants.map((person) => person.full_name).join(", ")}</dd>
          </>
        ) : null}
        <dt>{texts.branch}</dt>
        <dd>{group.branch.name}</dd>
        <dt>{texts.capacity}</dt>
        <dd>{group.capacity}</dd>
        <dt>{texts.price}</dt>
        <dd>{group.price ? formatMoney(group.price, words) : texts.coursePrice}</dd>
        <dt>{texts.startsOn}</dt>
        <dd>{day(group.starts_on)}</dd>
        <dt>{texts.endsOn}</dt>
        <dd>{day(group.ends_on)}</dd>
      </dl>
      {hasPermission(me, "groups.manage") ? (
        <p>
          <button type="button" onClick={() => setEditing(true)}>
            {words.form.edit}
          </button>
        </p>
      ) : null}
      <Leads group={group} me={me} />
    </>
  );
}

/** An interface would have no index of its own. */
type Fields = {
  name: string;
  lead_teacher: Pick | null;
  assistants: Pick[];
  capacity: number | null;
  price: number | null;
  starts_on: string;
  ends_on: string;
};

function FactsForm({ group, onSaved, close }: { group: Group; onSaved: (group: Group) => void; close: () => void }) {
  const words = useWords();
  const texts = groupsWords.use();
  const currency = useCentre()?.currency ?? "UZS";
  const initial: Fields = {
    name: group.name,
    lead_teacher: toPick(group.lead_teacher),
    assistants: group.assistants.map(({ id, full_name }) => ({ id, label: full_name })),
    capacity: group.capacity,
    price: group.price?.amount ?? null,
    starts_on: group.starts_on ?? "",
    ends_on: group.ends_on ?? "",
  };
  const form = useForm<Fields, Group>({
    initial,
    send: (values) => {
      const { price } = values;
      const lead = values.lead_teacher?.id ?? "";
      return talim.api.patch("/courses/groups/{id}/", {
        path: { id: group.id },
        body: {
          name: values.name.trim(),
          assistants: values.assistants.map(({ id }) => id),
          capacity: values.capacity ?? 1,
          starts_on: orNull(values.starts_on),
          ends_on: orNull(values.ends_on),
          // Who may not set the price of this group can change the rest.
          ...(price === initial.price ? {} : { price: price === null ? null : { amount: price, currency } }),
          ...(lead === group.lead_teacher.id ? {} : { lead_teacher: lead }),
        },
      });
    },
    onDone: onSaved,
  });
  return (
    <Form of={form} word={words.form.save} label={texts.facts} close={close}>
      <TextField of={form} name="name" label={texts.name} maxLength={80} required />
      <PickField
        of={form}
        name="lead_teacher"
        label={texts.teacher}
        hint={texts.leadFromToday}
        find={findPeople("teacher")}
        required
      />
      <PickManyField of={form} name="assistants" label={texts.assistants} find={findPeople("teacher")} />
      <FieldRow>
        <NumberField of={form} name="capacity" label={texts.capacity} min={1} max={500} required />
        <MoneyField of={form} name="price" label={texts.price} currency={currency} hint={texts.priceHelp} />
        <DateField of={form} name="starts_on" label={texts.startsOn} />
        <DateField of={form} name="ends_on" label={texts.endsOn} min={form.values.starts_on} />
      </FieldRow>
    </Form>
  );
}

/** Who taught the group before, and since when somebody else does. */
function Leads({ group, me }: { group: Group; me: Person }) {
  const words = useWords();
  const texts = groupsWords.use();
  const query = { page_size: 20 };
  const leads = useLoad(
    () => talim.api.get("/courses/groups/{id}/leads/", { path: { id: group.id }, query }),
    [group.id, group.lead_teacher.id],
  );
  return (
    <Loading of={leads}>
      {({ results }) =>
        results.length ? (
          <>
            <h3>{texts.leads}</h3>
            <ul class="rows">
              {results.map((row) => (
                <li key={row.on + row.teacher.id}>
                  <span>
                    {row.former.full_name} → {row.teacher.full_name}
                    <span class="quiet small">
                      {[formatDate(row.on, me.zone, words), row.by?.full_name].filter(Boolean).join(" · ")}
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          </>
        ) : null
      }
    </Loading>
  );
}
