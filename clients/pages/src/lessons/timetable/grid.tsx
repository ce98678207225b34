/**
 * The timetable as a grid (EventCalendar): a day with a column for each room, teacher or group, a week of one of them, or
 * a week with a row for each. A drop is only a wish: the page asks, saves it or puts the lesson back.
 */

import {
  createCalendar,
  destroyCalendar,
  Interaction,
  ResourceTimeGrid,
  ResourceTimeline,
  TimeGrid,
  type Calendar,
} from "@event-calendar/core";
import { useEffect, useRef } from "preact/hooks";
import sheet from "sheet:../../style/office/calendar-grid.css";
import { toLocalTime } from "../../format.ts";
import { getColourClass } from "../../ui/avatar.tsx";
import { addSheet } from "../../ui/sheets.ts";
import { getLanguage, useWords, type Words } from "../../words/index.ts";
import { timetableWords } from "./words/index.ts";
import type { Place } from "./lesson-forms.tsx";
import { getResourceOf, NONE, type By, type Resource } from "./resources.ts";
import type { Lesson } from "./school.ts";

export interface Drop extends Omit<Place, "room"> {
  lesson: Lesson;
  /** The room, teacher or group onto which it was dropped; "" without one. */
  resource: string | undefined;
}

interface GridProps {
  view: "day" | "week";
  by: By;
  /** The first day that is shown. */
  day: string;
  resources: Resource[];
  /** The only one that is shown. */
  single: boolean;
  lessons: Lesson[];
  zone: string;
  canMove: boolean;
  onOpen: (lesson: Lesson) => void;
  onDrop: (drop: Drop, revert: () => void) => void;
  onPick: (place: { day: string; starts: string; resource: string | undefined }) => void;
}

const FIRST_HOUR = 8;
const LAST_HOUR = 20;

export function Grid(props: GridProps) {
  const words = useWords();
  const texts = timetableWords.use();
  const place = useRef<HTMLDivElement>(null);
  const calendar = useRef<Calendar>(undefined);
  const current = useRef(props);
  current.current = props;
  const options = getOptions(props, words, texts);
  const latest = useRef(options);
  latest.current = options;
  // New lessons in a week of all get their places before EventCalendar can measure them, so they would lie on each other
  // at the top of their row. It places them again when the gap between them changes.
  const placed = useRef<{ of: string; gap: 1 | 2 }>({ of: "", gap: 1 });
  const placeAgain = () => {
    const drawn = JSON.stringify([
      latest.current.view,
      latest.current.date,
      latest.current.resources,
      latest.current.events,
    ]);
    if (placed.current.of === drawn) return;
    placed.current = { of: drawn, gap: placed.current.gap === 1 ? 2 : 1 };
    calendar.current?.setOption("eventGap", placed.current.gap);
  };
  useEffect(() => {
    let gone = false;
    const target = place.current;
    void addSheet(new URL(sheet, import.meta.url).href).then(() => {
      if (gone || !target) return;
      calendar.current = createCalendar(target, [TimeGrid, ResourceTimeGrid, ResourceTimeline, Interaction], {
        ...fixedOptions(current),
        ...latest.current,
        viewDidMount: () => dropTableRoles(target),
        eventAllUpdated: () => {
          dropTableRoles(target);
          placeAgain();
        },
      });
    });
    return () => {
      gone = true;
      if (calendar.current) void destroyCalendar(calendar.current);
      calendar.current = undefined;
    };
  }, []);
  // What has not changed stays: lessons are drawn anew by it, and lose the focus and the drag.
  const applied = useRef<Record<string, string>>({});
  useEffect(() => {
    for (const [name, value] of Object.entries(options)) {
      const state = typeof value === "function" ? getLanguage() : JSON.stringify(value);
      if (applied.current[name] === state) continue;
      applied.current[name] = state;
      calendar.current?.setOption(name as keyof Calendar.Options, value as never);
    }
  });
  return <div class="timetable-grid" data-view={props.view} ref={place} />;
}

/** EventCalendar calls itself a table whose lessons lie beside its rows, which is none: lessons are buttons under headings. */
function dropTableRoles(place: HTMLElement): void {
  const roles = ["table", "rowgroup", "row", "columnheader", "rowheader", "cell"].map((role) => `[role=${role}]`);
  for (const part of place.querySelectorAll(roles.join())) part.removeAttribute("role");
  for (const name of ["aria-colspan", "aria-colindex", "aria-rowindex"]) {
    for (const part of place.querySelectorAll(`[${name}]`)) part.removeAttribute(name);
  }
}

/** What follows from the props, given to the calendar at each drawing. */
function getOptions(
  { view, by, day, resources, single, lessons, zone, canMove }: GridProps,
  words: Words,
  texts: ReturnType<typeof timetableWords.get>,
) {
  const rows = view === "week" && !single;
  return {
    view: rows ? "weekOfAll" : single ? (view === "week" ? "timeGridWeek" : "timeGridDay") : "resourceTimeGridDay",
    date: day,
    resources,
    events: lessons.map((lesson) => toEvent(lesson, by, texts, canMove, rows)),
    slotDuration: rows ? { days: 1 } : "00:30",
    timeZone: getOffset(day, zone),
    dayHeaderFormat: (date: Date) => `${texts.weekdays[date.getDay()] ?? ""} ${date.getDate()}`,
    monthHeaderFormat: (date: Date) =>
      words.days.month(words.days.months[date.getMonth()] ?? "", date.getMonth(), date.getFullYear()),
    dayHeaderAriaLabelFormat: (date: Date) => `${words.days.week[date.getDay()] ?? ""} ${date.getDate()}`,
    ...getHours(lessons, zone, view),
  } satisfies Calendar.Options;
}

