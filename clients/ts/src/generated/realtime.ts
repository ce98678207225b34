// Made by `manage.py client_types`. Do not edit.

/** The pupil reached something; its `coins` come as `coins.changed`. */
export interface AchievementGranted {
  achievement: string;
  code: string;
  name: Record<string, string>;
  coins: number;
}

/** What was announced to the pupils of the group, in the languages it was written in. */
export interface Announced {
  announcement: string;
  author: string;
  title: Record<string, string>;
  text: Record<string, string>;
  at: string;
}

/** Something was announced to the pupils of the group: title and text in the languages it was written in. */
export interface AnnouncementPublished {
  announcement: string;
  author: string;
  title: Record<string, string>;
  text: Record<string, string>;
  at: string;
}

/** Homework that was given to a group. */
export interface AssignmentRow {
  assignment: string;
  kind: string;
  title: string;
  deadline: string | null;
}

/** Our failure: the homework is open again, `due_at` moved by the time lost, the attempt does not count. */
export interface AttemptFailed {
  homework: string;
  assignment: string;
  student: string;
  name: string;
  title: string;
  attempt: string;
  number: number;
  homework_state: string;
  homework_score: number | null;
  reason: string;
  text: Record<string, string>;
  due_at: string | null;
}

/** A recording was handed in and waits for the engine. */
export interface AttemptReceived {
  homework: string;
  assignment: string;
  student: string;
  name: string;
  title: string;
  attempt: string;
  number: number;
  homework_state: string;
  homework_score: number | null;
  late: boolean;
}

/** The recording earns no mark; `text` says why, in every language. `counts`: it used up an attempt. */
export interface AttemptRefused {
  homework: string;
  assignment: string;
  student: string;
  name: string;
  title: string;
  attempt: string;
  number: number;
  homework_state: string;
  homework_score: number | null;
  verdict: string;
  reason: string;
  text: Record<string, string>;
  counts: boolean;
  duration: number | null;
  seconds: number | null;
}

/** An attempt has another mark than before: `cause` is a teacher's correction of words (`correction`) or a newer version (`rescore`). `state` is what the attempt is now, `revision` counts its marks. Copies as of `attempt.scored`. */
export interface AttemptRemarked {
  homework: string;
  assignment: string;
  student: string;
  name: string;
  title: string;
  attempt: string;
  number: number;
  homework_state: string;
  homework_score: number | null;
  verdict: string;
  reason: string;
  text: Record<string, string>;
  confidence: string | null;
  hidden: boolean;
  score: number | null;
  stars: number | null;
  parts: Record<string, number | null>;
  words: [string, string][];
  more_words: number;
  duration: number | null;
  seconds: number | null;
  coins: number;
  cause: string;
  state: string;
  revision: number;
}

/** The engine has answered. `words`: pairs of word and class, the first 120, `more_words` are left out. When the mark is `hidden` it waits for the teacher: the pupil's copy carries neither numbers nor words. A child under 8 gets `stars` (1 to 5, of the wall too) and no number. */
export interface AttemptScored {
  homework: string;
  assignment: string;
  student: string;
  name: string;
  title: string;
  attempt: string;
  number: number;
  homework_state: string;
  homework_score: number | null;
  verdict: string;
  reason: string;
  text: Record<string, string>;
  confidence: string | null;
  hidden: boolean;
  score: number | null;
  stars: number | null;
  parts: Record<string, number | null>;
  words: [string, string][];
  more_words: number;
  duration: number | null;
  seconds: number | null;
  coins: number;
}

/** A hint without a number: the engine has come to `stage` (queued, decoding, transcribing). */
export interface AttemptStage {
  homework: string;
  assignment: string;
  student: string;
  name: string;
  title: string;
  attempt: string;
  stage: string;
}

/** A file or a text was handed in; the teacher marks it. */
export interface AttemptStored {
  homework: string;
  assignment: string;
  student: string;
  name: string;
  title: string;
  attempt: string;
  number: number;
  homework_state: string;
  homework_score: number | null;
  late: boolean;
}

/** The pupil's mark of a lesson is another now; `status` and `counts_as` are null when it was withdrawn. */
export interface AttendanceChanged {
  lesson: string;
  group: string;
  starts_at: string;
  status: string | null;
  counts_as: string | null;
  minutes_late: number | null;
}

/** A group's leaderboard. */
export interface Board {
  group: string;
  period: string;
  rows: BoardRow[];
}

