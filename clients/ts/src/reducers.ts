/**
 * Old state + event = new state, for each kind of stream; docs/realtime.md has the rules. States are never changed in
 * place. If an event does not say enough, the result is NEED_SNAPSHOT and the stream takes a new snapshot.
 */

import type { AssignmentRow, Events, LessonRow, RoomMessage, Snapshots, WallAttempt, WallRow } from "./generated/realtime.js";
import { NEED_SNAPSHOT, compare, newestThenName, putRow, removeRow, soonestFirst, sortNewestFirst, toTime } from "./rows.js";

export { NEED_SNAPSHOT };

export type Kind = keyof Snapshots;

/** `at` is the server's time of the event. An event without a reducer changes nothing. */
type Reducer<S, D> = (state: S, data: D, at: string) => S | typeof NEED_SNAPSHOT;
type Reducers<S> = { [T in keyof Events]?: Reducer<S, Events[T]> };

/** How many rows a snapshot holds at most. */
const MAX_NOTIFICATIONS = 20;
const MAX_LESSONS = 5;
const MAX_ANNOUNCEMENTS = 5;
const MAX_GROUP_HOMEWORK = 20;
const MAX_WALL_ASSIGNMENTS = 10;
const MAX_CHILD_HOMEWORK = 10;
const MAX_REPLIES = 50;
const MAX_MESSAGES = 50;

const needSnapshot = (): typeof NEED_SNAPSHOT => NEED_SNAPSHOT;

type UserState = Snapshots["user"];

const endAttempt: Reducer<UserState, { attempt: string }> = (state, { attempt }) => ({
  ...state,
  running: state.running.filter((row) => row.attempt !== attempt),
});

const putNotification: Reducer<UserState, Events["notification.created"]> = (state, { notification, unread }) => ({
  ...state,
  unread,
  notifications: sortNewestFirst([...state.notifications, notification], "changed_at", "id").slice(0, MAX_NOTIFICATIONS),
});

const userReducers: Reducers<UserState> = {
  "notification.created": putNotification,
  "notification.changed": putNotification,
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
    running: putRow(state.running, { attempt, homework, number }, "attempt"),
  }),
  "attempt.scored": endAttempt,
  "attempt.refused": endAttempt,
  "attempt.failed": endAttempt,
};

type GroupState = Snapshots["group"];

/**
 * The lesson replaces its row, if it is among the next ones. When a list was full and a row leaves, only a snapshot
 * knows the next row.
 */
const putLesson: Reducer<GroupState, LessonRow & { status?: string }> = (state, data, at) => {
  const others = state.lessons.filter((item) => item.lesson !== data.lesson);
  if (others.length < state.lessons.length && state.lessons.length === MAX_LESSONS) return NEED_SNAPSHOT;
  if ((data.status ?? "planned") !== "planned" || toTime(data.ends_at) <= toTime(at))
    return { ...state, lessons: others };
  const { lesson, starts_at, ends_at, topic } = data;
  const lessons = [...others, { lesson, starts_at, ends_at, topic }].sort(soonestFirst);
  return { ...state, lessons: lessons.slice(0, MAX_LESSONS) };
};

const putAssignment: Reducer<GroupState, AssignmentRow> = (state, data, at) => {
  if (data.deadline !== null && toTime(data.deadline) <= toTime(at)) return state;
  return {
    ...state,
    homework: sortNewestFirst([...state.homework, toAssignmentRow(data)], "assignment").slice(0, MAX_GROUP_HOMEWORK),
  };
};

