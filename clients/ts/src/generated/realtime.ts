// Made by `./talim generate`. Do not edit.
/** The pupil got an achievement; its `coins` come as `coins.changed`. */ export interface AchievementGranted { achievement: string; code: string; name: Record<string, string>; coins: number }
/** What was announced to the pupils of the group, in the languages it was written in. */ export interface Announced { announcement: string; author: string; title: Record<string, string>; text: Record<string, string>; at: string }
/** An announcement to the pupils of the group: title and text in the languages it was written in. */ export interface AnnouncementPublished { announcement: string; author: string; title: Record<string, string>; text: Record<string, string>; at: string }
/** Homework that was given to a group. */ export interface AssignmentRow { assignment: string; kind: string; title: string; deadline: string | null }
/** The platform failed: the homework is open again, `due_at` has moved by the time lost, and the attempt does not count. */ export interface AttemptFailed { homework: string; assignment: string; student: string; name: string; title: string; attempt: string; number: number; homework_state: string; homework_score: number | null; reason: string; text: Record<string, string>; due_at: string | null }
/** A recording was submitted and waits for the engine. */ export interface AttemptReceived { homework: string; assignment: string; student: string; name: string; title: string; attempt: string; number: number; homework_state: string; homework_score: number | null; late: boolean }
/** The recording gets no score; `text` says why, in every language. `counts`: it uses up an attempt. */ export interface AttemptRefused { homework: string; assignment: string; student: string; name: string; title: string; attempt: string; number: number; homework_state: string; homework_score: number | null; verdict: string; reason: string; text: Record<string, string>; counts: boolean; duration: number | null; seconds: number | null }
/** An attempt has a new score. `cause`: a teacher's correction of words (`correction`) or a newer version (`rescore`). `state` is the attempt's state, `revision` counts its scores. The pupil's copy is cut as in `attempt.scored`. */ export interface AttemptRemarked { homework: string; assignment: string; student: string; name: string; title: string; attempt: string; number: number; homework_state: string; homework_score: number | null; verdict: string; reason: string; text: Record<string, string>; confidence: string | null; hidden: boolean; score: number | null; stars: number | null; parts: Record<string, number | null>; words: [string, string][]; more_words: number; duration: number | null; seconds: number | null; coins: number; cause: string; state: string; revision: number }
/** The engine has scored an attempt. `words`: pairs of word and class, the first 120; `more_words` are left out. A `hidden` score waits for the teacher: the pupil's copy carries neither scores nor words. A child under 8 gets `stars` (1 to 5, on the wall too) and no score. */ export interface AttemptScored { homework: string; assignment: string; student: string; name: string; title: string; attempt: string; number: number; homework_state: string; homework_score: number | null; verdict: string; reason: string; text: Record<string, string>; confidence: string | null; hidden: boolean; score: number | null; stars: number | null; parts: Record<string, number | null>; words: [string, string][]; more_words: number; duration: number | null; seconds: number | null; coins: number }
/** A hint without a number: the engine has reached `stage` (queued, decoding, transcribing). */ export interface AttemptStage { homework: string; assignment: string; student: string; name: string; title: string; attempt: string; stage: string }
/** A file or a text was submitted; the teacher scores it. */ export interface AttemptStored { homework: string; assignment: string; student: string; name: string; title: string; attempt: string; number: number; homework_state: string; homework_score: number | null; late: boolean }
/** A pupil's mark changed; `status` and `counts_as` are null when it was withdrawn. */ export interface AttendanceChanged { lesson: string; group: string; starts_at: string; status: string | null; counts_as: string | null; minutes_late: number | null }
/** A group's leaderboard. */ export interface Board { group: string; period: string; rows: BoardRow[] }
/** A place on a leaderboard; who hides the name has neither name nor id. */ export interface BoardRow { rank: number; student: string | null; name: string; coins: number; hidden: boolean }
/** A message of a room. A deleted one has no text, no voice note and no reactions. */ export interface ChatMessage { message: string; number: number; author: string; name: string; client_id: string; text: string; voice: boolean; reply: QuotedMessage | null; reactions: Record<string, number>; sent_at: string; edited_at: string | null; deleted: boolean }
/** Somebody writes in the room now. */ export interface ChatTyping { room: string; user: string; name: string }
/** A small child has done an activity whose time or result is kept, or a lesson (`lesson_done`). */ export interface ChildPlayed { child: string; lesson_done: boolean }
/** `child:{id}`: the newest 10 homeworks and the day's marks. */ export interface ChildState { child: string; homework: ProgressRow[]; today: Today }
/** The pupil's balance changed by `amount` for `cause`. */ export interface CoinsChanged { amount: number; balance: number; cause: string; reason: string }
/** A copy of a film that the user asked for is further, is ready, or was refused. */ export interface CopyChanged { film_copy: string; video: string; state: string; percent: number }
/** What learners of a course see. */ export interface CourseContentNow { course: string; version: number; published_at: string; lesson_count: number; minutes: number }
/** A learner opened a lesson for the first time. */ export interface CourseLessonBegun { course: string; lesson: string; learner: string }
/** A learner has done a lesson. */ export interface CourseLessonDone { course: string; lesson: string; learner: string }
/** A learner came further in a course. `lesson`: the one that was just done; null when the course was changed. */ export interface CourseProgress { enrolment: string; course: string; progress: number; lesson: string | null; lesson_completed: boolean }
/** Learners see another version of a course. It names no lesson: some are locked for some learners. */ export interface CoursePublished { course: string; version: number; published_at: string; lesson_count: number; minutes: number }
/** `course:{id}`: what was published last; null before the first time. */ export interface CourseState { course: string; published: CourseContentNow | null }
/** How many learners began a lesson, and how many have done it. */ export interface CourseWallLesson { lesson: string; learners: number; done: number }
/** `course_wall:{id}`: the lessons that are published, in order. */ export interface CourseWallState { course: string; lessons: CourseWallLesson[] }
/** A mark in the register. */ export interface DayMark { lesson: string; group: string; starts_at: string; status: string | null; counts_as: string | null; minutes_late: number | null }
/** Something about the discussion itself has changed: its text, its state, its accepted answer. */ export interface DiscussionChanged { discussion: string; forum: string; kind: string; title: string; text: string | null; state: string; author: string | null; name: string; lesson: string | null; second: number | null; pinned: boolean; locked: boolean; resolved: boolean; accepted: string | null; reply_count: number; edited_at: string | null }
/** A discussion without its replies. */ export interface DiscussionNow { discussion: string; forum: string; kind: string; title: string; text: string | null; state: string; author: string | null; name: string; lesson: string | null; second: number | null; pinned: boolean; locked: boolean; resolved: boolean; accepted: string | null; reply_count: number; edited_at: string | null }
/** Replies came from, or went to, another discussion; all of it, when it was merged. */ export interface DiscussionRearranged { discussion: string }
/** `discussion:{id}`: the discussion, and its last 50 replies by id, the oldest of them first. */ export interface DiscussionState { discussion: DiscussionNow; replies: ReplyNow[] }
/** A hint: somebody writes in the discussion. */ export interface DiscussionTyping { discussion: string; user: string; name: string }
/** An enrolment was created, frozen, ended or got another end (`until` null: no end). */ export interface EnrolmentChanged { enrolment: string; course: string; state: string; until: string | null }
/** A hint, at most once in 5 s: these measures, which the user may see, were counted anew, so open pages load them again. It holds no values. */ export interface FiguresChanged { measures: string[] }
/** Whose homework an assignment made. */ export interface Given { homework: string; student: string; name: string }
/** A hint: a teacher wrote for a pupil, or (`student` null) changed what counts, so open pages load the gradebook again. It holds no points. */ export interface GradeChanged { gradebook: string; student: string | null }
/** `group:{id}`: the next 5 lessons, soonest first; the newest 20 open assignments; the board; the last 5 announcements, newest first. */ export interface GroupState { group: string; lessons: LessonRow[]; homework: AssignmentRow[]; leaderboard: Board; announcements: Announced[] }
/** The pupil or a guardian (`by`) asks for a review of the score. `comment` holds at most 500 letters. */ export interface HomeworkAppealed { homework: string; assignment: string; student: string; name: string; title: string; homework_state: string; homework_score: number | null; by: string; comment: string }
/** Homework was assigned. On `wall` `homeworks` names pupils (homework, student, name); on `group` it is empty. */ export interface HomeworkAssigned { assignment: string; kind: string; title: string; deadline: string | null; homeworks: Given[] }
/** The teacher changed an assignment; `fields` names what changed. Sent to `wall` and `group`. */ export interface HomeworkChanged { assignment: string; kind: string; title: string; deadline: string | null; fields: string[] }
/** A pupil got more time or more attempts. */ export interface HomeworkExtended { homework: string; assignment: string; student: string; name: string; title: string; homework_state: string; due_at: string | null; attempts_left: number }
/** A pupil's homework changed; sent to `child` at every step. For a child under 8 `stars` is set and `score` is null; both are null without a visible score. */ export interface HomeworkProgress { homework: string; assignment: string; group: string; kind: string; title: string; due_at: string | null; state: string; score: number | null; stars: number | null }
/** A hint without a number, on `wall`: the pupil is recording. It expires 6 s after the last one. */ export interface HomeworkRecording { homework: string; assignment: string; student: string; name: string; title: string }
/** The teacher reviewed the homework: its score and coins now. `comment` holds at most 500 letters; `voice`: there is a voice comment. A child under 8 gets `stars` and no score. */ export interface HomeworkReviewed { homework: string; assignment: string; student: string; name: string; title: string; decision: string; homework_state: string; homework_score: number | null; comment: string; voice: boolean; stars: number | null; coins: number }
/** The teacher withdrew an assignment before any pupil submitted; it is deleted. Sent to `wall`, `group`, and `child` of its pupils. */ export interface HomeworkWithdrawn { assignment: string; title: string }
/** A job failed for the last time; it needs attention. */ export interface JobDied { job: string; kind: string }
/** A dead job was put back into its queue. */ export interface JobRetried { job: string; kind: string }
/** Dead jobs were deleted after the time they are kept. */ export interface JobsRemoved { dead: number }
/** The current leaderboard of the group, at most once a second. Pupils who hide their name have neither name nor id in it. */ export interface LeaderboardChanged { group: string; period: string; rows: BoardRow[] }
/** A hint: a lead of this branch was added or changed, or somebody calls it, so open pages load it again; `lead` is null for many. It holds no words of leads. */ export interface LeadsChanged { branch: string; lead: string | null }
/** The lesson does not take place. */ export interface LessonCancelled { lesson: string; starts_at: string; ends_at: string; topic: string; status: string; teacher: string | null; room: string | null; sequence: number }
/** The topic, room or teacher changed. */ export interface LessonChanged { lesson: string; starts_at: string; ends_at: string; topic: string; status: string; teacher: string | null; room: string | null; sequence: number }
/** A lesson was created. */ export interface LessonCreated { lesson: string; starts_at: string; ends_at: string; topic: string }
/** The lesson took place. */ export interface LessonHeld { lesson: string; starts_at: string; ends_at: string; topic: string; status: string; teacher: string | null; room: string | null; sequence: number }
/** The lesson has another time or room. */ export interface LessonMoved { lesson: string; starts_at: string; ends_at: string; topic: string; status: string; teacher: string | null; room: string | null; sequence: number }
/** The lesson was deleted. */ export interface LessonRemoved { lesson: string }
/** A cancelled or held lesson is planned again. */ export interface LessonRestored { lesson: string; starts_at: string; ends_at: string; topic: string; status: string; teacher: string | null; room: string | null; sequence: number }
/** A planned lesson. */ export interface LessonRow { lesson: string; starts_at: string; ends_at: string; topic: string }
/** A substitute gives the lesson, or its own teacher again. */ export interface LessonSubstituted { lesson: string; starts_at: string; ends_at: string; topic: string; status: string; teacher: string | null; room: string | null; sequence: number }
/** A score proposal is ready for the teacher, on `wall` only. `state`: `ready`, or `dropped` when it failed or was rejected. */ export interface MarkProposed { homework: string; assignment: string; student: string; name: string; title: string; attempt: string; proposal: string; state: string; before: number | null; after: number | null }
/** The status of a membership changed: trial, active, frozen, or about to end. */ export interface MembershipChanged { membership: string; student: string; status: string }
/** A pupil left the group; clients remove the pupil. */ export interface MembershipEnded { membership: string; student: string }
/** A pupil joined the group. */ export interface MembershipStarted { membership: string; student: string; name: string }
/** A message was deleted; its place stays. */ export interface MessageDeleted { room: string; message: string }
/** The author changed the text of a message; `excerpt` is its beginning, for replies to it. */ export interface MessageEdited { room: string; message: string; author: string; text: string; excerpt: string; edited_at: string }
/** Somebody reacted to a message, or took it back (`reaction` is "" then); `reactions` counts all of them. */ export interface MessageReacted { room: string; message: string; user: string; reaction: string; reactions: Record<string, number> }
/** A moderator showed a message again. */ export interface MessageRestored { room: string; message: string }
/** A message came. */ export interface MessageSent { room: string; message: ChatMessage }
/** A notification as the list shows it; `count`: of how many it tells. */ export interface Notice { id: string; type: string; title: string; text: string; data: Record<string, unknown>; count: number; read: boolean; created_at: string; changed_at: string }
/** One more event was added to an unread notification (`count`, `changed_at`), which is now the first of the list. The unread count does not change. */ export interface NotificationChanged { notification: Notice; unread: number }
/** A new notification, as the list shows it in the user's language, with the new unread count. */ export interface NotificationCreated { notification: Notice; unread: number }
/** The user read notifications: their ids, or all of them when `all` is set. `unread` is the new count. */ export interface NotificationsRead { notifications: string[]; all?: boolean; unread: number }
/** A payment was created, or its status or amount changed; `what` is the step in the payment history. */ export interface PaymentChanged { payment: string; reference: string; student: string; what: string; status: string; outstanding: Sum }
/** The due day of a payment has passed. */ export interface PaymentOverdue { payment: string; reference: string; student: string; due_on: string; outstanding: Sum }
/** Money arrived for a pupil; `payment` is the payment it was paid for, null for a top-up of the balance. */ export interface PaymentReceived { payment: string | null; reference: string; student: string; amount: Sum; provider: string; status: string }
/** Money was refunded. */ export interface PaymentRefunded { payment: string | null; reference: string; student: string; amount: Sum; provider: string; status: string }
/** A receipt was a mistake: the money was never here, and what it paid is owed again. */ export interface PaymentReversed { payment: string | null; reference: string; student: string; amount: Sum; provider: string; status: string }
/** How a homework stands, for those who look after the pupil. */ export interface ProgressRow { homework: string; assignment: string; group: string; kind: string; title: string; due_at: string | null; state: string; score: number | null; stars: number | null }
/** A transfer proof no longer waits: `state` is `approved`, `refused`, or `withdrawn` by who sent it. */ export interface ProofDecided { payment: string; proof: string; state: string }
/** A transfer proof waits for the office. */ export interface ProofSent { payment: string; reference: string; student: string; proof: string; amount: Sum }
/** A hint without a number: an answer was saved, so other open pages of the attempt load it again. */ export interface QuizAnswerSaved { attempt: string; place: number; saves: number }
/** A learner has begun an attempt. `deadline` null: it has none. */ export interface QuizBegun { quiz: string; title: string; attempt: string; student: string; name: string; number: number; deadline: string | null }
/** An attempt was handed in and scored, or marked anew. `state` waiting: a teacher has to mark an answer. `percent` and `passed` are null until then, and on the learner's stream until the quiz shows them. */ export interface QuizResult { quiz: string; title: string; attempt: string; student: string; name: string; number: number; state: string; handed_in_by: string; percent: number | null; passed: boolean | null }
/** The message that another one replies to; `text` is its beginning, "" when it is deleted or a voice note. */ export interface QuotedMessage { message: string; author: string; name: string; text: string }
/** A redemption was requested, handed over or cancelled; its coins come as `coins.changed`. */ export interface RedemptionChanged { redemption: string; item: string; name: Record<string, string>; price: number; state: string }
/** Marks of a lesson were made, changed or withdrawn: how many at once, and the counts of the register now. A register that is marked in one call is one event. */ export interface RegisterMarked { lesson: string; starts_at: string; changed: number; present: number; absent: number; late: number; excused: number }
/** A reply was edited, deleted, hidden or shown again. */ export interface ReplyChanged { reply: string; parent: string | null; depth: number; text: string | null; state: string; author: string | null; name: string; upvotes: number; edited_at: string | null; created_at: string; reply_count: number }
/** Somebody replied. `reply_count`: of the discussion, from then on. */ export interface ReplyCreated { reply: string; parent: string | null; depth: number; text: string | null; state: string; author: string | null; name: string; upvotes: number; edited_at: string | null; created_at: string; reply_count: number }
/** A reply in a discussion. */ export interface ReplyNow { reply: string; parent: string | null; depth: number; text: string | null; state: string; author: string | null; name: string; upvotes: number; edited_at: string | null; created_at: string }
/** The number of votes for a reply. */ export interface ReplyUpvoted { reply: string; upvotes: number }
/** A message of a room; `own_reaction`: that of the reader, "" without one. */ export interface RoomMessage { message: string; number: number; author: string; name: string; client_id: string; text: string; voice: boolean; reply: QuotedMessage | null; reactions: Record<string, number>; sent_at: string; edited_at: string | null; deleted: boolean; own_reaction: string }
/** Somebody has read a conversation up to this number. Rooms of many have no such events. */ export interface RoomRead { room: string; user: string; number: number }
/** Up to which number somebody has read a conversation. */ export interface RoomReader { user: string; number: number }
/** `chat:{id}`: the last 50 messages, the newest first; of a conversation, how far each has read. */ export interface RoomState { room: string; reader: string; messages: RoomMessage[]; reads: RoomReader[] }
/** A recording that the engine has not answered. */ export interface Running { attempt: string; homework: string; number: number }
/** A hint: what is known of a small child of this group has changed, so open maps of its skills are loaded again. It holds no child and no level. */ export interface SkillsMapChanged { group: string }
/** `staff:{id}`: what waits for a branch's office; `dead_jobs` is null for who may not see them. */ export interface StaffState { branch: string; overdue: number; proofs: number; received_today: Sum[]; dead_jobs: number | null }
/** An amount of money in the currency's smallest unit. */ export interface Sum { amount: number; currency: string }
/** Something about the ticket itself has changed: its state, its priority, who works on it. */ export interface TicketChanged { ticket: string; number: number; subject: string; state: string; priority: string; reporter: string; assignee: string; merged_into: string | null }
/** A comment of a ticket. */ export interface TicketCommentNow { comment: string; text: string | null; is_of_reporter: boolean; name: string; created_at: string }
/** Its reporter or the office has written. */ export interface TicketCommented { comment: string; text: string | null; is_of_reporter: boolean; name: string; created_at: string }
/** A ticket without its comments. */ export interface TicketNow { ticket: string; number: number; subject: string; state: string; priority: string; reporter: string; assignee: string; merged_into: string | null }
/** Comments came from another ticket, or went to one. */ export interface TicketRearranged { ticket: string }
/** `ticket:{id}`: the ticket, and its last 50 comments, the oldest of them first. */ export interface TicketStreamState { ticket: TicketNow; comments: TicketCommentNow[] }
/** Lessons of the group were generated or removed: clients load them again. */ export interface TimetableChanged { added: number; removed: number }
/** The marks of the local day between the two. */ export interface Today { begins_at: string; ends_at: string; attendance: DayMark[] }
/** `user:{id}`: the last 20 notifications, newest first. */ export interface UserState { unread: number; notifications: Notice[]; coins: number; running: Running[] }
/** A video is further in being prepared, is ready, or was refused (`refusal`: the key of the reason, else ""); or its subtitles changed: their state is read by REST. */ export interface VideoChanged { video: string; file: string; state: string; percent: number; refusal: string }
/** The last attempt of a homework. */ export interface WallAttempt { attempt: string; number: number; state: string; verdict: string; score: number | null }
/** One pupil's homework on the wall. */ export interface WallRow { homework: string; assignment: string; student: string; name: string; homework_state: string; homework_score: number | null; attempt: WallAttempt | null }
/** `wall:{id}`: the newest 10 assignments that are open today or wait, and each pupil's homework. */ export interface WallState { group: string; assignments: AssignmentRow[]; homework: WallRow[] }
/** A provider's genuine message did not match our data (wrong amount, currency or order); nothing was credited. */ export interface WebhookRefused { delivery: string; provider: string; code: string }
export interface Snapshots {
  "user": UserState;
  "group": GroupState;
  "wall": WallState;
  "child": ChildState;
  "staff": StaffState;
  "course": CourseState;
  "course_wall": CourseWallState;
  "discussion": DiscussionState;
  "chat": RoomState;
  "ticket": TicketStreamState;
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
  "chat.typing": ChatTyping;
  "child.played": ChildPlayed;
  "coins.changed": CoinsChanged;
  "course.progress": CourseProgress;
  "course.published": CoursePublished;
  "course_lesson.begun": CourseLessonBegun;
  "course_lesson.done": CourseLessonDone;
  "discussion.changed": DiscussionChanged;
  "discussion.rearranged": DiscussionRearranged;
  "discussion.typing": DiscussionTyping;
  "enrolment.changed": EnrolmentChanged;
  "figures.changed": FiguresChanged;
  "grade.changed": GradeChanged;
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
  "leads.changed": LeadsChanged;
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
  "message.deleted": MessageDeleted;
  "message.edited": MessageEdited;
  "message.reacted": MessageReacted;
  "message.restored": MessageRestored;
  "message.sent": MessageSent;
  "notification.changed": NotificationChanged;
  "notification.created": NotificationCreated;
  "notifications.read": NotificationsRead;
  "payment.changed": PaymentChanged;
  "payment.overdue": PaymentOverdue;
  "payment.proof_decided": ProofDecided;
  "payment.proof_sent": ProofSent;
  "payment.received": PaymentReceived;
  "payment.refunded": PaymentRefunded;
  "payment.reversed": PaymentReversed;
  "payment.webhook_refused": WebhookRefused;
  "quiz.answer_saved": QuizAnswerSaved;
  "quiz.begun": QuizBegun;
  "quiz.result": QuizResult;
  "redemption.changed": RedemptionChanged;
  "register.marked": RegisterMarked;
  "reply.changed": ReplyChanged;
  "reply.created": ReplyCreated;
  "reply.upvoted": ReplyUpvoted;
  "room.read": RoomRead;
  "skills_map.changed": SkillsMapChanged;
  "ticket.changed": TicketChanged;
  "ticket.commented": TicketCommented;
  "ticket.rearranged": TicketRearranged;
  "timetable.changed": TimetableChanged;
  "video.changed": VideoChanged;
  "video.copy_changed": CopyChanged;
}