/** A place on a leaderboard; who hides the name has neither name nor id. */
export interface BoardRow {
  rank: number;
  student: string | null;
  name: string;
  coins: number;
  hidden: boolean;
}

/** `child:{id}`: the newest 10 homeworks and the day's marks. */
export interface ChildState {
  child: string;
  homework: ProgressRow[];
  today: Today;
}

/** The pupil's balance moved by `amount` for `cause`. */
export interface CoinsChanged {
  amount: number;
  balance: number;
  cause: string;
  reason: string;
}

/** A mark in the register. */
export interface DayMark {
  lesson: string;
  group: string;
  starts_at: string;
  status: string | null;
  counts_as: string | null;
  minutes_late: number | null;
}

/** A course was opened for the person, closed for now or for good, or ends at another moment (null: not at all). */
export interface EnrolmentChanged {
  enrolment: string;
  course: string;
  state: string;
  until: string | null;
}

/** Whose homework an assignment made. */
export interface Given {
  homework: string;
  student: string;
  name: string;
}

/** `group:{id}`: the next 5 lessons, soonest first; the newest 20 open assignments; the board; the last 5 announcements, newest first. */
export interface GroupState {
  group: string;
  lessons: LessonRow[];
  homework: AssignmentRow[];
  leaderboard: Board;
  announcements: Announced[];
}

/** The pupil or a guardian (`by`) asks for another look at the mark. `comment` holds at most 500 letters. */
export interface HomeworkAppealed {
  homework: string;
  assignment: string;
  student: string;
  name: string;
  title: string;
  homework_state: string;
  homework_score: number | null;
  by: string;
  comment: string;
}

/** Homework was given. On `wall` it names the pupils (`homeworks`: homework, student, name), on `group` nobody. */
export interface HomeworkAssigned {
  assignment: string;
  kind: string;
  title: string;
  deadline: string | null;
  homeworks: Given[];
}

/** The teacher changed an assignment; `fields` are the names of what changed. Goes to `wall` and `group`. */
export interface HomeworkChanged {
  assignment: string;
  kind: string;
  title: string;
  deadline: string | null;
  fields: string[];
}

/** One pupil got more time or more attempts. */
export interface HomeworkExtended {
  homework: string;
  assignment: string;
  student: string;
  name: string;
  title: string;
  homework_state: string;
  due_at: string | null;
  attempts_left: number;
}

/** How a pupil's homework stands now, for those who look after them: goes to `child` at every step. Of a child under 8 `stars` and no `score`; both are null without a mark that the pupil may see. */
export interface HomeworkProgress {
  homework: string;
  assignment: string;
  group: string;
  kind: string;
  title: string;
  due_at: string | null;
  state: string;
  score: number | null;
  stars: number | null;
}

/** A hint without a number, on `wall`: the pupil is recording. It ends by itself 6 s after the last one. */
export interface HomeworkRecording {
  homework: string;
  assignment: string;
  student: string;
  name: string;
  title: string;
}

/** The teacher decided: the mark and coins that stand now. `comment` holds at most 500 letters; `voice`: there is a spoken one too. A child under 8 gets `stars` and no number. */
export interface HomeworkReviewed {
  homework: string;
  assignment: string;
  student: string;
  name: string;
  title: string;
  decision: string;
  homework_state: string;
  homework_score: number | null;
  comment: string;
  voice: boolean;
  stars: number | null;
  coins: number;
}

/** The teacher took back an assignment that nobody had handed in; it is gone. Goes to `wall` and `group`, and to `child` of everybody who had it. */
export interface HomeworkWithdrawn {
  assignment: string;
  title: string;
}

/** A job failed for the last time; somebody has to look at it. */
export interface JobDied {
  job: string;
  kind: string;
}

/** A dead job was put back into its queue. */
export interface JobRetried {
  job: string;
  kind: string;
}

/** Dead jobs were deleted, because nobody had looked at them for the time they are kept. */
export interface JobsRemoved {
  dead: number;
}

/** The group's board as it stands now; at most one a second, the last state wins. Who hides the name has neither name nor id in it. */
export interface LeaderboardChanged {
  group: string;
  period: string;
  rows: BoardRow[];
}

/** It does not take place. */
export interface LessonCancelled {
  lesson: string;
  starts_at: string;
  ends_at: string;
  topic: string;
  status: string;
  teacher: string | null;
  room: string | null;
  sequence: number;
}

/** Its topic, room or teacher is another. */
export interface LessonChanged {
  lesson: string;
  starts_at: string;
  ends_at: string;
  topic: string;
  status: string;
  teacher: string | null;
  room: string | null;
  sequence: number;
}

