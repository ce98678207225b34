/** A new group: what it learns, who teaches it, how many fit in, and when it has lessons. */

import { useCentre } from "../../centre.ts";
import { toIsoDay } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { DateField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { PickField, PickManyField, type Pick } from "../../ui/form/pick-field.tsx";
import { findCourses, findPeople } from "../../ui/form/picks.ts";
import { MoneyField, NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { groupsWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { useBranches } from "../../office/branches.ts";
import { orNull, type Group } from "./data.ts";
import { checkRows, RowFields } from "./row-fields.tsx";
import { toLines, type Row } from "../../lessons/office/timetable-rows.ts";
import { keepTimetable } from "../../lessons/office/timetable.tsx";

/** An interface would have no index of its own. */
type Fields = {
  name: string;
  course: Pick | null;
  lead_teacher: Pick | null;
  assistants: Pick[];
  branch: string;
  capacity: number | null;
  price: number | null;
  starts_on: string;
  ends_on: string;
  rows: Row[];
};

const EMPTY: Fields = {
  name: "",
  course: null,
  lead_teacher: null,
  assistants: [],
  branch: "",
  capacity: 12,
  price: null,
  starts_on: "",
  ends_on: "",
  rows: [],
};

interface Made {
  group: Group;
  /** The timetable is saved too, or there is none. */
  whole: boolean;
}

interface NewGroupProps {
  me: Person;
  onDone: (group: Group, whole: boolean) => void;
  close: () => void;
}

export function NewGroup({ me, onDone, close }: NewGroupProps) {
  const words = useWords();
  const texts = groupsWords.use();
  const currency = useCentre()?.currency ?? "UZS";
  const branches = useBranches("own");
  const form = useForm<Fields, Made>({
    initial: EMPTY,
    draft: "new-group",
    check: (values) => checkRows(values.rows, words.form.required) as Partial<Record<keyof Fields, string>>,
    send: (values, key) => createGroup(values, currency, key),
    onDone: ({ group, whole }) => {
      showNotice(whole ? texts.made(group.name) : texts.madeWithoutTimetable(group.name));
      onDone(group, whole);
    },
  });
  const { starts_on, branch, lead_teacher } = form.values;
  const zone = branches.find(({ id }) => id === branch)?.zone || me.zone;
  const today = toIsoDay(Date.now(), zone);
  return (
    <Form of={form} word={texts.create} label={texts.newGroup} close={close}>
      <TextField of={form} name="name" label={texts.name} maxLength={80} autofocus required />
      <PickField of={form} name="course" label={texts.course} find={findCourses} required />
      <PickField of={form} name="lead_teacher" label={texts.teacher} find={findPeople("teacher")} required />
      <PickManyField of={form} name="assistants" label={texts.assistants} find={findPeople("teacher")} />
      {branches.length > 1 ? (
        <SelectField
          of={form}
          name="branch"
          label={texts.branch}
          options={branches.map(({ id, name }) => ({ value: id, label: name }))}
          required
        />
      ) : null}
      <FieldRow>
        <NumberField of={form} name="capacity" label={texts.capacity} min={1} max={500} required />
        <MoneyField of={form} name="price" label={texts.price} currency={currency} hint={texts.priceHelp} />
        <DateField of={form} name="starts_on" label={texts.startsOn} />
        <DateField of={form} name="ends_on" label={texts.endsOn} min={starts_on} />
      </FieldRow>
      {hasPermission(me, "timetable.manage") ? (
        <>
          <h3>{texts.timetable}</h3>
          <RowFields of={form} me={me} zone={zone} lead={lead_teacher} from={starts_on > today ? starts_on : today} />
        </>
      ) : null}
    </Form>
  );
}

/** Make the group, then its timetable. One that is refused stays as the draft of the group's timetable. */
async function createGroup(values: Fields, currency: string, key: string): Promise<Made> {
  const { rows, course, lead_teacher, branch, price } = values;
  const group = await talim.api.post("/courses/groups/", {
    body: {
      name: values.name.trim(),
      course: course?.id ?? "",
      lead_teacher: lead_teacher?.id ?? "",
      assistants: values.assistants.map(({ id }) => id),
      capacity: values.capacity ?? 1,
      branch: orNull(branch),
      price: price === null ? null : { amount: price, currency },
      starts_on: orNull(values.starts_on),
      ends_on: orNull(values.ends_on),
      zone: "",
    },
    idempotencyKey: key,
  });
  if (!rows.length) return { group, whole: true };
  try {
    const body = { changed_at: null, lines: toLines(rows), accept_skipped: false, link: null };
    await talim.api.put("/courses/groups/{id}/schedule/", { path: { id: group.id }, body });
    return { group, whole: true };
  } catch {
    keepTimetable(group.id, rows);
    return { group, whole: false };
  }
}
