/**
 * Old state + event = new state, for each kind of stream, as docs/realtime.md words it. States are never changed in
 * place. Where an event does not say enough the answer is ASK: the stream then takes a new snapshot.
 */

import type { AssignmentRow, Events, LessonRow, Snapshots, WallAttempt, WallRow } from "./generated/realtime.js";

export type Kind = keyof Snapshots;
export const ASK = Symbol("ask for a snapshot");

/** `at` is the server's time of the event. An event without a step changes nothing. */
type Step<S, D> = (state: S, data: D, at: string) => S | typeof ASK;
type Table<S> = { [T in keyof Events]?: Step<S, Events[T]> };

/** How many a snapshot holds at most. */
const NOTIFICATIONS = 20;
const LESSONS = 5;
const ANNOUNCEMENTS = 5;
const OPEN_HOMEWORK = 20;
const WALL_ASSIGNMENTS = 10;
const CHILD_HOMEWORK = 10;

const ask = (): typeof ASK => ASK;

type UserState = Snapshots["user"];

const answered: Step<UserState, { attempt: string }> = (state, { attempt }) => ({
  ...state,
  running: state.running.filter((row) => row.attempt !== attempt),
});

const notified: Step<UserState, Events["notification.created"]> = (state, { notification, unread }) => ({
  ...state,
  unread,
  notifications: newest([...state.notifications, notification], "id").slice(0, NOTIFICATIONS),
});

const user: Table<UserState> = {
  "notification.created": notified,
  "notification.changed": notified,
  "notifications.read": (state, { notifications, all, unread }) => ({
    ...state,
    unread,
    notifications: state.notifications.map((item) =>
      all || notifications.includes(item.id) ? { ...item, read: true } : item,
    ),
  }),
  "coins.changed": (state, { balance }) => ({ ...state, coins: balance }),
  "attempt.received": (state, { attempt, homework, number }) => ({
    ...state,
    running: put(state.running, { attempt, homework, number }, "attempt"),
  }),
  "attempt.scored": answered,
  "attempt.refused": answered,
  "attempt.failed": answered,
};

type GroupState = Snapshots["group"];

/** The lesson as it stands now: among the next ones, if it is one of them. Behind a full list there may be others. */
const lesson: Step<GroupState, LessonRow & { status?: string }> = (state, data, at) => {
  const others = state.lessons.filter((item) => item.lesson !== data.lesson);
  if (others.length < state.lessons.length && state.lessons.length === LESSONS) return ASK;
  if ((data.status ?? "planned") !== "planned" || time(data.ends_at) <= time(at)) return { ...state, lessons: others };
  const { lesson, starts_at, ends_at, topic } = data;
  const lessons = [...others, { lesson, starts_at, ends_at, topic }].sort(soonestFirst);
  return { ...state, lessons: lessons.slice(0, LESSONS) };
};

const open: Step<GroupState, AssignmentRow> = (state, data, at) => {
  if (data.deadline !== null && time(data.deadline) <= time(at)) return state;
  return { ...state, homework: newest([...state.homework, plain(data)], "assignment").slice(0, OPEN_HOMEWORK) };
};

const group: Table<GroupState> = {
  "lesson.created": lesson,
  "lesson.changed": lesson,
  "lesson.moved": lesson,
  "lesson.cancelled": lesson,
  "lesson.restored": lesson,
  "lesson.held": lesson,
  "lesson.substituted": lesson,
  "lesson.removed": (state, { lesson }) => without(state, "lessons", "lesson", lesson, LESSONS),
  "timetable.changed": ask,
  "homework.assigned": open,
  "homework.changed": open,
  "homework.withdrawn": (state, { assignment }) =>
    without(state, "homework", "assignment", assignment, OPEN_HOMEWORK),
  "leaderboard.changed": (state, leaderboard) => ({ ...state, leaderboard }),
  "announcement.published": (state, announced) => ({
    ...state,
    announcements: [announced, ...state.announcements].slice(0, ANNOUNCEMENTS),
  }),
  "membership.started": ask,
  "membership.changed": ask,
  "membership.ended": ask,
};