/** A lesson was planned. */
export interface LessonCreated {
  lesson: string;
  starts_at: string;
  ends_at: string;
  topic: string;
}

/** It took place. */
export interface LessonHeld {
  lesson: string;
  starts_at: string;
  ends_at: string;
  topic: string;
  status: string;
  teacher: string | null;
  room: string | null;
  sequence: number;
}

/** It begins at another time, or is in another room. */
export interface LessonMoved {
  lesson: string;
  starts_at: string;
  ends_at: string;
  topic: string;
  status: string;
  teacher: string | null;
  room: string | null;
  sequence: number;
}

/** It was planned by mistake and is gone. */
export interface LessonRemoved {
  lesson: string;
}

/** It is planned again: it was cancelled, or marked as held. */
export interface LessonRestored {
  lesson: string;
  starts_at: string;
  ends_at: string;
  topic: string;
  status: string;
  teacher: string | null;
  room: string | null;
  sequence: number;
}

/** A planned lesson. */
export interface LessonRow {
  lesson: string;
  starts_at: string;
  ends_at: string;
  topic: string;
}

/** Somebody else gives it, or its own teacher again. */
export interface LessonSubstituted {
  lesson: string;
  starts_at: string;
  ends_at: string;
  topic: string;
  status: string;
  teacher: string | null;
  room: string | null;
  sequence: number;
}

/** A mark of a newer version or model waits to be looked at, on `wall` only. `state`: `ready`, or `dropped` when it could not be made or nobody wants it. */
export interface MarkProposed {
  homework: string;
  assignment: string;
  student: string;
  name: string;
  title: string;
  attempt: string;
  proposal: string;
  state: string;
  before: number | null;
  after: number | null;
}

/** Somebody in the group stands differently to it: on trial, active, frozen, or about to leave. */
export interface MembershipChanged {
  membership: string;
  student: string;
  status: string;
}

/** A pupil left the group; what was drawn for them goes. */
export interface MembershipEnded {
  membership: string;
  student: string;
}

/** A pupil is in the group from now on. */
export interface MembershipStarted {
  membership: string;
  student: string;
  name: string;
}

/** A notification as the list shows it; `count`: of how many it tells. */
export interface Notice {
  id: string;
  type: string;
  title: string;
  text: string;
  data: Record<string, unknown>;
  count: number;
  read: boolean;
  created_at: string;
}

/** An unread notification tells of one more (`count`): the notification as the list shows it now. It stays where it stands; the unread count stays too. */
export interface NotificationChanged {
  notification: Notice;
  unread: number;
}

/** Something to tell: the notification as the list shows it, in the user's language, and the new unread count. */
export interface NotificationCreated {
  notification: Notice;
  unread: number;
}

/** The user read some: their ids, or all of them when `all` is set; `unread` are left. */
export interface NotificationsRead {
  notifications: string[];
  all?: boolean;
  unread: number;
}

/** A payment was made, or its status or amount changed; `what` is the step of its history. */
export interface PaymentChanged {
  payment: string;
  reference: string;
  student: string;
  what: string;
  status: string;
  outstanding: Sum;
}

/** The day a payment was due is over. */
export interface PaymentOverdue {
  payment: string;
  reference: string;
  student: string;
  due_on: string;
  outstanding: Sum;
}

/** Money arrived for a pupil; `payment` is what it names, null for a top-up of the balance. */
export interface PaymentReceived {
  payment: string | null;
  reference: string;
  student: string;
  amount: Sum;
  provider: string;
  status: string;
}

/** Money went back. */
export interface PaymentRefunded {
  payment: string | null;
  reference: string;
  student: string;
  amount: Sum;
  provider: string;
  status: string;
}

/** How a homework stands, for those who look after the pupil. */
export interface ProgressRow {
  homework: string;
  assignment: string;
  group: string;
  kind: string;
  title: string;
  due_at: string | null;
  state: string;
  score: number | null;
  stars: number | null;
}

/** The office decided on a photo of a transfer: `state` is `approved` or `refused`. */
export interface ProofDecided {
  payment: string;
  proof: string;
  state: string;
}

/** A photo of a transfer waits for the office. */
export interface ProofSent {
  payment: string;
  reference: string;
  student: string;
  proof: string;
  amount: Sum;
}

/** Something from the shop was bought, handed over or cancelled; its coins come as `coins.changed`. */
export interface RedemptionChanged {
  redemption: string;
  item: string;
  name: Record<string, string>;
  price: number;
  state: string;
}

