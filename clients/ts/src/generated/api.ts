// Made by `manage.py client_types`. Do not edit.

/** What an account counts; each row of the table of postings (docs/domain.md) names two of them. */
export type AccountKind = "student" | "revenue" | "discounts" | "write_offs" | "desk" | "bank" | "provider" | "payroll" | "teacher" | "expenses" | "differences";

/** A pupil's account in one currency. Balance, free credit (paid in advance) with the money that it is made of, what is owed and open payments are of now; a debt is below nothing. `opening` is of before the first day, `closing` of after the last. */
export interface AccountStatementOut {
  balance: MoneyOut;
  free_credit: MoneyOut;
  free_money: FreeMoneyOut[];
  owed: MoneyOut;
  open_payments: OpenPaymentOut[];
  opening: MoneyOut;
  lines: StatementLineOut[];
  closing: MoneyOut;
}

/** What changes; what is not sent stays. `counter` and `threshold` stay once somebody has it. */
export interface AchievementChanges {
  name?: Texts;
  description?: LongTexts;
  counter?: string;
  threshold?: number;
  coins?: number;
  position?: number;
  archived?: boolean;
}

/** Something new to reach. Who reached it before gets it without being told. */
export interface AchievementIn {
  code: string;
  name: Texts;
  description?: LongTexts;
  counter: string;
  threshold: number;
  coins?: number;
  position?: number;
}

/** Something to reach: a count that comes to `threshold`. */
export interface AchievementOut {
  id: string;
  code: string;
  name: Record<string, string>;
  description: Record<string, string>;
  counter: string;
  counted: string;
  threshold: number;
  coins: number;
}

/** Everything that a pupil has or can reach, in the centre's order. */
export interface AchievementsOut {
  achievements: ProgressOut[];
}

/** One thing that a person did; `object_type` and `object_id` say with what. */
export interface ActivityOut {
  id: string;
  action: string;
  object_type: string;
  object_id: string;
  seconds: number | null;
  address: string | null;
  device: string;
  created_at: string;
}

/** Whom a message was for. */
export interface AddresseeOut {
  id: string;
  name: string;
}

/** Coins to give, or below 0 to take, and why. The pupil reads the reason. */
export interface AdjustIn {
  student: string;
  amount: number;
  reason: string;
}

/** Coins that were given or taken by hand. */
export interface AdjustmentOut {
  id: string;
  student: string;
  amount: number;
  reason: string;
  on: string;
  created_at: string;
}

/** The recording that this one sounds like: another pupil's attempt, or (null) the model audio; `share` 0 to 1. */
export interface AlikeOut {
  attempt: string | null;
  share: number;
}

/** A plain text in one language at least: about 2,000 Latin or 1,000 Cyrillic letters in each. */
export interface AnnouncedText {
  uz?: string;
  ru?: string;
  en?: string;
}

/** A title in one language at least; readers get another one where theirs is empty. */
export interface AnnouncedTitle {
  uz?: string;
  ru?: string;
  en?: string;
}

/** Something to announce. `object_id` names the group, course or branch; `role` the role of scope `role`. `channels` besides the app; without `send_at` it goes out at once. */
export interface AnnouncementIn {
  scope: "group" | "course" | "branch" | "role";
  object_id?: string | null;
  role?: Role | null;
  audience?: ("pupils" | "parents")[];
  title: AnnouncedTitle;
  text: AnnouncedText;
  channels?: ("in_app" | "telegram" | "sms" | "email" | "push")[];
  send_at?: string | null;
}

/** An announcement; `reached`: how many people were told so far. */
export interface AnnouncementOut {
  id: string;
  scope: string;
  object_id: string | null;
  role: string;
  audience: string[];
  title: Record<string, string>;
  text: Record<string, string>;
  channels: string[];
  state: string;
  author: PersonOut | null;
  send_at: string;
  sent_at: string | null;
  cancelled_at: string | null;
  reached: number;
  created_at: string;
}

/** Which announcements. */
export interface AnnouncementsQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  scope?: ("group" | "course" | "branch" | "role") | null;
  state?: ("scheduled" | "sent" | "cancelled") | null;
}

/** One answer: the `value` of a choice, or free text. */
export interface AnswerIn {
  question: string;
  answer: string;
}

/** All of one's answers; those left out are taken back. */
export interface AnswersIn {
  answers: AnswerIn[];
}

/** What somebody says against a mark. */
export interface AppealIn {
  text: string;
}

/** A request for another look at a mark; `answered_at` by the next review. */
export interface AppealOut {
  text: string;
  author: PersonOut;
  created_at: string;
  answered_at: string | null;
}

/** A question with one's own answer; null before. */
export interface AskedOut {
  id: string;
  text: Record<string, string>;
  choices: ChoiceOut[];
  required: boolean;
  answer: string | null;
}

/** Homework to give, to a group or for a lesson of one. Language and level default to the course's, attempts and coins to the settings'. `reading` and `repeat` need `reference_text` (alternatives as `their|there`, `word|*`), `speaking` a `question`, `file` and `text` `instructions`: those two are marked by the teacher and take nothing that is about speech. */
export interface AssignmentIn {
  kind: "reading" | "speaking" | "repeat" | "file" | "text";
  reference_text?: string;
  question?: string;
  instructions?: string;
  reference_answers?: string[];
  key_words?: string[];
  target_wpm?: number | null;
  weights?: Record<string, number>;
  group?: string | null;
  title: string;
  lesson?: string | null;
  language?: ("uz" | "ru" | "en") | null;
  level?: string | null;
  attempts_allowed?: number | null;
  deadline?: string | null;
  late_policy?: "accept" | "reduce" | "refuse";
  late_coins_percent?: number;
  counting?: "best" | "last";
  coins?: number | null;
  teacher_first?: boolean;
}

/** An assignment as its teachers see it, with how many pupils have it and how many handed in. `model_seconds`: null until the engine has heard the model audio, 0 when it cannot be read. */
export interface AssignmentOut {
  id: string;
  group: string;
  kind: "reading" | "speaking" | "repeat" | "file" | "text";
  title: string;
  language: string;
  level: string;
  reference_text: string;
  question: string;
  instructions: string;
  attempts_allowed: number;
  deadline: string | null;
  late_policy: "accept" | "reduce" | "refuse";
  late_coins_percent: number;
  counting: "best" | "last";
  coins: number;
  teacher_first: boolean;
  model_audio: boolean;
  lesson: string | null;
  reference_answers: string[];
  key_words: string[];
  target_wpm: number | null;
  weights: Record<string, number>;
  model_seconds: number | null;
  pupils_count: number;
  handed_in_count: number;
  created_at: string;
}

/** What to change. Who has handed in keeps what they were asked; once somebody has, `language`, `coins`, `late_coins_percent` and `counting` stay, and so does whether late work earns less (`late_policy` `reduce`). */
export interface AssignmentPatch {
  title?: string;
  reference_text?: string;
  question?: string;
  instructions?: string;
  reference_answers?: string[];
  key_words?: string[];
  target_wpm?: number | null;
  weights?: Record<string, number>;
  lesson?: string | null;
  language?: "uz" | "ru" | "en";
  level?: string;
  attempts_allowed?: number;
  deadline?: string | null;
  late_policy?: "accept" | "reduce" | "refuse";
  late_coins_percent?: number;
  counting?: "best" | "last";
  coins?: number;
  teacher_first?: boolean;
}

/** What pupils will be asked for. `too_long`: it takes more seconds than a recording may have. */
export interface AssignmentPreviewOut {
  words: PreviewWordOut[];
  phrases: PreviewPhraseOut[];
  words_per_minute: number;
  seconds: number;
  most_seconds: number;
  too_long: boolean;
  marked_by: "machine" | "teacher";
}

/** Which assignments: of one group or lesson, of one kind. */
export interface AssignmentsQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  group?: string | null;
  lesson?: string | null;
  kind?: ("reading" | "speaking" | "repeat" | "file" | "text") | null;
}

/** One hand-in with everything behind its mark. `place`: 1 is next in the engine's queue. `audio` and `peaks`: where the recording is and what to draw it from, null for who may not hear it. `weights`: the share of each part. `sentences`: each as experts would mark it, 0 to 10. `advice`: what to do better, at most three sentences in the reader's language. `meaning`: what the number means. */
export interface AttemptDetailOut {
  id: string;
  homework: string;
  number: number;
  state: "received" | "processing" | "scored" | "transcribed" | "stored" | "refused" | "failed";
  stage: "queued" | "decoding" | "transcribing" | "done";
  verdict: string;
  reason: string;
  text: string;
  counts: boolean;
  late: boolean;
  waits: boolean;
  score: number | null;
  stars: number | null;
  duration: number | null;
  created_at: string;
  finished_at: string | null;
  place: number | null;
  content_type: string;
  size: number;
  damaged: boolean;
  audio: string | null;
  peaks: string | null;
  asked: AttemptTaskOut;
  answer: string;
  transcript: string;
  language: string;
  words: WordOut[];
  parts: PartsOut;
  weights: Record<string, number>;
  pauses: PauseOut[];
  phrases: PhraseOut[];
  foreign: ForeignOut[];
  sentences: Record<string, unknown>[];
  advice: string[];
  meaning: string;
  confidence: string;
  method: string;
  model: string;
  revision: number | null;
  seconds: Record<string, number>;
  teacher: TeacherOut | null;
}

/** A mark by one way of marking. */
export interface AttemptMarkOut {
  accuracy: number | null;
  completeness: number | null;
  fluency: number | null;
  prosody: number | null;
  relevance: number | null;
  clarity: number | null;
  verdict: string;
  confidence: string | null;
  method: string;
  overall: number | null;
}

/** One hand-in. `text` says in words how it ended; `waits`: the teacher gives the mark; `counts`: it used up one. */
export interface AttemptOut {
  id: string;
  homework: string;
  number: number;
  state: "received" | "processing" | "scored" | "transcribed" | "stored" | "refused" | "failed";
  stage: "queued" | "decoding" | "transcribing" | "done";
  verdict: string;
  reason: string;
  text: string;
  counts: boolean;
  late: boolean;
  waits: boolean;
  score: number | null;
  stars: number | null;
  duration: number | null;
  created_at: string;
  finished_at: string | null;
}

/** What the pupil was asked when they handed in; later edits of the assignment change nothing. */
export interface AttemptTaskOut {
  kind: string;
  language: string;
  level: string;
  reference: string;
  question: string;
}

/** Which attempts of a homework. */
export interface AttemptsQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
}

/** Who did it. The name is empty of who was erased or is gone. */
export interface AuditActorOut {
  id: string;
  full_name: string;
}

/** Who did what to which thing, and which fields changed. `actor` null: the platform itself, or nobody signed in. `values` maps each changed field to its old and new value, and `network` is where the request came from (the /24 of IPv4, the /48 of IPv6). Both are null for who may not see them and empty where they were erased. */
export interface AuditEntryOut {
  id: string;
  created_at: string;
  actor: AuditActorOut | null;
  action: string;
  object_type: string;
  object_id: string;
  fields: string[];
  request_id: string;
  values: Record<string, unknown> | null;
  network: string | null;
}

/** Which entries of the audit log, as which kind of table. */
export interface AuditExportQuery {
  actor?: string | null;
  action?: string;
  object_type?: string;
  object_id?: string;
  request_id?: string;
  since?: string | null;
  until?: string | null;
  format?: "csv" | "xlsx";
}

/** Which entries of the audit log, and how many. */
export interface AuditQuery {
  cursor?: string | null;
  limit?: number;
  actor?: string | null;
  action?: string;
  object_type?: string;
  object_id?: string;
  request_id?: string;
  since?: string | null;
  until?: string | null;
}

/** Where the picture lies. */
export interface AvatarOut {
  avatar: string;
}

/** Cash that was carried to the bank. */
export interface BankIn {
  amount: MoneyIn;
  note?: string;
}

/** Cash that is on the bank account now. */
export interface BankedOut {
  id: string;
  amount: MoneyOut;
  note: string;
  by: PersonOut;
  created_at: string;
}

/** A group's leaderboard: the first hundred, the reader's own row, and those around it. */
export interface BoardOut {
  group: string;
  period: Period;
  starts_on: string | null;
  taken_at: string | null;
  rows: BoardRow[];
  me: BoardRow | null;
  neighbours: BoardRow[];
}

/** How far back a leaderboard counts, and which rows. */
export interface BoardQuery {
  period?: ("week" | "month" | "all");
  on?: string | null;
  neighbours?: number;
}

/** One pupil; equal coins share a rank (1, 2, 2, 4). Who hides the name has neither id nor name, but for themselves, their family, their teachers and the office. */
export interface BoardRow {
  rank: number;
  student: string | null;
  name: string;
  coins: number;
  hidden: boolean;
}

/** The lines of one branch. */
export interface BranchDatasetsOut {
  branch: NamedOut;
  datasets: DatasetOut[];
}

/** The running month of one branch. */
export interface BranchNowOut {
  branch: NamedOut;
  figures: FigureOut[];
}

/** A branch, by name. */
export interface BranchRef {
  id: string;
  name: string;
}

/** A branch by its name. */
export interface BranchRefOut {
  id: string;
  name: string;
}

/** What changes of a building; what is not sent stays. */
export interface BuildingChanges {
  name?: string;
  address?: string;
  zone?: string;
}

/** A new building. */
export interface BuildingIn {
  name: string;
  address?: string;
  zone?: string;
}

/** A building of the centre. One is the default: of everything that names none. */
export interface BuildingOut {
  id: string;
  name: string;
  address: string;
  zone: string;
  is_default: boolean;
}

/** A built-in role and what it may do. */
export interface BuiltInRoleOut {
  role: string;
  name: string;
  permissions: string[];
}

/** A whole register, or a part of it: all of these marks or none. */
export interface BulkIn {
  lesson: string;
  marks: RowIn[];
  reason?: string;
}

/** The marks that stand now for these pupils, in the order in which they were sent. */
export interface BulkOut {
  lesson: string;
  marks: MarkOut[];
}

/** How long one step of a chart is. Weeks begin on Monday. */
export type By = "day" | "week" | "month";

/** Where calendar programs read one's lessons: a secret, shown this once. */
export interface CalendarLinkOut {
  address: string;
}

/** Why a lesson does not take place. */
export interface CancelIn {
  reason: string;
}

/** A new, empty cash desk, by default of one's own branch. Where a `keeper` is named nobody else opens a shift. */
export interface CashDeskIn {
  name: string;
  branch?: string | null;
  currency?: string;
  keeper?: string | null;
}

/** A cash desk, what the books say is in it, and the open shift. */
export interface CashDeskOut {
  id: string;
  name: string;
  branch: PlaceOut;
  currency: string;
  keeper: PersonOut | null;
  balance: MoneyOut;
  shift: OpenShiftOut | null;
  archived: boolean;
}

/** What can be changed; an empty desk without a shift can be put away. */
export interface CashDeskPatch {
  name?: string;
  keeper?: string | null;
  archived?: boolean;
}

/** Which cash desks. */
export interface CashDesksQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  branch?: string | null;
  archived?: boolean | null;
}

/** A course as the catalogue shows it. */
export interface CatalogueCourseOut {
  id: string;
  title: Record<string, string>;
  description: Record<string, string>;
  slug: string;
  language: string;
  level: string;
  status: string;
  created_at: string;
  mode: CourseMode;
  category: CategoryOut | null;
  prices: PriceOut[];
  thumbnail: string | null;
  published_at: string | null;
}

/** What may change of a category; what is not sent stays. */
export interface CategoryChanges {
  name?: Texts;
  slug?: string;
  position?: number;
}

/** A shelf of the catalogue. Without a slug one is made of the name. */
export interface CategoryIn {
  name: Texts;
  slug?: string;
  position?: number;
}

/** A shelf of the catalogue. */
export interface CategoryOut {
  id: string;
  name: Record<string, string>;
  slug: string;
  position: number;
}

/** One pupil at one lesson: in the group on that day (`stands`), and paused then (`frozen`); or a guest. */
export interface CellOut {
  stands: boolean;
  frozen: boolean;
  guest: boolean;
  mark: ReportMarkOut | null;
}

/** The centre's figures. `now` is of the running `month` as far as it has come, of all branches together. */
export interface CentreFiguresOut {
  today: string;
  month: string;
  now: FigureOut[];
  branches: BranchNowOut[];
  charts: FiguresChartOut[];
}

/** By what, from when to when, of which branch. */
export interface CentreFiguresQuery {
  by?: By | null;
  from?: string | null;
  to?: string | null;
  branch?: string | null;
}

/** The code that the teacher shows now. */
export interface CheckInIn {
  code: string;
}

/** What the teacher shows: the code, a QR code (SVG) that leads to it, and the seconds until the next one. */
export interface CheckInOut {
  code: string;
  qr: string;
  seconds_left: number;
}

/** One thing the platform stands on. */
export interface CheckOut {
  name: string;
  ok: boolean;
  milliseconds: number;
  detail: string;
}

/** How to pay. `lang` is that of the provider's page; empty: one's own. */
export interface CheckoutIn {
  provider: "payme" | "stripe";
  lang?: ("uz" | "ru" | "en") | null;
  return_url?: string;
}

/** The provider's page. Paid is what the provider tells us afterwards, not who comes back. */
export interface CheckoutOut {
  url: string;
}

/** A child, as the office sees it: the code it signs in with, whether it has pictures, whether it is closed. */
export interface ChildAccountOut {
  birth_date: string;
  code: string;
  has_pictures: boolean;
  closed_at: string | null;
}

/** The token of the opened device, the child's code, and its pictures in their order. */
export interface ChildLoginIn {
  token: string;
  code: string;
  pictures: ("apple" | "ball" | "bear" | "bird" | "boat" | "book" | "bus" | "cat" | "cloud" | "dog" | "fish" | "flower" | "horse" | "house" | "key" | "kite" | "melon" | "moon" | "rabbit" | "star" | "sun" | "train" | "tree" | "umbrella")[];
}

/** A child, as it and its family see it. */
export interface ChildProfileOut {
  birth_date: string;
}

/** What the child signs in with from now on. The pictures are shown this once. */
export interface ChildSecretsOut {
  code: string;
  pictures: string[];
}

/** One answer to choose: `value` is what is stored, `text` what people read. */
export interface Choice {
  value: string;
  text: Texts;
}

/** One answer to choose. */
export interface ChoiceOut {
  value: string;
  text: Record<string, string>;
}

/** Somebody else marked the same pupil differently; `stands` says whose mark does now. */
export interface ClashOut {
  id: string;
  lesson: string;
  student: string;
  stands: "mine" | "theirs";
  mine: SidedOut;
  theirs: SidedOut;
}

/** A one-time code of the authenticator application. */
export interface CodeIn {
  code: string;
}

/** The same whether or not there was anybody to send to. */
export interface CodeSentOut {
  channel: "email" | "sms" | "telegram";
  expires_in: number;
  resend_in: number;
}

/** A pupil's coins. */
export interface CoinsOut {
  balance: number;
}

/** Money that was taken. Without `amount` all that is outstanding; `desk` has to be named by who has several. */
export interface ConfirmIn {
  method: "cash" | "transfer";
  amount?: MoneyIn | null;
  desk?: string | null;
  note?: string;
}

/** Given or withdrawn. Who gives names the version of the text that they have read. */
export interface ConsentIn {
  given: boolean;
  version?: string | null;
}

/** What may be consented to. */
export type ConsentKind = "recording" | "photo" | "messages" | "machine_learning";

/** One kind of consent: its present text, and what was answered; `given` is null before the first answer. */
export interface ConsentOut {
  kind: ConsentKind;
  text: string;
  version: string;
  given: boolean | null;
  given_version: string | null;
  answered_at: string | null;
  answered_by: string | null;
}

/** Every kind of consent. */
export interface ConsentsOut {
  consents: ConsentOut[];
}

/** Which groups get the same homework; `lesson` is of one of them. Without a `deadline` the copies have none. */
export interface CopyIn {
  groups: string[];
  lesson?: string | null;
  deadline?: string | null;
  title?: string;
}

/** What a teacher said of a word: its class, or what a heard word of a free answer is. */
export interface CorrectionOut {
  index: number;
  was: string;
  now: string;
  author: PersonOut;
  created_at: string;
}

/** How many of a register are marked as what, and how many are not yet. */
export interface CountsOut {
  present: number;
  absent: number;
  late: number;
  excused: number;
  unmarked: number;
}

/** What may change of a course; what is not sent stays. Prices and prerequisites replace all there were. */
export interface CourseChanges {
  title?: Texts;
  description?: LongTexts;
  slug?: string;
  language?: "uz" | "ru" | "en";
  level?: string;
  mode?: CourseMode;
  category?: string | null;
  prices?: Price[];
  prerequisites?: string[];
}

