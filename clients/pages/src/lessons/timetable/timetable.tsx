/** The timetable: a day or a week of all rooms, teachers or groups. On phones a list of the day. */

import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { addDays, toIsoDay } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { query, replaceQuery } from "../../router.tsx";
import { useStore } from "../../store.ts";
import { saveItem, storage, talim, type Person } from "../../talim.ts";
import { Choice } from "../../ui/choice.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useMedia, usePrinting } from "../../ui/media.ts";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { timetableWords } from "./words/index.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { DayChoice } from "../../office/day-choice.tsx";
import { hasPermission } from "../../office/permissions.ts";
import { DayList } from "./day-list.tsx";
import { GenerateForm } from "./generate.tsx";
import type { Drop, Grid } from "./grid.tsx";
import { LessonCard, type LessonAct } from "./lesson-card.tsx";
import { CreateForm, type Place } from "./lesson-forms.tsx";
import { useLessonUpdates } from "./live-lessons.ts";
import { formatFullDay, formatWeek, getMonday } from "./moments.ts";
import { PaperTimetable } from "./paper.tsx";
import { listResources, type By, type Filters } from "./resources.ts";
import { useSchool, type Lesson, type School } from "./school.ts";
import { SickDay } from "./sick-day.tsx";

const WIDE = "(min-width: 48rem)";
const CHOICES = "talim.timetable";
const LESSON_MINUTES = 90;

interface Choices extends Filters {
  view: "day" | "week";
  by: By;
}

interface Opened {
  lesson?: Lesson;
  act?: LessonAct;
  to?: Place;
  teacher?: string;
  /** Puts a dropped lesson back. */
  revert?: () => void;
  form?: "create" | "sick" | "generate";
  start?: { day: string; starts: string; ends: string; room?: string; teacher?: string; group?: string };
}

export function Timetable({ me }: PageProps) {
  const school = useSchool(me);
  return <Loading of={school}>{(loaded) => <TimetableOf school={loaded} me={me} />}</Loading>;
}