const groupReducers: Reducers<GroupState> = {
  "lesson.created": putLesson,
  "lesson.changed": putLesson,
  "lesson.moved": putLesson,
  "lesson.cancelled": putLesson,
  "lesson.restored": putLesson,
  "lesson.held": putLesson,
  "lesson.substituted": putLesson,
  "lesson.removed": (state, { lesson }) => removeRow(state, "lessons", "lesson", lesson, MAX_LESSONS),
  "timetable.changed": needSnapshot,
  "homework.assigned": putAssignment,
  "homework.changed": putAssignment,
  "homework.withdrawn": (state, { assignment }) =>
    removeRow(state, "homework", "assignment", assignment, MAX_GROUP_HOMEWORK),
  "leaderboard.changed": (state, leaderboard) => ({ ...state, leaderboard }),
  "announcement.published": (state, announced) => ({
    ...state,
    announcements: [announced, ...state.announcements].slice(0, MAX_ANNOUNCEMENTS),
  }),
  "membership.started": needSnapshot,
  "membership.changed": needSnapshot,
  "membership.ended": needSnapshot,
};

type WallState = Snapshots["wall"];
type HomeworkChange = { homework: string; assignment: string; homework_state: string; homework_score?: number | null };
type AttemptChange = HomeworkChange & { attempt: string; number: number };

/**
 * Apply the change if the wall shows the assignment. Older assignments change nothing; unknown ones need a snapshot.
 */
function changeIfShown(
  state: WallState,
  assignment: string,
  change: () => WallState,
): WallState | typeof NEED_SNAPSHOT {
  const shownIds = state.assignments.map((item) => item.assignment);
  if (shownIds.includes(assignment)) return change();
  return shownIds.length === MAX_WALL_ASSIGNMENTS && shownIds.every((item) => assignment < item)
    ? state
    : NEED_SNAPSHOT;
}

/** Update the pupil's row with the homework's state and score. */
function changeHomework(
  state: WallState,
  data: HomeworkChange,
  getMore: (row: WallRow) => Partial<WallRow> = () => ({}),
) {
  const { homework_state, homework_score } = data;
  const current = homework_score === undefined ? { homework_state } : { homework_state, homework_score };
  return changeIfShown(state, data.assignment, () => ({
    ...state,
    homework: state.homework.map((row) =>
      row.homework === data.homework ? { ...row, ...current, ...getMore(row) } : row,
    ),
  }));
}

/** Also set the attempt, unless the row has a later one. */
function changeAttempt(
  state: WallState,
  data: AttemptChange,
  attemptState: string,
  verdict = "",
  score: number | null = null,
) {
  const attempt: WallAttempt = { attempt: data.attempt, number: data.number, state: attemptState, verdict, score };
  return changeHomework(state, data, (row) => ((row.attempt?.number ?? 0) > data.number ? {} : { attempt }));
}

const wallReducers: Reducers<WallState> = {
  "homework.assigned": (state, data) => {
    const { assignment, homeworks } = data;
    const rows = homeworks.map((item) => ({
      ...item,
      ...{ assignment, homework_state: "assigned", homework_score: null, attempt: null },
    }));
    const assignments = sortNewestFirst([...state.assignments, toAssignmentRow(data)], "assignment");
    return normalize.wall({
      ...state,
      assignments,
      homework: sortNewestFirst([...state.homework, ...rows], "homework"),
    });
  },
  "homework.changed": (state, data) =>
    changeIfShown(state, data.assignment, () => ({
      ...state,
      assignments: putRow(state.assignments, toAssignmentRow(data), "assignment"),
    })),
  "homework.withdrawn": (state, { assignment }) => {
    if (state.assignments.length === MAX_WALL_ASSIGNMENTS) return NEED_SNAPSHOT;
    return normalize.wall({
      ...state,
      assignments: state.assignments.filter((item) => item.assignment !== assignment),
    });
  },
  "homework.extended": (state, data) => changeHomework(state, data),
  "homework.appealed": (state, data) => changeHomework(state, data),
  "homework.reviewed": (state, data) => changeHomework(state, data),
  "attempt.received": (state, data) => changeAttempt(state, data, "received"),
  "attempt.stored": (state, data) => changeAttempt(state, data, "stored"),
  "attempt.scored": (state, data) =>
    changeAttempt(state, data, data.score === null ? "transcribed" : "scored", data.verdict, data.score),
  "attempt.refused": (state, data) => changeAttempt(state, data, "refused", data.verdict),
  "attempt.failed": (state, data) => changeAttempt(state, data, "failed"),
  "attempt.remarked": (state, data) =>
    changeHomework(state, data, ({ attempt }) =>
      attempt?.attempt === data.attempt
        ? { attempt: { ...attempt, state: data.state, verdict: data.verdict, score: data.score } }
        : {},
    ),
  "membership.started": needSnapshot,
  "membership.changed": needSnapshot,
  "membership.ended": (state, { student }) => ({
    ...state,
    homework: state.homework.filter((row) => row.student !== student),
  }),
};