/** A course with who teaches it and what it builds on. */
export interface CourseDetailOut {
  id: string;
  title: Record<string, string>;
  description: Record<string, string>;
  slug: string;
  language: string;
  level: string;
  status: string;
  created_at: string;
  mode: CourseMode;
  category: CategoryOut | null;
  prices: PriceOut[];
  thumbnail: string | null;
  published_at: string | null;
  teachers: CourseTeacherOut[];
  prerequisites: CourseOut[];
}

/** A course to draft. Without a slug one is made of the title. Prices are for a month. */
export interface CourseIn {
  title: Texts;
  description?: LongTexts | null;
  slug?: string;
  language?: "uz" | "ru" | "en";
  level?: string;
  mode?: CourseMode;
  category?: string | null;
  prices?: Price[];
  prerequisites?: string[];
}

/** Where a course is learnt. */
export type CourseMode = "centre" | "online" | "both";

/** A course. */
export interface CourseOut {
  id: string;
  title: Record<string, string>;
  description: Record<string, string>;
  slug: string;
  language: string;
  level: string;
  status: string;
  created_at: string;
}

/** draft → published → archived; anybody sees published courses. An archived one may be published again. */
export type CourseStatus = "draft" | "published" | "archived";

/** Somebody who is to teach the course. */
export interface CourseTeacherIn {
  teacher: string;
  kind?: CourseTeacherKind;
}

/** How somebody teaches a course. */
export type CourseTeacherKind = "lead" | "co";

/** Somebody who teaches the course. */
export interface CourseTeacherOut {
  teacher: PersonOut;
  kind: CourseTeacherKind;
}

/** Everybody who teaches the course: one lead at most. */
export interface CourseTeachersIn {
  teachers: CourseTeacherIn[];
}

/** Which courses. */
export interface CoursesQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  language?: ("uz" | "ru" | "en") | null;
  level?: string;
  mode?: CourseMode | null;
  category?: string | null;
  slug?: string;
  status?: CourseStatus | null;
}

/** An accepted excuse that covers the day of the lesson. */
export interface CoveringExcuseOut {
  id: string;
  starts_on: string;
  ends_on: string;
  reason: string;
}

/** What is paid back of a free credit. `transaction`: only money that came by it; else cash and transfers first, the newest before the others. Cash goes out of one's own shift. */
export interface CreditRefundIn {
  amount: MoneyIn;
  reason: string;
  desk?: string | null;
  transaction?: string | null;
}

/** What was paid back of a pupil's free credit, by which receipts, and what of it is left. */
export interface CreditRefundOut {
  student: PersonOut;
  paid_back: MoneyOut;
  free_credit: MoneyOut;
  receipts: ReceiptOut[];
}

/** One line of a chart, as Chart.js takes it: a value for each label, null where there is nothing to say it of. Of the unit `money` in minor units of `currency`, `percent` of 100, `score` a mark of 100. */
export interface DatasetOut {
  key: string;
  label: string;
  unit: "count" | "percent" | "score" | "money";
  currency: string | null;
  data: (number | null)[];
}

/** All debtors found in one currency. */
export interface DebtTotalOut {
  debtors: number;
  overdue: MoneyOut;
  owed: MoneyOut;
}

/** A pupil's debt in one currency: overdue, owed in all; how many payments are overdue, the oldest since when. */
export interface DebtorOut {
  student: PersonOut;
  overdue: MoneyOut;
  owed: MoneyOut;
  balance: MoneyOut;
  payments: number;
  since: string;
}

/** A page of debtors, and what all pages add up to. */
export interface DebtorsOut {
  count: number;
  next: string | null;
  previous: string | null;
  results: DebtorOut[];
  totals: DebtTotalOut[];
}

/** Which debtors. Group and branch narrow the payments that count. */
export interface DebtorsQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  group?: string | null;
  branch?: string | null;
  currency?: string | null;
  minimum?: number | null;
  overdue_since?: string | null;
  format?: "" | "json" | "xlsx";
}

/** An administrator's answer to a guardian. */
export interface DecisionIn {
  approve: boolean;
}

/** Which deliveries. */
export interface DeliveriesQuery {
  cursor?: string | null;
  limit?: number;
  state?: ("queued" | "sent" | "delivered" | "failed" | "skipped") | null;
  channel?: ("telegram" | "sms" | "email" | "push") | null;
  type?: string;
  user?: string | null;
  since?: string | null;
}

/** One message by one channel: what became of it, and why not. */
export interface DeliveryOut {
  id: string;
  created_at: string;
  user: AddresseeOut;
  type: string;
  channel: "telegram" | "sms" | "email" | "push";
  state: "queued" | "sent" | "delivered" | "failed" | "skipped";
  reason: string;
  why: string;
  address: string;
  language: string;
  due_at: string;
  sent_at: string | null;
  delivered_at: string | null;
  tries: number;
  parts: number;
  cost: MoneyOut;
  fallback_of: string | null;
  in_digest: string | null;
}

/** A mark that waits to replace the one that stands. `state`: `listening` until the engine has made it. `stale`: it was compared with a mark that is another by now. */
export interface DifferenceOut {
  id: string;
  purpose: "rescore" | "correction";
  state: "listening" | "ready";
  created_at: string;
  stale: boolean;
  before: AttemptMarkOut;
  after: AttemptMarkOut | null;
  words: WordChangeOut[];
}

/** The password, and a one-time code or a recovery code. */
export interface DisableIn {
  password: string;
  code: string;
}

/** A branch that a discount is for. */
export interface DiscountBranchOut {
  id: string;
  name: string;
}

/** What changes of a discount; what is not sent stays. Payments of the running month and later follow. */
export interface DiscountChanges {
  name?: Texts;
  percent_hundredths?: number;
  amount?: MoneyIn;
  starts_on?: string | null;
  ends_on?: string | null;
  stackable?: boolean;
  reason?: string;
}

/** A course that a discount is for. */
export interface DiscountCourseOut {
  id: string;
  title: Record<string, string>;
}

/** A discount: `percent_hundredths` for percent and sibling (1050 is 10.5 %), `amount` for fixed. For one pupil, a group, a course, a branch, or with none of them for everybody. `stackable` ones all count, of the others the one that takes most off. */
export interface DiscountIn {
  name: Texts;
  kind: DiscountKind;
  percent_hundredths?: number | null;
  amount?: MoneyIn | null;
  starts_on?: string | null;
  ends_on?: string | null;
  stackable?: boolean;
  student?: string | null;
  group?: string | null;
  course?: string | null;
  branch?: string | null;
  reason?: string;
}

/** How much is taken off. */
export type DiscountKind = "percent" | "fixed" | "sibling";

/** A discount. */
export interface DiscountOut {
  id: string;
  name: Record<string, string>;
  kind: string;
  percent_hundredths: number | null;
  amount: MoneyOut | null;
  starts_on: string | null;
  ends_on: string | null;
  stackable: boolean;
  student: PersonOut | null;
  group: GroupRefOut | null;
  course: DiscountCourseOut | null;
  branch: DiscountBranchOut | null;
  reason: string;
  archived_at: string | null;
}

/** Which discounts: of a kind, for a pupil or a group alone; in use or put away. */
export interface DiscountsQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  kind?: DiscountKind | null;
  student?: string | null;
  group?: string | null;
  archived?: boolean;
}

/** Where to load the file from, soon: a path from the server's root, or an address of the store. */
export interface DownloadLinkOut {
  url: string;
  expires_in: number;
}

/** Somebody was given the link. */
export interface DownloadOut {
  user: PersonOut | null;
  created_at: string;
}

/** A request to erase a person: `waiting` for an answer, `refused`, `approved` and being carried out, or `done`. */
export interface ErasureOut {
  id: string;
  person: PersonOut;
  requested_by: PersonOut | null;
  state: ErasureState;
  decided_by: PersonOut | null;
  created_at: string;
  decided_at: string | null;
  done_at: string | null;
}

/** `waiting` for an administrator; `approved` and being carried out; `done`; `refused`. */
export type ErasureState = "waiting" | "approved" | "done" | "refused";

/** Which requests: all, or those in one state. */
export interface ErasuresQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  state?: ErasureState | null;
}

/** Codes a client can switch on. New ones are added, old ones never change their meaning. */
export type ErrorCode = "not_authenticated" | "token_invalid" | "login_failed" | "forbidden" | "step_up_required" | "second_factor_required" | "read_only" | "not_found" | "method_not_allowed" | "invalid" | "bad_request" | "conflict" | "too_large" | "unsupported_media" | "too_many_requests" | "unavailable" | "server_error" | "not_verified" | "idempotency_key_required" | "idempotency_key_reused" | "idempotency_in_progress" | "deadline_passed" | "no_attempts_left" | "not_open" | "newer_attempt" | "consent_missing" | "hello_first" | "unknown_frame" | "own_payment" | "payment_in_progress" | "payment_closed" | "refund_at_provider" | "refund_too_large" | "not_refundable" | "provider_off" | "provider_away" | "shift_needed" | "shift_open" | "debt_limit" | "month_closed" | "already_enrolled" | "not_enough_money" | "not_enough_coins" | "sold_out" | "price_changed" | "coin_limit";

/** Why a request was refused. Clients switch on `code`; `detail` and `fields` are for people. */
export interface ErrorOut {
  code: ErrorCode;
  detail: string;
  fields: Record<string, string[]>;
  request_id: string;
}

/** Whom it would reach now. Prices are in tiyin: of its SMS, of the month's so far, and what the month may cost. */
export interface EstimateOut {
  people: number;
  channels: Record<string, number>;
  sms_parts: number;
  sms_price: number;
  sms_spent: number;
  sms_budget: number;
  within_budget: boolean;
}

/** Accept or refuse. */
export interface ExcuseDecisionIn {
  decision: "accept" | "refuse";
  answer?: string;
}

/** Days (both included) on which the pupil, by default oneself, will be or was away. */
export interface ExcuseIn {
  student?: string | null;
  starts_on: string;
  ends_on: string;
  reason: string;
}

/** An excuse and what was decided. */
export interface ExcuseOut {
  id: string;
  student: PersonOut;
  starts_on: string;
  ends_on: string;
  reason: string;
  state: "asked" | "accepted" | "refused" | "withdrawn";
  asked_by: PersonOut | null;
  decided_by: PersonOut | null;
  decided_at: string | null;
  answer: string;
  created_at: string;
}

/** Which excuses: of a pupil, of who is in a group now, in a state. */
export interface ExcusesQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  student?: string | null;
  group?: string | null;
  state?: ("asked" | "accepted" | "refused" | "withdrawn") | null;
}

/** Money that was spent: from a cash desk, in one's shift, or without `desk` from the bank account of the branch (by default one's own). */
export interface ExpenseIn {
  category: "rent" | "utilities" | "supplies" | "equipment" | "advertising" | "taxes" | "services" | "other";
  amount: MoneyIn;
  text: string;
  on?: string | null;
  desk?: string | null;
  branch?: string | null;
}

/** What was spent. One that `reverses` another takes it back; `reversed_by` is what took this one back. */
export interface ExpenseOut {
  id: string;
  branch: PlaceOut;
  category: "rent" | "utilities" | "supplies" | "equipment" | "advertising" | "taxes" | "services" | "other";
  amount: MoneyOut;
  on: string;
  desk: NamedDeskOut | null;
  text: string;
  by: PersonOut;
  reverses: string | null;
  reversed_by: string | null;
  created_at: string;
}

/** Why it is taken back. */
export interface ExpenseReverseIn {
  text: string;
}

/** Which expenses. */
export interface ExpensesQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  branch?: string | null;
  desk?: string | null;
  category?: ("rent" | "utilities" | "supplies" | "equipment" | "advertising" | "taxes" | "services" | "other") | null;
  from?: string | null;
  to?: string | null;
}

/** How far the newest archive is; `none` when none was asked for or it has gone. */
export interface ExportOut {
  state: "none" | "waiting" | "ready" | "failed";
  link: string | null;
  created_at: string | null;
  expires_at: string | null;
}

/** More time or more attempts for one pupil, or both. */
export interface ExtendIn {
  until?: string | null;
  extra_attempts?: number | null;
}

/** The ticket of the log-in, and a one-time code or a recovery code; `device` as at the log-in. */
export interface FactorIn {
  mfa_ticket: string;
  code: string;
  device?: string;
}

/** The password was right; send the ticket with a code of the second factor within `expires_in` seconds. */
export interface FactorOwedOut {
  mfa_ticket: string;
  expires_in: number;
}

/** What the centre has switched on. */
export interface FeaturesOut {
  registration_open: boolean;
  teacher_registration_open: boolean;
  self_check_in: boolean;
  shop_open: boolean;
  leaderboards_shown: boolean;
}

export interface FeedOf_ActivityOut_ {
  next: string | null;
  results: ActivityOut[];
}

export interface FeedOf_AuditEntryOut_ {
  next: string | null;
  results: AuditEntryOut[];
}

export interface FeedOf_DeliveryOut_ {
  next: string | null;
  results: DeliveryOut[];
}

export interface FeedOf_JobOut_ {
  next: string | null;
  results: JobOut[];
}

export interface FeedOf_NotificationOut_ {
  next: string | null;
  results: NotificationOut[];
}

export interface FeedOf_TransactionOut_ {
  next: string | null;
  results: TransactionOut[];
}

export interface FeedOf_TransferOut_ {
  next: string | null;
  results: TransferOut[];
}

export interface FeedOf_WebhookDeliveryOut_ {
  next: string | null;
  results: WebhookDeliveryOut[];
}

export interface FeedOf_WebhookOut_ {
  next: string | null;
  results: WebhookOut[];
}

/** What a feed can be asked; a feed with filters of its own subclasses it. */
export interface FeedQuery {
  cursor?: string | null;
  limit?: number;
}

/** One figure of the running month, as in `DatasetOut`. */
export interface FigureOut {
  key: string;
  label: string;
  unit: "count" | "percent" | "score" | "money";
  currency: string | null;
  value: number | null;
}

/** A chart: `labels` are first days of days and weeks, or months; `datasets` of all branches together. */
export interface FiguresChartOut {
  by: By;
  from: string;
  to: string;
  labels: string[];
  datasets: DatasetOut[];
  branches: BranchDatasetsOut[];
}

/** A stretch in another language: shown, not marked. */
export interface ForeignOut {
  start: number;
  end: number;
  language: string;
  probability: number;
}

/** How the file was read; `encoding` and `delimiter` are guesses. */
export interface FormOut {
  kind: "csv" | "xlsx";
  encoding: string;
  delimiter: string;
  sheet: string;
}

/** A transaction of which `free` covers nothing: part of the free credit. */
export interface FreeMoneyOut {
  id: string;
  number: number;
  provider: string;
  free: MoneyOut;
  amount: MoneyOut;
}

/** A pause, both days included; without a last day until it is lifted, without a first one from today. */
export interface FreezeIn {
  starts_on?: string | null;
  ends_on?: string | null;
  reason?: string;
}

/** A pause, both days included. */
export interface FreezeOut {
  starts_on: string;
  ends_on: string | null;
  reason: string;
}

/** Up to which day (default: the centre's horizon, or as far as the group's lessons were made already), and whether only to say what would be done. */
export interface GenerateIn {
  until?: string | null;
  dry_run?: boolean;
}

/** How many rows each list has as a whole. */
export interface GeneratedCountsOut {
  added: number;
  kept: number;
  removed: number;
  skipped: number;
}

/** What was done, or with `dry_run` would be; at most 1,000 rows of each list, in order of time. */
export interface GeneratedOut {
  until: string;
  dry_run: boolean;
  counts: GeneratedCountsOut;
  added: GeneratedRowOut[];
  kept: GeneratedRowOut[];
  removed: GeneratedRowOut[];
  skipped: GeneratedRowOut[];
}

/** A lesson, or a moment without one, with the reason; `day` and `time` are local. */
export interface GeneratedRowOut {
  day: string;
  time: string;
  starts_at: string;
  ends_at: string;
  lesson: string | null;
  reason: string;
  detail: string;
  clash: SlotClashOut | null;
}

/** A course that the payment opens. `state` is the enrolment's, null until it is paid. */
export interface GrantOut {
  course: string;
  title: Record<string, string>;
  state?: string | null;
  until?: string | null;
}

/** What may change of a group; what is not sent stays. A null price, first or last day is taken away. */
export interface GroupChanges {
  name?: string;
  lead_teacher?: string;
  assistants?: string[];
  capacity?: number;
  price?: Price | null;
  starts_on?: string | null;
  ends_on?: string | null;
  zone?: string;
}

/** How a group ends for those who are in it: `left_on` is their last day (default: today). */
export interface GroupCloseIn {
  outcome?: "left" | "graduated";
  left_on?: string | null;
  reason?: string;
}

/** A group with its assistant teachers. */
export interface GroupDetailOut {
  id: string;
  name: string;
  branch: BranchRef;
  course: CourseOut;
  lead_teacher: PersonOut;
  capacity: number;
  members_count: number;
  price: PriceOut | null;
  starts_on: string | null;
  ends_on: string | null;
  zone: string;
  status: string;
  created_at: string;
  assistants: PersonOut[];
}

/** A group to open. Without a branch it is in the default one, or for who does not work there in their own first one; without a price the course's counts. */
export interface GroupIn {
  course: string;
  name: string;
  lead_teacher: string;
  assistants?: string[];
  capacity?: number;
  branch?: string | null;
  price?: Price | null;
  starts_on?: string | null;
  ends_on?: string | null;
  zone?: string;
}

/** A group. `members_count`: how many seats are taken; `price`: its own, null when the course's counts. */
export interface GroupOut {
  id: string;
  name: string;
  branch: BranchRef;
  course: CourseOut;
  lead_teacher: PersonOut;
  capacity: number;
  members_count: number;
  price: PriceOut | null;
  starts_on: string | null;
  ends_on: string | null;
  zone: string;
  status: string;
  created_at: string;
}

/** A group by its name. */
export interface GroupRefOut {
  id: string;
  name: string;
}

/** A group's month: the cells of each row are in the order of `lessons`. */
export interface GroupReportOut {
  group: ReportGroupOut;
  month: string;
  lessons: ReportLessonOut[];
  rows: PupilRowOut[];
  totals: TotalsOut;
}

/** Which month. */
export interface GroupReportQuery {
  format?: "" | "json" | "xlsx";
  month: string;
}

/** A closed group takes no new members. */
export type GroupStatus = "active" | "closed";

/** Which groups, and as what. */
export interface GroupsExportQuery {
  branch?: string | null;
  status?: ("active" | "closed") | null;
  format?: "csv" | "xlsx";
}

/** Which groups: of one course, of one branch, of one teacher, open or closed. */
export interface GroupsQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  course?: string | null;
  branch?: string | null;
  teacher?: string | null;
  status?: GroupStatus | null;
}

/** What may change of a link; what is not sent stays. */
export interface GuardianChanges {
  kind?: GuardianKind;
  sees_progress?: boolean;
  sees_recordings?: boolean;
  sees_payments?: boolean;
}

/** Who cares for whom. */
export interface GuardianIn {
  parent: string;
  child: string;
  kind: GuardianKind;
  sees_progress?: boolean;
  sees_recordings?: boolean;
  sees_payments?: boolean;
}

/** Who the parent is to the child. */
export type GuardianKind = "mother" | "father" | "guardian" | "other";

/** The link of a parent to a child and what it lets the parent see; open while `ended_at` is null. */
export interface GuardianOut {
  id: string;
  parent: PersonOut;
  child: PersonOut;
  kind: GuardianKind;
  sees_progress: boolean;
  sees_recordings: boolean;
  sees_payments: boolean;
  ended_at: string | null;
  created_at: string;
}

/** Which links: of one parent, of one child, open or ended. */
export interface GuardiansQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  parent?: string | null;
  child?: string | null;
  open?: boolean | null;
}

/** The process answers. */
export interface HealthOut {
  status: "ok";
  version: string;
}

/** What stood before: which mark, by whom, when; what came instead (null: withdrawn), by whom, when and why. */
export interface HistoryOut {
  student: PersonOut;
  status: string;
  minutes_late: number | null;
  note: string;
  source: string;
  marked_at: string;
  marked_by: PersonOut | null;
  became: string | null;
  changed_by: PersonOut | null;
  changed_at: string;
  reason: string;
}

/** Newest first. */
export interface HistoryQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
}

/** What changes of a holiday; what is not sent stays. */
export interface HolidayChanges {
  name?: Texts;
  starts_on?: string;
  ends_on?: string;
  branch?: string | null;
}

/** Days without lessons, both included; without a branch in the whole centre. */
export interface HolidayIn {
  name: Texts;
  starts_on: string;
  ends_on: string;
  branch?: string | null;
}

/** Days without lessons, both included. */
export interface HolidayOut {
  id: string;
  branch: string | null;
  name: Record<string, string>;
  starts_on: string;
  ends_on: string;
}

