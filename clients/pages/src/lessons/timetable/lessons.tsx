/** Lessons as a list: all of them, those that nobody marked, and those that could not be made. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDayTime, getDayStart, toIsoDay } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim, type Person } from "../../talim.ts";
import { Choice } from "../../ui/choice.tsx";
import { DataTable, type Column, type TableFilter } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Loading } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { timetableWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { CalendarLink } from "./calendar-link.tsx";
import { LessonCard, LessonState } from "./lesson-card.tsx";
import { CreateForm } from "./lesson-forms.tsx";
import { toTime } from "./moments.ts";
import { useSchool, type Lesson, type School } from "./school.ts";
import { SettleForm, SettleMany } from "./settle.tsx";
import { SkippedCard } from "./skipped.tsx";

type Unsettled = Answer<"/lessons/unsettled/", "get">["results"][number];
type Skipped = Answer<"/lessons/skipped/", "get">["results"][number];
type View = "all" | "unsettled" | "skipped";

export function Lessons({ me }: PageProps) {
  const school = useSchool(me);
  return <Loading of={school}>{(loaded) => <LessonsOf school={loaded} me={me} />}</Loading>;
}

function LessonsOf({ school, me }: { school: School; me: Person }) {
  const words = useWords();
  const texts = timetableWords.use();
  const [view, setView] = useState<View>("all");
  const [linking, setLinking] = useState(false);
  const { all, unsettled, skipped } = texts.views;
  const views = { all, unsettled, ...(hasPermission(me, "timetable.manage") ? { skipped } : {}) } as Record<
    View,
    string
  >;
  const filters: TableFilter[] = [
    {
      name: "group",
      label: texts.group,
      options: [["", texts.all], ...school.groups.map(({ id, name }): [string, string] => [id, name])],
    },
    {
      name: "branch",
      label: texts.branch,
      options: [["", texts.all], ...school.branches.map(({ id, name }): [string, string] => [id, name])],
    },
  ];
  return (
    <>
      <h1>{texts.lessonsTitle}</h1>
      <Choice label={words.office.nav.pages.lessons} options={views} chosen={view} choose={setView} />
      {view === "all" ? (
        <AllLessons school={school} me={me} filters={filters} onLink={() => setLinking(true)} />
      ) : view === "unsettled" ? (
        <UnsettledLessons school={school} me={me} filters={filters} />
      ) : (
        <SkippedLessons school={school} me={me} filters={filters} />
      )}
      {linking ? (
        <Drawer title={texts.calendarLink} close={() => setLinking(false)}>
          <CalendarLink />
        </Drawer>
      ) : null}
    </>
  );
}

interface ViewProps {
  school: School;
  me: Person;
  filters: TableFilter[];
}

function useLessonColumns(): Column<Lesson>[] {
  const words = useWords();
  const texts = timetableWords.use();
  return [
    { id: "group", title: texts.group, cell: (row) => row.group_name },
    {
      id: "at",
      title: texts.at,
      cell: (row) => `${formatDayTime(row.starts_at, row.zone, words)}–${toTime(row.ends_at, row.zone)}`,
      order: "starts_at",
    },
    { id: "teacher", title: texts.teacher, cell: (row) => row.teacher?.full_name ?? texts.noTeacher },
    { id: "room", title: texts.room, cell: (row) => row.room?.name ?? texts.noRoom },
    { id: "status", title: texts.status, cell: (row) => <LessonState lesson={row} /> },
    { id: "topic", title: texts.topic, cell: (row) => row.topic, optional: true },
  ];
}

function AllLessons({ school, me, filters, onLink }: ViewProps & { onLink: () => void }) {
  const words = useWords();
  const texts = timetableWords.use();
  const columns = useLessonColumns();
  const [opened, setOpened] = useState<Lesson | "new" | undefined>();
  const [changes, setChanges] = useState(0);
  const reload = () => setChanges((n) => n + 1);
  const done = (text: string, undo?: () => Promise<unknown>) => {
    const run = () => void undo?.().then(reload, () => showNotice(texts.noUndo));
    showNotice(text, undo && { label: words.form.undo, run });
    setOpened(undefined);
    reload();
  };
  const close = () => setOpened(undefined);
  const today = toIsoDay(Date.now(), me.zone);
  return (
    <>
      <DataTable<Lesson>
        name="lessons"
        label={texts.lessonsTitle}
        columns={columns}
        load={(query, given) => talim.api.get("/lessons/", { query: { ...query, ...toLessonQuery(given, me) } })}
        getKey={(row) => row.id}
        onOpen={setOpened}
        filters={[
          {
            name: "when",
            label: texts.at,
            options: [
              ["", texts.fromToday],
              ["all", texts.all],
            ],
          },
          ...filters,
          {
            name: "teacher",
            label: texts.teacher,
            options: [
              ["", texts.all],
              ...school.teachers.map(({ id, full_name }): [string, string] => [id, full_name]),
            ],
          },
          {
            name: "room",
            label: texts.room,
            options: [["", texts.all], ...school.rooms.map(({ id, name }): [string, string] => [id, name])],
          },
          { name: "status", label: texts.status, options: [["", texts.all], ...Object.entries(texts.statuses)] },
        ]}
        ordering="starts_at"
        acts={
          <>
            {hasPermission(me, "lessons.create") ? (
              <button type="button" class="main" onClick={() => setOpened("new")}>
                {texts.newLesson}
              </button>
            ) : null}
            {hasPermission(me, "lessons.calendar") ? (
              <button type="button" onClick={onLink}>
                {texts.calendarLink}
              </button>
            ) : null}
          </>
        }
        exportFile={(query, given) => ({
          path: "/lessons/",
          query: { ...query, ...toLessonQuery(given, me) },
          name: texts.lessonsTitle,
        })}
        empty={<Empty drawing="calendar" text={texts.noLessons} />}
        on={[changes]}
      />
      {opened === "new" ? (
        <Drawer title={texts.newLesson} close={close}>
          <CreateForm
            school={school}
            me={me}
            start={{ day: today, starts: "", ends: "" }}
            onDone={done}
            close={close}
          />
        </Drawer>
      ) : opened ? (
        <Drawer title={opened.group_name} close={close}>
          <LessonCard lesson={opened} school={school} me={me} onDone={done} onChanged={showNotice} close={close} />
        </Drawer>
      ) : null}
    </>
  );
}

function UnsettledLessons({ school, me, filters }: ViewProps) {
  const texts = timetableWords.use();
  const columns = useLessonColumns();
  const [opened, setOpened] = useState<Unsettled | undefined>();
  const [changes, setChanges] = useState(0);
  const done = (text: string) => {
    showNotice(text);
    setOpened(undefined);
    setChanges((n) => n + 1);
  };
  const maySettle = hasPermission(me, "attendance.settle");
  return (
    <>
      <DataTable<Unsettled>
        name="unsettled"
        label={texts.views.unsettled}
        columns={[
          ...(columns as Column<Unsettled>[]).filter(({ id }) => id !== "status"),
          { id: "marked", title: texts.hasMarks, cell: (row) => (row.marked ? texts.yes : texts.no) },
        ]}
        load={(query, given) => talim.api.get("/lessons/unsettled/", { query: { ...query, ...toQuery(given) } })}
        getKey={(row) => row.id}
        onOpen={setOpened}
        filters={filters}
        ordering="starts_at"
        {...(maySettle
          ? {
              bulk: (selected: Unsettled[], end: () => void) => (
                <SettleMany lessons={selected} onDone={(text) => (end(), done(text))} />
              ),
            }
          : {})}
        empty={<Empty drawing="calendar" text={texts.noUnsettled} />}
        on={[changes]}
      />
      {opened ? (
        <Drawer title={opened.group_name} close={() => setOpened(undefined)}>
          <p>{texts.settleHelp}</p>
          {maySettle ? <SettleForm lesson={opened} school={school} onDone={done} /> : null}
          <LessonCard
            lesson={opened}
            school={school}
            me={me}
            onDone={done}
            onChanged={showNotice}
            close={() => setOpened(undefined)}
          />
        </Drawer>
      ) : null}
    </>
  );
}

function SkippedLessons({ school, me, filters }: ViewProps) {
  const words = useWords();
  const texts = timetableWords.use();
  const [opened, setOpened] = useState<Skipped | undefined>();
  const [changes, setChanges] = useState(0);
  const done = (text: string) => {
    showNotice(text);
    setOpened(undefined);
    setChanges((n) => n + 1);
  };
  return (
    <>
      <DataTable<Skipped>
        name="skipped"
        label={texts.views.skipped}
        columns={[
          { id: "group", title: texts.group, cell: (row) => row.group.name },
          {
            id: "at",
            title: texts.at,
            cell: (row) => formatDayTime(row.starts_at, me.zone, words),
            order: "starts_at",
          },
          {
            id: "why",
            title: texts.inTheWay,
            cell: (row) => [row.detail, row.clash?.name, row.clash?.group_name].filter(Boolean).join(" · "),
          },
          { id: "teacher", title: texts.teacher, cell: (row) => row.teacher?.full_name ?? texts.noTeacher },
          { id: "room", title: texts.room, cell: (row) => row.room?.name ?? texts.noRoom },
        ]}
        load={(query, given) => talim.api.get("/lessons/skipped/", { query: { ...query, ...toQuery(given) } })}
        getKey={(row) => row.id}
        onOpen={setOpened}
        filters={filters}
        ordering="starts_at"
        empty={<Empty drawing="calendar" text={texts.noSkipped} />}
        on={[changes]}
      />
      {opened ? (
        <Drawer title={opened.group.name} close={() => setOpened(undefined)}>
          <SkippedCard row={opened} school={school} me={me} onDone={done} />
        </Drawer>
      ) : null}
    </>
  );
}

/** Without another choice, the lessons from today on: what is near stands first. */
function toLessonQuery({ when, ...filters }: Record<string, string>, me: Person) {
  const from =
    when === "all" ? {} : { from: new Date(getDayStart(toIsoDay(Date.now(), me.zone), me.zone)).toISOString() };
  return { ...toQuery(filters), ...from };
}

/** Filters that are chosen. */
function toQuery(filters: Record<string, string>): {
  group?: string;
  branch?: string;
  teacher?: string;
  room?: string;
  status?: "planned";
} {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value));
}