function TimetableOf({ school, me }: { school: School; me: Person }) {
  const words = useWords();
  const texts = timetableWords.use();
  const wide = useMedia(WIDE);
  const paper = usePrinting();
  const LoadedGrid = useGrid(wide);
  const [day, setDay] = useState(() => toIsoDay(Date.now(), me.zone));
  const [choices, setChoices] = useChoices();
  const [opened, setOpened] = useState<Opened>({});
  const view = wide ? choices.view : "day";
  const first = view === "week" ? getMonday(day) : day;
  const last = view === "week" ? addDays(first, 6) : day;
  const { branch, room, teacher, group, by } = choices;
  const lessons = useLoad(() => {
    const filters = Object.fromEntries(Object.entries({ branch, room, teacher, group }).filter(([, id]) => id));
    const span = { from: first, to: last, ordering: "starts_at", page_size: 100, ...filters };
    return fetchAllPages((page) => talim.api.get("/lessons/", { query: { ...span, page } }));
  }, [first, last, branch, room, teacher, group]);
  useLessonUpdates(
    (lessons.value ?? []).map((lesson) => lesson.group),
    lessons.reload,
  );
  const asked = useStore(query);
  useEffect(() => {
    const [sick, of] = ["sick", "group"].map((name) => new URLSearchParams(asked).get(name));
    if (sick) setOpened({ form: "sick", teacher: sick });
    if (of) {
      setChoices({ branch: "", room: "", teacher: "", group: of });
      setOpened({});
    }
    if (sick || of) replaceQuery("");
  }, [asked]);
  const close = () => {
    opened.revert?.();
    setOpened({});
  };
  const done = (text: string, undo?: () => Promise<unknown>) => {
    const run = () => void undo?.().then(lessons.reload, () => showNotice(texts.noUndo));
    showNotice(text, undo && { label: words.form.undo, run });
    setOpened({});
    lessons.reload();
  };
  const drop = ({ lesson, resource, ...time }: Drop, revert: () => void) => {
    const given = by === "teacher" && resource !== undefined && resource !== lesson.teacher?.id;
    if (given) return setOpened({ lesson, act: "substitute", teacher: resource, revert });
    const to = { ...time, room: by === "room" && resource !== undefined ? resource : (lesson.room?.id ?? "") };
    return setOpened({ lesson, act: "move", to, revert });
  };
  const create = (place?: { day: string; starts: string; resource: string | undefined }) => {
    const starts = place?.starts || "10:00";
    const start = {
      day: place?.day ?? day,
      starts,
      ends: addMinutes(starts),
      ...(place?.resource ? { [by]: place.resource } : {}),
    };
    setOpened({ form: "create", start: { ...(choices.room ? { room } : {}), ...(group ? { group } : {}), ...start } });
  };
  const mayCreate = hasPermission(me, "lessons.create");
  const resources = listResources(by, lessons.value ?? [], choices, school, {
    room: texts.noRoom,
    teacher: texts.noTeacher,
    group: "",
  });
  const step = view === "week" ? 7 : 1;
  return (
    <div class="timetable-page">
      <h1>
        {texts.timetable}{" "}
        {wide ? (
          <span class="quiet">{view === "week" ? formatWeek(first, words) : formatFullDay(day, words)}</span>
        ) : null}
      </h1>
      <div class="table-tools timetable-tools">
        <DayChoice day={day} choose={setDay} earlier={addDays(day, -step)} later={addDays(day, step)} />
        <button type="button" onClick={() => setDay(toIsoDay(Date.now(), me.zone))}>
          {texts.today}
        </button>
        {wide ? (
          <>
            <Choice
              label={texts.span}
              options={{ day: texts.day, week: texts.week }}
              chosen={choices.view}
              choose={(chosen) => setChoices({ view: chosen })}
            />
            <Choice label={texts.by} options={texts.bys} chosen={by} choose={(chosen) => setChoices({ by: chosen })} />
          </>
        ) : null}
        <FilterSelects school={school} choices={choices} choose={setChoices} />
        {mayCreate ? (
          <button type="button" class="main" onClick={() => create()}>
            {texts.newLesson}
          </button>
        ) : null}
        {hasPermission(me, "lessons.substitute") ? (
          <button type="button" onClick={() => setOpened({ form: "sick" })}>
            {texts.sickDay}
          </button>
        ) : null}
        {hasPermission(me, "timetable.manage") ? (
          <button type="button" onClick={() => setOpened({ form: "generate" })}>
            {texts.generate}
          </button>
        ) : null}
        {wide ? (
          <button type="button" onClick={() => print()}>
            <Icon name="print" /> {texts.print}
          </button>
        ) : null}
      </div>
      <Loading of={lessons}>
        {(rows) =>
          wide && LoadedGrid ? (
            <>
              <LoadedGrid
                view={view}
                by={by}
                day={first}
                resources={resources}
                single={Boolean(choices[by])}
                lessons={rows}
                zone={me.zone}
                canMove={hasPermission(me, "lessons.change")}
                onOpen={(lesson) => setOpened({ lesson })}
                onDrop={drop}
                onPick={(place) => mayCreate && create(place)}
              />
              {paper ? <PaperTimetable view={view} by={by} day={first} resources={resources} lessons={rows} /> : null}
            </>
          ) : wide && LoadedGrid === undefined ? (
            <p class="waiting">{words.loading}</p>
          ) : (
            <>
              {wide ? <p class="notice">{texts.onlyList}</p> : null}
              {rows.length ? <DayList lessons={rows} onOpen={(lesson) => setOpened({ lesson })} /> : null}
            </>
          )
        }
      </Loading>
      {lessons.value && !lessons.value.length ? (
        <Empty drawing="calendar" text={texts.noLessons}>
          {mayCreate ? (
            <button type="button" onClick={() => create()}>
              {texts.newLesson}
            </button>
          ) : null}
        </Empty>
      ) : null}
      {opened.lesson ? (
        <Drawer title={opened.lesson.group_name} close={close}>
          <LessonCard
            lesson={lessons.value?.find(({ id }) => id === opened.lesson?.id) ?? opened.lesson}
            school={school}
            me={me}
            act={opened.act}
            to={opened.to}
            teacher={opened.teacher}
            onDone={done}
            onChanged={(text) => (showNotice(text), lessons.reload())}
            close={close}
          />
        </Drawer>
      ) : null}
      {opened.form === "create" && opened.start ? (
        <Drawer title={texts.newLesson} close={close}>
          <CreateForm school={school} me={me} start={opened.start} onDone={done} close={close} />
        </Drawer>
      ) : null}
      {opened.form === "sick" ? (
        <Drawer title={texts.sickDay} close={close}>
          <SickDay school={school} teacher={opened.teacher ?? ""} day={day} onChanged={lessons.reload} />
        </Drawer>
      ) : null}
      {opened.form === "generate" ? (
        <Drawer title={texts.generateTitle} close={close}>
          <GenerateForm school={school} me={me} onChanged={lessons.reload} />
        </Drawer>
      ) : null}
    </div>
  );
}