/** A holiday as it was set, and the lessons on its days that it does not remove (at most 100 of `stay_count`). */
export interface HolidaySetOut {
  holiday: HolidayOut;
  stay: RoomLessonOut[];
  stay_count: number;
}

/** Which holidays: those that touch these days. */
export interface HolidaysQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  since?: string | null;
  until?: string | null;
}

/** A homework with its reviews and appeals, newest first. */
export interface HomeworkDetailOut {
  id: string;
  assignment: TaskOut;
  student: PersonOut;
  state: "assigned" | "processing" | "scored" | "needs_review" | "reviewed" | "returned";
  score: number | null;
  stars: number | null;
  late: boolean;
  due_at: string | null;
  attempts_left: number;
  last_attempt: LastAttemptOut | null;
  created_at: string;
  reviews: ReviewOut[];
  appeals: AppealOut[];
}

/** One pupil's homework; `score` is the mark that counts, `due_at` the pupil's own deadline. */
export interface HomeworkOut {
  id: string;
  assignment: TaskOut;
  student: PersonOut;
  state: "assigned" | "processing" | "scored" | "needs_review" | "reviewed" | "returned";
  score: number | null;
  stars: number | null;
  late: boolean;
  due_at: string | null;
  attempts_left: number;
  last_attempt: LastAttemptOut | null;
  created_at: string;
}

/** Which homework: in a state, of an assignment, a pupil or a group. */
export interface HomeworkQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  state?: ("assigned" | "processing" | "scored" | "needs_review" | "reviewed" | "returned") | null;
  assignment?: string | null;
  student?: string | null;
  group?: string | null;
}

/** An import with its first refused rows. */
export interface ImportDetailOut {
  id: string;
  kind: "students" | "attendance";
  state: "queued" | "checked" | "done" | "failed" | "undone";
  dry_run: boolean;
  preset: string;
  by: PersonOut | null;
  file_name: string;
  form: FormOut;
  columns: string[];
  mapping: Record<string, string>;
  unknown: string[];
  figures: Record<string, number>;
  problem: string;
  created_at: string;
  finished_at: string | null;
  undone_at: string | null;
  problems: ImportRowOut[];
}

/** A table that was taken in. `figures` counts rows by verdict, and after undoing `undone` and `kept`. */
export interface ImportOut {
  id: string;
  kind: "students" | "attendance";
  state: "queued" | "checked" | "done" | "failed" | "undone";
  dry_run: boolean;
  preset: string;
  by: PersonOut | null;
  file_name: string;
  form: FormOut;
  columns: string[];
  mapping: Record<string, string>;
  unknown: string[];
  figures: Record<string, number>;
  problem: string;
  created_at: string;
  finished_at: string | null;
  undone_at: string | null;
}

/** One row and what became, or would become, of it. `errors` by our field; `undo`: why undoing kept it. */
export interface ImportRowOut {
  number: number;
  verdict: "new" | "changed" | "same" | "refused";
  cells: Record<string, string>;
  errors: Record<string, string[]>;
}

/** Which rows of an import. */
export interface ImportRowsQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  verdict?: ("new" | "changed" | "same" | "refused") | null;
}

/** What was heard instead of a word, and how often. */
export interface InsteadOut {
  text: string;
  count: number;
}

/** What may change of an institution; what is not sent stays. */
export interface InstitutionChanges {
  name?: string;
  kind?: InstitutionKind;
  city?: string;
}

/** A school or university for the directory. */
export interface InstitutionIn {
  name: string;
  kind: InstitutionKind;
  city?: string;
}

/** What kind of place people learn at. */
export type InstitutionKind = "school" | "university";

/** A school or university. */
export interface InstitutionOut {
  id: string;
  name: string;
  kind: string;
  city: string;
}

/** Which institutions: of one kind. */
export interface InstitutionsQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  kind?: InstitutionKind | null;
}

/** Whom to invite, as what, into which branches, and for how many days the offer stands. */
export interface InvitationIn {
  email?: string | null;
  phone?: string | null;
  role: Role;
  own_role?: string | null;
  branches?: string[];
  days?: number;
  locale?: ("uz" | "ru" | "en") | null;
}

/** An invitation as the office sees it; its token is nowhere but in the message. */
export interface InvitationOut {
  id: string;
  email: string;
  phone: string;
  role: string;
  own_role: string | null;
  branches: string[];
  state: "open" | "accepted" | "withdrawn" | "expired";
  invited_by: InviterOut | null;
  expires_at: string;
  created_at: string;
}

/** The list of invitations, searched by address. */
export interface InvitationsQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  state?: "open" | "accepted" | "withdrawn" | "expired" | "";
}

/** Who invited. */
export interface InviterOut {
  id: string;
  full_name: string;
}

/** What changes of an item; what is not sent stays. */
export interface ItemChanges {
  name?: Texts;
  description?: LongTexts;
  price?: number;
  stock?: number | null;
  stock_was?: number | null;
  stock_by?: number;
}

/** Something to buy. Without a branch it is of all. */
export interface ItemIn {
  name: Texts;
  description?: LongTexts;
  price: number;
  stock?: number | null;
  branch?: string | null;
}

/** Something to buy with coins. */
export interface ItemOut {
  id: string;
  name: Record<string, string>;
  description: Record<string, string>;
  price: number;
  stock: number | null;
  branch: string | null;
  archived_at: string | null;
}

/** Which items. */
export interface ItemsQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  archived?: boolean;
}

/** One background job; `failures` of its tries failed, the last one for `reason`. */
export interface JobOut {
  id: string;
  kind: string;
  queue: string;
  object_id: string;
  state: "queued" | "leased" | "done" | "dead";
  failures: number;
  reason: string;
  created_at: string;
  run_at: string;
  finished_at: string | null;
}

/** Which jobs: in one state, of one kind. */
export interface JobsQuery {
  cursor?: string | null;
  limit?: number;
  state?: ("queued" | "leased" | "done" | "dead") | null;
  kind?: string;
}

/** The newest attempt of a homework. */
export interface LastAttemptOut {
  id: string;
  number: number;
  state: string;
  stage: string;
  verdict: string;
  counts: boolean;
}

/** Another lead teacher, from the day `on`. */
export interface LeadChangeOut {
  former: PersonOut;
  teacher: PersonOut;
  on: string;
  by: PersonOut | null;
}

/** The changes of a group's lead. */
export interface LeadChangesQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
}

/** One side of a transfer; `balance` is what the account had after it. `of`: whose account; null for a branch's. */
export interface LedgerEntryOut {
  kind: string;
  of: NamedOut | null;
  side: "debit" | "credit";
  amount: MoneyOut;
  balance: MoneyOut;
}

/** Which transfers; the days are those on which they count, both included. */
export interface LedgerQuery {
  cursor?: string | null;
  limit?: number;
  kind?: AccountKind | null;
  student?: string | null;
  payment?: string | null;
  from?: string | null;
  to?: string | null;
}

/** What happened to a lesson since it was planned, in order: the last 200 steps at most. */
export interface LessonHistoryOut {
  steps: LessonStepOut[];
}

/** A lesson to plan. */
export interface LessonIn {
  group: string;
  starts_at: string;
  ends_at: string;
  topic?: string;
  room?: string | null;
  teacher?: string | null;
  force?: boolean;
  reason?: string;
}

/** One meeting of a group; its times are written in the group's zone. */
export interface LessonOut {
  id: string;
  group: string;
  group_name: string;
  starts_at: string;
  ends_at: string;
  zone: string;
  topic: string;
  status: string;
  teacher: LessonTeacherOut | null;
  instead_of: LessonTeacherOut | null;
  room: LessonRoomOut | null;
  moved_from: string | null;
  cancel_reason: string;
}

/** What to change of a lesson; its time is changed by moving it. */
export interface LessonPatchIn {
  topic?: string;
  room?: string | null;
  teacher?: string | null;
  force?: boolean;
  reason?: string;
}

/** The register of a lesson, added up. */
export interface LessonReportOut {
  lesson: ReportLessonOut;
  rows: PupilRowOut[];
  totals: TotalsOut;
}

/** Where a lesson is. */
export interface LessonRoomOut {
  id: string;
  name: string;
}

/** One thing that happened to a lesson. */
export interface LessonStepOut {
  kind: string;
  at: string;
  by: LessonTeacherOut | null;
  reason: string;
  changes: LessonValueOut[];
}

/** Who gives a lesson. */
export interface LessonTeacherOut {
  id: string;
  full_name: string;
}

/** One field of a lesson before and after a change, in words. */
export interface LessonValueOut {
  field: string;
  old: string | null;
  new: string | null;
}

/** Which lessons: between two instants, of a group, a teacher, a room, a pupil, in a status. A teacher's week is `?teacher=…&from=…&to=…`, a room's week `?room=…&from=…&to=…`. */
export interface LessonsQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  from?: string | null;
  to?: string | null;
  group?: string | null;
  teacher?: string | null;
  room?: string | null;
  student?: string | null;
  status?: ("planned" | "held" | "cancelled") | null;
  mine?: boolean;
}

/** What may change of a level; what is not sent stays. */
export interface LevelChanges {
  name?: Texts;
  position?: number;
}

/** A step of what the centre teaches. */
export interface LevelIn {
  code: string;
  name?: Texts;
  position?: number;
}

/** A level; levels rise with `position`. */
export interface LevelOut {
  id: string;
  code: string;
  name: Record<string, string>;
  position: number;
}

/** Which entries; `search` looks into titles, in any spelling of Uzbek. */
export interface LibraryQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  kind?: ("document" | "slides" | "image" | "audio" | "video") | null;
  archived?: boolean;
  mine?: boolean;
}

/** A line of a timetable: weekly, or daily without a weekday. Without a teacher the group's lead teaches. */
export interface LineIn {
  weekday?: number | null;
  starts: string;
  minutes: number;
  every_weeks?: number;
  valid_from: string;
  valid_until?: string | null;
  room?: string | null;
  teacher?: string | null;
}

/** A line of a timetable. `teacher_available` is false when its teacher was switched off or may not teach any more: its lessons then fall to the group's lead. */
export interface LineOut {
  weekday: number | null;
  starts: string;
  minutes: number;
  every_weeks: number;
  valid_from: string;
  valid_until: string | null;
  room: RoomRefOut | null;
  teacher: PersonOut | null;
  teacher_available: boolean;
}

/** An entry in the list, with on how many lessons and courses it lies. */
export interface ListedMediaOut {
  id: string;
  title: string;
  kind: "document" | "slides" | "image" | "audio" | "video";
  content_type: string;
  size: number;
  added_by: PersonOut | null;
  archived: boolean;
  created_at: string;
  uses: number;
}

/** An e-mail or a phone, and the password; `device` is what an earlier sign-in on this device gave it to keep. */
export interface LoginIn {
  login: string;
  password: string;
  device?: string;
}

/** One long text in the centre's languages. */
export interface LongTexts {
  uz?: string;
  ru?: string;
  en?: string;
}

/** The missed mark: absent or excused, of another lesson of the same course. */
export interface MakeUpIn {
  mark: string;
}

/** A pupil who is a guest in a lesson to make up for a missed one. */
export interface MakeUpOut {
  id: string;
  mark: string;
  lesson: string;
  student: PersonOut;
  created_at: string;
}

/** A correction; what is left out stays. */
export interface MarkChangeIn {
  status?: string;
  minutes_late?: number | null;
  note?: string;
  reason?: string;
}

/** One mark; where one stands already it is corrected. */
export interface MarkIn {
  student: string;
  status: string;
  minutes_late?: number | null;
  note?: string;
  lesson: string;
  reason?: string;
}

/** One mark: one pupil at one lesson. `marked_by` is null for what the platform marked. */
export interface MarkOut {
  id: string;
  lesson: string;
  group: string;
  starts_at: string;
  student: PersonOut;
  status: string;
  counts_as: "present" | "absent" | "late" | "excused";
  minutes_late: number | null;
  note: string;
  source: "teacher" | "bulk" | "offline" | "import" | "self";
  marked_at: string;
  marked_by: PersonOut | null;
  revision: number;
  made_up_in: string | null;
}

/** Around a table of marks. */
export interface MarksImportForm {
  dry_run?: boolean;
  mapping?: string;
  group?: string | null;
  year?: number | null;
}

/** Which marks: of a lesson, a group, a pupil, of lessons on local days, with a status. */
export interface MarksQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  lesson?: string | null;
  group?: string | null;
  student?: string | null;
  from?: string | null;
  to?: string | null;
  status?: string | null;
}

/** A person as they see themselves; `permissions` is what their role allows. */
export interface MeOut {
  id: string;
  email: string | null;
  phone: string | null;
  first_name: string;
  last_name: string;
  role: string;
  permissions: string[];
  locale: "uz" | "ru" | "en";
  zone: string;
  created_at: string;
}

/** An entry of the library; `uses`: on how many lessons and courses it lies. */
export interface MediaOut {
  id: string;
  title: string;
  kind: "document" | "slides" | "image" | "audio" | "video";
  content_type: string;
  size: number;
  added_by: PersonOut | null;
  archived: boolean;
  created_at: string;
}

/** What can be changed of an entry. */
export interface MediaPatch {
  title?: string | null;
  archived?: boolean | null;
}

/** One step of a membership's history; `on` is the day from which it counts (of an end: the last day). */
export interface MemberChangeOut {
  from_status: string;
  to_status: string;
  on: string;
  by: PersonOut | null;
  reason: string;
  created_at: string;
}

/** What may change of an open membership; what is not sent stays. A null `leaves_on` means that they stay. */
export interface MemberChanges {
  status?: "lead" | "trial" | "active";
  joined_on?: string;
  leaves_on?: string | null;
  reason?: string;
}

/** The steps of a membership. */
export interface MemberChangesQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
}

/** How a membership ends: `left_on` is the last day (default: today); one to come is planned. */
export interface MemberEndIn {
  left_on?: string | null;
  outcome?: "left" | "graduated";
  reason?: string;
}

/** Who joins as what, and from when to when (default: today in the group, without an end). A trial lesson: status `trial`, the first day also the last. */
export interface MemberIn {
  student: string;
  status?: "lead" | "trial" | "active";
  joined_on?: string | null;
  leaves_on?: string | null;
  reason?: string;
}

/** One membership: open while `left_on` is null, ending after `leaves_on` where that is given. */
export interface MemberOut {
  id: string;
  student: PupilOut;
  status: string;
  joined_on: string;
  leaves_on: string | null;
  leaves_as: string;
  left_on: string | null;
  never_began: boolean;
  reason: string;
  continues: string | null;
  freezes: FreezeOut[];
}

/** Which memberships: those open now, or the ended ones; those in one status. */
export interface MembersQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  open?: boolean | null;
  status?: MembershipStatus | null;
}

/** How a pupil stands to the group. The first four are open and hold a seat, the others are ended. */
export type MembershipStatus = "lead" | "trial" | "active" | "frozen" | "left" | "graduated";

/** One type on one channel. */
export interface MessageCellOut {
  channel: "in_app" | "telegram" | "sms" | "email" | "push";
  wanted: boolean;
  own: boolean | null;
  declared: boolean;
  fixed: boolean;
  offered: boolean;
}

/** One type of message with its channels. */
export interface MessageLineOut {
  type: string;
  title: string;
  falls_back: boolean;
  channels: MessageCellOut[];
}

/** All that one says oneself. What is not named is as usual; times that are null are the centre's. */
export interface MessagePreferencesIn {
  preferences: MessageWordIn[];
  quiet_from?: string | null;
  quiet_until?: string | null;
  digest?: "off" | "daily";
  digest_at?: string | null;
}

/** Types and channels as they hold for one, one's own words among them, and one's times. */
export interface MessagePreferencesOut {
  types: MessageLineOut[];
  preferences: MessageWordOut[];
  quiet_from: string;
  quiet_until: string;
  digest: "off" | "daily";
  digest_at: string;
  own_times: OwnTimesOut;
  zone: string;
}

/** One's own word about a type on a channel. */
export interface MessageWordIn {
  type: string;
  channel: string;
  wanted: boolean;
}

/** One's own word about a type on a channel, as it is sent back to keep it. */
export interface MessageWordOut {
  type: string;
  channel: "in_app" | "telegram" | "sms" | "email" | "push";
  wanted: boolean;
}

/** A word of the text that pupils missed: of `read` who came to it, `missed` by so many, of them near and so on. */
export interface MissedWordOut {
  index: number;
  text: string;
  read: number;
  missed: number;
  share: number;
  near: number;
  wrong: number;
  omitted: number;
  heard: InsteadOut[];
}

/** The words that a class missed, the most often missed first. */
export interface MissedWordsOut {
  pupils_count: number;
  words: MissedWordOut[];
}

/** An amount in the minor unit (tiyin, cents) of its currency: a whole number, never a text or a fraction. */
export interface MoneyIn {
  amount: number;
  currency?: string;
}

/** An amount in the minor unit (tiyin, cents) of its currency. */
export interface MoneyOut {
  amount: number;
  currency: string;
}

/** A cash desk by its name. */
export interface NamedDeskOut {
  id: string;
  name: string;
}

/** Something with a name. */
export interface NamedOut {
  id: string;
  name: string;
}

/** A payment, as lists name it. */
export interface NamedPaymentOut {
  id: string;
  reference: string;
  title: string;
}

/** Something the user was told, in their language; `data` names the objects it is about. */
export interface NotificationOut {
  id: string;
  type: string;
  title: string;
  text: string;
  data: Record<string, unknown>;
  count: number;
  read: boolean;
  created_at: string;
}

/** Which notifications: all, or those not read yet. */
export interface NotificationsQuery {
  cursor?: string | null;
  limit?: number;
  unread?: boolean;
}

/** A mark made without a network: `id` is the device's own, `marked_at` when it was made. */
export interface OfflineIn {
  student: string;
  status: string;
  minutes_late?: number | null;
  note?: string;
  id: string;
  lesson: string;
  marked_at: string;
}

/** What one is asked; `complete` when all that is required is answered. */
export interface OnboardingOut {
  questions: AskedOut[];
  complete: boolean;
}

/** A payment that is owed. */
export interface OpenPaymentOut {
  id: string;
  reference: string;
  title: string;
  kind: string;
  status: string;
  due_on: string;
  amount: MoneyOut;
  outstanding: MoneyOut;
}

/** A shift that is going on. */
export interface OpenShiftOut {
  id: string;
  cashier: PersonOut;
  opened_at: string;
  opened_with: MoneyOut;
}

/** An upload of one's own that was neither ended nor dropped. `expires_at`: until when it can be ended. */
export interface OpenUploadOut {
  id: string;
  name: string;
  size: number;
  received: number;
  expires_at: string;
}

/** One's own uploads. */
export interface OpenUploadsQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
}

/** The device signs the child in with this token, once, within `expires_in` seconds. */
export interface OpenedDeviceOut {
  token: string;
  expires_in: number;
}

/** A basket. Prices come from the catalogue; the money is the learner's to owe and the buyer's to pay. */
export interface OrderIn {
  courses: WantedIn[];
  learner?: string | null;
  currency?: string;
}

/** A course of an order; `open`: whether the order has opened it. */
export interface OrderItemOut {
  course: string;
  title: string;
  months: number | null;
  amount: MoneyOut;
  open: boolean;
}

/** An order. `payment` is what is paid for it, in `status`, until `expires_at`. */
export interface OrderOut {
  id: string;
  reference: string;
  payment: string;
  status: "draft" | "pending" | "overdue" | "completed" | "cancelled" | "failed" | "refunded";
  buyer: PersonOut;
  learner: PersonOut;
  courses: OrderItemOut[];
  amount: MoneyOut;
  expires_at: string | null;
  created_at: string;
}

/** Which orders. */
export interface OrdersQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  status?: ("draft" | "pending" | "overdue" | "completed" | "cancelled" | "failed" | "refunded") | null;
  learner?: string | null;
}

/** What became of a mark: it stands, a newer one (or one of the same time) stands, or it cannot be taken. */
export type Outcome = "applied" | "older" | "refused";

/** A webhook without its secret. `off_reason`: why it is off; `failing_since`: since when every try has failed; `old_secret_until`: how long the secret before signs too. */
export interface OutgoingWebhookOut {
  id: string;
  url: string;
  description: string;
  event_types: string[];
  active: boolean;
  off_reason: "" | "by_hand" | "gone" | "failing";
  failing_since: string | null;
  old_secret_until: string | null;
  created_at: string;
}

/** What a person may change about themselves; what is not sent stays. */
export interface OwnChanges {
  student_profile?: StudentProfileChanges;
  teacher_profile?: TeacherProfileChanges;
  first_name?: string;
  last_name?: string;
  locale?: "uz" | "ru" | "en";
  zone?: string;
}

/** What one membership costs instead of the schedule's price, for periods that begin on these days. */
export interface OwnPriceIn {
  membership: string;
  amount: OwnPriceMoneyIn;
  starts_on: string;
  ends_on?: string | null;
  reason: string;
}

