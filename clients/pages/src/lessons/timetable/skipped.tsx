/** A lesson of a timetable that could not be made: it is planned otherwise, or does not take place. */

import type { Answer } from "@talim/client";
import { formatDayTime, toIsoDay } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { DateField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { useWords } from "../../words/index.ts";
import { timetableWords } from "./words/index.ts";
import { Clashes, ForceField, Recipients, useCheck } from "./check.tsx";
import { toMoment, toTime } from "./moments.ts";
import { getRoomsOf, type School } from "./school.ts";

type Skipped = Answer<"/lessons/skipped/", "get">["results"][number];

interface SkippedProps {
  row: Skipped;
  school: School;
  me: Person;
  onDone: (text: string) => void;
}

export function SkippedCard(props: SkippedProps) {
  const words = useWords();
  const texts = timetableWords.use();
  const { row, me } = props;
  return (
    <>
      <p class="state warn">
        <Icon name="warning" />
        {[row.detail, row.clash?.name, row.clash?.group_name].filter(Boolean).join(" · ")}
      </p>
      <p>{formatDayTime(row.starts_at, me.zone, words)}</p>
      <PlanForm {...props} />
      <details>
        <summary>{texts.dropSkipped}</summary>
        <DropForm {...props} />
      </details>
    </>
  );
}

function PlanForm({ row, school, me, onDone }: SkippedProps) {
  const texts = timetableWords.use();
  const zone = school.groups.find(({ id }) => id === row.group.id)?.zone || me.zone;
  const form = useForm({
    initial: {
      day: toIsoDay(row.starts_at, zone),
      starts_at: toTime(row.starts_at, zone),
      room: row.room?.id ?? "",
      teacher: row.teacher?.id ?? "",
      reason: "",
      force: false,
    },
    send: ({ day, starts_at, room, teacher, reason, force }, idempotencyKey) => {
      const body = {
        starts_at: toMoment(day, starts_at, zone),
        room: room || null,
        ...(teacher ? { teacher } : {}),
        ...(force ? { force, reason } : {}),
      };
      return talim.api.post("/lessons/skipped/{id}/plan/", { path: { id: row.id }, body, idempotencyKey });
    },
    onDone: () => onDone(texts.planned),
  });
  const { day, starts_at, room, teacher } = form.values;
  const starts = day && starts_at ? toMoment(day, starts_at, zone) : undefined;
  const length = Date.parse(row.ends_at) - Date.parse(row.starts_at);
  const ends_at = starts && new Date(Date.parse(starts) + length).toISOString();
  const check = useCheck(
    starts && ends_at
      ? { group: row.group.id, starts_at: starts, ends_at, ...(room ? { room } : {}), ...(teacher ? { teacher } : {}) }
      : undefined,
  );
  return (
    <Form of={form} word={texts.planSkipped} label={texts.planSkipped}>
      <FieldRow>
        <DateField of={form} name="day" label={texts.dayField} required />
        <DateField of={form} name="starts_at" label={texts.starts} time required />
      </FieldRow>
      <SelectField
        of={form}
        name="room"
        label={texts.room}
        options={[
          { value: "", label: texts.noRoom },
          ...getRoomsOf(school, row.group.id).map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <SelectField
        of={form}
        name="teacher"
        label={texts.teacher}
        options={school.teachers.map(({ id, full_name }) => ({ value: id, label: full_name }))}
      />
      <Clashes check={check} zone={zone} />
      <ForceField of={form} check={check} me={me} />
      {form.values.force ? <TextField of={form} name="reason" label={texts.why} required /> : null}
      <Recipients check={check} />
    </Form>
  );
}

function DropForm({ row, onDone }: SkippedProps) {
  const texts = timetableWords.use();
  const form = useForm({
    initial: { reason: "" },
    send: (body, idempotencyKey) =>
      talim.api.post("/lessons/skipped/{id}/cancel/", { path: { id: row.id }, body, idempotencyKey }),
    onDone: () => onDone(texts.dropped),
  });
  return (
    <Form of={form} word={texts.dropSkipped} label={texts.dropSkipped}>
      <TextField of={form} name="reason" label={texts.why} hint={texts.whyHint} required />
    </Form>
  );
}