function FilterSelects({
  school,
  choices,
  choose,
}: {
  school: School;
  choices: Choices;
  choose: (changes: Partial<Choices>) => void;
}) {
  const texts = timetableWords.use();
  const rooms = school.rooms.filter((room) => !choices.branch || room.branch.id === choices.branch);
  const all: [keyof Filters, string, { id: string; name: string }[]][] = [
    ["branch", texts.branch, school.branches.length > 1 ? school.branches : []],
    ["room", texts.room, rooms],
    ["teacher", texts.teacher, school.teachers.map(({ id, full_name }) => ({ id, name: full_name }))],
    ["group", texts.group, school.groups],
  ];
  return (
    <>
      {all
        .filter(([, , options]) => options.length)
        .map(([name, label, options]) => (
          <select
            key={name}
            aria-label={label}
            value={choices[name]}
            onChange={(event) => choose({ [name]: event.currentTarget.value })}
          >
            <option value="">
              {label}: {texts.all}
            </option>
            {options.map((option) => (
              <option key={option.id} value={option.id} selected={choices[name] === option.id}>
                {option.name}
              </option>
            ))}
          </select>
        ))}
    </>
  );
}

/** They stay on the device. */
function useChoices(): [Choices, (changes: Partial<Choices>) => void] {
  const [choices, setChoices] = useState<Choices>(() => {
    const none: Choices = { view: "day", by: "room", branch: "", room: "", teacher: "", group: "" };
    return { ...none, ...(JSON.parse(storage.getItem(CHOICES) ?? "{}") as Partial<Choices>) };
  });
  const change = (changes: Partial<Choices>) => {
    const next = { ...choices, ...changes };
    saveItem(CHOICES, JSON.stringify(next));
    setChoices(next);
  };
  return [choices, change];
}

/** The calendar, fetched where there is room for it; null where it cannot be had, undefined before that is known. */
function useGrid(wide: boolean): ComponentType<Parameters<typeof Grid>[0]> | null | undefined {
  const [grid, setGrid] = useState<{ Grid: typeof Grid | null }>();
  const asked = useRef(false);
  useEffect(() => {
    if (!wide || asked.current) return;
    asked.current = true;
    import("./grid.tsx").then(
      (loaded) => setGrid({ Grid: loaded.Grid }),
      () => setGrid({ Grid: null }),
    );
  }, [wide]);
  return grid?.Grid;
}

function addMinutes(time: string): string {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const end = Math.min(hours * 60 + minutes + LESSON_MINUTES, 24 * 60 - 1);
  return `${String(Math.trunc(end / 60)).padStart(2, "0")}:${String(end % 60).padStart(2, "0")}`;
}