/** An amount, or nothing at all (0), in the minor unit (tiyin, cents) of its currency. */
export interface OwnPriceMoneyIn {
  amount: number;
  currency?: string;
}

/** What one membership costs instead of the schedule's price. */
export interface OwnPriceOut {
  id: string;
  membership: string;
  student: PersonOut;
  group: GroupRefOut;
  amount: MoneyOut;
  starts_on: string;
  ends_on: string | null;
  reason: string;
  by: PersonOut | null;
}

/** Which prices of single pupils: in a group, of a pupil. */
export interface OwnPricesQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  group?: string | null;
  student?: string | null;
}

/** A person as they see themselves, with their profiles. */
export interface OwnProfileOut {
  student_profile: StudentProfileOut | null;
  teacher_profile: TeacherProfileOut | null;
  id: string;
  email: string | null;
  phone: string | null;
  first_name: string;
  last_name: string;
  role: string;
  permissions: string[];
  locale: "uz" | "ru" | "en";
  zone: string;
  created_at: string;
  number: number | null;
  avatar: string | null;
  child_profile: ChildProfileOut | null;
}

/** What changes of an own role; `permissions` replaces all of them. */
export interface OwnRoleChanges {
  name?: Texts;
  permissions?: string[];
}

/** A role to cut from the table of permissions; what everybody holds comes with it. */
export interface OwnRoleIn {
  name: Texts;
  permissions: string[];
}

/** A centre's own role: everything its holders may do, and how many hold it. */
export interface OwnRoleOut {
  id: string;
  name: Record<string, string>;
  permissions: string[];
  holders: number;
  created_at: string;
}

/** The times that one said oneself; null where the centre's hold. */
export interface OwnTimesOut {
  quiet_from: string | null;
  quiet_until: string | null;
  digest_at: string | null;
}

export interface PageOf_AchievementOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: AchievementOut[];
}

export interface PageOf_AnnouncementOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: AnnouncementOut[];
}

export interface PageOf_AssignmentOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: AssignmentOut[];
}

export interface PageOf_AttemptOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: AttemptOut[];
}

export interface PageOf_BuildingOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: BuildingOut[];
}

export interface PageOf_CashDeskOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: CashDeskOut[];
}

export interface PageOf_CatalogueCourseOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: CatalogueCourseOut[];
}

export interface PageOf_CategoryOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: CategoryOut[];
}

export interface PageOf_DiscountOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: DiscountOut[];
}

export interface PageOf_DownloadOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: DownloadOut[];
}

export interface PageOf_ErasureOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: ErasureOut[];
}

export interface PageOf_ExcuseOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: ExcuseOut[];
}

export interface PageOf_ExpenseOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: ExpenseOut[];
}

export interface PageOf_GroupOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: GroupOut[];
}

export interface PageOf_GuardianOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: GuardianOut[];
}

export interface PageOf_HistoryOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: HistoryOut[];
}

export interface PageOf_HolidayOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: HolidayOut[];
}

export interface PageOf_HomeworkOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: HomeworkOut[];
}

export interface PageOf_ImportOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: ImportOut[];
}

export interface PageOf_ImportRowOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: ImportRowOut[];
}

export interface PageOf_InstitutionOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: InstitutionOut[];
}

export interface PageOf_InvitationOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: InvitationOut[];
}

export interface PageOf_ItemOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: ItemOut[];
}

export interface PageOf_LeadChangeOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: LeadChangeOut[];
}

export interface PageOf_LessonOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: LessonOut[];
}

export interface PageOf_LevelOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: LevelOut[];
}

export interface PageOf_ListedMediaOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: ListedMediaOut[];
}

export interface PageOf_MarkOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: MarkOut[];
}

export interface PageOf_MemberChangeOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: MemberChangeOut[];
}

export interface PageOf_MemberOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: MemberOut[];
}

export interface PageOf_OpenUploadOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: OpenUploadOut[];
}

export interface PageOf_OrderOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: OrderOut[];
}

export interface PageOf_OutgoingWebhookOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: OutgoingWebhookOut[];
}

export interface PageOf_OwnPriceOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: OwnPriceOut[];
}

export interface PageOf_PayRateOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: PayRateOut[];
}

export interface PageOf_PaymentOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: PaymentOut[];
}

export interface PageOf_PaymentScheduleOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: PaymentScheduleOut[];
}

export interface PageOf_PaymentStepOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: PaymentStepOut[];
}

export interface PageOf_PlacementOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: PlacementOut[];
}

export interface PageOf_QueuedOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: QueuedOut[];
}

export interface PageOf_ReconciliationOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: ReconciliationOut[];
}

export interface PageOf_RedemptionOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: RedemptionOut[];
}

export interface PageOf_ResourceOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: ResourceOut[];
}

export interface PageOf_RoomOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: RoomOut[];
}

export interface PageOf_SessionOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: SessionOut[];
}

export interface PageOf_ShiftOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: ShiftOut[];
}

export interface PageOf_StatusOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: StatusOut[];
}

export interface PageOf_UserOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: UserOut[];
}

export interface PageOf_WaitingOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: WaitingOut[];
}

export interface PageOf_WardOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: WardOut[];
}

export interface PageOf_WordingOut_ {
  count: number;
  next: string | null;
  previous: string | null;
  results: WordingOut[];
}

/** What a paged list can be asked; a list with filters of its own subclasses it. */
export interface PageQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
}

/** The parts of a mark, 0 to 100 or null where they do not apply. */
export interface PartsOut {
  accuracy: number | null;
  completeness: number | null;
  fluency: number | null;
  prosody: number | null;
  relevance: number | null;
  clarity: number | null;
}

/** The password as it is and as it shall be. */
export interface PasswordChangeIn {
  current_password: string;
  password: string;
}

/** One's own password, again. */
export interface PasswordIn {
  password: string;
}

/** A silence between two words; `after` is the place of the word before it. */
export interface PauseOut {
  start: number;
  seconds: number;
  long: boolean;
  after: number | null;
}

/** A branch. */
export interface PayBranchOut {
  id: string;
  name: string;
}

/** Which month to close in which branch: for everybody, or for one teacher. */
export interface PayCloseIn {
  month: string;
  branch?: string | null;
  teacher?: string | null;
}

/** The months that were closed just now, one for each teacher and currency. */
export interface PayClosedOut {
  months: PayMonthOut[];
}

/** A course. */
export interface PayCourseOut {
  id: string;
  title: Record<string, string>;
}

/** A bonus, or a fine of that amount. */
export interface PayEntryIn {
  teacher: string;
  branch?: string | null;
  month: string;
  kind: "bonus" | "fine";
  amount: MoneyIn;
  reason: string;
}

/** What an entry is for. */
export type PayEntryKind = "lesson" | "hour" | "percent" | "fixed" | "bonus" | "fine" | "correction";

/** How an amount came about; what does not belong to its kind is null. A lesson: `day`, `minutes` and the `rate`. A percentage: `percent_hundredths` `of` what came in for so many `payments`. A month: `days` of the `of_days` of the month at that `rate`. A correction: what `was` paid, what it comes to `now`. */
export interface PayFactsOut {
  day?: string | null;
  minutes?: number | null;
  rate?: number | null;
  of?: number | null;
  percent_hundredths?: number | null;
  payments?: number | null;
  days?: number | null;
  of_days?: number | null;
  was?: number | null;
  now?: number | null;
}

/** A line of a month; `key` tells it from the others of the same teacher, branch, month and currency. `corrects`: the closed month that a correction belongs to. */
export interface PayLineOut {
  key: string;
  kind: PayEntryKind;
  amount: MoneyOut;
  lesson: string | null;
  group: ReportGroupOut | null;
  facts: PayFactsOut;
  corrects: string | null;
  reason: string;
  by: PersonOut | null;
}

/** A month of a teacher that was closed; a total below nothing is set off against later pay. */
export interface PayMonthOut {
  teacher: PersonOut;
  branch: PayBranchOut;
  month: string;
  total: MoneyOut;
  closed_at: string;
}

/** Pay to hand over: from a cash desk, in one's shift there, or without one from the bank account of the branch. */
export interface PayOutIn {
  teacher: string;
  branch?: string | null;
  amount: MoneyIn;
  desk?: string | null;
  advance?: boolean;
}

/** Pay that was handed over; without a desk from the bank account of the branch. */
export interface PayOutOut {
  id: string;
  teacher: PersonOut;
  branch: PayBranchOut;
  amount: MoneyOut;
  desk: string | null;
  by: PersonOut;
  created_at: string;
}

/** The last day of a rate; null: it goes on. What it pays does not change: end it and set another one. */
export interface PayRateChanges {
  ends_on?: string | null;
}

/** A rate from its first day on. `amount` for `lesson`, `hour` and `fixed` (a month), `percent_hundredths` for `percent` (1250 is 12.5 %). For a group, for a course or, without either, for everything in the branch. */
export interface PayRateIn {
  teacher: string;
  branch?: string | null;
  kind: RateKind;
  amount?: MoneyIn | null;
  percent_hundredths?: number | null;
  group?: string | null;
  course?: string | null;
  starts_on: string;
  ends_on?: string | null;
}

/** A rate; `amount` is null for a percentage, which is paid in the currency of the money. */
export interface PayRateOut {
  id: string;
  teacher: PersonOut;
  branch: PayBranchOut;
  kind: RateKind;
  amount: MoneyOut | null;
  percent_hundredths: number | null;
  group: ReportGroupOut | null;
  course: PayCourseOut | null;
  starts_on: string;
  ends_on: string | null;
}

/** Which rates. */
export interface PayRatesQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  teacher?: string | null;
  branch?: string | null;
  on?: string | null;
}

/** What one teacher has in one branch and currency. `closed_at` is null while the month is open and its lines follow what happens. `balance`: what is owed to the teacher in this currency by closed months less pay-outs, in all branches; below nothing after an advance. `lines` is null where all teachers are listed. */
export interface PayRowOut {
  teacher: PersonOut;
  branch: PayBranchOut;
  currency: string;
  total: MoneyOut;
  balance: MoneyOut;
  closed_at: string | null;
  lines: PayLineOut[] | null;
}

/** Why it is not owed. */
export interface PaymentCancelIn {
  reason: string;
}

/** A payment and what became of it. `note` and `ledger_entries` are the office's: null for others. `lines` say how the amount came about. */
export interface PaymentDetailOut {
  id: string;
  reference: string;
  kind: "period" | "correction" | "enrolment" | "order" | "other";
  status: "draft" | "pending" | "overdue" | "completed" | "cancelled" | "failed" | "refunded";
  student: PersonOut;
  payer: PersonOut | null;
  branch: PlaceOut;
  group: PlaceOut | null;
  title: string;
  period: string;
  amount: MoneyOut;
  outstanding: MoneyOut;
  refunded: MoneyOut;
  due_on: string;
  refundable: boolean;
  live: string | null;
  proof_waits: boolean;
  created_at: string;
  gross: MoneyOut;
  period_start: string | null;
  period_end: string | null;
  expires_at: string | null;
  completed_at: string | null;
  corrects: string | null;
  corrections: string[];
  lines: Record<string, unknown>[];
  grants: GrantOut[];
  transactions: PaymentTransactionOut[];
  proofs: ProofOut[];
  receipts: ReceiptOut[];
  note: string | null;
  ledger_entries: PaymentEntryOut[] | null;
}

/** One side of a posting of the payment's. */
export interface PaymentEntryOut {
  id: number;
  what: string;
  on: string;
  account: string;
  side: "debit" | "credit";
  amount: MoneyOut;
  reason: string;
  by: PersonOut | null;
  created_at: string;
}

/** The steps of a payment. */
export interface PaymentHistoryQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
}

/** Something else than a period or an order that is to be paid. A `draft` is owed, and seen, once it is issued. */
export interface PaymentIn {
  student: string;
  kind?: "other" | "enrolment";
  title: string;
  amount: MoneyIn;
  due_on: string;
  payer?: string | null;
  group?: string | null;
  branch?: string | null;
  refundable?: boolean;
  note?: string;
  draft?: boolean;
}

/** A payment. `amount` is what is owed after discounts, `outstanding` what is left to pay, `live` the provider that works on it right now and locks it. */
export interface PaymentOut {
  id: string;
  reference: string;
  kind: "period" | "correction" | "enrolment" | "order" | "other";
  status: "draft" | "pending" | "overdue" | "completed" | "cancelled" | "failed" | "refunded";
  student: PersonOut;
  payer: PersonOut | null;
  branch: PlaceOut;
  group: PlaceOut | null;
  title: string;
  period: string;
  amount: MoneyOut;
  outstanding: MoneyOut;
  refunded: MoneyOut;
  due_on: string;
  refundable: boolean;
  live: string | null;
  proof_waits: boolean;
  created_at: string;
}

/** What can be changed. `amount` needs a `reason`; that of a completed payment makes a correction or frees money. `status` pending issues a draft. */
export interface PaymentPatch {
  due_on?: string;
  title?: string;
  note?: string;
  payer?: string | null;
  refundable?: boolean;
  amount?: MoneyIn | null;
  reason?: string;
  status?: "pending" | null;
}

/** Why it is owed after all. */
export interface PaymentRestoreIn {
  reason: string;
}

/** What changes of a schedule; what is not sent stays, the group and the currency always do. Payments of the running month and later follow. */
export interface PaymentScheduleChanges {
  mode?: ScheduleMode;
  amount?: MoneyIn | null;
  pack_lessons?: number | null;
  due_day?: number;
  prorate?: boolean;
  credit_holidays?: boolean;
  credit_uncharged?: boolean;
  enrolment_fee?: MoneyIn | null;
  bill_on_joining?: boolean;
  valid_from?: string;
  valid_until?: string | null;
}

/** How a group pays. Without an `amount` a month costs what the group does, else its course. */
export interface PaymentScheduleIn {
  group: string;
  mode?: ScheduleMode;
  amount?: MoneyIn | null;
  currency?: string;
  pack_lessons?: number | null;
  due_day?: number;
  prorate?: boolean;
  credit_holidays?: boolean;
  credit_uncharged?: boolean;
  enrolment_fee?: MoneyIn | null;
  bill_on_joining?: boolean;
  valid_from?: string | null;
  valid_until?: string | null;
}

/** How a group pays, from day to day. `amount` null: the group's price counts, else the course's. */
export interface PaymentScheduleOut {
  id: string;
  group: GroupRefOut;
  mode: string;
  amount: MoneyOut | null;
  currency: string;
  pack_lessons: number | null;
  due_day: number;
  prorate: boolean;
  credit_holidays: boolean;
  credit_uncharged: boolean;
  enrolment_fee: MoneyOut | null;
  bill_on_joining: boolean;
  valid_from: string;
  valid_until: string | null;
}

/** One change of a payment, with the amounts before and after it. */
export interface PaymentStepOut {
  what: string;
  from_status: string;
  to_status: string;
  before: MoneyOut | null;
  after: MoneyOut;
  reason: string;
  by: PersonOut | null;
  at: string;
}

/** Money on its way for a payment; states as Payme's: 1 created, 2 performed, −1 cancelled, −2 reversed. */
export interface PaymentTransactionOut {
  id: string;
  number: number;
  provider: string;
  state: 1 | 2 | -1 | -2;
  amount: MoneyOut;
  refunded: MoneyOut;
  created_at: string;
  performed_at: string | null;
  cancelled_at: string | null;
  reason: number | null;
  taken_by: PersonOut | null;
}

/** Which payments. */
export interface PaymentsQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  status?: ("draft" | "pending" | "overdue" | "completed" | "cancelled" | "failed" | "refunded") | null;
  kind?: ("period" | "correction" | "enrolment" | "order" | "other") | null;
  group?: string | null;
  student?: string | null;
  branch?: string | null;
  period?: string;
  overdue?: boolean | null;
  proof?: boolean | null;
}

/** The pay of a month, by name: a row for each teacher, branch and currency; what it comes to in each currency; and what was handed over within it. */
export interface PayrollOut {
  month: string;
  rows: PayRowOut[];
  totals: MoneyOut[];
  pay_outs: PayOutOut[];
}

/** Whose pay of which month. */
export interface PayrollQuery {
  format?: "" | "json" | "xlsx";
  month?: string;
  teacher?: string | null;
  branch?: string | null;
}

/** A recording to draw: the loudest of each of equally long stretches, 0 to 255; none where nobody listened yet. */
export interface PeaksOut {
  seconds: number | null;
  peaks: number[];
}

/** How far back a leaderboard counts: since Monday, since the first, or for ever, in local days. */
export type Period = "week" | "month" | "all";

/** Which local days, both included; the last twelve months unless told otherwise. */
export interface PeriodQuery {
  from?: string | null;
  to?: string | null;
  format?: "" | "json" | "xlsx";
}

/** One permission, what it allows, and which built-in roles hold it; `everyones` cannot be taken away. */
export interface PermissionOut {
  name: string;
  text: string;
  roles: string[];
  everyones: boolean;
}

/** A person, as others see them. */
export interface PersonOut {
  id: string;
  full_name: string;
}

/** The code of the SMS. */
export interface PhoneCodeIn {
  code: string;
}

/** Nothing for the phone one has; a new one with the password. */
export interface PhoneRequestIn {
  phone?: string | null;
  password?: string | null;
}

/** A line of a homework that is said phrase by phrase: `first` is the place of its first word in the text. */
export interface PhraseOut {
  text: string;
  first: number;
  words: number;
  start: number | null;
  end: number | null;
  accuracy: number | null;
  completeness: number | null;
}

/** A branch or a group. */
export interface PlaceOut {
  id: string;
  name: string;
}

/** What level a pupil was found to have (default: today). */
export interface PlacementIn {
  student: string;
  language?: "uz" | "ru" | "en";
  level: string;
  method: PlacementMethod;
  score?: number | null;
  found_on?: string | null;
  note?: string;
}

/** How a level was found. */
export type PlacementMethod = "test" | "interview" | "teacher" | "imported";

/** What level a pupil was found to have on a day. */
export interface PlacementOut {
  id: string;
  student: PersonOut;
  language: string;
  level: string;
  method: PlacementMethod;
  score: number | null;
  found_on: string;
  found_by: PersonOut | null;
  note: string;
}

/** Whose levels; the newest first, so the first of a language is the pupil's level. */
export interface PlacementsQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  student?: string | null;
  language?: ("uz" | "ru" | "en") | null;
}

/** What a pupil chooses. */
export interface PreferencesIn {
  name_hidden: boolean;
}

/** What a pupil chose. */
export interface PreferencesOut {
  name_hidden: boolean;
}

/** An assignment that is being written. */
export interface PreviewIn {
  kind: "reading" | "speaking" | "repeat" | "file" | "text";
  reference_text?: string;
  question?: string;
  instructions?: string;
  reference_answers?: string[];
  key_words?: string[];
  target_wpm?: number | null;
  weights?: Record<string, number>;
  language: "uz" | "ru" | "en";
  level?: string;
}

/** One message in each language. */
export interface PreviewOut {
  messages: ShownOut[];
}

/** A line of a `repeat`, or the whole text: how many words from which on, how long at the target rate. */
export interface PreviewPhraseOut {
  text: string;
  first: number;
  words: number;
  seconds: number;
}

/** A word of the text; `readings` are the ways to say it that count alike, `anything`: every word counts. */
export interface PreviewWordOut {
  index: number;
  text: string;
  readings: string[];
  anything: boolean;
}

/** A price in the minor unit (tiyin, cents) of its currency. */
export interface Price {
  amount: number;
  currency: string;
}

/** A price in the minor unit (tiyin, cents) of its currency. */
export interface PriceOut {
  amount: number;
  currency: string;
}

/** What each branch earned and spent; `totals` has a row for each currency, without month and branch. */
export interface ProfitOut {
  first: string;
  last: string;
  rows: ProfitRowOut[];
  totals: ProfitRowOut[];
}

/** Of which branch. */
export interface ProfitQuery {
  from?: string | null;
  to?: string | null;
  format?: "" | "json" | "xlsx";
  branch?: string | null;
}

/** A month of a branch in one currency: `result` is revenue less all the others. `expenses` by category. */
export interface ProfitRowOut {
  month: string;
  branch: NamedOut | null;
  currency: string;
  revenue: MoneyOut;
  discounts: MoneyOut;
  write_offs: MoneyOut;
  payroll: MoneyOut;
  expenses: Record<string, MoneyOut>;
  spent: MoneyOut;
  differences: MoneyOut;
  result: MoneyOut;
}

/** How far a pupil is: `count` of the threshold, and when it was granted; what is granted stays. */
export interface ProgressOut {
  achievement: AchievementOut;
  count: number;
  granted_at: string | null;
}

/** Take the money (`amount`: as much as really arrived), or refuse the photo and say why. */
export interface ProofDecisionIn {
  proof: string;
  decision: "approve" | "refuse";
  amount?: MoneyIn | null;
  answer?: string;
}

