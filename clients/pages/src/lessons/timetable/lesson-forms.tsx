/** Forms of one lesson: add it, move it, change it, cancel it, give it to somebody else. */

import { useMemo } from "preact/hooks";
import { toIsoDay, toLocalTime } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { DateField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { timetableWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { Clashes, ForceField, isRefused, Recipients, useCheck, type CheckedChange } from "./check.tsx";
import { toMoment } from "./moments.ts";
import { fetchLessonsBetween, getRoomsOf, sortByName, type Lesson, type Room, type School } from "./school.ts";

/** Where and when a lesson is put, or was dropped. */
export interface Place {
  day: string;
  starts: string;
  ends: string;
  room: string;
}

export interface LessonFormProps {
  lesson: Lesson;
  school: School;
  me: Person;
  /** What was done, in words; `undo` puts it back. */
  onDone: (text: string, undo?: () => Promise<unknown>) => void;
  close: () => void;
}

export function getPlace(lesson: Lesson): Place {
  const [start, end] = [toLocalTime(lesson.starts_at, lesson.zone), toLocalTime(lesson.ends_at, lesson.zone)];
  return {
    day: toIsoDay(lesson.starts_at, lesson.zone),
    starts: start.time,
    ends: end.time,
    room: lesson.room?.id ?? "",
  };
}

/** Both moments, where the times are complete and in order. */
function getTimes(
  { day, starts, ends }: Omit<Place, "room">,
  zone: string,
): { starts_at: string; ends_at: string } | undefined {
  if (!day || !starts || !ends || ends <= starts) return undefined;
  return { starts_at: toMoment(day, starts, zone), ends_at: toMoment(day, ends, zone) };
}

function useRoomOptions(rooms: Room[]) {
  const texts = timetableWords.use();
  return [
    { value: "", label: texts.noRoom },
    ...rooms.map(({ id, name, seats }) => ({ value: id, label: seats ? `${name} (${seats})` : name })),
  ];
}

/** Another day, time or room. A drop fills it in; closing puts the lesson back. */
export function MoveForm({ lesson, school, me, to, onDone, close }: LessonFormProps & { to?: Place }) {
  const texts = timetableWords.use();
  const { zone } = lesson;
  const before = getPlace(lesson);
  const initial = to ?? before;
  const form = useForm({
    initial: {
      day: initial.day,
      starts_at: initial.starts,
      ends_at: initial.ends,
      room: initial.room,
      reason: "",
      force: false,
    },
    check: ({ starts_at, ends_at }) => (ends_at && ends_at <= starts_at ? { ends_at: texts.endsLater } : {}),
    send: ({ day, starts_at, ends_at, room, reason, force }, idempotencyKey) => {
      const times = { starts_at: toMoment(day, starts_at, zone), ends_at: toMoment(day, ends_at, zone) };
      const body = { ...times, room: room || null, reason, force };
      return talim.api.post("/lessons/{id}/reschedule/", { path: { id: lesson.id }, body, idempotencyKey });
    },
    onDone: () => {
      const { starts_at, ends_at } = lesson;
      const body = { starts_at, ends_at, room: before.room || null, reason: texts.undoReason };
      const isAhead = Date.parse(starts_at) > Date.now();
      onDone(
        texts.moved,
        isAhead ? () => talim.api.post("/lessons/{id}/reschedule/", { path: { id: lesson.id }, body }) : undefined,
      );
    },
  });
  const { day, starts_at, ends_at, room } = form.values;
  const times = getTimes({ day, starts: starts_at, ends: ends_at }, zone);
  const check = useCheck(times && { lesson: lesson.id, ...times, ...(room ? { room } : {}) });
  const rooms = useRoomOptions(getRoomsOf(school, lesson.group));
  return (
    <Form of={form} word={texts.move} label={texts.moveTo} close={close}>
      <DateField of={form} name="day" label={texts.dayField} required />
      <FieldRow>
        <DateField of={form} name="starts_at" label={texts.starts} time required />
        <DateField of={form} name="ends_at" label={texts.ends} time required />
      </FieldRow>
      <SelectField of={form} name="room" label={texts.room} options={rooms} />
      {times ? <Clashes check={check} zone={zone} /> : null}
      <ForceField of={form} check={check} me={me} />
      <TextField of={form} name="reason" label={texts.why} hint={texts.whyHint} required />
      {times ? <Recipients check={check} /> : null}
    </Form>
  );
}

export function CancelForm({ lesson, onDone, close }: LessonFormProps) {
  const texts = timetableWords.use();
  const path = { id: lesson.id };
  const form = useForm({
    initial: { reason: "" },
    send: (body, idempotencyKey) => talim.api.post("/lessons/{id}/cancel/", { path, body, idempotencyKey }),
    onDone: () => onDone(texts.cancelled, () => talim.api.post("/lessons/{id}/restore/", { path, body: {} })),
  });
  const check = useCheck({ lesson: lesson.id });
  return (
    <Form of={form} word={texts.cancelLesson} label={texts.cancelLesson} close={close}>
      <TextField of={form} name="reason" label={texts.why} hint={texts.whyHint} required />
      <p>{texts.consequences}</p>
      <Recipients check={check} />
    </Form>
  );
}

export function RestoreForm({ lesson, me, onDone, close }: LessonFormProps) {
  const texts = timetableWords.use();
  const form = useForm({
    initial: { force: false, reason: "" },
    send: (body, idempotencyKey) =>
      talim.api.post("/lessons/{id}/restore/", { path: { id: lesson.id }, body, idempotencyKey }),
    onDone: () => onDone(texts.restored),
  });
  const check = useCheck({ lesson: lesson.id });
  return (
    <Form of={form} word={texts.restore} label={texts.restore} close={close}>
      {lesson.status === "cancelled" ? (
        <>
          <Clashes check={check} zone={lesson.zone} />
          <ForceField of={form} check={check} me={me} />
          {form.values.force ? <TextField of={form} name="reason" label={texts.why} required /> : null}
          <Recipients check={check} />
        </>
      ) : null}
    </Form>
  );
}

/** Teachers with what they teach at that time, the free ones first. */
export function useSubstitutes(lesson: Pick<Lesson, "id" | "starts_at" | "ends_at" | "teacher">, school: School) {
  const texts = timetableWords.use();
  const { value: others } = useLoad(
    () => fetchLessonsBetween(lesson.starts_at, lesson.ends_at),
    [lesson.starts_at, lesson.ends_at],
  );
  return useMemo(() => {
    const taught = new Map(
      (others ?? [])
        .filter(({ id, teacher }) => teacher && id !== lesson.id)
        .map((other) => [other.teacher?.id, other.group_name]),
    );
    const teachers = school.teachers.filter(({ id }) => id !== lesson.teacher?.id);
    const [free, busy] = [teachers.filter(({ id }) => !taught.has(id)), teachers.filter(({ id }) => taught.has(id))];
    return [...sortByName(free), ...sortByName(busy)].map(({ id, full_name }) => {
      const group = taught.get(id);
      return { value: id, label: `${full_name} (${group ? texts.busy(group) : texts.free})` };
    });
  }, [others, school, lesson.id, lesson.teacher?.id, texts]);
}

export function SubstituteForm({
  lesson,
  school,
  me,
  teacher = "",
  onDone,
  close,
}: LessonFormProps & { teacher?: string }) {
  const texts = timetableWords.use();
  const path = { id: lesson.id };
  const substitutes = useSubstitutes(lesson, school);
  const form = useForm({
    initial: { teacher, reason: "", force: false },
    send: (body, idempotencyKey) => talim.api.post("/lessons/{id}/substitute/", { path, body, idempotencyKey }),
    onDone: () => {
      const former = lesson.instead_of ? (lesson.teacher?.id ?? null) : null;
      onDone(texts.substituted, () => talim.api.post("/lessons/{id}/substitute/", { path, body: { teacher: former } }));
    },
  });
  const chosen = form.values.teacher;
  const check = useCheck({ lesson: lesson.id, ...(chosen ? { teacher: chosen } : {}) });
  const force = isRefused(check) && form.values.force;
  return (
    <Form of={form} word={texts.save} label={texts.substituteTitle} close={close}>
      <SelectField of={form} name="teacher" label={texts.teacher} options={substitutes} required />
      {chosen ? <Clashes check={check} zone={lesson.zone} /> : null}
      <ForceField of={form} check={check} me={me} />
      <TextField of={form} name="reason" label={texts.why} hint={texts.whyHint} required={force} />
      <Recipients check={check} />
    </Form>
  );
}

/** Topic, link, room, and the lesson's own teacher. */
export function EditForm({ lesson, school, me, onDone, close }: LessonFormProps) {
  const texts = timetableWords.use();
  const form = useForm({
    initial: {
      topic: lesson.topic,
      link: lesson.link,
      room: lesson.room?.id ?? "",
      teacher: lesson.teacher?.id ?? "",
      reason: "",
      force: false,
    },
    send: ({ topic, link, room, teacher, reason, force }) => {
      const body = {
        ...(topic === lesson.topic ? {} : { topic }),
        ...(link === lesson.link ? {} : { link }),
        ...(room === (lesson.room?.id ?? "") ? {} : { room: room || null }),
        ...(teacher && teacher !== lesson.teacher?.id ? { teacher } : {}),
        ...(force ? { force, reason } : {}),
      };
      return talim.api.patch("/lessons/{id}/", { path: { id: lesson.id }, body });
    },
    onDone: () => onDone(texts.changed),
  });
  const { room, teacher } = form.values;
  const placed = room !== (lesson.room?.id ?? "") || teacher !== (lesson.teacher?.id ?? "");
  const check = useCheck({ lesson: lesson.id, ...(room ? { room } : {}), ...(teacher ? { teacher } : {}) });
  const rooms = useRoomOptions(getRoomsOf(school, lesson.group));
  const known = lesson.teacher && !school.teachers.some(({ id }) => id === lesson.teacher?.id) ? [lesson.teacher] : [];
  const teachers = [...known, ...school.teachers].map(({ id, full_name }) => ({ value: id, label: full_name }));
  return (
    <Form of={form} word={texts.save} label={texts.editTitle} close={close}>
      <TextField of={form} name="topic" label={texts.topic} />
      <TextField of={form} name="link" label={texts.link} type="url" maxLength={500} />
      <SelectField of={form} name="room" label={texts.room} options={rooms} />
      <SelectField of={form} name="teacher" label={texts.teacher} options={teachers} />
      {placed ? (
        <>
          <Clashes check={check} zone={lesson.zone} />
          <ForceField of={form} check={check} me={me} />
          {form.values.force ? <TextField of={form} name="reason" label={texts.why} required /> : null}
          <Recipients check={check} />
        </>
      ) : null}
    </Form>
  );
}

interface CreateFormProps extends Omit<LessonFormProps, "lesson"> {
  /** What was chosen in the calendar. */
  start: { day: string; starts: string; ends: string; room?: string; teacher?: string; group?: string };
}

export function CreateForm({ school, me, start, onDone, close }: CreateFormProps) {
  const texts = timetableWords.use();
  const words = useWords();
  const form = useForm({
    initial: {
      group: start.group ?? "",
      day: start.day,
      starts_at: start.starts,
      ends_at: start.ends,
      room: start.room ?? "",
      teacher: start.teacher ?? "",
      topic: "",
      reason: "",
      force: false,
    },
    check: ({ starts_at, ends_at }) => (ends_at && ends_at <= starts_at ? { ends_at: texts.endsLater } : {}),
    send: ({ group, day, starts_at, ends_at, room, teacher, topic, reason, force }, idempotencyKey) => {
      const zone = getZone(group);
      const times = { starts_at: toMoment(day, starts_at, zone), ends_at: toMoment(day, ends_at, zone) };
      const body = {
        group,
        ...times,
        topic,
        room: room || null,
        teacher: teacher || null,
        ...(force ? { force, reason } : {}),
      };
      return talim.api.post("/lessons/", { body, idempotencyKey });
    },
    onDone: ({ id }) => {
      const remove = () => talim.api.delete("/lessons/{id}/", { path: { id } });
      onDone(texts.created, hasPermission(me, "lessons.change") ? remove : undefined);
    },
  });
  const getZone = (group: string) => school.groups.find(({ id }) => id === group)?.zone || me.zone;
  const { group, day, starts_at, ends_at, room, teacher } = form.values;
  const times = group ? getTimes({ day, starts: starts_at, ends: ends_at }, getZone(group)) : undefined;
  const change: CheckedChange | undefined = times && {
    group,
    ...times,
    ...(room ? { room } : {}),
    ...(teacher ? { teacher } : {}),
  };
  const check = useCheck(change);
  const rooms = useRoomOptions(getRoomsOf(school, group));
  return (
    <Form of={form} word={words.form.save} label={texts.newLesson} close={close}>
      <p class="quiet">{texts.only}</p>
      <SelectField
        of={form}
        name="group"
        label={texts.group}
        options={school.groups.map(({ id, name }) => ({ value: id, label: name }))}
        required
      />
      <DateField of={form} name="day" label={texts.dayField} required />
      <FieldRow>
        <DateField of={form} name="starts_at" label={texts.starts} time required />
        <DateField of={form} name="ends_at" label={texts.ends} time required />
      </FieldRow>
      <SelectField of={form} name="room" label={texts.room} options={rooms} />
      <SelectField
        of={form}
        name="teacher"
        label={texts.teacher}
        options={[
          { value: "", label: texts.leadTeacher },
          ...school.teachers.map(({ id, full_name }) => ({ value: id, label: full_name })),
        ]}
      />
      <TextField of={form} name="topic" label={texts.topic} />
      {change ? (
        <>
          <Clashes check={check} zone={getZone(group)} />
          <ForceField of={form} check={check} me={me} />
          {form.values.force ? <TextField of={form} name="reason" label={texts.why} required /> : null}
          <Recipients check={check} />
        </>
      ) : null}
    </Form>
  );
}