type WallState = Snapshots["wall"];
type About = { homework: string; assignment: string; homework_state: string; homework_score?: number | null };
type AboutAttempt = About & { attempt: string; number: number };

/** Whether the wall shows the assignment: too old for it, or not known here (ASK), or changed by this. */
function shown(state: WallState, assignment: string, change: () => WallState): WallState | typeof ASK {
  const known = state.assignments.map((item) => item.assignment);
  if (known.includes(assignment)) return change();
  return known.length === WALL_ASSIGNMENTS && known.every((item) => assignment < item) ? state : ASK;
}

/** The pupil's row with the homework as it is now. */
function stands(state: WallState, data: About, more: (row: WallRow) => Partial<WallRow> = () => ({})) {
  const { homework_state, homework_score } = data;
  const now = homework_score === undefined ? { homework_state } : { homework_state, homework_score };
  return shown(state, data.assignment, () => ({
    ...state,
    homework: state.homework.map((row) => (row.homework === data.homework ? { ...row, ...now, ...more(row) } : row)),
  }));
}

/** The same with what became of an attempt, unless a later one is there. */
function became(state: WallState, data: AboutAttempt, what: string, verdict = "", score: number | null = null) {
  const attempt: WallAttempt = { attempt: data.attempt, number: data.number, state: what, verdict, score };
  return stands(state, data, (row) => ((row.attempt?.number ?? 0) > data.number ? {} : { attempt }));
}

const wall: Table<WallState> = {
  "homework.assigned": (state, data) => {
    const { assignment, homeworks } = data;
    const rows = homeworks.map((item) => ({
      ...item,
      ...{ assignment, homework_state: "assigned", homework_score: null, attempt: null },
    }));
    const assignments = newest([...state.assignments, plain(data)], "assignment");
    return start.wall({ ...state, assignments, homework: newest([...state.homework, ...rows], "homework") });
  },
  "homework.changed": (state, data) =>
    shown(state, data.assignment, () => ({ ...state, assignments: put(state.assignments, plain(data), "assignment") })),
  "homework.withdrawn": (state, { assignment }) => {
    if (state.assignments.length === WALL_ASSIGNMENTS) return ASK;
    return start.wall({ ...state, assignments: state.assignments.filter((item) => item.assignment !== assignment) });
  },
  "homework.extended": (state, data) => stands(state, data),
  "homework.appealed": (state, data) => stands(state, data),
  "homework.reviewed": (state, data) => stands(state, data),
  "attempt.received": (state, data) => became(state, data, "received"),
  "attempt.stored": (state, data) => became(state, data, "stored"),
  "attempt.scored": (state, data) =>
    became(state, data, data.score === null ? "transcribed" : "scored", data.verdict, data.score),
  "attempt.refused": (state, data) => became(state, data, "refused", data.verdict),
  "attempt.failed": (state, data) => became(state, data, "failed"),
  "attempt.remarked": (state, data) =>
    stands(state, data, ({ attempt }) =>
      attempt?.attempt === data.attempt
        ? { attempt: { ...attempt, state: data.state, verdict: data.verdict, score: data.score } }
        : {},
    ),
  "membership.started": ask,
  "membership.changed": ask,
  "membership.ended": (state, { student }) => ({
    ...state,
    homework: state.homework.filter((row) => row.student !== student),
  }),
};