/** Marks of a lesson were made, changed or withdrawn: how many at once, and what the whole register holds now. A whole register marked in one call is one event. */
export interface RegisterMarked {
  lesson: string;
  starts_at: string;
  changed: number;
  present: number;
  absent: number;
  late: number;
  excused: number;
}

/** A recording that the engine has not answered. */
export interface Running {
  attempt: string;
  homework: string;
  number: number;
}

/** `staff:{id}`: what waits for a branch's office; `dead_jobs` is null for who may not see them. */
export interface StaffState {
  branch: string;
  overdue: number;
  proofs: number;
  received_today: Sum[];
  dead_jobs: number | null;
}

/** An amount of money in the currency's smallest unit. */
export interface Sum {
  amount: number;
  currency: string;
}

/** Lessons of the group were made or removed by its timetable: read them again. */
export interface TimetableChanged {
  added: number;
  removed: number;
}

/** The marks of the local day between the two. */
export interface Today {
  begins_at: string;
  ends_at: string;
  attendance: DayMark[];
}

/** `user:{id}`: the last 20 notifications, newest first. */
export interface UserState {
  unread: number;
  notifications: Notice[];
  coins: number;
  running: Running[];
}

/** The last attempt of a homework. */
export interface WallAttempt {
  attempt: string;
  number: number;
  state: string;
  verdict: string;
  score: number | null;
}

/** One pupil's homework on the wall. */
export interface WallRow {
  homework: string;
  assignment: string;
  student: string;
  name: string;
  homework_state: string;
  homework_score: number | null;
  attempt: WallAttempt | null;
}

/** `wall:{id}`: the newest 10 assignments that are open today or wait, and each pupil's homework. */
export interface WallState {
  group: string;
  assignments: AssignmentRow[];
  homework: WallRow[];
}

/** A provider's message was valid and did not fit our books (a wrong amount, currency or order): nothing was credited. */
export interface WebhookRefused {
  delivery: string;
  provider: string;
  code: string;
}

export interface Snapshots {
  "user": UserState;
  "group": GroupState;
  "wall": WallState;
  "child": ChildState;
  "staff": StaffState;
}

export interface Events {
  "achievement.granted": AchievementGranted;
  "announcement.published": AnnouncementPublished;
  "attempt.failed": AttemptFailed;
  "attempt.proposed": MarkProposed;
  "attempt.received": AttemptReceived;
  "attempt.refused": AttemptRefused;
  "attempt.remarked": AttemptRemarked;
  "attempt.scored": AttemptScored;
  "attempt.stage": AttemptStage;
  "attempt.stored": AttemptStored;
  "attendance.changed": AttendanceChanged;
  "coins.changed": CoinsChanged;
  "enrolment.changed": EnrolmentChanged;
  "homework.appealed": HomeworkAppealed;
  "homework.assigned": HomeworkAssigned;
  "homework.changed": HomeworkChanged;
  "homework.extended": HomeworkExtended;
  "homework.progress": HomeworkProgress;
  "homework.recording": HomeworkRecording;
  "homework.reviewed": HomeworkReviewed;
  "homework.withdrawn": HomeworkWithdrawn;
  "job.died": JobDied;
  "job.retried": JobRetried;
  "jobs.removed": JobsRemoved;
  "leaderboard.changed": LeaderboardChanged;
  "lesson.cancelled": LessonCancelled;
  "lesson.changed": LessonChanged;
  "lesson.created": LessonCreated;
  "lesson.held": LessonHeld;
  "lesson.moved": LessonMoved;
  "lesson.removed": LessonRemoved;
  "lesson.restored": LessonRestored;
  "lesson.substituted": LessonSubstituted;
  "membership.changed": MembershipChanged;
  "membership.ended": MembershipEnded;
  "membership.started": MembershipStarted;
  "notification.changed": NotificationChanged;
  "notification.created": NotificationCreated;
  "notifications.read": NotificationsRead;
  "payment.changed": PaymentChanged;
  "payment.overdue": PaymentOverdue;
  "payment.proof_decided": ProofDecided;
  "payment.proof_sent": ProofSent;
  "payment.received": PaymentReceived;
  "payment.refunded": PaymentRefunded;
  "payment.webhook_refused": WebhookRefused;
  "redemption.changed": RedemptionChanged;
  "register.marked": RegisterMarked;
  "timetable.changed": TimetableChanged;
}