const childReducers: Reducers<Snapshots["child"]> = {
  "homework.progress": (state, data) => ({
    ...state,
    homework: sortNewestFirst(putRow(state.homework, data, "homework"), "assignment", "homework").slice(
      0,
      MAX_CHILD_HOMEWORK,
    ),
  }),
  "homework.withdrawn": (state, { assignment }) =>
    removeRow(state, "homework", "assignment", assignment, MAX_CHILD_HOMEWORK),
  "attendance.changed": (state, data, at) => {
    const { today } = state;
    if (toTime(at) >= toTime(today.ends_at)) return NEED_SNAPSHOT;
    const starts = toTime(data.starts_at);
    if (starts < toTime(today.begins_at) || starts >= toTime(today.ends_at)) return state;
    const others = today.attendance.filter((item) => item.lesson !== data.lesson);
    const attendance = data.status === null ? others : [...others, data].sort(soonestFirst);
    return { ...state, today: { ...today, attendance } };
  },
  "membership.started": needSnapshot,
  "membership.changed": needSnapshot,
  "membership.ended": needSnapshot,
};

type StaffState = Snapshots["staff"];

const addToCount =
  (name: "overdue" | "proofs" | "dead_jobs", step: number): Reducer<StaffState, unknown> =>
  (state) => ({ ...state, [name]: state[name] === null ? null : state[name] + step });

const staffReducers: Reducers<StaffState> = {
  "payment.overdue": addToCount("overdue", 1),
  "payment.proof_sent": addToCount("proofs", 1),
  "payment.proof_decided": addToCount("proofs", -1),
  "payment.received": needSnapshot,
  "payment.changed": needSnapshot,
  "payment.refunded": needSnapshot,
  "payment.reversed": needSnapshot,
  "job.died": addToCount("dead_jobs", 1),
  "job.retried": addToCount("dead_jobs", -1),
  "jobs.removed": needSnapshot,
};

const courseReducers: Reducers<Snapshots["course"]> = {
  "course.published": (state, published) => ({ ...state, published }),
};

type CourseWallState = Snapshots["course_wall"];

const addToLesson =
  (name: "learners" | "done"): Reducer<CourseWallState, { lesson: string }> =>
  (state, { lesson }) => ({
    ...state,
    lessons: state.lessons.map((row) => (row.lesson === lesson ? { ...row, [name]: row[name] + 1 } : row)),
  });

const courseWallReducers: Reducers<CourseWallState> = {
  "course_lesson.begun": addToLesson("learners"),
  "course_lesson.done": addToLesson("done"),
  "course.published": needSnapshot,
};

type DiscussionState = Snapshots["discussion"];

const splitReply = ({ reply_count, ...reply }: Events["reply.created"], { discussion }: DiscussionState) => ({
  reply,
  discussion: { ...discussion, reply_count },
});

const ticketReducers: Reducers<Snapshots["ticket"]> = {
  "ticket.changed": (state, ticket) => ({ ...state, ticket }),
  "ticket.commented": (state, comment) => ({ ...state, comments: [...state.comments, comment].slice(-MAX_REPLIES) }),
  "ticket.rearranged": needSnapshot,
};

