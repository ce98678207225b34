/** The register of a lesson in the office: marked as a teacher does, and corrected with a reason after it is closed. */

import { useState } from "preact/hooks";
import type { PageProps } from "../../person-pages.ts";
import { formatDayTime } from "../../format.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { RegisterPage } from "../../attendance/teacher/register-page.tsx";
import { nameOf } from "../../attendance/teacher/register-row.tsx";
import { countLessonMinutes, type Register, type RegisterRow, type Status } from "../../attendance/teacher/register.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { DateField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { timetableWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";

export function OfficeRegister({ me, values }: PageProps) {
  const texts = timetableWords.use();
  const lesson = values["id"] ?? "";
  const [marks, setMarks] = useState(0);
  const [open, setOpen] = useState(false);
  return (
    <>
      <p class="no-print">
        <Link to="lessons">← {texts.backToLessons}</Link>
      </p>
      <RegisterPage key={marks} me={me} values={values} />
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{texts.corrections}</summary>
        {open ? <Corrections lesson={lesson} me={me} onChanged={() => setMarks((n) => n + 1)} /> : null}
      </details>
    </>
  );
}

function Corrections({ lesson, me, onChanged }: { lesson: string; me: Person; onChanged: () => void }) {
  const texts = timetableWords.use();
  const [chosenId, setChosenId] = useState<string | undefined>();
  const loaded = useLoad(async () => {
    const [register, statuses] = await Promise.all([
      talim.api.get("/attendance/registers/{lesson_id}/", { path: { lesson_id: lesson } }),
      talim.api.get("/attendance/statuses/", { query: { page_size: 100 } }),
    ]);
    return { register, statuses: statuses.results };
  }, [lesson]);
  const done = (text: string) => {
    showNotice(text);
    setChosenId(undefined);
    loaded.reload();
    onChanged();
  };
  return (
    <Loading of={loaded}>
      {({ register, statuses }) => {
        const chosen = register.rows.find(({ student }) => student.id === chosenId);
        const names = new Map(statuses.map((status) => [status.code, nameOf(status)]));
        return (
          <>
            <p>{texts.correctionsHelp}</p>
            <MarkRest register={register} statuses={statuses} onDone={done} />
            <ul class="cards">
              {register.rows.map((row) => (
                <li key={row.student.id} class="card">
                  <strong>{row.student.full_name}</strong>
                  <span class="quiet">{row.mark ? (names.get(row.mark.status) ?? row.mark.status) : texts.noMark}</span>
                  <button
                    type="button"
                    aria-label={`${texts.correct}: ${row.student.full_name}`}
                    onClick={() => setChosenId(row.student.id)}
                  >
                    {texts.correct}
                  </button>
                </li>
              ))}
            </ul>
            {chosen ? (
              <Drawer title={chosen.student.full_name} close={() => setChosenId(undefined)}>
                <MarkForm
                  key={`${chosen.mark?.id} ${chosen.mark?.revision}`}
                  row={chosen}
                  register={register}
                  statuses={statuses}
                  me={me}
                  onDone={done}
                />
                {hasPermission(me, "attendance.excuse") ? (
                  <ExcuseForm row={chosen} day={register.day} onDone={done} />
                ) : null}
              </Drawer>
            ) : null}
          </>
        );
      }}
    </Loading>
  );
}

/** All who have no mark yet, with one reason. */
function MarkRest({
  register,
  statuses,
  onDone,
}: {
  register: Register;
  statuses: Status[];
  onDone: (text: string) => void;
}) {
  const words = useWords();
  const texts = timetableWords.use();
  const unmarked = register.rows.filter((row) => !row.mark && row.standing !== "former");
  const form = useForm({
    initial: { status: statuses[0]?.code ?? "", reason: "" },
    send: ({ status, reason }, idempotencyKey) => {
      const body = {
        lesson: register.lesson,
        marks: unmarked.map(({ student }) => ({ student: student.id, status })),
        reason,
      };
      return talim.api.post("/attendance/bulk-mark/", { body, idempotencyKey });
    },
    onDone: () => onDone(texts.restMarked),
  });
  if (!unmarked.length) return null;
  const chosen = statuses.find(({ code }) => code === form.values.status);
  return (
    <Form
      of={form}
      word={chosen ? texts.markRest(unmarked.length, nameOf(chosen)) : words.form.save}
      label={texts.corrections}
    >
      <FieldRow>
        <SelectField
          of={form}
          name="status"
          label={texts.mark}
          options={statuses.map((status) => ({ value: status.code, label: nameOf(status) }))}
          required
        />
        <TextField of={form} name="reason" label={texts.why} required={!register.takes_marks} />
      </FieldRow>
    </Form>
  );
}

