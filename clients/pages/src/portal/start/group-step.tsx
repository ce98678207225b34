/** The first group with its days and times; and the timetable alone, where the group is there without one. */

import { ApiError } from "@talim/client";
import { saveDraft } from "../../drafts.ts";
import { toIsoDay } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { retryAfterSignIn } from "../../retry-after-sign-in.ts";
import { CheckField, ChecksField, DateField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm, type FormState, type Values } from "../../ui/form/use-form.ts";
import { showNotice } from "../../ui/notices.tsx";
import { groupsWords } from "../../courses/office/words/index.ts";
import { startWords } from "./words/index.ts";
import { toLines } from "../../lessons/office/timetable-rows.ts";
import { getFullName, type BegunGroup, type Room, type StartState } from "./state.ts";

/** An interface would have no index of its own. */
type When = { days: string[]; starts: string; minutes: number | null; room: string };

type GroupFields = When & { name: string; course: string; teacher: string; capacity: number | null };

const SCHOOL_DAYS = ["0", "2", "4"];
const LESSON = { starts: "15:00", minutes: 90 };
const CAPACITY = 12;
/** What the server calls the fields of `When`. */
const LINE_FIELDS: Record<string, string> = { weekday: "days", starts: "starts", minutes: "minutes", room: "room" };

const getDraftName = (group: string): string => `start-timetable-${group}`;

function getFirstWhen(rooms: Room[]): When {
  return { days: SCHOOL_DAYS, ...LESSON, room: rooms[0]?.id ?? "" };
}

function buildLines({ days, starts, minutes, room }: When, rooms: Room[], zone: string) {
  const chosen = rooms.find(({ id }) => id === room);
  const pick = chosen ? { id: chosen.id, label: chosen.name } : null;
  return toLines([
    { days, starts, minutes, room: pick, teacher: null, every: "1", from: toIsoDay(Date.now(), zone), until: "" },
  ]);
}

interface StepProps {
  me: Person;
  state: StartState;
  onDone: () => void;
}

export function GroupStep(props: StepProps) {
  const { begun } = props.state;
  return begun ? <TimetableForm {...props} begun={begun} /> : <GroupForm {...props} />;
}

function GroupForm({ me, state: { rooms, courses, teachers }, onDone }: StepProps) {
  const texts = startWords.use();
  const people = [
    ...teachers.map(({ id, name: label }) => ({ value: id, label })),
    { value: me.id, label: texts.you(getFullName(me)) },
  ];
  const form = useForm<GroupFields, boolean>({
    initial: {
      name: "",
      course: courses[0]?.id ?? "",
      teacher: people[0]?.value ?? "",
      capacity: CAPACITY,
      ...getFirstWhen(rooms),
    },
    draft: "start-group",
    send: (values, key) => createGroup(values, rooms, key),
    onDone: (whole) => {
      if (!whole) showNotice(texts.timetableMissing(form.values.name));
      onDone();
    },
  });
  return (
    <Form of={form} word={texts.saveGroup} label={texts.steps.group}>
      <FieldRow>
        <TextField
          of={form}
          name="name"
          label={texts.groupName}
          placeholder={texts.groupExample}
          maxLength={80}
          required
        />
        <SelectField
          of={form}
          name="course"
          label={texts.course}
          options={courses.map(({ id, title, slug }) => ({ value: id, label: readTranslated(title) || slug }))}
          required
        />
        <SelectField of={form} name="teacher" label={texts.teacher} options={people} required />
        <NumberField of={form} name="capacity" label={texts.capacity} min={1} max={500} required />
      </FieldRow>
      <WhenFields of={form} rooms={rooms} />
    </Form>
  );
}

/** The group, then its timetable; false: that was refused and stays as the draft of its form. */
async function createGroup(
  { name, course, teacher, capacity, ...when }: GroupFields,
  rooms: Room[],
  key: string,
): Promise<boolean> {
  const body = {
    name: name.trim(),
    course,
    lead_teacher: teacher,
    assistants: [],
    capacity: capacity ?? 1,
    branch: null,
    price: null,
    starts_on: null,
    ends_on: null,
    zone: "",
  };
  const group = await retryAfterSignIn(() => talim.api.post("/courses/groups/", { body, idempotencyKey: key }));
  const lines = buildLines(when, rooms, group.zone);
  try {
    await saveTimetable(group.id, { changed_at: null, lines, accept_skipped: false, link: null });
    return true;
  } catch {
    saveDraft(getDraftName(group.id), { json: JSON.stringify(when) });
    return false;
  }
}

function saveTimetable(id: string, body: Parameters<typeof putTimetable>[1]) {
  return retryAfterSignIn(() => putTimetable(id, body));
}

function putTimetable(
  id: string,
  body: { changed_at: string | null; lines: ReturnType<typeof toLines>; accept_skipped: boolean; link: string | null },
) {
  return talim.api.put("/courses/groups/{id}/schedule/", { path: { id }, body });
}

function TimetableForm({ begun: { group, schedule }, state: { rooms }, onDone }: StepProps & { begun: BegunGroup }) {
  const texts = startWords.use();
  const form = useForm<When & { accept: boolean }, unknown>({
    initial: { ...getFirstWhen(rooms), accept: false },
    draft: getDraftName(group.id),
    send: ({ accept, ...when }) =>
      saveTimetable(group.id, {
        changed_at: schedule.changed_at,
        lines: buildLines(when, rooms, group.zone),
        accept_skipped: accept,
        link: schedule.link,
      }).catch((reason: unknown) => {
        throw nameFields(reason);
      }),
    onDone,
  });
  const skipped = form.error instanceof ApiError ? (form.error.fields["accept"] ?? []) : [];
  return (
    <Form of={form} word={texts.saveTimetable} label={texts.steps.group}>
      <p>{texts.timetableMissing(group.name)}</p>
      <WhenFields of={form} rooms={rooms} />
      {skipped.length || form.values.accept ? <CheckField of={form} name="accept" label={texts.acceptSkipped} /> : null}
    </Form>
  );
}

function WhenFields<T extends When & Values>({ of, rooms }: { of: FormState<T>; rooms: Room[] }) {
  const texts = startWords.use();
  const { shortDays } = groupsWords.use();
  const form = of as unknown as FormState<When>;
  const days = [1, 2, 3, 4, 5, 6, 0].map((day, place) => ({ value: String(place), label: shortDays[day] ?? "" }));
  return (
    <>
      <div class="weekdays">
        <ChecksField of={form} name="days" label={texts.days} options={days} required />
      </div>
      <FieldRow>
        <DateField of={form} name="starts" label={texts.starts} time required />
        <NumberField of={form} name="minutes" label={texts.minutes} min={10} max={600} required />
        <SelectField
          of={form}
          name="room"
          label={texts.room}
          options={[{ value: "", label: texts.noRoom }, ...rooms.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      </FieldRow>
    </>
  );
}

/** The same refusal with the names of this form's fields: "lines.0.weekday" is "days". */
function nameFields(reason: unknown): unknown {
  if (!(reason instanceof ApiError)) return reason;
  const fields: Record<string, string[]> = {};
  for (const [path, texts] of Object.entries(reason.fields)) {
    const last = path.split(".").at(-1) ?? path;
    const name =
      path === "accept_skipped" ? "accept" : path.startsWith("lines.") ? (LINE_FIELDS[last] ?? "days") : path;
    fields[name] = [...new Set([...(fields[name] ?? []), ...texts])];
  }
  return new ApiError(reason.status, reason.code, reason.detail, fields, reason.requestId, reason.retryAfter);
}
