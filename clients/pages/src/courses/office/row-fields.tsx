/** The rows of a timetable in a form: days, time, room, and what is in the way. */

import { ApiError } from "@talim/client";
import type { Person } from "../../talim.ts";
import { formatDate } from "../../format.ts";
import { ChecksField, DateField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldGroup, FieldRow } from "../../ui/form/form.tsx";
import { PickField } from "../../ui/form/pick-field.tsx";
import { findPeople, findRooms } from "../../ui/form/picks.ts";
import { NumberField } from "../../ui/form/text-fields.tsx";
import type { FormState, Values } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { useWords } from "../../words/index.ts";
import { groupsWords } from "./words/index.ts";
import { useClashes, type Clash } from "../../lessons/office/clashes.ts";
import { toOptions } from "./data.ts";
import { createRow, getLineNumbers, type Row } from "../../lessons/office/timetable-rows.ts";

/** What the server calls the fields of a row. */
const LINE_FIELDS: Record<string, string> = {
  days: "weekday",
  every: "every_weeks",
  from: "valid_from",
  until: "valid_until",
};

/** What of the rows is not filled in. */
export function checkRows(rows: Row[], text: string): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [place, row] of rows.entries()) {
    for (const name of ["days", "starts", "minutes", "from"] as const) {
      if (!row[name] || !String(row[name])) errors[`rows.${place}.${name}`] = text;
    }
  }
  return errors;
}

interface RowFieldsProps<T extends Values> {
  /** Its value `rows` is an array of `Row`. */
  of: FormState<T>;
  me: Person;
  zone: string;
  lead: Row["teacher"];
  /** The first day of new rows. */
  from: string;
  /** The group whose own lessons are no clash. */
  group?: string;
}

export function RowFields<T extends Values>({ of: form, me, zone, lead, from, group }: RowFieldsProps<T>) {
  const texts = groupsWords.use();
  const rows = form.values["rows"] as unknown as Row[];
  const clashes = useClashes(rows, lead, zone, group);
  const put = (next: Row[]) => form.set("rows", next as unknown as T["rows"]);
  return (
    <>
      {rows.map((row, place) => (
        <RowGroup
          key={place}
          of={getRowView(form, rows, place, put)}
          title={texts.lessonRow(place + 1)}
          clashes={clashes[place] ?? []}
          hasMore={Boolean(row.teacher || row.until || row.every !== "1")}
          me={me}
          remove={() => put(rows.filter((_, other) => other !== place))}
        />
      ))}
      <p>
        <button type="button" onClick={() => put([...rows, createRow(from, rows.at(-1))])}>
          <Icon name="plus" /> {texts.addRow}
        </button>
      </p>
    </>
  );
}

/** A row as a form of its own, with the errors of the lines that it becomes. */
function getRowView<T extends Values>(
  form: FormState<T>,
  rows: Row[],
  place: number,
  put: (rows: Row[]) => void,
): FormState<Values> {
  const lines = getLineNumbers(rows, place);
  const errors: Record<string, string> = {};
  for (const name of Object.keys(rows[place] ?? {})) {
    const names = [`rows.${place}.${name}`, ...lines.map((line) => `lines.${line}.${LINE_FIELDS[name] ?? name}`)];
    const found = names.map((key) => form.errors[key]).filter(Boolean);
    if (found.length) errors[name] = [...new Set(found)].join(" ");
  }
  return {
    ...form,
    values: { ...rows[place] },
    errors,
    set: (name, value) => put(rows.map((row, other) => (other === place ? { ...row, [name]: value } : row))),
    require: (name) => {
      for (const line of lines) form.require(`lines.${line}.${LINE_FIELDS[name] ?? name}`, false);
    },
  };
}

interface RowGroupProps {
  of: FormState<Values>;
  title: string;
  clashes: Clash[];
  hasMore: boolean;
  me: Person;
  remove: () => void;
}

function RowGroup({ of: form, title, clashes, hasMore, me, remove }: RowGroupProps) {
  const words = useWords();
  const texts = groupsWords.use();
  const days = [1, 2, 3, 4, 5, 6, 0].map((day, place) => ({ value: String(place), label: texts.shortDays[day] ?? "" }));
  return (
    <FieldGroup title={title}>
      <div class="weekdays">
        <ChecksField of={form} name="days" label={texts.days} options={days} required />
      </div>
      <FieldRow>
        <DateField of={form} name="starts" label={texts.startsAt} time required />
        <NumberField of={form} name="minutes" label={texts.minutes} min={10} max={600} required />
        <PickField of={form} name="room" label={texts.room} find={findRooms} />
      </FieldRow>
      {clashes.map((clash) => (
        <p key={clash.kind + clash.day + clash.time + clash.group} class="state warn" role="status">
          <Icon name="warning" />
          {texts.clash[clash.kind](clash.name, clash.group, `${formatDate(clash.day, me.zone, words)} ${clash.time}`)}
        </p>
      ))}
      <details open={hasMore}>
        <summary>{texts.moreOfRow}</summary>
        <PickField of={form} name="teacher" label={texts.otherTeacher} find={findPeople("teacher")} />
        <FieldRow>
          <DateField of={form} name="from" label={texts.rowFrom} required />
          <DateField of={form} name="until" label={texts.rowUntil} />
          <SelectField of={form} name="every" label={texts.every} options={toOptions(texts.everyWeeks)} required />
        </FieldRow>
      </details>
      <button type="button" class="plain" onClick={remove}>
        <Icon name="close" /> {texts.removeRow}
      </button>
    </FieldGroup>
  );
}

/** The lessons that cannot be made, when the server has refused the timetable for them. */
export function getSkippedLessons(error: unknown): string[] {
  return error instanceof ApiError ? (error.fields["accept_skipped"] ?? []) : [];
}