/** What stands beside the photo. Without `amount` (minor units) all that is outstanding. */
export interface ProofForm {
  amount?: number | null;
  note?: string;
}

/** The token of the link, or the address and the code that came there; for a sign-up with its ticket. */
export interface ProofIn {
  token?: string | null;
  email?: string | null;
  phone?: string | null;
  code?: string | null;
  ticket?: string | null;
}

/** A photo of a transfer; `file` is a link that ends in five minutes. */
export interface ProofOut {
  id: string;
  state: "sent" | "approved" | "refused";
  amount: MoneyOut;
  note: string;
  file: string | null;
  content_type: string | null;
  sent_by: PersonOut | null;
  created_at: string;
  decided_by: PersonOut | null;
  decided_at: string | null;
  answer: string;
}

/** What anybody may know of the centre, before signing in. */
export interface PublicOut {
  name: string;
  languages: ("uz" | "ru" | "en")[];
  default_language: "uz" | "ru" | "en";
  registration_open: boolean;
  currency: string;
  recording_max_seconds: number;
  features: FeaturesOut;
}

/** A pupil, with the number that they can read out. */
export interface PupilOut {
  id: string;
  full_name: string;
  number: number | null;
}

/** How one pupil did an assignment: `score` is the mark that stands, `parts` those of the attempt that counts. */
export interface PupilResultOut {
  homework: string;
  student: PersonOut;
  state: string;
  score: number | null;
  late: boolean;
  attempts: number;
  attempt: string | null;
  verdict: string;
  flags: string[];
  waits: boolean;
  parts: Record<string, number | null>;
}

/** A pupil: a cell for each lesson, and first and last day in the group where they lie within the report. */
export interface PupilRowOut {
  student: PersonOut;
  joined_on: string | null;
  left_on: string | null;
  cells: CellOut[];
  totals: TotalsOut;
}

/** The key that a browser subscribes with. */
export interface PushKeyOut {
  public_key: string | null;
}

/** The keys of a browser's subscription, in base64url. */
export interface PushKeysIn {
  p256dh: string;
  auth: string;
}

/** What `PushSubscription.toJSON()` of a browser says, without `expirationTime`. */
export interface PushSubscriptionIn {
  endpoint: string;
  keys: PushKeysIn;
}

/** A browser that takes one's messages. Its address and keys are shown to nobody. */
export interface PushSubscriptionOut {
  id: string;
  device: string;
  this_device: boolean;
  created_at: string;
  seen_at: string;
  last_success_at: string | null;
}

/** A question, with its id when it is asked already. Without choices the answer is free. */
export interface QuestionIn {
  id?: string | null;
  text: Texts;
  choices?: Choice[];
  required?: boolean;
}

/** A question. */
export interface QuestionOut {
  id: string;
  text: Record<string, string>;
  choices: ChoiceOut[];
  required: boolean;
}

/** All questions, in their order; one that is left out is asked no more. */
export interface QuestionsIn {
  questions: QuestionIn[];
}

/** What newcomers are asked, in order. */
export interface QuestionsOut {
  questions: QuestionOut[];
}

/** Which homework that waits: of an assignment, a pupil or a group. */
export interface QueueQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  assignment?: string | null;
  student?: string | null;
  group?: string | null;
}

/** Homework that waits for a review. `certainty`: 0 with an open `appeal` or flags, then 1 where the machine is least certain, to 4. `reason` and `flags` are those of the attempt to look at, whatever was refused after it. */
export interface QueuedOut {
  id: string;
  assignment: TaskOut;
  student: PersonOut;
  state: "assigned" | "processing" | "scored" | "needs_review" | "reviewed" | "returned";
  score: number | null;
  stars: number | null;
  late: boolean;
  due_at: string | null;
  attempts_left: number;
  last_attempt: LastAttemptOut | null;
  created_at: string;
  certainty: number;
  appeal: boolean;
  reason: string;
  flags: string[];
}

/** What a rate is paid for. */
export type RateKind = "lesson" | "hour" | "percent" | "fixed";

/** Whether every part is ready; `detail` names what failed, never an address or a password. */
export interface ReadyOut {
  status: "ready" | "not_ready";
  checks: CheckOut[];
}

/** A receipt: `GET /payments/{id}/receipt/?receipt=`, of what names no payment `GET /payments/balance/{student_id}/receipt/?receipt=`, gives its PDF. */
export interface ReceiptOut {
  id: string;
  number: string;
  kind: "payment" | "refund" | "refund_undone";
  amount: MoneyOut;
  created_at: string;
}

/** Which of the payment's receipts; by default the newest. */
export interface ReceiptQuery {
  receipt?: string | null;
}

/** A comparison with what it found: the first 1,000 `differences`, and how many are `left_out`. */
export interface ReconciliationDetailOut {
  id: string;
  provider: string;
  desk: string;
  starts_on: string;
  ends_on: string;
  rows: number;
  matched: number;
  total_theirs: MoneyOut;
  total_ours: MoneyOut;
  state: "matches" | "differs";
  found: number;
  by: PersonOut | null;
  created_at: string;
  differences: ReconciliationDifferenceOut[];
  left_out: number;
}

/** A transaction about which the two disagree. `ours` and `theirs` are amounts in minor units; of `state` the states (2 paid, -2 paid back, 1 and -1 not paid); null for whoever does not know it. */
export interface ReconciliationDifferenceOut {
  what: "missing_here" | "missing_there" | "amount" | "state" | "repeated";
  provider_id: string;
  ours: number | null;
  theirs: number | null;
}

/** Whose export it is, and which days are compared: without any those that the table speaks of. `desk`: one of Payme's two, where the export is of one. */
export interface ReconciliationForm {
  provider: string;
  desk?: "" | "one_time" | "cumulative";
  currency?: string;
  from?: string | null;
  to?: string | null;
}

/** A comparison: how many rows of the export agreed, the sums of what was paid, how many differences were found. */
export interface ReconciliationOut {
  id: string;
  provider: string;
  desk: string;
  starts_on: string;
  ends_on: string;
  rows: number;
  matched: number;
  total_theirs: MoneyOut;
  total_ours: MoneyOut;
  state: "matches" | "differs";
  found: number;
  by: PersonOut | null;
  created_at: string;
}

/** Which comparisons. */
export interface ReconciliationsQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  provider?: string | null;
  state?: ("matches" | "differs") | null;
}

/** Each signs in once in place of a one-time code. They are shown this once: keep them where the phone is not. */
export interface RecoveryCodesOut {
  recovery_codes: string[];
}

/** What the buyer was shown. */
export interface RedeemIn {
  price?: number | null;
}

/** Why it is cancelled. */
export interface RedemptionCancelIn {
  reason?: string;
}

/** What a pupil bought: requested, then handed_over or cancelled. */
export interface RedemptionOut {
  id: string;
  item: string;
  name: Record<string, string>;
  student: PersonOut;
  price: number;
  state: string;
  reason: string;
  decided_at: string | null;
  created_at: string;
}

/** Which redemptions. */
export interface RedemptionsQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  state?: ("requested" | "handed_over" | "cancelled") | null;
}

/** The refresh token; each works once. */
export interface RefreshIn {
  refresh: string;
}

/** What is paid back; without `amount` all of it. `transaction`: only money that came by it; else the newest first. Cash goes out of one's own shift. */
export interface RefundIn {
  amount?: MoneyIn | null;
  reason: string;
  desk?: string | null;
  transaction?: string | null;
}

/** Why a mark is not taken. */
export type Refusal = "no_lesson" | "not_begun" | "cancelled" | "closed" | "not_in_register" | "twice" | "self" | "unknown_status" | "not_late" | "from_the_future" | "too_old";

/** Who signs up: by e-mail or by phone, not both; by neither with an invitation. */
export interface RegisterIn {
  first_name: string;
  last_name?: string;
  email?: string | null;
  phone?: string | null;
  password: string;
  locale?: ("uz" | "ru" | "en") | null;
  invitation?: string | null;
}

/** The register of a lesson. `takes_marks`: now, without a reason; else `closed_for` says why not. */
export interface RegisterOut {
  lesson: string;
  group: string;
  starts_at: string;
  ends_at: string;
  day: string;
  status: string;
  takes_marks: boolean;
  closed_for: Refusal | null;
  closes_on: string | null;
  counts: CountsOut;
  rows: RegisterRowOut[];
}

/** One pupil of a register. `standing`: member, guest (makes up for a missed lesson: `make_up`), or former: not in it (any more) but marked. `suggested`: what to mark, from an accepted excuse. */
export interface RegisterRowOut {
  student: PersonOut;
  standing: Standing;
  membership_status: string | null;
  mark: MarkOut | null;
  suggested: string | null;
  excuse: CoveringExcuseOut | null;
  make_up: string | null;
}

/** A group. */
export interface ReportGroupOut {
  id: string;
  name: string;
}

/** A lesson, with the local day of its group. */
export interface ReportLessonOut {
  id: string;
  group: ReportGroupOut;
  starts_at: string;
  day: string;
  topic: string;
  status: "planned" | "held" | "cancelled";
}

/** A mark. */
export interface ReportMarkOut {
  status: string;
  counts_as: "present" | "absent" | "late" | "excused";
  minutes_late: number | null;
  note: string;
}

/** How an assignment went, all together and each pupil. */
export interface ReportOut {
  assignment: string;
  title: string;
  pupils_count: number;
  states: Record<string, number>;
  late_count: number;
  average: number | null;
  median: number | null;
  distribution: StepOut[];
  parts: Record<string, number | null>;
  pupils: PupilResultOut[];
}

/** As what. */
export interface ReportQuery {
  format?: "" | "json" | "xlsx";
}

/** Where a lesson is moved to; without an end or a length it stays as long as it was, without a room where it is. */
export interface RescheduleIn {
  starts_at: string;
  ends_at?: string | null;
  minutes?: number | null;
  room?: string | null;
  reason: string;
  force?: boolean;
}

/** Nothing: show what the present version would say. `from_sound`: hear the recording again first. `apply` or `drop` names the difference that was shown. */
export interface RescoreIn {
  from_sound?: boolean;
  apply?: string | null;
  drop?: string | null;
}

/** The e-mail or the phone that waits for its proof; for a sign-up with its ticket. */
export interface ResendIn {
  email?: string | null;
  phone?: string | null;
  ticket?: string | null;
}

/** The token of the link, or log-in and code; and the new password. */
export interface ResetConfirmIn {
  token?: string | null;
  login?: string | null;
  code?: string | null;
  password: string;
}

/** The e-mail or phone of the account, and where the code shall go if not there. */
export interface ResetIn {
  login: string;
  channel?: ("email" | "sms" | "telegram") | null;
}

/** The file that comes in the place of a material's: one that came by an upload, or one of the library. */
export interface ResourceFileIn {
  upload?: string | null;
  media?: string | null;
}

/** What stands beside the file in a form. */
export interface ResourceForm {
  lesson?: string | null;
  course?: string | null;
  title?: string;
}

/** A file for a lesson or a course: one that came by an upload, or one of the library. */
export interface ResourceIn {
  upload?: string | null;
  media?: string | null;
  lesson?: string | null;
  course?: string | null;
  title?: string;
}

/** A file on a lesson or a course. `kind` and `content_type` come from its content. */
export interface ResourceOut {
  id: string;
  lesson: string | null;
  course: string | null;
  media: string;
  title: string;
  kind: "document" | "slides" | "image" | "audio" | "video";
  content_type: string;
  size: number;
  position: number;
  added_by: PersonOut | null;
  created_at: string;
}

/** What can be changed. */
export interface ResourcePatch {
  title?: string;
  position?: number;
}

/** Which materials. */
export interface ResourcesQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  lesson?: string | null;
  course?: string | null;
  kind?: ("document" | "slides" | "image" | "audio" | "video") | null;
}

/** How a lesson is planned again. */
export interface RestoreIn {
  force?: boolean;
  reason?: string;
}

/** What was earned and received; `totals` has a row for each currency, without a key. */
export interface RevenueOut {
  by: By;
  first: string;
  last: string;
  rows: RevenueRowOut[];
  totals: RevenueRowOut[];
}

/** By what, and of which branch. */
export interface RevenueQuery {
  from?: string | null;
  to?: string | null;
  format?: "" | "json" | "xlsx";
  by?: ("month" | "group" | "course" | "teacher" | "provider");
  branch?: string | null;
}

/** A month, group, course, teacher or provider in one currency; the row without a key has money on pupils' accounts that covers no payment yet (below nothing: that was used up), and what is for no group. */
export interface RevenueRowOut {
  key: string | null;
  name: string;
  currency: string;
  charged: MoneyOut;
  taken_back: MoneyOut;
  discounts: MoneyOut;
  write_offs: MoneyOut;
  earned: MoneyOut;
  received: MoneyOut;
  paid_back: MoneyOut;
  kept: MoneyOut;
}

/** Accept the homework, with its mark or another, or return it to be done again. */
export interface ReviewIn {
  decision: "accept" | "return";
  score?: number | string | null;
  comment?: string;
  voice?: string | null;
  attempt?: string | null;
}

/** A teacher's word on a homework. `voice`: where the spoken one is, null for none. */
export interface ReviewOut {
  id: string;
  decision: "accept" | "return";
  score: number | null;
  comment: string;
  voice: string | null;
  reviewer: PersonOut;
  created_at: string;
}

/** The built-in roles (design: domain, "Roles"). */
export type Role = "admin" | "manager" | "teacher" | "student" | "parent" | "member";

/** The role to give; `own_role` names one of the centre's own, whose permissions count instead. */
export interface RoleIn {
  role: Role;
  own_role?: string | null;
}

/** All there is to cut roles from: built-in roles, own roles, permissions. */
export interface RoleTableOut {
  built_in: BuiltInRoleOut[];
  own: OwnRoleOut[];
  permissions: PermissionOut[];
}

/** What changes of a room; what is not sent stays. */
export interface RoomChanges {
  name?: string;
  seats?: number | null;
  archived?: boolean;
}

/** A room to add; without a branch to one's own. */
export interface RoomIn {
  name: string;
  seats?: number | null;
  branch?: string | null;
}

/** What takes place in a room. */
export interface RoomLessonOut {
  id: string;
  group: GroupRefOut;
  teacher: PersonOut | null;
  starts_at: string;
  ends_at: string;
  status: string;
}

/** A room. An archived one takes no new lessons. */
export interface RoomOut {
  id: string;
  name: string;
  branch: BranchRefOut;
  seats: number | null;
  archived_at: string | null;
  created_at: string;
}

/** A room by its name. */
export interface RoomRefOut {
  id: string;
  name: string;
}

/** A week of a room, Monday first, in order of time. */
export interface RoomWeekOut {
  monday: string;
  lessons: RoomLessonOut[];
}

/** Which rooms: of one branch, in use or archived. */
export interface RoomsQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  branch?: string | null;
  archived?: boolean;
}

/** The mark of one pupil. */
export interface RowIn {
  student: string;
  status: string;
  minutes_late?: number | null;
  note?: string;
}

/** One rule of what earns coins, as the settings have it now; `name` is that of the setting. */
export interface RuleOut {
  cause: string;
  name: string;
  text: string;
  value: number | string;
}

/** Every rule of what earns coins. */
export interface RulesOut {
  rules: RuleOut[];
}

/** Which month to bill, and for whom; what stands already is left alone. */
export interface RunIn {
  month?: string | null;
  branch?: string | null;
  group?: string | null;
}

/** What a run did: payments made, pupils whose payment stands already, and those who owe none. */
export interface RunOut {
  month: string;
  created: number;
  standing: number;
  skipped: RunSkippedOut[];
}

/** How many pupils owe nothing (new) for a reason. */
export interface RunSkippedOut {
  reason: Skip;
  count: number;
}

/** All lines of the timetable, and `changed_at` of the one that was read (null: there was none). */
export interface ScheduleIn {
  changed_at: string | null;
  lines: LineIn[];
}

/** What `amount` is the price of. */
export type ScheduleMode = "month" | "lesson" | "pack";

/** A group's timetable; times are wall-clock times in `zone`. `changed_at` goes back with the next change. */
export interface ScheduleOut {
  group: string;
  zone: string;
  changed_at: string | null;
  lines: LineOut[];
}

/** Which schedules: of a group, a branch, a mode; in force on a day. */
export interface SchedulesQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  group?: string | null;
  branch?: string | null;
  mode?: ScheduleMode | null;
  on?: string | null;
}

/** One's own signed-in device; `current` is the one that asks. */
export interface SessionOut {
  id: string;
  device: string;
  address: string | null;
  current: boolean;
  created_at: string;
  last_used_at: string;
  expires_at: string;
}

/** What goes into an authenticator application: the secret as text, and as the address that a QR code holds. */
export interface SetupOut {
  secret: string;
  uri: string;
}

/** Open a shift or close it, with what was counted in the desk (minor units of its currency). */
export interface ShiftIn {
  action: "open" | "close";
  counted: number;
  note?: string;
}

/** A shift. `difference`: what was counted too much (or, below nothing, too little) at its end. */
export interface ShiftOut {
  id: string;
  cashier: PersonOut;
  opened_at: string;
  opened_with: MoneyOut;
  closed_at: string | null;
  closed_by: PersonOut | null;
  expected: MoneyOut | null;
  counted: MoneyOut | null;
  difference: MoneyOut | null;
  note: string;
}

/** A shift and what happened to the money of its desk meanwhile. `expected` of an open one is as of now. `expected` is `opened_with` and what was taken, less what was paid back, spent, paid out and carried to the bank. */
export interface ShiftReportOut {
  shift: ShiftOut;
  taken: MoneyOut;
  paid_back: MoneyOut;
  spent: MoneyOut;
  paid_out: MoneyOut;
  banked: MoneyOut;
  opened_difference: MoneyOut;
  expected: MoneyOut;
  receipts: number;
}

/** The shifts at a desk. */
export interface ShiftsQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
}

/** A message with sample data, as its reader gets it. */
export interface ShownOut {
  language: string;
  title: string;
  text: string;
  own: boolean;
  sms: SmsCostOut | null;
}

/** One side of a conflict. */
export interface SidedOut {
  status: string;
  minutes_late: number | null;
  note: string;
  source: string;
  marked_at: string;
  by: PersonOut | null;
}

/** As `CodeSentOut`, with what this sign-up is confirmed with; keep it until then. */
export interface SignUpSentOut {
  channel: "email" | "sms" | "telegram";
  expires_in: number;
  resend_in: number;
  ticket: string;
}

/** The tokens, and who signed in. Keep `device` and send it with the next log-in: a known device is not slowed down by strangers who guess at the account. It signs nobody in. */
export interface SignedInOut {
  access: string;
  refresh: string;
  expires_in: number;
  user: MeOut;
  device: string | null;
}

/** Why somebody who is in a group in a month owes nothing (new) for it. */
export type Skip = "not_learning" | "not_begun" | "no_schedule" | "no_price" | "joined_later" | "nothing_due" | "other_month";

/** What keeps a lesson out; the lesson is null and its group unnamed for who may not see them. */
export interface SlotClashOut {
  by: string;
  lesson: string | null;
  group_name: string;
}

/** The SMS of notifications of one month. */
export interface SmsBudgetOut {
  month: string;
  budget: MoneyOut;
  spent: MoneyOut;
  left: MoneyOut;
  part_price: MoneyOut;
  parts: number;
}

/** Length and price of one SMS. `characters` are places of its encoding; `price` is in tiyin. */
export interface SmsCostOut {
  encoding: "gsm7" | "unicode";
  characters: number;
  parts: number;
  price: number;
}

/** Why somebody is in a register: a member of the group on that day, a guest who makes up for a missed lesson, or neither (any more) but with a mark. */
export type Standing = "member" | "guest" | "former";

/** A transfer as it moved the account: above nothing in the pupil's favour; `balance` after it. `receipt`: of money that came in or went back; `GET /payments/balance/{student_id}/receipt/?receipt=` gives its PDF. */
export interface StatementLineOut {
  id: string;
  on: string;
  kind: string;
  text: string;
  payment: NamedPaymentOut | null;
  change: MoneyOut;
  balance: MoneyOut;
  receipt: string | null;
}

/** What stands on a pupil's accounts, and how it came to that. */
export interface StatementOut {
  student: PersonOut;
  first: string;
  last: string;
  accounts: AccountStatementOut[];
}

/** Whose statement; everybody's that one may see unless told otherwise. */
export interface StatementQuery {
  from?: string | null;
  to?: string | null;
  format?: "" | "json" | "xlsx";
  student?: string | null;
}

/** What to change of a status; its code stays. */
export interface StatusChangeIn {
  name?: Texts;
  counts_as?: "present" | "absent" | "late" | "excused";
  charged?: boolean;
  coins?: number | null;
  position?: number;
}