const child: Table<Snapshots["child"]> = {
  "homework.progress": (state, data) => ({
    ...state,
    homework: newest(put(state.homework, data, "homework"), "assignment", "homework").slice(0, CHILD_HOMEWORK),
  }),
  "homework.withdrawn": (state, { assignment }) =>
    without(state, "homework", "assignment", assignment, CHILD_HOMEWORK),
  "attendance.changed": (state, data, at) => {
    const { today } = state;
    if (time(at) >= time(today.ends_at)) return ASK;
    const starts = time(data.starts_at);
    if (starts < time(today.begins_at) || starts >= time(today.ends_at)) return state;
    const others = today.attendance.filter((item) => item.lesson !== data.lesson);
    const attendance = data.status === null ? others : [...others, data].sort(soonestFirst);
    return { ...state, today: { ...today, attendance } };
  },
  "membership.started": ask,
  "membership.changed": ask,
  "membership.ended": ask,
};

type StaffState = Snapshots["staff"];

const count =
  (name: "overdue" | "proofs" | "dead_jobs", step: number): Step<StaffState, unknown> =>
  (state) => ({ ...state, [name]: state[name] === null ? null : state[name] + step });

const staff: Table<StaffState> = {
  "payment.overdue": count("overdue", 1),
  "payment.proof_sent": count("proofs", 1),
  "payment.proof_decided": count("proofs", -1),
  "payment.received": ask,
  "payment.changed": ask,
  "payment.refunded": ask,
  "job.died": count("dead_jobs", 1),
  "job.retried": count("dead_jobs", -1),
  "jobs.removed": ask,
};

const tables: { [K in Kind]: Table<Snapshots[K]> } = { user, group, wall, child, staff };

/** A snapshot as its stream keeps it: the rows of a wall stand in an order that events can keep too. */
export const start: { [K in Kind]: (state: Snapshots[K]) => Snapshots[K] } = {
  user: (state) => state,
  group: (state) => state,
  child: (state) => state,
  staff: (state) => state,
  wall: (state) => {
    const assignments = state.assignments.slice(0, WALL_ASSIGNMENTS);
    const known = new Set(assignments.map((item) => item.assignment));
    const homework = state.homework.filter((row) => known.has(row.assignment)).sort(newestThenName);
    return { ...state, assignments, homework };
  },
};

/** The state after an event; the same one when the event does not change it. */
export function reduce<K extends Kind>(kind: K, state: Snapshots[K], type: string, data: unknown, at: string) {
  const step = (tables[kind] as Record<string, Step<Snapshots[K], unknown> | undefined>)[type];
  return step ? step(state, data, at) : state;
}

function plain({ assignment, kind, title, deadline }: AssignmentRow): AssignmentRow {
  return { assignment, kind, title, deadline };
}

/** In place of the row with the same key, else behind all. */
function put<R>(rows: R[], row: R, key: keyof R): R[] {
  const there = rows.some((item) => item[key] === row[key]);
  return there ? rows.map((item) => (item[key] === row[key] ? row : item)) : [...rows, row];
}

/** By `key` downwards (ids count up with time); of rows with the same `unique` the last one stays. */
function newest<R>(rows: R[], key: keyof R, unique: keyof R = key): R[] {
  const each = new Map(rows.map((row) => [row[unique], row]));
  return [...each.values()].sort((a, b) => compare(String(b[key]), String(a[key])));
}

/** Without the row; when the list was full, others may follow. */
function without<S extends { [L in N]: { [F in K]: string }[] }, N extends string, K extends string>(
  ...[state, list, key, id, most]: [S, N, K, string, number]
): S | typeof ASK {
  const rest = state[list].filter((row) => row[key] !== id);
  if (rest.length === state[list].length) return state;
  return state[list].length === most ? ASK : { ...state, [list]: rest };
}

function newestThenName(a: WallRow, b: WallRow): number {
  return compare(b.assignment, a.assignment) || compare(a.name, b.name) || compare(a.homework, b.homework);
}

function soonestFirst(a: { starts_at: string; lesson: string }, b: { starts_at: string; lesson: string }): number {
  return time(a.starts_at) - time(b.starts_at) || compare(a.lesson, b.lesson);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function time(moment: string): number {
  return Date.parse(moment);
}