function fixedOptions(current: { current: GridProps }): Calendar.Options {
  const find = (id: number | string) => current.current.lessons.find((lesson) => lesson.id === id);
  const dropped = (info: {
    event: Calendar.Event;
    newResource?: Calendar.Resource | undefined;
    revert: () => void;
  }) => {
    const lesson = find(info.event.id);
    if (!lesson) return info.revert();
    const [start, end] = [toWall(info.event.start), toWall(info.event.end)];
    current.current.onDrop(
      {
        lesson,
        day: start.day,
        starts: start.time,
        ends: end.time,
        resource: info.newResource && toId(info.newResource.id),
      },
      info.revert,
    );
  };
  return {
    views: { weekOfAll: { type: "resourceTimelineMonth", duration: { days: 7 } } },
    headerToolbar: { start: "", center: "", end: "" },
    allDaySlot: false,
    firstDay: 1,
    nowIndicator: true,
    slotHeight: 34,
    snapDuration: "00:15",
    slotEventOverlap: false,
    slotLabelFormat: (time) => `${String(time.getHours()).padStart(2, "0")}:00`,
    columnWidth: "minmax(7rem, 1fr)",
    selectable: false,
    eventContent: ({ event }) => ({ domNodes: drawLesson(event.extendedProps["lines"] as string[]) }),
    eventClick: ({ event }) => {
      const lesson = find(event.id);
      if (lesson) current.current.onOpen(lesson);
    },
    eventDrop: dropped,
    eventResize: dropped,
    // Another group's lesson it cannot become.
    dragConstraint: ({ oldResource, newResource }) =>
      current.current.by !== "group" || oldResource?.id === newResource?.id,
    dateClick: ({ dateStr, resource, view }) => {
      const [day = "", time = ""] = dateStr.split("T");
      const starts = view.type === "weekOfAll" ? "" : time.slice(0, 5);
      current.current.onPick({ day, starts, resource: resource && toId(resource.id) });
    },
  };
}

function toEvent(
  lesson: Lesson,
  by: By,
  texts: ReturnType<typeof timetableWords.get>,
  canMove: boolean,
  rows: boolean,
): Calendar.EventInput {
  const { zone } = lesson;
  const [starts, ends] = [toLocalTime(lesson.starts_at, zone).time, toLocalTime(lesson.ends_at, zone).time];
  const [room, teacher] = [lesson.room?.name ?? texts.noRoom, lesson.teacher?.full_name ?? texts.noTeacher];
  const others =
    by === "room" ? [lesson.group_name, teacher] : by === "teacher" ? [lesson.group_name, room] : [room, teacher];
  const state =
    lesson.status === "cancelled"
      ? `✕ ${texts.statuses["cancelled"]}`
      : lesson.status === "held"
        ? `✓ ${texts.statuses["held"]}`
        : "";
  const movable = canMove && lesson.status === "planned";
  return {
    id: lesson.id,
    start: lesson.starts_at.slice(0, 19),
    end: lesson.ends_at.slice(0, 19),
    resourceIds: [getResourceOf(lesson, by)],
    startEditable: movable,
    durationEditable: movable && !rows,
    classNames: [getColourClass(lesson.group), `is-${lesson.status}`],
    title: lesson.group_name,
    extendedProps: { lines: [`${starts}–${ends}`, ...others, state].filter(Boolean) },
  };
}

function drawLesson(lines: string[]): Node[] {
  return lines.map((line, number) => {
    const element = document.createElement(number === 1 ? "strong" : "span");
    element.textContent = line;
    return element;
  });
}

/** From the first lesson to the last, and at least the usual day; in a week also where a lesson of the night ends. */
function getHours(lessons: Lesson[], zone: string, view: "day" | "week") {
  const hours = lessons.map(
    (lesson) => [toLocalTime(lesson.starts_at, zone), toLocalTime(lesson.ends_at, zone)] as const,
  );
  const goesOn = view === "week" && hours.some(([start, end]) => end.number > start.number && end.time > "00:00");
  const first = Math.min(goesOn ? 0 : FIRST_HOUR, ...hours.map(([start]) => Number(start.time.slice(0, 2))));
  const last = Math.max(
    LAST_HOUR,
    ...hours.map(([start, end]) => (end.number > start.number ? 24 : Math.ceil(toHours(end.time)))),
  );
  return { slotMinTime: `${first}:00`, slotMaxTime: `${last}:00` };
}

function toHours(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours + minutes / 60;
}

function toId(resource: string): string {
  return resource === NONE ? "" : resource;
}

/** The calendar speaks of local times by dates of the browser's zone. */
function toWall(date: Date): { day: string; time: string } {
  const two = (n: number) => String(n).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return { day, time: `${two(date.getHours())}:${two(date.getMinutes())}` };
}

/** "+05:00" on this day. */
function getOffset(day: string, zone: string): string {
  const noon = Date.parse(`${day}T12:00:00Z`);
  const there = toLocalTime(noon, zone);
  const minutes = Math.round((there.number * 86_400_000 + toHours(there.time) * 3_600_000 - noon) / 60_000);
  const two = (n: number) => String(Math.trunc(Math.abs(n))).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}
