/** The timetable of a group: its rows, and its lessons made anew. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { saveDraft } from "../../drafts.ts";
import { formatDate, toIsoDay } from "../../format.ts";
import { usePersonPages } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { CheckField, DateField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { groupsWords } from "../../courses/office/words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { orNull, toPick, type Group } from "../../courses/office/data.ts";
import { checkRows, getSkippedLessons, RowFields } from "../../courses/office/row-fields.tsx";
import { createRow, toLines, toRows, type Row, type Schedule } from "./timetable-rows.ts";

type Generated = Answer<"/courses/groups/{id}/schedule/generate/", "post">;

/** An interface would have no index of its own. */
type TimetableDraft = {
  rows: Row[];
  link: string;
  accept: boolean;
  /** The version that was read: a draft of an older one is refused instead of undoing a colleague's change. */
  changed_at: string | null;
};

const getDraftName = (group: string): string => `timetable-${group}`;

/** Keep the timetable that was written together with a new group and could not be saved. */
export function keepTimetable(group: string, rows: Row[]): void {
  const draft: TimetableDraft = { rows, link: "", accept: false, changed_at: null };
  saveDraft(getDraftName(group), { json: JSON.stringify(draft) });
}

export function Timetable({ group, me }: { group: Group; me: Person }) {
  const schedule = useLoad(
    () => talim.api.get("/courses/groups/{id}/schedule/", { path: { id: group.id } }),
    [group.id],
  );
  const [report, setReport] = useState<Generated | undefined>();
  if (!hasPermission(me, "timetable.manage"))
    return <Loading of={schedule}>{(value) => <Lines schedule={value} />}</Loading>;
  return (
    <>
      <Loading of={schedule}>
        {(value) => (
          <TimetableForm
            key={value.changed_at ?? ""}
            schedule={value}
            group={group}
            me={me}
            again={schedule.reload}
            onSaved={(lessons) => {
              setReport(lessons);
              schedule.reload();
            }}
          />
        )}
      </Loading>
      {report ? <Report report={report} group={group.id} me={me} /> : null}
      <Generation group={group} me={me} onDone={setReport} />
    </>
  );
}

function Lines({ schedule }: { schedule: Schedule }) {
  const texts = groupsWords.use();
  const rows = toRows(schedule.lines);
  if (!rows.length) return <Empty drawing="calendar" text={texts.noTimetable} />;
  return (
    <ul class="rows">
      {rows.map((row) => (
        <li key={JSON.stringify(row)}>
          <span class="when">{row.starts}</span>
          <span>
            {row.days.map((day) => texts.shortDays[(Number(day) + 1) % 7]).join(", ")}
            <span class="quiet small">{[row.room?.label, row.teacher?.label].filter(Boolean).join(" · ")}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

interface TimetableFormProps {
  schedule: Schedule;
  group: Group;
  me: Person;
  again: () => void;
  onSaved: (lessons: Generated) => void;
}

function TimetableForm({ schedule, group, me, again, onSaved }: TimetableFormProps) {
  const words = useWords();
  const texts = groupsWords.use();
  const today = toIsoDay(Date.now(), group.zone);
  const first = group.starts_on && group.starts_on > today ? group.starts_on : today;
  const rows = toRows(schedule.lines);
  const form = useForm<TimetableDraft, Answer<"/courses/groups/{id}/schedule/", "put">>({
    initial: {
      rows: rows.length ? rows : [createRow(first)],
      link: schedule.link,
      accept: false,
      changed_at: schedule.changed_at,
    },
    draft: getDraftName(group.id),
    check: (values) => checkRows(values.rows, words.form.required) as Partial<Record<keyof TimetableDraft, string>>,
    send: (values) =>
      talim.api.put("/courses/groups/{id}/schedule/", {
        path: { id: group.id },
        body: {
          changed_at: values.changed_at,
          lines: toLines(values.rows),
          accept_skipped: values.accept,
          link: values.link.trim(),
        },
      }),
    onDone: ({ lessons }) => {
      showNotice(words.form.saved);
      onSaved(lessons);
    },
  });
  const skipped = getSkippedLessons(form.error);
  const changed = "changed_at" in form.errors;
  return (
    <Form of={form} word={texts.saveTimetable} label={texts.timetable}>
      <RowFields of={form} me={me} zone={group.zone} lead={toPick(group.lead_teacher)} from={first} group={group.id} />
      <TextField of={form} name="link" label={texts.link} type="url" inputMode="url" />
      {skipped.length ? (
        <ul class="wrong">
          {skipped.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      ) : null}
      {skipped.length || form.values.accept ? <CheckField of={form} name="accept" label={texts.saveWithout} /> : null}
      {changed ? (
        <p>
          <button
            type="button"
            onClick={() => {
              form.reset();
              again();
            }}
          >
            {texts.loadAgain}
          </button>
        </p>
      ) : null}
    </Form>
  );
}

/** Missing lessons of the timetable are made, and those that do not fit it go: first looked at, then done. */
function Generation({ group, me, onDone }: { group: Group; me: Person; onDone: (report: Generated) => void }) {
  const texts = groupsWords.use();
  const [plan, setPlan] = useState<Generated | undefined>();
  const form = useForm({
    initial: { since: "", until: "" },
    send: ({ since, until }) =>
      talim.api.post("/courses/groups/{id}/schedule/generate/", {
        path: { id: group.id },
        body: { since: orNull(since), until: orNull(until), dry_run: true },
      }),
    onDone: setPlan,
  });
  const { since, until } = form.values;
  return (
    <details>
      <summary>{texts.generate}</summary>
      <p class="quiet">{texts.generateHelp}</p>
      <Form of={form} word={texts.generateLook} label={texts.generate}>
        <FieldRow>
          <DateField of={form} name="since" label={texts.generateSince} max={toIsoDay(Date.now(), group.zone)} />
          <DateField of={form} name="until" label={texts.generateUntil} />
        </FieldRow>
      </Form>
      {plan ? (
        <>
          <Report report={plan} group={group.id} me={me} />
          <ActButton
            word={texts.generateDo}
            act={() =>
              talim.api.post("/courses/groups/{id}/schedule/generate/", {
                path: { id: group.id },
                body: { since: orNull(since), until: orNull(until), dry_run: false },
              })
            }
            onDone={(report) => {
              setPlan(undefined);
              onDone(report);
            }}
          />
        </>
      ) : null}
    </details>
  );
}

function Report({ report, group, me }: { report: Generated; group: string; me: Person }) {
  const { hasPage } = usePersonPages();
  const words = useWords();
  const texts = groupsWords.use();
  const { added, removed, skipped } = report.counts;
  return (
    <div class="card" role="status">
      <span class="state">
        <Icon name="good" />
        {report.dry_run ? texts.wouldBe(added, removed) : texts.wereMade(added, removed)}
      </span>
      {skipped ? (
        <>
          <span class="state warn">
            <Icon name="warning" />
            {texts.notMade(skipped)}
          </span>
          <ul>
            {report.skipped.slice(0, 20).map((row) => (
              <li key={row.starts_at}>
                {formatDate(row.day, me.zone, words)} {row.time} {row.detail ? `– ${row.detail}` : ""}
                {row.clash ? ` (${[row.clash.name, row.clash.group_name].filter(Boolean).join(", ")})` : ""}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {!report.dry_run && hasPage(me, "timetable") ? (
        <Link to={`timetable?group=${group}`}>{texts.seeTimetable}</Link>
      ) : null}
    </div>
  );
}