/** A mark of the centre's own. `coins` null: by the settings for what it counts as. */
export interface StatusIn {
  code: string;
  name: Texts;
  counts_as: "present" | "absent" | "late" | "excused";
  charged?: boolean;
  coins?: number | null;
  position?: number;
}

/** What a register may hold, or once could: what was put away comes on no new marks. */
export interface StatusOut {
  id: string;
  code: string;
  name: Record<string, string>;
  counts_as: "present" | "absent" | "late" | "excused";
  charged: boolean;
  coins: number | null;
  built_in: boolean;
  position: number;
  archived_at: string | null;
}

/** The statuses in use, or those that were put away too. */
export interface StatusesQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  archived?: boolean;
}

/** How many pupils have a mark from `from` up to (not with) `to`; the last step holds 100 too. */
export interface StepOut {
  from: number;
  to: number;
  pupils: number;
}

/** A one-time code or a recovery code; the password for who has no second factor. */
export interface StepUpIn {
  code?: string;
  password?: string;
}

/** Until when operations that ask for a fresh proof are open in this session. */
export interface StepUpOut {
  until: string;
}

/** A local day: a frozen one (holiday, pause) neither counts nor breaks the streak. */
export interface StreakDayOut {
  day: string;
  state: "studied" | "frozen" | "missed";
}

/** Days studied in a row, now and at most, and the last thirty days. */
export interface StreakOut {
  current: number;
  longest: number;
  today: string;
  studied_today: boolean;
  days: StreakDayOut[];
}

/** One lesson of a pupil. */
export interface StudentLessonOut {
  lesson: ReportLessonOut;
  cell: CellOut;
}

/** What may change of a pupil's profile; what is not sent stays. */
export interface StudentProfileChanges {
  institution?: string | null;
  education?: string;
  preferences?: Record<string, string>;
}

/** A pupil's education and preferences. */
export interface StudentProfileOut {
  institution: InstitutionOut | null;
  education: string;
  preferences: Record<string, string>;
}

/** A pupil's lessons on some days, added up. */
export interface StudentReportOut {
  student: PersonOut;
  first: string;
  last: string;
  lessons: StudentLessonOut[];
  totals: TotalsOut;
}

/** Which local days of the groups, both included. */
export interface StudentReportQuery {
  format?: "" | "json" | "xlsx";
  from?: string | null;
  to?: string | null;
}

/** Which pupils, and as what. */
export interface StudentsExportQuery {
  group?: string | null;
  branch?: string | null;
  status?: ("lead" | "trial" | "active" | "frozen") | null;
  format?: "csv" | "xlsx";
}

/** Around a table of pupils. */
export interface StudentsImportForm {
  dry_run?: boolean;
  mapping?: string;
  preset?: "" | "modme" | "alfacrm";
  group?: string | null;
  branch?: string | null;
  name_order?: "auto" | "first_last" | "last_first";
}

/** What is handed in beside or instead of a file: a text, or an upload whose bytes have arrived. */
export interface SubmitIn {
  text?: string | null;
  upload?: string | null;
}

/** Who gives this one lesson; null gives it back to its own teacher. */
export interface SubstituteIn {
  teacher: string | null;
  reason?: string;
  force?: boolean;
}

/** Marks of any lessons that one keeps the register of, at most 60 of them. */
export interface SyncIn {
  marks: OfflineIn[];
}

/** The answer to each mark, in their order, and the conflicts. */
export interface SyncOut {
  marks: SyncResultOut[];
  conflicts: ClashOut[];
}

/** What became of one mark. `mark` is the one that stands now; `reason` and `text` say why it was refused. */
export interface SyncResultOut {
  id: string;
  outcome: Outcome;
  reason: Refusal | null;
  text: string;
  mark: MarkOut | null;
}

/** What changes of the system settings; what is not sent stays. */
export interface SystemChanges {
  centre_name?: string;
  default_language?: "uz" | "ru" | "en";
  languages?: ("uz" | "ru" | "en")[];
  currency?: string;
  registration_open?: boolean;
  teacher_registration_open?: boolean;
  foreign_phones?: boolean;
  mfa_required_for_staff?: boolean;
  shop_open?: boolean;
  leaderboards_shown?: boolean;
  self_check_in?: boolean;
  check_in_opens_minutes?: number;
  check_in_on_time_minutes?: number;
  lesson_horizon_weeks?: number;
  register_closes_after_days?: number;
  absences_before_alert?: number;
  excuse_days_back?: number;
  attempts_allowed?: number;
  appeals_allowed?: number;
  recording_max_seconds?: number;
  homework_reminder_hours?: number;
  material_max_mb?: number;
  recordings_keep_days?: number | null;
  coins_for_homework?: number;
  coins_minimum_score?: number;
  coin_bands?: string;
  coins_for_on_time?: number;
  coins_for_first_try?: number;
  coins_for_attendance?: number;
  coins_for_lateness?: number;
  coins_for_streak?: number;
  streak_days_for_coins?: number;
  coins_adjust_daily?: number;
  debt_limit?: number | null;
  payment_notice_days_before?: number;
  payment_notice_every_days?: number;
  order_expires_after_hours?: number;
  topup_minimum?: number;
  topup_maximum?: number;
  quiet_from?: string;
  quiet_until?: string;
  digest_at?: string;
  sms_month_budget?: number;
  sms_part_price?: number;
  sms_balance_least?: number;
  audit_keep_days?: number | null;
  version?: number | null;
}

/** Every system setting. `version` rises with each change: send it back to change only what you have seen. */
export interface SystemOut {
  centre_name: string;
  default_language: "uz" | "ru" | "en";
  languages: ("uz" | "ru" | "en")[];
  currency: string;
  registration_open: boolean;
  teacher_registration_open: boolean;
  foreign_phones: boolean;
  mfa_required_for_staff: boolean;
  shop_open: boolean;
  leaderboards_shown: boolean;
  self_check_in: boolean;
  check_in_opens_minutes: number;
  check_in_on_time_minutes: number;
  lesson_horizon_weeks: number;
  register_closes_after_days: number;
  absences_before_alert: number;
  excuse_days_back: number;
  attempts_allowed: number;
  appeals_allowed: number;
  recording_max_seconds: number;
  homework_reminder_hours: number;
  material_max_mb: number;
  recordings_keep_days: number | null;
  coins_for_homework: number;
  coins_minimum_score: number;
  coin_bands: string;
  coins_for_on_time: number;
  coins_for_first_try: number;
  coins_for_attendance: number;
  coins_for_lateness: number;
  coins_for_streak: number;
  streak_days_for_coins: number;
  coins_adjust_daily: number;
  debt_limit: number | null;
  payment_notice_days_before: number;
  payment_notice_every_days: number;
  order_expires_after_hours: number;
  topup_minimum: number;
  topup_maximum: number;
  quiet_from: string;
  quiet_until: string;
  digest_at: string;
  sms_month_budget: number;
  sms_part_price: number;
  sms_balance_least: number;
  audit_keep_days: number | null;
  version: number;
  updated_at: string;
}

/** What was asked for, as pupils see it. `model_audio`: whether there is one to hear. */
export interface TaskOut {
  id: string;
  group: string;
  kind: "reading" | "speaking" | "repeat" | "file" | "text";
  title: string;
  language: string;
  level: string;
  reference_text: string;
  question: string;
  instructions: string;
  attempts_allowed: number;
  deadline: string | null;
  late_policy: "accept" | "reduce" | "refuse";
  late_coins_percent: number;
  counting: "best" | "last";
  coins: number;
  teacher_first: boolean;
  model_audio: boolean;
}

/** What only teachers see of an attempt. */
export interface TeacherOut {
  flags: string[];
  guard_hits: string[];
  alike: AlikeOut | null;
  corrections: CorrectionOut[];
  proposal: DifferenceOut | null;
  parameters: Record<string, unknown>;
}

/** What may change of a teacher's profile; what is not sent stays. */
export interface TeacherProfileChanges {
  institution?: string | null;
  about?: LongTexts;
  qualifications?: string;
}

/** A teacher's public side and qualifications. */
export interface TeacherProfileOut {
  institution: InstitutionOut | null;
  about: Record<string, string>;
  qualifications: string;
}

/** The password again: a linked chat is a way to a new one. */
export interface TelegramLinkIn {
  password: string;
}

/** A link to the bot; the chat in which it is opened first is one's own from then on. */
export interface TelegramLinkOut {
  url: string;
  expires_in: number;
}

/** What changes of own words. */
export interface TemplateChanges {
  title?: string;
  text?: string;
}

/** Own words of the centre for one type, channel and language. */
export interface TemplateIn {
  type: string;
  channel: "in_app" | "telegram" | "sms" | "email" | "push";
  language: "uz" | "ru" | "en";
  title?: string;
  text: string;
}

/** Which words: of one type, by one channel, in one language, only the centre's own or only the built-in ones. */
export interface TemplatesQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  type?: string | null;
  channel?: ("in_app" | "telegram" | "sms" | "email" | "push") | null;
  language?: ("uz" | "ru" | "en") | null;
  own?: boolean | null;
}

/** One text in the centre's languages; readers get another one where theirs is empty. */
export interface Texts {
  uz?: string;
  ru?: string;
  en?: string;
}

/** The right to open one socket: say it in the first frame, `{"id": 1, "type": "hello", "ticket": …}`. */
export interface TicketOut {
  ticket: string;
  expires_in: number;
}

/** `access` goes into `Authorization: Bearer …` for `expires_in` seconds; then `refresh` buys the next two. */
export interface TokensOut {
  access: string;
  refresh: string;
  expires_in: number;
}

/** How much to pay onto a balance, in the minor unit, and how. */
export interface TopUpIn {
  provider: "payme" | "stripe";
  lang?: ("uz" | "ru" | "en") | null;
  return_url?: string;
  amount: number;
  currency?: string;
}

/** What marks add up to. `percent`: of the marked lessons those where somebody was there; null without a mark. */
export interface TotalsOut {
  present: number;
  late: number;
  absent: number;
  excused: number;
  minutes_late: number;
  lessons: number;
  percent: number | null;
}

/** One movement: `cause` names its object, `text` says what it was, `note` why it was given by hand; a correction has a revision above 1. */
export interface TransactionOut {
  id: string;
  amount: number;
  cause: string;
  revision: number;
  reason: string;
  text: string;
  note: string;
  created_at: string;
}

/** In which group the pupil goes on, from which day (default: today). */
export interface TransferIn {
  group: string;
  on?: string | null;
  reason?: string;
}

/** One posting: what happened, because of what, who did it, on which local day; its entries balance. */
export interface TransferOut {
  id: string;
  kind: string;
  text: string;
  cause: string;
  on: string;
  created_at: string;
  branch: NamedOut;
  payment: NamedPaymentOut | null;
  reason: string;
  by: PersonOut | null;
  entries: LedgerEntryOut[];
}

/** The marks of a pupil's last ten homeworks, the oldest first; `meaning` says how to read them. */
export interface TrendOut {
  student: PersonOut;
  average: number | null;
  points: TrendPointOut[];
  meaning: string;
}

/** One marked homework of a pupil. */
export interface TrendPointOut {
  homework: string;
  title: string;
  kind: string;
  given_at: string;
  handed_in_at: string | null;
  score: number | null;
  stars: number | null;
  parts: Record<string, number | null>;
}

/** The day on which the pupil is back (default: today). */
export interface UnfreezeIn {
  on?: string | null;
}

/** How many notifications are not read. */
export interface UnreadOut {
  unread: number;
}

/** A file that will be sent: its name for people, its exact size in bytes, its SHA-256 if it is known. */
export interface UploadIn {
  name: string;
  size: number;
  sha256?: string;
}

/** How to send it. PUT: the bytes with `headers`, in pieces of `piece_bytes` with `Content-Range`, or all at once when it is null. POST: one form with `fields` and last the file as `file`. `url` is a path from the server's root, or the address of the store. */
export interface UploadOut {
  id: string;
  method: "PUT" | "POST";
  url: string;
  fields: Record<string, string>;
  headers: Record<string, string>;
  piece_bytes: number | null;
  expires_at: string;
  received: number;
  size: number;
}

/** Who loaded it. */
export interface UsageQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
}

/** What the office may change about somebody; what is not sent stays. A null e-mail or phone is taken away. */
export interface UserChanges {
  student_profile?: StudentProfileChanges;
  teacher_profile?: TeacherProfileChanges;
  first_name?: string;
  last_name?: string;
  locale?: "uz" | "ru" | "en";
  zone?: string;
  email?: string | null;
  phone?: string | null;
  all_branches?: boolean;
  branches?: string[];
  birth_date?: string;
}

/** A person, as the office sees them. */
export interface UserDetailOut {
  student_profile: StudentProfileOut | null;
  teacher_profile: TeacherProfileOut | null;
  id: string;
  email: string | null;
  phone: string | null;
  first_name: string;
  last_name: string;
  role: string;
  own_role: string | null;
  requested_role: string;
  status: "active" | "pending" | "off";
  is_child: boolean;
  number: number | null;
  avatar: string | null;
  locale: "uz" | "ru" | "en";
  zone: string;
  last_login: string | null;
  created_at: string;
  email_verified_at: string | null;
  phone_verified_at: string | null;
  all_branches: boolean;
  branches: string[];
  child_profile: ChildAccountOut | null;
}

/** Somebody to sign up. With `birth_date` a child, who needs neither e-mail nor phone. */
export interface UserIn {
  first_name: string;
  last_name?: string;
  role: Role;
  email?: string | null;
  phone?: string | null;
  locale?: "uz" | "ru" | "en";
  zone?: string;
  birth_date?: string | null;
}

/** A person, as the office sees them in a list. */
export interface UserOut {
  id: string;
  email: string | null;
  phone: string | null;
  first_name: string;
  last_name: string;
  role: string;
  own_role: string | null;
  requested_role: string;
  status: "active" | "pending" | "off";
  is_child: boolean;
  number: number | null;
  avatar: string | null;
  locale: "uz" | "ru" | "en";
  zone: string;
  last_login: string | null;
  created_at: string;
}

/** Which people: of one role, in one state, now in one group. */
export interface UsersQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
  role?: Role | null;
  status?: ("active" | "pending" | "off") | null;
  group?: string | null;
}

/** A voice comment that waits for its review. */
export interface VoiceOut {
  id: string;
  content_type: string;
  size: number;
}

/** Who waits for a seat. */
export interface WaitingIn {
  student: string;
  note?: string;
}

/** Somebody who waits for a seat; the first in the list waits longest. */
export interface WaitingOut {
  id: string;
  student: PupilOut;
  note: string;
  created_at: string;
}

/** Who waits. */
export interface WaitingQuery {
  page?: number;
  page_size?: number;
  ordering?: string;
  search?: string;
}

/** A course to buy: for good, or (`months`) until so many months are over. */
export interface WantedIn {
  course: string;
  months?: number | null;
}

/** A child of one's own: the link, what it lets one see, and the consents. */
export interface WardOut {
  id: string;
  link: string;
  first_name: string;
  last_name: string;
  avatar: string | null;
  kind: GuardianKind;
  sees_progress: boolean;
  sees_recordings: boolean;
  sees_payments: boolean;
  child_profile: ChildProfileOut | null;
  consents: ConsentOut[];
}

/** What is different; what is absent stays. Switched on again, it starts without its failures. */
export interface WebhookChanges {
  url?: string;
  event_types?: string[];
  description?: string;
  active?: boolean;
}

/** Which deliveries. */
export interface WebhookDeliveriesQuery {
  cursor?: string | null;
  limit?: number;
  state?: ("waiting" | "delivered" | "failed" | "dropped") | null;
  type?: string;
}

/** One message to one webhook: what was sent, and what the receiver said at the last try (the first 1 kB). */
export interface WebhookDeliveryOut {
  id: string;
  event_id: string;
  type: string;
  data: Record<string, unknown>;
  state: "waiting" | "delivered" | "failed" | "dropped";
  tries: number;
  next_try_at: string | null;
  status: number | null;
  answer: string;
  duration_ms: number | null;
  reason: string;
  why: string;
  delivered_at: string | null;
  created_at: string;
}

/** Something that a webhook can ask for, with a sample of its data. */
export interface WebhookEventTypeOut {
  type: string;
  description: string;
  example: Record<string, unknown>;
}

/** All that a webhook can ask for. */
export interface WebhookEventTypesOut {
  event_types: WebhookEventTypeOut[];
}

/** Who is told of what. `event_types`: those of `GET /settings/webhooks/event-types/`. */
export interface WebhookIn {
  url: string;
  event_types: string[];
  description?: string;
  active?: boolean;
}

/** What a provider sent (`body`) and was answered, without secrets; long texts are cut here and whole in the admin. `code` says why it was refused; `transaction` is our number of the transaction it was about. */
export interface WebhookOut {
  id: string;
  provider: string;
  what: string;
  verdict: "done" | "duplicate" | "ignored" | "refused" | "forged" | "failed";
  code: string;
  status: number;
  address: string | null;
  milliseconds: number;
  transaction: number | null;
  event_id: string;
  body: string;
  answer: string;
  created_at: string;
}

/** A webhook and its secret, which is never shown again. */
export interface WebhookSecretOut {
  webhook: OutgoingWebhookOut;
  secret: string;
}

/** Which deliveries: of one provider, with one verdict, of one kind. */
export interface WebhooksQuery {
  cursor?: string | null;
  limit?: number;
  provider?: ("payme" | "stripe") | null;
  verdict?: ("done" | "duplicate" | "ignored" | "refused" | "forged" | "failed") | null;
  what?: string;
}

/** Which week: the one in which the day lies. */
export interface WeekQuery {
  day?: string | null;
}

/** The leaderboard of a course or of the centre, as it was at `taken_at`; null before the first time. */
export interface WideBoardOut {
  scope: string;
  course: string | null;
  period: Period;
  starts_on: string | null;
  taken_at: string | null;
  rows: BoardRow[];
  me: BoardRow | null;
  neighbours: BoardRow[];
}

/** Whose leaderboard, how far back, and which rows. */
export interface WideBoardQuery {
  period?: ("week" | "month" | "all");
  on?: string | null;
  neighbours?: number;
  scope?: "course" | "centre";
  course?: string | null;
}

/** Why a mark is taken back. */
export interface WithdrawQuery {
  reason?: string;
}

/** A word that another mark sees otherwise; `was` is null for one that it has more. */
export interface WordChangeOut {
  index: number;
  reference: number | null;
  text: string;
  was: WordStateOut | null;
  now: WordStateOut;
}

/** A teacher's word about one word: `class` of a word of the text (`index` is its place there), or `heard`: what a heard word of a free answer is, empty when there was none. Neither: an earlier correction is taken back. */
export interface WordFixIn {
  index: number;
  class?: ("correct" | "near" | "wrong" | "omitted" | "not_reached") | null;
  heard?: string | null;
}

/** One word: of the text (`reference` is its place there), or an extra one. Times in seconds from the start. `weak`: "check this word"; it costs nothing. `mark`: 0 to 10 as experts mark words, where that is known. */
export interface WordOut {
  index: number;
  text: string;
  heard: string;
  class: string;
  start: number | null;
  end: number | null;
  probability: number | null;
  reference: number | null;
  probable: boolean;
  corrected: boolean;
  weak?: boolean;
  mark?: number | null;
}

/** A word under one mark. */
export interface WordStateOut {
  class: string;
  heard: string;
}

/** What is said at present. `id` where the words are the centre's own; `places` are what may stand in braces. */
export interface WordingOut {
  id: string | null;
  type: string;
  channel: string;
  language: string;
  title: string;
  text: string;
  own: boolean;
  places: string[];
}

/** Corrections of words, each place once. `revision`: of the attempt as it was looked at; another one is refused. */
export interface WordsIn {
  words: WordFixIn[];
  revision?: number | null;
}

/** What is forgiven, at most what is outstanding; the rest stays owed. */
export interface WriteOffIn {
  amount: MoneyIn;
  reason: string;
}