interface MarkProps {
  row: RegisterRow;
  register: Register;
  statuses: Status[];
  me: Person;
  onDone: (text: string) => void;
}

function MarkForm({ row, register, statuses, me, onDone }: MarkProps) {
  const words = useWords();
  const texts = timetableWords.use();
  const { mark } = row;
  const form = useForm({
    initial: {
      status: mark?.status ?? row.suggested ?? "",
      minutes_late: mark?.minutes_late ?? null,
      note: mark?.note ?? "",
      reason: "",
    },
    send: async ({ status, minutes_late, note, reason }, idempotencyKey) => {
      const late = statuses.find(({ code }) => code === status)?.counts_as === "late";
      const body = { status, minutes_late: late ? minutes_late : null, note, reason };
      if (mark) return talim.api.patch("/attendance/{id}/", { path: { id: mark.id }, body });
      return talim.api.post("/attendance/", {
        body: { ...body, lesson: register.lesson, student: row.student.id },
        idempotencyKey,
      });
    },
    onDone: () => onDone(texts.corrected),
  });
  const late = statuses.find(({ code }) => code === form.values.status)?.counts_as === "late";
  const history = useLoad(
    async () =>
      mark
        ? (await talim.api.get("/attendance/{id}/history/", { path: { id: mark.id }, query: { page_size: 20 } }))
            .results
        : [],
    [mark?.id],
  );
  const name = (code: string) => {
    const status = statuses.find((one) => one.code === code);
    return status ? nameOf(status) : code;
  };
  return (
    <>
      <Form of={form} word={words.form.save} label={texts.correct}>
        <SelectField
          of={form}
          name="status"
          label={texts.mark}
          options={statuses.map((status) => ({ value: status.code, label: nameOf(status) }))}
          required
        />
        {late ? (
          <NumberField
            of={form}
            name="minutes_late"
            label={texts.minutesLate}
            min={1}
            max={countLessonMinutes(register)}
          />
        ) : null}
        <TextField of={form} name="note" label={texts.note} />
        <TextField of={form} name="reason" label={texts.why} required={!register.takes_marks} />
      </Form>
      {mark ? (
        <ActButton
          word={texts.withdraw}
          act={() =>
            talim.api.delete("/attendance/{id}/", { path: { id: mark.id }, query: { reason: form.values.reason } })
          }
          onDone={() => onDone(texts.withdrawn)}
        />
      ) : null}
      {mark ? (
        <details>
          <summary>{texts.earlier}</summary>
          <Loading of={history}>
            {(steps) =>
              steps.length ? (
                <ol class="cards">
                  {steps.map((step) => (
                    <li key={step.changed_at} class="card">
                      <strong>{texts.became(name(step.status), step.became ? name(step.became) : texts.noMark)}</strong>
                      {step.reason ? <span>{step.reason}</span> : null}
                      <span class="quiet">
                        {[formatDayTime(step.changed_at, me.zone, words), step.changed_by?.full_name]
                          .filter(Boolean)
                          .join(" · ")}
                      </span>
                    </li>
                  ))}
                </ol>
              ) : (
                <p class="quiet">{texts.noEarlier}</p>
              )
            }
          </Loading>
        </details>
      ) : null}
    </>
  );
}

/** Days on which a pupil cannot come, as the family told the office; it can be withdrawn at once. */
function ExcuseForm({ row, day, onDone }: { row: RegisterRow; day: string; onDone: (text: string) => void }) {
  const words = useWords();
  const texts = timetableWords.use();
  const form = useForm({
    initial: { starts_on: day, ends_on: day, reason: "" },
    send: (values, idempotencyKey) =>
      talim.api.post("/attendance/excuses/", { body: { student: row.student.id, ...values }, idempotencyKey }),
    onDone: ({ id }) => {
      onDone(texts.excuseSaved);
      const withdraw = () => talim.api.delete("/attendance/excuses/{id}/", { path: { id } });
      showNotice(texts.excuseSaved, {
        label: words.form.undo,
        run: () =>
          void withdraw().then(
            () => showNotice(texts.excuseGone),
            () => showNotice(texts.noUndo),
          ),
      });
    },
  });
  return (
    <details>
      <summary>{texts.excuse}</summary>
      <Form of={form} word={texts.excuseAsk} label={texts.excuse}>
        <FieldRow>
          <DateField of={form} name="starts_on" label={texts.excuseFrom} required />
          <DateField of={form} name="ends_on" label={texts.excuseUntil} min={form.values.starts_on} required />
        </FieldRow>
        <TextField of={form} name="reason" label={texts.why} required />
      </Form>
    </details>
  );
}