const discussionReducers: Reducers<DiscussionState> = {
  "discussion.changed": (state, discussion) => ({ ...state, discussion }),
  "discussion.rearranged": needSnapshot,
  "reply.created": (state, data) => {
    const { reply, discussion } = splitReply(data, state);
    const rows = putRow(state.replies, reply, "reply").sort((a, b) => compare(a.reply, b.reply));
    return { discussion, replies: rows.slice(-MAX_REPLIES) };
  },
  "reply.changed": (state, data) => {
    const { reply, discussion } = splitReply(data, state);
    return { discussion, replies: state.replies.map((row) => (row.reply === reply.reply ? reply : row)) };
  },
  "reply.upvoted": (state, { reply, upvotes }) => ({
    ...state,
    replies: state.replies.map((row) => (row.reply === reply ? { ...row, upvotes } : row)),
  }),
};

type RoomState = Snapshots["chat"];

/** Change the message if it is shown. */
function changeMessage(state: RoomState, id: string, change: (row: RoomMessage) => Partial<RoomMessage>): RoomState {
  return { ...state, messages: state.messages.map((row) => (row.message === id ? { ...row, ...change(row) } : row)) };
}

/** Set the beginning of a message in the replies to it. */
function setQuotes(state: RoomState, id: string, text: string): RoomState {
  const messages = state.messages.map((row) =>
    row.reply?.message === id ? { ...row, reply: { ...row.reply, text } } : row,
  );
  return { ...state, messages };
}

const chatReducers: Reducers<RoomState> = {
  "message.sent": (state, { message }) => ({
    ...state,
    messages: [{ ...message, own_reaction: "" }, ...state.messages].slice(0, MAX_MESSAGES),
  }),
  "message.edited": (state, { message, text, excerpt, edited_at }) =>
    setQuotes(changeMessage(state, message, () => ({ text, edited_at })), message, excerpt),
  "message.deleted": (state, { message }) => {
    const gone = { deleted: true, text: "", voice: false, reactions: {}, own_reaction: "" };
    return setQuotes(changeMessage(state, message, () => gone), message, "");
  },
  "message.restored": needSnapshot,
  "message.reacted": (state, { message, user, reaction, reactions }) =>
    changeMessage(state, message, () => (user === state.reader ? { reactions, own_reaction: reaction } : { reactions })),
  "room.read": (state, { user, number }) => ({
    ...state,
    reads: putRow(state.reads, { user, number }, "user").sort((a, b) => compare(a.user, b.user)),
  }),
};

const reducersByKind: { [K in Kind]: Reducers<Snapshots[K]> } = {
  user: userReducers,
  group: groupReducers,
  wall: wallReducers,
  child: childReducers,
  staff: staffReducers,
  course: courseReducers,
  course_wall: courseWallReducers,
  discussion: discussionReducers,
  ticket: ticketReducers,
  chat: chatReducers,
};

/** A snapshot as its stream stores it. The rows of a wall get an order that events can keep. */
export const normalize: { [K in Kind]: (state: Snapshots[K]) => Snapshots[K] } = {
  user: (state) => state,
  group: (state) => state,
  child: (state) => state,
  staff: (state) => state,
  course: (state) => state,
  course_wall: (state) => state,
  discussion: (state) => state,
  ticket: (state) => state,
  chat: (state) => state,
  wall: (state) => {
    const assignments = state.assignments.slice(0, MAX_WALL_ASSIGNMENTS);
    const assignmentIds = new Set(assignments.map((item) => item.assignment));
    const homework = state.homework.filter((row) => assignmentIds.has(row.assignment)).sort(newestThenName);
    return { ...state, assignments, homework };
  },
};

/** The state after an event; the same object if nothing changed. */
export function reduce<K extends Kind>(kind: K, state: Snapshots[K], type: string, data: unknown, at: string) {
  const reducer = (reducersByKind[kind] as Record<string, Reducer<Snapshots[K], unknown> | undefined>)[type];
  return reducer ? reducer(state, data, at) : state;
}

function toAssignmentRow({ assignment, kind, title, deadline }: AssignmentRow): AssignmentRow {
  return { assignment, kind, title, deadline };
}