/** Every operation by path (under `/api/v1`) and method. */
export interface Paths {
  "/auth/login/": {
    post: { body: LoginIn; answer: SignedInOut | FactorOwedOut };
  };
  "/auth/refresh/": {
    post: { body: RefreshIn; answer: TokensOut };
  };
  "/auth/logout/": {
    post: { answer: undefined };
  };
  "/auth/users/me/": {
    get: { answer: OwnProfileOut };
    patch: { body: OwnChanges; answer: OwnProfileOut };
  };
  "/auth/register/": {
    post: { body: RegisterIn; answer: undefined | SignUpSentOut };
  };
  "/auth/register/student/": {
    post: { body: RegisterIn; answer: undefined | SignUpSentOut };
  };
  "/auth/register/teacher/": {
    post: { body: RegisterIn; answer: undefined | SignUpSentOut };
  };
  "/auth/verify-email/": {
    post: { body: ProofIn; answer: undefined };
  };
  "/auth/verify-email/resend/": {
    post: { body: ResendIn; answer: CodeSentOut };
  };
  "/auth/verify-phone/request/": {
    post: { body: PhoneRequestIn; answer: CodeSentOut };
  };
  "/auth/verify-phone/": {
    post: { body: PhoneCodeIn; answer: MeOut };
  };
  "/auth/password-reset/": {
    post: { body: ResetIn; answer: CodeSentOut };
  };
  "/auth/password-reset/confirm/": {
    post: { body: ResetConfirmIn; answer: undefined };
  };
  "/auth/password-change/": {
    post: { body: PasswordChangeIn; answer: SignedInOut };
  };
  "/auth/invitations/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; state?: "open" | "accepted" | "withdrawn" | "expired" | "" }; answer: PageOf_InvitationOut_ };
    post: { body: InvitationIn; answer: InvitationOut };
  };
  "/auth/invitations/{id}/": {
    get: { path: { id: string }; answer: InvitationOut };
    delete: { path: { id: string }; answer: undefined };
  };
  "/auth/login/mfa/": {
    post: { body: FactorIn; answer: SignedInOut };
  };
  "/auth/login/child/": {
    post: { body: ChildLoginIn; answer: SignedInOut };
  };
  "/auth/children/{id}/device/": {
    post: { path: { id: string }; answer: OpenedDeviceOut };
  };
  "/auth/mfa/setup/": {
    post: { body: PasswordIn; answer: SetupOut };
  };
  "/auth/mfa/confirm/": {
    post: { body: CodeIn; answer: RecoveryCodesOut };
  };
  "/auth/mfa/disable/": {
    post: { body: DisableIn; answer: undefined };
  };
  "/auth/mfa/step-up/": {
    post: { body: StepUpIn; answer: StepUpOut };
  };
  "/auth/sessions/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_SessionOut_ };
  };
  "/auth/sessions/{id}/": {
    delete: { path: { id: string }; answer: undefined };
  };
  "/auth/logout-all/": {
    post: { answer: undefined };
  };
  "/auth/users/{id}/view-as/": {
    post: { path: { id: string }; answer: TokensOut };
  };
  "/auth/users/{id}/activity/": {
    get: { path: { id: string }; query: { cursor?: string | null; limit?: number }; answer: FeedOf_ActivityOut_ };
  };
  "/auth/roles/": {
    get: { answer: RoleTableOut };
    post: { body: OwnRoleIn; answer: OwnRoleOut };
  };
  "/auth/roles/{id}/": {
    get: { path: { id: string }; answer: OwnRoleOut };
    patch: { path: { id: string }; body: OwnRoleChanges; answer: OwnRoleOut };
    delete: { path: { id: string }; answer: undefined };
  };
  "/auth/users/me/avatar/": {
    put: { form: {
      file: Blob;
    }; answer: AvatarOut };
    delete: { answer: undefined };
  };
  "/auth/avatars/{link}/": {
    get: { path: { link: string }; answer: Blob };
  };
  "/auth/users/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; role?: Role | null; status?: ("active" | "pending" | "off") | null; group?: string | null }; answer: PageOf_UserOut_ };
    post: { body: UserIn; answer: UserDetailOut };
  };
  "/auth/users/{id}/": {
    get: { path: { id: string }; answer: UserDetailOut };
    patch: { path: { id: string }; body: UserChanges; answer: UserDetailOut };
  };
  "/auth/users/{id}/activate/": {
    post: { path: { id: string }; answer: UserDetailOut };
  };
  "/auth/users/{id}/deactivate/": {
    post: { path: { id: string }; answer: UserDetailOut };
  };
  "/auth/users/{id}/approve/": {
    post: { path: { id: string }; answer: UserDetailOut };
  };
  "/auth/users/{id}/role/": {
    post: { path: { id: string }; body: RoleIn; answer: UserDetailOut };
  };
  "/auth/children/{id}/reset/": {
    post: { path: { id: string }; answer: ChildSecretsOut };
  };
  "/auth/users/me/children/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_WardOut_ };
  };
  "/auth/users/me/consents/": {
    get: { answer: ConsentsOut };
  };
  "/auth/users/me/consents/{kind}/": {
    put: { path: { kind: "recording" | "photo" | "messages" | "machine_learning" }; body: ConsentIn; answer: ConsentOut };
  };
  "/auth/children/{id}/consents/": {
    get: { path: { id: string }; answer: ConsentsOut };
  };
  "/auth/children/{id}/consents/{kind}/": {
    put: { path: { id: string; kind: "recording" | "photo" | "messages" | "machine_learning" }; body: ConsentIn; answer: ConsentOut };
  };
  "/auth/guardians/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; parent?: string | null; child?: string | null; open?: boolean | null }; answer: PageOf_GuardianOut_ };
    post: { body: GuardianIn; answer: GuardianOut };
  };
  "/auth/guardians/{id}/": {
    get: { path: { id: string }; answer: GuardianOut };
    patch: { path: { id: string }; body: GuardianChanges; answer: GuardianOut };
    delete: { path: { id: string }; answer: undefined };
  };
  "/auth/institutions/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; kind?: InstitutionKind | null }; answer: PageOf_InstitutionOut_ };
    post: { body: InstitutionIn; answer: InstitutionOut };
  };
  "/auth/institutions/{id}/": {
    get: { path: { id: string }; answer: InstitutionOut };
    patch: { path: { id: string }; body: InstitutionChanges; answer: InstitutionOut };
    delete: { path: { id: string }; answer: undefined };
  };
  "/auth/onboarding/": {
    get: { answer: OnboardingOut };
    put: { body: AnswersIn; answer: OnboardingOut };
  };
  "/auth/onboarding/questions/": {
    get: { answer: QuestionsOut };
    put: { body: QuestionsIn; answer: QuestionsOut };
  };
  "/auth/users/me/export/": {
    get: { answer: ExportOut };
    post: { answer: ExportOut };
  };
  "/auth/children/{id}/export/": {
    get: { path: { id: string }; answer: ExportOut };
    post: { path: { id: string }; answer: ExportOut };
  };
  "/auth/exports/{link}/": {
    get: { path: { link: string }; answer: Blob };
  };
  "/auth/users/{id}/erase/": {
    post: { path: { id: string }; answer: ErasureOut };
  };
  "/auth/children/{id}/erase-request/": {
    post: { path: { id: string }; answer: ErasureOut };
  };
  "/auth/erase-requests/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; state?: ErasureState | null }; answer: PageOf_ErasureOut_ };
  };
  "/auth/erase-requests/{id}/decide/": {
    post: { path: { id: string }; body: DecisionIn; answer: ErasureOut };
  };
  "/courses/courses/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; language?: ("uz" | "ru" | "en") | null; level?: string; mode?: CourseMode | null; category?: string | null; slug?: string; status?: CourseStatus | null }; answer: PageOf_CatalogueCourseOut_ };
    post: { body: CourseIn; answer: CourseDetailOut };
  };
  "/courses/courses/{id}/": {
    get: { path: { id: string }; answer: CourseDetailOut };
    patch: { path: { id: string }; body: CourseChanges; answer: CourseDetailOut };
    delete: { path: { id: string }; answer: undefined };
  };
  "/courses/courses/{id}/publish/": {
    post: { path: { id: string }; answer: CourseDetailOut };
  };
  "/courses/courses/{id}/archive/": {
    post: { path: { id: string }; answer: CourseDetailOut };
  };
  "/courses/courses/{id}/teachers/": {
    put: { path: { id: string }; body: CourseTeachersIn; answer: CourseDetailOut };
  };
  "/courses/courses/{id}/thumbnail/": {
    put: { path: { id: string }; form: {
      file: Blob;
    }; answer: CourseDetailOut };
    delete: { path: { id: string }; answer: undefined };
  };
  "/courses/thumbnails/{link}/": {
    get: { path: { link: string }; answer: Blob };
  };
  "/courses/categories/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_CategoryOut_ };
    post: { body: CategoryIn; answer: CategoryOut };
  };
  "/courses/categories/{id}/": {
    get: { path: { id: string }; answer: CategoryOut };
    patch: { path: { id: string }; body: CategoryChanges; answer: CategoryOut };
    delete: { path: { id: string }; answer: undefined };
  };
  "/courses/levels/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_LevelOut_ };
    post: { body: LevelIn; answer: LevelOut };
  };
  "/courses/levels/{id}/": {
    patch: { path: { id: string }; body: LevelChanges; answer: LevelOut };
    delete: { path: { id: string }; answer: undefined };
  };
  "/courses/placements/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; student?: string | null; language?: ("uz" | "ru" | "en") | null }; answer: PageOf_PlacementOut_ };
    post: { body: PlacementIn; answer: PlacementOut };
  };
  "/courses/placements/{id}/": {
    delete: { path: { id: string }; answer: undefined };
  };
  "/courses/groups/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; course?: string | null; branch?: string | null; teacher?: string | null; status?: GroupStatus | null }; answer: PageOf_GroupOut_ };
    post: { body: GroupIn; answer: GroupDetailOut };
  };
  "/courses/groups/{id}/": {
    get: { path: { id: string }; answer: GroupDetailOut };
    patch: { path: { id: string }; body: GroupChanges; answer: GroupDetailOut };
    delete: { path: { id: string }; answer: undefined };
  };
  "/courses/groups/{id}/close/": {
    post: { path: { id: string }; body: GroupCloseIn; answer: GroupDetailOut };
  };
  "/courses/groups/{id}/reopen/": {
    post: { path: { id: string }; answer: GroupDetailOut };
  };
  "/courses/groups/{id}/leads/": {
    get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_LeadChangeOut_ };
  };
  "/courses/groups/{id}/waiting/": {
    get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_WaitingOut_ };
    post: { path: { id: string }; body: WaitingIn; answer: WaitingOut };
  };
  "/courses/groups/{id}/waiting/{entry_id}/": {
    delete: { path: { id: string; entry_id: string }; answer: undefined };
  };
  "/courses/groups/{id}/members/": {
    get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; open?: boolean | null; status?: MembershipStatus | null }; answer: PageOf_MemberOut_ };
    post: { path: { id: string }; body: MemberIn; answer: MemberOut };
  };
  "/courses/groups/{id}/members/{membership_id}/": {
    patch: { path: { id: string; membership_id: string }; body: MemberChanges; answer: MemberOut };
    delete: { path: { id: string; membership_id: string }; answer: undefined };
  };
  "/courses/groups/{id}/members/{membership_id}/end/": {
    post: { path: { id: string; membership_id: string }; body: MemberEndIn; answer: MemberOut };
  };
  "/courses/groups/{id}/members/{membership_id}/transfer/": {
    post: { path: { id: string; membership_id: string }; body: TransferIn; answer: MemberOut };
  };
  "/courses/groups/{id}/members/{membership_id}/freeze/": {
    post: { path: { id: string; membership_id: string }; body: FreezeIn; answer: MemberOut };
  };
  "/courses/groups/{id}/members/{membership_id}/unfreeze/": {
    post: { path: { id: string; membership_id: string }; body: UnfreezeIn; answer: MemberOut };
  };
  "/courses/groups/{id}/members/{membership_id}/history/": {
    get: { path: { id: string; membership_id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_MemberChangeOut_ };
  };
  "/courses/rooms/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; branch?: string | null; archived?: boolean }; answer: PageOf_RoomOut_ };
    post: { body: RoomIn; answer: RoomOut };
  };
  "/courses/rooms/{id}/": {
    get: { path: { id: string }; answer: RoomOut };
    patch: { path: { id: string }; body: RoomChanges; answer: RoomOut };
    delete: { path: { id: string }; answer: undefined };
  };
  "/courses/rooms/{id}/week/": {
    get: { path: { id: string }; query: { day?: string | null }; answer: RoomWeekOut };
  };
  "/courses/holidays/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; since?: string | null; until?: string | null }; answer: PageOf_HolidayOut_ };
    post: { body: HolidayIn; answer: HolidaySetOut };
  };
  "/courses/holidays/{id}/": {
    get: { path: { id: string }; answer: HolidayOut };
    patch: { path: { id: string }; body: HolidayChanges; answer: HolidaySetOut };
    delete: { path: { id: string }; answer: undefined };
  };
  "/courses/groups/{id}/schedule/": {
    get: { path: { id: string }; answer: ScheduleOut };
    put: { path: { id: string }; body: ScheduleIn; answer: ScheduleOut };
  };
  "/courses/groups/{id}/schedule/generate/": {
    post: { path: { id: string }; body: GenerateIn; answer: GeneratedOut };
  };
  "/courses/imports/students/": {
    post: { form: {
      file: Blob;
      dry_run?: boolean;
      mapping?: string;
      preset?: "" | "modme" | "alfacrm";
      group?: string | null;
      branch?: string | null;
      name_order?: "auto" | "first_last" | "last_first";
    }; answer: ImportOut };
  };
  "/courses/imports/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_ImportOut_ };
  };
  "/courses/imports/{id}/": {
    get: { path: { id: string }; answer: ImportDetailOut };
  };
  "/courses/imports/{id}/rows/": {
    get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; verdict?: ("new" | "changed" | "same" | "refused") | null }; answer: PageOf_ImportRowOut_ };
  };
  "/courses/imports/{id}/errors/": {
    get: { path: { id: string }; answer: undefined };
  };
  "/courses/imports/{id}/undo/": {
    post: { path: { id: string }; answer: ImportDetailOut };
  };
  "/courses/exports/students/": {
    get: { query: { group?: string | null; branch?: string | null; status?: ("lead" | "trial" | "active" | "frozen") | null; format?: "csv" | "xlsx" }; answer: undefined };
  };
  "/courses/exports/groups/": {
    get: { query: { branch?: string | null; status?: ("active" | "closed") | null; format?: "csv" | "xlsx" }; answer: undefined };
  };
  "/lessons/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; from?: string | null; to?: string | null; group?: string | null; teacher?: string | null; room?: string | null; student?: string | null; status?: ("planned" | "held" | "cancelled") | null; mine?: boolean }; answer: PageOf_LessonOut_ };
    post: { body: LessonIn; answer: LessonOut };
  };
  "/lessons/{id}/": {
    get: { path: { id: string }; answer: LessonOut };
    patch: { path: { id: string }; body: LessonPatchIn; answer: LessonOut };
    delete: { path: { id: string }; answer: undefined };
  };
  "/lessons/{id}/hold/": {
    post: { path: { id: string }; answer: LessonOut };
  };
  "/lessons/{id}/cancel/": {
    post: { path: { id: string }; body: CancelIn; answer: LessonOut };
  };
  "/lessons/{id}/restore/": {
    post: { path: { id: string }; body: RestoreIn; answer: LessonOut };
  };
  "/lessons/{id}/reschedule/": {
    post: { path: { id: string }; body: RescheduleIn; answer: LessonOut };
  };
  "/lessons/{id}/substitute/": {
    post: { path: { id: string }; body: SubstituteIn; answer: LessonOut };
  };
  "/lessons/{id}/history/": {
    get: { path: { id: string }; answer: LessonHistoryOut };
  };
  "/lessons/calendar/token/": {
    post: { answer: CalendarLinkOut };
    delete: { answer: undefined };
  };
  "/lessons/{id}/make-up/": {
    post: { path: { id: string }; body: MakeUpIn; answer: MakeUpOut };
  };
  "/lessons/{id}/make-up/{make_up_id}/": {
    delete: { path: { id: string; make_up_id: string }; answer: undefined };
  };
  "/lessons/{id}/check-in/": {
    get: { path: { id: string }; answer: CheckInOut };
    post: { path: { id: string }; body: CheckInIn; answer: MarkOut };
  };
  "/attendance/statuses/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; archived?: boolean }; answer: PageOf_StatusOut_ };
    post: { body: StatusIn; answer: StatusOut };
  };
  "/attendance/statuses/{id}/": {
    get: { path: { id: string }; answer: StatusOut };
    patch: { path: { id: string }; body: StatusChangeIn; answer: StatusOut };
    delete: { path: { id: string }; answer: undefined };
  };
  "/attendance/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; lesson?: string | null; group?: string | null; student?: string | null; from?: string | null; to?: string | null; status?: string | null }; answer: PageOf_MarkOut_ };
    post: { body: MarkIn; answer: MarkOut };
  };
  "/attendance/bulk-mark/": {
    post: { body: BulkIn; answer: BulkOut };
  };
  "/attendance/sync/": {
    post: { body: SyncIn; answer: SyncOut };
  };
  "/attendance/registers/{lesson_id}/": {
    get: { path: { lesson_id: string }; answer: RegisterOut };
  };
  "/attendance/registers/{lesson_id}/history/": {
    get: { path: { lesson_id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_HistoryOut_ };
  };
  "/attendance/excuses/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; student?: string | null; group?: string | null; state?: ("asked" | "accepted" | "refused" | "withdrawn") | null }; answer: PageOf_ExcuseOut_ };
    post: { body: ExcuseIn; answer: ExcuseOut };
  };
  "/attendance/excuses/{id}/": {
    get: { path: { id: string }; answer: ExcuseOut };
    patch: { path: { id: string }; body: ExcuseDecisionIn; answer: ExcuseOut };
    delete: { path: { id: string }; answer: undefined };
  };
  "/attendance/{id}/": {
    get: { path: { id: string }; answer: MarkOut };
    patch: { path: { id: string }; body: MarkChangeIn; answer: MarkOut };
    delete: { path: { id: string }; query: { reason?: string }; answer: undefined };
  };
  "/attendance/{id}/history/": {
    get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_HistoryOut_ };
  };
  "/attendance/imports/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_ImportOut_ };
    post: { form: {
      file: Blob;
      dry_run?: boolean;
      mapping?: string;
      group?: string | null;
      year?: number | null;
    }; answer: ImportOut };
  };
  "/attendance/imports/{id}/": {
    get: { path: { id: string }; answer: ImportDetailOut };
  };
  "/attendance/imports/{id}/rows/": {
    get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; verdict?: ("new" | "changed" | "same" | "refused") | null }; answer: PageOf_ImportRowOut_ };
  };
  "/attendance/imports/{id}/errors/": {
    get: { path: { id: string }; answer: undefined };
  };
  "/attendance/imports/{id}/undo/": {
    post: { path: { id: string }; answer: ImportDetailOut };
  };
  "/attendance/reports/lessons/{id}/": {
    get: { path: { id: string }; query: { format?: "" | "json" | "xlsx" }; answer: LessonReportOut };
  };
  "/attendance/reports/students/{id}/": {
    get: { path: { id: string }; query: { format?: "" | "json" | "xlsx"; from?: string | null; to?: string | null }; answer: StudentReportOut };
  };
  "/attendance/reports/groups/{id}/": {
    get: { path: { id: string }; query: { format?: "" | "json" | "xlsx"; month: string }; answer: GroupReportOut };
  };
  "/resources/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; lesson?: string | null; course?: string | null; kind?: ("document" | "slides" | "image" | "audio" | "video") | null }; answer: PageOf_ResourceOut_ };
    post: { body: ResourceIn; answer: ResourceOut };
  };
  "/resources/files/": {
    post: { form: {
      lesson?: string | null;
      course?: string | null;
      title?: string;
      file: Blob;
    }; answer: ResourceOut };
  };
  "/resources/uploads/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_OpenUploadOut_ };
    post: { body: UploadIn; answer: UploadOut };
  };
  "/resources/uploads/{id}/": {
    delete: { path: { id: string }; answer: undefined };
  };
  "/resources/library/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; kind?: ("document" | "slides" | "image" | "audio" | "video") | null; archived?: boolean; mine?: boolean }; answer: PageOf_ListedMediaOut_ };
  };
  "/resources/library/{id}/": {
    patch: { path: { id: string }; body: MediaPatch; answer: MediaOut };
  };
  "/resources/{id}/": {
    get: { path: { id: string }; answer: ResourceOut };
    patch: { path: { id: string }; body: ResourcePatch; answer: ResourceOut };
    delete: { path: { id: string }; answer: undefined };
  };
  "/resources/{id}/file/": {
    put: { path: { id: string }; body: ResourceFileIn; answer: ResourceOut };
  };
  "/resources/{id}/download/": {
    get: { path: { id: string }; answer: DownloadLinkOut };
  };
  "/resources/{id}/usage/": {
    get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_DownloadOut_ };
  };
  "/homework/assignments/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; group?: string | null; lesson?: string | null; kind?: ("reading" | "speaking" | "repeat" | "file" | "text") | null }; answer: PageOf_AssignmentOut_ };
    post: { body: AssignmentIn; answer: AssignmentOut };
  };
  "/homework/assignments/preview/": {
    post: { body: PreviewIn; answer: AssignmentPreviewOut };
  };
  "/homework/assignments/{id}/": {
    get: { path: { id: string }; answer: AssignmentOut };
    patch: { path: { id: string }; body: AssignmentPatch; answer: AssignmentOut };
    delete: { path: { id: string }; answer: undefined };
  };
  "/homework/assignments/{id}/copy/": {
    post: { path: { id: string }; body: CopyIn; answer: AssignmentOut[] };
  };
  "/homework/assignments/{id}/model-audio/": {
    get: { path: { id: string }; answer: Blob };
    put: { path: { id: string }; form: {
      file: Blob;
    }; answer: AssignmentOut };
    delete: { path: { id: string }; answer: undefined };
  };
  "/homework/{id}/extend/": {
    post: { path: { id: string }; body: ExtendIn; answer: HomeworkDetailOut };
  };
  "/homework/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; state?: ("assigned" | "processing" | "scored" | "needs_review" | "reviewed" | "returned") | null; assignment?: string | null; student?: string | null; group?: string | null }; answer: PageOf_HomeworkOut_ };
  };
  "/homework/{id}/": {
    get: { path: { id: string }; answer: HomeworkDetailOut };
  };
  "/homework/{id}/submit/": {
    post: { path: { id: string }; body: SubmitIn; form: {
      file?: Blob;
      text?: string;
      upload?: string;
    }; answer: AttemptOut };
  };
  "/homework/{id}/submit/presign/": {
    post: { path: { id: string }; body: UploadIn; answer: UploadOut };
  };
  "/homework/{id}/attempts/": {
    get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_AttemptOut_ };
  };
  "/homework/queue/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; assignment?: string | null; student?: string | null; group?: string | null }; answer: PageOf_QueuedOut_ };
  };
  "/homework/assignments/{id}/report/": {
    get: { path: { id: string }; answer: ReportOut };
  };
  "/homework/assignments/{id}/missed-words/": {
    get: { path: { id: string }; answer: MissedWordsOut };
  };
  "/homework/trend/{student_id}/": {
    get: { path: { student_id: string }; answer: TrendOut };
  };
  "/homework/attempts/{id}/": {
    get: { path: { id: string }; answer: AttemptDetailOut };
  };
  "/homework/attempts/{id}/audio/": {
    get: { path: { id: string }; answer: Blob };
  };
  "/homework/attempts/{id}/peaks/": {
    get: { path: { id: string }; answer: PeaksOut };
  };
  "/homework/attempts/{id}/words/": {
    patch: { path: { id: string }; body: WordsIn; answer: AttemptDetailOut };
  };
  "/homework/attempts/{id}/rescore/": {
    post: { path: { id: string }; body: RescoreIn; answer: AttemptDetailOut };
  };
  "/homework/{id}/review/": {
    post: { path: { id: string }; body: ReviewIn; answer: HomeworkDetailOut };
  };
  "/homework/{id}/review/voice/": {
    post: { path: { id: string }; form: {
      file: Blob;
    }; answer: VoiceOut };
  };
  "/homework/reviews/{id}/voice/": {
    get: { path: { id: string }; answer: Blob };
  };
  "/homework/{id}/appeal/": {
    post: { path: { id: string }; body: AppealIn; answer: HomeworkDetailOut };
  };
  "/gamification/coins/me/": {
    get: { answer: CoinsOut };
  };
  "/gamification/coins/{student_id}/transactions/": {
    get: { path: { student_id: string }; query: { cursor?: string | null; limit?: number }; answer: FeedOf_TransactionOut_ };
  };
  "/gamification/coins/{student_id}/": {
    get: { path: { student_id: string }; answer: CoinsOut };
  };
  "/gamification/coins/adjust/": {
    post: { body: AdjustIn; answer: AdjustmentOut };
  };
  "/gamification/rules/": {
    get: { answer: RulesOut };
  };
  "/gamification/preferences/me/": {
    get: { answer: PreferencesOut };
    put: { body: PreferencesIn; answer: PreferencesOut };
  };
  "/gamification/leaderboard/{group_id}/": {
    get: { path: { group_id: string }; query: { period?: ("week" | "month" | "all"); on?: string | null; neighbours?: number }; answer: BoardOut };
  };
  "/gamification/leaderboards/": {
    get: { query: { period?: ("week" | "month" | "all"); on?: string | null; neighbours?: number; scope?: "course" | "centre"; course?: string | null }; answer: WideBoardOut };
  };
  "/gamification/achievements/catalog/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_AchievementOut_ };
    post: { body: AchievementIn; answer: AchievementOut };
  };
  "/gamification/achievements/catalog/{id}/": {
    patch: { path: { id: string }; body: AchievementChanges; answer: AchievementOut };
  };
  "/gamification/achievements/{student_id}/": {
    get: { path: { student_id: string }; answer: AchievementsOut };
  };
  "/gamification/streaks/me/": {
    get: { answer: StreakOut };
  };
  "/gamification/shop/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; archived?: boolean }; answer: PageOf_ItemOut_ };
    post: { body: ItemIn; answer: ItemOut };
  };
  "/gamification/shop/{id}/": {
    get: { path: { id: string }; answer: ItemOut };
    patch: { path: { id: string }; body: ItemChanges; answer: ItemOut };
    delete: { path: { id: string }; answer: undefined };
  };
  "/gamification/shop/{id}/redeem/": {
    post: { path: { id: string }; body: RedeemIn; answer: RedemptionOut };
  };
  "/gamification/redemptions/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; state?: ("requested" | "handed_over" | "cancelled") | null }; answer: PageOf_RedemptionOut_ };
  };
  "/gamification/redemptions/{id}/deliver/": {
    post: { path: { id: string }; answer: RedemptionOut };
  };
  "/gamification/redemptions/{id}/cancel/": {
    post: { path: { id: string }; body: RedemptionCancelIn; answer: RedemptionOut };
  };
  "/notifications/": {
    get: { query: { cursor?: string | null; limit?: number; unread?: boolean }; answer: FeedOf_NotificationOut_ };
  };
  "/notifications/{id}/mark-read/": {
    post: { path: { id: string }; answer: NotificationOut };
  };
  "/notifications/mark-all-read/": {
    post: { answer: UnreadOut };
  };
  "/notifications/unread-count/": {
    get: { answer: UnreadOut };
  };
  "/notifications/telegram/link/": {
    post: { body: TelegramLinkIn; answer: TelegramLinkOut };
    delete: { answer: undefined };
  };
  "/notifications/preferences/me/": {
    get: { answer: MessagePreferencesOut };
    put: { body: MessagePreferencesIn; answer: MessagePreferencesOut };
  };
  "/notifications/deliveries/": {
    get: { query: { cursor?: string | null; limit?: number; state?: ("queued" | "sent" | "delivered" | "failed" | "skipped") | null; channel?: ("telegram" | "sms" | "email" | "push") | null; type?: string; user?: string | null; since?: string | null }; answer: FeedOf_DeliveryOut_ };
  };
  "/notifications/deliveries/{id}/retry/": {
    post: { path: { id: string }; answer: DeliveryOut };
  };
  "/notifications/budget/": {
    get: { answer: SmsBudgetOut };
  };
  "/notifications/announcements/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; scope?: ("group" | "course" | "branch" | "role") | null; state?: ("scheduled" | "sent" | "cancelled") | null }; answer: PageOf_AnnouncementOut_ };
    post: { body: AnnouncementIn; answer: AnnouncementOut };
  };
  "/notifications/announcements/preview/": {
    post: { body: AnnouncementIn; answer: EstimateOut };
  };
  "/notifications/announcements/{id}/cancel/": {
    post: { path: { id: string }; answer: AnnouncementOut };
  };
  "/notifications/push/key/": {
    get: { answer: PushKeyOut };
  };
  "/notifications/push/subscriptions/": {
    get: { answer: PushSubscriptionOut[] };
    post: { body: PushSubscriptionIn; answer: PushSubscriptionOut };
  };
  "/notifications/push/subscriptions/{id}/": {
    delete: { path: { id: string }; answer: undefined };
  };
  "/notifications/templates/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; type?: string | null; channel?: ("in_app" | "telegram" | "sms" | "email" | "push") | null; language?: ("uz" | "ru" | "en") | null; own?: boolean | null }; answer: PageOf_WordingOut_ };
    post: { body: TemplateIn; answer: WordingOut };
  };
  "/notifications/templates/preview/": {
    post: { body: TemplateIn; answer: PreviewOut };
  };
  "/notifications/templates/{id}/": {
    get: { path: { id: string }; answer: WordingOut };
    patch: { path: { id: string }; body: TemplateChanges; answer: WordingOut };
    delete: { path: { id: string }; answer: undefined };
  };
  "/notifications/templates/{id}/preview/": {
    post: { path: { id: string }; answer: PreviewOut };
  };
  "/payments/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; status?: ("draft" | "pending" | "overdue" | "completed" | "cancelled" | "failed" | "refunded") | null; kind?: ("period" | "correction" | "enrolment" | "order" | "other") | null; group?: string | null; student?: string | null; branch?: string | null; period?: string; overdue?: boolean | null; proof?: boolean | null }; answer: PageOf_PaymentOut_ };
    post: { body: PaymentIn; answer: PaymentDetailOut };
  };
  "/payments/{id}/": {
    get: { path: { id: string }; answer: PaymentDetailOut };
    patch: { path: { id: string }; body: PaymentPatch; answer: PaymentDetailOut };
  };
  "/payments/{id}/confirm/": {
    post: { path: { id: string }; body: ConfirmIn; answer: PaymentDetailOut };
  };
  "/payments/{id}/restore/": {
    post: { path: { id: string }; body: PaymentRestoreIn; answer: PaymentDetailOut };
  };
  "/payments/{id}/cancel/": {
    post: { path: { id: string }; body: PaymentCancelIn; answer: PaymentDetailOut };
  };
  "/payments/{id}/write-off/": {
    post: { path: { id: string }; body: WriteOffIn; answer: PaymentDetailOut };
  };
  "/payments/{id}/refund/": {
    post: { path: { id: string }; body: RefundIn; answer: PaymentDetailOut };
  };
  "/payments/{id}/proof/": {
    post: { path: { id: string }; form: {
      amount?: number | null;
      note?: string;
      file: Blob;
    }; answer: ProofOut };
  };
  "/payments/{id}/proof/decide/": {
    post: { path: { id: string }; body: ProofDecisionIn; answer: PaymentDetailOut };
  };
  "/payments/{id}/history/": {
    get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_PaymentStepOut_ };
  };
  "/payments/{id}/receipt/": {
    get: { path: { id: string }; query: { receipt?: string | null }; answer: Blob };
  };
  "/payments/balance/{student_id}/refund/": {
    post: { path: { student_id: string }; body: CreditRefundIn; answer: CreditRefundOut };
  };
  "/payments/balance/{student_id}/receipt/": {
    get: { path: { student_id: string }; query: { receipt?: string | null }; answer: Blob };
  };
  "/payments/cash-desks/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; branch?: string | null; archived?: boolean | null }; answer: PageOf_CashDeskOut_ };
    post: { body: CashDeskIn; answer: CashDeskOut };
  };
  "/payments/cash-desks/{id}/": {
    patch: { path: { id: string }; body: CashDeskPatch; answer: CashDeskOut };
  };
  "/payments/cash-desks/{id}/shift/": {
    get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_ShiftOut_ };
    post: { path: { id: string }; body: ShiftIn; answer: ShiftReportOut };
  };
  "/payments/cash-desks/{id}/shift/{shift_id}/": {
    get: { path: { id: string; shift_id: string }; answer: ShiftReportOut };
  };
  "/payments/cash-desks/{id}/bank/": {
    post: { path: { id: string }; body: BankIn; answer: BankedOut };
  };
  "/payments/expenses/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; branch?: string | null; desk?: string | null; category?: ("rent" | "utilities" | "supplies" | "equipment" | "advertising" | "taxes" | "services" | "other") | null; from?: string | null; to?: string | null }; answer: PageOf_ExpenseOut_ };
    post: { body: ExpenseIn; answer: ExpenseOut };
  };
  "/payments/expenses/{id}/reverse/": {
    post: { path: { id: string }; body: ExpenseReverseIn; answer: ExpenseOut };
  };
  "/payments/orders/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; status?: ("draft" | "pending" | "overdue" | "completed" | "cancelled" | "failed" | "refunded") | null; learner?: string | null }; answer: PageOf_OrderOut_ };
    post: { body: OrderIn; answer: OrderOut };
  };
  "/payments/orders/{id}/": {
    get: { path: { id: string }; answer: OrderOut };
  };
  "/payments/orders/{id}/checkout/": {
    post: { path: { id: string }; body: CheckoutIn; answer: CheckoutOut };
  };
  "/payments/schedules/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; group?: string | null; branch?: string | null; mode?: ScheduleMode | null; on?: string | null }; answer: PageOf_PaymentScheduleOut_ };
    post: { body: PaymentScheduleIn; answer: PaymentScheduleOut };
  };
  "/payments/schedules/run/": {
    post: { body: RunIn; answer: RunOut };
  };
  "/payments/schedules/{id}/": {
    get: { path: { id: string }; answer: PaymentScheduleOut };
    patch: { path: { id: string }; body: PaymentScheduleChanges; answer: PaymentScheduleOut };
    delete: { path: { id: string }; answer: undefined };
  };
  "/payments/discounts/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; kind?: DiscountKind | null; student?: string | null; group?: string | null; archived?: boolean }; answer: PageOf_DiscountOut_ };
    post: { body: DiscountIn; answer: DiscountOut };
  };
  "/payments/discounts/{id}/": {
    get: { path: { id: string }; answer: DiscountOut };
    patch: { path: { id: string }; body: DiscountChanges; answer: DiscountOut };
    delete: { path: { id: string }; answer: undefined };
  };
  "/payments/overrides/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; group?: string | null; student?: string | null }; answer: PageOf_OwnPriceOut_ };
    post: { body: OwnPriceIn; answer: OwnPriceOut };
  };
  "/payments/overrides/{id}/": {
    delete: { path: { id: string }; answer: undefined };
  };
  "/payments/{id}/checkout/": {
    post: { path: { id: string }; body: CheckoutIn; answer: CheckoutOut };
  };
  "/payments/balance/{student_id}/checkout/": {
    post: { path: { student_id: string }; body: TopUpIn; answer: CheckoutOut };
  };
  "/payments/webhooks/": {
    get: { query: { cursor?: string | null; limit?: number; provider?: ("payme" | "stripe") | null; verdict?: ("done" | "duplicate" | "ignored" | "refused" | "forged" | "failed") | null; what?: string }; answer: FeedOf_WebhookOut_ };
  };
  "/payments/debtors/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; group?: string | null; branch?: string | null; currency?: string | null; minimum?: number | null; overdue_since?: string | null; format?: "" | "json" | "xlsx" }; answer: DebtorsOut };
  };
  "/payments/ledger/": {
    get: { query: { cursor?: string | null; limit?: number; kind?: AccountKind | null; student?: string | null; payment?: string | null; from?: string | null; to?: string | null }; answer: FeedOf_TransferOut_ };
  };
  "/payments/balance/{student_id}/": {
    get: { path: { student_id: string }; query: { from?: string | null; to?: string | null; format?: "" | "json" | "xlsx" }; answer: StatementOut };
  };
  "/payments/statement/": {
    get: { query: { from?: string | null; to?: string | null; format?: "" | "json" | "xlsx"; student?: string | null }; answer: StatementOut[] };
  };
  "/payments/reports/revenue/": {
    get: { query: { from?: string | null; to?: string | null; format?: "" | "json" | "xlsx"; by?: ("month" | "group" | "course" | "teacher" | "provider"); branch?: string | null }; answer: RevenueOut };
  };
  "/payments/reports/profit/": {
    get: { query: { from?: string | null; to?: string | null; format?: "" | "json" | "xlsx"; branch?: string | null }; answer: ProfitOut };
  };
  "/payments/reconciliation/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; provider?: string | null; state?: ("matches" | "differs") | null }; answer: PageOf_ReconciliationOut_ };
    post: { form: {
      file: Blob;
      provider: string;
      desk?: "" | "one_time" | "cumulative";
      currency?: string;
      from?: string | null;
      to?: string | null;
    }; answer: ReconciliationDetailOut };
  };
  "/payments/reconciliation/{id}/": {
    get: { path: { id: string }; answer: ReconciliationDetailOut };
  };
  "/payments/salaries/rates/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; teacher?: string | null; branch?: string | null; on?: string | null }; answer: PageOf_PayRateOut_ };
    post: { body: PayRateIn; answer: PayRateOut };
  };
  "/payments/salaries/rates/{id}/": {
    patch: { path: { id: string }; body: PayRateChanges; answer: PayRateOut };
    delete: { path: { id: string }; answer: undefined };
  };
  "/payments/salaries/": {
    get: { query: { format?: "" | "json" | "xlsx"; month?: string; teacher?: string | null; branch?: string | null }; answer: PayrollOut };
  };
  "/payments/salaries/entries/": {
    post: { body: PayEntryIn; answer: PayLineOut };
  };
  "/payments/salaries/close/": {
    post: { body: PayCloseIn; answer: PayClosedOut };
  };
  "/payments/salaries/pay-outs/": {
    post: { body: PayOutIn; answer: PayOutOut };
  };
  "/settings/centre-figures/": {
    get: { query: { by?: By | null; from?: string | null; to?: string | null; branch?: string | null }; answer: CentreFiguresOut };
  };
  "/realtime/tickets/": {
    post: { answer: TicketOut };
  };
  "/jobs/": {
    get: { query: { cursor?: string | null; limit?: number; state?: ("queued" | "leased" | "done" | "dead") | null; kind?: string }; answer: FeedOf_JobOut_ };
  };
  "/jobs/{id}/retry/": {
    post: { path: { id: string }; answer: JobOut };
  };
  "/settings/public/": {
    get: { answer: PublicOut };
  };
  "/settings/system/": {
    get: { answer: SystemOut };
    put: { body: SystemChanges; answer: SystemOut };
  };
  "/settings/branches/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_BuildingOut_ };
    post: { body: BuildingIn; answer: BuildingOut };
  };
  "/settings/branches/{id}/": {
    get: { path: { id: string }; answer: BuildingOut };
    patch: { path: { id: string }; body: BuildingChanges; answer: BuildingOut };
  };
  "/settings/audit-logs/": {
    get: { query: { cursor?: string | null; limit?: number; actor?: string | null; action?: string; object_type?: string; object_id?: string; request_id?: string; since?: string | null; until?: string | null }; answer: FeedOf_AuditEntryOut_ };
  };
  "/settings/audit-logs/export/": {
    get: { query: { actor?: string | null; action?: string; object_type?: string; object_id?: string; request_id?: string; since?: string | null; until?: string | null; format?: "csv" | "xlsx" }; answer: undefined };
  };
  "/health/": {
    get: { answer: HealthOut };
  };
  "/health/ready/": {
    get: { answer: ReadyOut };
  };
  "/health/metrics/": {
    get: { answer: string };
  };
  "/settings/webhooks/": {
    get: { query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_OutgoingWebhookOut_ };
    post: { body: WebhookIn; answer: WebhookSecretOut };
  };
  "/settings/webhooks/event-types/": {
    get: { answer: WebhookEventTypesOut };
  };
  "/settings/webhooks/{id}/": {
    get: { path: { id: string }; answer: OutgoingWebhookOut };
    patch: { path: { id: string }; body: WebhookChanges; answer: OutgoingWebhookOut };
    delete: { path: { id: string }; answer: undefined };
  };
  "/settings/webhooks/{id}/test/": {
    post: { path: { id: string }; answer: WebhookDeliveryOut };
  };
  "/settings/webhooks/{id}/rotate-secret/": {
    post: { path: { id: string }; answer: WebhookSecretOut };
  };
  "/settings/webhooks/{id}/deliveries/": {
    get: { path: { id: string }; query: { cursor?: string | null; limit?: number; state?: ("waiting" | "delivered" | "failed" | "dropped") | null; type?: string }; answer: FeedOf_WebhookDeliveryOut_ };
  };
  "/settings/webhooks/{id}/deliveries/{delivery_id}/redeliver/": {
    post: { path: { id: string; delivery_id: string }; answer: WebhookDeliveryOut };
  };
}

/** POSTs that take an `Idempotency-Key`. */
export const REPEATABLE: string[] = [
  "/attendance/excuses/",
  "/gamification/coins/adjust/",
  "/gamification/shop/{id}/redeem/",
  "/homework/assignments/",
  "/homework/{id}/extend/",
  "/homework/{id}/review/",
  "/homework/{id}/submit/",
  "/notifications/announcements/",
  "/payments/",
  "/payments/balance/{student_id}/refund/",
  "/payments/cash-desks/{id}/bank/",
  "/payments/expenses/",
  "/payments/expenses/{id}/reverse/",
  "/payments/orders/",
  "/payments/salaries/entries/",
  "/payments/salaries/pay-outs/",
  "/payments/{id}/confirm/",
  "/payments/{id}/proof/",
  "/payments/{id}/proof/decide/",
  "/payments/{id}/refund/",
  "/payments/{id}/write-off/",
];
