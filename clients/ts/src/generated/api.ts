// Made by `./talim generate`. Do not edit.
/** The reply that answers the question; null: none. */ export interface AcceptedReplyIn { reply: string | null }
/** Kinds of accounts; each row of the table of postings (docs/domain.md) names two of them. */ export type AccountKind = "student" | "revenue" | "discounts" | "write_offs" | "desk" | "safe" | "bank" | "provider" | "payroll" | "teacher" | "expenses" | "differences" | "opening";
/** A payment with what it is for: `period` is a month (`2026-11`), a pack, or empty. */ export interface AccountPaymentOut { id: string; reference: string; title: string; group: PlaceOut | null; period: string }
/** A pupil's account in one currency. `balance` (negative: a debt), `free_credit` (paid in advance) with its `free_money`, `owed` and `open_payments` are as of now. `opening` is the balance before the first day, `closing` the balance after the last day. */ export interface AccountStatementOut { balance: MoneyOut; free_credit: MoneyOut; free_money: FreeMoneyOut[]; owed: MoneyOut; open_payments: OpenPaymentOut[]; opening: MoneyOut; lines: StatementLineOut[]; closing: MoneyOut }
/** Changes of an achievement; what is not sent stays. `counter` and `threshold` are fixed once a pupil has it. */ export interface AchievementChanges { name?: Texts; description?: LongTexts; counter?: string; threshold?: number; coins?: number; position?: number; archived?: boolean }
/** An achievement to create. Pupils who already reached it get it without a notification. */ export interface AchievementIn { code: string; name: Texts; description?: LongTexts; counter: string; threshold: number; coins?: number; position?: number }
/** An achievement: it is granted when the count reaches `threshold`. */ export interface AchievementOut { id: string; code: string; name: Record<string, string>; description: Record<string, string>; counter: string; counted: string; threshold: number; coins: number }
/** All achievements that a pupil has or can reach, in the centre's order. */ export interface AchievementsOut { achievements: ProgressOut[] }
/** How an activation link reaches the person: by SMS, or as a QR code on paper. */ export type ActivationChannel = "sms" | "qr";
/** The token of an activation link, and the password to set. */ export interface ActivationIn { token: string; password: string }
/** For whom a link is: the centre, the person's first name, and how the link came. */ export interface ActivationOfferOut { centre: string; first_name: string; channel: ActivationChannel }
/** The token behind `#token=` of an activation link. */ export interface ActivationTokenIn { token: string }
/** A try at an activity. `play`: an id that the page makes each time it shows the activity; `number`: of the try in it. The same play and number again change nothing. */ export interface ActivityAnswerIn { block: string; play: string; number?: number; response: TapResponse | ListenResponse | DragResponse | MatchResponse | CountResponse | MemoryResponse | PlayedResponse; has_help?: boolean; seconds?: number }
/** What became of a try. After `wrong` the child tries again. `star`: the activity is done, whatever it took. `play_left_seconds`: what a guardian lets the child play today; null without a limit. */ export interface ActivityAnswerOut { outcome: ActivityResult; star: boolean; is_recorded: boolean; play_left_seconds: number | null; hint: Record<string, unknown> | null }
/** What was opened since the last time. */ export interface ActivityIn { entries: OpenedThingIn[] }
/** One action of a user, and the object it was about. */ export interface ActivityOut { id: string; action: string; object_type: string; object_id: string; seconds: number | null; address: string | null; device: string; created_at: string }
/** Filters for the activity of a user. */ export interface ActivityQuery { cursor?: string | null; limit?: number; action?: string | null; object_type?: string | null; object_id?: string | null; since?: string | null; until?: string | null }
/** What became of an activity. `helped`: right with help, or not at the first try. `played`: nothing is judged. */ export type ActivityResult = "right" | "helped" | "wrong" | "played";
/** The recipient of a message. */ export interface AddresseeOut { id: string; name: string }
/** Coins to give, or to take when below 0, with a reason that the pupil can read. */ export interface AdjustIn { student: string; amount: number; reason: string }
/** Coins given or taken by hand. */ export interface AdjustmentOut { id: string; student: string; amount: number; reason: string; on: string; created_at: string }
/** Money that was received for no payment by name, its receipt, what is owed now and what is free. */ export interface AdvanceOut { student: PersonOut; method: "cash" | "terminal" | "transfer"; received: MoneyOut; receipt: ReceiptOut; owed: MoneyOut; free_credit: MoneyOut }
/** How many grades were written. */ export interface AgreedGradesOut { written_count: number }
/** How far two markers agree on `count` works: shares with the same grade and with at most a neighbouring one, and Cohen's kappa without weights, with linear and with quadratic ones. `has_grades` false: whole points are compared, because the scale has no bands. */ export interface AgreementOut { count: number; exact: number | null; adjacent: number | null; kappa: number | null; linear_kappa: number | null; quadratic_kappa: number | null; has_grades: boolean }
/** Another pupil's attempt with the same file, text or sound; without `attempt` and `student` the model audio. `share` of the sound that is the same: 0 to 1. */ export interface AlikeOut { attempt: string | null; student: PersonOut | null; share: number }
/** The opening hours of the centre, and of branches with own ones. */ export interface AllOpeningHoursOut { hours: OpeningHoursOut[] }
/** The figures of a dashboard, in the order in which they are read. */ export interface AnalyticsBoardOut { figures: AnalyticsFigureOut[] }
/** The months, and one branch. */ export interface AnalyticsBoardQuery { figure?: string; format?: "" | "json" | "csv" | "xlsx"; from?: string | null; to?: string | null; branch?: string | null }
/** Whose figures. */ export interface AnalyticsCourseQuery { figure?: string; format?: "" | "json" | "csv" | "xlsx"; course: string }
/** A chart with its title, what it counts, and a sentence that says what it shows. `headings` and `rows` are the same values as a table, a row for each label. Labels of months are like `2026-11`. */ export interface AnalyticsFigureOut { name: string; title: string; meaning: string; kind: "bar" | "line"; labels: string[]; datasets: DatasetOut[]; headings: string[]; rows: ((string | number | null)[])[]; sentence: string }
/** Plain text in at least one language: about 2,000 Latin or 1,000 Cyrillic letters each. */ export interface AnnouncedText { uz?: string; ru?: string; en?: string }
/** A title in at least one language; readers of an empty language get another one. */ export interface AnnouncedTitle { uz?: string; ru?: string; en?: string }
/** An announcement to create. `object_id` names the group, course or branch; `role` is for the scope `role`. `channels` are used in addition to the app. Without `send_at` it is sent at once. */ export interface AnnouncementIn { scope: "group" | "course" | "branch" | "role"; object_id?: string | null; role?: Role | null; audience?: ("pupils" | "parents")[]; title: AnnouncedTitle; text: AnnouncedText; channels?: ("in_app" | "telegram" | "sms" | "email" | "push")[]; send_at?: string | null }
/** An announcement; `reached` is the number of people who got it so far. `target_name` names its group, course or branch; it is empty for a role. */ export interface AnnouncementOut { id: string; scope: string; object_id: string | null; target_name: string; role: string; audience: string[]; title: Record<string, string>; text: Record<string, string>; channels: string[]; state: string; author: PersonOut | null; send_at: string; sent_at: string | null; cancelled_at: string | null; reached: number; created_at: string }
/** Filters of announcements. */ export interface AnnouncementsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; scope?: ("group" | "course" | "branch" | "role") | null; state?: ("scheduled" | "sent" | "cancelled") | null }
/** A file for an answer. `url` may be used for five minutes; null: the centre has removed the file. */ export interface AnswerFileOut { id: string; name: string; content_type: string; size: number; url: string | null }
/** One answer: the `value` of a choice, or free text. */ export interface AnswerIn { question: string; answer: string }
/** All your answers; answers that are left out are removed. */ export interface AnswersIn { answers: AnswerIn[] }
/** Why the score should be reviewed. */ export interface AppealIn { text: string }
/** A request to review a score; the next review sets `answered_at`. */ export interface AppealOut { text: string; author: PersonOut; created_at: string; answered_at: string | null }
/** Approve or refuse the act. `answer` is required for a refusal, and where you approve what you asked for. */ export interface ApprovalDecisionIn { decision: "approve" | "refuse"; answer?: string }
/** An act above a limit, and the decision on it. Nothing is booked while it is `waiting`. `amount`: of a shift's count, the difference, or where that is small the change from or to the safe. `counted` and `change_float`: the cash counted, and the change, for a count. `reason`: the note or the text that came with the act. `held`: cash of it lies at the desk, apart from the drawer; hand it back unless it is approved. `alone`: nobody else could decide. */ export interface ApprovalOut { id: string; act: "payment" | "proof" | "balance" | "expense" | "pay_advance" | "shift_count"; state: "waiting" | "approved" | "refused" | "lapsed" | "withdrawn"; branch: PlaceOut; amount: MoneyOut; method: "cash" | "terminal" | "transfer" | ""; desk: NamedDeskOut | null; shift: string | null; student: PersonOut | null; teacher: PersonOut | null; payment: string | null; proof: string | null; counted: MoneyOut | null; change_float: MoneyOut | null; reason: string; requested_by: PersonOut; created_at: string; expires_at: string; decided_by: PersonOut | null; decided_at: string | null; answer: string; alone: boolean; held: boolean; handed_back_at: string | null }
/** Why you take the act back. */ export interface ApprovalWithdrawalIn { reason?: string }
/** Filters of the list of approvals. */ export interface ApprovalsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ("waiting" | "approved" | "refused" | "lapsed" | "withdrawn") | null; act?: ("payment" | "proof" | "balance" | "expense" | "pay_advance" | "shift_count") | null; branch?: string | null; desk?: string | null; held?: boolean | null }
/** A question with the user's answer; null without one. */ export interface AskedOut { id: string; text: Record<string, string>; choices: ChoiceOut[]; required: boolean; answer: string | null }
/** An assignment for a group or a lesson. Language and level default to the course's, attempts and coins to the settings'. `reading` and `repeat` need `reference_text` (alternatives as `their|there`, `word|*`), `speaking` a `question`, `file` and `text` need `instructions`; the teacher scores those two, and fields about speech are refused. */ export interface AssignmentIn { kind: "reading" | "speaking" | "repeat" | "file" | "text"; reference_text?: string; question?: string; instructions?: string; reference_answers?: string[]; key_words?: string[]; target_wpm?: number | null; weights?: Record<string, number>; group?: string | null; title: string; lesson?: string | null; language?: ("uz" | "ru" | "en") | null; level?: string | null; attempts_allowed?: number | null; deadline?: string | null; late_policy?: "accept" | "reduce" | "refuse"; late_coins_percent?: number; counting?: "best" | "last"; coins?: number | null; teacher_first?: boolean }
/** An assignment as teachers see it, with the number of pupils and of those who submitted. `for_chosen_pupils`: only some pupils of the group have it. `model_seconds`: null until the speech engine has processed the model audio, 0 when it cannot be read. */ export interface AssignmentOut { id: string; group: string | null; course: string | null; course_title: Record<string, string> | null; course_lesson: string | null; lesson_title: string; withdrawn_at: string | null; days: number | null; kind: "reading" | "speaking" | "repeat" | "file" | "text"; title: string; language: string; level: string; reference_text: string; question: string; instructions: string; attempts_allowed: number; deadline: string | null; late_policy: "accept" | "reduce" | "refuse"; late_coins_percent: number; counting: "best" | "last"; coins: number; teacher_first: boolean; model_audio: boolean; lesson: string | null; reference_answers: string[]; key_words: string[]; target_wpm: number | null; weights: Record<string, number>; for_chosen_pupils: boolean; model_seconds: number | null; pupils_count: number; handed_in_count: number; created_at: string }
/** Changes of an assignment. Once a pupil has submitted, `language`, `coins`, `late_coins_percent`, `counting` and the `late_policy` `reduce` cannot change; attempts keep the task that they were submitted for. */ export interface AssignmentPatch { title?: string; reference_text?: string; question?: string; instructions?: string; reference_answers?: string[]; key_words?: string[]; target_wpm?: number | null; weights?: Record<string, number>; lesson?: string | null; language?: "uz" | "ru" | "en"; level?: string; attempts_allowed?: number; deadline?: string | null; late_policy?: "accept" | "reduce" | "refuse"; late_coins_percent?: number; counting?: "best" | "last"; coins?: number; teacher_first?: boolean }
/** What pupils will be asked to do. `too_long`: it takes longer than `most_seconds`, the limit of a recording. */ export interface AssignmentPreviewOut { words: PreviewWordOut[]; phrases: PreviewPhraseOut[]; words_per_minute: number; seconds: number; most_seconds: number; too_long: boolean; marked_by: "machine" | "teacher" }
/** The rubric of an assignment; null: none. */ export interface AssignmentRubricIn { rubric: string | null }
/** The rubric of an assignment, also an archived one; null: none. */ export interface AssignmentRubricOut { rubric: RubricOut | null }
/** Who gets new tickets. The first rule by `position` that fits the category and branch (null: all) counts. `least_loaded`: who has the fewest open tickets. */ export interface AssignmentRuleIn { position?: number; category?: string | null; branch?: string | null; method: "round_robin" | "least_loaded"; people: string[] }
/** An assignment rule. */ export interface AssignmentRuleOut { id: string; position: number; category: string | null; branch: string | null; method: "round_robin" | "least_loaded"; people: PersonOut[] }
/** The assignment rules, in the order in which they count. */ export interface AssignmentRulesOut { rules: AssignmentRuleOut[] }
/** Filters of assignments: group, course, lesson, kind. */ export interface AssignmentsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; group?: string | null; course?: string | null; lesson?: string | null; kind?: ("reading" | "speaking" | "repeat" | "file" | "text") | null }
/** A pupil who may leave within 60 days from `counted_on`. `risk` is in percent. `groups` and `branches` are those that you see. `reasons`: the three that add most of those that you may be told of: money only if you see payments, and all groups of the pupil. `actions`: newest first. */ export interface AtRiskOut { id: string; student: PersonOut; groups: GroupRefOut[]; branches: BranchRef[]; risk: number; counted_on: string; reasons: RiskReasonOut[]; actions: RiskActionOut[] }
/** Query parameters of the list. It is never a file: it stays where roles are checked. */ export interface AtRiskQuery { page?: number; page_size?: number; ordering?: string; search?: string; branch?: string | null; group?: string | null; handled?: boolean | null }
/** An attempt with all details of its score. `place`: 1 is next in the speech engine's queue. `audio` and `peaks`: paths of the recording and its waveform, null for users who may not hear it. `weights`: share of each part. `sentences`: scores 0 to 10, as experts would give. `advice`: at most three sentences in the user's language. `meaning`: what the score means. */ export interface AttemptDetailOut { id: string; homework: string; number: number; state: "received" | "processing" | "scored" | "transcribed" | "stored" | "refused" | "failed"; stage: "queued" | "decoding" | "transcribing" | "done"; verdict: string; reason: string; text: string; counts: boolean; late: boolean; waits: boolean; score: number | null; stars: number | null; duration: number | null; created_at: string; finished_at: string | null; place: number | null; content_type: string; size: number; damaged: boolean; audio: string | null; peaks: string | null; video: VideoOut | null; asked: AttemptTaskOut; answer: string; transcript: string; language: string; words: WordOut[]; parts: PartsOut; words_per_minute: number | null; mean_run: number | null; weights: Record<string, number>; pauses: PauseOut[]; phrases: PhraseOut[]; foreign: ForeignOut[]; sentences: Record<string, unknown>[]; advice: string[]; meaning: string; confidence: string; method: string; model: string; revision: number | null; seconds: Record<string, number>; teacher: TeacherOut | null }
/** A score by one scoring method. */ export interface AttemptMarkOut { accuracy: number | null; completeness: number | null; fluency: number | null; prosody: number | null; relevance: number | null; clarity: number | null; verdict: string; confidence: string | null; method: string; overall: number | null }
/** One attempt. `text` explains the result; `waits`: for the teacher's score; `counts`: it uses up an attempt. */ export interface AttemptOut { id: string; homework: string; number: number; state: "received" | "processing" | "scored" | "transcribed" | "stored" | "refused" | "failed"; stage: "queued" | "decoding" | "transcribing" | "done"; verdict: string; reason: string; text: string; counts: boolean; late: boolean; waits: boolean; score: number | null; stars: number | null; duration: number | null; created_at: string; finished_at: string | null }
/** A picture above a prompt. `url` may be used for five minutes. */ export interface AttemptPictureOut { file: string; alt: string; url: string }
/** A question of an attempt with its answer. `prompt`: the document that `html` shows. `files`: the addresses of pictures in `body`. `plays_left` null: as often as one likes. `hint_cost`: the share of the points that the next hint takes. `answer_files`: those that the answer and `late` name. `may_record` false: the guardians have not allowed recordings yet. `spoken`: of the recordings that the answer and `late` name, once it may be seen. `recording_url`: the recording of the question, for teachers. `mark` in points, `is_correct`, `key`, `feedback` and `explanation` are empty until they may be seen. `came_late`: an answer came after the end and no teacher has accepted it. `client_at`, what the learner's device said, and `late` are for teachers. */ export interface AttemptQuestionOut { place: number; answer: string; kind: "single" | "multiple" | "true_false" | "short" | "number" | "ordering" | "matching" | "gap" | "essay" | "speak" | "file" | "hotspot" | "dictation"; language: string; points: number; prompt: Record<string, unknown>; html: string; pictures: AttemptPictureOut[]; files: Record<string, string>; has_audio: boolean; plays_left: number | null; body: SingleBody | MultipleBody | TrueFalseBody | ShortBody | NumberBody | OrderingBody | MatchingBody | GapBody | EssayBody | SpeakBody | FileBody | HotspotBody | DictationBody; response: (SingleResponse | MultipleResponse | TrueFalseResponse | ShortResponse | NumberResponse | OrderingResponse | MatchingResponse | GapResponse | EssayResponse | SpeakResponse | FileResponse | HotspotResponse | DictationResponse) | null; saved_at: string | null; client_at: string | null; saves: number; hints: Hint[]; hints_left: number; hint_cost: number | null; waits: boolean; mark: number | null; is_correct: boolean | null; comment: string; key: (SingleKey | MultipleKey | TrueFalseKey | ShortKey | NumberKey | OrderingKey | MatchingKey | GapKey | EssayKey | SpeakKey | FileKey | HotspotKey | DictationKey) | null; feedback: string[]; explanation: string; came_late: boolean; late: LateAnswerOut | null; plays_used: number; recording_url: string | null; answer_files: AnswerFileOut[]; may_record: boolean; spoken: SpokenResultOut[] }
/** The task when the pupil submitted; later changes of the assignment do not change it. */ export interface AttemptTaskOut { kind: string; language: string; level: string; reference: string; question: string }
/** Order and page of attempts. */ export interface AttemptsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }
/** The user who did it. The name is empty when the user was erased. */ export interface AuditActorOut { id: string; full_name: string }
/** Who did what to which object, and which fields changed. `actor` is null for the platform and without sign-in. `object_name` is the kind of object and `field_names` names the fields, in the user's language; a field without a name is left out. `value_names` names values that are codes, such as states and methods. `values` maps each changed field to its old and new value, and `network` is where the request came from (the /24 of IPv4, the /48 of IPv6). Both are null without the permission `settings.audit_values`, and empty after erasure. */ export interface AuditEntryOut { id: string; created_at: string; actor: AuditActorOut | null; action: string; object_type: string; object_name: string; object_id: string; fields: string[]; field_names: Record<string, string>; request_id: string; values: Record<string, unknown> | null; value_names: Record<string, string>; network: string | null }
/** Filters of the audit log, and the file format. */ export interface AuditExportQuery { actor?: string | null; action?: string; object_type?: string; object_id?: string; request_id?: string; since?: string | null; until?: string | null; format?: "csv" | "xlsx" }
/** Filters of the audit log, and the page size. */ export interface AuditQuery { cursor?: string | null; limit?: number; actor?: string | null; action?: string; object_type?: string; object_id?: string; request_id?: string; since?: string | null; until?: string | null }
/** The address of the avatar. */ export interface AvatarOut { avatar: string }
/** Which table to make a file of. */ export interface BackgroundReportIn { name: string; address: string; format?: "csv" | "xlsx" | "pdf" }
/** A report: `rows` are written, of `total`. `reason`: why it failed. The file goes at `expires_at`. */ export interface BackgroundReportOut { id: string; created_at: string; name: string; table: string; address: string; format: "csv" | "xlsx" | "pdf"; state: "queued" | "running" | "done" | "failed" | "cancelled" | "expired"; reason: string; rows: number; total: number | null; size: number | null; finished_at: string | null; expires_at: string | null; schedule: string | null }
/** Filters of reports. */ export interface BackgroundReportsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ("queued" | "running" | "done" | "failed" | "cancelled" | "expired") | null; kind?: ("csv" | "xlsx" | "pdf") | null }
/** Cash carried to the bank. */ export interface BankIn { amount: MoneyIn; note?: string }
/** A question as it shall be. `version`: the one that you began with. */ export interface BankQuestionChangeIn { name?: string; prompt: Record<string, unknown>; pictures?: PromptPicture[]; audio?: string | null; max_plays?: number; body: SingleBody | MultipleBody | TrueFalseBody | ShortBody | NumberBody | OrderingBody | MatchingBody | GapBody | EssayBody | SpeakBody | FileBody | HotspotBody | DictationBody; key: SingleKey | MultipleKey | TrueFalseKey | ShortKey | NumberKey | OrderingKey | MatchingKey | GapKey | EssayKey | SpeakKey | FileKey | HotspotKey | DictationKey; points?: number | string; language?: "en" | "ru" | "uz"; tags?: string[]; level?: "" | "A1" | "A2" | "B1" | "B2" | "C1" | "C2"; skill?: "" | "grammar" | "vocabulary" | "reading" | "listening" | "speaking" | "writing"; difficulty?: number | null; version: number }
/** A question: what learners see (`prompt`, `body`), and what is right (`key`). */ export interface BankQuestionIn { name?: string; prompt: Record<string, unknown>; pictures?: PromptPicture[]; audio?: string | null; max_plays?: number; body: SingleBody | MultipleBody | TrueFalseBody | ShortBody | NumberBody | OrderingBody | MatchingBody | GapBody | EssayBody | SpeakBody | FileBody | HotspotBody | DictationBody; key: SingleKey | MultipleKey | TrueFalseKey | ShortKey | NumberKey | OrderingKey | MatchingKey | GapKey | EssayKey | SpeakKey | FileKey | HotspotKey | DictationKey; points?: number | string; language?: "en" | "ru" | "uz"; tags?: string[]; level?: "" | "A1" | "A2" | "B1" | "B2" | "C1" | "C2"; skill?: "" | "grammar" | "vocabulary" | "reading" | "listening" | "speaking" | "writing"; difficulty?: number | null }
/** A question with its key, for teachers and the office. */ export interface BankQuestionOut { id: string; name: string; kind: "single" | "multiple" | "true_false" | "short" | "number" | "ordering" | "matching" | "gap" | "essay" | "speak" | "file" | "hotspot" | "dictation"; level: "" | "A1" | "A2" | "B1" | "B2" | "C1" | "C2"; skill: "" | "grammar" | "vocabulary" | "reading" | "listening" | "speaking" | "writing"; difficulty: number | null; tags: string[]; points: number; version: number; created_at: string; bank: string; prompt: Record<string, unknown>; pictures: PromptPicture[]; audio: string | null; max_plays: number; body: SingleBody | MultipleBody | TrueFalseBody | ShortBody | NumberBody | OrderingBody | MatchingBody | GapBody | EssayBody | SpeakBody | FileBody | HotspotBody | DictationBody; key: SingleKey | MultipleKey | TrueFalseKey | ShortKey | NumberKey | OrderingKey | MatchingKey | GapKey | EssayKey | SpeakKey | FileKey | HotspotKey | DictationKey; language: "en" | "ru" | "uz" }
/** A question in the list of its bank. */ export interface BankQuestionRowOut { id: string; name: string; kind: "single" | "multiple" | "true_false" | "short" | "number" | "ordering" | "matching" | "gap" | "essay" | "speak" | "file" | "hotspot" | "dictation"; level: "" | "A1" | "A2" | "B1" | "B2" | "C1" | "C2"; skill: "" | "grammar" | "vocabulary" | "reading" | "listening" | "speaking" | "writing"; difficulty: number | null; tags: string[]; points: number; version: number; created_at: string }
/** Filters of the questions of a bank. */ export interface BankQuestionsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; kind?: ("single" | "multiple" | "true_false" | "short" | "number" | "ordering" | "matching" | "gap" | "essay" | "speak" | "file" | "hotspot" | "dictation") | null; level?: ("" | "A1" | "A2" | "B1" | "B2" | "C1" | "C2") | null; skill?: ("" | "grammar" | "vocabulary" | "reading" | "listening" | "speaking" | "writing") | null; tag?: string | null }
/** What will be billed: number and sums of new payments, by group and pupil; memberships that were billed already (`standing`); pupils who get no payment, by reason. `repriced`: existing payments that get another amount, in all by `repriced_by`. */ export interface BillingPreviewOut { month: string | null; payments: number; totals: MoneyOut[]; standing: number; groups: PreviewedGroupOut[]; skipped: PreviewedSkipOut[]; repriced: number; repriced_by: MoneyOut[] }
/** Whose birthday it is, and how old they are from today. */ export interface BirthdayOut { person: PersonOut; age: number }
/** A person to block. */ export interface BlockIn { person: string }
/** A blocked person. */ export interface BlockOut { person: PersonOut; created_at: string }
/** The block of the lesson that shows the video. */ export interface BlockPlaybackIn { block: string }
/** What you heard or watched of one block, in milliseconds. `pieces`: in order, without overlaps. */ export interface BlockProgressOut { block: string; pieces: [number, number][]; granted_ms: number; length_ms: number }
/** A word that texts may not have. A star at its end stands for any ending. `effect`: `refuse` the text, or `hold` it until a moderator has looked. Words that look alike (Cyrillic, digits) are the same. */ export interface BlockedWordIn { language: "uz" | "ru" | "en"; word: string; effect?: "refuse" | "hold" }
/** A listed word. */ export interface BlockedWordOut { id: string; language: "uz" | "ru" | "en"; word: string; effect: "refuse" | "hold"; created_at: string }
/** Filters of listed words. */ export interface BlockedWordsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; language?: ("uz" | "ru" | "en") | null }
/** The leaderboard of a group: the first hundred rows, the user's own row, and the rows around it. */ export interface BoardOut { group: string; period: Period; starts_on: string | null; taken_at: string | null; rows: BoardRow[]; me: BoardRow | null; neighbours: BoardRow[] }
/** The period of a leaderboard and the rows to return. */ export interface BoardQuery { period?: ("week" | "month" | "all"); on?: string | null; neighbours?: number }
/** One pupil; equal coins share a rank (1, 2, 2, 4). A hidden name and its id are null or empty for all but the pupil, the family, the teachers and the office. */ export interface BoardRow { rank: number; student: string | null; name: string; coins: number; hidden: boolean }
/** A branch. */ export interface BooksBranchOut { id: string; name: string }
/** The month of the books to close. With `preview` nothing is closed; the answer names what still waits. */ export interface BooksCloseIn { month: string; branch?: string | null; preview?: boolean }
/** A month with what still waits in it. */ export interface BooksClosedOut { month: BooksMonthOut; waiting: MonthWaitingOut[] }
/** A month of a branch's books. `closed_by` and `closed_at` are of the newest closing. `closed_by` null with a `closed_at`: it was closed by itself. `transfers`: postings dated in the month. */ export interface BooksMonthOut { branch: BooksBranchOut; month: string; state: "open" | "closed"; closed_at: string | null; closed_by: PersonOut | null; reopened_at: string | null; reopened_by: PersonOut | null; reason: string; transfers: number; totals: MonthTotalOut[] }
/** Which months of the books to list. Default: the last twelve months of all your branches. */ export interface BooksMonthsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; branch?: string | null; from?: string | null; to?: string | null }
/** The closed month to reopen, with the reason. */ export interface BooksReopenIn { month: string; branch?: string | null; reason: string }
/** The datasets of one branch. */ export interface BranchDatasetsOut { branch: NamedOut; datasets: DatasetOut[] }
/** The current month of one branch. */ export interface BranchNowOut { branch: NamedOut; figures: FigureOut[] }
/** A branch with its name. */ export interface BranchRef { id: string; name: string }
/** A branch by its name. */ export interface BranchRefOut { id: string; name: string }
/** Changes of a branch. Fields that are not sent stay. */ export interface BuildingChanges { name?: string; address?: string; zone?: string }
/** A new branch. */ export interface BuildingIn { name: string; address?: string; zone?: string }
/** A branch (building) of the centre. The default branch is used where none is named. */ export interface BuildingOut { id: string; name: string; address: string; zone: string; is_default: boolean }
/** Filters for branches. */ export interface BuildingsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; mine?: boolean }
/** A built-in role and its permissions. */ export interface BuiltInRoleOut { role: string; name: string; permissions: string[] }
/** Pupils who join a group, all with the same days and status. */ export interface BulkAddIn { students: string[]; status?: "lead" | "trial" | "active"; joined_on?: string | null; leaves_on?: string | null; reason?: string; preview?: boolean }
/** Another status of memberships from the day `on` (default: today): `frozen` until the day `until`, `left` or `graduated` with `on` as the last day, `trial` or `active` also to end a freeze. */ export interface BulkChangeIn { memberships: string[]; status: "trial" | "active" | "frozen" | "left" | "graduated"; on?: string | null; until?: string | null; reason?: string; accept_attended?: boolean; preview?: boolean }
/** A bulk change with its rows. `id` is null for a preview, and when nothing was done. `done` and `refused` count rows. After an undo, `done` counts those that were undone, `refused` those that were kept and those refused before. */ export interface BulkChangeOut { id: string | null; kind: string; preview: boolean; by: PersonOut | null; created_at: string | null; undone_at: string | null; done: number; refused: number; rows: BulkRowOut[] }
/** A bulk change in a list. */ export interface BulkChangeSummaryOut { id: string; kind: string; by: PersonOut | null; created_at: string; undone_at: string | null }
/** Filters for bulk changes. */ export interface BulkChangesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; kind?: ("members.add" | "members.change" | "members.transfer" | "groups.close" | "groups.reopen" | "lessons.sick_day" | "homework.assign_chosen") | null }
/** How the memberships of a closed group end; `left_on` is their last day (default: today). */ export interface BulkCloseIn { outcome?: "left" | "graduated"; left_on?: string | null; reason?: string; accept_attended?: boolean; preview?: boolean }
/** Marks of a register, saved all or none. */ export interface BulkIn { lesson: string; marks: RowIn[]; reason?: string }
/** The current marks of these pupils, in the order in which they were sent. */ export interface BulkOut { lesson: string; marks: MarkOut[] }
/** The pupils who return, and from which day (default: today). */ export interface BulkReopenIn { students?: string[] | null; joined_on?: string | null; preview?: boolean }
/** One row: the id that the request named, what was done, and the object that it created or changed. A preview gives null for an object that is still to be created. */ export interface BulkRowOut { id: string; action: string; result: RowResult; object: string | null; error: RowErrorOut | null }
/** Memberships that move to another group, and from which day (default: today). */ export interface BulkTransferIn { memberships: string[]; group: string; on?: string | null; reason?: string; accept_attended?: boolean; preview?: boolean }
/** The length of a step. Weeks begin on Monday. */ export type By = "day" | "week" | "month";
/** The secret address of your calendar, shown only once. */ export interface CalendarLinkOut { address: string }
/** A call that you made. A next step that was due is done; `next_step` is the new one. */ export interface CallIn { outcome: "reached" | "no_answer" | "busy" | "wrong_number"; text?: string; next_step?: string; next_step_at?: string | null }
/** Why the lesson is cancelled. */ export interface CancelIn { reason: string }
/** An answer that the office gives often. */ export interface CannedAnswerIn { title: string; text: CannedAnswerTexts; category?: string | null }
/** A canned answer. */ export interface CannedAnswerOut { id: string; title: string; text: Record<string, string>; category: string | null; created_at: string }
/** The words by language; empty where there are none. */ export interface CannedAnswerTexts { uz?: string; ru?: string; en?: string }
/** Filters of canned answers. */ export interface CannedAnswersQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; category?: string | null }
/** What you decide, and why; the author reads the reason. `hides`: also hide the text. `days`: of a mute. `everywhere`: a mute in all rooms, for the office only. */ export interface CaseDecisionIn { action: "dismiss" | "hide" | "warn" | "mute" | "ban"; reason: string; hides?: boolean; days?: number | null; everywhere?: boolean }
/** A case with its text as it is now (null: it is gone), the texts around it, its newest 50 reports, and decisions. `link`: what the page that shows it needs. */ export interface CaseDetailOut { id: string; kind: string; object_id: string; author: PersonOut | null; place_title: string; words: string; written_at: string; is_held: boolean; is_open: boolean; opened_at: string; report_count: number; has_appeal: boolean; text: string | null; link: Record<string, string>; context: ContextTextOut[]; reports: TextReportOut[]; decisions: DecisionOut[] }
/** A reported text. `words`: what it said when it was reported. `report_count`: open reports. `is_held`: a rule hides it until a decision. */ export interface CaseOut { id: string; kind: string; object_id: string; author: PersonOut | null; place_title: string; words: string; written_at: string; is_held: boolean; is_open: boolean; opened_at: string; report_count: number; has_appeal: boolean }
/** Filters of cases. */ export interface CasesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; is_open?: boolean | null; is_held?: boolean | null; is_appealed?: boolean | null; kind?: string | null; author?: string | null }
/** A new, empty cash desk. Default branch: your home branch. With a `keeper`, only this person can open a shift. */ export interface CashDeskIn { name: string; branch?: string | null; currency?: string; keeper?: string | null }
/** A cash desk with its balance in the ledger and the open shift. `held`: cash that waits for approval or is to be handed back; it lies apart from the drawer and is not in the balance. `change_float`: owed to the safe, change that came from there and has not gone back, wherever the cash is now. `waiting`: a count that waits for a second person. */ export interface CashDeskOut { id: string; name: string; branch: PlaceOut; currency: string; keeper: PersonOut | null; balance: MoneyOut; held: MoneyOut; change_float: MoneyOut; shift: OpenShiftOut | null; waiting: WaitingCountOut | null; archived: boolean }
/** Changes of a cash desk; fields that are not sent stay. Only an empty desk without open shift can be archived. */ export interface CashDeskPatch { name?: string; keeper?: string | null; archived?: boolean }
/** Filters of the list of cash desks. */ export interface CashDesksQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; branch?: string | null; archived?: boolean | null }
/** A refund in cash that was decided. Nothing is posted until the cashier has handed it out. `payment`: null for a refund of free credit. `closed_by`: who handed it out or withdrew it. `receipts`: ids of the receipts that it led to. */ export interface CashRefundOut { id: string; state: "waiting" | "handed_out" | "withdrawn" | "lapsed"; student: PersonOut; payment: RefundedPaymentOut | null; amount: MoneyOut; desk: MovedDeskOut; reason: string; decided_by: PersonOut; created_at: string; expires_at: string; closed_by: PersonOut | null; closed_at: string | null; receipts: string[] }
/** Filters of the list of refunds in cash. */ export interface CashRefundsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ("waiting" | "handed_out" | "withdrawn" | "lapsed") | null; desk?: string | null; student?: string | null }
/** Filters for achievements. */ export interface CatalogQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; counter?: string | null }
/** A course in the catalogue, and how far you are in it. */ export interface CatalogueCourseOut { id: string; title: Record<string, string>; description: Record<string, string>; slug: string; language: string; level: string; status: string; created_at: string; mode: CourseMode; category: CategoryOut | null; tags: string[]; prices: PriceOut[]; thumbnail: string | null; thumbnails: ThumbnailOut[]; published_at: string | null; rating: number | null; review_count: number; enrolled_count: number; is_enrolled: boolean; progress: number | null; next_lesson: NextLessonOut | null }
/** Filters for categories. */ export interface CategoriesQuery { page?: number; page_size?: number; ordering?: string; search?: string; published?: boolean | null }
/** What to change of a category; absent fields stay. */ export interface CategoryChanges { name?: Texts; slug?: string; position?: number }
/** A category of the catalogue. Without `slug`, one is made from the name. */ export interface CategoryIn { name: Texts; slug?: string; position?: number }
/** A category of the catalogue. */ export interface CategoryOut { id: string; name: Record<string, string>; slug: string; position: number }
/** One pupil at one lesson: `stands` says that the pupil was in the group on that day, `frozen` that the membership was frozen, `guest` that the pupil attended as a guest. */ export interface CellOut { stands: boolean; frozen: boolean; guest: boolean; mark: ReportMarkOut | null }
/** The figures of the centre. `now` is the current `month` until today, of all branches together. */ export interface CentreFiguresOut { today: string; month: string; now: FigureOut[]; branches: BranchNowOut[]; charts: FiguresChartOut[] }
/** The step of the chart, the period and the branch. */ export interface CentreFiguresQuery { by?: By | null; from?: string | null; to?: string | null; branch?: string | null }
/** A certificate that is awarded by hand. Without `name` that of the profile, without `language` that of the person, without `day` today. */ export interface CertificateAwardIn { student: string; course: string; template: string; language?: ("uz" | "ru" | "en") | null; name?: string; hours?: number | null; level?: string; day?: string | null; reason: string }
/** What a certificate looks like and says. `texts`: by place (heading, lead, recipient, statement, details, footer), then by language, with fields in braces: {name}, {course}, {hours}, {level}, {date}, {number}, {centre}. */ export interface CertificateContentIn { layout: string; page: string; orientation: string; texts: Record<string, Record<string, string>>; colour?: string; accent?: string; logo?: string | null; signatures?: CertificateSignatureIn[] }
/** What a certificate looks like and says. */ export interface CertificateContentOut { layout: string; page: string; orientation: string; texts: Record<string, Record<string, string>>; colour: string; accent: string; logo: string | null; signatures: CertificateSignatureOut[] }
/** A certificate. `in_work`: its document is being made; `failed`: it could not be made. `address`: of its public page. `grounds`: what held of the rule that awarded it, as its least percents by condition. */ export interface CertificateOut { id: string; number: string; state: "in_work" | "failed" | "valid" | "revoked"; student: PersonOut; course: string; course_title: string; template: string; language: "uz" | "ru" | "en"; name: string; hours: number | null; level: string; day: string; centre: string; address: string; grounds: Record<string, string>; awarded_by: PersonOut | null; reason: string; created_at: string; revoked_at: string | null; revoked_by: PersonOut | null; revoke_reason: string }
/** A picture that templates can name. */ export interface CertificatePictureOut { id: string }
/** A template to look at, in one language. */ export interface CertificatePreviewIn { language: "uz" | "ru" | "en"; content: CertificateContentIn }
/** Why a certificate is revoked; the person reads it. */ export interface CertificateRevokeIn { reason: string }
/** The conditions of a rule, all of which must hold, in percent; and what its certificates say. Without `language` that of the person. */ export interface CertificateRuleChangeIn { template: string; language?: ("uz" | "ru" | "en") | null; hours?: number | null; level?: string; least_progress?: number | null; least_grade?: number | null; quiz?: string | null; least_quiz?: number | null; least_attendance?: number | null; not_before?: string | null }
/** A new rule of a course. */ export interface CertificateRuleIn { template: string; language?: ("uz" | "ru" | "en") | null; hours?: number | null; level?: string; least_progress?: number | null; least_grade?: number | null; quiz?: string | null; least_quiz?: number | null; least_attendance?: number | null; not_before?: string | null; course: string }
/** A rule that awards. `is_held`: it awards nothing now, as a learner could forge its only condition. */ export interface CertificateRuleOut { id: string; course: string; course_title: Record<string, string>; template: string; template_name: string; language: ("uz" | "ru" | "en") | null; hours: number | null; level: string; least_progress: number | null; least_grade: number | null; quiz: string | null; least_quiz: number | null; least_attendance: number | null; not_before: string | null; is_held: boolean; created_at: string }
/** Filters of rules. */ export interface CertificateRulesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; course?: string | null }
/** Who signs on paper, by language. `picture`: an id of `POST /certificates/pictures/`. */ export interface CertificateSignatureIn { name: Record<string, string>; position?: Record<string, string>; picture?: string | null }
/** Who signs on paper, by language. */ export interface CertificateSignatureOut { name: Record<string, string>; position: Record<string, string>; picture: string | null }
/** A ready template to begin with. */ export interface CertificateStarterOut { content: CertificateContentOut }
/** A template as it shall be. `version`: the one that you began with. */ export interface CertificateTemplateChangeIn { name: string; content: CertificateContentIn; version: number }
/** A new template. */ export interface CertificateTemplateIn { name: string; content: CertificateContentIn }
/** A template with its newest version. Certificates keep the version that they were made by. */ export interface CertificateTemplateOut { id: string; name: string; version: number; content: CertificateContentOut; created_at: string }
/** Filters of certificates. */ export interface CertificatesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; course?: string | null; student?: string | null; is_valid?: boolean | null }
/** The last message of a room; `text` is its beginning. */ export interface ChatLastOut { author: PersonOut; text: string; voice: boolean; deleted: boolean }
/** The new text of a message. */ export interface ChatMessageChanges { text: string }
/** A message: a text, a voice note or both. `client_id` is made by the client; send it again with the same one. */ export interface ChatMessageIn { client_id: string; text?: string; voice?: string | null; reply_to?: string | null }
/** A message. `number` is null while it waits for the message hours of a teacher. */ export interface ChatMessageOut { message: string; room: string; number: number | null; author: string; name: string; client_id: string; text: string; voice: boolean; reply: ChatQuoteOut | null; reactions: Record<string, number>; own_reaction: string; sent_at: string | null; waits_until: string | null; edited_at: string | null; deleted: boolean; held: boolean }
/** Which way to read, and from which message. */ export interface ChatMessagesQuery { cursor?: string | null; limit?: number; order?: "newest" | "oldest"; start?: number | null }
/** Filters of people to whom you may write. */ export interface ChatPeopleQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; relation?: ("teacher" | "pupil" | "guardian" | "groupmate") | null }
/** A person to whom you may write. `pupils`: of a guardian, whom you teach; of a teacher, your children. */ export interface ChatPersonOut { id: string; full_name: string; relation: "teacher" | "pupil" | "guardian" | "groupmate"; pupils: PersonOut[] }
/** The message that another one replies to; `text` is its beginning, "" when it is deleted or a voice note. */ export interface ChatQuoteOut { message: string; author: string; name: string; text: string }
/** Up to which message you have read. */ export interface ChatReadIn { number: number }
/** Up to which message you have read, and how many are unread. */ export interface ChatReadOut { number: number; unread: number }
/** A room with what you may do in it. */ export interface ChatRoomDetailOut { id: string; kind: "course" | "group" | "lesson" | "direct" | "office"; title: string; branch: string; course: string | null; group: string | null; lesson: string | null; people: PersonOut[]; last_number: number; last_at: string; unread: number; last: ChatLastOut | null; may_write: boolean; why_not: "" | "no_link" | "age" | "switched_off" | "blocked" | "gone" | "closed" | "continued"; waits_until: string | null; may_remove: boolean; guardians_read: boolean; continued_in: string | null }
/** A place whose room is opened: one of the three. */ export interface ChatRoomIn { course?: string | null; group?: string | null; lesson?: string | null }
/** A room or conversation. `people`: those of a conversation; of one with the office, who writes to it. */ export interface ChatRoomOut { id: string; kind: "course" | "group" | "lesson" | "direct" | "office"; title: string; branch: string; course: string | null; group: string | null; lesson: string | null; people: PersonOut[]; last_number: number; last_at: string; unread: number; last: ChatLastOut | null }
/** Filters of rooms and conversations. */ export interface ChatRoomsQuery { cursor?: string | null; limit?: number; kind?: ("course" | "group" | "lesson" | "direct" | "office") | null; unread?: boolean | null; child?: string | null }
/** What a message said before it was edited. */ export interface ChatVersionOut { text: string; created_at: string }
/** An uploaded voice note. */ export interface ChatVoiceOut { id: string; content_type: string; size: number }
/** The code that the teacher shows now. */ export interface CheckInIn { code: string }
/** What the teacher shows: the code, a QR code (SVG) that leads to it, and the seconds until the next code. */ export interface CheckInOut { code: string; qr: string; seconds_left: number }
/** The result of one readiness check. `detail` says what failed; it is empty on success. */ export interface CheckOut { name: string; ok: boolean; milliseconds: number; detail: string }
/** How to pay. `lang`: language of the provider's page. Default: your language. */ export interface CheckoutIn { provider: "payme" | "stripe"; lang?: ("uz" | "ru" | "en") | null; return_url?: string }
/** A provider that takes the payment. `url`: its page; null where `POST /payments/orders/{id}/checkout/` has to open the page first, because an open page of that provider holds the payment. */ export interface CheckoutLinkOut { provider: string; url: string | null }
/** The address of the provider's page. Only the provider's webhook completes the payment, not the return of the user. */ export interface CheckoutOut { url: string; qr: string }
/** A child, for the office: the sign-in code, whether there are pictures, and when the sign-in was closed. */ export interface ChildAccountOut { birth_date: string; code: string; has_pictures: boolean; closed_at: string | null }
/** The class that a child is in from today, and why. `until`: the last day, at most three years away; by default that of this class year. */ export interface ChildClassIn { kg_class: KgClass; reason: string; until?: string | null }
/** What was answered to one kind of consent; null before the first answer. */ export interface ChildConsentOut { kind: ConsentKind; given: boolean | null }
/** With whom a child writes. `person` is null for the office of the branch. */ export interface ChildConversationOut { id: string; kind: "course" | "group" | "lesson" | "direct" | "office"; person: PersonOut | null; branch: string; last_at: string; may_read: boolean }
/** The newest request to erase a child; `none` when there was none. */ export interface ChildErasureOut { state: "none" | "waiting" | "approved" | "done" | "refused" | "withdrawn"; requested_by: PersonOut | null; created_at: string | null; decided_by: PersonOut | null; decided_at: string | null; reason: string; can_withdraw: boolean }
/** The token of the opened device, the child's code, and the pictures in order. */ export interface ChildLoginIn { token: string; code: string; pictures: ("apple" | "ball" | "bear" | "bird" | "boat" | "book" | "bus" | "cat" | "cloud" | "dog" | "fish" | "flower" | "horse" | "house" | "key" | "kite" | "melon" | "moon" | "rabbit" | "star" | "sun" | "train" | "tree" | "umbrella")[] }
/** A child of the kindergarten today. `kg_class` is that of the exception, if there is one, else `by_age`; null for who is younger or older, and without a birth date. */ export interface ChildOut { id: string; full_name: string; avatar: string | null; kg_class: KgClass | null; by_age: KgClass | null; age_months: number | null; class_until: string; exception: ClassExceptionOut | null; guardians: GuardianOut[] | null; consents: ChildConsentOut[] }
/** The path of a child: lessons of its class or for all that it can play now on its device, and those that it has done on any. `next`: what comes now, the first to play first. `stars`: one for each lesson done, as `stickers`, which stay when the child leaves a course. `sounds`: addresses of what the pages say, in the language of the reader. */ export interface ChildPathOut { id: string; next: string[]; lessons: PathLessonOut[]; stars: number; stickers: StickerOut[]; rest_after_seconds: number; play_left_seconds: number | null; sounds: Record<string, string> }
/** A child, for the child and its family. */ export interface ChildProfileOut { birth_date: string }
/** The skills in which a child has answered, or a teacher has decided. */ export interface ChildProgressOut { id: string; is_recorded: boolean; skills: SkillProgressOut[] }
/** The report of a child, to be printed: what it can, what it has learnt in these days, what was seen, and one next step. Nobody is compared with others. */ export interface ChildReportOut { id: string; full_name: string; kg_class: KgClass | null; first: string; last: string; areas: ReportedAreaOut[]; learnt: ReportedSkillOut[]; observations: ObservationOut[]; next_step: string }
/** About how many days a report is. */ export interface ChildReportQuery { days?: number }
/** The new code and pictures of the child. The pictures are shown only here. */ export interface ChildSecretsOut { code: string; pictures: string[] }
/** A choice: `value` is stored, `text` is shown. */ export interface Choice { value: string; text: Texts }
/** A choice. */ export interface ChoiceOut { value: string; text: Record<string, string> }
/** An assignment for some pupils of a group. */ export interface ChosenPupilsIn { kind: "reading" | "speaking" | "repeat" | "file" | "text"; reference_text?: string; question?: string; instructions?: string; reference_answers?: string[]; key_words?: string[]; target_wpm?: number | null; weights?: Record<string, number>; group?: string | null; title: string; lesson?: string | null; language?: ("uz" | "ru" | "en") | null; level?: string | null; attempts_allowed?: number | null; deadline?: string | null; late_policy?: "accept" | "reduce" | "refuse"; late_coins_percent?: number; counting?: "best" | "last"; coins?: number | null; teacher_first?: boolean; students: string[]; preview?: boolean }
/** Another user marked the same pupil differently; `stands` says whose mark counts now. */ export interface ClashOut { id: string; lesson: string; student: string; stands: "mine" | "theirs"; mine: SidedOut; theirs: SidedOut }
/** A class that staff chose for a child, whatever the age; both days are included. */ export interface ClassExceptionOut { kg_class: KgClass; reason: string; starts_on: string; until: string; author: PersonOut | null }
/** A course that a discount code counts for. */ export interface CodeCourseOut { id: string; title: Record<string, string> }
/** A one-time code of the authenticator application. */ export interface CodeIn { code: string }
/** The same answer whether or not a message was sent. */ export interface CodeSentOut { channel: "email" | "sms" | "telegram"; expires_in: number; resend_in: number }
/** An order that used a discount code. `given_back_at`: when the order ended unpaid, so that it does not count. */ export interface CodeUseOut { order: string; reference: string; status: "draft" | "pending" | "overdue" | "completed" | "cancelled" | "failed" | "refunded"; learner: PersonOut; buyer: PersonOut; amount: MoneyOut; created_at: string; given_back_at: string | null }
/** The list of the orders that used a discount code. */ export interface CodeUsesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }
/** The coins of a pupil. */ export interface CoinsOut { balance: number }
/** A colour that could be the centre's. */ export interface ColourQuery { colour: string }
/** How the facts of several days and places become one number. `sum`: the sum of numerators. `mean`: the sum of numerators by that of denominators, `share`: the same of 100. `people`: different people of all days. `last_people`: different people on the last day. */ export type Combination = "sum" | "mean" | "share" | "people" | "last_people";
/** What a learner does to have done a lesson. */ export interface CompletionRuleIn { rule: "opened" | "scrolled" | "watched" | "by_hand" | "handed_in" | "package" | "quiz_passed"; percent?: number | null }
/** What a learner does to have done a lesson; what is not of the rule is null. */ export interface CompletionRuleOut { rule: "opened" | "scrolled" | "watched" | "by_hand" | "handed_in" | "package" | "quiz_passed"; percent?: number | null }
/** Money that was received. Default `amount`: all that is outstanding. `desk` is required with shifts at several desks. */ export interface ConfirmIn { method: "cash" | "terminal" | "transfer"; amount?: MoneyIn | null; desk?: string | null; note?: string; advance?: boolean }
/** An answer to the text of `version`. */ export interface ConsentIn { given: boolean; version?: string | null }
/** Kinds of consent. */ export type ConsentKind = "recording" | "photo" | "messages" | "machine_learning" | "certificate" | "activity" | "learning_systems";
/** One kind of consent: its current text, and the answer; `given` is null before the first answer. */ export interface ConsentOut { kind: ConsentKind; text: string; version: string; given: boolean | null; given_version: string | null; answered_at: string | null; answered_by: string | null; paper: PaperConsentOut | null }
/** Every kind of consent. */ export interface ConsentsOut { consents: ConsentOut[] }
/** How the office spoke with a debtor. */ export type ContactHow = "call" | "message" | "visit" | "other";
/** Changes of a contact person; fields that are not sent stay. */ export interface ContactPersonChanges { name?: string; relation?: string; phone?: string; remark?: string }
/** Somebody to call about a person, who has no account. */ export interface ContactPersonIn { name: string; relation?: string; phone: string; remark?: string }
/** A contact person; phone and remark are null for readers who may not see phones. */ export interface ContactPersonOut { id: string; name: string; relation: string; phone: string | null; remark: string | null }
/** Whom to call about a person. All phones and remarks are null when `phones_shown` is false. */ export interface ContactsOut { phones_shown: boolean; phone: string | null; guardians: GuardianContactOut[]; contact_persons: ContactPersonOut[] }
/** One thing that a version changes for learners. `what`: names of the changed fields. */ export interface ContentChangeOut { kind: "module_added" | "module_removed" | "module_changed" | "lesson_added" | "lesson_removed" | "lesson_changed" | "lesson_moved" | "settings_changed"; title: string; what: string[] }
/** What publishing would change, and what is missing for it. */ export interface ContentChangesOut { number_next: number; changes: ContentChangeOut[]; missing: MissingContentOut[] }
/** For which class a content is; `MIXED` is for all. */ export type ContentClass = "KG1" | "KG2" | "KG3" | "MIXED";
/** A text beside the reported one. */ export interface ContextTextOut { id: string; author: PersonOut | null; words: string; written_at: string }
/** A contract: its number in the series of the centre. */ export interface ContractOut { number: number; signed_on: string }
/** With whom to write: a person; the office of a branch; or, for the office of a branch, both. */ export interface ConversationIn { person?: string | null; branch?: string | null }
/** A lead that became a pupil. `received`: the first payment; `approval`: that it waits for a second person. */ export interface ConversionOut { lead: LeadOut; student: PersonOut; membership: string; contract: ContractOut; received: MoneyOut | null; approval: string | null }
/** The group of the new pupil, the first day, and the first payment, where there is one. */ export interface ConvertIn { group: string; day?: string | null; student?: string | null; first_name?: string; last_name?: string; patronymic?: string; birth_date?: string | null; phone?: string | null; locale?: "uz" | "ru" | "en"; payment?: FirstPaymentIn | null }
/** Groups that get a copy; `lesson` belongs to one of them. Without a `deadline` the copies have none. */ export interface CopyIn { groups: string[]; lesson?: string | null; deadline?: string | null; title?: string }
/** A teacher's correction of a word: its class, or the word of a free answer. */ export interface CorrectionOut { index: number; was: string; now: string; author: PersonOut; created_at: string }
/** The number that was chosen. */ export interface CountResponse { kind: "count"; number: number }
/** What achievements can count of a pupil; `text` is in the reader's language. */ export interface CounterOut { name: string; text: string }
/** All counters of achievements. */ export interface CountersOut { counters: CounterOut[] }
/** How many pupils of a register are marked as what, and how many have no mark. */ export interface CountsOut { present: number; absent: number; late: number; excused: number; unmarked: number }
/** What to change of a course; absent fields stay. Tags, prices and prerequisites are replaced as a whole. */ export interface CourseChanges { title?: Texts; description?: LongTexts; slug?: string; language?: "uz" | "ru" | "en"; level?: string; mode?: CourseMode; category?: string | null; tags?: string[]; prices?: Price[]; prerequisites?: string[] }
/** A course with its teachers and prerequisites. */ export interface CourseDetailOut { id: string; title: Record<string, string>; description: Record<string, string>; slug: string; language: string; level: string; status: string; created_at: string; mode: CourseMode; category: CategoryOut | null; tags: string[]; prices: PriceOut[]; thumbnail: string | null; thumbnails: ThumbnailOut[]; published_at: string | null; rating: number | null; review_count: number; enrolled_count: number; is_enrolled: boolean; progress: number | null; next_lesson: NextLessonOut | null; teachers: CourseTeacherOut[]; prerequisites: CourseOut[] }
/** The draft of a course. `revision` grows with every change of its settings, modules and order. */ export interface CourseDraftOut { course: string; title: Record<string, string>; revision: number; is_sequential: boolean; weight: "minutes" | "equal"; has_changes: boolean; published: PublishedOut | null; modules: DraftModuleOut[]; deleted: DeletedContentOut[] }
/** What to export. */ export interface CourseExportIn { format?: "talim" | "common_cartridge"; source?: "published" | "draft" }
/** A package of a course. `url` may be used for a few minutes; the package is deleted at `expires_at`. */ export interface CourseExportOut { id: string; format: "talim" | "common_cartridge"; source: "published" | "draft"; state: "waiting" | "ready" | "failed"; percent: number; size: number | null; url: string | null; report: PackageRowOut[]; created_at: string; expires_at: string }
/** Filters for the packages of a course. */ export interface CourseExportsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; kind?: ("talim" | "common_cartridge") | null }
/** A file for the blocks of a course: an upload, or a file of the media library. */ export interface CourseFileIn { upload?: string | null; media?: string | null; title?: string }
/** A file that blocks of a course may show. `url` may be used until `expires_at`. */ export interface CourseFileOut { id: string; title: string; kind: ("document" | "slides" | "image" | "audio" | "video" | "link") | "package"; content_type: string; size: number; duration_ms: number | null; url: string; expires_at: string }
/** Filters for the files of a course. */ export interface CourseFilesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; kind?: ("document" | "slides" | "image" | "audio" | "video" | "link") | "package" | null }
/** A package that you sent, with what becomes of each thing in it. */ export interface CourseImportDetailOut { id: string; name: string; format: "" | "talim" | "common_cartridge" | "moodle"; state: "checking" | "checked" | "running" | "done" | "failed" | "undone"; percent: number; title: string; course: string | null; figures: PackageFiguresOut; problem: string; created_at: string; finished_at: string | null; report: PackageRowOut[]; quizzes_url: string | null }
/** A package to import. */ export interface CourseImportIn { upload: string; course?: string | null }
/** A package that you sent. `checking` → `checked` → `running` → `done` → `undone`, or `failed` with a problem. */ export interface CourseImportOut { id: string; name: string; format: "" | "talim" | "common_cartridge" | "moodle"; state: "checking" | "checked" | "running" | "done" | "failed" | "undone"; percent: number; title: string; course: string | null; figures: PackageFiguresOut; problem: string; created_at: string; finished_at: string | null }
/** Filters for your imports. */ export interface CourseImportsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ("checking" | "checked" | "running" | "done" | "failed" | "undone") | null }
/** A course to create as a draft. Without `slug`, one is made from the title. Prices are per month. */ export interface CourseIn { title: Texts; description?: LongTexts | null; slug?: string; language?: "uz" | "ru" | "en"; level?: string; mode?: CourseMode; category?: string | null; tags?: string[]; prices?: Price[]; prerequisites?: string[] }
/** A new lesson of a draft. */ export interface CourseLessonIn { module: string; title: string }
/** A lesson as learners see it. Blocks with a text have it as `html`, formulas as `mathml`, and blocks with a file have a link in `file` that works for some minutes. */ export interface CourseLessonOut { id: string; course: string; course_title: Record<string, string>; title: string; slug: string; number: number; minutes: number; is_preview: boolean; completion: Record<string, unknown>; blocks: Record<string, unknown>[]; previous: string | null; next: string | null; place: LessonPlaceOut; progress: LessonProgressOut | null; needs_hand: boolean; tasks: LessonTaskOut[] }
/** Where a course is taught. */ export type CourseMode = "centre" | "online" | "both";
/** A course. */ export interface CourseOut { id: string; title: Record<string, string>; description: Record<string, string>; slug: string; language: string; level: string; status: string; created_at: string }
/** A package of a course. `kind` is empty until it is `ready`; `reason` says why it was `refused`. */ export interface CoursePackageOut { file: CourseFileOut; state: PackageState; kind: PackageKind | ""; reason: string | null; files: number; bytes: number }
/** The rating of a course by its visible reviews, and what you may do. */ export interface CourseRatingOut { rating: number | null; reviews: number; own: CourseReviewOut | null; can_review: boolean; can_answer: boolean; can_moderate: boolean }
/** A course by its title. */ export interface CourseRefOut { id: string; title: Record<string, string> }
/** The answer of a teacher, for everybody; empty to take it away. */ export interface CourseReviewAnswerIn { answer: string }
/** Whether a review is hidden. */ export interface CourseReviewHiddenIn { hidden: boolean }
/** A review: 1 to 5 stars, and words if you like. */ export interface CourseReviewIn { rating: number; text?: string }
/** A review of a course. `author`: first name and the initial of the last name. `reports`: how many users asked the office to look at it; null unless you moderate. */ export interface CourseReviewOut { id: string; author: string; rating: number; text: string; answer: string; answered_at: string | null; created_at: string; is_mine: boolean; is_hidden: boolean; reports?: number | null }
/** Why the office should look at a review. */ export interface CourseReviewReportIn { reason: string }
/** draft → published → archived. Everyone sees published courses; an archived course can be published again. */ export type CourseStatus = "draft" | "published" | "archived";
/** A teacher of the course. */ export interface CourseTeacherIn { teacher: string; kind?: CourseTeacherKind }
/** The role of a teacher in a course. */ export type CourseTeacherKind = "lead" | "co";
/** A teacher of the course. */ export interface CourseTeacherOut { teacher: PersonOut; kind: CourseTeacherKind }
/** All teachers of the course, at most one of them the lead. */ export interface CourseTeachersIn { teachers: CourseTeacherIn[] }
/** A published version of a course's content. `lessons`: how many it has. */ export interface CourseVersionOut { number: number; published_at: string; published_by: PersonOut | null; changes: ContentChangeOut[]; lessons: number }
/** Query of the versions of a course. */ export interface CourseVersionsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }
/** Filters for courses. */ export interface CoursesQuery { page?: number; page_size?: number; ordering?: string; search?: string; language?: ("uz" | "ru" | "en") | null; level?: string; mode?: CourseMode | null; category?: string | null; tag?: string; slug?: string; status?: CourseStatus | null; taught?: boolean }
/** An accepted excuse that covers the day of the lesson. */ export interface CoveringExcuseOut { id: string; starts_on: string; ends_on: string; reason: string }
/** A refund of free credit. `transaction`: refund only money of this transaction; without it, cash and transfers first, then the newest. Cash comes from your own open shift, or waits for the cashier at `desk`. */ export interface CreditRefundIn { amount: MoneyIn; reason: string; desk?: string | null; transaction?: string | null }
/** A refund of free credit with its receipts, and the free credit that is left. */ export interface CreditRefundOut { student: PersonOut; paid_back: MoneyOut; free_credit: MoneyOut; receipts: ReceiptOut[] }
/** A text and when it is shown, in milliseconds of the film. The text is plain: nothing in it is markup. */ export interface CueIn { start_ms: number; end_ms: number; text: string }
/** A text and when it is shown, in milliseconds of the film. */ export interface CueOut { start_ms: number; end_ms: number; text: string }
/** Series that a role looks at. `counted_until`: the last day that is counted; null before the first run. */ export interface DashboardOut { kind: "student" | "teacher" | "platform"; person: DashboardPersonOut | null; counted_until: string | null; series: SeriesOut[] }
/** Whom a dashboard is about. */ export interface DashboardPersonOut { id: string; full_name: string }
/** The period, and how much of the dashboard. */ export interface DashboardQuery { step?: ("day" | "week" | "month"); from?: string | null; to?: string | null; glance?: boolean }
/** A dataset of a chart, as Chart.js takes it: one value for each label, null where there is no data. `money` is in minor units of `currency`; `percent` and `score` go from 0 to 100. */ export interface DatasetOut { key: string; label: string; unit: "count" | "percent" | "score" | "money"; currency: string | null; data: (number | null)[] }
/** What becomes of the open memberships: they end today (`leave`), are frozen until somebody lifts it (`freeze`), or stay as they are (`keep`). A lead is never frozen: it ends with `freeze` too. */ export interface DeactivateIn { memberships?: MembershipChoice | null; teaching?: TeachingChoice | null }
/** A contact about a debt, and a promise to pay if there was one: by a day, all that is overdue or an amount. A new promise replaces the open one. */ export interface DebtContactIn { how: ContactHow; note?: string; currency?: string; promised_on?: string | null; promised_amount?: MoneyIn | null }
/** A contact. `sent_here`: a message that the platform sent. `promise`: null without one. */ export interface DebtContactOut { id: string; on: string; by: PersonOut; how: ContactHow; note: string; currency: string; sent_here: boolean; promise: PromiseOut | null; created_at: string }
/** Filters of the contacts of a debtor. */ export interface DebtContactsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; currency?: string | null }
/** A message to the families of debtors: of these `students`, or of all whom the filters leave. The texts are those of the notification types `payments.debt_reminder` and `payments.debt_warning`, or the centre's own templates. */ export interface DebtMessageIn { group?: string | null; branch?: string | null; teacher?: string | null; minimum?: number | null; overdue_since?: string | null; promise?: ("open" | "kept" | "broken") | null; promised?: boolean | null; no_contact_since?: string | null; template?: DebtTemplate; students?: string[] | null; currency?: string; search?: string; channels?: ("telegram" | "sms" | "email" | "push")[] }
/** What was sent: to how many people, about how many pupils, with how many SMS parts at which price. */ export interface DebtMessageOut { pupils: number; people: number; sms_parts: number; sms_price: number }
/** What a message would do now: pupils, people in all and by channel, SMS parts and their price, and who is not reached. Prices are in minor units: of these SMS, of all SMS of this month so far, and the monthly budget. */ export interface DebtMessagePreviewOut { pupils: number; people: number; channels: Record<string, number>; sms_parts: number; sms_price: number; sms_spent: number; sms_budget: number; within_budget: boolean; samples: SampleTextOut[]; unreachable: UnreachableOut[] }
/** A message as it was previewed: `people` guards against a list that changed. */ export interface DebtMessageSendIn { group?: string | null; branch?: string | null; teacher?: string | null; minimum?: number | null; overdue_since?: string | null; promise?: ("open" | "kept" | "broken") | null; promised?: boolean | null; no_contact_since?: string | null; template?: DebtTemplate; students?: string[] | null; currency?: string; search?: string; channels?: ("telegram" | "sms" | "email" | "push")[]; people: number }
/** The message, as its notification type; the centre writes its own texts as templates of these types. */ export type DebtTemplate = "reminder" | "warning";
/** Totals of all debtors in one currency. */ export interface DebtTotalOut { debtors: number; overdue: MoneyOut; owed: MoneyOut }
/** Debt of a pupil in one currency: amount `overdue`, amount `owed` in all, number of overdue `payments`, and the due day of the oldest (`since`). `phones`: only for those who may see people's contacts, else null. `note`: the last one of the contacts. */ export interface DebtorOut { student: PersonOut; overdue: MoneyOut; owed: MoneyOut; balance: MoneyOut; payments: number; since: string; phones: DebtorPhoneOut[] | null; groups: GroupRefOut[]; last_contact: LastContactOut | null; promise: PromiseOut | null; note: string }
/** A phone number of the pupil or of a guardian who sees payments. */ export interface DebtorPhoneOut { id: string; full_name: string; of: "pupil" | "guardian"; phone: string }
/** A page of debtors, with the totals of all pages. */ export interface DebtorsOut { count: number; next: string | null; previous: string | null; results: DebtorOut[]; totals: DebtTotalOut[] }
/** Filters of the list of debtors. With `group`, `branch` or `teacher`, only their payments count. */ export interface DebtorsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; group?: string | null; branch?: string | null; teacher?: string | null; minimum?: number | null; overdue_since?: string | null; promise?: ("open" | "kept" | "broken") | null; promised?: boolean | null; no_contact_since?: string | null; currency?: string | null }
/** Your answer. `is_granted`: the decision is withdrawn. */ export interface DecisionAppealAnswerIn { is_granted: boolean; answer: string }
/** Why somebody should look again. */ export interface DecisionAppealIn { text: string }
/** A request for another look at a decision. `is_granted`: null until it is answered. */ export interface DecisionAppealOut { text: string; is_granted: boolean | null; answer: string; answered_at: string | null; created_at: string }
/** The decision of an administrator about a guardian's request. */ export interface DecisionIn { approve: boolean; reason?: string }
/** What was decided about a text. `withdrawn_at`: when an appeal was granted. */ export interface DecisionOut { id: string; person: PersonOut | null; moderator: PersonOut | null; action: "dismiss" | "hide" | "warn" | "mute" | "ban"; hides: boolean; days: number | null; everywhere: boolean; reason: string; place_title: string; words: string; created_at: string; withdrawn_at: string | null; appeal: DecisionAppealOut | null; sanction: SanctionHeadOut | null }
/** A lesson or a module (`module` true) that was deleted from the draft and can be restored. */ export interface DeletedContentOut { id: string; title: string; module: boolean; deleted_at: string }
/** Filters of deliveries. */ export interface DeliveriesQuery { cursor?: string | null; limit?: number; state?: ("queued" | "sent" | "delivered" | "failed" | "skipped") | null; channel?: ("telegram" | "sms" | "email" | "push") | null; reason?: DeliveryReason | null; type?: string; user?: string | null; since?: string | null }
/** One message by one channel, with its state and the reason of a failure. */ export interface DeliveryOut { id: string; created_at: string; user: AddresseeOut; type: string; type_title: string; channel: "telegram" | "sms" | "email" | "push"; state: "queued" | "sent" | "delivered" | "failed" | "skipped"; reason: string; why: string; address: string; language: string; due_at: string; sent_at: string | null; delivered_at: string | null; tries: number; parts: number; cost: MoneyOut; fallback_of: string | null; in_digest: string | null }
/** Reason of a delivery that is `skipped` or `failed`; never the words of a provider. */ export type DeliveryReason = "no_address" | "not_verified" | "number_invalid" | "not_joined" | "not_set_up" | "muted" | "inactive" | "read" | "too_late" | "over" | "budget" | "blocked" | "gone" | "refused" | "unreachable" | "unsure" | "undelivered" | "broken";
/** Cash carried to another cash desk of the same currency. */ export interface DeskTransferIn { to: string; amount: MoneyIn; note?: string }
/** Cash carried from a cash desk to another one, or with `to` null to the bank account of the branch. `reverses`: the desk transfer that this one reverses, the other way round; `reversed_by`: the one that reversed it. */ export interface DeskTransferOut { id: string; branch: PlaceOut; desk: MovedDeskOut; to: MovedDeskOut | null; amount: MoneyOut; note: string; by: PersonOut; reverses: string | null; reversed_by: string | null; created_at: string }
/** Why the desk transfer is reversed. */ export interface DeskTransferReverseIn { reason: string }
/** Filters of the list of desk transfers. */ export interface DeskTransfersQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; desk?: string | null; bank?: boolean | null; cashier?: string | null; from?: string | null; to?: string | null }
/** How a child uses a lesson: with fingers on a screen, with keys, or with one or two switches. */ export type Device = "touch" | "keyboard" | "switch";
/** On what the child plays. */ export interface DeviceQuery { device?: ("touch" | "keyboard" | "switch") }
/** Write down what the prompt's recording says. */ export interface DictationBody { kind: "dictation" }
/** What the recording says. The score is the part of its words that are written, as homework aligns them. */ export interface DictationKey { explanation?: string; right_feedback?: string; partial_feedback?: string; wrong_feedback?: string; hints?: Hint[]; penalty?: number; kind: "dictation"; text: string }
/** What the learner wrote. */ export interface DictationResponse { kind: "dictation"; text?: string }
/** A score proposal. `state`: `listening` until the speech engine has finished. `stale`: the current score has changed since. */ export interface DifferenceOut { id: string; purpose: "rescore" | "correction"; state: "listening" | "ready"; created_at: string; stale: boolean; before: AttemptMarkOut; after: AttemptMarkOut | null; words: WordChangeOut[] }
/** The password, and a one-time code or a recovery code. */ export interface DisableIn { password: string; code: string }
/** The branch of a discount. */ export interface DiscountBranchOut { id: string; name: string }
/** Changes of a discount; fields that are not sent stay. Kind and target (pupil, group, course, branch) cannot change: archive the discount and create another. Payments of the current month and later are repriced. */ export interface DiscountChanges { name?: Texts; percent_hundredths?: number; amount?: MoneyIn; starts_on?: string | null; ends_on?: string | null; stackable?: boolean; reason?: string }
/** Changes of a discount code; fields that are not sent stay, and the code itself cannot change. Orders that used it keep their price. */ export interface DiscountCodeChanges { percent_hundredths?: number | null; amounts?: MoneyIn[]; courses?: string[]; starts_on?: string | null; ends_on?: string | null; max_uses?: number | null; max_uses_per_person?: number | null; is_active?: boolean; note?: string }
/** A discount code: `percent_hundredths`, or `amounts` with one sum for each currency. Without courses it counts for all; null as a limit: none. */ export interface DiscountCodeIn { code?: string; percent_hundredths?: number | null; amounts?: MoneyIn[]; courses?: string[]; starts_on?: string | null; ends_on?: string | null; max_uses?: number | null; max_uses_per_person?: number | null; note?: string }
/** A discount code. `used`: how many orders use it; those that ended unpaid do not count. */ export interface DiscountCodeOut { id: string; code: string; percent_hundredths: number | null; amounts: MoneyOut[]; courses: CodeCourseOut[]; starts_on: string | null; ends_on: string | null; max_uses: number | null; max_uses_per_person: number | null; is_active: boolean; note: string; used: number; created_at: string }
/** Filters of the list of discount codes. */ export interface DiscountCodesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; active?: boolean | null; course?: string | null }
/** The course of a discount. */ export interface DiscountCourseOut { id: string; title: Record<string, string> }
/** A discount: `percent_hundredths` for percent and sibling (1050 is 10.5 %), `amount` for fixed. Give at most one of pupil, group, course and branch; with none it is for all pupils. `sibling` is for the second and every further child of a guardian, and takes no pupil. All `stackable` discounts apply; of the others, only the largest. */ export interface DiscountIn { name: Texts; kind: DiscountKind; percent_hundredths?: number | null; amount?: MoneyIn | null; starts_on?: string | null; ends_on?: string | null; stackable?: boolean; student?: string | null; group?: string | null; course?: string | null; branch?: string | null; reason?: string }
/** How a discount is calculated. */ export type DiscountKind = "percent" | "fixed" | "sibling";
/** A discount. */ export interface DiscountOut { id: string; name: Record<string, string>; kind: string; percent_hundredths: number | null; amount: MoneyOut | null; starts_on: string | null; ends_on: string | null; stackable: boolean; student: PersonOut | null; group: GroupRefOut | null; course: DiscountCourseOut | null; branch: DiscountBranchOut | null; reason: string; archived_at: string | null }
/** Filters of the list of discounts. */ export interface DiscountsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; kind?: DiscountKind | null; student?: string | null; group?: string | null; archived?: boolean }
/** What you change of a discussion that you wrote. */ export interface DiscussionChanges { title?: string | null; text?: string | null; mentions?: string[] | null }
/** A discussion with its opening text, HTML. */ export interface DiscussionDetailOut { id: string; forum: string; forum_name: string; kind: "question" | "talk" | "announcement"; title: string; author: PersonOut | null; state: "shown" | "hidden" | "deleted"; lesson: string | null; lesson_title: string; second: number | null; is_pinned: boolean; is_locked: boolean; is_resolved: boolean; accepted: string | null; reply_count: number; unread_count: number; is_new: boolean; last_activity_at: string; edited_at: string | null; created_at: string; text: string; files: ForumFileOut[]; mentions: PersonOut[] }
/** A new discussion. `lesson` and `second`: a lesson of the forum's course, and a second of its film. `files` are your uploads, `mentions` people of the forum. */ export interface DiscussionIn { forum: string; kind?: "question" | "talk" | "announcement"; title: string; text: string; lesson?: string | null; second?: number | null; files?: string[]; mentions?: string[] }
/** The discussion of which this one becomes a reply. */ export interface DiscussionMergeIn { into: string }
/** The forum to which the discussion goes. */ export interface DiscussionMoveIn { forum: string }
/** A discussion in a list. A deleted one, and a hidden one of others, has no title and no author. `accepted`: the reply that answers the question. `unread_count`: replies that you have not read; `is_new`: you never opened it. */ export interface DiscussionOut { id: string; forum: string; forum_name: string; kind: "question" | "talk" | "announcement"; title: string; author: PersonOut | null; state: "shown" | "hidden" | "deleted"; lesson: string | null; lesson_title: string; second: number | null; is_pinned: boolean; is_locked: boolean; is_resolved: boolean; accepted: string | null; reply_count: number; unread_count: number; is_new: boolean; last_activity_at: string; edited_at: string | null; created_at: string }
/** The reply that becomes a discussion of its own, and its title. */ export interface DiscussionSplitIn { reply: string; title: string }
/** What is to be so from now on. Who asked may set `resolved`, moderators all. */ export interface DiscussionStateChanges { pinned?: boolean | null; locked?: boolean | null; resolved?: boolean | null }
/** Filters of discussions. */ export interface DiscussionsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; forum?: string | null; person?: string | null; lesson?: string | null; kind?: ("question" | "talk" | "announcement") | null; is_unanswered?: boolean | null; is_unread?: boolean | null; since_seen?: boolean | null }
/** A lesson that a child has done. */ export interface DoneLessonOut { id: string; title: string; done_at: string }
/** One of two pupils who may be one. */ export interface DoubleOut { id: string; email: string | null; phone: string | null; first_name: string; last_name: string; patronymic: string; role: string; own_role: string | null; requested_role: string; status: "active" | "pending" | "off"; is_child: boolean; number: number | null; avatar: string | null; locale: "uz" | "ru" | "en"; zone: string; last_login: string | null; created_at: string; memberships: UserMembershipOut[]; birth_date: string | null }
/** Pages of likely doubles. */ export interface DoublesQuery { page?: number; page_size?: number; ordering?: string; search?: string }
/** Where to download the file: a path on this server or an address of the file store; of a link, its address. */ export interface DownloadLinkOut { url: string; expires_in: number }
/** A user viewed the material, or got its download link. */ export interface DownloadOut { user: PersonOut | null; use: "view" | "download"; created_at: string }
/** A lesson of a draft, without its blocks. `has_changes`: learners do not see it like this yet. */ export interface DraftLessonOut { id: string; slug: string; title: string; is_preview: boolean; minutes: number; completion: CompletionRuleOut; opens: OpeningRuleOut[]; revision: number; block_count: number; is_published: boolean; has_changes: boolean; view_count: number }
/** A module of a draft, with its lessons in order. */ export interface DraftModuleOut { id: string; title: string; opens: OpeningRuleOut[]; lessons: DraftLessonOut[] }
/** Settings of a draft; absent ones stay. */ export interface DraftSettingsIn { revision: number; is_sequential?: boolean; weight?: "minutes" | "equal" }
/** Where each picture was brought: the key of the target by that of the item. */ export interface DragResponse { kind: "drag"; places: Record<string, unknown> }
/** How a course with a price is bought. Both may be left out. */ export interface EnrolIn { code?: string; return_url?: string }
/** What becomes of a person whom the office enrols. */ export type EnrolResult = "enrolled" | "already_enrolled" | "not_found";
/** The course of an enrolment. */ export interface EnrolledCourseOut { id: string; title: Record<string, string> }
/** What became of one person. */ export interface EnrolledRowOut { user: string; status: EnrolResult }
/** What became of each person, in the order sent. */ export interface EnrolledRowsOut { rows: EnrolledRowOut[] }
/** What froze or ended an enrolment. */ export type EnrollmentCause = "office" | "dispute" | "refund" | "expired" | "left_group" | "erased";
/** What to change of an enrolment; absent fields stay. `until` null: without an end. */ export interface EnrollmentChanges { until?: string | null; state?: "active" | "frozen"; reason?: string }
/** Why an enrolment ends. */ export interface EnrollmentEndIn { reason: string }
/** The right of a user to learn a course online. `until` null: without an end. */ export interface EnrollmentOut { id: string; user: PersonOut; course: EnrolledCourseOut; source: EnrollmentSource; state: EnrollmentState; starts_at: string; until: string | null; ended_at: string | null; progress: number; completed_at: string | null; cause: EnrollmentCause | ""; reason: string }
/** Why a user is enrolled. */ export type EnrollmentSource = "order" | "membership" | "office" | "free" | "invitation";
/** active ⇄ frozen; ended and refunded are final. */ export type EnrollmentState = "active" | "frozen" | "ended" | "refunded";
/** People to enrol in one course. */ export interface EnrollmentsIn { course: string; users: string[]; until?: string | null; reason?: string; dry_run?: boolean }
/** Filters of enrolments. */ export interface EnrollmentsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; course?: string | null; user?: string | null; state?: EnrollmentState | null }
/** Why a lead is erased; it stays in the audit log. */ export interface EraseLeadIn { reason: string }
/** A request to erase a user: `waiting` for a decision, `refused`, `approved` (in progress), `done`, or `withdrawn` by who made it. */ export interface ErasureOut { id: string; person: PersonOut; requested_by: PersonOut | null; state: ErasureState; decided_by: PersonOut | null; created_at: string; decided_at: string | null; done_at: string | null; reason: string }
/** `waiting` for a decision; `approved` and in progress; `done`; `refused`; `withdrawn` by who requested it. */ export type ErasureState = "waiting" | "approved" | "done" | "refused" | "withdrawn";
/** Filters of erasure requests. */ export interface ErasuresQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ErasureState | null }
/** Codes for clients. New codes are added; old ones never change their meaning. */ export type ErrorCode = "not_authenticated" | "token_invalid" | "login_failed" | "forbidden" | "step_up_required" | "second_factor_required" | "read_only" | "not_found" | "method_not_allowed" | "invalid" | "bad_request" | "conflict" | "too_large" | "unsupported_media" | "too_many_requests" | "unavailable" | "server_error" | "not_verified" | "idempotency_key_required" | "idempotency_key_reused" | "idempotency_in_progress" | "deadline_passed" | "no_attempts_left" | "not_open" | "newer_attempt" | "attempt_closed" | "consent_missing" | "hello_first" | "unknown_frame" | "own_payment" | "payment_in_progress" | "payment_closed" | "refund_at_provider" | "refund_too_large" | "not_refundable" | "provider_off" | "provider_away" | "shift_needed" | "shift_open" | "debt_limit" | "month_closed" | "advance_needed" | "approval_waiting" | "approval_decided" | "already_reversed" | "cash_refund_waiting" | "cash_refund_closed" | "already_enrolled" | "already_ordered" | "preview_changed" | "sms_budget" | "prerequisites_missing" | "not_enough_money" | "not_enough_coins" | "sold_out" | "price_changed" | "coin_limit" | "merge_not_pupils" | "merge_same_group" | "merge_same_course" | "merge_same_family" | "merge_two_openings" | "merge_erasure_open" | "person_merged" | "draft_changed" | "nothing_to_publish" | "not_enrolled" | "lesson_locked" | "payment_required" | "video_not_ready" | "playback_limit" | "other_network" | "no_sound" | "speech_off" | "already_making" | "subtitles_exist" | "grade_changed" | "muted" | "banned" | "repeated_text" | "text_refused" | "own_text" | "own_decision" | "own_report" | "already_reported" | "text_deleted" | "discussion_locked" | "may_not_write" | "lead_claimed" | "lead_closed" | "contract_exists" | "no_host" | "no_chat" | "enough_for_today" | "attended_days";
/** Why a request was refused. Programs check `code`; `detail` and `fields` are texts for people. */ export interface ErrorOut { code: ErrorCode; detail: string; fields: Record<string, string[]>; request_id: string }
/** Write a text; a teacher marks it. `min_words` and `max_words` are shown and not enforced; 0: none. */ export interface EssayBody { kind: "essay"; min_words?: number; max_words?: number }
/** `guide`: what the marker looks for; learners never see it. */ export interface EssayKey { explanation?: string; right_feedback?: string; partial_feedback?: string; wrong_feedback?: string; hints?: Hint[]; penalty?: number; kind: "essay"; guide?: string }
/** The written text. */ export interface EssayResponse { kind: "essay"; text?: string }
/** People whom an announcement would reach now. Prices are in tiyin: of its SMS, of all SMS of this month so far, and the monthly budget. At night it goes out by SMS and the other ways outside the app at `waits_until`. */ export interface EstimateOut { people: number; channels: Record<string, number>; sms_parts: number; sms_price: number; sms_spent: number; sms_budget: number; within_budget: boolean; waits_until: string | null }
/** The decision about an excuse. */ export interface ExcuseDecisionIn { decision: "accept" | "refuse"; answer?: string }
/** Days (both included) on which a pupil is absent; without `student`, you yourself. */ export interface ExcuseIn { student?: string | null; starts_on: string; ends_on: string; reason: string }
/** An excuse with its decision. */ export interface ExcuseOut { id: string; student: PersonOut; starts_on: string; ends_on: string; reason: string; state: "asked" | "accepted" | "refused" | "withdrawn"; asked_by: PersonOut | null; decided_by: PersonOut | null; decided_at: string | null; answer: string; created_at: string }
/** Filters for excuses. */ export interface ExcusesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; student?: string | null; group?: string | null; state?: ("asked" | "accepted" | "refused" | "withdrawn") | null; from?: string | null }
/** What a preview showed. If it is no longer so, nothing is done (409 `preview_changed`). */ export interface ExpectedBillingIn { payments: number; totals?: MoneyIn[] }
/** The categories in use, or the archived ones too. */ export interface ExpenseCategoriesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; archived?: boolean }
/** What to change of a category; absent fields stay. With `archived`, it takes no more expenses. */ export interface ExpenseCategoryChanges { name?: Texts; position?: number; archived?: boolean }
/** A category of expenses. Without `key`, one is made from the name; it never changes and is used once. */ export interface ExpenseCategoryIn { name: Texts; key?: string; position?: number }
/** A category of expenses. Expenses name it by its `key`. An archived one is on old expenses only. */ export interface ExpenseCategoryOut { id: string; key: string; name: Record<string, string>; position: number; archived_at: string | null }
/** An expense: with `desk`, cash of your open shift there; without it, from the bank account of the branch (default: your home branch). */ export interface ExpenseIn { category: string; amount: MoneyIn; text: string; on?: string | null; corrects_month?: string | null; desk?: string | null; branch?: string | null }
/** An expense. `reverses`: the expense that this one reverses; `reversed_by`: the expense that reversed this one. */ export interface ExpenseOut { id: string; branch: PlaceOut; category: string; category_name: string; amount: MoneyOut; on: string; desk: NamedDeskOut | null; text: string; by: PersonOut; reverses: string | null; reversed_by: string | null; corrects_month: string | null; created_at: string }
/** Why the expense is reversed. */ export interface ExpenseReverseIn { text: string }
/** Filters of the list of expenses. */ export interface ExpensesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; branch?: string | null; desk?: string | null; category?: string | null; from?: string | null; to?: string | null }
/** The state of the newest archive; `none` when none was requested or it was deleted. */ export interface ExportOut { state: "none" | "waiting" | "ready" | "failed"; link: string | null; created_at: string | null; expires_at: string | null }
/** More time or more attempts for one pupil, or both. */ export interface ExtendIn { until?: string | null; extra_attempts?: number | null }
/** The ticket of the sign-in, and a one-time code or a recovery code; `device` as in `LoginIn`. */ export interface FactorIn { mfa_ticket: string; code: string; device?: string }
/** The password was correct; send the ticket with a code of the second factor within `expires_in` seconds. */ export interface FactorOwedOut { mfa_ticket: string; expires_in: number }
/** Whether a second factor is on, and how many recovery codes are left. */ export interface FactorStateOut { enabled: boolean; recovery_codes_left: number }
/** A pupil's account in one currency: the balance (negative: a debt), what is owed, and what is paid in advance. */ export interface FactsBalanceOut { balance: MoneyOut; owed: MoneyOut; free_credit: MoneyOut }
/** A membership, open while `left_on` is null. */ export interface FactsMembershipOut { id: string; group: string; group_name: string; course: Record<string, string>; branch: BranchRef; status: string; joined_on: string; leaves_on: string | null; left_on: string | null; never_began: boolean; freezes: FrozenDaysOut[] }
/** The pupil. */ export interface FactsPersonOut { id: string; full_name: string; number: number | null; avatar: string | null; is_active: boolean }
/** An answer to the office. */ export interface FamilyAnswerIn { text: string }
/** An answer of the family. */ export interface FamilyAnswerOut { id: string; author: PersonOut; text: string; created_at: string }
/** Today of a small child for its guardian. `learnt`: skills that it practised in the last seven days, the newest first. `minutes` of play are counted where a guardian limits the day or answers are recorded; else it is null. */ export interface FamilyDayOut { id: string; day: string; is_recorded: boolean; lessons: DoneLessonOut[]; minutes: number | null; minutes_left: number | null; learnt: LearntSkillOut[]; tip: HomeTipOut; limits: PlayLimitsOut }
/** A guardian of the pupil. */ export interface FamilyGuardianIn { person: FamilyPersonIn; kind: GuardianKind; sees_progress?: boolean; sees_recordings?: boolean; sees_payments?: boolean }
/** A pupil with guardians and a place. Guardians need `accounts.manage_guardians`, a place `groups.manage`. */ export interface FamilyIn { pupil: FamilyPersonIn; guardians?: FamilyGuardianIn[]; place?: FamilyPlaceIn | null }
/** The pupil whose family gets the message, and its template or its text: one of them. The text is sent as it is written, in no other language. */ export interface FamilyMessageIn { student: string; template?: string | null; text?: string | null }
/** A message to a family, in the words that were sent. The office sees every answer, others see their own. */ export interface FamilyMessageOut { id: string; student: PersonOut; author: PersonOut | null; title: Record<string, string>; text: Record<string, string>; to_student: boolean; answers: FamilyAnswerOut[]; created_at: string }
/** Who gets a message about a pupil that is sent now. */ export interface FamilyMessagePreviewOut { student: PersonOut; recipients: PersonOut[]; unreached: PersonOut[]; to_student: boolean; waits_until: string | null }
/** The pupil about whom a message would be. */ export interface FamilyMessagePreviewQuery { student: string }
/** Filters of messages to families. */ export interface FamilyMessagesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; student?: string | null; author?: string | null }
/** What was created. `membership` or `waiting` is null; both are null without a place. */ export interface FamilyOut { pupil: string; guardians: string[]; membership: string | null; waiting: string | null; price: string | null }
/** Somebody who is here already: `id` alone; or a new user, who needs a first name. */ export interface FamilyPersonIn { id?: string | null; first_name?: string; last_name?: string; patronymic?: string; email?: string | null; phone?: string | null; locale?: "uz" | "ru" | "en"; birth_date?: string | null }
/** A seat in a group; with `wait` the waiting list where it is full, else 409. */ export interface FamilyPlaceIn { group: string; status?: "lead" | "trial" | "active"; joined_on?: string | null; wait?: boolean; note?: string; price?: FamilyPriceIn | null }
/** What this pupil pays in place of the group's price, from the first day on. */ export interface FamilyPriceIn { amount: OwnPriceMoneyIn; reason: string }
/** Changes of a message for families; fields and languages that are not sent stay. */ export interface FamilyTemplateChanges { title?: Texts; text?: LongTexts }
/** A message for families, in at least one language, the title in the same ones as the text. `{student}` and `{teacher}` are filled. */ export interface FamilyTemplateIn { title: Texts; text: LongTexts }
/** A message that teachers may send to families. */ export interface FamilyTemplateOut { id: string; title: Record<string, string>; text: Record<string, string> }
/** Filters of messages for families. */ export interface FamilyTemplatesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; archived?: boolean }
/** Features that the centre has enabled. */ export interface FeaturesOut { registration_open: boolean; teacher_registration_open: boolean; self_check_in: boolean; shop_open: boolean; leaderboards_shown: boolean }
export interface FeedOf_ActivityOut_ { next: string | null; results: ActivityOut[] }
export interface FeedOf_AuditEntryOut_ { next: string | null; results: AuditEntryOut[] }
export interface FeedOf_BlockOut_ { next: string | null; results: BlockOut[] }
export interface FeedOf_ChatMessageOut_ { next: string | null; results: ChatMessageOut[] }
export interface FeedOf_ChatRoomOut_ { next: string | null; results: ChatRoomOut[] }
export interface FeedOf_ChatVersionOut_ { next: string | null; results: ChatVersionOut[] }
export interface FeedOf_ChildConversationOut_ { next: string | null; results: ChildConversationOut[] }
export interface FeedOf_DeliveryOut_ { next: string | null; results: DeliveryOut[] }
export interface FeedOf_JobOut_ { next: string | null; results: JobOut[] }
export interface FeedOf_LeadEntryOut_ { next: string | null; results: LeadEntryOut[] }
export interface FeedOf_NotificationOut_ { next: string | null; results: NotificationOut[] }
export interface FeedOf_TextEditOut_ { next: string | null; results: TextEditOut[] }
export interface FeedOf_TransactionOut_ { next: string | null; results: TransactionOut[] }
export interface FeedOf_TransferOut_ { next: string | null; results: TransferOut[] }
export interface FeedOf_WebhookDeliveryOut_ { next: string | null; results: WebhookDeliveryOut[] }
export interface FeedOf_WebhookOut_ { next: string | null; results: WebhookOut[] }
/** Query parameters of a feed. A feed with filters subclasses this. */ export interface FeedQuery { cursor?: string | null; limit?: number }
/** What you think of the teacher: 1 to 5 stars, and words if you like. */ export interface FeedbackIn { rating: number; text?: string }
/** What you are asked about a teacher. `student` is null when you answer for yourself. `rating` is null until you answer. */ export interface FeedbackRequestOut { id: string; student: PersonOut | null; group: GroupRefOut; teacher: PersonOut; month: string; closes_at: string; rating: number | null; text: string }
/** What pupils say about the lead teacher of a group in one month. `state`: `open` until `closes_at`, then `few` or `shown`. `answered` is null while it is open. `stars`: how many gave 1, 2 … 5; empty unless it is shown, like `words`, which are in no order. */ export interface FeedbackResultOut { group: GroupRefOut; teacher: PersonOut; month: string; state: "open" | "few" | "shown"; closes_at: string; asked: number; answered: number | null; average: number | null; stars: number[]; words: string[] }
/** Filters of what pupils say, by group and month. */ export interface FeedbackResultsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; teacher?: string | null; branch?: string | null; group?: string | null; month?: string | null }
/** One figure of the current month, as in `DatasetOut`. */ export interface FigureOut { key: string; label: string; unit: "count" | "percent" | "score" | "money"; currency: string | null; value: number | null }
/** A chart: `labels` are days, first days of weeks, or months; `datasets` are of all branches together. */ export interface FiguresChartOut { by: By; from: string; to: string; labels: string[]; datasets: DatasetOut[]; branches: BranchDatasetsOut[] }
/** Hand in files; a teacher marks them. */ export interface FileBody { kind: "file"; max_files?: number }
/** `guide`: what the marker looks for. */ export interface FileKey { explanation?: string; right_feedback?: string; partial_feedback?: string; wrong_feedback?: string; hints?: Hint[]; penalty?: number; kind: "file"; guide?: string }
/** The files that are handed in. */ export interface FileResponse { kind: "file"; files?: string[] }
/** Filters for your copies of films. */ export interface FilmCopiesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ("waiting" | "running" | "ready" | "refused") | null }
/** A copy of a film with your name in it, as one MP4. */ export interface FilmCopyOut { id: string; video: string; title: string; duration_ms: number; state: "waiting" | "running" | "ready" | "refused"; percent: number; reason: string | null; size: number | null; created_at: string; expires_at: string | null }
/** A lesson that was played to its end. It is not done yet where its rule asks for more, such as a quiz. */ export interface FinishedLessonOut { is_done: boolean; sticker: string }
/** The administrator, who signs in by e-mail or phone. */ export interface FirstAdministratorIn { first_name: string; last_name?: string; email?: string | null; phone?: string | null; password: string; locale?: "uz" | "ru" | "en" }
/** The first branch; its time zone decides what "today" is. */ export interface FirstBranchIn { name: string; address?: string; zone?: string }
/** A course and its price of a month, in the minor unit of the centre's currency. */ export interface FirstCourseIn { title: Texts; level?: string; price: number }
/** The first payment. Cash goes into your own open shift; `desk` says which, where there are several. */ export interface FirstPaymentIn { method: "cash" | "terminal" | "transfer"; amount: MoneyIn; desk?: string | null; note?: string }
/** A room of the first branch. */ export interface FirstRoomIn { name: string; seats?: number | null }
/** As `CentreSetupIn`, with the one-time code that `manage.py first_run_code` prints. */ export interface FirstRunIn { centre_name: string; languages?: ("uz" | "ru" | "en")[]; default_language?: "uz" | "ru" | "en"; currency?: string; branch: FirstBranchIn; rooms?: FirstRoomIn[]; courses?: FirstCourseIn[]; statuses?: FirstStatusIn[]; administrator: FirstAdministratorIn; code: string }
/** What the form of the first run begins with. */ export interface FirstRunOut { levels: string[]; currencies: string[]; statuses: FirstStatusOut[]; zone: string }
/** A built-in attendance status: its name, and whether a lesson with this mark is paid for. */ export interface FirstStatusIn { code: "present" | "absent" | "late" | "excused"; name: Texts; charged: boolean }
/** A built-in attendance status. */ export interface FirstStatusOut { code: "present" | "absent" | "late" | "excused"; name: Record<string, string>; charged: boolean }
/** Why an act is in the daily list of administrators. */ export type Flag = "own_family" | "approved_alone";
/** An act that only an exception allowed: `own_family` (about money of the actor's own family, or their own pay) or `approved_alone`. `act`: its action in the audit log, `text`: the same in words. `amount`: by how much less is owed (for a price: in one period), or what was approved or paid. `student` is null where it is about pay. */ export interface FlaggedActOut { id: string; on: string; flag: Flag; act: string; text: string; branch: NamedOut; by: PersonOut; student: PersonOut | null; payment: NamedPaymentOut | null; amount: MoneyOut; reason: string; created_at: string }
/** Filters of the list of flagged acts. `from` and `to` are local days of the branch, both included. */ export interface FlaggedActsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; from?: string | null; to?: string | null; flag?: Flag | null; branch?: string | null; by?: string | null }
/** A part of the recording in another language; it is not scored. */ export interface ForeignOut { start: number; end: number; language: string; probability: number }
/** How the file was read; `encoding` and `delimiter` are guesses. */ export interface FormOut { kind: "csv" | "xlsx"; encoding: string; delimiter: string; sheet: string }
/** A site form by its name. */ export interface FormRefOut { id: string; name: string }
/** What is uploaded. */ export interface ForumFileForm { kind: "picture" | "voice" }
/** A picture or voice note. `url` may be used for five minutes. */ export interface ForumFileOut { id: string; kind: "picture" | "voice"; content_type: string; size: number; url: string }
/** What you hear of a forum: replies to your texts and mentions (`own`), mentions only, all texts, or nothing. */ export interface ForumLevelIn { level: "own" | "mentioned" | "all" | "none" }
/** A forum with your rights in it. `name`: of its place; empty for that of the centre. `why_not`: why you may not write: you only read, or the group is closed or the course archived. `level`: what you hear of it. `seen_at`: when you last said that you have seen it. `unread_count`: discussions with texts that you have not read. */ export interface ForumOut { id: string; kind: "centre" | "branch" | "course" | "group"; name: string; branch: string | null; course: string | null; group: string | null; can_write: boolean; why_not: "" | "reader" | "group_closed" | "course_archived"; can_moderate: boolean; level: "own" | "mentioned" | "all" | "none"; seen_at: string | null; unread_count: number }
/** Filters of people. */ export interface ForumPeopleQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }
/** Whose forum: of one course, group or branch; of the centre when none is named. */ export interface ForumPlaceIn { course?: string | null; group?: string | null; branch?: string | null }
/** What you change of a reply that you wrote. */ export interface ForumReplyChanges { text?: string | null; mentions?: string[] | null }
/** A reply to a discussion, or to a reply in it (`parent`). */ export interface ForumReplyIn { text: string; parent?: string | null; files?: string[]; mentions?: string[] }
/** A reply. A deleted one, and a hidden one of others, has no text and no author. `depth` counts from 0 in the whole tree; `level` is that at which it is shown, 3 at most. */ export interface ForumReplyOut { id: string; discussion: string; parent: string | null; depth: number; level: number; author: PersonOut | null; state: "shown" | "hidden" | "deleted"; text: string; files: ForumFileOut[]; mentions: PersonOut[]; upvotes: number; has_upvoted: boolean; is_accepted: boolean; edited_at: string | null; created_at: string }
/** Filters of forums. */ export interface ForumsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; kind?: ("centre" | "branch" | "course" | "group") | null }
/** A transaction with its part that covers no payment (`free`). */ export interface FreeMoneyOut { id: string; number: number; provider: string; free: MoneyOut; amount: MoneyOut }
/** A freeze, both days included; by default from today, and until it is lifted. */ export interface FreezeIn { starts_on?: string | null; ends_on?: string | null; reason?: string; accept_attended?: boolean }
/** A freeze of a membership, both days included. */ export interface FreezeOut { starts_on: string; ends_on: string | null; reason: string }
/** Days of a freeze, both included. */ export interface FrozenDaysOut { starts_on: string; ends_on: string | null }
/** A mean or a difference, and its 95 % interval; without one where fewer than two children tell. */ export interface GainEstimateOut { value: number; low: number | null; high: number | null }
/** A gap in a text: typed, or chosen from options. */ export interface Gap { id: string; kind: "typed" | "chosen"; options?: Option[] }
/** What is right in one gap: texts of a typed one, the option of a chosen one. */ export interface GapAnswer { answers?: TextAnswer[]; option?: string | null }
/** Fill the gaps of a text. `text` holds each gap once, as `[[id]]`. */ export interface GapBody { kind: "gap"; text: string; gaps: Gap[] }
/** What is right in each gap. */ export interface GapKey { explanation?: string; right_feedback?: string; partial_feedback?: string; wrong_feedback?: string; hints?: Hint[]; penalty?: number; kind: "gap"; gaps: Record<string, unknown>; rule?: "all" | "each"; match_case?: boolean }
/** The text, or the id of the option, in each gap that is filled. */ export interface GapResponse { kind: "gap"; gaps?: Record<string, unknown> }
/** From which past day on missing lessons are created too (default: none of the past), up to which day to generate (default: the centre's horizon, or as far as lessons exist already), and whether only to report. */ export interface GenerateIn { since?: string | null; until?: string | null; dry_run?: boolean }
/** The full length of each list. */ export interface GeneratedCountsOut { added: number; kept: number; removed: number; skipped: number }
/** What was done, or with `dry_run` would be done; at most 1,000 items in each list, ordered by time. `moved` pairs lessons of `removed` and `added`. */ export interface GeneratedOut { until: string; dry_run: boolean; counts: GeneratedCountsOut; added: GeneratedRowOut[]; kept: GeneratedRowOut[]; removed: GeneratedRowOut[]; skipped: GeneratedRowOut[]; moved: SlotMoveOut[] }
/** A lesson, or a time without a lesson, with the reason; `day` and `time` are local. */ export interface GeneratedRowOut { day: string; time: string; starts_at: string; ends_at: string; lesson: string | null; reason: string; detail: string; clash: SlotClashOut | null }
/** What a teacher says of a child and a skill. */ export type GivenLevel = "low" | "medium" | "high" | "mastered";
/** Your answer. With `points` the grade is changed, without them it stays. `last`: what the cell had when you saw it, as in an entry. */ export interface GradeAppealAnswerIn { answer: string; points?: number | string | null; last?: string | null }
/** What should be graded again, and why. `student`: yourself or your child; without it you. */ export interface GradeAppealIn { item: string; student?: string | null; reason: string }
/** A request to grade an item again. `title`: of the gradebook. `points`: what the answer wrote, before any penalty; null while it is `open`, and where the grade stays (`declined`). */ export interface GradeAppealOut { id: string; gradebook: string; title: string; item: string; item_name: string; max_points: number; student: PersonOut; author: PersonOut | null; reason: string; state: "open" | "granted" | "declined"; answer: string; answered_by: PersonOut | null; answered_at: string | null; points: number | null; created_at: string }
/** Filters of appeals. */ export interface GradeAppealsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; gradebook?: string | null; student?: string | null; is_open?: boolean | null; for_me?: boolean | null }
/** A step of a scale, from `lower` percent on. */ export interface GradeBandIn { lower: number | string; word: string }
/** A step of a scale, from `lower` percent on. */ export interface GradeBandOut { lower: number; word: string }
/** A category. Without `id` a new one. `drop_lowest`: how many of the lowest grades count for nothing. */ export interface GradeCategoryIn { id?: string | null; name: string; weight: number | string; drop_lowest?: number; keep_highest?: number | null; is_extra_credit?: boolean }
/** A category of a gradebook. */ export interface GradeCategoryOut { id: string; name: string; weight: number; drop_lowest: number; keep_highest: number | null; is_extra_credit: boolean }
/** A category of a grade. `weight`: percent of the whole grade that it makes; `contribution`: percentage points that it gives. */ export interface GradeCategoryReasonOut { id: string; name: string; is_extra_credit: boolean; drop_lowest: number; keep_highest: number | null; percent: number | null; weight: number; contribution: number; items: GradeReasonOut[] }
/** A cell of the table that differs: `old` counts in the gradebook now, written by `by`; `new` stands in the table. */ export interface GradeCellChangeOut { row: number; student: PersonOut; item: string; name: string; old: number | null; new: number | null; is_excused: boolean; by: PersonOut | null }
/** What one pupil has in one item. `points` after a late penalty. `last`: what a teacher wrote there last, to be sent with the next entry. `is_result`: the points come from the quiz, the homework or the register. `is_dropped`: the category leaves it out. A flag that is not set is left out. */ export interface GradeCellOut { points: number | null; state: "graded" | "missing" | "excused" | "handed_in" | "open"; last: string | null; is_result?: boolean; is_dropped?: boolean; is_late?: boolean }
/** A cell of the table that cannot be taken, and why; on "ID" a row, in row 0 a column. */ export interface GradeCellRefusalOut { row: number; heading: string; text: string; reason: string }
/** What you write into a cell: points, or an excuse; without both you take back what was written, and the result of the work counts again. `last`: what the cell had when you saw it. `reason` is needed where something counts. */ export interface GradeEntryIn { item: string; student: string; points?: number | string | null; is_excused?: boolean; reason?: string; last?: string | null }
/** What was written for a pupil in an item, or (`is_result`) what the work gave, before any penalty. `counts`: this one does. */ export interface GradeEntryOut { id: string | null; points: number | null; is_excused: boolean; reason: string; author: PersonOut | null; written_at: string; is_result: boolean; counts: boolean }
/** Another due time of an item for one pupil, and why. */ export interface GradeExtensionIn { item: string; student: string; due_at: string; reason: string }
/** A pupil's own due time. `author` null: it comes from the quiz or the homework itself. */ export interface GradeExtensionOut { due_at: string; reason: string; author: PersonOut | null }
/** What reaching a band takes: `needed_percent` of the most points in each item of `items`; null where it is out of reach. */ export interface GradeGoalOut { word: string; percent: number; state: "reached" | "within_reach" | "out_of_reach"; needed_percent: number | null; items: string[] }
/** Which grade is wanted. */ export interface GradeGoalQuery { band: number }
/** An item. Without `id` a new one. `category`: its place in the list of categories, from 0. `weight`: within the category; null: it weighs as many as it has points. `due_at` null: that of the quiz or the homework. `missing`: what it counts for while nothing was handed in. `late_percent_per_day`: what late work loses of the most points, null: nothing; down to `late_floor` percent, after `late_grace_minutes`. */ export interface GradeItemIn { id?: string | null; category: number; name: string; source?: "hand" | "quiz" | "homework" | "attendance"; quiz?: string | null; assignment?: string | null; max_points: number | string; weight?: number | string | null; is_extra_credit?: boolean; is_excused?: boolean; due_at?: string | null; missing?: "not_counted" | "zero_when_due" | "zero"; late_percent_per_day?: number | string | null; late_floor?: number | string; late_grace_minutes?: number }
/** An item of a gradebook. `category`: its place in the list of categories, from 0. */ export interface GradeItemOut { id: string; category: number; name: string; source: "hand" | "quiz" | "homework" | "attendance"; quiz: string | null; assignment: string | null; max_points: number; weight: number | null; is_extra_credit: boolean; is_excused: boolean; due_at: string | null; missing: "not_counted" | "zero_when_due" | "zero"; late_percent_per_day: number | null; late_floor: number; late_grace_minutes: number }
/** A pupil's grade with all that it comes from. */ export interface GradeOut { id: string; group: string | null; course: string | null; title: string; bands: GradeBandOut[]; revision: number; student: PersonOut; percent: number | null; word: string | null; categories: GradeCategoryReasonOut[] }
/** What late work lost: for `days` that had begun. */ export interface GradePenaltyOut { days: number; points_taken: number; percent_per_day: number; floor: number }
/** An item of a grade. `weight`: percent of the whole grade that it makes; `contribution`: percentage points that it gives. `work`: the attempt at the quiz, or the homework. */ export interface GradeReasonOut { id: string; name: string; source: "hand" | "quiz" | "homework" | "attendance"; quiz: string | null; assignment: string | null; work: string | null; state: "graded" | "missing" | "excused" | "handed_in" | "open"; max_points: number; points: number | null; weight: number; contribution: number; is_dropped: boolean; is_extra_credit: boolean; due_at: string | null; handed_in_at: string | null; penalty: GradePenaltyOut | null; extension: GradeExtensionOut | null; entries: GradeEntryOut[] }
/** A pupil of a gradebook. `cells` in the order of the items. */ export interface GradeRowOut { student: PersonOut; percent: number | null; word: string | null; cells: GradeCellOut[] }
/** A scale of the centre: 2 to 50 bands, lowest first, the first from 0 percent on. */ export interface GradeScaleIn { name: string; bands: GradeBandIn[] }
/** A scale of the centre. */ export interface GradeScaleOut { id: string; name: string; bands: GradeBandOut[] }
/** A pupil's grade in one gradebook; `percent` is null while nothing counts. */ export interface GradeSummaryOut { id: string; group: string | null; course: string | null; title: string; bands: GradeBandOut[]; revision: number; student: PersonOut; percent: number | null; word: string | null }
/** All pupils of a gradebook with all cells. */ export interface GradebookGridOut { id: string; group: string | null; course: string | null; title: string; bands: GradeBandOut[]; revision: number; student_count: number; categories: GradeCategoryOut[]; items: GradeItemOut[]; rows: GradeRowOut[] }
/** Which pupils. */ export interface GradebookGridQuery { page?: number }
/** A gradebook: whose it is, and the words of its grades. `bands` is empty where a grade is the percent itself. */ export interface GradebookHeadOut { id: string; group: string | null; course: string | null; title: string; bands: GradeBandOut[]; revision: number }
/** A new gradebook: of a group or of an online course. */ export interface GradebookIn { group?: string | null; course?: string | null }
/** A gradebook with what counts. */ export interface GradebookOut { id: string; group: string | null; course: string | null; title: string; bands: GradeBandOut[]; revision: number; usual_scale: UsualScale | null; own_scale: string | null; categories: GradeCategoryOut[]; items: GradeItemOut[] }
/** What counts in a gradebook, in this order. `revision`: the one that you began with. One scale: `usual_scale`, or `own_scale` of the centre. */ export interface GradebookStructureIn { revision: number; usual_scale?: UsualScale | null; own_scale?: string | null; categories: GradeCategoryIn[]; items: GradeItemIn[] }
/** Form fields of a table of grades. With `dry_run` nothing is written. */ export interface GradebookTableForm { dry_run?: boolean; reason: string }
/** The format. */ export interface GradebookTableQuery { format?: "csv" | "xlsx" }
/** What a table changes. `stale`: what counts there has changed since the table was downloaded, so it is not taken. Each list names the first 500; `taken_count` and the others count all. */ export interface GradebookTableReportOut { dry_run: boolean; taken_count: number; stale_count: number; refused_count: number; same_count: number; taken: GradeCellChangeOut[]; stale: GradeCellChangeOut[]; refused: GradeCellRefusalOut[] }
/** Filters of gradebooks. */ export interface GradebooksQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; group?: string | null; course?: string | null }
/** Whose grades. */ export interface GradesQuery { student?: string | null }
/** A course that the payment opens. `state`: state of the enrolment, null until the payment is completed. */ export interface GrantOut { course: string; title: Record<string, string>; state?: string | null; until?: string | null }
/** What to change of a group; absent fields stay. A null price, first or last day is cleared. */ export interface GroupChanges { name?: string; lead_teacher?: string; assistants?: string[]; capacity?: number; price?: Price | null; starts_on?: string | null; ends_on?: string | null; zone?: string }
/** Suggestions for small circles, those that most children need first. Nothing of it is stored. */ export interface GroupCirclesOut { group: GroupRefOut; circles: SuggestedCircleOut[] }
/** How the memberships of a closed group end; `left_on` is their last day (default: today). */ export interface GroupCloseIn { outcome?: "left" | "graduated"; left_on?: string | null; reason?: string; accept_attended?: boolean }
/** A group with its assistant teachers. */ export interface GroupDetailOut { id: string; name: string; branch: BranchRef; course: CourseOut; lead_teacher: PersonOut; capacity: number; members_count: number; price: PriceOut | null; starts_on: string | null; ends_on: string | null; zone: string; status: string; created_at: string; assistants: PersonOut[] }
/** A group to create. Without `branch` it is in the default branch, or in your first branch if you do not work there; without `price` the price of the course applies. */ export interface GroupIn { course: string; name: string; lead_teacher: string; assistants?: string[]; capacity?: number; branch?: string | null; price?: Price | null; starts_on?: string | null; ends_on?: string | null; zone?: string }
/** Where the rooms are to be; without a provider at the default. */ export interface GroupLiveRoomsIn { provider?: ("zoom" | "meet" | "bigbluebutton" | "jitsi" | "jaas" | "link") | null }
/** How many coming lessons a group has, and their online rooms by state. */ export interface GroupLiveRoomsOut { lessons: number; ready: number; preparing: number; failed: number; missing: number; is_running: boolean; providers: ("zoom" | "meet" | "bigbluebutton" | "jitsi" | "jaas" | "link")[]; default_provider: ("zoom" | "meet" | "bigbluebutton" | "jitsi" | "jaas" | "link") | null; provider_of_new: ("zoom" | "meet" | "bigbluebutton" | "jitsi" | "jaas" | "link") | null }
/** The children of a group by name, and the skills by area. Without own children, and without comparison. */ export interface GroupMapOut { group: GroupRefOut; areas: MapAreaOut[]; children: MapChildOut[] }
/** A group. `members_count` is the number of seats taken; `price` is null when the price of the course applies. */ export interface GroupOut { id: string; name: string; branch: BranchRef; course: CourseOut; lead_teacher: PersonOut; capacity: number; members_count: number; price: PriceOut | null; starts_on: string | null; ends_on: string | null; zone: string; status: string; created_at: string }
/** A group by its name. */ export interface GroupRefOut { id: string; name: string }
/** The month of a group: the cells of each row are in the order of `lessons`. */ export interface GroupReportOut { group: ReportGroupOut; month: string; lessons: ReportLessonOut[]; rows: PupilRowOut[]; totals: TotalsOut }
/** The month and the format of the report. */ export interface GroupReportQuery { format?: "" | "json" | "csv" | "xlsx"; month: string }
/** A closed group takes no new members. */ export type GroupStatus = "active" | "closed";
/** Filters for the exported groups, and the format. */ export interface GroupsExportQuery { branch?: string | null; status?: ("active" | "closed") | null; format?: "csv" | "xlsx" }
/** Filters for groups. */ export interface GroupsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; course?: string | null; branch?: string | null; teacher?: string | null; status?: GroupStatus | null; free?: boolean | null }
/** Changes of a guardian link; fields that are not sent stay. */ export interface GuardianChanges { kind?: GuardianKind; sees_progress?: boolean; sees_recordings?: boolean; sees_payments?: boolean }
/** A guardian to call. */ export interface GuardianContactOut { id: string; full_name: string; kind: GuardianKind; phone: string | null }
/** A link of a parent to a child. */ export interface GuardianIn { parent: string; child: string; kind: GuardianKind; sees_progress?: boolean; sees_recordings?: boolean; sees_payments?: boolean }
/** Who the parent is to the child. */ export type GuardianKind = "mother" | "father" | "guardian" | "other";
/** The link of a parent to a child, and what the parent may see; open while `ended_at` is null. */ export interface GuardianOut { id: string; parent: PersonOut; child: PersonOut; kind: GuardianKind; sees_progress: boolean; sees_recordings: boolean; sees_payments: boolean; ended_at: string | null; created_at: string }
/** Filters of guardian links. */ export interface GuardiansQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; parent?: string | null; child?: string | null; open?: boolean | null }
/** What a guest writes in the ticket. */ export interface GuestCommentIn { token: string; text: string }
/** A text of the guest, or an answer of the office. */ export interface GuestCommentOut { id: string; is_of_reporter: boolean; text: string; files: TicketFileOut[]; created_at: string }
/** The token of the link in an e-mail about the ticket. */ export interface GuestPageIn { token: string }
/** A ticket as its page shows it to who has no account, with its newest texts, the oldest of them first. */ export interface GuestPageOut { number: number; subject: string; state: "open" | "in_progress" | "waiting" | "resolved" | "closed"; created_at: string; may_write: boolean; may_rate: boolean; rating: number | null; comments: GuestCommentOut[] }
/** The token of the link in the e-mail. */ export interface GuestProofIn { token: string }
/** How content the guest is, from 1 to 5. */ export interface GuestRatingIn { token: string; rating: number; words?: string }
/** What a person without an account asks. */ export interface GuestTicketIn { email: string; name: string; subject: string; text: string; category?: string | null }
/** The ticket of a guest. `page`: the token that opens its page. */ export interface GuestTicketOut { number: number; subject: string; page: string }
/** The process answers. */ export interface HealthOut { status: "ok"; version: string }
/** Where the viewer is. A player sends it each minute while the film plays. */ export interface HeartbeatIn { position_ms: number; watched_ms?: number }
/** Until when the token gives keys. */ export interface HeartbeatOut { expires_at: string }
/** A hint that a learner may ask for. `cost`: the share of the points that it takes. */ export interface Hint { text: string; cost?: number }
/** The hint that you want, so that nothing is counted twice where an answer was lost; null: the next one. */ export interface HintTakeIn { number?: number | null }
/** The hints of a question that you have taken, and what the next one costs. */ export interface HintsOut { hints: Hint[]; hints_left: number; hint_cost: number | null }
/** An earlier value of a mark: what it was, who marked it and when; what replaced it (null: it was withdrawn), who changed it, when and why. */ export interface HistoryOut { student: PersonOut; status: string; minutes_late: number | null; note: string; source: string; marked_at: string; marked_by: PersonOut | null; became: string | null; changed_by: PersonOut | null; changed_at: string; reason: string }
/** Earlier values of marks, newest first. */ export interface HistoryQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }
/** What was found. */ export type HitKind = "person" | "group" | "payment" | "receipt";
/** What to change of a holiday; absent fields stay. */ export interface HolidayChanges { name?: Texts; starts_on?: string; ends_on?: string; branch?: string | null }
/** Days without lessons, both included; without `branch` for the whole centre. */ export interface HolidayIn { name: Texts; starts_on: string; ends_on: string; branch?: string | null }
/** Days without lessons, both included. */ export interface HolidayOut { id: string; branch: string | null; name: Record<string, string>; starts_on: string; ends_on: string }
/** A holiday, and the lessons on its days that it does not remove (at most 100 of `stay_count`). */ export interface HolidaySetOut { holiday: HolidayOut; stay: RoomLessonOut[]; stay_count: number }
/** Holidays that touch these days. */ export interface HolidaysQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; since?: string | null; until?: string | null }
/** One thing to do at home. `skill`: what it practises; null where nothing was practised. */ export interface HomeTipOut { text: string; skill: SkillRefOut | null }
/** A homework with its reviews and appeals, newest first. */ export interface HomeworkDetailOut { id: string; assignment: TaskOut; student: PersonOut; state: "assigned" | "processing" | "scored" | "needs_review" | "reviewed" | "returned"; score: number | null; stars: number | null; late: boolean; due_at: string | null; attempts_left: number; last_attempt: LastAttemptOut | null; created_at: string; reviews: ReviewOut[]; appeals: AppealOut[] }
/** One pupil's homework; `score` is 0 to 100, `due_at` the pupil's own deadline. */ export interface HomeworkOut { id: string; assignment: TaskOut; student: PersonOut; state: "assigned" | "processing" | "scored" | "needs_review" | "reviewed" | "returned"; score: number | null; stars: number | null; late: boolean; due_at: string | null; attempts_left: number; last_attempt: LastAttemptOut | null; created_at: string }
/** Filters of homework: state, assignment, pupil, group, course. */ export interface HomeworkQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ("assigned" | "processing" | "scored" | "needs_review" | "reviewed" | "returned") | null; assignment?: string | null; student?: string | null; group?: string | null; course?: string | null }
/** By what a homework is judged. `rubric`: the version in which levels were chosen last, or else the newest; null without one. `current`: the version for works that are judged now; other than `rubric` when somebody changed the rubric, or gave the assignment another one, after this work was judged. */ export interface HomeworkRubricOut { rubric: JudgedRubricOut | null; current: JudgedRubricOut | null }
/** Point at places in a picture. `points`: how many a learner may set. */ export interface HotspotBody { kind: "hotspot"; picture: string | null; points?: number }
/** `rule`: `all`: a point in each region and none outside; `each`: each region that a point hits counts its share, each point outside takes the smallest share, never below 0. A region counts once. `aspect`: the width of the picture divided by its height, which circles need. */ export interface HotspotKey { explanation?: string; right_feedback?: string; partial_feedback?: string; wrong_feedback?: string; hints?: Hint[]; penalty?: number; kind: "hotspot"; regions: Region[]; rule?: "all" | "each"; aspect?: number }
/** The places that the learner set. */ export interface HotspotResponse { kind: "hotspot"; points?: Point[] }
/** A column of the table. `field`: empty when it is not used. `source`: `assigned` by hand, now or for an earlier table with the same headings; `guess`: by the heading, the preset or `mapping`. `note`: why it is left alone. */ export interface ImportColumnOut { heading: string; field: string; source: "assigned" | "guess" | ""; samples: string[]; note: string }
/** An import with its columns and its first refused rows. */ export interface ImportDetailOut { id: string; kind: "students" | "attendance" | "leads"; state: "queued" | "checked" | "done" | "failed" | "undone"; dry_run: boolean; preset: string; by: PersonOut | null; file_name: string; form: FormOut; columns: string[]; mapping: Record<string, string>; unknown: string[]; figures: Record<string, number>; problem: string; created_at: string; finished_at: string | null; undone_at: string | null; preview: ImportColumnOut[]; problems: ImportRowOut[] }
/** An import of a spreadsheet. `figures` counts rows by result and, after undoing, `undone` and `kept` rows. */ export interface ImportOut { id: string; kind: "students" | "attendance" | "leads"; state: "queued" | "checked" | "done" | "failed" | "undone"; dry_run: boolean; preset: string; by: PersonOut | null; file_name: string; form: FormOut; columns: string[]; mapping: Record<string, string>; unknown: string[]; figures: Record<string, number>; problem: string; created_at: string; finished_at: string | null; undone_at: string | null }
/** An import with its columns as they were read. */ export interface ImportPreviewOut { id: string; kind: "students" | "attendance" | "leads"; state: "queued" | "checked" | "done" | "failed" | "undone"; dry_run: boolean; preset: string; by: PersonOut | null; file_name: string; form: FormOut; columns: string[]; mapping: Record<string, string>; unknown: string[]; figures: Record<string, number>; problem: string; created_at: string; finished_at: string | null; undone_at: string | null; preview: ImportColumnOut[] }
/** One row and its result. `errors` are by field; under `undo` they say why undoing kept the row. */ export interface ImportRowOut { number: number; verdict: "new" | "changed" | "same" | "refused"; cells: Record<string, string>; errors: Record<string, string[]> }
/** Filters for the rows of an import. */ export interface ImportRowsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; verdict?: ("new" | "changed" | "same" | "refused") | null }
/** Filters for imports. */ export interface ImportsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ("queued" | "checked" | "done" | "failed" | "undone") | null; dry_run?: boolean | null }
/** What was heard in place of a word, and how often. */ export interface InsteadOut { text: string; count: number }
/** Changes of an institution; fields that are not sent stay. */ export interface InstitutionChanges { name?: string; kind?: InstitutionKind; city?: string }
/** A school or university. */ export interface InstitutionIn { name: string; kind: InstitutionKind; city?: string }
/** Kinds of institutions. */ export type InstitutionKind = "school" | "university";
/** A school or university. */ export interface InstitutionOut { id: string; name: string; kind: string; city: string }
/** Filters of institutions. */ export interface InstitutionsQuery { page?: number; page_size?: number; ordering?: string; search?: string; kind?: InstitutionKind | null }
/** Whom to invite: address, role, branches, and the days for which the invitation is valid. */ export interface InvitationIn { email?: string | null; phone?: string | null; role: Role; own_role?: string | null; branches?: string[]; days?: number; locale?: ("uz" | "ru" | "en") | null }
/** A new invitation link. */ export interface InvitationLinkIn { max_uses: number; expires_at: string; note?: string }
/** An invitation link. `used`: how many people it enrolled. It works until `expires_at`, its last use, or `revoked_at`. */ export interface InvitationLinkOut { id: string; max_uses: number; used: number; expires_at: string; revoked_at: string | null; note: string; by: PersonOut | null; created_at: string }
/** The list of the invitation links of a course. */ export interface InvitationLinksQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }
/** The course that an invitation link opens. */ export interface InvitationOfferOut { course: string; title: Record<string, string> }
/** An invitation, for the office; its token is only in the message. */ export interface InvitationOut { id: string; email: string; phone: string; role: string; own_role: string | null; branches: string[]; state: "open" | "accepted" | "withdrawn" | "expired"; invited_by: InviterOut | null; expires_at: string; created_at: string }
/** For how many days the invitation is valid from now on. */ export interface InvitationResendIn { days?: number; locale?: ("uz" | "ru" | "en") | null }
/** The SMS in one language, to so many people; its link is invented. */ export interface InvitationTextOut { language: string; people: number; text: string; parts: number }
/** The token of an invitation link. */ export interface InvitationTokenIn { token: string }
/** Whom to invite. `again`: also those whose link is older than 20 hours and not used. */ export interface InvitationsPreviewIn { import_id?: string | null; group?: string | null; branch?: string | null; again?: boolean }
/** What sending would do now: people, SMS parts and price, and who is left out. Prices are in minor units: of these SMS, of all SMS of this month so far, and the monthly budget. More SMS than `sms_left_today` wait for the next day. */ export interface InvitationsPreviewOut { people: number; sms_parts: number; sms_price: number; sms_spent: number; sms_budget: number; within_budget: boolean; sms_left_today: number; currency: string; texts: InvitationTextOut[]; left_out: LeftOutOut[] }
/** The list of invitations, searched by address. */ export interface InvitationsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: "open" | "accepted" | "withdrawn" | "expired" | "" }
/** Invitations as they were previewed: `people` guards against a list that changed. */ export interface InvitationsSendIn { import_id?: string | null; group?: string | null; branch?: string | null; again?: boolean; people: number }
/** How many people were invited. */ export interface InvitationsSentOut { people: number; sms_parts: number; sms_price: number }
/** Who invited. */ export interface InviterOut { id: string; full_name: string }
/** Changes of an item; what is not sent stays. */ export interface ItemChanges { name?: Texts; description?: LongTexts; price?: number; stock?: number | null; stock_was?: number | null; stock_by?: number }
/** A shop item to create. Without a branch it is for all branches. */ export interface ItemIn { name: Texts; description?: LongTexts; price: number; stock?: number | null; branch?: string | null }
/** An item that coins can buy. */ export interface ItemOut { id: string; name: Record<string, string>; description: Record<string, string>; price: number; stock: number | null; branch: string | null; archived_at: string | null }
/** Filters of shop items. */ export interface ItemsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; archived?: boolean }
/** A background job. `failures`: how many tries failed; `reason`: why the last one failed. */ export interface JobOut { id: string; kind: string; queue: string; object_id: string; state: "queued" | "leased" | "done" | "dead"; failures: number; reason: string; created_at: string; run_at: string; finished_at: string | null }
/** Filters of the list of jobs. */ export interface JobsQuery { cursor?: string | null; limit?: number; state?: ("queued" | "leased" | "done" | "dead") | null; kind?: string }
/** Who joins: you or, for a guardian, a child who is a minor. */ export interface JoinIn { student?: string | null }
/** The personal address of the room. It is for this person only. */ export interface JoinOut { address: string }
/** What the totals are grouped by. */ export type JournalBy = "day" | "method" | "kind" | "desk" | "branch" | "cashier" | "group" | "teacher";
/** A page of the journal. `totals`: by method and currency, over all pages. Days are null when all days count. */ export interface JournalOut { count: number; next: string | null; previous: string | null; results: JournalRowOut[]; first: string | null; last: string | null; totals: JournalTotalOut[] }
/** The part of a movement that belongs to a payment and its group. */ export interface JournalPartOut { payment: NamedPaymentOut; group: NamedOut | null; amount: MoneyOut }
/** Filters and paging of the journal. `search`: a pupil or guardian by name or phone, or a receipt's number. */ export interface JournalQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; from?: string | null; to?: string | null; direction?: ("in" | "out") | null; method?: ("cash" | "terminal" | "transfer" | "payme" | "stripe") | null; kind?: TransferKind | null; desk?: string | null; cashier?: string | null; teacher?: string | null; group?: string | null; branch?: string | null; student?: string | null; payment?: string | null; receipt?: string }
/** A movement of money at a cash desk, a bank account or a provider. `balance`: of that account after it. `counter_account`: the other side; with `desk`, `safe`, `bank` or `provider` money only changed its place. `parts`: the payments that the money belongs to. `part`: what of `amount` belongs to the filter's group or teacher, else all. */ export interface JournalRowOut { id: number; on: string; created_at: string; kind: TransferKind; text: string; direction: "in" | "out"; method: string; counter_account: AccountKind; amount: MoneyOut; part: MoneyOut; balance: MoneyOut; branch: NamedOut; desk: NamedDeskOut | null; student: PersonOut | null; teacher: PersonOut | null; cashier: PersonOut | null; receipt: NamedReceiptOut | null; parts: JournalPartOut[]; expense: string | null; reason: string; corrects_month: string | null }
/** A total in one currency: money from and to outside (`received`, `paid_out`), between desks, bank and providers (`moved_in`, `moved_out`), and what counting cash corrected (`counted`; negative: too little). `change`: all of it. */ export interface JournalTotalOut { key: string | null; name: string; received: MoneyOut; paid_out: MoneyOut; moved_in: MoneyOut; moved_out: MoneyOut; counted: MoneyOut; change: MoneyOut }
/** Totals of the journal; `totals` has one row per currency, without a key. */ export interface JournalTotalsOut { by: JournalBy; first: string | null; last: string | null; rows: JournalTotalOut[]; totals: JournalTotalOut[] }
/** Filters of the journal, and what its totals are grouped by. */ export interface JournalTotalsQuery { from?: string | null; to?: string | null; direction?: ("in" | "out") | null; method?: ("cash" | "terminal" | "transfer" | "payme" | "stripe") | null; kind?: TransferKind | null; desk?: string | null; cashier?: string | null; teacher?: string | null; group?: string | null; branch?: string | null; student?: string | null; payment?: string | null; receipt?: string; by?: ("day" | "method" | "kind" | "desk" | "branch" | "cashier" | "group" | "teacher") }
/** A rubric as a homework is judged by it. `levels`: what was chosen. `points` and `percent` are null before, and in a rubric of words; `unfilled`: criteria without a level. */ export interface JudgedRubricOut { rubric: string; name: string; version: number; criteria: RubricCriterionOut[]; levels: Record<string, string>; points: number | null; max_points: number | null; percent: number | null; unfilled: string[]; author: PersonOut | null; filled_at: string | null }
/** Classes of children, the youngest first. */ export type KgClass = "KG1" | "KG2" | "KG3";
/** Whether lists help, and how good predictions are; `prediction` is null until there are answers of 5 children. */ export interface KidsFiguresOut { is_comparing: boolean; sources: SourceFiguresOut[]; prediction: PredictionQualityOut | null }
/** The newest attempt of a homework. */ export interface LastAttemptOut { id: string; number: number; state: string; stage: string; verdict: string; counts: boolean }
/** The last contact about this debt: day, who, how, note. */ export interface LastContactOut { on: string; by: PersonOut; how: ContactHow; note: string }
/** Why a late answer counts. */ export interface LateAnswerIn { reason: string }
/** An answer that came after the attempt was closed; it counts when a teacher accepts it. */ export interface LateAnswerOut { response: SingleResponse | MultipleResponse | TrueFalseResponse | ShortResponse | NumberResponse | OrderingResponse | MatchingResponse | GapResponse | EssayResponse | SpeakResponse | FileResponse | HotspotResponse | DictationResponse; received_at: string; client_at: string | null; accepted_at: string | null; reason: string }
/** What the office answers. */ export interface LeadAnswerIn { text: string }
/** A change of the lead teacher, from the day `on`. */ export interface LeadChangeOut { former: PersonOut; teacher: PersonOut; on: string; by: PersonOut | null }
/** Changes of a lead. A next step has a text and a time; both empty: none. */ export interface LeadChanges { name?: string; phones?: string[]; email?: string; note?: string; source?: "walk_in" | "phone" | "site" | "telegram" | "facebook" | "instagram" | "other"; course?: string | null; group?: string | null; owner?: string | null; next_step?: string; next_step_at?: string | null }
/** The lead teacher changes of a group. */ export interface LeadChangesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }
/** What a source cost a branch in a month, named by its first day. Without `branch` it is of your own branch. */ export interface LeadCostIn { branch?: string | null; source: "walk_in" | "phone" | "site" | "telegram" | "facebook" | "instagram" | "import" | "group" | "other"; month: string; amount: number; currency?: string }
/** What a source cost a branch in a month. */ export interface LeadCostOut { id: string; branch: BranchRef; source: "walk_in" | "phone" | "site" | "telegram" | "facebook" | "instagram" | "import" | "group" | "other"; month: string; amount: MoneyOut }
/** Filters of costs. */ export interface LeadCostsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; branch?: string | null; source?: ("walk_in" | "phone" | "site" | "telegram" | "facebook" | "instagram" | "import" | "group" | "other") | null; month?: string | null }
/** Leads that may be the same person, the surest first. */ export interface LeadDoublesOut { doubles: LikelyDoubleOut[] }
/** An entry of a timeline. `data`: what changed, by name. `came_with`: the double that a merge brought it from. `outcome`: of a call. */ export interface LeadEntryOut { id: string; kind: "created" | "note" | "call" | "stage" | "owner" | "step" | "change" | "trial" | "test" | "merge" | "lost" | "reopened" | "converted"; text: string; outcome: ("reached" | "no_answer" | "busy" | "wrong_number") | ""; data: Record<string, unknown>; author: PersonOut | null; at: string; came_with: string | null; test: LeadTestOut | null }
/** Figures of leads. */ export interface LeadFiguresOut { rows: LeadFiguresRowOut[] }
/** How to group, and which leads count. */ export interface LeadFiguresQuery { by?: "source" | "stage" | "person" | "month"; branch?: string | null; since?: string | null; until?: string | null; format?: "" | "json" | "csv" | "xlsx" }
/** Figures of one source, stage, person or month. `conversion`: pupils of a hundred leads. `costs` and `cost_per_pupil`: by currency, in the minor unit, where costs were entered. */ export interface LeadFiguresRowOut { key: string; name: string; leads: number; trials: number; converted: number; lost: number; conversion: number; costs: Record<string, number>; cost_per_pupil: Record<string, number> }
/** Changes of a site form. */ export interface LeadFormChanges { name?: string; course?: string | null; consent?: LongTexts; thanks?: LongTexts; is_open?: boolean; per_day?: number; meta_form?: string }
/** A site form, open at once. Without `branch` it is of your own branch. */ export interface LeadFormIn { name: string; branch?: string | null; course?: string | null; consent?: LongTexts; thanks?: LongTexts; per_day?: number; meta_form?: string }
/** A site form. `key` is in its public address: `/api/v1/leads/forms/{key}/`, a page, and `form.js` below it. */ export interface LeadFormOut { id: string; name: string; branch: BranchRef; course: CourseRefOut | null; key: string; consent: Record<string, string>; thanks: Record<string, string>; is_open: boolean; per_day: number; meta_form: string; created_at: string }
/** Filters of site forms. */ export interface LeadFormsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; branch?: string | null; is_open?: boolean | null }
/** A new lead. Without `branch` it is of your own branch. */ export interface LeadIn { name: string; phones?: string[]; email?: string; note?: string; source: "walk_in" | "phone" | "site" | "telegram" | "facebook" | "instagram" | "other"; branch?: string | null; course?: string | null; group?: string | null; owner?: string | null; next_step?: string; next_step_at?: string | null }
/** A note. */ export interface LeadNoteIn { text: string }
/** A lead. `course` and `group`: the wish. `claimed_by` calls the lead until `claimed_until`. `student`: the account, from the trial lesson on. `has_chat`: an answer can go into a Telegram chat. */ export interface LeadOut { id: string; name: string; phones: string[]; email: string; note: string; source: "walk_in" | "phone" | "site" | "telegram" | "facebook" | "instagram" | "import" | "group" | "other"; state: "open" | "converted" | "lost" | "merged"; branch: BranchRef; stage: StageRefOut; course: CourseRefOut | null; group: GroupRefOut | null; owner: PersonOut | null; next_step: string; next_step_at: string | null; called_at: string | null; claimed_by: PersonOut | null; claimed_until: string | null; tried_on: string | null; student: PersonOut | null; converted_at: string | null; lost_at: string | null; loss_reason: string; contract_number: number | null; form: FormRefOut | null; consented_at: string | null; created_at: string; has_chat: boolean }
/** A placement test that a lead was sent. `level`: what the lead reached; "" until it is finished. */ export interface LeadTestOut { name: string; started_at: string | null; finished_at: string | null; level: string }
/** Form fields of an import of leads. */ export interface LeadsImportForm { dry_run?: boolean; mapping?: string; columns?: string; branch?: string | null }
/** Filters of leads. */ export interface LeadsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ("open" | "converted" | "lost") | null; stage?: string | null; source?: ("walk_in" | "phone" | "site" | "telegram" | "facebook" | "instagram" | "import" | "group" | "other") | null; branch?: string | null; course?: string | null; group?: string | null; owner?: string | null; due?: ("calls" | "today" | "overdue") | null; since?: string | null; until?: string | null }
/** A course that you learn, and where you go on. */ export interface LearningOut { course: LearntCourseOut; enrollment: string; state: EnrollmentState; percent: number; next_lesson: NextLessonOut | null; completed_at: string | null; last_seen_at: string | null }
/** Where you are now in the lesson and in its course. `blocks`: what counts as heard or watched. `coins`: what the course has earned you, once it is completed. */ export interface LearningProgressOut { state: "new" | "begun" | "done" | "locked"; completed_at: string | null; percent: number; next_lesson: string | null; blocks: BlockProgressOut[]; coins: number }
/** Filters of the courses that you learn. */ export interface LearningQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }
/** A course that you learn. */ export interface LearntCourseOut { id: string; slug: string; title: Record<string, string>; thumbnail_url: string | null }
/** A skill that a child practised this week: how far it is, in words. */ export interface LearntSkillOut { skill: SkillRefOut; icon: string; words: string; is_mastered: boolean; level: MasteryLevel; today: boolean }
/** One side of a transfer. `balance`: balance of the account after it; `of`: owner of the account, null for a branch. */ export interface LedgerEntryOut { kind: string; of: NamedOut | null; side: "debit" | "credit"; amount: MoneyOut; balance: MoneyOut }
/** Filters of the list of ledger transfers. `from` and `to` are booking days, both included. */ export interface LedgerQuery { cursor?: string | null; limit?: number; format?: "" | "json" | "csv" | "xlsx"; kind?: AccountKind | null; student?: string | null; payment?: string | null; from?: string | null; to?: string | null }
/** A person who is not invited by SMS, and why. */ export interface LeftOutOut { person: PersonOut; reason: UnreachedReason }
/** What the change would meet and whom it would reach. */ export interface LessonCheckOut { clashes: LessonClashOut[]; holiday: string; recipients: LessonRecipientsOut }
/** A lesson that is to be changed, or the group of a new one; absent fields stay as they are. */ export interface LessonCheckQuery { lesson?: string | null; group?: string | null; starts_at?: string | null; ends_at?: string | null; room?: string | null; teacher?: string | null }
/** A lesson at the same time. `by` is what both need: a clash by pupils refuses nothing. `lesson` and `group_name` are empty for a lesson that you may not see. */ export interface LessonClashOut { by: "room" | "teacher" | "group" | "pupil"; names: string[]; lesson: string | null; group_name: string; starts_at: string; ends_at: string }
/** What to save of a lesson; absent fields stay. `blocks` replaces all blocks. */ export interface LessonDraftIn { revision: number; title?: string; slug?: string; is_preview?: boolean; minutes?: number; completion?: CompletionRuleIn; opens?: OpeningRuleIn[]; blocks?: Record<string, unknown>[] }
/** A lesson of a draft with its blocks. `files`: those that its blocks show. */ export interface LessonDraftOut { id: string; course: string; course_title: Record<string, string>; module: string; slug: string; title: string; is_preview: boolean; minutes: number; completion: CompletionRuleOut; opens: OpeningRuleOut[]; revision: number; saved_at: string; saved_by: PersonOut | null; blocks: Record<string, unknown>[]; files: CourseFileOut[] }
/** The changes of a lesson in order, at most the last 200. */ export interface LessonHistoryOut { steps: LessonStepOut[] }
/** A lesson to create. */ export interface LessonIn { group: string; starts_at: string; ends_at: string; topic?: string; link?: string; room?: string | null; teacher?: string | null; force?: boolean; reason?: string }
/** Why a lesson is locked. `opens_at`: when it opens, where that is known. */ export interface LessonLockOut { rule: string; text: string; opens_at: string | null }
/** A lesson that is paid (`held_is_paid`) or charged (`charged_is_held`) although it should not be, or the reverse; `person` is its teacher or the marked pupil. */ export interface LessonMismatchOut { rule: ProofRule; lesson: string; starts_at: string; group: ProofGroupOut; person: PersonOut; expected: boolean; actual: boolean }
/** One meeting of a group; times are in the group's time zone. */ export interface LessonOut { id: string; group: string; group_name: string; starts_at: string; ends_at: string; zone: string; topic: string; link: string; live: string | null; status: string; held_by_hand: boolean; teacher: LessonTeacherOut | null; instead_of: LessonTeacherOut | null; room: LessonRoomOut | null; moved_from: string | null; cancel_reason: string }
/** What to change of a lesson. Move a lesson to change its time. */ export interface LessonPatchIn { topic?: string; link?: string; room?: string | null; teacher?: string | null; force?: boolean; reason?: string }
/** The place of a lesson in its course: lesson `number` of `count`. */ export interface LessonPlaceOut { number: number; count: number }
/** What becomes of one lesson. `move` needs `starts_at` and takes a `room`, `substitute` needs a `teacher`; `keep` leaves it as it is. */ export interface LessonPlanIn { lesson: string; action: "cancel" | "move" | "substitute" | "keep"; starts_at?: string | null; room?: string | null; teacher?: string | null }
/** How far you are in a lesson. `block` and `position_ms`: where you go on. */ export interface LessonProgressOut { block: string | null; position_ms: number; completed_at: string | null; percent_of_course: number; blocks: BlockProgressOut[] }
/** How many lessons and marks were compared, what differs (at most 1,000 of `mismatch_count`), and what is not by lesson. */ export interface LessonProofOut { month: string; lessons: number; marks: number; mismatch_count: number; mismatches: LessonMismatchOut[]; not_by_lesson: UnprovenLessonsOut[] }
/** Month and branch of the proof. */ export interface LessonProofQuery { month?: string; branch?: string | null }
/** Who is notified a minute after the change. You are not, and nobody is of a lesson that is over. */ export interface LessonRecipientsOut { pupils: number; parents: number; teachers: string[] }
/** The register of a lesson, with sums. */ export interface LessonReportOut { lesson: ReportLessonOut; rows: PupilRowOut[]; totals: TotalsOut }
/** The room of a lesson. */ export interface LessonRoomOut { id: string; name: string }
/** For which class a course lesson is, in which languages it speaks and on which devices it works (none named: all), and the skills that it trains, in place of those before. `content_class` null: for no children of the kindergarten. */ export interface LessonSkillsIn { skills: SkillWeightIn[]; content_class: ContentClass | null; languages?: ("uz" | "ru" | "en")[]; devices?: Device[] }
/** For which class a course lesson is (null: for no children of the kindergarten), its languages and devices (empty: all), and the skills that it trains. A lesson with more `play_minutes` than `most_play_minutes` is better split. */ export interface LessonSkillsOut { content_class: ContentClass | null; languages: ("uz" | "ru" | "en")[]; devices: Device[]; skills: SkillWeightOut[]; play_minutes: number | null; most_play_minutes: number }
/** One change of a lesson. */ export interface LessonStepOut { kind: string; at: string; by: LessonTeacherOut | null; reason: string; changes: LessonValueOut[] }
/** Your homework of one block of a lesson; hand it in with `POST /homework/{id}/submit/`. */ export interface LessonTaskOut { block: string; homework: HomeworkOut }
/** The teacher of a lesson. */ export interface LessonTeacherOut { id: string; full_name: string }
/** One field of a lesson before and after a change, in words. */ export interface LessonValueOut { field: string; old: string | null; new: string | null }
/** Filters for lessons. A teacher's week is `?teacher=…&from=…&to=…`, a room's week `?room=…&from=…&to=…`. */ export interface LessonsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; from?: string | null; to?: string | null; group?: string | null; teacher?: string | null; room?: string | null; branch?: string | null; student?: string | null; status?: ("planned" | "held" | "cancelled") | null; mine?: boolean; teaching?: ("own" | "groups") | null }
/** How likely a level is, from 0 to 1. */ export interface LevelChanceOut { level: "A1" | "A2" | "B1" | "B2" | "C1" | "C2"; chance: number }
/** What to change of a level; absent fields stay. */ export interface LevelChanges { name?: Texts; position?: number }
/** A level that the centre teaches. */ export interface LevelIn { code: string; name?: Texts; position?: number }
/** A level; higher levels have a higher `position`. */ export interface LevelOut { id: string; code: string; name: Record<string, string>; position: number }
/** Filters for levels. */ export interface LevelsQuery { page?: number; page_size?: number; ordering?: string; search?: string; archived?: boolean }
/** Filters for the media library; `search` looks into titles, in any spelling of Uzbek. */ export interface LibraryQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; kind?: ("document" | "slides" | "image" | "audio" | "video" | "link") | null; archived?: boolean; mine?: boolean }
/** A lead that may be the same person. `is_sure`: a common phone and the same given names. */ export interface LikelyDoubleOut { lead: LeadOut; reasons: ("phone" | "name")[]; is_sure: boolean }
/** Two pupils of one name who are likely one, the older account first. */ export interface LikelyPairOut { first: DoubleOut; second: DoubleOut; reasons: Likeness[] }
/** What two pupils of one name share: the birth date, a guardian, or a phone of the family. */ export type Likeness = "birth_date" | "guardian" | "phone";
/** A line of a timetable: weekly, or daily without `weekday`. Without `teacher` the group's lead teacher gives the lessons. */ export interface LineIn { weekday?: number | null; starts: string; minutes: number; every_weeks?: number; valid_from: string; valid_until?: string | null; room?: string | null; teacher?: string | null }
/** A line of a timetable. `teacher_available` is false when its teacher was deactivated or may not teach: then the group's lead teacher gives its lessons. */ export interface LineOut { weekday: number | null; starts: string; minutes: number; every_weeks: number; valid_from: string; valid_until: string | null; room: RoomRefOut | null; teacher: PersonOut | null; teacher_available: boolean }
/** Weeks of children with lists of one source. `shown` lessons, of these `opened` and `finished` in the week. `gain`: by how much the mastery of all skills together has grown in a week, in the mean. */ export interface ListFiguresOut { source: Source; weeks: number; children: number; shown: number; opened: number; finished: number; gain: GainEstimateOut | null }
/** A file of the media library; `uses` is the number of lessons and courses that use it. */ export interface ListedMediaOut { id: string; title: string; kind: "document" | "slides" | "image" | "audio" | "video" | "link"; content_type: string; size: number; url: string; added_by: PersonOut | null; archived: boolean; created_at: string; uses: number; course_title: Record<string, string> | null }
/** What was chosen. */ export interface ListenResponse { kind: "listen_and_choose"; key: string }
/** Which proposals become marks. */ export interface LiveConfirmIn { students: ShownProposalIn[]; reason?: string }
/** The marks that were made. */ export interface LiveConfirmedOut { marks: MarkOut[] }
/** The mark that is proposed for a pupil, and who saw it. */ export interface LiveProposalOut { student: PersonOut; status: "present" | "absent" | "late" | "excused"; minutes_late: number | null; source: "zoom" | "meet" | "bigbluebutton" | "jaas" | "button"; first_seen: string | null; minutes: number | null; marked: string | null }
/** What the room of a live class says about its register. */ export interface LiveProposalsOut { proposals: LiveProposalOut[]; unknown: UnknownParticipantOut[]; matched: MatchedParticipantOut[] }
/** Where the room is: at a provider that the centre has set up, or a plain link; without one the default. */ export interface LiveRoomIn { provider?: ("zoom" | "meet" | "bigbluebutton" | "jitsi" | "jaas" | "link") | null; link?: string }
/** The online room of a lesson; `provider` is null where it has none. */ export interface LiveRoomOut { provider: ("zoom" | "meet" | "bigbluebutton" | "jitsi" | "jaas" | "link") | null; state: ("preparing" | "ready" | "failed") | null; problem: "" | "away" | "refused" | "no_host" | "not_configured"; opens_at: string; closes_at: string; providers: ("zoom" | "meet" | "bigbluebutton" | "jitsi" | "jaas" | "link")[]; default_provider: ("zoom" | "meet" | "bigbluebutton" | "jitsi" | "jaas" | "link") | null }
/** An e-mail or a phone, and the password; `device` is the token that an earlier sign-in gave this device. */ export interface LoginIn { login: string; password: string; device?: string }
/** The address of the logo. */ export interface LogoOut { logo: string }
/** One long text in the languages of the centre. */ export interface LongTexts { uz?: string; ru?: string; en?: string }
/** Why a lead is lost. */ export interface LoseIn { reason: "price" | "time" | "place" | "competitor" | "no_answer" | "no_need" | "spam" | "other"; text?: string }
/** What is spoken in the film. */ export interface MakeSubtitlesIn { language?: string }
/** The missed mark: absent or excused, of another lesson of the same course. */ export interface MakeUpIn { mark: string }
/** A pupil who attends a lesson as a guest to make up for a missed one. */ export interface MakeUpOut { id: string; mark: string; lesson: string; student: PersonOut; created_at: string }
/** What speech is doing about the subtitles of a video. `reason` is a code, and `reason_text` its sentence; both are null unless the state is `refused`. */ export interface MakingOut { state: TranscriptionState; percent: number; reason: string | null; reason_text: string | null; language: string }
/** An area, and its skills and steps on the map. */ export interface MapAreaOut { area: SkillRefOut; skills: SkillRefOut[] }
/** How far a child is with a skill, as a level and in words, and what this comes from. */ export interface MapCellOut { skill: string; level: GivenLevel; words: string; facts: MasteryFactsOut }
/** A child of the group: a cell for each skill that it has practised, and the skills that it needs. */ export interface MapChildOut { id: string; full_name: string; is_recorded: boolean; cells: MapCellOut[]; needs: string[] }
/** A correction; absent fields stay. */ export interface MarkChangeIn { status?: string; minutes_late?: number | null; note?: string; reason?: string }
/** What a regrade changes in one answer; null: it waits for a teacher. */ export interface MarkChangeOut { answer: string; learner: PersonOut; old: number | null; new: number | null }
/** One mark; an existing mark is corrected. */ export interface MarkIn { student: string; status: string; minutes_late?: number | null; note?: string; lesson: string; reason?: string }
/** A mark: one pupil at one lesson. `marked_by` is null when the platform made the mark. */ export interface MarkOut { id: string; lesson: string; group: string; starts_at: string; student: PersonOut; status: string; counts_as: "present" | "absent" | "late" | "excused"; minutes_late: number | null; note: string; source: "teacher" | "bulk" | "offline" | "import" | "self" | "live"; marked_at: string; marked_by: PersonOut | null; revision: number; made_up_in: string | null }
/** A work. `first` and `second` are null until both marks are in. `agreed_points`: the mean of two marks within the tolerance. `points` and `last`: what a teacher wrote in the cell. */ export interface MarkedWorkOut { code: string; student: PersonOut | null; state: "waiting" | "agreed" | "differs" | "written"; has_first: boolean; has_second: boolean; first: ProvisionalMarkOut | null; second: ProvisionalMarkOut | null; agreed_points: number | null; points: number | null; last: string | null }
/** What you mark, by code. */ export interface MarkingSheetOut { item: string; name: string; max_points: number; gradebook: string; title: string; is_blind: boolean; rows: SheetRowOut[] }
/** Form fields of a mark import. */ export interface MarksImportForm { dry_run?: boolean; mapping?: string; columns?: string; group?: string | null; year?: number | null }
/** Filters for marks. */ export interface MarksQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; lesson?: string | null; group?: string | null; student?: string | null; from?: string | null; to?: string | null; status?: string | null }
/** What a mastery comes from: answers on days, and a teacher's word (`overruled`), which fades as answers come. `due_on`: when it is to be reviewed. */ export interface MasteryFactsOut { answers: number; days: number; last_on: string | null; due_on: string | null; by_answers: MasteryLevel; overruled: MasteryLevel | null; overruled_by: PersonOut | null; reason: string }
/** How a mastery is shown: below .40, below .80, and from there. */ export type MasteryLevel = "low" | "medium" | "high";
/** What was put together: the key on the right by that on the left. */ export interface MatchResponse { kind: "match"; pairs: Record<string, unknown> }
/** A participant of whom a teacher said who it is. */ export interface MatchedParticipantOut { key: string; name: string; source: "zoom" | "meet" | "bigbluebutton" | "jaas" | "button"; student: PersonOut }
/** Give each entry on the left one on the right. There may be more on the right than on the left. */ export interface MatchingBody { kind: "matching"; left: Option[]; right: Option[] }
/** The right entry for each on the left. */ export interface MatchingKey { explanation?: string; right_feedback?: string; partial_feedback?: string; wrong_feedback?: string; hints?: Hint[]; penalty?: number; kind: "matching"; pairs: Record<string, unknown>; rule?: "all" | "each" }
/** The entry on the right for each on the left that has one. */ export interface MatchingResponse { kind: "matching"; pairs?: Record<string, unknown> }
/** The current user; `permissions` is what the role allows. */ export interface MeOut { id: string; email: string | null; phone: string | null; first_name: string; last_name: string; patronymic: string; role: string; permissions: string[]; locale: "uz" | "ru" | "en"; zone: string; created_at: string }
/** A measure: what it counts, in which unit, and by what it can be split. `formula` is its definition in words. */ export interface MeasureOut { name: string; label: string; formula: string; unit: Unit; combination: Combination; by: ("branch" | "group" | "course")[] }
/** The measures that the user may see. */ export interface MeasuresOut { measures: MeasureOut[] }
/** A file or link of the media library. */ export interface MediaOut { id: string; title: string; kind: "document" | "slides" | "image" | "audio" | "video" | "link"; content_type: string; size: number; url: string; added_by: PersonOut | null; archived: boolean; created_at: string }
/** What to change of a file of the media library. */ export interface MediaPatch { title?: string | null; archived?: boolean | null }
/** A change of a membership; `on` is the day from which it counts (for an end: the last day). A `freeze` has its last day in `until`, an `unfreeze` the day of return in `on`. Both have the status before and after; it stays when the days do not include today. */ export interface MemberChangeOut { from_status: string; to_status: string; kind: MembershipChangeKind; on: string; until: string | null; by: PersonOut | null; reason: string; created_at: string }
/** What to change of an open membership; absent fields stay. A null `leaves_on` clears the planned end. */ export interface MemberChanges { status?: "lead" | "trial" | "active"; joined_on?: string; leaves_on?: string | null; reason?: string }
/** The changes of a membership. */ export interface MemberChangesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }
/** How a membership ends; `left_on` is the last day (default: today), a future day is planned. */ export interface MemberEndIn { left_on?: string | null; outcome?: "left" | "graduated"; reason?: string; accept_attended?: boolean }
/** A new membership, by default from today in the group's time zone and without an end. For a trial lesson, send status `trial` and the same first and last day. */ export interface MemberIn { student: string; status?: "lead" | "trial" | "active"; joined_on?: string | null; leaves_on?: string | null; reason?: string }
/** A membership: open while `left_on` is null, planned to end after `leaves_on` when that is set. */ export interface MemberOut { id: string; student: PupilOut; status: string; joined_on: string; leaves_on: string | null; leaves_as: string; left_on: string | null; never_began: boolean; reason: string; continues: string | null; freezes: FreezeOut[] }
/** Filters for memberships. */ export interface MembersQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; open?: boolean | null; status?: MembershipStatus | null }
/** What was done: the status changed, or somebody froze or unfroze the membership, on whatever days. */ export type MembershipChangeKind = "status" | "freeze" | "unfreeze";
/** What becomes of the open memberships: they end today, are frozen until somebody lifts it, or stay as they are. */ export type MembershipChoice = "leave" | "freeze" | "keep";
/** The status in one of the groups that the reader sees; `none`: in no group at all. */ export type MembershipFilter = "lead" | "trial" | "active" | "frozen" | "none";
/** The status of a pupil in a group. The first four are open and take a seat; the others are ended. */ export type MembershipStatus = "lead" | "trial" | "active" | "frozen" | "left" | "graduated";
/** The items of the two cards of each try, in their order. */ export interface MemoryResponse { kind: "memory"; tries: [string, string][] }
/** Why the two cannot be merged now. */ export interface MergeConflictOut { code: string; field: string; detail: string }
/** How many rows of one kind move. */ export interface MergeCountOut { kind: string; count: number }
/** A fact of the duplicate that the kept account lacks or has otherwise; of a photo, its address. */ export interface MergeFactOut { fact: "name" | "phone" | "email" | "birth_date" | "photo"; keep: string | null; duplicate: string | null; taken: "keep" | "duplicate" }
/** Which account goes, and whose facts count. */ export interface MergeIn { duplicate: string; facts?: Record<string, "keep" | "duplicate"> }
/** The lead that is merged into this one. */ export interface MergeLeadIn { double: string }
/** The balances in one currency; a debt is negative. */ export interface MergeMoneyOut { keep: MoneyOut; duplicate: MoneyOut; after: MoneyOut }
/** Which account would go. */ export interface MergePreviewIn { duplicate: string }
/** What a merge would do now. It is possible when there are no `conflicts`. */ export interface MergePreviewOut { keep: DoubleOut; duplicate: DoubleOut; counts: MergeCountOut[]; money: MergeMoneyOut[]; coins: MergeTotalsOut; facts: MergeFactOut[]; conflicts: MergeConflictOut[] }
/** The coins of both. */ export interface MergeTotalsOut { keep: number; duplicate: number; after: number }
/** One message type on one channel. */ export interface MessageCellOut { channel: "in_app" | "telegram" | "sms" | "email" | "push"; wanted: boolean; own: boolean | null; declared: boolean; fixed: boolean; offered: boolean; obstacle: ("no_address" | "not_verified" | "number_invalid" | "not_joined" | "not_set_up") | null }
/** What a message is about. */ export type MessageGroup = "lessons" | "homework" | "coins" | "money" | "announcements" | "account";
/** One message type with its channels. */ export interface MessageLineOut { type: string; title: string; group: MessageGroup; falls_back: boolean; channels: MessageCellOut[] }
/** All choices of the user. What is not sent gets the default; times that are null are the centre's. */ export interface MessagePreferencesIn { preferences: MessageWordIn[]; quiet_from?: string | null; quiet_until?: string | null; digest?: "off" | "daily"; digest_at?: string | null }
/** Message types, channels and times that apply to the user, with the user's own choices. */ export interface MessagePreferencesOut { types: MessageLineOut[]; preferences: MessageWordOut[]; quiet_from: string; quiet_until: string; digest: "off" | "daily"; digest_at: string; telegram: "off" | "unlinked" | "linked"; own_times: OwnTimesOut; zone: string }
/** The user's own choice for a message type on a channel. */ export interface MessageWordIn { type: string; channel: string; wanted: boolean }
/** The user's own choice for a message type on a channel; send it back to keep it. */ export interface MessageWordOut { type: string; channel: "in_app" | "telegram" | "sms" | "email" | "push"; wanted: boolean }
/** A word that pupils missed. `read`: pupils who reached it; `missed`: the sum of `near`, `wrong` and `omitted`. */ export interface MissedWordOut { index: number; text: string; read: number; missed: number; share: number; near: number; wrong: number; omitted: number; heard: InsteadOut[] }
/** Words that a group missed, the most often missed first. */ export interface MissedWordsOut { pupils_count: number; words: MissedWordOut[] }
/** What must be filled in before the draft can be published; `lesson` is null for a module and for the course. */ export interface MissingContentOut { lesson: string | null; title: string; block: string | null; text: string }
/** What to change of a module; absent fields stay. */ export interface ModuleChanges { title?: string; opens?: OpeningRuleIn[] }
/** A new module of a draft. */ export interface ModuleIn { title: string; opens?: OpeningRuleIn[] }
/** An amount in the minor unit (tiyin, cents) of its currency: a whole number, not a string or a fraction. */ export interface MoneyIn { amount: number; currency?: string }
/** An amount in the minor unit (tiyin, cents) of its currency. */ export interface MoneyOut { amount: number; currency: string }
/** Money received and refunded in the month, as in the revenue report. */ export interface MonthTotalOut { received: MoneyOut; paid_back: MoneyOut }
/** What can still wait in a month that is to be closed. It counts on the day on which it is settled. */ export type MonthWaiting = "open_shifts" | "approvals" | "open_pay" | "earlier_months";
/** What still waits in the month, and how many: it will count on the day on which it is settled. */ export interface MonthWaitingOut { what: MonthWaiting; count: number }
/** The stage to move a lead to. */ export interface MoveIn { stage: string }
/** A cash desk with its name. */ export interface MovedDeskOut { id: string; name: string }
/** Choose all options that are right. */ export interface MultipleBody { kind: "multiple"; options: Option[] }
/** Options with a share above 0 are right. `rule`: `all`; `each`: each right one counts the same, each wrong one takes as much, never below 0; `weights`: the shares of the chosen are added, never below 0. */ export interface MultipleKey { explanation?: string; right_feedback?: string; partial_feedback?: string; wrong_feedback?: string; hints?: Hint[]; penalty?: number; kind: "multiple"; rule?: "all" | "each" | "weights"; shares: Record<string, unknown>; feedback?: Record<string, unknown> }
/** The chosen options. */ export interface MultipleResponse { kind: "multiple"; options?: string[] }
/** A cash desk with its name. */ export interface NamedDeskOut { id: string; name: string }
/** An id with a name. */ export interface NamedOut { id: string; name: string }
/** A payment with its reference and title. */ export interface NamedPaymentOut { id: string; reference: string; title: string }
/** A receipt with its number. */ export interface NamedReceiptOut { id: string; number: string; kind: ReceiptKind }
/** A new invitation link with its address, which is shown only now. */ export interface NewInvitationLinkOut { id: string; max_uses: number; used: number; expires_at: string; revoked_at: string | null; note: string; by: PersonOut | null; created_at: string; url: string }
/** Where new lessons get a room by themselves. */ export interface NewLessonRoomsIn { provider: ("zoom" | "meet" | "bigbluebutton" | "jitsi" | "jaas" | "link") | null }
/** A new session with its secret, which is shown only now. */ export interface NewPlacementSessionOut { title: string; state: "open" | "finished" | "expired"; max_questions: number; expires_at: string; question: PlacementQuestionOut | null; level: ("A1" | "A2" | "B1" | "B2" | "C1" | "C2") | null; speech: PlacementSpeechAskedOut | null; secret: string }
/** A new placement test with its link. */ export interface NewPlacementTestOut { test: PlacementTestOut; link: PlacementLinkOut }
/** The lesson where you go on. */ export interface NextLessonOut { id: string; title: string }
/** Why a lesson has no price of its own, on the teacher's or on the pupils' side. */ export type NotByLesson = "fixed_pay" | "percent_of_months" | "no_rate" | "no_teacher" | "billed_by_month" | "no_schedule" | "billed_by_hand" | "no_paid_day";
/** Changes of a note; fields that are not sent stay. */ export interface NoteChangesIn { visibility?: NoteVisibility; text?: string }
/** A note: for the `office`, or also for the `teachers` of the person. */ export interface NoteIn { visibility?: NoteVisibility; text: string }
/** A note about a person; `author` is null when that account is gone. */ export interface NoteOut { id: string; author: PersonOut | null; visibility: NoteVisibility; text: string; created_at: string; updated_at: string }
/** Who reads a note: only the office, or also the teachers of the person; never the person or the family. */ export type NoteVisibility = "office" | "teachers";
/** Filters of notes. */ export interface NotesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; visibility?: NoteVisibility | null }
/** A notification in the user's language; `data` names the objects that it is about. */ export interface NotificationOut { id: string; type: string; title: string; text: string; data: Record<string, unknown>; count: number; read: boolean; created_at: string; changed_at: string }
/** Filter of notifications: all, or only unread ones. */ export interface NotificationsQuery { cursor?: string | null; limit?: number; unread?: boolean }
/** A number that is accepted, and how far away (either side, included) an answer may be. */ export interface NumberAnswer { value: string; tolerance?: string; share?: number; feedback?: string }
/** Type a number, with its unit where one is asked for. */ export interface NumberBody { kind: "number" }
/** The best of the accepted numbers that fit counts. `unit_rule`: `none`: a unit is a wrong answer; `optional`; `required`: without a known unit the answer loses `unit_penalty` of its share. */ export interface NumberKey { explanation?: string; right_feedback?: string; partial_feedback?: string; wrong_feedback?: string; hints?: Hint[]; penalty?: number; kind: "number"; answers: NumberAnswer[]; units?: NumberUnit[]; unit_rule?: "none" | "optional" | "required"; unit_penalty?: number }
/** The typed number, with its unit: "3,5 cm". */ export interface NumberResponse { kind: "number"; text?: string }
/** A unit that is accepted: an answer in it is multiplied by `factor` before it is compared. */ export interface NumberUnit { name: string; factor?: string }
/** Changes of an observation; fields that are not sent stay. */ export interface ObservationChangesIn { text?: string; skills?: string[]; for_family?: boolean }
/** What an observation may carry. */ export type ObservationFileKind = "photo" | "voice";
/** A photo or a recording. `url` may be used for five minutes. */ export interface ObservationFileOut { kind: ObservationFileKind; content_type: string; size: number; url: string }
/** What one saw of a child, and of which skills it tells. `for_family`: who may see the progress reads it. */ export interface ObservationIn { text: string; skills?: string[]; for_family?: boolean }
/** What a teacher saw of a child. `file` is null without one, and while the guardians do not allow it. */ export interface ObservationOut { id: string; author: PersonOut | null; text: string; for_family: boolean; skills: SkillRefOut[]; file: ObservationFileOut | null; is_own: boolean; created_at: string; updated_at: string }
/** Filters of observations. */ export interface ObservationsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; skill?: string | null; for_family?: boolean | null }
/** The office: what waits for a decision, lessons, trials and birthdays of today, overdue debts by currency. A part that you may not see is null. */ export interface OfficeTodayOut { today: string; lessons: number; lessons_now: LessonOut[]; sign_ups: number | null; proofs: number | null; excuses: number | null; unmarked: number | null; clashes: number | null; approvals: number | null; waiting_counts: number | null; failed_messages: number | null; unreached: number | null; engines_without_torch: number | null; debts: DebtTotalOut[] | null; trials: TrialTodayOut[]; birthdays: BirthdayOut[] | null }
/** A mark that was made offline: `id` is chosen by the device, `marked_at` is when it was made. */ export interface OfflineIn { student: string; status: string; minutes_late?: number | null; note?: string; id: string; lesson: string; marked_at: string }
/** The questions with the user's answers; `complete` when all required questions are answered. */ export interface OnboardingOut { questions: AskedOut[]; complete: boolean }
/** A payment that is due. `proof_waits`: a transfer proof waits for a decision. */ export interface OpenPaymentOut { id: string; reference: string; title: string; group: PlaceOut | null; period: string; kind: string; status: string; due_on: string; amount: MoneyOut; outstanding: MoneyOut; proof_waits: boolean }
/** An open shift. `float_taken`: change from the safe, a part of `opened_with`. */ export interface OpenShiftOut { id: string; cashier: PersonOut; opened_at: string; opened_with: MoneyOut; float_taken: MoneyOut }
/** One of your uploads that is neither finished nor cancelled; it can be finished until `expires_at`. */ export interface OpenUploadOut { id: string; name: string; size: number; received: number; expires_at: string }
/** Filters for your open uploads. */ export interface OpenUploadsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; complete?: boolean | null }
/** The token signs the child in on this device, once, within `expires_in` seconds. */ export interface OpenedDeviceOut { token: string; expires_in: number }
/** A package that you opened. A page shows `url` in a frame, and only if the page itself is of `pages_origin`. */ export interface OpenedPackageOut { kind: PackageKind; url: string; origin: string; pages_origin: string; version: number; score: number | null; completed_at: string | null; saves: boolean }
/** How often and for how many seconds something was open. `id`: of a lesson, material, homework or quiz; `page`: the name of another page. */ export interface OpenedThingIn { kind: "lesson" | "material" | "homework" | "quiz" | "page"; id?: string | null; page?: string; views?: number; seconds?: number }
/** What the pupil had (`credit`) or owed (`debt`) in the former books; it counts today. */ export interface OpeningBalanceIn { side: "credit" | "debt"; amount: MoneyIn; group?: string | null; branch?: string | null; note?: string }
/** An opening balance. `payment`: the payment of a debt. `reversed_at`: when it was taken back. */ export interface OpeningBalanceOut { id: string; student: PersonOut; side: "credit" | "debt"; amount: MoneyOut; branch: PlaceOut; group: PlaceOut | null; payment: string | null; on: string; note: string; by: PersonOut | null; reversed_at: string | null; reason: string }
/** Hours of a weekday (0: Monday). `closes_at` 00:00: the end of the day. */ export interface OpeningHoursIn { weekday: number; opens_at: string; closes_at: string }
/** Hours of a weekday. */ export interface OpeningHoursOut { branch: string | null; weekday: number; opens_at: string; closes_at: string }
/** All hours of a branch; null: of all branches without own ones. */ export interface OpeningHoursSetIn { branch?: string | null; hours: OpeningHoursIn[] }
/** Why the opening balance is taken back. */ export interface OpeningReverseIn { reason: string; currency?: string }
/** When a lesson opens: at a moment, some days after the enrolment began, or after another lesson is done. */ export interface OpeningRuleIn { rule: "on_date" | "after_days" | "after_lesson"; at?: string | null; days?: number | null; lesson?: string | null }
/** When a lesson opens; what is not of the rule is null. */ export interface OpeningRuleOut { rule: "on_date" | "after_days" | "after_lesson"; at?: string | null; days?: number | null; lesson?: string | null }
/** An option that learners choose, or an item that they move: a text, a picture or both. */ export interface Option { id: string; text?: string; picture?: string | null }
/** How often an option was chosen. */ export interface OptionChoicesOut { id: string; text: string; count: number; is_right: boolean }
/** A discount code for an order. */ export interface OrderCodeIn { code: string }
/** An order. Prices come from the catalogue. The payment belongs to the learner's account; the buyer pays it. */ export interface OrderIn { courses: WantedIn[]; learner?: string | null; buyer?: string | null; currency?: string; replace?: boolean; ignore_prerequisites?: boolean; code?: string }
/** A course of an order; `open`: the order has opened the course. `price`: before the discount of a code, null without one; `amount`: what is paid for it. */ export interface OrderItemOut { course: string; title: string; months: number | null; amount: MoneyOut; price: MoneyOut | null; open: boolean }
/** An order. `payment`: its payment, which has the `status` and must be paid before `expires_at`. `price`: before the discount of its `code` (null without one); `amount`: what is paid. */ export interface OrderOut { id: string; reference: string; payment: string; status: "draft" | "pending" | "overdue" | "completed" | "cancelled" | "failed" | "refunded"; buyer: PersonOut; learner: PersonOut; courses: OrderItemOut[]; amount: MoneyOut; price: MoneyOut; code: string | null; expires_at: string | null; created_at: string }
/** A module and its lessons, in order. */ export interface OrderedModuleIn { id: string; lessons: string[] }
/** Put items into order. They are stored in any order; attempts shuffle them. */ export interface OrderingBody { kind: "ordering"; items: Option[] }
/** `rule`: `all`; `places`: items in their right place count; `pairs`: neighbours in the right order count. */ export interface OrderingKey { explanation?: string; right_feedback?: string; partial_feedback?: string; wrong_feedback?: string; hints?: Hint[]; penalty?: number; kind: "ordering"; order: string[]; rule?: "all" | "places" | "pairs" }
/** All items in the learner's order. */ export interface OrderingResponse { kind: "ordering"; order?: string[] }
/** Filters of the list of orders. */ export interface OrdersQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; status?: ("draft" | "pending" | "overdue" | "completed" | "cancelled" | "failed" | "refunded") | null; learner?: string | null }
/** The result of a mark: applied, older than (or as old as) the current mark, or refused. */ export type Outcome = "applied" | "older" | "refused";
/** A webhook without its secret. `off_reason`: why it is inactive. `failing_since`: since when every try has failed. `old_secret_until`: until when messages are also signed with the old secret. */ export interface OutgoingWebhookOut { id: string; url: string; description: string; event_types: string[]; active: boolean; off_reason: "" | "by_hand" | "gone" | "failing"; failing_since: string | null; old_secret_until: string | null; created_at: string }
/** Filters for webhooks. */ export interface OutgoingWebhooksQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; active?: boolean | null; event_type?: string | null }
/** The order of all modules and lessons of a draft; each stands in it exactly once. */ export interface OutlineIn { revision: number; modules: OrderedModuleIn[] }
/** A lesson of an outline. `id` is null while the lesson is locked. */ export interface OutlineLessonOut { id: string | null; title: string; minutes: number; is_preview: boolean; state: "new" | "begun" | "done" | "locked"; locked: LessonLockOut | null }
/** A module of an outline. `lesson_count` and `minutes` count all of its lessons, also those not listed. */ export interface OutlineModuleOut { title: string; lesson_count: number; minutes: number; lessons: OutlineLessonOut[] }
/** The published content of a course. `version` is null while nothing is published. */ export interface OutlineOut { course: string; title: Record<string, string>; version: number | null; is_enrolled: boolean; can_write: boolean; percent: number; lesson_count: number; minutes: number; next_lesson: string | null; modules: OutlineModuleOut[] }
/** How far a child is with a skill, whatever the answers say, and why. */ export interface OverruleIn { level: GivenLevel; reason: string }
/** What you may change in your account; fields that are not sent stay. */ export interface OwnChanges { student_profile?: StudentProfileChanges; teacher_profile?: TeacherProfileChanges; first_name?: string; last_name?: string; patronymic?: string; locale?: "uz" | "ru" | "en"; zone?: string }
/** What was decided about a text of yours. */ export interface OwnDecisionOut { id: string; action: "dismiss" | "hide" | "warn" | "mute" | "ban"; hides: boolean; days: number | null; everywhere: boolean; reason: string; place_title: string; words: string; created_at: string; withdrawn_at: string | null; appeal: DecisionAppealOut | null; sanction: SanctionHeadOut | null }
/** Changes of a figure. A period other than `fixed` takes the days away. */ export interface OwnFigureChanges { name?: string; measures?: string[]; by?: ("branch" | "group" | "course") | null; step?: By; branch?: string | null; group?: string | null; course?: string | null; period?: "last_30_days" | "last_12_weeks" | "last_12_months" | "this_month" | "this_year" | "fixed"; first_day?: string | null; last_day?: string | null; chart?: "auto" | "bar" | "line" | "table"; shared_with?: ("admin" | "manager" | "teacher")[] }
/** Which measures to look at together. `first_day` and `last_day` are for the period `fixed`. */ export interface OwnFigureIn { name: string; measures: string[]; by?: ("branch" | "group" | "course") | null; step?: By; branch?: string | null; group?: string | null; course?: string | null; period?: "last_30_days" | "last_12_weeks" | "last_12_months" | "this_month" | "this_year" | "fixed"; first_day?: string | null; last_day?: string | null; chart?: "auto" | "bar" | "line" | "table"; shared_with?: ("admin" | "manager" | "teacher")[] }
/** A saved choice of measures. `owner`: who may change it. */ export interface OwnFigureOut { id: string; created_at: string; owner: PersonOut; name: string; measures: string[]; by: ("branch" | "group" | "course") | null; step: By; branch: string | null; group: string | null; course: string | null; period: "last_30_days" | "last_12_weeks" | "last_12_months" | "this_month" | "this_year" | "fixed"; first_day: string | null; last_day: string | null; chart: "auto" | "bar" | "line" | "table"; shared_with: ("admin" | "manager" | "teacher")[] }
/** A figure as you may see it: a series for each measure, all of the same steps. `left_out`: how many of its measures you may not see. `headings` and `rows` are all series as one table, with money in major units. `counted_until`: the last day that is counted; null before the first run. */ export interface OwnFigureResultOut { figure: OwnFigureOut; series: SeriesOut[]; left_out: number; headings: string[]; rows: ((string | number | null)[])[]; counted_until: string | null }
/** The format of the table. */ export interface OwnFigureResultQuery { format?: "" | "json" | "csv" | "xlsx" }
/** Filters of figures. The list is never a file: it holds no values. */ export interface OwnFiguresQuery { page?: number; page_size?: number; ordering?: string; search?: string; shared?: boolean | null }
/** The price of one membership in place of the payment schedule's. It applies to months whose first day for this pupil is from `starts_on` to `ends_on`; for packs, the pack's first day counts. If several apply, the newest counts. */ export interface OwnPriceIn { membership: string; amount: OwnPriceMoneyIn; starts_on: string; ends_on?: string | null; reason: string }
/** An amount, which may be 0, in the minor unit (tiyin, cents) of its currency. */ export interface OwnPriceMoneyIn { amount: number; currency?: string }
/** The price of one membership in place of the payment schedule's. */ export interface OwnPriceOut { id: string; membership: string; student: PersonOut; group: GroupRefOut; amount: MoneyOut; starts_on: string; ends_on: string | null; reason: string; by: PersonOut | null }
/** Filters of the list of price overrides. */ export interface OwnPricesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; group?: string | null; student?: string | null }
/** The current user with profiles. */ export interface OwnProfileOut { student_profile: StudentProfileOut | null; teacher_profile: TeacherProfileOut | null; id: string; email: string | null; phone: string | null; first_name: string; last_name: string; patronymic: string; role: string; permissions: string[]; locale: "uz" | "ru" | "en"; zone: string; created_at: string; number: number | null; avatar: string | null; email_verified_at: string | null; phone_verified_at: string | null; birth_date: string | null; is_minor: boolean; child_profile: ChildProfileOut | null }
/** Changes of a custom role; `permissions` replaces all of them. */ export interface OwnRoleChanges { name?: Texts; permissions?: string[] }
/** A custom role and its permissions; permissions that every user has are always included. */ export interface OwnRoleIn { name: Texts; permissions: string[] }
/** A custom role: all permissions of its users, and how many users have it. */ export interface OwnRoleOut { id: string; name: Record<string, string>; permissions: string[]; holders: number; created_at: string }
/** Times that the user chose; null where the centre's time applies. */ export interface OwnTimesOut { quiet_from: string | null; quiet_until: string | null; digest_at: string | null }
/** How much is in a package, and how many things were taken, changed and left out. */ export interface PackageFiguresOut { modules?: number; lessons?: number; blocks?: number; files?: number; quizzes?: number; taken?: number; changed?: number; left_out?: number }
/** A package for the blocks of a course: an upload that is a zip. */ export interface PackageIn { upload: string; title?: string }
/** What a package is, found from its content. */ export type PackageKind = "scorm_1_2" | "scorm_2004" | "h5p" | "html";
/** A thing in a package, and what became of it. `reason`: "" where it was taken as it is. */ export interface PackageRowOut { verdict: "taken" | "changed" | "left_out"; title: string; reason: string; text: string }
/** What a package keeps: values of the SCORM data model by their names, at most 64 KiB, and xAPI statements. */ export interface PackageSaveIn { version: number; cmi?: Record<string, unknown> | null; statements?: XapiStatementIn[] }
/** How far you are in a package. */ export interface PackageSaveOut { version: number; score: number | null; completed_at: string | null }
/** waiting → unpacking → ready or refused. A ready package waits again when the store has lost its files. */ export type PackageState = "waiting" | "unpacking" | "ready" | "refused";
/** An error inside the pages. `page` is the address without ids, `frames` the places of its stack, innermost first. */ export interface PageErrorIn { page?: string; name: string; message?: string; frames?: string[] }
export interface PageOf_AchievementOut_ { count: number; next: string | null; previous: string | null; results: AchievementOut[] }
export interface PageOf_AnnouncementOut_ { count: number; next: string | null; previous: string | null; results: AnnouncementOut[] }
export interface PageOf_ApprovalOut_ { count: number; next: string | null; previous: string | null; results: ApprovalOut[] }
export interface PageOf_AssignmentOut_ { count: number; next: string | null; previous: string | null; results: AssignmentOut[] }
export interface PageOf_AtRiskOut_ { count: number; next: string | null; previous: string | null; results: AtRiskOut[] }
export interface PageOf_AttemptOut_ { count: number; next: string | null; previous: string | null; results: AttemptOut[] }
export interface PageOf_BackgroundReportOut_ { count: number; next: string | null; previous: string | null; results: BackgroundReportOut[] }
export interface PageOf_BankQuestionRowOut_ { count: number; next: string | null; previous: string | null; results: BankQuestionRowOut[] }
export interface PageOf_BlockedWordOut_ { count: number; next: string | null; previous: string | null; results: BlockedWordOut[] }
export interface PageOf_BooksMonthOut_ { count: number; next: string | null; previous: string | null; results: BooksMonthOut[] }
export interface PageOf_BuildingOut_ { count: number; next: string | null; previous: string | null; results: BuildingOut[] }
export interface PageOf_BulkChangeSummaryOut_ { count: number; next: string | null; previous: string | null; results: BulkChangeSummaryOut[] }
export interface PageOf_CannedAnswerOut_ { count: number; next: string | null; previous: string | null; results: CannedAnswerOut[] }
export interface PageOf_CaseOut_ { count: number; next: string | null; previous: string | null; results: CaseOut[] }
export interface PageOf_CashDeskOut_ { count: number; next: string | null; previous: string | null; results: CashDeskOut[] }
export interface PageOf_CashRefundOut_ { count: number; next: string | null; previous: string | null; results: CashRefundOut[] }
export interface PageOf_CatalogueCourseOut_ { count: number; next: string | null; previous: string | null; results: CatalogueCourseOut[] }
export interface PageOf_CategoryOut_ { count: number; next: string | null; previous: string | null; results: CategoryOut[] }
export interface PageOf_CertificateOut_ { count: number; next: string | null; previous: string | null; results: CertificateOut[] }
export interface PageOf_CertificateRuleOut_ { count: number; next: string | null; previous: string | null; results: CertificateRuleOut[] }
export interface PageOf_CertificateTemplateOut_ { count: number; next: string | null; previous: string | null; results: CertificateTemplateOut[] }
export interface PageOf_ChatPersonOut_ { count: number; next: string | null; previous: string | null; results: ChatPersonOut[] }
export interface PageOf_CodeUseOut_ { count: number; next: string | null; previous: string | null; results: CodeUseOut[] }
export interface PageOf_CourseExportOut_ { count: number; next: string | null; previous: string | null; results: CourseExportOut[] }
export interface PageOf_CourseFileOut_ { count: number; next: string | null; previous: string | null; results: CourseFileOut[] }
export interface PageOf_CourseImportOut_ { count: number; next: string | null; previous: string | null; results: CourseImportOut[] }
export interface PageOf_CourseReviewOut_ { count: number; next: string | null; previous: string | null; results: CourseReviewOut[] }
export interface PageOf_CourseVersionOut_ { count: number; next: string | null; previous: string | null; results: CourseVersionOut[] }
export interface PageOf_DebtContactOut_ { count: number; next: string | null; previous: string | null; results: DebtContactOut[] }
export interface PageOf_DeskTransferOut_ { count: number; next: string | null; previous: string | null; results: DeskTransferOut[] }
export interface PageOf_DiscountCodeOut_ { count: number; next: string | null; previous: string | null; results: DiscountCodeOut[] }
export interface PageOf_DiscountOut_ { count: number; next: string | null; previous: string | null; results: DiscountOut[] }
export interface PageOf_DiscussionOut_ { count: number; next: string | null; previous: string | null; results: DiscussionOut[] }
export interface PageOf_DownloadOut_ { count: number; next: string | null; previous: string | null; results: DownloadOut[] }
export interface PageOf_EnrollmentOut_ { count: number; next: string | null; previous: string | null; results: EnrollmentOut[] }
export interface PageOf_ErasureOut_ { count: number; next: string | null; previous: string | null; results: ErasureOut[] }
export interface PageOf_ExcuseOut_ { count: number; next: string | null; previous: string | null; results: ExcuseOut[] }
export interface PageOf_ExpenseCategoryOut_ { count: number; next: string | null; previous: string | null; results: ExpenseCategoryOut[] }
export interface PageOf_ExpenseOut_ { count: number; next: string | null; previous: string | null; results: ExpenseOut[] }
export interface PageOf_FamilyMessageOut_ { count: number; next: string | null; previous: string | null; results: FamilyMessageOut[] }
export interface PageOf_FamilyTemplateOut_ { count: number; next: string | null; previous: string | null; results: FamilyTemplateOut[] }
export interface PageOf_FeedbackRequestOut_ { count: number; next: string | null; previous: string | null; results: FeedbackRequestOut[] }
export interface PageOf_FeedbackResultOut_ { count: number; next: string | null; previous: string | null; results: FeedbackResultOut[] }
export interface PageOf_FilmCopyOut_ { count: number; next: string | null; previous: string | null; results: FilmCopyOut[] }
export interface PageOf_FlaggedActOut_ { count: number; next: string | null; previous: string | null; results: FlaggedActOut[] }
export interface PageOf_ForumOut_ { count: number; next: string | null; previous: string | null; results: ForumOut[] }
export interface PageOf_ForumReplyOut_ { count: number; next: string | null; previous: string | null; results: ForumReplyOut[] }
export interface PageOf_GradeAppealOut_ { count: number; next: string | null; previous: string | null; results: GradeAppealOut[] }
export interface PageOf_GradebookHeadOut_ { count: number; next: string | null; previous: string | null; results: GradebookHeadOut[] }
export interface PageOf_GroupOut_ { count: number; next: string | null; previous: string | null; results: GroupOut[] }
export interface PageOf_GuardianOut_ { count: number; next: string | null; previous: string | null; results: GuardianOut[] }
export interface PageOf_HistoryOut_ { count: number; next: string | null; previous: string | null; results: HistoryOut[] }
export interface PageOf_HolidayOut_ { count: number; next: string | null; previous: string | null; results: HolidayOut[] }
export interface PageOf_HomeworkOut_ { count: number; next: string | null; previous: string | null; results: HomeworkOut[] }
export interface PageOf_ImportOut_ { count: number; next: string | null; previous: string | null; results: ImportOut[] }
export interface PageOf_ImportRowOut_ { count: number; next: string | null; previous: string | null; results: ImportRowOut[] }
export interface PageOf_InstitutionOut_ { count: number; next: string | null; previous: string | null; results: InstitutionOut[] }
export interface PageOf_InvitationLinkOut_ { count: number; next: string | null; previous: string | null; results: InvitationLinkOut[] }
export interface PageOf_InvitationOut_ { count: number; next: string | null; previous: string | null; results: InvitationOut[] }
export interface PageOf_ItemOut_ { count: number; next: string | null; previous: string | null; results: ItemOut[] }
export interface PageOf_JournalRowOut_ { count: number; next: string | null; previous: string | null; results: JournalRowOut[] }
export interface PageOf_LeadChangeOut_ { count: number; next: string | null; previous: string | null; results: LeadChangeOut[] }
export interface PageOf_LeadCostOut_ { count: number; next: string | null; previous: string | null; results: LeadCostOut[] }
export interface PageOf_LeadFormOut_ { count: number; next: string | null; previous: string | null; results: LeadFormOut[] }
export interface PageOf_LeadOut_ { count: number; next: string | null; previous: string | null; results: LeadOut[] }
export interface PageOf_LearningOut_ { count: number; next: string | null; previous: string | null; results: LearningOut[] }
export interface PageOf_LessonOut_ { count: number; next: string | null; previous: string | null; results: LessonOut[] }
export interface PageOf_LevelOut_ { count: number; next: string | null; previous: string | null; results: LevelOut[] }
export interface PageOf_LikelyPairOut_ { count: number; next: string | null; previous: string | null; results: LikelyPairOut[] }
export interface PageOf_ListedMediaOut_ { count: number; next: string | null; previous: string | null; results: ListedMediaOut[] }
export interface PageOf_MarkOut_ { count: number; next: string | null; previous: string | null; results: MarkOut[] }
export interface PageOf_MemberChangeOut_ { count: number; next: string | null; previous: string | null; results: MemberChangeOut[] }
export interface PageOf_MemberOut_ { count: number; next: string | null; previous: string | null; results: MemberOut[] }
export interface PageOf_NoteOut_ { count: number; next: string | null; previous: string | null; results: NoteOut[] }
export interface PageOf_ObservationOut_ { count: number; next: string | null; previous: string | null; results: ObservationOut[] }
export interface PageOf_OpenUploadOut_ { count: number; next: string | null; previous: string | null; results: OpenUploadOut[] }
export interface PageOf_OrderOut_ { count: number; next: string | null; previous: string | null; results: OrderOut[] }
export interface PageOf_OutgoingWebhookOut_ { count: number; next: string | null; previous: string | null; results: OutgoingWebhookOut[] }
export interface PageOf_OutlineLessonOut_ { count: number; next: string | null; previous: string | null; results: OutlineLessonOut[] }
export interface PageOf_OwnDecisionOut_ { count: number; next: string | null; previous: string | null; results: OwnDecisionOut[] }
export interface PageOf_OwnFigureOut_ { count: number; next: string | null; previous: string | null; results: OwnFigureOut[] }
export interface PageOf_OwnPriceOut_ { count: number; next: string | null; previous: string | null; results: OwnPriceOut[] }
export interface PageOf_PayRateOut_ { count: number; next: string | null; previous: string | null; results: PayRateOut[] }
export interface PageOf_PaymentOut_ { count: number; next: string | null; previous: string | null; results: PaymentOut[] }
export interface PageOf_PaymentScheduleOut_ { count: number; next: string | null; previous: string | null; results: PaymentScheduleOut[] }
export interface PageOf_PaymentStepOut_ { count: number; next: string | null; previous: string | null; results: PaymentStepOut[] }
export interface PageOf_PersonOut_ { count: number; next: string | null; previous: string | null; results: PersonOut[] }
export interface PageOf_PlacementOut_ { count: number; next: string | null; previous: string | null; results: PlacementOut[] }
export interface PageOf_PlacementSessionRowOut_ { count: number; next: string | null; previous: string | null; results: PlacementSessionRowOut[] }
export interface PageOf_PlacementTestOut_ { count: number; next: string | null; previous: string | null; results: PlacementTestOut[] }
export interface PageOf_PrepaidOut_ { count: number; next: string | null; previous: string | null; results: PrepaidOut[] }
export interface PageOf_QuestionBankOut_ { count: number; next: string | null; previous: string | null; results: QuestionBankOut[] }
export interface PageOf_QuestionFileOut_ { count: number; next: string | null; previous: string | null; results: QuestionFileOut[] }
export interface PageOf_QueuedOut_ { count: number; next: string | null; previous: string | null; results: QueuedOut[] }
export interface PageOf_QuizAnswerRowOut_ { count: number; next: string | null; previous: string | null; results: QuizAnswerRowOut[] }
export interface PageOf_QuizAttemptRowOut_ { count: number; next: string | null; previous: string | null; results: QuizAttemptRowOut[] }
export interface PageOf_QuizRowOut_ { count: number; next: string | null; previous: string | null; results: QuizRowOut[] }
export interface PageOf_ReceiptRowOut_ { count: number; next: string | null; previous: string | null; results: ReceiptRowOut[] }
export interface PageOf_ReconciliationOut_ { count: number; next: string | null; previous: string | null; results: ReconciliationOut[] }
export interface PageOf_RedemptionOut_ { count: number; next: string | null; previous: string | null; results: RedemptionOut[] }
export interface PageOf_ReportCardBatchOut_ { count: number; next: string | null; previous: string | null; results: ReportCardBatchOut[] }
export interface PageOf_ReportCardOut_ { count: number; next: string | null; previous: string | null; results: ReportCardOut[] }
export interface PageOf_ReportScheduleOut_ { count: number; next: string | null; previous: string | null; results: ReportScheduleOut[] }
export interface PageOf_ResourceOut_ { count: number; next: string | null; previous: string | null; results: ResourceOut[] }
export interface PageOf_RoomOut_ { count: number; next: string | null; previous: string | null; results: RoomOut[] }
export interface PageOf_RubricOut_ { count: number; next: string | null; previous: string | null; results: RubricOut[] }
export interface PageOf_SanctionOut_ { count: number; next: string | null; previous: string | null; results: SanctionOut[] }
export interface PageOf_SessionOut_ { count: number; next: string | null; previous: string | null; results: SessionOut[] }
export interface PageOf_ShiftOut_ { count: number; next: string | null; previous: string | null; results: ShiftOut[] }
export interface PageOf_ShiftRowOut_ { count: number; next: string | null; previous: string | null; results: ShiftRowOut[] }
export interface PageOf_SkippedLessonOut_ { count: number; next: string | null; previous: string | null; results: SkippedLessonOut[] }
export interface PageOf_StageOut_ { count: number; next: string | null; previous: string | null; results: StageOut[] }
export interface PageOf_StatusOut_ { count: number; next: string | null; previous: string | null; results: StatusOut[] }
export interface PageOf_SupportTicketOut_ { count: number; next: string | null; previous: string | null; results: SupportTicketOut[] }
export interface PageOf_TagOut_ { count: number; next: string | null; previous: string | null; results: TagOut[] }
export interface PageOf_TeacherFeedbackOut_ { count: number; next: string | null; previous: string | null; results: TeacherFeedbackOut[] }
export interface PageOf_TerminalDepositOut_ { count: number; next: string | null; previous: string | null; results: TerminalDepositOut[] }
export interface PageOf_TicketCategoryOut_ { count: number; next: string | null; previous: string | null; results: TicketCategoryOut[] }
export interface PageOf_TicketCommentOut_ { count: number; next: string | null; previous: string | null; results: TicketCommentOut[] }
export interface PageOf_UnreachedOut_ { count: number; next: string | null; previous: string | null; results: UnreachedOut[] }
export interface PageOf_UnsettledLessonOut_ { count: number; next: string | null; previous: string | null; results: UnsettledLessonOut[] }
export interface PageOf_UserOut_ { count: number; next: string | null; previous: string | null; results: UserOut[] }
export interface PageOf_WaitingOut_ { count: number; next: string | null; previous: string | null; results: WaitingOut[] }
export interface PageOf_WardOut_ { count: number; next: string | null; previous: string | null; results: WardOut[] }
export interface PageOf_WordingOut_ { count: number; next: string | null; previous: string | null; results: WordingOut[] }
/** Query parameters of a page. A list with filters subclasses this. */ export interface PageQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }
/** An answer on paper, sent with its photo. `version` of the signed text: by default the newest. */ export interface PaperConsentForm { given: boolean; version?: string | null; signed_by: string; signed_on: string }
/** An answer on paper: who signed, when, and who recorded it. `photo` is a link that is valid for five minutes. */ export interface PaperConsentOut { signed_by: string; signed_on: string; recorded_by: string | null; photo: string | null }
/** Which pupil a participant is; null takes it back. */ export interface ParticipantMatchIn { key: string; student: string | null }
/** Parts of a score, 0 to 100, null where they do not apply. */ export interface PartsOut { accuracy: number | null; completeness: number | null; fluency: number | null; prosody: number | null; relevance: number | null; clarity: number | null }
/** The current and the new password. */ export interface PasswordChangeIn { current_password: string; password: string }
/** Your password, again. */ export interface PasswordIn { password: string }
/** A lesson on the path of a child. `picture` and `sticker` name pictures of the platform; `sticker` is what the child got for the lesson, "" until it is done. */ export interface PathLessonOut { id: string; title: string; picture: string; is_done: boolean; sticker: string }
/** A pause between two words; `after` is the place of the word before it. */ export interface PauseOut { start: number; seconds: number; long: boolean; after: number | null }
/** A branch. */ export interface PayBranchOut { id: string; name: string }
/** The month and branch to close, for all teachers or for one. */ export interface PayCloseIn { month: string; branch?: string | null; teacher?: string | null }
/** The months that this request closed, one per teacher and currency. */ export interface PayClosedOut { months: PayMonthOut[] }
/** A course. */ export interface PayCourseOut { id: string; title: Record<string, string> }
/** A bonus or a fine; the amount is above 0. */ export interface PayEntryIn { teacher: string; branch?: string | null; month: string; kind: "bonus" | "fine"; amount: MoneyIn; reason: string }
/** What an entry is for. */ export type PayEntryKind = "lesson" | "hour" | "percent" | "sales" | "fixed" | "bonus" | "fine" | "correction";
/** How an amount was calculated; fields of other kinds are null. A lesson: `day`, `minutes` and `rate`. A percentage: `percent_hundredths` of the amount `of`, received for a number of `payments`. A share of sales: the same, of that amount less the `fee` of payment providers, and its `sales` by day. A month: `days` of the month's `of_days` at this `rate`. A correction: the amount paid before (`was`) and the right amount (`now`). */ export interface PayFactsOut { day?: string | null; minutes?: number | null; rate?: number | null; of?: number | null; percent_hundredths?: number | null; payments?: number | null; fee?: number | null; sales?: PaySalesDayOut[] | null; days?: number | null; of_days?: number | null; was?: number | null; now?: number | null }
/** A line of a month's pay. `key` is unique per teacher, branch, month and currency; `corrects` is the closed month that a correction belongs to. */ export interface PayLineOut { key: string; kind: PayEntryKind; amount: MoneyOut; lesson: string | null; group: ReportGroupOut | null; course: PayCourseOut | null; facts: PayFactsOut; corrects: string | null; reason: string; by: PersonOut | null }
/** A closed month of a teacher; a negative total is subtracted from later pay. */ export interface PayMonthOut { teacher: PersonOut; branch: PayBranchOut; month: string; total: MoneyOut; closed_at: string }
/** Payment providers that are configured, and the centre's limits of one top-up. */ export interface PayOnlineOut { payments: string[]; top_ups: string[]; top_up_minimum: MoneyOut; top_up_maximum: MoneyOut }
/** A payout: with `desk`, cash of your open shift there; without it, from the bank account of the branch. */ export interface PayOutIn { teacher: string; branch?: string | null; amount: MoneyIn; desk?: string | null; advance?: boolean }
/** A payout; without a desk, from the bank account of the branch. Or, with `reverses`, the reversal of a payout: the money came back. */ export interface PayOutOut { id: string; teacher: PersonOut; branch: PayBranchOut; amount: MoneyOut; desk: string | null; by: PersonOut; created_at: string; reverses: string | null; reversed_by: string | null; reason: string }
/** Why the payout is reversed. */ export interface PayOutReverseIn { reason: string }
/** The last day of a rate; null: no end. To change the amount, end the rate and create another. */ export interface PayRateChanges { ends_on?: string | null }
/** A pay rate. `amount` for `lesson`, `hour` and `fixed` (a month), `percent_hundredths` for `percent` and `sales`: 1250 is 12.5 %. For a group or a course; without both, for all lessons in the branch. `sales` is a share of what is paid for one online `course`. */ export interface PayRateIn { teacher: string; branch?: string | null; kind: RateKind; amount?: MoneyIn | null; percent_hundredths?: number | null; group?: string | null; course?: string | null; starts_on: string; ends_on?: string | null }
/** A pay rate. `amount` is null for a percentage, which is paid in the currency of the pupils' payments. */ export interface PayRateOut { id: string; teacher: PersonOut; branch: PayBranchOut; kind: RateKind; amount: MoneyOut | null; percent_hundredths: number | null; group: ReportGroupOut | null; course: PayCourseOut | null; starts_on: string; ends_on: string | null }
/** Filters of the list of pay rates. */ export interface PayRatesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; teacher?: string | null; branch?: string | null; on?: string | null }
/** Pay of one teacher in one branch and currency. `closed_at` is null while the month is open and its lines can change. `balance`: totals of closed months minus payouts in this currency, in all branches; negative after an advance. `lines` is null when all teachers are listed. */ export interface PayRowOut { teacher: PersonOut; branch: PayBranchOut; currency: string; total: MoneyOut; balance: MoneyOut; closed_at: string | null; lines: PayLineOut[] | null }
/** What was paid for a course on a day: `of`, by a number of `payments`. */ export interface PaySalesDayOut { day: string; payments: number; of: number }
/** Why the payment is cancelled. */ export interface PaymentCancelIn { reason: string }
/** A payment with its details. `lines` explain the amount. `note` and `ledger_entries` are null for users outside the office. */ export interface PaymentDetailOut { id: string; reference: string; kind: "period" | "correction" | "enrolment" | "order" | "other" | "opening"; status: "draft" | "pending" | "overdue" | "completed" | "cancelled" | "failed" | "refunded"; student: PersonOut; payer: PersonOut | null; branch: PlaceOut; group: PlaceOut | null; title: string; period: string; amount: MoneyOut; outstanding: MoneyOut; refunded: MoneyOut; due_on: string; refundable: boolean; live: string | null; proof_waits: boolean; created_at: string; gross: MoneyOut; period_start: string | null; period_end: string | null; expires_at: string | null; completed_at: string | null; corrects: string | null; corrections: string[]; lines: Record<string, unknown>[]; grants: GrantOut[]; transactions: PaymentTransactionOut[]; proofs: ProofOut[]; receipts: ReceiptOut[]; note: string | null; ledger_entries: PaymentEntryOut[] | null }
/** A ledger entry of the payment. */ export interface PaymentEntryOut { id: number; what: string; on: string; account: string; side: "debit" | "credit"; amount: MoneyOut; reason: string; by: PersonOut | null; created_at: string }
/** Paging of the history of a payment. */ export interface PaymentHistoryQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }
/** A payment that is not for a period or an order. A `draft` is due, and visible to the pupil, once it is issued. */ export interface PaymentIn { student: string; kind?: "other" | "enrolment"; title: string; amount: MoneyIn; due_on: string; payer?: string | null; group?: string | null; branch?: string | null; refundable?: boolean; note?: string; draft?: boolean }
/** A payment. `amount` is the amount due after discounts, `outstanding` is left to pay, `live` is the provider that works on it now and locks it. `proof_waits`: a transfer proof waits for a decision. */ export interface PaymentOut { id: string; reference: string; kind: "period" | "correction" | "enrolment" | "order" | "other" | "opening"; status: "draft" | "pending" | "overdue" | "completed" | "cancelled" | "failed" | "refunded"; student: PersonOut; payer: PersonOut | null; branch: PlaceOut; group: PlaceOut | null; title: string; period: string; amount: MoneyOut; outstanding: MoneyOut; refunded: MoneyOut; due_on: string; refundable: boolean; live: string | null; proof_waits: boolean; created_at: string }
/** Changes of a payment; fields that are not sent stay. `amount` needs a `reason`; on a completed payment it creates a correction or makes money free. `status` pending issues a draft. */ export interface PaymentPatch { due_on?: string; title?: string; note?: string; payer?: string | null; refundable?: boolean; amount?: MoneyIn | null; reason?: string; status?: "pending" | null }
/** Why the course does not open yet, the order to pay, and where it is paid. */ export interface PaymentRequiredOut { code: ErrorCode; detail: string; fields: Record<string, string[]>; request_id: string; order: OrderOut; checkouts: CheckoutLinkOut[] }
/** Why the payment is due again. */ export interface PaymentRestoreIn { reason: string }
/** Changes of a payment schedule; fields that are not sent stay. Group and currency cannot change; nor can `mode`, `pack_lessons` and `valid_from` once a payment was made by the schedule (409). Payments of the current month and later are repriced. */ export interface PaymentScheduleChanges { mode?: ScheduleMode; amount?: MoneyIn | null; pack_lessons?: number | null; due_day?: number; prorate?: boolean; credit_holidays?: boolean; credit_uncharged?: boolean; enrolment_fee?: MoneyIn | null; bill_on_joining?: boolean; valid_from?: string; valid_until?: string | null }
/** How a group pays. `amount` may be left out only by month: then the price is that of the group, or else of its course. `pack_lessons` belongs to packs only. Amounts must be in `currency`. */ export interface PaymentScheduleIn { group: string; mode?: ScheduleMode; amount?: MoneyIn | null; currency?: string; pack_lessons?: number | null; due_day?: number; prorate?: boolean; credit_holidays?: boolean; credit_uncharged?: boolean; enrolment_fee?: MoneyIn | null; bill_on_joining?: boolean; valid_from?: string | null; valid_until?: string | null; expected?: ExpectedBillingIn | null }
/** How a group pays, from `valid_from` to `valid_until`. `amount` null: the price of the group, or else of its course. */ export interface PaymentScheduleOut { id: string; group: GroupRefOut; mode: string; amount: MoneyOut | null; currency: string; pack_lessons: number | null; due_day: number; prorate: boolean; credit_holidays: boolean; credit_uncharged: boolean; enrolment_fee: MoneyOut | null; bill_on_joining: boolean; valid_from: string; valid_until: string | null }
/** A change of a payment, with the amounts before and after it. */ export interface PaymentStepOut { what: string; from_status: string; to_status: string; before: MoneyOut | null; after: MoneyOut; reason: string; by: PersonOut | null; at: string }
/** A transaction that pays for a payment; states as in Payme: 1 created, 2 performed, −1 cancelled, −2 reversed. */ export interface PaymentTransactionOut { id: string; number: number; provider: string; state: 1 | 2 | -1 | -2; amount: MoneyOut; refunded: MoneyOut; created_at: string; performed_at: string | null; cancelled_at: string | null; reason: number | null; taken_by: PersonOut | null }
/** Filters of the list of payments. */ export interface PaymentsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; status?: ("draft" | "pending" | "overdue" | "completed" | "cancelled" | "failed" | "refunded") | null; kind?: ("period" | "correction" | "enrolment" | "order" | "other" | "opening") | null; group?: string | null; student?: string | null; branch?: string | null; period?: string; overdue?: boolean | null; open?: boolean | null; proof?: boolean | null }
/** The pay of a month: one row per teacher, branch and currency, by name; the totals per currency; and the payouts of the month. */ export interface PayrollOut { month: string; rows: PayRowOut[]; totals: MoneyOut[]; pay_outs: PayOutOut[] }
/** Month, teacher and branch of the pay. */ export interface PayrollQuery { format?: "" | "json" | "csv" | "xlsx"; month?: string; teacher?: string | null; branch?: string | null }
/** Waveform of a recording: peak of equal slices, 0 to 255; empty until the speech engine has processed it. */ export interface PeaksOut { seconds: number | null; peaks: number[] }
/** The period of a leaderboard: since Monday, since the first of the month, or all time, in local days. */ export type Period = "week" | "month" | "all";
/** A period of local days, both included. Default: the last twelve months. */ export interface PeriodQuery { from?: string | null; to?: string | null; format?: "" | "json" | "csv" | "xlsx" }
/** A permission, what it allows, and which built-in roles have it; every user has those marked `everyones`. */ export interface PermissionOut { name: string; text: string; roles: string[]; everyones: boolean }
/** A person, as other users see them. */ export interface PersonOut { id: string; full_name: string }
/** The code from the SMS. */ export interface PhoneCodeIn { code: string }
/** Empty for the phone of your account; a new phone with your password. */ export interface PhoneRequestIn { phone?: string | null; password?: string | null }
/** A line of a `repeat` homework; `first` is the place of its first word in the text. */ export interface PhraseOut { text: string; first: number; words: number; start: number | null; end: number | null; accuracy: number | null; completeness: number | null }
/** A branch or a group. */ export interface PlaceOut { id: string; name: string }
/** For whom the level is written down. */ export interface PlacePupilIn { student: string }
/** An answer to the open question; an empty one says that you do not know. */ export interface PlacementAnswerIn { secret: string; response: SingleResponse | GapResponse }
/** A question of a session with its answer. `difficulty`, and the estimate after it, in logits. `is_deciding`: one of those that told most about the level. */ export interface PlacementAnswerOut { place: number; question: string; name: string; skill: "" | "grammar" | "vocabulary" | "reading" | "listening" | "speaking" | "writing"; difficulty: number; response: SingleResponse | GapResponse; is_correct: boolean; ability: number; standard_error: number; answered_at: string; is_deciding: boolean }
/** The level that a pupil was found to have, today or on `found_on`. */ export interface PlacementIn { student: string; language?: "uz" | "ru" | "en"; level: string; method: PlacementMethod; score?: number | null; found_on?: string | null; note?: string }
/** The address of a placement test, which is shown only now, with its QR code. */ export interface PlacementLinkOut { url: string; qr: string }
/** How a level was found. */ export type PlacementMethod = "test" | "interview" | "teacher" | "imported";
/** The test that a link opens. */ export interface PlacementOfferOut { title: string; max_questions: number }
/** The level that a pupil was found to have on a day. */ export interface PlacementOut { id: string; student: PersonOut; language: string; level: string; method: PlacementMethod; score: number | null; found_on: string; found_by: PersonOut | null; note: string }
/** The open question. `plays_left` null: as often as you like. */ export interface PlacementQuestionOut { place: number; language: string; prompt: Record<string, unknown>; pictures: AttemptPictureOut[]; has_audio: boolean; plays_left: number | null; body: SingleBody | GapBody }
/** A placement session with its answers and how likely each level is. */ export interface PlacementResultOut { session: PlacementSessionRowOut; chances: LevelChanceOut[]; speech: PlacementSpeechOut | null; answers: PlacementAnswerOut[] }
/** The secret of a session. */ export interface PlacementSecretIn { secret: string }
/** A session as who takes it sees it. `question`: while it is open; `level`, and perhaps `speech`: once it is finished. */ export interface PlacementSessionOut { title: string; state: "open" | "finished" | "expired"; max_questions: number; expires_at: string; question: PlacementQuestionOut | null; level: ("A1" | "A2" | "B1" | "B2" | "C1" | "C2") | null; speech: PlacementSpeechAskedOut | null }
/** One go at a placement test, of a `user` or a `visitor`. `ability` and `standard_error` in logits. `student`: for whom the level was written down. */ export interface PlacementSessionRowOut { id: string; test: string; test_name: string; user: PersonOut | null; visitor: string; phone: string; started_at: string; finished_at: string | null; level: ("A1" | "A2" | "B1" | "B2" | "C1" | "C2") | ""; ability: number | null; standard_error: number | null; student: PersonOut | null }
/** Filters of placement sessions. */ export interface PlacementSessionsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; test?: string | null; user?: string | null; level?: ("A1" | "A2" | "B1" | "B2" | "C1" | "C2") | null; finished?: boolean | null; placed?: boolean | null }
/** A text that you may read aloud. `may_record` false: your guardians have not allowed recordings yet. */ export interface PlacementSpeechAskedOut { language: string; prompt: Record<string, unknown>; text: string; max_seconds: number; is_recorded: boolean; may_record: boolean }
/** Whose recording it is, and who allowed it: an adult who speaks, or a parent or guardian of a minor. */ export interface PlacementSpeechForm { secret: string; allowed_by: RecordingAllowedBy }
/** What was read aloud at the end. `asked`: the text; `text` says what came of it; `overall` from 0 to 100 stands beside the level. `url` may be used for five minutes; null: the centre has removed the recording. */ export interface PlacementSpeechOut { asked: string; state: "waiting" | "heard" | "failed"; text: string; overall: number | null; transcript: string; words: WordOut[]; allowed_by: RecordingAllowedBy; url: string | null }
/** Who takes the test: you with your account (`as_me`), or a visitor with a name. */ export interface PlacementStartIn { token: string; name?: string; phone?: string | null; as_me?: boolean }
/** Changes of a placement test. */ export interface PlacementTestChanges { name?: string; is_open?: boolean; daily_starts?: number }
/** A new placement test of a bank of the centre, open at once. */ export interface PlacementTestIn { name: string; bank: string; daily_starts?: number }
/** A placement test. `session_count`: how many people finished it. */ export interface PlacementTestOut { id: string; name: string; bank: string; bank_name: string; is_open: boolean; daily_starts: number; session_count: number; by: PersonOut | null; created_at: string }
/** Filters of placement tests. */ export interface PlacementTestsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; is_open?: boolean | null }
/** The token of a link to a placement test. */ export interface PlacementTokenIn { token: string }
/** Filters for placements; the first placement of a language is the pupil's current level. */ export interface PlacementsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; student?: string | null; language?: ("uz" | "ru" | "en") | null }
/** Where and when the lesson takes place; absent fields are those of the timetable. */ export interface PlanSkippedIn { starts_at?: string | null; minutes?: number | null; room?: string | null; teacher?: string | null; force?: boolean; reason?: string }
/** The period, and one branch. */ export interface PlatformQuery { step?: ("day" | "week" | "month"); from?: string | null; to?: string | null; branch?: string | null }
/** How long a child may play, in minutes: a day (null: no limit), and before a rest. */ export interface PlayLimitsIn { minutes_a_day: number | null; rest_after_minutes?: number }
/** How long a child may play, in minutes: a day (null: no limit), and before a rest. `author` set it last. */ export interface PlayLimitsOut { minutes_a_day: number | null; rest_after_minutes: number; author: PersonOut | null }
/** A video that you may watch now. Addresses are paths on this server; each holds the token. A player that can send a header takes the addresses with `-` for the token, and sends it as `Playback-Token`. A video at VdoCipher has no addresses here: VdoCipher's player shows it. */ export interface PlaybackOut { token: string; playlist: string | null; poster: string | null; sprites: string | null; duration_ms: number; width: number; height: number; has_audio: boolean; subtitles: SubtitleTrackOut[]; vdocipher: VdoCipherOut | null; position_ms: number; watermark: WatermarkOut; may_copy: boolean; film_copy: FilmCopyOut | null; expires_at: string }
/** A lesson to play. `activities`: its blocks of the kind `activity`, in their order and without what is right. */ export interface PlayedLessonOut { id: string; title: string; activities: Record<string, unknown>[]; is_done: boolean; sticker: string; rest_after_seconds: number; play_left_seconds: number | null; sounds: Record<string, string> }
/** An activity in which nothing is right or wrong was played to its end. */ export interface PlayedResponse { kind: "trace" | "colour" | "say" | "story" }
/** A place in a picture, from its upper left corner, as parts of its width and height. */ export interface Point { x: number; y: number }
/** How good the next answer was predicted, by what was known before it: by tracing, and by the mean of the class. `auc`: how often a right answer was predicted above a wrong one; null where all were alike. The smaller `log_loss`, the better. */ export interface PredictionQualityOut { measured_on: string; answers: number; children: number; auc: number | null; log_loss: number; class_auc: number | null; class_log_loss: number }
/** Leaderboard preferences to set. */ export interface PreferencesIn { name_hidden: boolean }
/** Leaderboard preferences of a pupil. */ export interface PreferencesOut { name_hidden: boolean }
/** What a membership has paid in the former books: the day until which it is paid, or the lessons of a pack that are left. One of them is given. */ export interface PrepaidIn { membership: string; paid_until?: string | null; lessons_left?: number | null }
/** What a membership has paid in the former books; `on` is the day on which it was entered. */ export interface PrepaidOut { id: string; membership: string; student: PersonOut; group: PlaceOut; paid_until: string | null; lessons_left: number | null; on: string; by: PersonOut | null }
/** Filters of the list of prepaid periods. */ export interface PrepaidQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; group?: string | null; student?: string | null }
/** An assignment that is not stored yet. */ export interface PreviewIn { kind: "reading" | "speaking" | "repeat" | "file" | "text"; reference_text?: string; question?: string; instructions?: string; reference_answers?: string[]; key_words?: string[]; target_wpm?: number | null; weights?: Record<string, number>; language: "uz" | "ru" | "en"; level?: string }
/** The message in each language: uz, ru, en. */ export interface PreviewOut { messages: ShownOut[] }
/** A line of a `repeat`, or the whole text: place of its first word, number of words, seconds at the target rate. */ export interface PreviewPhraseOut { text: string; first: number; words: number; seconds: number }
/** A word of the text. `readings`: ways to say it that are all correct; `anything`: any word is correct. */ export interface PreviewWordOut { index: number; text: string; readings: string[]; anything: boolean }
/** What a group will get: its payments with their sums, and how many memberships were billed already. */ export interface PreviewedGroupOut { group: GroupRefOut; payments: PreviewedPaymentOut[]; totals: MoneyOut[]; standing: number }
/** A payment that will be created: `period` is a month (2026-11) or a pack (pack:3). */ export interface PreviewedPaymentOut { student: PersonOut; amount: MoneyOut; period: string; due_on: string }
/** Pupils who get no payment for this reason. */ export interface PreviewedSkipOut { reason: Skip; count: number; students: PersonOut[] }
/** A price in the minor unit (tiyin, cents) of its currency. */ export interface Price { amount: number; currency: string }
/** A price in the minor unit (tiyin, cents) of its currency. */ export interface PriceOut { amount: number; currency: string }
/** The texts of a receipt in the reader's language, as on its PDF. `rows` and `covers` are pairs of name and value. */ export interface PrintedReceiptOut { id: string; student: PersonOut; centre: string; place: string; legal: string[]; heading: string; number: string; made_at: string; rows: string[][]; covers_label: string; covers: string[][]; amount_label: string; amount: string; in_words: string; taken_label: string; taken_by: string; signature_label: string; reference: string; qr: string; reversed: boolean }
/** Amounts earned and spent by each branch; `totals` has one row per currency, without month and branch. */ export interface ProfitOut { first: string; last: string; rows: ProfitRowOut[]; totals: ProfitRowOut[]; categories: Record<string, string> }
/** Period and branch of the profit report. */ export interface ProfitQuery { from?: string | null; to?: string | null; format?: "" | "json" | "csv" | "xlsx"; branch?: string | null }
/** A month of a branch in one currency. `result`: revenue minus all other amounts; `expenses`: by category. */ export interface ProfitRowOut { month: string; branch: NamedOut | null; currency: string; revenue: MoneyOut; discounts: MoneyOut; write_offs: MoneyOut; payroll: MoneyOut; expenses: Record<string, MoneyOut>; spent: MoneyOut; differences: MoneyOut; result: MoneyOut }
/** What happened in the lesson since the last request. It may be sent again. */ export interface ProgressIn { block?: string | null; position_ms?: number | null; scrolled?: boolean; done?: boolean; watched?: WatchedIn[]; seconds?: number }
/** The progress of a pupil: `count` of the threshold, and when the achievement was granted. Granted achievements stay. */ export interface ProgressOut { achievement: AchievementOut; count: number; granted_at: string | null }
/** The newest promise about this debt: its day, its amount (null: all that was overdue), what became of it. */ export interface PromiseOut { on: string; amount: MoneyOut | null; state: PromiseState }
/** open → kept | broken | replaced (by a later promise; open again when that is withdrawn). */ export type PromiseState = "open" | "kept" | "broken" | "replaced";
/** A picture above the text of a prompt. `alt` describes it for people who cannot see it. */ export interface PromptPicture { file: string; alt?: string }
/** Approve the proof (`amount`: how much really arrived), or refuse it with an `answer`. */ export interface ProofDecisionIn { proof: string; decision: "approve" | "refuse"; amount?: MoneyIn | null; answer?: string; advance?: boolean }
/** Fields sent with the file. Default `amount` (minor units): all that is outstanding. */ export interface ProofForm { amount?: number | null; note?: string }
/** A group. */ export interface ProofGroupOut { id: string; name: string }
/** The token of the link, or the address with the code sent to it; a registration needs its ticket too. */ export interface ProofIn { token?: string | null; email?: string | null; phone?: string | null; code?: string | null; ticket?: string | null }
/** A transfer proof; `file` is a link that is valid for five minutes. */ export interface ProofOut { id: string; state: "sent" | "approved" | "refused" | "withdrawn"; amount: MoneyOut; note: string; file: string | null; content_type: string | null; sent_by: PersonOut | null; created_at: string; decided_by: PersonOut | null; decided_at: string | null; answer: string }
/** What must hold for a lesson. */ export type ProofRule = "held_is_paid" | "charged_is_held";
/** Points for the work with this code, in place of your earlier ones. */ export interface ProvisionalMarkIn { code: string; points: number | string; note?: string }
/** What a marker gave. `author`: who; not one of the two markers where the place was given to another one. */ export interface ProvisionalMarkOut { points: number; note: string; author: PersonOut | null; marked_at: string }
/** What everybody with the address of a certificate may know. `name`: as the person consented, the full one or initials; empty after an erasure. */ export interface PublicCertificateOut { public_id: string; name: string; course: string; hours: number | null; level: string; day: string; number: string; centre: string; is_valid: boolean; revoked_at: string | null }
/** Settings of the centre that are public, before sign-in. */ export interface PublicOut { name: string; logo: string | null; centre_colour: string; colours: ThemeColoursOut | null; languages: ("uz" | "ru" | "en")[]; default_language: "uz" | "ru" | "en"; registration_open: boolean; currency: string; recording_max_seconds: number; first_run: boolean; features: FeaturesOut; pay_online: PayOnlineOut }
/** Query parameters of a page that anyone may read. A public list with filters subclasses this. */ export interface PublicPageQuery { page?: number; page_size?: number; ordering?: string; search?: string }
/** What learners see. */ export interface PublishedOut { number: number; published_at: string; published_by: PersonOut | null }
/** The facts of a pupil. A part that you may not see is null; an empty list means that there is nothing. */ export interface PupilFactsOut { student: FactsPersonOut; memberships: FactsMembershipOut[] | null; guardians: GuardianOut[] | null; levels: PlacementOut[] | null; balance: FactsBalanceOut[] | null; next_lessons: LessonOut[] | null; open_homework: HomeworkOut[] | null; last_marks: MarkOut[] | null; notes: NoteOut[] | null; contacts: ContactsOut | null }
/** A pupil, with the pupil's number. */ export interface PupilOut { id: string; full_name: string; number: number | null }
/** One pupil's result: `score` of the homework, `parts` of the attempt that counts. */ export interface PupilResultOut { homework: string; student: PersonOut; state: string; score: number | null; late: boolean; attempts: number; attempt: string | null; verdict: string; flags: string[]; waits: boolean; parts: Record<string, number | null> }
/** A pupil: one cell for each lesson; first and last day in the group when they lie within the report. */ export interface PupilRowOut { student: PersonOut; joined_on: string | null; left_on: string | null; cells: CellOut[]; totals: TotalsOut }
/** A pupil: lessons of seven days, open homework, payments that are due. A part that you may not see is null. */ export interface PupilTodayOut { today: string; last_day: string; student: PersonOut; lessons: LessonOut[] | null; homework: HomeworkOut[] | null; payments: PaymentOut[] | null }
/** The public key that browsers subscribe with. */ export interface PushKeyOut { public_key: string | null }
/** The keys of a browser's subscription, in base64url. */ export interface PushKeysIn { p256dh: string; auth: string }
/** The result of `PushSubscription.toJSON()` in a browser, without `expirationTime`. */ export interface PushSubscriptionIn { endpoint: string; keys: PushKeysIn }
/** A browser of the user that gets push messages. Its address and keys are never returned. */ export interface PushSubscriptionOut { id: string; device: string; this_device: boolean; created_at: string; seen_at: string; last_success_at: string | null }
/** One card: for whom, the QR code (SVG) of the link, and its words in the person's language. It is a secret. */ export interface QrCardOut { person: PersonOut; pupils: PersonOut[]; qr: string; language: string; text: string; until: string; expires_at: string }
/** The group whose people get QR codes. */ export interface QrSheetIn { group: string }
/** The cards of a group, to print. */ export interface QrSheetOut { centre: string; group: GroupRefOut; cards: QrCardOut[] }
/** A new bank: of a course that you teach, or (the office) of the centre. */ export interface QuestionBankIn { name: string; course?: string | null }
/** The name of a bank. */ export interface QuestionBankNameIn { name: string }
/** A bank. Without a `course` it is the centre's, which the office writes and all teachers may use. */ export interface QuestionBankOut { id: string; name: string; course: string | null; question_count: number; created_at: string }
/** Filters of banks. */ export interface QuestionBanksQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; course?: string | null }
/** In which format, and with `tag` only the questions that have it. */ export interface QuestionExportIn { format: "gift" | "aiken" | "moodle_xml" | "csv" | "xlsx" | "qti_1_2" | "qti_2_1" | "qti_2_2" | "qti_3_0"; tag?: string }
/** Questions as a file. `url` may be used for a few minutes; the file is deleted after seven days. */ export interface QuestionExportOut { id: string; format: "gift" | "aiken" | "moodle_xml" | "csv" | "xlsx" | "qti_1_2" | "qti_2_1" | "qti_2_2" | "qti_3_0"; tag: string; state: "waiting" | "ready" | "failed"; question_count: number; problem_count: number; problems: QuestionProblemOut[]; url: string | null; created_at: string }
/** A picture or recording for questions of a bank: an upload. */ export interface QuestionFileIn { upload: string }
/** A picture or recording of a bank. `url` may be used for five minutes. */ export interface QuestionFileOut { id: string; content_type: string; size: number; duration_ms: number | null; url: string }
/** A file of questions: an upload, pasted text, or the quizzes that an import of a course kept. One of them. */ export interface QuestionImportIn { upload?: string | null; text?: string; course_import?: string | null; format?: "" | "gift" | "aiken" | "moodle_xml" | "csv" | "xlsx" | "qti_1_2" | "qti_2_1" | "qti_2_2" | "qti_3_0"; language?: "" | "en" | "ru" | "uz" }
/** A file of questions. `checking` → `checked` → `running` → `done`, or `failed` with a problem. */ export interface QuestionImportOut { id: string; name: string; format: string; language: "" | "en" | "ru" | "uz"; state: "checking" | "checked" | "running" | "done" | "failed"; question_count: number; left_out_count: number; problem_count: number; problems: QuestionProblemOut[]; sample: SampleQuestionOut[]; problem: string; created_at: string }
/** A question, with its id when it exists already. Without choices the answer is free text. */ export interface QuestionIn { id?: string | null; text: Texts; choices?: Choice[]; required?: boolean }
/** A question. */ export interface QuestionOut { id: string; text: Record<string, string>; choices: ChoiceOut[]; required: boolean }
/** What happened to one question. `is_left_out`: it does not come; else it comes changed. */ export interface QuestionProblemOut { place: string; name: string; text: string; is_left_out: boolean }
/** The skills that a question asks for, in place of those before. */ export interface QuestionSkillsIn { skills: SkillWeightIn[] }
/** The skills that a question asks for. */ export interface QuestionSkillsOut { skills: SkillWeightOut[] }
/** Figures of a question, null where they are not defined. `facility`: mean mark of the points, 0 to 1. `discrimination`: correlation with the rest of the quiz, -100 to 100. `efficiency`: of the largest covariance that the same marks allow, in percent. `flags`: why it does harm or measures nothing. */ export interface QuestionStatisticsOut { question: string; name: string; kind: "single" | "multiple" | "true_false" | "short" | "number" | "ordering" | "matching" | "gap" | "essay" | "speak" | "file" | "hotspot" | "dictation"; position: number; count: number; facility: number | null; discrimination: number | null; efficiency: number | null; choices: OptionChoicesOut[]; flags: ("negative_discrimination" | "weak_discrimination" | "too_hard" | "too_easy")[] }
/** An answer to try a question with. */ export interface QuestionTryIn { response: SingleResponse | MultipleResponse | TrueFalseResponse | ShortResponse | NumberResponse | OrderingResponse | MatchingResponse | GapResponse | EssayResponse | SpeakResponse | FileResponse | HotspotResponse | DictationResponse; hints_used?: number }
/** What an answer would give: `share` of the points, null where a teacher marks it. */ export interface QuestionTryOut { share: number | null; feedback: string[] }
/** All questions, in order; questions that are left out are archived. */ export interface QuestionsIn { questions: QuestionIn[] }
/** The questions for new users, in order. */ export interface QuestionsOut { questions: QuestionOut[] }
/** Filters of the review queue: assignment, pupil, group, course. */ export interface QueueQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; assignment?: string | null; student?: string | null; group?: string | null; course?: string | null }
/** Homework that waits for a review. `certainty`: 0 with an open `appeal` or flags, 1 where the score is least certain, up to 4. `reason` and `flags` are those of the attempt to review. */ export interface QueuedOut { id: string; assignment: TaskOut; student: PersonOut; state: "assigned" | "processing" | "scored" | "needs_review" | "reviewed" | "returned"; score: number | null; stars: number | null; late: boolean; due_at: string | null; attempts_left: number; last_attempt: LastAttemptOut | null; created_at: string; certainty: number; appeal: boolean; reason: string; flags: string[] }
/** What you answer. `client_at`: the time of your device, which is shown and never trusted. */ export interface QuizAnswerIn { response: SingleResponse | MultipleResponse | TrueFalseResponse | ShortResponse | NumberResponse | OrderingResponse | MatchingResponse | GapResponse | EssayResponse | SpeakResponse | FileResponse | HotspotResponse | DictationResponse; client_at?: string | null }
/** An answer to mark. The attempt (`GET …/marking/`) shows it whole. */ export interface QuizAnswerRowOut { id: string; attempt: string; quiz: string; title: string; learner: PersonOut; place: number; kind: "single" | "multiple" | "true_false" | "short" | "number" | "ordering" | "matching" | "gap" | "essay" | "speak" | "file" | "hotspot" | "dictation"; question: string; points: number; mark: number | null; waits: boolean; comment: string; handed_in_at: string }
/** What became of an answer. `counts` false: it came too late; a teacher can accept it. */ export interface QuizAnswerSavedOut { place: number; counts: boolean; saves: number; saved_at: string | null }
/** Filters of answers that wait. */ export interface QuizAnswersQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; quiz?: string | null; group?: string | null; course?: string | null }
/** An attempt with its questions, in the learner's order. `now`: the server's clock. */ export interface QuizAttemptOut { id: string; quiz: string; title: string; learner: PersonOut; number: number; state: "open" | "handed_in" | "waiting" | "scored"; started_at: string; deadline: string | null; handed_in_at: string | null; handed_in_by: ("learner" | "deadline" | "quiz") | null; one_by_one: boolean; score: number | null; max_score: number; percent: number | null; passed: boolean | null; instructions: string; questions: AttemptQuestionOut[]; now: string }
/** An attempt. `score` in points, `percent` and `passed` are null until they may be seen; `percent` and `passed` also until every answer is marked. */ export interface QuizAttemptRowOut { id: string; quiz: string; title: string; learner: PersonOut; number: number; state: "open" | "handed_in" | "waiting" | "scored"; started_at: string; deadline: string | null; handed_in_at: string | null; handed_in_by: ("learner" | "deadline" | "quiz") | null; one_by_one: boolean; score: number | null; max_score: number; percent: number | null; passed: boolean | null }
/** Filters of attempts at a quiz. */ export interface QuizAttemptsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; user?: string | null; state?: ("open" | "handed_in" | "waiting" | "scored") | null }
/** Changes of the settings. `revision`: the one that you began with. */ export interface QuizChanges { instructions?: string; time_limit?: number | null; attempts_allowed?: number; counting?: "best" | "last" | "first"; pass_percent?: number | null; shuffle_questions?: boolean; shuffle_options?: boolean; one_by_one?: boolean; show_score?: "never" | "after_attempt" | "after_close"; show_answers?: "never" | "after_attempt" | "after_close"; show_explanations?: "never" | "after_attempt" | "after_close"; opens_at?: string | null; closes_at?: string | null; password?: string; title?: string; revision: number }
/** What a learner has more than the others, and why. */ export interface QuizExtensionIn { extra_percent?: number; extra_attempts?: number; closes_at?: string | null; reason: string }
/** What a learner has more than the others. */ export interface QuizExtensionOut { learner: PersonOut; extra_percent: number; extra_attempts: number; closes_at: string | null; reason: string }
/** A new quiz, as a draft: of a group, of a lesson with its group, or of an online course; none: of the centre. */ export interface QuizIn { instructions?: string; time_limit?: number | null; attempts_allowed?: number; counting?: "best" | "last" | "first"; pass_percent?: number | null; shuffle_questions?: boolean; shuffle_options?: boolean; one_by_one?: boolean; show_score?: "never" | "after_attempt" | "after_close"; show_answers?: "never" | "after_attempt" | "after_close"; show_explanations?: "never" | "after_attempt" | "after_close"; opens_at?: string | null; closes_at?: string | null; password?: string; title: string; group?: string | null; lesson?: string | null; course?: string | null }
/** The points of an answer, and words for the learner. */ export interface QuizMarkIn { mark: number | string; comment?: string }
/** A quiz. */ export interface QuizOut { id: string; title: string; instructions: string; group: string | null; lesson: string | null; course: string | null; course_lesson: string | null; time_limit: number | null; attempts_allowed: number; counting: "best" | "last" | "first"; pass_percent: number | null; shuffle_questions: boolean; shuffle_options: boolean; one_by_one: boolean; show_score: "never" | "after_attempt" | "after_close"; show_answers: "never" | "after_attempt" | "after_close"; show_explanations: "never" | "after_attempt" | "after_close"; opens_at: string | null; closes_at: string | null; has_password: boolean; is_published: boolean; revision: number; created_at: string }
/** A place of a quiz: one question, or `draw` questions at random of a bank, with a tag where one is named. */ export interface QuizPlaceIn { question?: string | null; bank?: string | null; tag?: string; draw?: number; points?: number | string | null }
/** A place of a quiz. `name` and `kind` are those of the question, or the bank's name. */ export interface QuizPlaceOut { position: number; question: string | null; bank: string | null; tag: string; draw: number; points: number | null; name: string; kind: string | null }
/** What a quiz asks, in this order. `revision`: the one that you began with. */ export interface QuizPlacesIn { revision: number; places: QuizPlaceIn[] }
/** A quiz in a list, with how you stand at it. */ export interface QuizRowOut { id: string; title: string; instructions: string; group: string | null; lesson: string | null; course: string | null; course_lesson: string | null; time_limit: number | null; attempts_allowed: number; counting: "best" | "last" | "first"; pass_percent: number | null; shuffle_questions: boolean; shuffle_options: boolean; one_by_one: boolean; show_score: "never" | "after_attempt" | "after_close"; show_answers: "never" | "after_attempt" | "after_close"; show_explanations: "never" | "after_attempt" | "after_close"; opens_at: string | null; closes_at: string | null; has_password: boolean; is_published: boolean; revision: number; created_at: string; standing: QuizRowStandingOut }
/** How you stand at a quiz. `percent` and `passed` of the result that counts, null until every answer is marked and they may be seen. */ export interface QuizRowStandingOut { open_attempt: string | null; attempts_used: number; percent: number | null; passed: boolean | null }
/** How you stand at a quiz: your open attempt, and the newest 50. `attempts_left` null: as many as you like. `time_limit` and `closes_at` are yours, with what a teacher gave you more. */ export interface QuizStandingOut { open_attempt: string | null; attempts_used: number; attempts_left: number | null; time_limit: number | null; closes_at: string | null; attempts: QuizAttemptRowOut[] }
/** The password of a quiz that has one. */ export interface QuizStartIn { password?: string }
/** Figures of a quiz from the first finished attempt of each learner, in points; null where they are not defined. `consistency`: Cronbach's alpha in percent. `error_ratio`: the part of the deviation that is chance, in percent. */ export interface QuizStatisticsOut { count: number; mean: number | null; median: number | null; deviation: number | null; consistency: number | null; error_ratio: number | null; standard_error: number | null; questions: QuestionStatisticsOut[] }
/** Filters of quizzes. */ export interface QuizzesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; group?: string | null; course?: string | null; lesson?: string | null; takeable?: boolean; written?: boolean }
/** What a rate is paid for. */ export type RateKind = "lesson" | "hour" | "percent" | "sales" | "fixed";
/** A reaction to a message. */ export interface ReactionIn { reaction: "like" | "heart" | "laugh" | "surprise" | "sad" | "thanks" }
/** Whether every part is ready, and when the newest good backup ended: null without one. No detail holds an address or a password. */ export interface ReadyOut { status: "ready" | "not_ready"; checks: CheckOut[]; last_backup: string | null }
/** What a receipt is for. */ export type ReceiptKind = "payment" | "refund" | "refund_undone" | "reversal";
/** A receipt. Its PDF: `GET /payments/{id}/receipt/?receipt=`, or for money of no payment `GET /payments/balance/{student_id}/receipt/?receipt=`. */ export interface ReceiptOut { id: string; number: string; kind: "payment" | "refund" | "refund_undone" | "reversal"; amount: MoneyOut; created_at: string }
/** Which receipt. Default: the newest. */ export interface ReceiptQuery { receipt?: string | null }
/** The receipt of a reversal, the receipt that it reverses, and the payments that are no longer covered by it. Free credit of the pupil may cover them again at once. */ export interface ReceiptReversalOut { receipt: ReceiptOut; reverses: ReceiptOut; payments: ReopenedPaymentOut[] }
/** Why the receipt was a mistake; the family reads it. */ export interface ReceiptReverseIn { reason: string }
/** A receipt. `payment`: the payment that was named; without it, a top-up. `reversed`: it does not count. */ export interface ReceiptRowOut { id: string; number: string; kind: ReceiptKind; on: string; created_at: string; amount: MoneyOut; method: string; branch: NamedOut; student: PersonOut; payer: PersonOut | null; desk: NamedDeskOut | null; cashier: PersonOut | null; payment: NamedPaymentOut | null; reversed: boolean }
/** Filters of the list of receipts. `search`: a number, or a pupil, guardian or payer by name or phone. */ export interface ReceiptsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; from?: string | null; to?: string | null; kind?: ReceiptKind | null; method?: ("cash" | "terminal" | "transfer" | "payme" | "stripe") | null; desk?: string | null; cashier?: string | null; student?: string | null; branch?: string | null }
/** Money in advance. `desk` is required with shifts at several desks; only cash has one. */ export interface ReceiveIn { method: "cash" | "terminal" | "transfer"; amount: MoneyIn; desk?: string | null; branch?: string | null; note?: string }
/** Query parameters of sent cards. */ export interface ReceivedReportCardsQuery { page?: number; page_size?: number; ordering?: string; search?: string; student?: string | null }
/** What a child gets next, the first to play first. `source`: what chose it: `ml` the outside pipeline, `bkt` what the child can do, `rules` the next lessons of the class. */ export interface RecommendationsOut { id: string; source: Source; lessons: RecommendedLessonOut[] }
/** A course lesson for a child, with the reason in the language of the reader; a child reads no numbers. `skill`: what the reason is about. */ export interface RecommendedLessonOut { id: string; course: string; title: string; minutes: number; content_class: ContentClass; skill: SkillRefOut | null; reason: string; is_review: boolean; is_easy: boolean }
/** A comparison with its first 1,000 `differences`; `left_out`: how many more there are. */ export interface ReconciliationDetailOut { id: string; provider: string; desk: string; starts_on: string; ends_on: string; rows: number; matched: number; total_theirs: MoneyOut; total_ours: MoneyOut; state: "matches" | "differs"; found: number; by: PersonOut | null; created_at: string; differences: ReconciliationDifferenceOut[]; left_out: number }
/** A transaction that differs. `ours` (in the ledger) and `theirs` (in the export) are amounts in minor units, or for `state` the states (2 paid, -2 refunded, 1 and -1 not paid); null where the transaction is missing. */ export interface ReconciliationDifferenceOut { what: "missing_here" | "missing_there" | "amount" | "state" | "repeated"; provider_id: string; ours: number | null; theirs: number | null }
/** The provider of the export and the days to compare. Default: the days of the rows in the export. `desk`: one of the two Payme cashboxes, when the export is of one. */ export interface ReconciliationForm { provider: string; desk?: "" | "one_time" | "cumulative"; currency?: string; from?: string | null; to?: string | null }
/** A comparison: how many rows of the export matched, the totals paid, and how many differences were `found`. */ export interface ReconciliationOut { id: string; provider: string; desk: string; starts_on: string; ends_on: string; rows: number; matched: number; total_theirs: MoneyOut; total_ours: MoneyOut; state: "matches" | "differs"; found: number; by: PersonOut | null; created_at: string }
/** Filters of the list of reconciliations. */ export interface ReconciliationsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; provider?: string | null; state?: ("matches" | "differs") | null }
/** Who allowed the recording: the adult who speaks, or a parent or guardian of a minor. */ export type RecordingAllowedBy = "self" | "guardian";
/** A recording to play now. `url` may be used for five minutes. */ export interface RecordingOut { url: string; plays_left: number | null; plays_used: number }
/** Which play it is, so that it is not counted twice where an answer was lost; null: the next one. */ export interface RecordingPlayIn { number?: number | null }
/** Each code works once in place of a one-time code. They are shown only here; do not keep them on the phone. */ export interface RecoveryCodesOut { recovery_codes: string[] }
/** The price that the buyer saw. */ export interface RedeemIn { price?: number | null }
/** The reason of the cancellation. */ export interface RedemptionCancelIn { reason?: string }
/** An item that a pupil bought: requested, then handed over or cancelled. */ export interface RedemptionOut { id: string; item: string; name: Record<string, string>; student: PersonOut; price: number; state: string; reason: string; decided_at: string | null; created_at: string }
/** Filters of redemptions. */ export interface RedemptionsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ("requested" | "handed_over" | "cancelled") | null }
/** The refresh token; each works once. */ export interface RefreshIn { refresh: string }
/** A refund. Default `amount`: all that is left to refund. `transaction`: refund only money of this transaction; without it, the newest money first. Cash comes from your own open shift, or waits for the cashier at `desk`. */ export interface RefundIn { amount?: MoneyIn | null; reason: string; desk?: string | null; transaction?: string | null }
/** The payment of a refund. */ export interface RefundedPaymentOut { id: string; reference: string }
/** Why a mark is refused. */ export type Refusal = "no_lesson" | "not_begun" | "cancelled" | "closed" | "not_in_register" | "twice" | "self" | "unknown_status" | "not_late" | "too_many_minutes" | "from_the_future" | "too_old";
/** A part of a picture. `rectangle`: two opposite corners; `circle`: its centre and a point on it (measured in the picture's pixels); `polygon`: three corners or more. The border belongs to it. */ export interface Region { shape: "rectangle" | "circle" | "polygon"; points: Point[]; share?: number }
/** Filters for the earlier marks of a register. */ export interface RegisterHistoryQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; student?: string | null }
/** A registration by e-mail or by phone, not both; neither is needed with an invitation. */ export interface RegisterIn { first_name: string; last_name?: string; patronymic?: string; email?: string | null; phone?: string | null; password: string; locale?: ("uz" | "ru" | "en") | null; invitation?: string | null }
/** The register of a lesson. `takes_marks`: marks can be made now, without a reason; otherwise `closed_for` says why not. */ export interface RegisterOut { lesson: string; group: string; group_name: string; starts_at: string; ends_at: string; day: string; status: string; takes_marks: boolean; closed_for: Refusal | null; closes_on: string | null; counts: CountsOut; rows: RegisterRowOut[] }
/** A pupil in a register. `standing` is `member`, `guest` (attends to make up for a missed lesson: `make_up`) or `former` (not in the group, but marked). `suggested` is the status that an accepted excuse suggests. */ export interface RegisterRowOut { student: PersonOut; standing: Standing; membership_status: string | null; mark: MarkOut | null; suggested: string | null; excuse: CoveringExcuseOut | null; make_up: string | null }
/** A corrected key for answers that are scored. `skipped_count`: marked by hand. `changes`: those of the first 500 that you may mark. */ export interface RegradeOut { id: string; state: "counting" | "ready" | "applying" | "applied"; version: number; answer_count: number; skipped_count: number; change_count: number; changes: MarkChangeOut[] }
/** A payment that the money of a receipt covered, as it is now. */ export interface ReopenedPaymentOut { id: string; reference: string; status: "draft" | "pending" | "overdue" | "completed" | "cancelled" | "failed" | "refunded"; outstanding: MoneyOut }
/** Whose report cards are made, and of which days: both included, at most 366. */ export interface ReportCardBatchIn { group: string; title: string; first_day: string; last_day: string }
/** The report cards of a group. `counted_until`: the last day that the numbers have. `pupils` have a card in it. Of their newest versions `unsent` are not with the family yet: of these `sending` are being made, and `failed` could not be made. `is_deletable`: nothing of it was sent. */ export interface ReportCardBatchOut { id: string; group: GroupRefOut; title: string; first_day: string; last_day: string; counted_until: string; by: PersonOut | null; created_at: string; pupils: number; unsent: number; sending: number; failed: number; is_deletable: boolean }
/** What a card says of its batch. */ export interface ReportCardBatchRefOut { id: string; group: GroupRefOut; title: string; first_day: string; last_day: string }
/** Query parameters of the list of batches. */ export interface ReportCardBatchesQuery { page?: number; page_size?: number; ordering?: string; search?: string; group?: string | null }
/** The teacher's words; empty: none. */ export interface ReportCardCommentIn { comment: string }
/** The language of the file. */ export interface ReportCardDocumentQuery { locale?: ("uz" | "ru" | "en") | null }
/** The grade of the gradebook on the day on which the card was made, as the pupil sees it. */ export interface ReportCardGradeOut { percent: string; word: string }
/** A measure of the pupil in the group: of the whole period, and one value in `data` for each of `steps`. `before`: of as many days before the period, null where the pupil did nothing then. Null is "nothing to say it of". */ export interface ReportCardMeasureOut { name: string; label: string; unit: Unit; value: number | null; before: number | null; data: (number | null)[] }
/** A version of a pupil's report card. Its numbers are those of the day on which it was made. `state`: `failed`, when its files could not be made; send the batch again. `version` is above 1 for a correction. `steps`: first days of weeks or months. */ export interface ReportCardOut { id: string; batch: ReportCardBatchRefOut; student: PersonOut; version: number; state: "draft" | "sending" | "failed" | "sent"; step: By; steps: string[]; measures: ReportCardMeasureOut[]; grades: ReportCardGradeOut[]; comment: string; comment_by: PersonOut | null; created_at: string; sent_at: string | null }
/** How many cards a job sends now. */ export interface ReportCardSentOut { cards: number }
/** A group in a report. */ export interface ReportGroupOut { id: string; name: string }
/** A lesson, with the local day of its group. */ export interface ReportLessonOut { id: string; group: ReportGroupOut; starts_at: string; day: string; topic: string; status: "planned" | "held" | "cancelled" }
/** A mark in a report. */ export interface ReportMarkOut { status: string; counts_as: "present" | "absent" | "late" | "excused"; minutes_late: number | null; note: string }
/** Results of an assignment: of the whole group and of each pupil. */ export interface ReportOut { assignment: string; title: string; pupils_count: number; states: Record<string, number>; late_count: number; average: number | null; median: number | null; distribution: StepOut[]; parts: Record<string, number | null>; pupils: PupilResultOut[] }
/** The format of the report. */ export interface ReportQuery { format?: "" | "json" | "csv" | "xlsx" }
/** Who gets the reports of a schedule. `lost_at`: since when they get none, as they may not see the table. */ export interface ReportReceiverOut { id: string; full_name: string; lost_at: string | null }
/** Changes of a schedule. */ export interface ReportScheduleChanges { name?: string; address?: string; format?: "csv" | "xlsx" | "pdf"; weekday?: number | null; month_day?: number | null; hour?: number; receivers?: string[]; paused?: boolean }
/** Which table to make a file of, when, and for whom. */ export interface ReportScheduleIn { name: string; address: string; format?: "csv" | "xlsx" | "pdf"; weekday?: number | null; month_day?: number | null; hour?: number; receivers: string[] }
/** A schedule of reports. `next_at`: when the next ones are made; null while it is paused. */ export interface ReportScheduleOut { id: string; created_at: string; name: string; table: string; address: string; format: "csv" | "xlsx" | "pdf"; weekday: number | null; month_day: number | null; hour: number; next_at: string | null; last_at: string | null; receivers: ReportReceiverOut[] }
/** Filters of schedules. */ export interface ReportSchedulesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; paused?: boolean | null }
/** An area with the skills that the child has practised. */ export interface ReportedAreaOut { area: SkillRefOut; skills: ReportedSkillOut[] }
/** A skill of a child, in words. */ export interface ReportedSkillOut { skill: SkillRefOut; level: GivenLevel; words: string }
/** The new time and room. Without an end or a length the lesson stays as long as it was; without `room` it stays in its room. */ export interface RescheduleIn { starts_at: string; ends_at?: string | null; minutes?: number | null; room?: string | null; reason: string; force?: boolean }
/** Empty: propose a score by the current version. `from_sound`: process the recording again. `apply` or `drop`: id of the proposal. */ export interface RescoreIn { from_sound?: boolean; apply?: string | null; drop?: string | null }
/** The e-mail or phone to verify; a registration needs its ticket too. */ export interface ResendIn { email?: string | null; phone?: string | null; ticket?: string | null }
/** The token of the link, or the e-mail or phone with its code; and the new password. */ export interface ResetConfirmIn { token?: string | null; login?: string | null; code?: string | null; password: string }
/** The e-mail or phone of the account, and the channel of the code. */ export interface ResetIn { login: string; channel?: ("email" | "sms" | "telegram") | null }
/** The new file or link of a material. */ export interface ResourceFileIn { upload?: string | null; media?: string | null; url?: string }
/** Form fields beside the file. */ export interface ResourceForm { lesson?: string | null; course?: string | null; title?: string }
/** A file or link for a lesson or a course. */ export interface ResourceIn { upload?: string | null; media?: string | null; url?: string; lesson?: string | null; course?: string | null; title?: string }
/** A file or link of a lesson or a course. `kind` and `content_type` are found from the content. */ export interface ResourceOut { id: string; lesson: string | null; course: string | null; lesson_topic: string; lesson_starts_at: string | null; group_name: string; course_title: Record<string, string> | null; media: string; title: string; kind: "document" | "slides" | "image" | "audio" | "video" | "link"; content_type: string; size: number; url: string; position: number; added_by: PersonOut | null; created_at: string }
/** What to change of a material; absent fields stay. */ export interface ResourcePatch { title?: string; position?: number }
/** A file for materials, a film, a package of a course or a file of questions: its name, its exact size in bytes and, if known, its SHA-256. */ export interface ResourceUploadIn { name: string; size: number; sha256?: string; purpose?: "material" | "film" | "course_package" | "question_file" }
/** Filters for materials. */ export interface ResourcesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; lesson?: string | null; course?: string | null; media?: string | null; kind?: ("document" | "slides" | "image" | "audio" | "video" | "link") | null }
/** How the lesson is restored. */ export interface RestoreIn { force?: boolean; reason?: string }
/** Amounts earned and received; `totals` has one row per currency, without a key. */ export interface RevenueOut { by: By; first: string; last: string; rows: RevenueRowOut[]; totals: RevenueRowOut[] }
/** Grouping, period and branch of the revenue report. */ export interface RevenueQuery { from?: string | null; to?: string | null; format?: "" | "json" | "csv" | "xlsx"; by?: ("month" | "group" | "course" | "teacher" | "provider"); branch?: string | null }
/** A month, group, course, teacher or provider in one currency. The row without a key holds amounts of no group, and the change of free credit (money that covers no payment yet; negative when credit was used). */ export interface RevenueRowOut { key: string | null; name: string; currency: string; charged: MoneyOut; taken_back: MoneyOut; discounts: MoneyOut; write_offs: MoneyOut; earned: MoneyOut; received: MoneyOut; paid_back: MoneyOut; kept: MoneyOut }
/** Accept the homework, with its score or another, or return it to be done again. */ export interface ReviewIn { decision: "accept" | "return"; score?: number | string | null; comment?: string; voice?: string | null; attempt?: string | null }
/** A teacher's decision about a homework. `voice`: path of the voice comment, null without one. */ export interface ReviewOut { id: string; decision: "accept" | "return"; score: number | null; comment: string; voice: string | null; reviewer: PersonOut; created_at: string }
/** The revision of the draft that was read. */ export interface RevisionIn { revision: number }
/** What was done. The office reads the note, and who wrote it. */ export interface RiskActionIn { kind: "written" | "called" | "met" | "nothing"; note?: string }
/** What was done about a pupil who may leave. `by` is null once that person is erased. `note` is empty for who is not of the office and did not write it. */ export interface RiskActionOut { id: string; kind: "written" | "called" | "met" | "nothing"; note: string; by: PersonOut | null; created_at: string }
/** Pupils with neighbouring percentages: what the model said, and how many of a hundred left. */ export interface RiskCalibrationOut { count: number; predicted: number; happened: number }
/** How good the model was on months that it had not seen; null where it was not measured. `auc`: how often a pupil who left had the higher risk than one who stayed. `rule_auc`: the same of the rule "absent twice in 30 days". `gain` is the difference, between `gain_low` and `gain_high` (95 % bootstrap). `calibration_error`: the expected calibration error over ten bins. `usual_share`: of a hundred pupils so many leave within `days`. `learned`, `held_out` and `calibration` count pupils of the whole centre: null and empty for who does not see all of it. `hidden_because` and `hidden_text` say why nobody is listed; empty where the list is shown. */ export interface RiskModelOut { shown: boolean; hidden_because: ("not_fitted" | "too_little" | "no_better" | "calibration") | null; hidden_text: string; days: number; fitted_at: string | null; counted_until: string | null; usual_share: number | null; auc: number | null; rule_auc: number | null; gain: number | null; gain_low: number | null; gain_high: number | null; calibration_error: number | null; calibration: RiskCalibrationOut[]; weights: RiskWeightOut[]; learned: RiskMonthsOut | null; held_out: RiskMonthsOut | null }
/** Months that the model learned from, or was measured on: pupils of all months together, and who left. */ export interface RiskMonthsOut { months: number; from: string | null; to: string | null; rows: number; left: number }
/** Why a pupil may leave, in words. */ export interface RiskReasonOut { name: "absences" | "late_homework" | "falling_marks" | "unpaid_months" | "silence"; text: string }
/** What the model takes into account. `weight`: by how much the log odds grow with one standard deviation. */ export interface RiskWeightOut { name: "absences" | "late_homework" | "falling_marks" | "unpaid_months" | "silence"; label: string; weight: number }
/** The built-in roles. */ export type Role = "admin" | "manager" | "teacher" | "student" | "parent" | "member";
/** The new role; `own_role` is a custom role whose permissions replace those of `role`. */ export interface RoleIn { role: Role; own_role?: string | null; teaching?: TeachingChoice | null }
/** Built-in roles, custom roles and permissions. */ export interface RoleTableOut { built_in: BuiltInRoleOut[]; own: OwnRoleOut[]; permissions: PermissionOut[] }
/** What to change of a room; absent fields stay. */ export interface RoomChanges { name?: string; seats?: number | null; archived?: boolean }
/** A room to create; without `branch` it is in your own branch. */ export interface RoomIn { name: string; seats?: number | null; branch?: string | null }
/** A lesson in a room. */ export interface RoomLessonOut { id: string; group: GroupRefOut; teacher: PersonOut | null; starts_at: string; ends_at: string; status: string }
/** A room. An archived one takes no new lessons. */ export interface RoomOut { id: string; name: string; branch: BranchRefOut; seats: number | null; archived_at: string | null; created_at: string }
/** A room by its name. */ export interface RoomRefOut { id: string; name: string }
/** The week of a room, Monday first, ordered by time. */ export interface RoomWeekOut { monday: string; lessons: RoomLessonOut[] }
/** Filters for rooms. */ export interface RoomsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; branch?: string | null; archived?: boolean }
/** Why a row was refused or kept, as in the error of one request. */ export interface RowErrorOut { code: ErrorCode; detail: string; fields: Record<string, string[]> }
/** The mark of one pupil. */ export interface RowIn { student: string; status: string; minutes_late?: number | null; note?: string }
/** What became of a row: `done` or `refused`; after an undo `undone`, or `kept` when that was refused. */ export type RowResult = "done" | "refused" | "undone" | "kept";
/** A rubric as it shall be. `version`: the one that you began with. */ export interface RubricChangeIn { version: number; name: string; criteria: RubricCriterionIn[] }
/** What a work is judged by, with 2 to 10 levels. Without `id` a new one. */ export interface RubricCriterionIn { id?: string; name: string; levels: RubricLevelIn[] }
/** What a work is judged by. */ export interface RubricCriterionOut { id: string; name: string; levels: RubricLevelOut[] }
/** The level of each criterion, by their ids, in a version of the rubric. `rubric`: the one that you saw; without it nobody notices that the assignment has another one meanwhile. */ export interface RubricFillIn { rubric?: string | null; version: number; levels: Record<string, string> }
/** A new rubric: of a group or an online course; of neither it is the centre's. */ export interface RubricIn { name: string; group?: string | null; course?: string | null; criteria: RubricCriterionIn[] }
/** What a work can be like by one criterion. Without `id` a new one; `points` null: a rubric of words. */ export interface RubricLevelIn { id?: string; name: string; points?: number | string | null }
/** What a work can be like by one criterion. */ export interface RubricLevelOut { id: string; name: string; points: number | null }
/** A rubric with its newest version. `assignment_count`: assignments that use it; `judged_count`: works that were judged by it, and keep their version. */ export interface RubricOut { id: string; name: string; group: string | null; course: string | null; version: number; criteria: RubricCriterionOut[]; assignment_count: number; judged_count: number; created_at: string }
/** Filters of rubrics. */ export interface RubricsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; group?: string | null; course?: string | null }
/** One rule of what earns coins, by the current settings; `name` is the name of the setting. */ export interface RuleOut { cause: string; name: string; text: string; value: number | string }
/** All rules of what earns coins. */ export interface RulesOut { rules: RuleOut[] }
/** Which month to bill, and for which groups. Existing payments do not change. */ export interface RunIn { month?: string | null; branch?: string | null; group?: string | null; expected?: ExpectedBillingIn | null }
/** Result of a billing run: payments created; memberships that were billed already and got nothing new (`standing`); memberships that got no payment, by reason (`skipped`). */ export interface RunOut { month: string; created: number; standing: number; skipped: RunSkippedOut[] }
/** How many memberships got no payment for this reason. */ export interface RunSkippedOut { reason: Skip; count: number }
/** Courses that were bought in a month; `totals` has one row per currency, without a course. */ export interface SalesOut { month: string; rows: SalesRowOut[]; totals: SalesRowOut[] }
/** Month and branch of the sales report. */ export interface SalesQuery { format?: "" | "json" | "csv" | "xlsx"; month?: string; branch?: string | null }
/** A course in one currency. `orders`: those that brought money; `discounts`: by codes; `refunded`: freed or paid back of what was `received`; `shares`: what teachers get of it, null for readers who do not manage pay. */ export interface SalesRowOut { course: NamedOut | null; currency: string; orders: number; discounts: MoneyOut; received: MoneyOut; refunded: MoneyOut; net: MoneyOut; shares: MoneyOut | null }
/** One of the first questions of a file. */ export interface SampleQuestionOut { name: string; kind: "single" | "multiple" | "true_false" | "short" | "number" | "ordering" | "matching" | "gap" | "essay" | "speak" | "file" | "hotspot" | "dictation" }
/** What the first recipient of this channel and language will read. */ export interface SampleTextOut { channel: string; language: string; title: string; text: string }
/** What a decision imposed. `until`: null for a ban. */ export interface SanctionHeadOut { id: string; kind: "mute" | "ban"; until: string | null; lifted_at: string | null }
/** A mute or ban. */ export interface SanctionOut { id: string; kind: "mute" | "ban"; until: string | null; lifted_at: string | null; person: PersonOut; place_title: string; everywhere: boolean; reason: string; lifted_by: PersonOut | null; created_at: string }
/** Filters of sanctions. */ export interface SanctionsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; person?: string | null; is_active?: boolean | null }
/** A comment to keep. */ export interface SavedCommentIn { text: string }
/** A saved comment of your own. */ export interface SavedCommentOut { id: string; text: string; created_at: string }
/** All lines of the timetable, and the `changed_at` that you read with it (null: there was none). With `accept_skipped` the timetable is saved although some of its lessons cannot be created. */ export interface ScheduleIn { changed_at: string | null; lines: LineIn[]; accept_skipped?: boolean; link?: string | null }
/** What a schedule's `amount` is the price of. */ export type ScheduleMode = "month" | "lesson" | "pack";
/** The timetable of a group; times are local times in `zone`. Send `changed_at` back with the next change. */ export interface ScheduleOut { group: string; zone: string; changed_at: string | null; link: string; lines: LineOut[] }
/** The timetable of a group as it is saved, and what became of its lessons. */ export interface ScheduleSetOut { group: string; zone: string; changed_at: string | null; link: string; lines: LineOut[]; lessons: GeneratedOut }
/** Filters of the list of payment schedules. */ export interface SchedulesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; group?: string | null; branch?: string | null; mode?: ScheduleMode | null; on?: string | null }
/** One thing that was found. `role`: of a person. `student`: the pupil whom it is about; of a guardian, the child, when there is one. */ export interface SearchHitOut { kind: HitKind; id: string; title: string; detail: string; role: Role | null; student: string | null }
/** What was found, by kind: people, groups, payments, receipts. */ export interface SearchOut { results: SearchHitOut[] }
/** What to search for. */ export interface SearchQuery { q: string; limit?: number }
/** Who marks an item: two people who write the gradebook. `is_blind`: they see codes in place of names. `tolerance`: how many points they may differ by. */ export interface SecondMarkingIn { first: string; second: string; is_blind?: boolean; tolerance?: number | string }
/** How an item is marked. `is_set` false: by one teacher. `teachers`: those of the group or course. `gone`: places whose marker writes the gradebook no more. */ export interface SecondMarkingOut { item: string; name: string; max_points: number; gradebook: string; title: string; is_set: boolean; teachers: PersonOut[]; first: PersonOut | null; second: PersonOut | null; gone: ("first" | "second")[]; is_blind: boolean; tolerance: number; agreement: AgreementOut | null; works: MarkedWorkOut[] }
/** A dataset of a chart, as Chart.js takes it: one value for each label, null where there is nothing to say it of. `key` is the id of its branch, group or course; null of all together and of the rest. */ export interface SeriesDatasetOut { key: string | null; label: string; currency: string | null; data: (number | null)[] }
/** A measure by day, week or month. `labels` are days, first days of weeks, or months. `headings` and `rows` are the same values as a table, a row for each step. `hidden`: how many subjects have fewer than 5 people and stand together as the rest. `sentence` says what the chart shows. Money is in minor units of its currency. */ export interface SeriesOut { measure: MeasureOut; step: By; from: string; to: string; by: ("branch" | "group" | "course") | null; labels: string[]; datasets: SeriesDatasetOut[]; headings: string[]; rows: ((string | number | null)[])[]; sentence: string; hidden: number }
/** A measure, its period, by what it is split, and filters. */ export interface SeriesQuery { step?: ("day" | "week" | "month"); from?: string | null; to?: string | null; measure: string; by?: ("branch" | "group" | "course") | null; branch?: string | null; group?: string | null; course?: string | null; format?: "" | "json" | "csv" | "xlsx" }
/** Minutes of opening hours for tickets of a priority. */ export interface ServiceTargetIn { priority: "urgent" | "high" | "medium" | "low"; first_answer_minutes: number; resolution_minutes: number }
/** Minutes of opening hours for tickets of a priority. */ export interface ServiceTargetOut { priority: "urgent" | "high" | "medium" | "low"; first_answer_minutes: number; resolution_minutes: number }
/** The service times of all priorities; one that is not named has none. */ export interface ServiceTargetsIn { targets: ServiceTargetIn[] }
/** The service times by priority. */ export interface ServiceTargetsOut { targets: ServiceTargetOut[] }
/** A signed-in device of yours; `current` is the one that sent this request. */ export interface SessionOut { id: string; device: string; address: string | null; current: boolean; created_at: string; last_used_at: string; expires_at: string }
/** What became of these lessons; `teacher` is a substitute who gave them. */ export interface SettleIn { lessons: string[]; status: "held" | "cancelled"; reason?: string; teacher?: string | null }
/** The grade where both marks are in, and why. `last`: what the cell had when you saw it, as in an entry. */ export interface SettledGradeIn { student: string; points: number | string; reason: string; last?: string | null }
/** What became of one lesson; `code` and `detail` say why it was refused. */ export interface SettledLessonOut { lesson: string; code: ErrorCode | null; detail: string }
/** One result for each lesson, in the order of the body; repeated ids count once. */ export interface SettledLessonsOut { lessons: SettledLessonOut[] }
/** The secret for an authenticator application, as text, as an address, and as the QR code of that address. */ export interface SetupOut { secret: string; uri: string; qr: string }
/** The centre's colour in one theme, with the contrast of WCAG 2.2 AA. */ export interface ShadesOut { accent: string; on_accent: string; tint: string }
/** A work with your mark. `student` is null while a blind marking hides the name. `is_fixed`: both marks are in, or that of `marked_by`, who had your place before. */ export interface SheetRowOut { code: string; student: PersonOut | null; points: number | null; note: string; is_fixed: boolean; marked_by: PersonOut | null }
/** Open or close a shift, with the cash counted in the desk (minor units of its currency). `change_float`: what of it came from the safe (`open`), or goes back there (`close`). */ export interface ShiftIn { action: "open" | "close"; counted: number; change_float?: number; note?: string }
/** A shift. `difference`: cash counted at the end minus the balance in the ledger (negative: too little). `held`: cash taken in it that now waits for approval or is to be handed back, apart from the drawer and not in `expected`. `float_returned`: change that went back to the safe after the count. */ export interface ShiftOut { id: string; cashier: PersonOut; opened_at: string; opened_with: MoneyOut; float_taken: MoneyOut; closed_at: string | null; closed_by: PersonOut | null; expected: MoneyOut | null; counted: MoneyOut | null; difference: MoneyOut | null; held: MoneyOut; float_returned: MoneyOut; note: string }
/** A shift with the cash movements of its desk. `expected` = `opened_with` + `taken` − `reversed` − `paid_back` − `spent` − `paid_out` − `banked` + `moved_in` − `moved_out`; for an open shift, as of now. */ export interface ShiftReportOut { shift: ShiftOut; taken: MoneyOut; reversed: MoneyOut; paid_back: MoneyOut; spent: MoneyOut; paid_out: MoneyOut; banked: MoneyOut; moved_in: MoneyOut; moved_out: MoneyOut; opened_difference: MoneyOut; expected: MoneyOut; receipts: number }
/** A shift with its figures. `balance`: of the desk in the ledger at the end, or now. `balance` = `opened_with` + `taken` − `reversed` − `paid_back` − `spent` − `paid_out` − `banked` + `moved_in` − `moved_out` + `other`. The last is 0 unless another kind of transfer moved cash. */ export interface ShiftRowOut { id: string; cashier: PersonOut; opened_at: string; opened_with: MoneyOut; float_taken: MoneyOut; closed_at: string | null; closed_by: PersonOut | null; expected: MoneyOut | null; counted: MoneyOut | null; difference: MoneyOut | null; held: MoneyOut; float_returned: MoneyOut; note: string; branch: NamedOut; desk: NamedDeskOut; taken: MoneyOut; reversed: MoneyOut; paid_back: MoneyOut; spent: MoneyOut; paid_out: MoneyOut; banked: MoneyOut; moved_in: MoneyOut; moved_out: MoneyOut; other: MoneyOut; balance: MoneyOut }
/** Paging of the movements of a shift. */ export interface ShiftRowsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }
/** Filters for the shifts of all cash desks. */ export interface ShiftsOfDesksQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; open?: boolean | null; differs?: boolean | null; cashier?: string | null; desk?: string | null; branch?: string | null; from?: string | null; to?: string | null }
/** Filters for the shifts of a desk. */ export interface ShiftsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; open?: boolean | null; cashier?: string | null; from?: string | null; to?: string | null }
/** Type a word or a short text. */ export interface ShortBody { kind: "short" }
/** The best of the accepted texts that fit counts. `match_case`: capital letters count. */ export interface ShortKey { explanation?: string; right_feedback?: string; partial_feedback?: string; wrong_feedback?: string; hints?: Hint[]; penalty?: number; kind: "short"; answers: TextAnswer[]; match_case?: boolean }
/** The typed text. */ export interface ShortResponse { kind: "short"; text?: string }
/** The message in one language, filled with sample data. `own`: it comes from the centre's own text. `sms`: null for other channels. */ export interface ShownOut { language: string; title: string; text: string; own: boolean; sms: SmsCostOut | null }
/** A proposal as it was shown; one that changed meanwhile is skipped. */ export interface ShownProposalIn { student: string; status: "present" | "absent" | "late" | "excused"; minutes_late?: number | null; marked?: string | null }
/** The days of an absence (`last_day` included, at most 14), and what becomes of the teacher's lessons: all get the same `action`, those in `lessons` their own. */ export interface SickDayIn { teacher: string; first_day: string; last_day?: string | null; action?: "cancel" | "substitute"; substitute?: string | null; lessons?: LessonPlanIn[]; reason: string; preview?: boolean }
/** One side of a conflict. */ export interface SidedOut { status: string; minutes_late: number | null; note: string; source: string; marked_at: string; by: PersonOut | null }
/** As `CodeSentOut`, with the ticket that confirms this registration; keep it until then. */ export interface SignUpSentOut { channel: "email" | "sms" | "telegram"; expires_in: number; resend_in: number; ticket: string }
/** The tokens, and who signed in. Keep `device` and send it with the next sign-in: a known device keeps its own rate limit when others guess the password. It is no proof of identity. */ export interface SignedInOut { access: string; refresh: string; expires_in: number; user: MeOut; device: string | null }
/** Choose one option. */ export interface SingleBody { kind: "single"; options: Option[] }
/** `shares` of the options; one that is not named gives 0. `feedback` by option. */ export interface SingleKey { explanation?: string; right_feedback?: string; partial_feedback?: string; wrong_feedback?: string; hints?: Hint[]; penalty?: number; kind: "single"; shares: Record<string, unknown>; feedback?: Record<string, unknown> }
/** The chosen option. */ export interface SingleResponse { kind: "single"; option?: string | null }
/** A cell of the table that cannot be taken, and why. Row 0: a skill that stands in no row of it. */ export interface SkillCellRefusalOut { row: number; heading: string; text: string; reason: string }
/** What to change of a skill; absent fields stay. `needs` are replaced as a whole. */ export interface SkillChangesIn { parent?: string | null; name?: Texts; icon?: string; position?: number; needs?: string[] }
/** A new skill: an area without `parent`, a skill of an area, or a step of a skill. The code cannot be changed. */ export interface SkillIn { code: string; parent?: string | null; name: Texts; icon?: string; position?: number; needs?: string[] }
/** What stands where in the tree: an area has skills, a skill has steps. */ export type SkillKind = "area" | "skill" | "step";
/** An area, a skill in it, or a step of a skill. Among those of one place, lower positions come first. */ export interface SkillOut { id: string; code: string; kind: SkillKind; parent: string | null; name: Record<string, string>; icon: string; position: number; needs: string[]; archived_at: string | null }
/** How far a child is with a skill, in words. The child itself gets neither `level` nor `facts`. */ export interface SkillProgressOut { skill: SkillRefOut; icon: string; words: string; is_mastered: boolean; level: MasteryLevel | null; facts: MasteryFactsOut | null }
/** A skill, by its name. */ export interface SkillRefOut { id: string; code: string; name: Record<string, string> }
/** Form fields of a table of skills. With `dry_run` nothing is written. */ export interface SkillTableForm { dry_run?: boolean }
/** The format. */ export interface SkillTableQuery { format?: "csv" | "xlsx" }
/** What a table changes, by code. With anything in `refused`, nothing is written. Each list names the first 500. */ export interface SkillTableReportOut { dry_run: boolean; created_count: number; changed_count: number; same_count: number; refused_count: number; created: string[]; changed: string[]; refused: SkillCellRefusalOut[] }
/** All skills, each after what it stands in. */ export interface SkillTreeOut { skills: SkillOut[] }
/** A skill that is trained, and how much. */ export interface SkillWeightIn { skill: string; weight?: number | string }
/** A skill that is trained, and how much: above 0 and at most 1. */ export interface SkillWeightOut { skill: SkillRefOut; weight: number }
/** Filters of skills. */ export interface SkillsQuery { archived?: boolean }
/** Why a membership gets no payment for a month. - `not_learning`: a trial, or no day in the month that counts for the price. - `not_begun`: the first day to pay for has not come yet. - `no_schedule`: no payment schedule is in force. - `no_price`: neither the payment schedule nor the group nor the course has a price in this currency. - `joined_later`: the pupil joined during the month, and `bill_on_joining` is false. - `nothing_due`: the price is 0: no lesson counts, the pupil is frozen, or the former group was paid the month. - `other_month`: packs are billed only in the current month. */ export type Skip = "not_learning" | "not_begun" | "no_schedule" | "no_price" | "joined_later" | "nothing_due" | "other_month";
/** A lesson of a timetable that could not be created. `reason` is `clash` or `teacher_unavailable`; `clash` is null when the way is free: it is created within the hour, if it lies ahead. */ export interface SkippedLessonOut { id: string; group: GroupRefOut; starts_at: string; ends_at: string; room: RoomRefOut | null; teacher: PersonOut | null; reason: string; detail: string; clash: SlotClashOut | null }
/** Filters for lessons that could not be created. */ export interface SkippedLessonsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; group?: string | null; branch?: string | null; from?: string | null; to?: string | null }
/** The lesson in the way; `lesson` is null and `group_name` empty when you may not see them. */ export interface SlotClashOut { by: string; name: string; lesson: string | null; group_name: string }
/** A lesson that was removed, and the one of the same week that was added in its place. */ export interface SlotMoveOut { was: GeneratedRowOut; now: GeneratedRowOut }
/** The SMS budget of notifications for one month. */ export interface SmsBudgetOut { month: string; budget: MoneyOut; spent: MoneyOut; left: MoneyOut; part_price: MoneyOut; parts: number }
/** Length and price of a text as SMS. `characters`: 7-bit units for gsm7, 16-bit units for unicode; some letters count as two. `parts`: how many SMS are paid for. `price`: of all parts, in tiyin. */ export interface SmsCostOut { encoding: "gsm7" | "unicode"; characters: number; parts: number; price: number }
/** What made a list: the outside pipeline, ours by mastery, or the lessons of the class in their order. */ export type Source = "ml" | "bkt" | "rules";
/** A source against the rule list (`rules`), in weeks in which it could have made the lists. After `needed_weeks` a source whose `difference` is not above 0 is switched off. `has_few`: too few children yet, so that there are no figures. */ export interface SourceFiguresOut { source: Source; is_on: boolean; weeks: number; needed_weeks: number; has_few: boolean; lists: ListFiguresOut[]; difference: GainEstimateOut | null }
/** Record speech: read `text` aloud, repeat the prompt's recording of `text`, or speak freely. */ export interface SpeakBody { kind: "speak"; task: "reading" | "speaking" | "repeat"; text?: string; max_seconds?: number }
/** `references`: good answers of a free task, in words. `guide`: what a marker listens for. */ export interface SpeakKey { explanation?: string; right_feedback?: string; partial_feedback?: string; wrong_feedback?: string; hints?: Hint[]; penalty?: number; kind: "speak"; references?: string[]; guide?: string }
/** The file of the recording. */ export interface SpeakResponse { kind: "speak"; file?: string | null }
/** What the speech engine heard in a recording. `state` waiting: it will hear it; failed: it could not. `text` says what came of it, to teachers why the engine was not sure. `overall`, from 0 to 100, is for teachers; `words` as in homework. */ export interface SpokenResultOut { file: string; state: "waiting" | "heard" | "failed"; text: string; overall: number | null; transcript: string; words: WordOut[] }
/** The name of a stage; languages that are not sent stay. */ export interface StageChanges { name?: Texts }
/** A stage to add at the end. Without `branch` it is of your own branch. */ export interface StageIn { branch?: string | null; name: Texts }
/** All stages of a branch in their new order. */ export interface StageOrderIn { branch?: string | null; stages: string[] }
/** A stage of a branch, in the order of `place`. */ export interface StageOut { id: string; name: Record<string, string>; branch: BranchRef; place: number }
/** A stage by its name. */ export interface StageRefOut { id: string; name: Record<string, string> }
/** Filters of stages. */ export interface StagesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; branch?: string | null }
/** Why a pupil is in a register: member of the group on that day, guest for a make-up, or former (neither now, but marked). */ export type Standing = "member" | "guest" | "former";
/** The starter bank. `is_ready`: all of it is here; else a job adds it. */ export interface StarterBankOut { bank: string; is_ready: boolean }
/** A change of the account by one transfer: positive in the pupil's favour; `balance` is after it. `receipt`: of money received or refunded; its PDF is at `GET /payments/balance/{student_id}/receipt/?receipt=`. */ export interface StatementLineOut { id: string; on: string; kind: string; text: string; payment: AccountPaymentOut | null; change: MoneyOut; balance: MoneyOut; receipt: string | null }
/** The accounts of a pupil with their changes in a period. */ export interface StatementOut { student: PersonOut; first: string; last: string; accounts: AccountStatementOut[] }
/** Pupil and period of statements. Default: all your children and you. */ export interface StatementQuery { from?: string | null; to?: string | null; format?: "" | "json" | "csv" | "xlsx"; student?: string | null }
/** What to change of a status; absent fields stay, the code cannot be changed. */ export interface StatusChangeIn { name?: Texts; counts_as?: "present" | "absent" | "late" | "excused"; charged?: boolean; coins?: number | null; position?: number }
/** A status of the centre's own. With `coins` null, coins follow the settings for what it counts as. */ export interface StatusIn { code: string; name: Texts; counts_as: "present" | "absent" | "late" | "excused"; charged?: boolean; coins?: number | null; position?: number }
/** A status of marks. An archived status is on old marks only. */ export interface StatusOut { id: string; code: string; name: Record<string, string>; counts_as: "present" | "absent" | "late" | "excused"; charged: boolean; coins: number | null; built_in: boolean; position: number; archived_at: string | null }
/** The statuses in use, or the archived ones too. */ export interface StatusesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; archived?: boolean }
/** Number of pupils with a score from `from` to below `to`; the last step includes 100. */ export interface StepOut { from: number; to: number; pupils: number }
/** A one-time code or a recovery code; without a second factor, the password. */ export interface StepUpIn { code?: string; password?: string }
/** Until when operations that need a step-up are open in this session. */ export interface StepUpOut { until: string }
/** The length of a step, and the period. */ export interface StepsQuery { step?: ("day" | "week" | "month"); from?: string | null; to?: string | null }
/** What a child got for a lesson that it has done. `picture`: of the platform. */ export interface StickerOut { lesson: string; picture: string }
/** A local day. A frozen day (holiday, freeze) neither counts for the streak nor breaks it. */ export interface StreakDayOut { day: string; state: "studied" | "frozen" | "missed" }
/** The current and the longest streak, and the last thirty days. */ export interface StreakOut { current: number; longest: number; today: string; studied_today: boolean; days: StreakDayOut[] }
/** A lesson of the pupil. */ export interface StudentLessonOut { lesson: ReportLessonOut; cell: CellOut }
/** Changes of a pupil's profile; fields that are not sent stay. */ export interface StudentProfileChanges { institution?: string | null; education?: string; preferences?: Record<string, string> }
/** A pupil's education and preferences. */ export interface StudentProfileOut { institution: InstitutionOut | null; education: string; preferences: Record<string, string> }
/** The period, and whose figures. */ export interface StudentQuery { step?: ("day" | "week" | "month"); from?: string | null; to?: string | null; student?: string | null }
/** The lessons of a pupil on some days, with sums. */ export interface StudentReportOut { student: PersonOut; first: string; last: string; lessons: StudentLessonOut[]; totals: TotalsOut }
/** The local days of the groups, both included, and the format of the report. */ export interface StudentReportQuery { format?: "" | "json" | "csv" | "xlsx"; from?: string | null; to?: string | null }
/** Filters for the exported pupils, and the format. */ export interface StudentsExportQuery { group?: string | null; branch?: string | null; status?: ("lead" | "trial" | "active" | "frozen") | null; format?: "csv" | "xlsx" }
/** Form fields of a pupil import. */ export interface StudentsImportForm { dry_run?: boolean; mapping?: string; columns?: string; preset?: "" | "modme" | "alfacrm"; group?: string | null; branch?: string | null; name_order?: "auto" | "first_last" | "last_first" }
/** What is submitted in place of a file: a text, or a finished upload. */ export interface SubmitIn { text?: string | null; upload?: string | null }
/** The substitute for this one lesson; null gives it back to its own teacher. */ export interface SubstituteIn { teacher: string | null; reason?: string; force?: boolean }
/** Which kind of file. */ export interface SubtitleFileQuery { format?: "vtt" | "srt" }
/** Where subtitles come from: the centre's own Whisper, a file, or somebody who wrote or corrected them. */ export type SubtitleSource = "speech" | "file" | "hand";
/** Subtitles that a player may show, as WebVTT. They are the transcript of the film too. */ export interface SubtitleTrackOut { language: string; label: string; url: string }
/** Subtitles as their writer leaves them. */ export interface SubtitlesIn { cues: CueIn[]; version: number; is_published: boolean }
/** The subtitles of a video in one language, with their cues. */ export interface SubtitlesOut { video: string; language: string; label: string; source: SubtitleSource; is_published: boolean; doubt: string | null; version: number; changed_at: string; cues: CueOut[]; shortened: number }
/** Subtitles of a video in one language. `doubt` says why what speech wrote was not published by itself. */ export interface SubtitlesRowOut { language: string; label: string; source: SubtitleSource; is_published: boolean; doubt: string | null; cue_count: number; version: number; changed_at: string }
/** The subtitles of a video, and what speech is doing about them. `can_make` is false while speech recognition is off. */ export interface SubtitlesStateOut { video: string; subtitles: SubtitlesRowOut[]; making: MakingOut | null; can_make: boolean }
/** Two to five children who may practise a skill together, and why. */ export interface SuggestedCircleOut { skill: SkillRefOut; children: PersonOut[]; reason: string }
/** A ticket. `works_on`: you work on it; its reporter gets null for due times, browser and page. `name`: of who asked, also without an account. `ended_at`: when it was resolved, or closed without that. `is_unreadable`: an e-mail in it could not be read in full. */ export interface SupportTicketOut { id: string; number: number; source: "app" | "page" | "guest" | "email" | "telegram"; reporter: PersonOut | null; name: string; branch: string; branch_name: string; category: string | null; category_title: string; priority: "urgent" | "high" | "medium" | "low"; state: "open" | "in_progress" | "waiting" | "resolved" | "closed"; subject: string; assignee: PersonOut | null; about: PersonOut | null; payment: string | null; attempt: string | null; created_at: string; first_answered_at: string | null; ended_at: string | null; rating: number | null; rated_at: string | null; merged_into: string | null; works_on: boolean; may_rate: boolean; email: string | null; page: string | null; browser: string | null; failed_request: string | null; first_answer_due_at: string | null; resolution_due_at: string | null; reopened_count: number | null; rating_words: string | null; is_unreadable: boolean }
/** Marks of lessons whose registers you keep, of at most 60 lessons. */ export interface SyncIn { marks: OfflineIn[] }
/** The results in the order of the marks, and the conflicts. */ export interface SyncOut { marks: SyncResultOut[]; conflicts: ClashOut[] }
/** The result of one mark. `mark` is the current mark; `reason` and `text` say why it was refused. */ export interface SyncResultOut { id: string; outcome: Outcome; reason: Refusal | null; text: string; mark: MarkOut | null }
/** Changes of the system settings. Settings that are not sent stay. */ export interface SystemChanges { centre_name?: string; centre_colour?: string; default_language?: "uz" | "ru" | "en"; languages?: ("uz" | "ru" | "en")[]; currency?: string; registration_open?: boolean; teacher_registration_open?: boolean; public_catalogue?: boolean; adult_from_age?: number; class_boundary_month?: number; class_boundary_day?: number; kids_mastery_lists?: boolean; kids_pipeline_lists?: boolean; kids_compare_lists?: boolean; teachers_see_phones?: boolean; foreign_phones?: boolean; mfa_required_for_staff?: boolean; shop_open?: boolean; leaderboards_shown?: boolean; self_check_in?: boolean; check_in_opens_minutes?: number; check_in_on_time_minutes?: number; live_opens_minutes?: number; live_provider?: "" | "zoom" | "meet" | "bigbluebutton" | "jitsi" | "jaas"; lesson_horizon_weeks?: number; register_closes_after_days?: number; pay_when_all_absent?: boolean; lesson_reminder_hours?: number; lesson_reminder_sms?: boolean; teacher_feedback?: boolean; absences_before_alert?: number; excuse_days_back?: number; attempts_allowed?: number; appeals_allowed?: number; recording_max_seconds?: number; homework_reminder_hours?: number; quiz_grace_seconds?: number; material_max_mb?: number; video_max_mb?: number; video_max_hours?: number; film_copies?: boolean; recordings_keep_days?: number | null; coins_for_homework?: number; coins_minimum_score?: number; coin_bands?: string; coins_for_on_time?: number; coins_for_first_try?: number; coins_for_attendance?: number; coins_for_lateness?: number; coins_for_course?: number; coins_for_streak?: number; streak_days_for_coins?: number; coins_adjust_daily?: number; debt_limit?: number | null; legal_name?: string; legal_tax_id?: string; legal_address?: string; legal_phone?: string; advance_limit?: Record<string, unknown>; entry_limit?: Record<string, unknown>; shift_difference_limit?: Record<string, unknown>; change_float_limit?: Record<string, unknown>; close_books_automatically?: boolean; payment_notice_days_before?: number; payment_notice_every_days?: number; provider_fee_percent?: number; order_expires_after_hours?: number; topup_minimum?: number; topup_maximum?: number; quiet_from?: string; quiet_until?: string; digest_at?: string; sms_month_budget?: number; sms_part_price?: number; sms_balance_least?: number; texts_per_minute?: number; texts_per_day?: number; new_member_texts?: number; new_member_pause_seconds?: number; reports_per_day?: number; direct_messages_from_age?: number; pupil_direct_messages?: boolean; message_hours_from?: string; message_hours_until?: string; guardians_read_along?: boolean; chat_keep_days?: number | null; activity_keep_days?: number; report_keep_days?: number; audit_keep_days?: number | null; version?: number | null }
/** All system settings. `version` rises with each change: send it back so that no change is overwritten. */ export interface SystemOut { centre_name: string; centre_colour: string; default_language: "uz" | "ru" | "en"; languages: ("uz" | "ru" | "en")[]; currency: string; registration_open: boolean; teacher_registration_open: boolean; public_catalogue: boolean; adult_from_age: number; class_boundary_month: number; class_boundary_day: number; kids_mastery_lists: boolean; kids_pipeline_lists: boolean; kids_compare_lists: boolean; teachers_see_phones: boolean; foreign_phones: boolean; mfa_required_for_staff: boolean; shop_open: boolean; leaderboards_shown: boolean; self_check_in: boolean; check_in_opens_minutes: number; check_in_on_time_minutes: number; live_opens_minutes: number; live_provider: "" | "zoom" | "meet" | "bigbluebutton" | "jitsi" | "jaas"; lesson_horizon_weeks: number; register_closes_after_days: number; pay_when_all_absent: boolean; lesson_reminder_hours: number; lesson_reminder_sms: boolean; teacher_feedback: boolean; absences_before_alert: number; excuse_days_back: number; attempts_allowed: number; appeals_allowed: number; recording_max_seconds: number; homework_reminder_hours: number; quiz_grace_seconds: number; material_max_mb: number; video_max_mb: number; video_max_hours: number; film_copies: boolean; recordings_keep_days: number | null; coins_for_homework: number; coins_minimum_score: number; coin_bands: string; coins_for_on_time: number; coins_for_first_try: number; coins_for_attendance: number; coins_for_lateness: number; coins_for_course: number; coins_for_streak: number; streak_days_for_coins: number; coins_adjust_daily: number; debt_limit: number | null; legal_name: string; legal_tax_id: string; legal_address: string; legal_phone: string; advance_limit: Record<string, unknown>; entry_limit: Record<string, unknown>; shift_difference_limit: Record<string, unknown>; change_float_limit: Record<string, unknown>; close_books_automatically: boolean; payment_notice_days_before: number; payment_notice_every_days: number; provider_fee_percent: number; order_expires_after_hours: number; topup_minimum: number; topup_maximum: number; quiet_from: string; quiet_until: string; digest_at: string; sms_month_budget: number; sms_part_price: number; sms_balance_least: number; texts_per_minute: number; texts_per_day: number; new_member_texts: number; new_member_pause_seconds: number; reports_per_day: number; direct_messages_from_age: number; pupil_direct_messages: boolean; message_hours_from: string; message_hours_until: string; guardians_read_along: boolean; chat_keep_days: number | null; activity_keep_days: number; report_keep_days: number; audit_keep_days: number | null; version: number; updated_at: string }
/** A tag, and how many courses have it. */ export interface TagOut { tag: string; course_count: number }
/** The list of tags. */ export interface TagsQuery { page?: number; page_size?: number; ordering?: string; search?: string }
/** What was touched. */ export interface TapResponse { kind: "tap"; keys: string[] }
/** An assignment as pupils see it: of a `group` or, as a task in a lesson, of an online `course`. `withdrawn_at`: when the task was removed from the course. `model_audio`: whether it has one. */ export interface TaskOut { id: string; group: string | null; course: string | null; course_title: Record<string, string> | null; course_lesson: string | null; lesson_title: string; withdrawn_at: string | null; days: number | null; kind: "reading" | "speaking" | "repeat" | "file" | "text"; title: string; language: string; level: string; reference_text: string; question: string; instructions: string; attempts_allowed: number; deadline: string | null; late_policy: "accept" | "reduce" | "refuse"; late_coins_percent: number; counting: "best" | "last"; coins: number; teacher_first: boolean; model_audio: boolean }
/** What pupils say about a teacher, in all `rounds` (groups and months) whose result is shown. */ export interface TeacherFeedbackOut { teacher: PersonOut; rounds: number; answered: number; average: number; stars: number[] }
/** Filters of what pupils say, by teacher. */ export interface TeacherFeedbackQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; teacher?: string | null; branch?: string | null }
/** What only teachers see of an attempt. */ export interface TeacherOut { flags: string[]; guard_hits: string[]; alike: AlikeOut | null; corrections: CorrectionOut[]; proposal: DifferenceOut | null; parameters: Record<string, unknown> }
/** Changes of a teacher's profile; fields that are not sent stay. */ export interface TeacherProfileChanges { institution?: string | null; about?: LongTexts; qualifications?: string }
/** A teacher's public text and qualifications. */ export interface TeacherProfileOut { institution: InstitutionOut | null; about: Record<string, string>; qualifications: string }
/** What becomes of groups and planned lessons: they stay with whoever taught them, without an active teacher. */ export type TeachingChoice = "keep";
/** Your lessons of seven days, as a teacher, and how much homework of your groups waits for a review. */ export interface TeachingTodayOut { today: string; last_day: string; lessons: LessonOut[]; homework_to_review: number }
/** The user's password, because a linked chat can receive codes for a new password. */ export interface TelegramLinkIn { password: string }
/** A link to the bot. The first chat that opens it is linked to the user. */ export interface TelegramLinkOut { url: string; expires_in: number }
/** Changes of a template; fields that are not sent stay. */ export interface TemplateChanges { title?: string; text?: string }
/** The centre's own text for one notification type, channel and language. */ export interface TemplateIn { type: string; channel: "in_app" | "telegram" | "sms" | "email" | "push"; language: "uz" | "ru" | "en"; title?: string; text: string }
/** Filters of the texts in use. `own`: true for the centre's own templates only, false for built-in texts only. */ export interface TemplatesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; type?: string | null; channel?: ("in_app" | "telegram" | "sms" | "email" | "push") | null; language?: ("uz" | "ru" | "en") | null; own?: boolean | null }
/** Money of a branch's card terminal that has not arrived at the bank yet. */ export interface TerminalBalanceOut { branch: PlaceOut; balance: MoneyOut }
/** Money of the card terminal that arrived at the bank. Default branch: your home branch. */ export interface TerminalDepositIn { amount: MoneyIn; commission?: MoneyIn | null; category?: string | null; on?: string | null; branch?: string | null; note?: string }
/** Money of the card terminal that arrived at the bank account of the branch. `commission` is what the bank kept. `reverses`: the terminal deposit that this one reverses; `reversed_by`: the one that reversed it. */ export interface TerminalDepositOut { id: string; branch: PlaceOut; on: string; amount: MoneyOut; commission: MoneyOut; note: string; by: PersonOut; reverses: string | null; reversed_by: string | null; created_at: string }
/** Why the terminal deposit is reversed. */ export interface TerminalDepositReverseIn { reason: string }
/** Filters of the list of terminal deposits. */ export interface TerminalDepositsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; branch?: string | null; from?: string | null; to?: string | null }
/** A placement test to send. `by_sms`: to the lead's first phone. */ export interface TestIn { test: string; by_sms?: boolean }
/** A text that is accepted. Texts are compared folded by the question's language: case, apostrophes, spaces and Unicode forms do not count. `is_pattern`: a regular expression that the whole text must match. */ export interface TextAnswer { text: string; share?: number; is_pattern?: boolean; feedback?: string }
/** What a text was before a change. `title`: of a discussion. */ export interface TextEditOut { id: string; editor: PersonOut | null; title: string; text: string; created_at: string }
/** Which text, and why. `kind` is the kind of text, such as `forums.text`. */ export interface TextReportIn { kind: string; id: string; reason: "spam" | "insult" | "threat" | "adult" | "private" | "off_topic" | "other"; words?: string }
/** A report. `author`: null when a rule holds the text; then `words` says which: `word`, `link`. */ export interface TextReportOut { id: string; author: PersonOut | null; reason: ("spam" | "insult" | "threat" | "adult" | "private" | "off_topic" | "other") | "rules"; words: string; created_at: string; closed_at: string | null }
/** One text in the languages of the centre; a reader whose language is empty gets another. */ export interface Texts { uz?: string; ru?: string; en?: string }
/** The centre's colour for light and dark pages. */ export interface ThemeColoursOut { light: ShadesOut; dark: ShadesOut }
/** The picture of a course as WebP, `width` pixels wide. */ export interface ThumbnailOut { width: number; url: string }
/** Who works on it; null for nobody. */ export interface TicketAssignIn { assignee: string | null }
/** Filters of categories. */ export interface TicketCategoriesQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; is_archived?: boolean | null }
/** What changes. `is_archived`: new tickets cannot have the category. */ export interface TicketCategoryChanges { title?: Texts | null; priority?: ("urgent" | "high" | "medium" | "low") | null; position?: number | null; is_archived?: boolean | null }
/** A category. `priority`: of tickets whose reporter names none. */ export interface TicketCategoryIn { title: Texts; priority?: "urgent" | "high" | "medium" | "low"; position?: number }
/** A category. */ export interface TicketCategoryOut { id: string; title: Record<string, string>; priority: "urgent" | "high" | "medium" | "low"; position: number; archived_at: string | null }
/** What changes. `state`: where the ticket stands; resolved, its reporter is told and asked once for a rating. `about`, `payment`, `attempt`: what it concerns. */ export interface TicketChanges { state?: ("in_progress" | "waiting" | "resolved") | null; priority?: ("urgent" | "high" | "medium" | "low") | null; category?: string | null; branch?: string | null; about?: string | null; payment?: string | null; attempt?: string | null }
/** A text. Who works on the ticket may write a note (`is_internal`), or name the `state` that it gets with the answer; its reporter may do neither. */ export interface TicketCommentIn { text: string; is_internal?: boolean; state?: ("in_progress" | "waiting" | "resolved") | null; files?: string[] }
/** A comment. `author`: null for the sender of an e-mail. `quoted`: what an e-mail quotes. `moved_from`: the number of the ticket under which it stood before a merge. `is_unreadable`: the e-mail could not be read in full; `files` has it as it came (`letter.eml`). */ export interface TicketCommentOut { id: string; author: PersonOut | null; is_of_reporter: boolean; is_internal: boolean; text: string; quoted: string; moved_from: number | null; is_unreadable: boolean; files: TicketFileOut[]; created_at: string }
/** Filters of comments. */ export interface TicketCommentsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }
/** How many tickets were opened, first answered and ended on a local day, whenever they were opened. */ export interface TicketDayOut { day: string; opened: number; answered: number; ended: number }
/** Figures of a person; null for tickets of nobody. Minutes are means of opening hours, without pauses. `late_…`: what a service time limits came after it. */ export interface TicketFigureRowOut { person: PersonOut | null; tickets: number; answered: number; ended: number; late_answers: number; late_resolutions: number; reopened: number; rating: number | null; first_answer_minutes: number | null; resolution_minutes: number | null }
/** Figures by person, most tickets first; and by day, without days on which nothing happened. */ export interface TicketFiguresOut { people: TicketFigureRowOut[]; days: TicketDayOut[] }
/** Which tickets count: opened on these days, both included. */ export interface TicketFiguresQuery { start: string; end: string; branch?: string | null }
/** A file of a ticket. `url` expires soon. */ export interface TicketFileOut { id: string; name: string; content_type: string; size: number; url: string }
/** A new ticket. `source`: `page` for a problem of a page, with `page`, `browser` and `failed_request` (the `request_id` of the error). `files`: uploads of `POST /support/files/`. */ export interface TicketIn { subject: string; text: string; source?: "app" | "page"; category?: string | null; priority?: ("high" | "medium" | "low") | null; page?: string; browser?: string; failed_request?: string; payment?: string | null; attempt?: string | null; files?: string[] }
/** The ticket that keeps all comments. */ export interface TicketMergeIn { into: string }
/** A ticket that opens one socket. Send it in the first frame: `{"id": 1, "type": "hello", "ticket": …}`. */ export interface TicketOut { ticket: string; expires_in: number }
/** How content you are, from 1 to 5. */ export interface TicketRatingIn { rating: number; words?: string }
/** Filters of tickets. */ export interface TicketsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ("open" | "in_progress" | "waiting" | "resolved" | "closed") | null; priority?: ("urgent" | "high" | "medium" | "low") | null; category?: string | null; branch?: string | null; assignee?: string | null; reporter?: string | null; source?: ("app" | "page" | "guest" | "email" | "telegram") | null; mine?: boolean | null; is_active?: boolean | null; is_assigned?: boolean | null; is_late?: boolean | null }
/** Filters of a timeline. */ export interface TimelineQuery { cursor?: string | null; limit?: number; kind?: ("created" | "note" | "call" | "stage" | "owner" | "step" | "change" | "trial" | "test" | "merge" | "lost" | "reopened" | "converted") | null }
/** Today and the week for you: `teaching` is null for users who do not teach, `office` for all but the office. */ export interface TodayOut { teaching: TeachingTodayOut | null; pupils: PupilTodayOut[]; office: OfficeTodayOut | null; news: NotificationOut[] }
/** `access` goes into `Authorization: Bearer …` for `expires_in` seconds; then `refresh` gets the next two. */ export interface TokensOut { access: string; refresh: string; expires_in: number }
/** The amount to add to a balance, in the minor unit, and how to pay it. */ export interface TopUpIn { provider: "payme" | "stripe"; lang?: ("uz" | "ru" | "en") | null; return_url?: string; amount: number; currency?: string }
/** Sums of marks. `percent` is the share of marked lessons that the pupil attended; null without marks. */ export interface TotalsOut { present: number; late: number; absent: number; excused: number; minutes_late: number; lessons: number; percent: number | null }
/** One movement of coins. `cause` names its object, `text` describes it, `note` is the reason of an adjustment. A correction has a revision above 1. */ export interface TransactionOut { id: string; amount: number; cause: string; revision: number; reason: string; text: string; note: string; created_at: string }
/** Filters for coin transactions. */ export interface TransactionsQuery { cursor?: string | null; limit?: number; format?: "" | "json" | "csv" | "xlsx"; cause?: string | null; since?: string | null; until?: string | null }
/** waiting → running → gone, or refused. Done transcriptions are deleted: `Subtitles` has what came of them. */ export type TranscriptionState = "waiting" | "running" | "refused";
/** The group that the pupil moves to, and from which day (default: today). */ export interface TransferIn { group: string; on?: string | null; reason?: string; accept_attended?: boolean }
/** Kinds of transfers; the left column of the table of postings. */ export type TransferKind = "charge" | "discount" | "write_off" | "correction" | "money_in" | "taken_back" | "paid_back" | "reversal" | "cancelled" | "pay_earned" | "pay_out" | "expense" | "desk_count" | "banked" | "float" | "opening" | "merged";
/** A posting in the ledger: kind, cause, who made it, and the local day it counts on. Its entries balance. */ export interface TransferOut { id: string; kind: string; text: string; cause: string; on: string; corrects_month: string | null; created_at: string; branch: NamedOut; payment: NamedPaymentOut | null; reason: string; by: PersonOut | null; entries: LedgerEntryOut[] }
/** Scores of a pupil's last ten homeworks, in the order of handing in; `meaning` says how to read them. */ export interface TrendOut { student: PersonOut; average: number | null; points: TrendPointOut[]; meaning: string }
/** One scored homework of a pupil. */ export interface TrendPointOut { homework: string; title: string; kind: string; given_at: string; handed_in_at: string | null; score: number | null; stars: number | null; parts: Record<string, number | null> }
/** A lesson to try. The other fields are of the account that a lead without one gets. */ export interface TrialIn { group: string; day: string; student?: string | null; first_name?: string; last_name?: string; patronymic?: string; birth_date?: string | null; phone?: string | null; locale?: "uz" | "ru" | "en" }
/** A pupil on trial in a group that has a lesson today. */ export interface TrialTodayOut { student: PersonOut; group: GroupRefOut }
/** Say whether the prompt is true. */ export interface TrueFalseBody { kind: "true_false" }
/** Whether the prompt is true. */ export interface TrueFalseKey { explanation?: string; right_feedback?: string; partial_feedback?: string; wrong_feedback?: string; hints?: Hint[]; penalty?: number; kind: "true_false"; correct: boolean; true_feedback?: string; false_feedback?: string }
/** Whether the learner holds the prompt for true. */ export interface TrueFalseResponse { kind: "true_false"; value?: boolean | null }
/** Whether to undo, or only to say what would be undone. */ export interface UndoIn { accept_attended?: boolean; preview?: boolean }
/** The day on which the pupil returns (default: today). */ export interface UnfreezeIn { on?: string | null }
/** What a measure is counted in. Money is in the minor unit, one series for each currency. */ export type Unit = "people" | "lessons" | "tasks" | "attempts" | "percent" | "points" | "coins" | "money" | "leads" | "tickets" | "texts" | "views" | "minutes";
/** A participant who did not come by a personal address. */ export interface UnknownParticipantOut { key: string; name: string; source: "zoom" | "meet" | "bigbluebutton" | "jaas" | "button"; first_seen: string; minutes: number | null }
/** Lessons (pay) or marks (charges) of a group without a price of a lesson, and how many. */ export interface UnprovenLessonsOut { group: ProofGroupOut; reason: NotByLesson; count: number }
/** Why a person gets the message by none of the channels. - `inactive`: the account is deactivated. - `no_address`: none of the channels has an address that may be used. - `switched_off`: the person does not want it there. - `told_today`: a message about this debt was sent within 20 hours. */ export type Unreachable = "inactive" | "no_address" | "switched_off" | "told_today";
/** A person whom no channel reaches, the pupil, and why. */ export interface UnreachableOut { student: PersonOut; person: PersonOut; reason: Unreachable }
/** A person who is not reached, the pupils for whom and their groups, and why. `delivery_reason`: why the SMS of the link was not sent or not delivered. `phone`: only for those who may see people's contacts, else null. */ export interface UnreachedOut { person: PersonOut; pupils: PersonOut[]; groups: GroupRefOut[]; phone: string | null; reason: UnreachedReason; delivery_reason: DeliveryReason | ""; explanation: string; invited_at: string | null; expires_at: string | null }
/** Filters of the people who are not reached. */ export interface UnreachedQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; import_id?: string | null; group?: string | null; branch?: string | null; reason?: UnreachedReason | null }
/** Why a person is not reached. - `no_guardian`: a minor without a guardian who could be invited. - `no_number`, `number_invalid`: no number, or none that takes SMS. - `opted_out`: the person wants no messages. - `not_invited`: nothing was sent or printed yet. - `waiting`: the SMS waits to be sent. - `invited`, `printed`: the link was sent, or printed, and is not used yet. - `number_changed`: the link went to another number. - `expired`: the link has expired. - `not_sent`, `failed`: the SMS was not sent or not delivered; `delivery_reason` says why. */ export type UnreachedReason = "no_guardian" | "no_number" | "number_invalid" | "opted_out" | "not_invited" | "waiting" | "invited" | "printed" | "number_changed" | "expired" | "not_sent" | "failed";
/** The number of unread notifications. */ export interface UnreadOut { unread: number }
/** A planned lesson past its end. */ export interface UnsettledLessonOut { id: string; group: string; group_name: string; starts_at: string; ends_at: string; zone: string; topic: string; link: string; live: string | null; status: string; held_by_hand: boolean; teacher: LessonTeacherOut | null; instead_of: LessonTeacherOut | null; room: LessonRoomOut | null; moved_from: string | null; cancel_reason: string; marked: boolean }
/** Filters for lessons to settle. */ export interface UnsettledLessonsQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; from?: string | null; to?: string | null; group?: string | null; teacher?: string | null; branch?: string | null; marked?: boolean | null }
/** A file to upload: its name, its exact size in bytes and, if known, its SHA-256. */ export interface UploadIn { name: string; size: number; sha256?: string }
/** How to send the file. `PUT`: send the bytes with `headers`, in pieces of `piece_bytes` with `Content-Range`, or all at once when `piece_bytes` is null. `POST`: send one form with `fields` and then the file as `file`. `url` is a path on this server or an address of the file store. */ export interface UploadOut { id: string; method: "PUT" | "POST"; url: string; fields: Record<string, string>; headers: Record<string, string>; piece_bytes: number | null; expires_at: string; received: number; size: number }
/** The votes for a reply. */ export interface UpvotesOut { upvotes: number }
/** Filters for the downloads and views of a material. */ export interface UsageQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; use?: "view" | "download"; user?: string | null; since?: string | null; until?: string | null }
/** What the office may change in an account; fields that are not sent stay. Null removes an e-mail, phone or birth date. */ export interface UserChanges { student_profile?: StudentProfileChanges; teacher_profile?: TeacherProfileChanges; first_name?: string; last_name?: string; patronymic?: string; locale?: "uz" | "ru" | "en"; zone?: string; email?: string | null; phone?: string | null; all_branches?: boolean; branches?: string[]; birth_date?: string | null; counts_as_adult?: boolean }
/** A user with profiles and branches, for the office. */ export interface UserDetailOut { student_profile: StudentProfileOut | null; teacher_profile: TeacherProfileOut | null; id: string; email: string | null; phone: string | null; first_name: string; last_name: string; patronymic: string; role: string; own_role: string | null; requested_role: string; status: "active" | "pending" | "off"; is_child: boolean; number: number | null; avatar: string | null; locale: "uz" | "ru" | "en"; zone: string; last_login: string | null; created_at: string; email_verified_at: string | null; phone_verified_at: string | null; phone_vouched_at: string | null; birth_date: string | null; counts_as_adult: boolean; is_minor: boolean; all_branches: boolean; branches: string[]; child_profile: ChildAccountOut | null; merged_into: string | null }
/** A user to create. A pupil who is a minor by `birth_date` becomes a child, who needs neither e-mail nor phone. */ export interface UserIn { first_name: string; last_name?: string; patronymic?: string; role: Role; email?: string | null; phone?: string | null; locale?: "uz" | "ru" | "en"; zone?: string; birth_date?: string | null }
/** An open membership of a user in a list. */ export interface UserMembershipOut { group: string; name: string; status: string }
/** A user in a list, for the office. */ export interface UserOut { id: string; email: string | null; phone: string | null; first_name: string; last_name: string; patronymic: string; role: string; own_role: string | null; requested_role: string; status: "active" | "pending" | "off"; is_child: boolean; number: number | null; avatar: string | null; locale: "uz" | "ru" | "en"; zone: string; last_login: string | null; created_at: string; memberships: UserMembershipOut[] }
/** Filters of users. */ export interface UsersQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; role?: Role | null; status?: ("active" | "pending" | "off") | null; group?: string | null; staff?: boolean | null; membership?: MembershipFilter | null; debtor?: boolean | null; absent_twice?: boolean | null; telegram?: boolean | null }
/** The scales that a centre has from the start. */ export type UsualScale = "hundred_points" | "five" | "twelve" | "letters" | "pass_fail";
/** What VdoCipher's player needs for one playback. */ export interface VdoCipherOut { otp: string; playback_info: string }
/** A film that is prepared for watching. Its length is null, and its width and height 0, until they are known; `reason` says why it was `refused`. */ export interface VideoOut { video: string | null; file: string; state: VideoState; percent: number; reason: string | null; duration_ms: number | null; width: number; height: number; has_audio: boolean; bytes: number }
/** waiting → transcoding → ready or refused. A ready video waits again when the store has lost its files. */ export type VideoState = "waiting" | "transcoding" | "ready" | "refused";
/** A voice comment that waits for its review. */ export interface VoiceOut { id: string; content_type: string; size: number }
/** The count of a cash desk that waits for a second person; `id` is that of the approval. Until it is decided, a shift to be opened is not open, and a shift to be closed is open and moves no cash. */ export interface WaitingCountOut { id: string; action: "open" | "close"; counted: MoneyOut; change_float: MoneyOut; note: string; requested_by: PersonOut; created_at: string; expires_at: string }
/** A pupil to add to the waiting list. */ export interface WaitingIn { student: string; note?: string }
/** An entry in the waiting list; the first in the list waits longest. */ export interface WaitingOut { id: string; student: PupilOut; note: string; created_at: string }
/** Filters for the waiting list of a group. */ export interface WaitingQuery { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; open?: boolean; student?: string | null }
/** A course to buy: without an end, or for a number of `months`. */ export interface WantedIn { course: string; months?: number | null }
/** A child in your care: the link, what you may see, and the consents. */ export interface WardOut { id: string; link: string; first_name: string; last_name: string; patronymic: string; avatar: string | null; kind: GuardianKind; sees_progress: boolean; sees_recordings: boolean; sees_payments: boolean; child_profile: ChildProfileOut | null; is_minor: boolean; consents: ConsentOut[] }
/** Pieces of a recording that you heard or watched, in milliseconds; repeated and overlapping ones are fine. */ export interface WatchedIn { block: string; pieces: [number, number][] }
/** What the player draws over the film, here and there. */ export interface WatermarkOut { text: string }
/** Changes of a webhook. Fields that are not sent stay. Activation resets its failures. */ export interface WebhookChanges { url?: string; event_types?: string[]; description?: string; active?: boolean }
/** Filters of the list of deliveries. */ export interface WebhookDeliveriesQuery { cursor?: string | null; limit?: number; state?: ("waiting" | "delivered" | "failed" | "dropped") | null; type?: string }
/** One message to one webhook, with the answer to the last try (its first 1 kB). */ export interface WebhookDeliveryOut { id: string; event_id: string; type: string; data: Record<string, unknown>; state: "waiting" | "delivered" | "failed" | "dropped"; tries: number; next_try_at: string | null; status: number | null; answer: string; duration_ms: number | null; reason: string; why: string; delivered_at: string | null; created_at: string }
/** An event type with an example of its data. */ export interface WebhookEventTypeOut { type: string; description: string; example: Record<string, unknown> }
/** All event types that a webhook can subscribe to. */ export interface WebhookEventTypesOut { event_types: WebhookEventTypeOut[] }
/** A new webhook. `event_types`: see `GET /settings/webhooks/event-types/`. */ export interface WebhookIn { url: string; event_types: string[]; description?: string; active?: boolean }
/** A call of a provider (`body`) and the answer to it, without secrets. Long texts are cut here; the admin shows them completely. `code`: why it was refused; `transaction`: number of the provider transaction. */ export interface WebhookOut { id: string; provider: string; what: string; verdict: "done" | "duplicate" | "ignored" | "refused" | "forged" | "failed"; code: string; status: number; address: string | null; milliseconds: number; transaction: number | null; event_id: string; body: string; answer: string; created_at: string }
/** A webhook and its secret, which is shown only in this answer. */ export interface WebhookSecretOut { webhook: OutgoingWebhookOut; secret: string }
/** Filters of the list of webhook deliveries. */ export interface WebhooksQuery { cursor?: string | null; limit?: number; provider?: ("payme" | "stripe") | null; verdict?: ("done" | "duplicate" | "ignored" | "refused" | "forged" | "failed") | null; what?: string }
/** The week that contains the day. */ export interface WeekQuery { day?: string | null }
/** The leaderboard of a course or of the centre, as it was at `taken_at`; null before the first update. */ export interface WideBoardOut { scope: string; course: string | null; period: Period; starts_on: string | null; taken_at: string | null; rows: BoardRow[]; me: BoardRow | null; neighbours: BoardRow[] }
/** The scope and period of a leaderboard and the rows to return. */ export interface WideBoardQuery { period?: ("week" | "month" | "all"); on?: string | null; neighbours?: number; scope?: "course" | "centre"; course?: string | null }
/** Why the mark is withdrawn. */ export interface WithdrawQuery { reason?: string }
/** A word that differs between two scores; `was` is null for a new word. */ export interface WordChangeOut { index: number; reference: number | null; text: string; was: WordStateOut | null; now: WordStateOut }
/** Correction of one word: `class` for a word of the text (`index` is its place), or `heard` for a word of a free answer, empty when the pupil did not say it. Without both, an earlier correction is removed. */ export interface WordFixIn { index: number; class?: ("correct" | "near" | "wrong" | "omitted" | "not_reached") | null; heard?: string | null }
/** A word of the text (`reference` is its place) or an extra word. Times are seconds from the start. `weak`: the word should be checked; this lowers no score. `mark`: 0 to 10, as experts score words, if known. */ export interface WordOut { index: number; text: string; heard: string; class: string; start: number | null; end: number | null; probability: number | null; reference: number | null; probable: boolean; corrected: boolean; weak?: boolean; mark?: number | null }
/** A word as one score has it. */ export interface WordStateOut { class: string; heard: string }
/** The text in use for one notification type, channel and language. `type_title`: the type in the user's language; `group`: what it is about. `own`: it is the centre's own template; else it is the built-in text, and `id` is null. `places`: the placeholders that the text may use. */ export interface WordingOut { id: string | null; type: string; type_title: string; group: MessageGroup; channel: string; language: string; title: string; text: string; own: boolean; places: string[] }
/** Corrections of words, each place once. `revision`: of the score that was shown; 409 when it has changed. */ export interface WordsIn { words: WordFixIn[]; revision?: number | null }
/** The amount to write off, at most the outstanding amount; the rest stays due. */ export interface WriteOffIn { amount: MoneyIn; reason: string }
/** Query parameters of the cards of a batch. It is never a file: it stays where roles are checked. */ export interface WrittenReportCardsQuery { page?: number; page_size?: number; ordering?: string; search?: string }
/** The result of an xAPI statement. */ export interface XapiResultIn { score?: XapiScoreIn | null; completion?: boolean | null; success?: boolean | null }
/** The score of an xAPI statement. */ export interface XapiScoreIn { scaled: number }
/** What matters of an xAPI statement. */ export interface XapiStatementIn { verb: string; result?: XapiResultIn }
/** Every operation by path (under `/api/v1`) and method. */
export interface Paths {
  "/auth/login/": { post: { body: LoginIn; answer: SignedInOut | FactorOwedOut } };
  "/auth/refresh/": { post: { body: RefreshIn; answer: TokensOut } };
  "/auth/logout/": { post: { answer: undefined } };
  "/auth/users/me/": { get: { answer: OwnProfileOut };
    patch: { body: OwnChanges; answer: OwnProfileOut } };
  "/auth/register/": { post: { body: RegisterIn; answer: undefined | SignUpSentOut } };
  "/auth/register/student/": { post: { body: RegisterIn; answer: undefined | SignUpSentOut } };
  "/auth/register/teacher/": { post: { body: RegisterIn; answer: undefined | SignUpSentOut } };
  "/auth/verify-email/": { post: { body: ProofIn; answer: undefined } };
  "/auth/verify-email/resend/": { post: { body: ResendIn; answer: CodeSentOut } };
  "/auth/verify-phone/request/": { post: { body: PhoneRequestIn; answer: CodeSentOut } };
  "/auth/verify-phone/": { post: { body: PhoneCodeIn; answer: MeOut } };
  "/auth/password-reset/": { post: { body: ResetIn; answer: CodeSentOut } };
  "/auth/password-reset/confirm/": { post: { body: ResetConfirmIn; answer: undefined } };
  "/auth/password-change/": { post: { body: PasswordChangeIn; answer: SignedInOut } };
  "/auth/invitations/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: "open" | "accepted" | "withdrawn" | "expired" | "" }; answer: PageOf_InvitationOut_ };
    post: { body: InvitationIn; answer: InvitationOut } };
  "/auth/invitations/{id}/": { get: { path: { id: string }; answer: InvitationOut };
    delete: { path: { id: string }; answer: undefined } };
  "/auth/invitations/{id}/resend/": { post: { path: { id: string }; body: InvitationResendIn; answer: InvitationOut } };
  "/auth/unreached/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; import_id?: string | null; group?: string | null; branch?: string | null; reason?: UnreachedReason | null }; answer: PageOf_UnreachedOut_ } };
  "/auth/activation-links/preview/": { post: { body: InvitationsPreviewIn; answer: InvitationsPreviewOut } };
  "/auth/activation-links/": { post: { body: InvitationsSendIn; answer: InvitationsSentOut } };
  "/auth/activation-links/sheet/": { post: { body: QrSheetIn; answer: QrSheetOut } };
  "/auth/activation/check/": { post: { body: ActivationTokenIn; answer: ActivationOfferOut } };
  "/auth/activation/": { post: { body: ActivationIn; answer: SignedInOut } };
  "/auth/login/mfa/": { post: { body: FactorIn; answer: SignedInOut } };
  "/auth/login/child/": { post: { body: ChildLoginIn; answer: SignedInOut } };
  "/auth/children/{id}/device/": { post: { path: { id: string }; answer: OpenedDeviceOut } };
  "/auth/mfa/": { get: { answer: FactorStateOut } };
  "/auth/mfa/setup/": { post: { body: PasswordIn; answer: SetupOut } };
  "/auth/mfa/confirm/": { post: { body: CodeIn; answer: RecoveryCodesOut } };
  "/auth/mfa/disable/": { post: { body: DisableIn; answer: undefined } };
  "/auth/mfa/step-up/": { post: { body: StepUpIn; answer: StepUpOut } };
  "/auth/sessions/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }; answer: PageOf_SessionOut_ } };
  "/auth/sessions/{id}/": { delete: { path: { id: string }; answer: undefined } };
  "/auth/logout-all/": { post: { answer: undefined } };
  "/auth/users/{id}/view-as/": { post: { path: { id: string }; answer: TokensOut } };
  "/auth/users/{id}/activity/": { get: { path: { id: string }; query: { cursor?: string | null; limit?: number; action?: string | null; object_type?: string | null; object_id?: string | null; since?: string | null; until?: string | null }; answer: FeedOf_ActivityOut_ } };
  "/auth/roles/": { get: { answer: RoleTableOut };
    post: { body: OwnRoleIn; answer: OwnRoleOut } };
  "/auth/roles/{id}/": { get: { path: { id: string }; answer: OwnRoleOut };
    patch: { path: { id: string }; body: OwnRoleChanges; answer: OwnRoleOut };
    delete: { path: { id: string }; answer: undefined } };
  "/auth/users/me/avatar/": { put: { form: { file: Blob }; answer: AvatarOut };
    delete: { answer: undefined } };
  "/auth/avatars/{link}/": { get: { path: { link: string }; answer: Blob } };
  "/auth/users/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; role?: Role | null; status?: ("active" | "pending" | "off") | null; group?: string | null; staff?: boolean | null; membership?: MembershipFilter | null; debtor?: boolean | null; absent_twice?: boolean | null; telegram?: boolean | null }; answer: PageOf_UserOut_ };
    post: { body: UserIn; answer: UserDetailOut } };
  "/auth/users/{id}/": { get: { path: { id: string }; answer: UserDetailOut };
    patch: { path: { id: string }; body: UserChanges; answer: UserDetailOut } };
  "/auth/users/{id}/activate/": { post: { path: { id: string }; answer: UserDetailOut } };
  "/auth/users/{id}/deactivate/": { post: { path: { id: string }; body: DeactivateIn; answer: UserDetailOut } };
  "/auth/users/{id}/approve/": { post: { path: { id: string }; answer: UserDetailOut } };
  "/auth/users/{id}/role/": { post: { path: { id: string }; body: RoleIn; answer: UserDetailOut } };
  "/auth/children/{id}/reset/": { post: { path: { id: string }; answer: ChildSecretsOut } };
  "/auth/users/{id}/facts/": { get: { path: { id: string }; answer: PupilFactsOut } };
  "/auth/users/{id}/notes/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; visibility?: NoteVisibility | null }; answer: PageOf_NoteOut_ };
    post: { path: { id: string }; body: NoteIn; answer: NoteOut } };
  "/auth/users/{id}/notes/{note_id}/": { patch: { path: { id: string; note_id: string }; body: NoteChangesIn; answer: NoteOut };
    delete: { path: { id: string; note_id: string }; answer: undefined } };
  "/auth/users/{id}/contacts/": { get: { path: { id: string }; answer: ContactsOut };
    post: { path: { id: string }; body: ContactPersonIn; answer: ContactPersonOut } };
  "/auth/users/{id}/contacts/{contact_id}/": { patch: { path: { id: string; contact_id: string }; body: ContactPersonChanges; answer: ContactPersonOut };
    delete: { path: { id: string; contact_id: string }; answer: undefined } };
  "/auth/users/me/children/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }; answer: PageOf_WardOut_ } };
  "/auth/users/me/consents/": { get: { answer: ConsentsOut } };
  "/auth/users/me/consents/{kind}/": { put: { path: { kind: "recording" | "photo" | "messages" | "machine_learning" | "certificate" | "activity" | "learning_systems" }; body: ConsentIn; answer: ConsentOut } };
  "/auth/children/{id}/consents/": { get: { path: { id: string }; answer: ConsentsOut } };
  "/auth/children/{id}/consents/{kind}/": { put: { path: { id: string; kind: "recording" | "photo" | "messages" | "machine_learning" | "certificate" | "activity" | "learning_systems" }; body: ConsentIn; answer: ConsentOut } };
  "/auth/children/{id}/consents/{kind}/paper/": { post: { path: { id: string; kind: "recording" | "photo" | "messages" | "machine_learning" | "certificate" | "activity" | "learning_systems" }; form: { given: boolean; version?: string | null; signed_by: string; signed_on: string; file: Blob }; answer: ConsentOut } };
  "/auth/users/me/guardians/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }; answer: PageOf_GuardianOut_ } };
  "/auth/users/me/guardians/{id}/": { delete: { path: { id: string }; answer: undefined } };
  "/auth/guardians/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; parent?: string | null; child?: string | null; open?: boolean | null }; answer: PageOf_GuardianOut_ };
    post: { body: GuardianIn; answer: GuardianOut } };
  "/auth/guardians/{id}/": { get: { path: { id: string }; answer: GuardianOut };
    patch: { path: { id: string }; body: GuardianChanges; answer: GuardianOut };
    delete: { path: { id: string }; answer: undefined } };
  "/auth/families/": { post: { body: FamilyIn; answer: FamilyOut } };
  "/auth/institutions/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; kind?: InstitutionKind | null }; answer: PageOf_InstitutionOut_ };
    post: { body: InstitutionIn; answer: InstitutionOut } };
  "/auth/institutions/{id}/": { get: { path: { id: string }; answer: InstitutionOut };
    patch: { path: { id: string }; body: InstitutionChanges; answer: InstitutionOut };
    delete: { path: { id: string }; answer: undefined } };
  "/auth/onboarding/": { get: { answer: OnboardingOut };
    put: { body: AnswersIn; answer: OnboardingOut } };
  "/auth/users/{id}/onboarding/": { get: { path: { id: string }; answer: OnboardingOut } };
  "/auth/onboarding/questions/": { get: { answer: QuestionsOut };
    put: { body: QuestionsIn; answer: QuestionsOut } };
  "/auth/users/me/export/": { get: { answer: ExportOut };
    post: { answer: ExportOut } };
  "/auth/children/{id}/export/": { get: { path: { id: string }; answer: ExportOut };
    post: { path: { id: string }; answer: ExportOut } };
  "/auth/exports/{link}/": { get: { path: { link: string }; answer: Blob } };
  "/auth/users/{id}/erase/": { post: { path: { id: string }; answer: ErasureOut } };
  "/auth/children/{id}/erase-request/": { get: { path: { id: string }; answer: ChildErasureOut };
    post: { path: { id: string }; answer: ErasureOut };
    delete: { path: { id: string }; answer: ChildErasureOut } };
  "/auth/erase-requests/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ErasureState | null }; answer: PageOf_ErasureOut_ } };
  "/auth/erase-requests/{id}/decide/": { post: { path: { id: string }; body: DecisionIn; answer: ErasureOut } };
  "/auth/doubles/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_LikelyPairOut_ } };
  "/auth/users/{id}/merge/preview/": { post: { path: { id: string }; body: MergePreviewIn; answer: MergePreviewOut } };
  "/auth/users/{id}/merge/": { post: { path: { id: string }; body: MergeIn; answer: UserDetailOut } };
  "/courses/courses/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; language?: ("uz" | "ru" | "en") | null; level?: string; mode?: CourseMode | null; category?: string | null; tag?: string; slug?: string; status?: CourseStatus | null; taught?: boolean }; answer: PageOf_CatalogueCourseOut_ };
    post: { body: CourseIn; answer: CourseDetailOut } };
  "/courses/courses/{id}/": { get: { path: { id: string }; answer: CourseDetailOut };
    patch: { path: { id: string }; body: CourseChanges; answer: CourseDetailOut };
    delete: { path: { id: string }; answer: undefined } };
  "/courses/courses/{id}/publish/": { post: { path: { id: string }; answer: CourseDetailOut } };
  "/courses/courses/{id}/archive/": { post: { path: { id: string }; answer: CourseDetailOut } };
  "/courses/courses/{id}/teachers/": { put: { path: { id: string }; body: CourseTeachersIn; answer: CourseDetailOut } };
  "/courses/courses/{id}/thumbnail/": { put: { path: { id: string }; form: { file: Blob }; answer: CourseDetailOut };
    delete: { path: { id: string }; answer: undefined } };
  "/courses/thumbnails/{link}/": { get: { path: { link: string }; answer: Blob } };
  "/courses/tags/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_TagOut_ } };
  "/courses/categories/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; published?: boolean | null }; answer: PageOf_CategoryOut_ };
    post: { body: CategoryIn; answer: CategoryOut } };
  "/courses/categories/{id}/": { get: { path: { id: string }; answer: CategoryOut };
    patch: { path: { id: string }; body: CategoryChanges; answer: CategoryOut };
    delete: { path: { id: string }; answer: undefined } };
  "/courses/levels/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; archived?: boolean }; answer: PageOf_LevelOut_ };
    post: { body: LevelIn; answer: LevelOut } };
  "/courses/levels/{id}/": { patch: { path: { id: string }; body: LevelChanges; answer: LevelOut };
    delete: { path: { id: string }; answer: undefined } };
  "/courses/placements/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; student?: string | null; language?: ("uz" | "ru" | "en") | null }; answer: PageOf_PlacementOut_ };
    post: { body: PlacementIn; answer: PlacementOut } };
  "/courses/placements/{id}/": { delete: { path: { id: string }; answer: undefined } };
  "/courses/groups/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; course?: string | null; branch?: string | null; teacher?: string | null; status?: GroupStatus | null; free?: boolean | null }; answer: PageOf_GroupOut_ };
    post: { body: GroupIn; answer: GroupDetailOut } };
  "/courses/groups/{id}/": { get: { path: { id: string }; answer: GroupDetailOut };
    patch: { path: { id: string }; body: GroupChanges; answer: GroupDetailOut };
    delete: { path: { id: string }; answer: undefined } };
  "/courses/groups/{id}/close/": { post: { path: { id: string }; body: GroupCloseIn; answer: GroupDetailOut } };
  "/courses/groups/{id}/reopen/": { post: { path: { id: string }; answer: GroupDetailOut } };
  "/courses/groups/{id}/leads/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }; answer: PageOf_LeadChangeOut_ } };
  "/courses/groups/{id}/waiting/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; open?: boolean; student?: string | null }; answer: PageOf_WaitingOut_ };
    post: { path: { id: string }; body: WaitingIn; answer: WaitingOut } };
  "/courses/groups/{id}/waiting/{entry_id}/": { delete: { path: { id: string; entry_id: string }; answer: undefined } };
  "/courses/groups/{id}/members/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; open?: boolean | null; status?: MembershipStatus | null }; answer: PageOf_MemberOut_ };
    post: { path: { id: string }; body: MemberIn; answer: MemberOut } };
  "/courses/groups/{id}/members/{membership_id}/": { patch: { path: { id: string; membership_id: string }; body: MemberChanges; answer: MemberOut };
    delete: { path: { id: string; membership_id: string }; answer: undefined } };
  "/courses/groups/{id}/members/{membership_id}/end/": { post: { path: { id: string; membership_id: string }; body: MemberEndIn; answer: MemberOut } };
  "/courses/groups/{id}/members/{membership_id}/transfer/": { post: { path: { id: string; membership_id: string }; body: TransferIn; answer: MemberOut } };
  "/courses/groups/{id}/members/{membership_id}/freeze/": { post: { path: { id: string; membership_id: string }; body: FreezeIn; answer: MemberOut } };
  "/courses/groups/{id}/members/{membership_id}/unfreeze/": { post: { path: { id: string; membership_id: string }; body: UnfreezeIn; answer: MemberOut } };
  "/courses/groups/{id}/members/{membership_id}/history/": { get: { path: { id: string; membership_id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }; answer: PageOf_MemberChangeOut_ } };
  "/courses/groups/{id}/members/bulk-add/": { post: { path: { id: string }; body: BulkAddIn; answer: BulkChangeOut } };
  "/courses/groups/{id}/members/bulk-change/": { post: { path: { id: string }; body: BulkChangeIn; answer: BulkChangeOut } };
  "/courses/groups/{id}/members/bulk-transfer/": { post: { path: { id: string }; body: BulkTransferIn; answer: BulkChangeOut } };
  "/courses/groups/{id}/bulk-close/": { post: { path: { id: string }; body: BulkCloseIn; answer: BulkChangeOut } };
  "/courses/groups/{id}/bulk-reopen/": { post: { path: { id: string }; body: BulkReopenIn; answer: BulkChangeOut } };
  "/courses/rooms/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; branch?: string | null; archived?: boolean }; answer: PageOf_RoomOut_ };
    post: { body: RoomIn; answer: RoomOut } };
  "/courses/rooms/{id}/": { get: { path: { id: string }; answer: RoomOut };
    patch: { path: { id: string }; body: RoomChanges; answer: RoomOut };
    delete: { path: { id: string }; answer: undefined } };
  "/courses/rooms/{id}/week/": { get: { path: { id: string }; query: { day?: string | null }; answer: RoomWeekOut } };
  "/courses/holidays/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; since?: string | null; until?: string | null }; answer: PageOf_HolidayOut_ };
    post: { body: HolidayIn; answer: HolidaySetOut } };
  "/courses/holidays/{id}/": { get: { path: { id: string }; answer: HolidayOut };
    patch: { path: { id: string }; body: HolidayChanges; answer: HolidaySetOut };
    delete: { path: { id: string }; answer: undefined } };
  "/courses/groups/{id}/schedule/": { get: { path: { id: string }; answer: ScheduleOut };
    put: { path: { id: string }; body: ScheduleIn; answer: ScheduleSetOut } };
  "/courses/groups/{id}/schedule/generate/": { post: { path: { id: string }; body: GenerateIn; answer: GeneratedOut } };
  "/courses/groups/{id}/live-rooms/": { get: { path: { id: string }; answer: GroupLiveRoomsOut };
    post: { path: { id: string }; body: GroupLiveRoomsIn; answer: GroupLiveRoomsOut };
    put: { path: { id: string }; body: NewLessonRoomsIn; answer: GroupLiveRoomsOut } };
  "/courses/imports/students/": { post: { form: { file: Blob; dry_run?: boolean; mapping?: string; columns?: string; preset?: "" | "modme" | "alfacrm"; group?: string | null; branch?: string | null; name_order?: "auto" | "first_last" | "last_first" }; answer: ImportPreviewOut } };
  "/courses/imports/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ("queued" | "checked" | "done" | "failed" | "undone") | null; dry_run?: boolean | null }; answer: PageOf_ImportOut_ } };
  "/courses/imports/{id}/": { get: { path: { id: string }; answer: ImportDetailOut } };
  "/courses/imports/{id}/rows/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; verdict?: ("new" | "changed" | "same" | "refused") | null }; answer: PageOf_ImportRowOut_ } };
  "/courses/imports/{id}/errors/": { get: { path: { id: string }; answer: undefined } };
  "/courses/imports/{id}/run/": { post: { path: { id: string }; answer: ImportDetailOut } };
  "/courses/imports/{id}/undo/": { post: { path: { id: string }; answer: ImportDetailOut } };
  "/courses/exports/students/": { get: { query: { group?: string | null; branch?: string | null; status?: ("lead" | "trial" | "active" | "frozen") | null; format?: "csv" | "xlsx" }; answer: undefined } };
  "/courses/exports/groups/": { get: { query: { branch?: string | null; status?: ("active" | "closed") | null; format?: "csv" | "xlsx" }; answer: undefined } };
  "/courses/courses/{id}/exports/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; kind?: ("talim" | "common_cartridge") | null }; answer: PageOf_CourseExportOut_ };
    post: { path: { id: string }; body: CourseExportIn; answer: CourseExportOut } };
  "/courses/courses/{id}/exports/{export_id}/": { get: { path: { id: string; export_id: string }; answer: CourseExportOut } };
  "/courses/courses/imports/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ("checking" | "checked" | "running" | "done" | "failed" | "undone") | null }; answer: PageOf_CourseImportOut_ };
    post: { body: CourseImportIn; answer: CourseImportDetailOut } };
  "/courses/courses/imports/{id}/": { get: { path: { id: string }; answer: CourseImportDetailOut } };
  "/courses/courses/imports/{id}/run/": { post: { path: { id: string }; answer: CourseImportDetailOut } };
  "/courses/courses/imports/{id}/undo/": { post: { path: { id: string }; answer: CourseImportDetailOut } };
  "/courses/courses/{id}/draft/": { get: { path: { id: string }; answer: CourseDraftOut };
    patch: { path: { id: string }; body: DraftSettingsIn; answer: CourseDraftOut } };
  "/courses/modules/{id}/": { patch: { path: { id: string }; body: ModuleChanges; answer: CourseDraftOut };
    delete: { path: { id: string }; answer: undefined } };
  "/courses/modules/{id}/restore/": { post: { path: { id: string }; answer: CourseDraftOut } };
  "/courses/courses/{id}/lessons/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_OutlineLessonOut_ };
    post: { path: { id: string }; body: CourseLessonIn; answer: LessonDraftOut } };
  "/courses/lessons/{id}/draft/": { get: { path: { id: string }; answer: LessonDraftOut };
    put: { path: { id: string }; body: LessonDraftIn; answer: LessonDraftOut };
    delete: { path: { id: string }; answer: undefined } };
  "/courses/lessons/{id}/draft/preview/": { get: { path: { id: string }; answer: CourseLessonOut } };
  "/courses/lessons/{id}/restore/": { post: { path: { id: string }; answer: CourseDraftOut } };
  "/courses/courses/{id}/outline/": { put: { path: { id: string }; body: OutlineIn; answer: CourseDraftOut } };
  "/courses/courses/{id}/changes/": { get: { path: { id: string }; answer: ContentChangesOut } };
  "/courses/courses/{id}/versions/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }; answer: PageOf_CourseVersionOut_ };
    post: { path: { id: string }; body: RevisionIn; answer: CourseVersionOut } };
  "/courses/courses/{id}/versions/{number}/restore/": { post: { path: { id: string; number: number }; body: RevisionIn; answer: CourseDraftOut } };
  "/courses/courses/{id}/files/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; kind?: ("document" | "slides" | "image" | "audio" | "video" | "link") | "package" | null }; answer: PageOf_CourseFileOut_ };
    post: { path: { id: string }; body: CourseFileIn; answer: CourseFileOut } };
  "/courses/courses/{id}/modules/": { get: { path: { id: string }; answer: OutlineOut };
    post: { path: { id: string }; body: ModuleIn; answer: CourseDraftOut } };
  "/courses/courses/{id}/reviews/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_CourseReviewOut_ } };
  "/courses/courses/{id}/rating/": { get: { path: { id: string }; answer: CourseRatingOut } };
  "/courses/courses/{id}/reviews/mine/": { put: { path: { id: string }; body: CourseReviewIn; answer: CourseReviewOut } };
  "/courses/reviews/{id}/": { get: { path: { id: string }; answer: CourseReviewOut };
    patch: { path: { id: string }; body: CourseReviewHiddenIn; answer: CourseReviewOut };
    delete: { path: { id: string }; answer: undefined } };
  "/courses/reviews/{id}/answer/": { put: { path: { id: string }; body: CourseReviewAnswerIn; answer: CourseReviewOut } };
  "/courses/reviews/{id}/report/": { post: { path: { id: string }; body: CourseReviewReportIn; answer: undefined } };
  "/courses/lessons/{id}/": { get: { path: { id: string }; answer: CourseLessonOut } };
  "/courses/lessons/{id}/progress/": { post: { path: { id: string }; body: ProgressIn; answer: LearningProgressOut } };
  "/courses/learning/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }; answer: PageOf_LearningOut_ } };
  "/courses/courses/{id}/enroll/": { post: { path: { id: string }; body: EnrolIn; answer: EnrollmentOut } };
  "/courses/enrollments/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; course?: string | null; user?: string | null; state?: EnrollmentState | null }; answer: PageOf_EnrollmentOut_ };
    post: { body: EnrollmentsIn; answer: EnrolledRowsOut } };
  "/courses/enrollments/{id}/": { get: { path: { id: string }; answer: EnrollmentOut };
    patch: { path: { id: string }; body: EnrollmentChanges; answer: EnrollmentOut } };
  "/courses/enrollments/{id}/end/": { post: { path: { id: string }; body: EnrollmentEndIn; answer: EnrollmentOut } };
  "/courses/courses/{id}/invitation-links/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }; answer: PageOf_InvitationLinkOut_ };
    post: { path: { id: string }; body: InvitationLinkIn; answer: NewInvitationLinkOut } };
  "/courses/invitation-links/{id}/revoke/": { post: { path: { id: string }; answer: InvitationLinkOut } };
  "/courses/invitation-links/check/": { post: { body: InvitationTokenIn; answer: InvitationOfferOut } };
  "/courses/invitation-links/use/": { post: { body: InvitationTokenIn; answer: EnrollmentOut } };
  "/courses/courses/{id}/packages/": { post: { path: { id: string }; body: PackageIn; answer: CoursePackageOut } };
  "/courses/courses/{id}/packages/{file}/": { get: { path: { id: string; file: string }; answer: CoursePackageOut } };
  "/courses/lessons/{id}/packages/{block}/": { post: { path: { id: string; block: string }; answer: OpenedPackageOut };
    put: { path: { id: string; block: string }; body: PackageSaveIn; answer: PackageSaveOut } };
  "/courses/lessons/{id}/draft/packages/{block}/": { post: { path: { id: string; block: string }; answer: OpenedPackageOut } };
  "/courses/lessons/{id}/playback/": { post: { path: { id: string }; body: BlockPlaybackIn; answer: PlaybackOut } };
  "/courses/lessons/{id}/draft/playback/": { post: { path: { id: string }; body: BlockPlaybackIn; answer: PlaybackOut } };
  "/courses/courses/{id}/videos/{file}/": { get: { path: { id: string; file: string }; answer: VideoOut } };
  "/courses/courses/{id}/videos/{file}/retry/": { post: { path: { id: string; file: string }; answer: VideoOut } };
  "/courses/lessons/{id}/quiz/": { get: { path: { id: string }; answer: QuizOut } };
  "/quizzes/banks/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; course?: string | null }; answer: PageOf_QuestionBankOut_ };
    post: { body: QuestionBankIn; answer: QuestionBankOut } };
  "/quizzes/banks/{id}/": { get: { path: { id: string }; answer: QuestionBankOut };
    patch: { path: { id: string }; body: QuestionBankNameIn; answer: QuestionBankOut };
    delete: { path: { id: string }; answer: undefined } };
  "/quizzes/banks/{id}/files/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }; answer: PageOf_QuestionFileOut_ };
    post: { path: { id: string }; body: QuestionFileIn; answer: QuestionFileOut } };
  "/quizzes/banks/{id}/questions/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; kind?: ("single" | "multiple" | "true_false" | "short" | "number" | "ordering" | "matching" | "gap" | "essay" | "speak" | "file" | "hotspot" | "dictation") | null; level?: ("" | "A1" | "A2" | "B1" | "B2" | "C1" | "C2") | null; skill?: ("" | "grammar" | "vocabulary" | "reading" | "listening" | "speaking" | "writing") | null; tag?: string | null }; answer: PageOf_BankQuestionRowOut_ };
    post: { path: { id: string }; body: BankQuestionIn; answer: BankQuestionOut } };
  "/quizzes/questions/{id}/": { get: { path: { id: string }; answer: BankQuestionOut };
    put: { path: { id: string }; body: BankQuestionChangeIn; answer: BankQuestionOut };
    delete: { path: { id: string }; answer: undefined } };
  "/quizzes/questions/{id}/try/": { post: { path: { id: string }; body: QuestionTryIn; answer: QuestionTryOut } };
  "/quizzes/banks/{id}/imports/": { post: { path: { id: string }; body: QuestionImportIn; answer: QuestionImportOut } };
  "/quizzes/banks/{id}/imports/{import_id}/": { get: { path: { id: string; import_id: string }; answer: QuestionImportOut } };
  "/quizzes/banks/{id}/imports/{import_id}/run/": { post: { path: { id: string; import_id: string }; answer: QuestionImportOut } };
  "/quizzes/banks/{id}/exports/": { post: { path: { id: string }; body: QuestionExportIn; answer: QuestionExportOut } };
  "/quizzes/banks/{id}/exports/{export_id}/": { get: { path: { id: string; export_id: string }; answer: QuestionExportOut } };
  "/quizzes/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; group?: string | null; course?: string | null; lesson?: string | null; takeable?: boolean; written?: boolean }; answer: PageOf_QuizRowOut_ };
    post: { body: QuizIn; answer: QuizOut } };
  "/quizzes/{id}/": { get: { path: { id: string }; answer: QuizOut };
    patch: { path: { id: string }; body: QuizChanges; answer: QuizOut };
    delete: { path: { id: string }; answer: undefined } };
  "/quizzes/{id}/publish/": { post: { path: { id: string }; answer: QuizOut } };
  "/quizzes/{id}/questions/": { get: { path: { id: string }; answer: QuizPlaceOut[] };
    put: { path: { id: string }; body: QuizPlacesIn; answer: QuizOut } };
  "/quizzes/{id}/extensions/": { get: { path: { id: string }; answer: QuizExtensionOut[] } };
  "/quizzes/{id}/extensions/{user_id}/": { put: { path: { id: string; user_id: string }; body: QuizExtensionIn; answer: QuizExtensionOut } };
  "/quizzes/{id}/attempt/": { post: { path: { id: string }; body: QuizStartIn; answer: QuizAttemptOut } };
  "/quizzes/{id}/mine/": { get: { path: { id: string }; answer: QuizStandingOut } };
  "/quizzes/{id}/attempts/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; user?: string | null; state?: ("open" | "handed_in" | "waiting" | "scored") | null }; answer: PageOf_QuizAttemptRowOut_ } };
  "/quizzes/attempts/{id}/": { get: { path: { id: string }; answer: QuizAttemptOut } };
  "/quizzes/attempts/{id}/marking/": { get: { path: { id: string }; answer: QuizAttemptOut } };
  "/quizzes/attempts/{id}/answers/{place}/": { put: { path: { id: string; place: number }; body: QuizAnswerIn; answer: QuizAnswerSavedOut } };
  "/quizzes/attempts/{id}/hand-in/": { post: { path: { id: string }; answer: QuizAttemptOut } };
  "/quizzes/attempts/{id}/answers/{place}/files/": { post: { path: { id: string; place: number }; form: { file: Blob }; answer: AnswerFileOut } };
  "/quizzes/attempts/{id}/answers/{place}/hint/": { post: { path: { id: string; place: number }; body: HintTakeIn; answer: HintsOut } };
  "/quizzes/attempts/{id}/answers/{place}/play/": { post: { path: { id: string; place: number }; body: RecordingPlayIn; answer: RecordingOut } };
  "/quizzes/marking/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; quiz?: string | null; group?: string | null; course?: string | null }; answer: PageOf_QuizAnswerRowOut_ } };
  "/quizzes/{id}/statistics/": { get: { path: { id: string }; answer: QuizStatisticsOut } };
  "/quizzes/answers/{id}/mark/": { post: { path: { id: string }; body: QuizMarkIn; answer: QuizAnswerRowOut } };
  "/quizzes/answers/{id}/accept-late/": { post: { path: { id: string }; body: LateAnswerIn; answer: QuizAnswerRowOut } };
  "/quizzes/questions/{id}/regrades/": { post: { path: { id: string }; answer: RegradeOut } };
  "/quizzes/questions/{id}/regrades/{regrade_id}/": { get: { path: { id: string; regrade_id: string }; answer: RegradeOut };
    delete: { path: { id: string; regrade_id: string }; answer: undefined } };
  "/quizzes/questions/{id}/regrades/{regrade_id}/apply/": { post: { path: { id: string; regrade_id: string }; answer: RegradeOut } };
  "/quizzes/placement-tests/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; is_open?: boolean | null }; answer: PageOf_PlacementTestOut_ };
    post: { body: PlacementTestIn; answer: NewPlacementTestOut } };
  "/quizzes/placement-tests/starter-bank/": { post: { answer: StarterBankOut } };
  "/quizzes/placement-tests/{id}/": { get: { path: { id: string }; answer: PlacementTestOut };
    patch: { path: { id: string }; body: PlacementTestChanges; answer: PlacementTestOut } };
  "/quizzes/placement-tests/{id}/link/": { post: { path: { id: string }; answer: PlacementLinkOut } };
  "/quizzes/placement-tests/{id}/calibration/": { post: { path: { id: string }; answer: undefined } };
  "/quizzes/placement-sessions/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; test?: string | null; user?: string | null; level?: ("A1" | "A2" | "B1" | "B2" | "C1" | "C2") | null; finished?: boolean | null; placed?: boolean | null }; answer: PageOf_PlacementSessionRowOut_ } };
  "/quizzes/placement-sessions/{id}/": { get: { path: { id: string }; answer: PlacementResultOut } };
  "/quizzes/placement-sessions/{id}/person/": { post: { path: { id: string }; body: PlacePupilIn; answer: PlacementResultOut } };
  "/quizzes/placement/check/": { post: { body: PlacementTokenIn; answer: PlacementOfferOut } };
  "/quizzes/placement/start/": { post: { body: PlacementStartIn; answer: NewPlacementSessionOut } };
  "/quizzes/placement/session/": { post: { body: PlacementSecretIn; answer: PlacementSessionOut } };
  "/quizzes/placement/answers/{place}/": { put: { path: { place: number }; body: PlacementAnswerIn; answer: PlacementSessionOut } };
  "/quizzes/placement/answers/{place}/recording/": { post: { path: { place: number }; body: PlacementSecretIn; answer: RecordingOut } };
  "/quizzes/placement/speech/": { post: { form: { secret: string; allowed_by: "self" | "guardian"; file: Blob }; answer: PlacementSessionOut } };
  "/grading/gradebooks/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; group?: string | null; course?: string | null }; answer: PageOf_GradebookHeadOut_ };
    post: { body: GradebookIn; answer: GradebookOut } };
  "/grading/gradebooks/{id}/": { get: { path: { id: string }; answer: GradebookOut };
    put: { path: { id: string }; body: GradebookStructureIn; answer: GradebookOut } };
  "/grading/gradebooks/{id}/grid/": { get: { path: { id: string }; query: { page?: number }; answer: GradebookGridOut } };
  "/grading/gradebooks/{id}/entries/": { post: { path: { id: string }; body: GradeEntryIn; answer: GradeOut } };
  "/grading/gradebooks/{id}/extensions/": { post: { path: { id: string }; body: GradeExtensionIn; answer: GradeOut } };
  "/grading/grades/": { get: { query: { student?: string | null }; answer: GradeSummaryOut[] } };
  "/grading/gradebooks/{id}/grades/{student_id}/": { get: { path: { id: string; student_id: string }; answer: GradeOut } };
  "/grading/gradebooks/{id}/grades/{student_id}/goal/": { get: { path: { id: string; student_id: string }; query: { band: number }; answer: GradeGoalOut } };
  "/grading/scales/": { get: { answer: GradeScaleOut[] };
    post: { body: GradeScaleIn; answer: GradeScaleOut } };
  "/grading/scales/{id}/": { put: { path: { id: string }; body: GradeScaleIn; answer: GradeScaleOut };
    delete: { path: { id: string }; answer: undefined } };
  "/grading/gradebooks/{id}/table/": { get: { path: { id: string }; query: { format?: "csv" | "xlsx" }; answer: undefined };
    post: { path: { id: string }; form: { file: Blob; dry_run?: boolean; reason: string }; answer: GradebookTableReportOut } };
  "/grading/rubrics/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; group?: string | null; course?: string | null }; answer: PageOf_RubricOut_ };
    post: { body: RubricIn; answer: RubricOut } };
  "/grading/rubrics/{id}/": { get: { path: { id: string }; answer: RubricOut };
    put: { path: { id: string }; body: RubricChangeIn; answer: RubricOut };
    delete: { path: { id: string }; answer: undefined } };
  "/grading/assignments/{id}/rubric/": { get: { path: { id: string }; answer: AssignmentRubricOut };
    put: { path: { id: string }; body: AssignmentRubricIn; answer: undefined } };
  "/grading/homework/{id}/rubric/": { get: { path: { id: string }; answer: HomeworkRubricOut };
    put: { path: { id: string }; body: RubricFillIn; answer: JudgedRubricOut } };
  "/grading/appeals/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; gradebook?: string | null; student?: string | null; is_open?: boolean | null; for_me?: boolean | null }; answer: PageOf_GradeAppealOut_ };
    post: { body: GradeAppealIn; answer: GradeAppealOut } };
  "/grading/appeals/{id}/answer/": { post: { path: { id: string }; body: GradeAppealAnswerIn; answer: GradeAppealOut } };
  "/grading/items/{id}/marking/": { get: { path: { id: string }; answer: SecondMarkingOut };
    put: { path: { id: string }; body: SecondMarkingIn; answer: SecondMarkingOut };
    delete: { path: { id: string }; answer: undefined } };
  "/grading/items/{id}/marks/": { get: { path: { id: string }; answer: MarkingSheetOut };
    post: { path: { id: string }; body: ProvisionalMarkIn; answer: SheetRowOut } };
  "/grading/items/{id}/marking/agreed/": { post: { path: { id: string }; answer: AgreedGradesOut } };
  "/grading/items/{id}/marking/settled/": { post: { path: { id: string }; body: SettledGradeIn; answer: GradeOut } };
  "/grading/saved-comments/": { get: { answer: SavedCommentOut[] };
    post: { body: SavedCommentIn; answer: SavedCommentOut } };
  "/grading/saved-comments/{id}/": { put: { path: { id: string }; body: SavedCommentIn; answer: SavedCommentOut };
    delete: { path: { id: string }; answer: undefined } };
  "/children/{id}/": { get: { path: { id: string }; answer: ChildOut } };
  "/children/{id}/class/": { put: { path: { id: string }; body: ChildClassIn; answer: ChildOut };
    delete: { path: { id: string }; answer: undefined } };
  "/children/{id}/progress/": { get: { path: { id: string }; answer: ChildProgressOut } };
  "/children/{id}/recommendations/": { get: { path: { id: string }; query: { device?: ("touch" | "keyboard" | "switch") }; answer: RecommendationsOut } };
  "/children/{id}/skills/{skill_id}/": { put: { path: { id: string; skill_id: string }; body: OverruleIn; answer: SkillProgressOut };
    delete: { path: { id: string; skill_id: string }; answer: undefined } };
  "/children/{id}/path/": { get: { path: { id: string }; query: { device?: ("touch" | "keyboard" | "switch") }; answer: ChildPathOut } };
  "/children/{id}/lessons/{lesson_id}/": { get: { path: { id: string; lesson_id: string }; answer: PlayedLessonOut } };
  "/children/{id}/lessons/{lesson_id}/answers/": { post: { path: { id: string; lesson_id: string }; body: ActivityAnswerIn; answer: ActivityAnswerOut } };
  "/children/{id}/lessons/{lesson_id}/finish/": { post: { path: { id: string; lesson_id: string }; answer: FinishedLessonOut } };
  "/children/{id}/day/": { get: { path: { id: string }; answer: FamilyDayOut } };
  "/children/{id}/limits/": { put: { path: { id: string }; body: PlayLimitsIn; answer: PlayLimitsOut } };
  "/children/groups/{id}/map/": { get: { path: { id: string }; answer: GroupMapOut } };
  "/children/groups/{id}/circles/": { get: { path: { id: string }; answer: GroupCirclesOut } };
  "/children/{id}/observations/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; skill?: string | null; for_family?: boolean | null }; answer: PageOf_ObservationOut_ };
    post: { path: { id: string }; body: ObservationIn; answer: ObservationOut } };
  "/children/{id}/observations/{observation_id}/": { patch: { path: { id: string; observation_id: string }; body: ObservationChangesIn; answer: ObservationOut };
    delete: { path: { id: string; observation_id: string }; answer: undefined } };
  "/children/{id}/observations/{observation_id}/file/": { put: { path: { id: string; observation_id: string }; form: { file: Blob }; answer: ObservationOut };
    delete: { path: { id: string; observation_id: string }; answer: undefined } };
  "/children/{id}/report/": { get: { path: { id: string }; query: { days?: number }; answer: ChildReportOut } };
  "/skills/": { get: { query: { archived?: boolean }; answer: SkillTreeOut };
    post: { body: SkillIn; answer: SkillOut } };
  "/skills/{id}/": { patch: { path: { id: string }; body: SkillChangesIn; answer: SkillOut };
    delete: { path: { id: string }; answer: undefined } };
  "/skills/{id}/restore/": { post: { path: { id: string }; answer: SkillOut } };
  "/skills/table/": { get: { query: { format?: "csv" | "xlsx" }; answer: undefined };
    post: { form: { file: Blob; dry_run?: boolean }; answer: SkillTableReportOut } };
  "/skills/lessons/{id}/": { get: { path: { id: string }; answer: LessonSkillsOut };
    put: { path: { id: string }; body: LessonSkillsIn; answer: LessonSkillsOut } };
  "/skills/questions/{id}/": { get: { path: { id: string }; answer: QuestionSkillsOut };
    put: { path: { id: string }; body: QuestionSkillsIn; answer: QuestionSkillsOut } };
  "/chat/rooms/": { get: { query: { cursor?: string | null; limit?: number; kind?: ("course" | "group" | "lesson" | "direct" | "office") | null; unread?: boolean | null; child?: string | null }; answer: FeedOf_ChatRoomOut_ };
    post: { body: ChatRoomIn; answer: ChatRoomDetailOut } };
  "/chat/rooms/{id}/": { get: { path: { id: string }; answer: ChatRoomDetailOut } };
  "/chat/rooms/{id}/read/": { post: { path: { id: string }; body: ChatReadIn; answer: ChatReadOut } };
  "/chat/conversations/": { post: { body: ConversationIn; answer: ChatRoomDetailOut } };
  "/chat/children/{id}/conversations/": { get: { path: { id: string }; query: { cursor?: string | null; limit?: number }; answer: FeedOf_ChildConversationOut_ } };
  "/chat/people/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; relation?: ("teacher" | "pupil" | "guardian" | "groupmate") | null }; answer: PageOf_ChatPersonOut_ } };
  "/chat/blocks/": { get: { query: { cursor?: string | null; limit?: number }; answer: FeedOf_BlockOut_ };
    post: { body: BlockIn; answer: BlockOut } };
  "/chat/blocks/{id}/": { delete: { path: { id: string }; answer: undefined } };
  "/chat/rooms/{id}/messages/": { get: { path: { id: string }; query: { cursor?: string | null; limit?: number; order?: "newest" | "oldest"; start?: number | null }; answer: FeedOf_ChatMessageOut_ };
    post: { path: { id: string }; body: ChatMessageIn; answer: ChatMessageOut } };
  "/chat/rooms/{id}/waiting/": { get: { path: { id: string }; query: { cursor?: string | null; limit?: number }; answer: FeedOf_ChatMessageOut_ } };
  "/chat/messages/{id}/": { patch: { path: { id: string }; body: ChatMessageChanges; answer: ChatMessageOut };
    delete: { path: { id: string }; answer: undefined } };
  "/chat/messages/{id}/reaction/": { put: { path: { id: string }; body: ReactionIn; answer: ChatMessageOut };
    delete: { path: { id: string }; answer: undefined } };
  "/chat/messages/{id}/versions/": { get: { path: { id: string }; query: { cursor?: string | null; limit?: number }; answer: FeedOf_ChatVersionOut_ } };
  "/chat/voice/": { post: { form: { file: Blob }; answer: ChatVoiceOut } };
  "/chat/messages/{id}/voice/": { get: { path: { id: string }; answer: Blob } };
  "/certificates/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; course?: string | null; student?: string | null; is_valid?: boolean | null }; answer: PageOf_CertificateOut_ };
    post: { body: CertificateAwardIn; answer: CertificateOut } };
  "/certificates/{id}/": { get: { path: { id: string }; answer: CertificateOut } };
  "/certificates/{id}/document/": { get: { path: { id: string }; answer: Blob } };
  "/certificates/{id}/badge/": { get: { path: { id: string }; answer: undefined } };
  "/certificates/{id}/revoke/": { post: { path: { id: string }; body: CertificateRevokeIn; answer: CertificateOut } };
  "/certificates/{id}/make/": { post: { path: { id: string }; answer: CertificateOut } };
  "/certificates/public/{code}/": { get: { path: { code: string }; answer: PublicCertificateOut } };
  "/certificates/templates/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }; answer: PageOf_CertificateTemplateOut_ };
    post: { body: CertificateTemplateIn; answer: CertificateTemplateOut } };
  "/certificates/templates/starters/": { get: { answer: CertificateStarterOut[] } };
  "/certificates/templates/preview/": { post: { body: CertificatePreviewIn; answer: Blob } };
  "/certificates/templates/{id}/": { get: { path: { id: string }; answer: CertificateTemplateOut };
    put: { path: { id: string }; body: CertificateTemplateChangeIn; answer: CertificateTemplateOut };
    delete: { path: { id: string }; answer: undefined } };
  "/certificates/pictures/": { post: { form: { file: Blob }; answer: CertificatePictureOut } };
  "/certificates/rules/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; course?: string | null }; answer: PageOf_CertificateRuleOut_ };
    post: { body: CertificateRuleIn; answer: CertificateRuleOut } };
  "/certificates/rules/{id}/": { put: { path: { id: string }; body: CertificateRuleChangeIn; answer: CertificateRuleOut };
    delete: { path: { id: string }; answer: undefined } };
  "/forums/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; kind?: ("centre" | "branch" | "course" | "group") | null }; answer: PageOf_ForumOut_ };
    post: { body: ForumPlaceIn; answer: ForumOut } };
  "/forums/{id}/": { get: { path: { id: string }; answer: ForumOut } };
  "/forums/{id}/subscription/": { put: { path: { id: string }; body: ForumLevelIn; answer: ForumOut } };
  "/forums/{id}/seen/": { post: { path: { id: string }; answer: undefined } };
  "/forums/{id}/people/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }; answer: PageOf_PersonOut_ } };
  "/forums/files/": { post: { form: { file: Blob; kind: "picture" | "voice" }; answer: ForumFileOut } };
  "/discussions/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; forum?: string | null; person?: string | null; lesson?: string | null; kind?: ("question" | "talk" | "announcement") | null; is_unanswered?: boolean | null; is_unread?: boolean | null; since_seen?: boolean | null }; answer: PageOf_DiscussionOut_ };
    post: { body: DiscussionIn; answer: DiscussionDetailOut } };
  "/discussions/{id}/": { get: { path: { id: string }; answer: DiscussionDetailOut };
    patch: { path: { id: string }; body: DiscussionChanges; answer: DiscussionDetailOut };
    delete: { path: { id: string }; answer: undefined } };
  "/discussions/{id}/edits/": { get: { path: { id: string }; query: { cursor?: string | null; limit?: number }; answer: FeedOf_TextEditOut_ } };
  "/discussions/{id}/read/": { post: { path: { id: string }; answer: undefined } };
  "/discussions/{id}/replies/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }; answer: PageOf_ForumReplyOut_ };
    post: { path: { id: string }; body: ForumReplyIn; answer: ForumReplyOut } };
  "/discussions/{id}/state/": { patch: { path: { id: string }; body: DiscussionStateChanges; answer: DiscussionDetailOut } };
  "/discussions/{id}/accept/": { post: { path: { id: string }; body: AcceptedReplyIn; answer: DiscussionDetailOut } };
  "/discussions/{id}/move/": { post: { path: { id: string }; body: DiscussionMoveIn; answer: DiscussionDetailOut } };
  "/discussions/{id}/merge/": { post: { path: { id: string }; body: DiscussionMergeIn; answer: DiscussionDetailOut } };
  "/discussions/{id}/split/": { post: { path: { id: string }; body: DiscussionSplitIn; answer: DiscussionDetailOut } };
  "/replies/{id}/": { get: { path: { id: string }; answer: ForumReplyOut };
    patch: { path: { id: string }; body: ForumReplyChanges; answer: ForumReplyOut };
    delete: { path: { id: string }; answer: undefined } };
  "/replies/{id}/edits/": { get: { path: { id: string }; query: { cursor?: string | null; limit?: number }; answer: FeedOf_TextEditOut_ } };
  "/replies/{id}/upvote/": { post: { path: { id: string }; answer: UpvotesOut };
    delete: { path: { id: string }; answer: UpvotesOut } };
  "/moderation/reports/": { post: { body: TextReportIn; answer: TextReportOut } };
  "/moderation/cases/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; is_open?: boolean | null; is_held?: boolean | null; is_appealed?: boolean | null; kind?: string | null; author?: string | null }; answer: PageOf_CaseOut_ } };
  "/moderation/cases/{id}/": { get: { path: { id: string }; answer: CaseDetailOut } };
  "/moderation/cases/{id}/decide/": { post: { path: { id: string }; body: CaseDecisionIn; answer: CaseDetailOut } };
  "/moderation/decisions/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }; answer: PageOf_OwnDecisionOut_ } };
  "/moderation/decisions/{id}/appeal/": { post: { path: { id: string }; body: DecisionAppealIn; answer: DecisionAppealOut } };
  "/moderation/decisions/{id}/answer/": { post: { path: { id: string }; body: DecisionAppealAnswerIn; answer: DecisionAppealOut } };
  "/moderation/sanctions/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; person?: string | null; is_active?: boolean | null }; answer: PageOf_SanctionOut_ } };
  "/moderation/sanctions/{id}/lift/": { post: { path: { id: string }; answer: SanctionOut } };
  "/moderation/words/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; language?: ("uz" | "ru" | "en") | null }; answer: PageOf_BlockedWordOut_ };
    post: { body: BlockedWordIn; answer: BlockedWordOut } };
  "/moderation/words/{id}/": { put: { path: { id: string }; body: BlockedWordIn; answer: BlockedWordOut };
    delete: { path: { id: string }; answer: undefined } };
  "/support/tickets/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ("open" | "in_progress" | "waiting" | "resolved" | "closed") | null; priority?: ("urgent" | "high" | "medium" | "low") | null; category?: string | null; branch?: string | null; assignee?: string | null; reporter?: string | null; source?: ("app" | "page" | "guest" | "email" | "telegram") | null; mine?: boolean | null; is_active?: boolean | null; is_assigned?: boolean | null; is_late?: boolean | null }; answer: PageOf_SupportTicketOut_ };
    post: { body: TicketIn; answer: SupportTicketOut } };
  "/support/tickets/{id}/": { get: { path: { id: string }; answer: SupportTicketOut };
    patch: { path: { id: string }; body: TicketChanges; answer: SupportTicketOut } };
  "/support/tickets/{id}/assign/": { post: { path: { id: string }; body: TicketAssignIn; answer: SupportTicketOut } };
  "/support/tickets/{id}/merge/": { post: { path: { id: string }; body: TicketMergeIn; answer: SupportTicketOut } };
  "/support/tickets/{id}/close/": { post: { path: { id: string }; answer: SupportTicketOut } };
  "/support/tickets/{id}/rate/": { post: { path: { id: string }; body: TicketRatingIn; answer: SupportTicketOut } };
  "/support/tickets/{id}/comments/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }; answer: PageOf_TicketCommentOut_ };
    post: { path: { id: string }; body: TicketCommentIn; answer: TicketCommentOut } };
  "/support/files/": { post: { form: { file: Blob }; answer: TicketFileOut } };
  "/support/figures/": { get: { query: { start: string; end: string; branch?: string | null }; answer: TicketFiguresOut } };
  "/support/guest-requests/": { post: { body: GuestTicketIn; answer: undefined } };
  "/support/guest-requests/confirm/": { post: { body: GuestProofIn; answer: GuestTicketOut } };
  "/support/guest-tickets/": { post: { body: GuestPageIn; answer: GuestPageOut } };
  "/support/guest-tickets/comments/": { post: { body: GuestCommentIn; answer: GuestPageOut } };
  "/support/guest-tickets/close/": { post: { body: GuestPageIn; answer: GuestPageOut } };
  "/support/guest-tickets/rate/": { post: { body: GuestRatingIn; answer: GuestPageOut } };
  "/support/categories/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; is_archived?: boolean | null }; answer: PageOf_TicketCategoryOut_ };
    post: { body: TicketCategoryIn; answer: TicketCategoryOut } };
  "/support/categories/{id}/": { patch: { path: { id: string }; body: TicketCategoryChanges; answer: TicketCategoryOut } };
  "/support/rules/": { get: { answer: AssignmentRulesOut };
    post: { body: AssignmentRuleIn; answer: AssignmentRuleOut } };
  "/support/rules/{id}/": { put: { path: { id: string }; body: AssignmentRuleIn; answer: AssignmentRuleOut };
    delete: { path: { id: string }; answer: undefined } };
  "/support/canned-answers/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; category?: string | null }; answer: PageOf_CannedAnswerOut_ };
    post: { body: CannedAnswerIn; answer: CannedAnswerOut } };
  "/support/canned-answers/{id}/": { put: { path: { id: string }; body: CannedAnswerIn; answer: CannedAnswerOut };
    delete: { path: { id: string }; answer: undefined } };
  "/support/targets/": { get: { answer: ServiceTargetsOut };
    put: { body: ServiceTargetsIn; answer: ServiceTargetsOut } };
  "/support/hours/": { get: { answer: AllOpeningHoursOut };
    put: { body: OpeningHoursSetIn; answer: AllOpeningHoursOut } };
  "/video/playbacks/{token}/heartbeat/": { post: { path: { token: string }; body: HeartbeatIn; answer: HeartbeatOut } };
  "/video/playbacks/{token}/": { delete: { path: { token: string }; answer: undefined } };
  "/video/playbacks/{token}/copy/": { post: { path: { token: string }; answer: FilmCopyOut } };
  "/video/copies/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ("waiting" | "running" | "ready" | "refused") | null }; answer: PageOf_FilmCopyOut_ } };
  "/video/copies/{id}/file/": { get: { path: { id: string }; answer: DownloadLinkOut } };
  "/video/copies/{id}/": { delete: { path: { id: string }; answer: undefined } };
  "/video/videos/{id}/subtitles/": { get: { path: { id: string }; answer: SubtitlesStateOut } };
  "/video/videos/{id}/subtitles/make/": { post: { path: { id: string }; body: MakeSubtitlesIn; answer: MakingOut } };
  "/video/videos/{id}/subtitles/{language}/": { get: { path: { id: string; language: string }; answer: SubtitlesOut };
    put: { path: { id: string; language: string }; body: SubtitlesIn; answer: SubtitlesOut };
    delete: { path: { id: string; language: string }; answer: undefined } };
  "/video/videos/{id}/subtitles/{language}/file/": { get: { path: { id: string; language: string }; query: { format?: "vtt" | "srt" }; answer: undefined };
    post: { path: { id: string; language: string }; form: { file: Blob }; answer: SubtitlesOut } };
  "/lessons/skipped/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; group?: string | null; branch?: string | null; from?: string | null; to?: string | null }; answer: PageOf_SkippedLessonOut_ } };
  "/lessons/skipped/{id}/plan/": { post: { path: { id: string }; body: PlanSkippedIn; answer: LessonOut } };
  "/lessons/skipped/{id}/cancel/": { post: { path: { id: string }; body: CancelIn; answer: LessonOut } };
  "/lessons/check/": { get: { query: { lesson?: string | null; group?: string | null; starts_at?: string | null; ends_at?: string | null; room?: string | null; teacher?: string | null }; answer: LessonCheckOut } };
  "/lessons/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; from?: string | null; to?: string | null; group?: string | null; teacher?: string | null; room?: string | null; branch?: string | null; student?: string | null; status?: ("planned" | "held" | "cancelled") | null; mine?: boolean; teaching?: ("own" | "groups") | null }; answer: PageOf_LessonOut_ };
    post: { body: LessonIn; answer: LessonOut } };
  "/lessons/{id}/": { get: { path: { id: string }; answer: LessonOut };
    patch: { path: { id: string }; body: LessonPatchIn; answer: LessonOut };
    delete: { path: { id: string }; answer: undefined } };
  "/lessons/{id}/hold/": { post: { path: { id: string }; answer: LessonOut } };
  "/lessons/{id}/cancel/": { post: { path: { id: string }; body: CancelIn; answer: LessonOut } };
  "/lessons/{id}/restore/": { post: { path: { id: string }; body: RestoreIn; answer: LessonOut } };
  "/lessons/{id}/reschedule/": { post: { path: { id: string }; body: RescheduleIn; answer: LessonOut } };
  "/lessons/{id}/substitute/": { post: { path: { id: string }; body: SubstituteIn; answer: LessonOut } };
  "/lessons/{id}/history/": { get: { path: { id: string }; answer: LessonHistoryOut } };
  "/lessons/calendar/token/": { post: { answer: CalendarLinkOut };
    delete: { answer: undefined } };
  "/lessons/sick-day/": { post: { body: SickDayIn; answer: BulkChangeOut } };
  "/lessons/feedback/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }; answer: PageOf_FeedbackRequestOut_ } };
  "/lessons/feedback/{id}/": { put: { path: { id: string }; body: FeedbackIn; answer: FeedbackRequestOut } };
  "/lessons/feedback/results/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; teacher?: string | null; branch?: string | null; group?: string | null; month?: string | null }; answer: PageOf_FeedbackResultOut_ } };
  "/lessons/feedback/teachers/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; teacher?: string | null; branch?: string | null }; answer: PageOf_TeacherFeedbackOut_ } };
  "/lessons/{id}/live/": { get: { path: { id: string }; answer: LiveRoomOut };
    put: { path: { id: string }; body: LiveRoomIn; answer: LiveRoomOut };
    delete: { path: { id: string }; answer: undefined } };
  "/lessons/{id}/join/": { post: { path: { id: string }; body: JoinIn; answer: JoinOut } };
  "/lessons/{id}/live/attendance/": { get: { path: { id: string }; answer: LiveProposalsOut };
    post: { path: { id: string }; body: LiveConfirmIn; answer: LiveConfirmedOut } };
  "/lessons/{id}/live/match/": { post: { path: { id: string }; body: ParticipantMatchIn; answer: LiveProposalsOut } };
  "/lessons/unsettled/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; from?: string | null; to?: string | null; group?: string | null; teacher?: string | null; branch?: string | null; marked?: boolean | null }; answer: PageOf_UnsettledLessonOut_ } };
  "/lessons/settle/": { post: { body: SettleIn; answer: SettledLessonsOut } };
  "/lessons/{id}/make-up/": { post: { path: { id: string }; body: MakeUpIn; answer: MakeUpOut } };
  "/lessons/{id}/make-up/{make_up_id}/": { delete: { path: { id: string; make_up_id: string }; answer: undefined } };
  "/lessons/{id}/check-in/": { get: { path: { id: string }; answer: CheckInOut };
    post: { path: { id: string }; body: CheckInIn; answer: MarkOut } };
  "/lessons/{id}/quiz/": { get: { path: { id: string }; answer: QuizOut } };
  "/attendance/statuses/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; archived?: boolean }; answer: PageOf_StatusOut_ };
    post: { body: StatusIn; answer: StatusOut } };
  "/attendance/statuses/{id}/": { get: { path: { id: string }; answer: StatusOut };
    patch: { path: { id: string }; body: StatusChangeIn; answer: StatusOut };
    delete: { path: { id: string }; answer: undefined } };
  "/attendance/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; lesson?: string | null; group?: string | null; student?: string | null; from?: string | null; to?: string | null; status?: string | null }; answer: PageOf_MarkOut_ };
    post: { body: MarkIn; answer: MarkOut } };
  "/attendance/bulk-mark/": { post: { body: BulkIn; answer: BulkOut } };
  "/attendance/sync/": { post: { body: SyncIn; answer: SyncOut } };
  "/attendance/registers/{lesson_id}/": { get: { path: { lesson_id: string }; answer: RegisterOut } };
  "/attendance/registers/{lesson_id}/history/": { get: { path: { lesson_id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; student?: string | null }; answer: PageOf_HistoryOut_ } };
  "/attendance/excuses/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; student?: string | null; group?: string | null; state?: ("asked" | "accepted" | "refused" | "withdrawn") | null; from?: string | null }; answer: PageOf_ExcuseOut_ };
    post: { body: ExcuseIn; answer: ExcuseOut } };
  "/attendance/excuses/{id}/": { get: { path: { id: string }; answer: ExcuseOut };
    patch: { path: { id: string }; body: ExcuseDecisionIn; answer: ExcuseOut };
    delete: { path: { id: string }; answer: undefined } };
  "/attendance/{id}/": { get: { path: { id: string }; answer: MarkOut };
    patch: { path: { id: string }; body: MarkChangeIn; answer: MarkOut };
    delete: { path: { id: string }; query: { reason?: string }; answer: undefined } };
  "/attendance/{id}/history/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }; answer: PageOf_HistoryOut_ } };
  "/attendance/imports/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ("queued" | "checked" | "done" | "failed" | "undone") | null; dry_run?: boolean | null }; answer: PageOf_ImportOut_ };
    post: { form: { file: Blob; dry_run?: boolean; mapping?: string; columns?: string; group?: string | null; year?: number | null }; answer: ImportPreviewOut } };
  "/attendance/imports/{id}/": { get: { path: { id: string }; answer: ImportDetailOut } };
  "/attendance/imports/{id}/rows/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; verdict?: ("new" | "changed" | "same" | "refused") | null }; answer: PageOf_ImportRowOut_ } };
  "/attendance/imports/{id}/errors/": { get: { path: { id: string }; answer: undefined } };
  "/attendance/imports/{id}/run/": { post: { path: { id: string }; answer: ImportDetailOut } };
  "/attendance/imports/{id}/undo/": { post: { path: { id: string }; answer: ImportDetailOut } };
  "/attendance/reports/lessons/{id}/": { get: { path: { id: string }; query: { format?: "" | "json" | "csv" | "xlsx" }; answer: LessonReportOut } };
  "/attendance/reports/students/{id}/": { get: { path: { id: string }; query: { format?: "" | "json" | "csv" | "xlsx"; from?: string | null; to?: string | null }; answer: StudentReportOut } };
  "/attendance/reports/groups/{id}/": { get: { path: { id: string }; query: { format?: "" | "json" | "csv" | "xlsx"; month: string }; answer: GroupReportOut } };
  "/resources/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; lesson?: string | null; course?: string | null; media?: string | null; kind?: ("document" | "slides" | "image" | "audio" | "video" | "link") | null }; answer: PageOf_ResourceOut_ };
    post: { body: ResourceIn; answer: ResourceOut } };
  "/resources/files/": { post: { form: { lesson?: string | null; course?: string | null; title?: string; file: Blob }; answer: ResourceOut } };
  "/resources/uploads/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; complete?: boolean | null }; answer: PageOf_OpenUploadOut_ };
    post: { body: ResourceUploadIn; answer: UploadOut } };
  "/resources/uploads/{id}/": { delete: { path: { id: string }; answer: undefined } };
  "/resources/library/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; kind?: ("document" | "slides" | "image" | "audio" | "video" | "link") | null; archived?: boolean; mine?: boolean }; answer: PageOf_ListedMediaOut_ } };
  "/resources/library/{id}/": { patch: { path: { id: string }; body: MediaPatch; answer: MediaOut } };
  "/resources/library/{id}/playback/": { post: { path: { id: string }; answer: PlaybackOut } };
  "/resources/{id}/playback/": { post: { path: { id: string }; answer: PlaybackOut } };
  "/resources/library/{id}/video/": { get: { path: { id: string }; answer: VideoOut } };
  "/resources/{id}/": { get: { path: { id: string }; answer: ResourceOut };
    patch: { path: { id: string }; body: ResourcePatch; answer: ResourceOut };
    delete: { path: { id: string }; answer: undefined } };
  "/resources/{id}/file/": { put: { path: { id: string }; body: ResourceFileIn; answer: ResourceOut } };
  "/resources/{id}/download/": { get: { path: { id: string }; answer: DownloadLinkOut } };
  "/resources/{id}/usage/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; use?: "view" | "download"; user?: string | null; since?: string | null; until?: string | null }; answer: PageOf_DownloadOut_ } };
  "/resources/library/{id}/video/retry/": { post: { path: { id: string }; answer: VideoOut } };
  "/homework/assignments/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; group?: string | null; course?: string | null; lesson?: string | null; kind?: ("reading" | "speaking" | "repeat" | "file" | "text") | null }; answer: PageOf_AssignmentOut_ };
    post: { body: AssignmentIn; answer: AssignmentOut } };
  "/homework/assignments/bulk-assign/": { post: { body: ChosenPupilsIn; answer: BulkChangeOut } };
  "/homework/assignments/preview/": { post: { body: PreviewIn; answer: AssignmentPreviewOut } };
  "/homework/assignments/{id}/": { get: { path: { id: string }; answer: AssignmentOut };
    patch: { path: { id: string }; body: AssignmentPatch; answer: AssignmentOut };
    delete: { path: { id: string }; answer: undefined } };
  "/homework/assignments/{id}/copy/": { post: { path: { id: string }; body: CopyIn; answer: AssignmentOut[] } };
  "/homework/assignments/{id}/model-audio/": { get: { path: { id: string }; answer: Blob };
    put: { path: { id: string }; form: { file: Blob }; answer: AssignmentOut };
    delete: { path: { id: string }; answer: undefined } };
  "/homework/{id}/extend/": { post: { path: { id: string }; body: ExtendIn; answer: HomeworkDetailOut } };
  "/homework/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ("assigned" | "processing" | "scored" | "needs_review" | "reviewed" | "returned") | null; assignment?: string | null; student?: string | null; group?: string | null; course?: string | null }; answer: PageOf_HomeworkOut_ } };
  "/homework/{id}/": { get: { path: { id: string }; answer: HomeworkDetailOut } };
  "/homework/{id}/submit/": { post: { path: { id: string }; body: SubmitIn; form: { file?: Blob; text?: string; upload?: string }; answer: AttemptOut } };
  "/homework/{id}/submit/presign/": { post: { path: { id: string }; body: UploadIn; answer: UploadOut } };
  "/homework/{id}/attempts/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }; answer: PageOf_AttemptOut_ } };
  "/homework/queue/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; assignment?: string | null; student?: string | null; group?: string | null; course?: string | null }; answer: PageOf_QueuedOut_ } };
  "/homework/assignments/{id}/report/": { get: { path: { id: string }; answer: ReportOut } };
  "/homework/assignments/{id}/missed-words/": { get: { path: { id: string }; answer: MissedWordsOut } };
  "/homework/trend/{student_id}/": { get: { path: { student_id: string }; answer: TrendOut } };
  "/homework/attempts/{id}/": { get: { path: { id: string }; answer: AttemptDetailOut } };
  "/homework/attempts/{id}/audio/": { get: { path: { id: string }; answer: Blob } };
  "/homework/attempts/{id}/playback/": { post: { path: { id: string }; answer: PlaybackOut } };
  "/homework/attempts/{id}/peaks/": { get: { path: { id: string }; answer: PeaksOut } };
  "/homework/attempts/{id}/words/": { patch: { path: { id: string }; body: WordsIn; answer: AttemptDetailOut } };
  "/homework/attempts/{id}/rescore/": { post: { path: { id: string }; body: RescoreIn; answer: AttemptDetailOut } };
  "/homework/{id}/review/": { post: { path: { id: string }; body: ReviewIn; answer: HomeworkDetailOut } };
  "/homework/{id}/review/voice/": { post: { path: { id: string }; form: { file: Blob }; answer: VoiceOut } };
  "/homework/reviews/{id}/voice/": { get: { path: { id: string }; answer: Blob } };
  "/homework/{id}/appeal/": { post: { path: { id: string }; body: AppealIn; answer: HomeworkDetailOut } };
  "/gamification/coins/me/": { get: { answer: CoinsOut } };
  "/gamification/coins/{student_id}/transactions/": { get: { path: { student_id: string }; query: { cursor?: string | null; limit?: number; format?: "" | "json" | "csv" | "xlsx"; cause?: string | null; since?: string | null; until?: string | null }; answer: FeedOf_TransactionOut_ } };
  "/gamification/coins/{student_id}/": { get: { path: { student_id: string }; answer: CoinsOut } };
  "/gamification/coins/adjust/": { post: { body: AdjustIn; answer: AdjustmentOut } };
  "/gamification/rules/": { get: { answer: RulesOut } };
  "/gamification/preferences/me/": { get: { answer: PreferencesOut };
    put: { body: PreferencesIn; answer: PreferencesOut } };
  "/gamification/leaderboard/{group_id}/": { get: { path: { group_id: string }; query: { period?: ("week" | "month" | "all"); on?: string | null; neighbours?: number }; answer: BoardOut } };
  "/gamification/leaderboards/": { get: { query: { period?: ("week" | "month" | "all"); on?: string | null; neighbours?: number; scope?: "course" | "centre"; course?: string | null }; answer: WideBoardOut } };
  "/gamification/achievements/catalog/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; counter?: string | null }; answer: PageOf_AchievementOut_ };
    post: { body: AchievementIn; answer: AchievementOut } };
  "/gamification/achievements/counters/": { get: { answer: CountersOut } };
  "/gamification/achievements/catalog/{id}/": { patch: { path: { id: string }; body: AchievementChanges; answer: AchievementOut } };
  "/gamification/achievements/{student_id}/": { get: { path: { student_id: string }; answer: AchievementsOut } };
  "/gamification/streaks/me/": { get: { answer: StreakOut } };
  "/gamification/shop/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; archived?: boolean }; answer: PageOf_ItemOut_ };
    post: { body: ItemIn; answer: ItemOut } };
  "/gamification/shop/{id}/": { get: { path: { id: string }; answer: ItemOut };
    patch: { path: { id: string }; body: ItemChanges; answer: ItemOut };
    delete: { path: { id: string }; answer: undefined } };
  "/gamification/shop/{id}/redeem/": { post: { path: { id: string }; body: RedeemIn; answer: RedemptionOut } };
  "/gamification/redemptions/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ("requested" | "handed_over" | "cancelled") | null }; answer: PageOf_RedemptionOut_ } };
  "/gamification/redemptions/{id}/deliver/": { post: { path: { id: string }; answer: RedemptionOut } };
  "/gamification/redemptions/{id}/cancel/": { post: { path: { id: string }; body: RedemptionCancelIn; answer: RedemptionOut } };
  "/notifications/": { get: { query: { cursor?: string | null; limit?: number; unread?: boolean }; answer: FeedOf_NotificationOut_ } };
  "/notifications/{id}/mark-read/": { post: { path: { id: string }; answer: NotificationOut } };
  "/notifications/mark-all-read/": { post: { answer: UnreadOut } };
  "/notifications/unread-count/": { get: { answer: UnreadOut } };
  "/notifications/telegram/link/": { post: { body: TelegramLinkIn; answer: TelegramLinkOut };
    delete: { answer: undefined } };
  "/notifications/preferences/me/": { get: { answer: MessagePreferencesOut };
    put: { body: MessagePreferencesIn; answer: MessagePreferencesOut } };
  "/notifications/deliveries/": { get: { query: { cursor?: string | null; limit?: number; state?: ("queued" | "sent" | "delivered" | "failed" | "skipped") | null; channel?: ("telegram" | "sms" | "email" | "push") | null; reason?: DeliveryReason | null; type?: string; user?: string | null; since?: string | null }; answer: FeedOf_DeliveryOut_ } };
  "/notifications/deliveries/{id}/retry/": { post: { path: { id: string }; answer: DeliveryOut } };
  "/notifications/budget/": { get: { answer: SmsBudgetOut } };
  "/notifications/announcements/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; scope?: ("group" | "course" | "branch" | "role") | null; state?: ("scheduled" | "sent" | "cancelled") | null }; answer: PageOf_AnnouncementOut_ };
    post: { body: AnnouncementIn; answer: AnnouncementOut } };
  "/notifications/announcements/preview/": { post: { body: AnnouncementIn; answer: EstimateOut } };
  "/notifications/announcements/{id}/cancel/": { post: { path: { id: string }; answer: AnnouncementOut } };
  "/notifications/push/key/": { get: { answer: PushKeyOut } };
  "/notifications/push/subscriptions/": { get: { answer: PushSubscriptionOut[] };
    post: { body: PushSubscriptionIn; answer: PushSubscriptionOut } };
  "/notifications/push/subscriptions/{id}/": { delete: { path: { id: string }; answer: undefined } };
  "/notifications/templates/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; type?: string | null; channel?: ("in_app" | "telegram" | "sms" | "email" | "push") | null; language?: ("uz" | "ru" | "en") | null; own?: boolean | null }; answer: PageOf_WordingOut_ };
    post: { body: TemplateIn; answer: WordingOut } };
  "/notifications/templates/preview/": { post: { body: TemplateIn; answer: PreviewOut } };
  "/notifications/templates/{id}/": { get: { path: { id: string }; answer: WordingOut };
    patch: { path: { id: string }; body: TemplateChanges; answer: WordingOut };
    delete: { path: { id: string }; answer: undefined } };
  "/notifications/templates/{id}/preview/": { post: { path: { id: string }; answer: PreviewOut } };
  "/notifications/family-templates/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; archived?: boolean }; answer: PageOf_FamilyTemplateOut_ };
    post: { body: FamilyTemplateIn; answer: FamilyTemplateOut } };
  "/notifications/family-templates/{id}/": { patch: { path: { id: string }; body: FamilyTemplateChanges; answer: FamilyTemplateOut };
    delete: { path: { id: string }; answer: undefined } };
  "/notifications/family-messages/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; student?: string | null; author?: string | null }; answer: PageOf_FamilyMessageOut_ };
    post: { body: FamilyMessageIn; answer: FamilyMessageOut } };
  "/notifications/family-messages/preview/": { get: { query: { student: string }; answer: FamilyMessagePreviewOut } };
  "/notifications/family-messages/{id}/answer/": { post: { path: { id: string }; body: FamilyAnswerIn; answer: FamilyAnswerOut } };
  "/payments/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; status?: ("draft" | "pending" | "overdue" | "completed" | "cancelled" | "failed" | "refunded") | null; kind?: ("period" | "correction" | "enrolment" | "order" | "other" | "opening") | null; group?: string | null; student?: string | null; branch?: string | null; period?: string; overdue?: boolean | null; open?: boolean | null; proof?: boolean | null }; answer: PageOf_PaymentOut_ };
    post: { body: PaymentIn; answer: PaymentDetailOut } };
  "/payments/{id}/": { get: { path: { id: string }; answer: PaymentDetailOut };
    patch: { path: { id: string }; body: PaymentPatch; answer: PaymentDetailOut } };
  "/payments/{id}/confirm/": { post: { path: { id: string }; body: ConfirmIn; answer: PaymentDetailOut | ApprovalOut } };
  "/payments/{id}/restore/": { post: { path: { id: string }; body: PaymentRestoreIn; answer: PaymentDetailOut } };
  "/payments/{id}/cancel/": { post: { path: { id: string }; body: PaymentCancelIn; answer: PaymentDetailOut } };
  "/payments/{id}/write-off/": { post: { path: { id: string }; body: WriteOffIn; answer: PaymentDetailOut } };
  "/payments/{id}/refund/": { post: { path: { id: string }; body: RefundIn; answer: PaymentDetailOut | CashRefundOut } };
  "/payments/{id}/proof/": { post: { path: { id: string }; form: { amount?: number | null; note?: string; file: Blob }; answer: ProofOut };
    delete: { path: { id: string }; answer: undefined } };
  "/payments/{id}/proof/decide/": { post: { path: { id: string }; body: ProofDecisionIn; answer: PaymentDetailOut | ApprovalOut } };
  "/payments/{id}/history/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }; answer: PageOf_PaymentStepOut_ } };
  "/payments/{id}/receipt/": { get: { path: { id: string }; query: { receipt?: string | null }; answer: Blob } };
  "/payments/balance/{student_id}/refund/": { post: { path: { student_id: string }; body: CreditRefundIn; answer: CreditRefundOut | CashRefundOut } };
  "/payments/balance/{student_id}/receive/": { post: { path: { student_id: string }; body: ReceiveIn; answer: AdvanceOut | ApprovalOut } };
  "/payments/balance/{student_id}/receipt/": { get: { path: { student_id: string }; query: { receipt?: string | null }; answer: Blob } };
  "/payments/cash-desks/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; branch?: string | null; archived?: boolean | null }; answer: PageOf_CashDeskOut_ };
    post: { body: CashDeskIn; answer: CashDeskOut } };
  "/payments/cash-desks/{id}/": { patch: { path: { id: string }; body: CashDeskPatch; answer: CashDeskOut } };
  "/payments/cash-desks/{id}/shift/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; open?: boolean | null; cashier?: string | null; from?: string | null; to?: string | null }; answer: PageOf_ShiftOut_ };
    post: { path: { id: string }; body: ShiftIn; answer: ShiftReportOut | ApprovalOut } };
  "/payments/cash-desks/{id}/shift/{shift_id}/": { get: { path: { id: string; shift_id: string }; answer: ShiftReportOut } };
  "/payments/cash-desks/{id}/bank/": { post: { path: { id: string }; body: BankIn; answer: DeskTransferOut } };
  "/payments/expenses/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; branch?: string | null; desk?: string | null; category?: string | null; from?: string | null; to?: string | null }; answer: PageOf_ExpenseOut_ };
    post: { body: ExpenseIn; answer: ExpenseOut | ApprovalOut } };
  "/payments/expenses/{id}/reverse/": { post: { path: { id: string }; body: ExpenseReverseIn; answer: ExpenseOut } };
  "/payments/orders/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; status?: ("draft" | "pending" | "overdue" | "completed" | "cancelled" | "failed" | "refunded") | null; learner?: string | null }; answer: PageOf_OrderOut_ };
    post: { body: OrderIn; answer: OrderOut } };
  "/payments/orders/{id}/": { get: { path: { id: string }; answer: OrderOut } };
  "/payments/orders/{id}/code/": { post: { path: { id: string }; body: OrderCodeIn; answer: OrderOut };
    delete: { path: { id: string }; answer: OrderOut } };
  "/payments/orders/{id}/checkout/": { post: { path: { id: string }; body: CheckoutIn; answer: CheckoutOut } };
  "/payments/schedules/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; group?: string | null; branch?: string | null; mode?: ScheduleMode | null; on?: string | null }; answer: PageOf_PaymentScheduleOut_ };
    post: { body: PaymentScheduleIn; answer: PaymentScheduleOut } };
  "/payments/schedules/preview/": { post: { body: PaymentScheduleIn; answer: BillingPreviewOut } };
  "/payments/schedules/run/": { post: { body: RunIn; answer: RunOut } };
  "/payments/schedules/run/preview/": { post: { body: RunIn; answer: BillingPreviewOut } };
  "/payments/schedules/{id}/": { get: { path: { id: string }; answer: PaymentScheduleOut };
    patch: { path: { id: string }; body: PaymentScheduleChanges; answer: PaymentScheduleOut };
    delete: { path: { id: string }; answer: undefined } };
  "/payments/discounts/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; kind?: DiscountKind | null; student?: string | null; group?: string | null; archived?: boolean }; answer: PageOf_DiscountOut_ };
    post: { body: DiscountIn; answer: DiscountOut } };
  "/payments/discounts/{id}/": { get: { path: { id: string }; answer: DiscountOut };
    patch: { path: { id: string }; body: DiscountChanges; answer: DiscountOut };
    delete: { path: { id: string }; answer: undefined } };
  "/payments/overrides/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; group?: string | null; student?: string | null }; answer: PageOf_OwnPriceOut_ };
    post: { body: OwnPriceIn; answer: OwnPriceOut } };
  "/payments/overrides/{id}/": { delete: { path: { id: string }; answer: undefined } };
  "/payments/approvals/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ("waiting" | "approved" | "refused" | "lapsed" | "withdrawn") | null; act?: ("payment" | "proof" | "balance" | "expense" | "pay_advance" | "shift_count") | null; branch?: string | null; desk?: string | null; held?: boolean | null }; answer: PageOf_ApprovalOut_ } };
  "/payments/approvals/{id}/": { get: { path: { id: string }; answer: ApprovalOut } };
  "/payments/approvals/{id}/decide/": { post: { path: { id: string }; body: ApprovalDecisionIn; answer: ApprovalOut } };
  "/payments/approvals/{id}/withdraw/": { post: { path: { id: string }; body: ApprovalWithdrawalIn; answer: ApprovalOut } };
  "/payments/approvals/{id}/hand-back/": { post: { path: { id: string }; answer: ApprovalOut } };
  "/payments/receipts/{id}/": { get: { path: { id: string }; answer: PrintedReceiptOut } };
  "/payments/receipts/{id}/reverse/": { post: { path: { id: string }; body: ReceiptReverseIn; answer: ReceiptReversalOut } };
  "/payments/desk-transfers/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; desk?: string | null; bank?: boolean | null; cashier?: string | null; from?: string | null; to?: string | null }; answer: PageOf_DeskTransferOut_ } };
  "/payments/cash-desks/{id}/transfer/": { post: { path: { id: string }; body: DeskTransferIn; answer: DeskTransferOut } };
  "/payments/desk-transfers/{id}/reverse/": { post: { path: { id: string }; body: DeskTransferReverseIn; answer: DeskTransferOut } };
  "/payments/cash-refunds/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ("waiting" | "handed_out" | "withdrawn" | "lapsed") | null; desk?: string | null; student?: string | null }; answer: PageOf_CashRefundOut_ } };
  "/payments/cash-refunds/{id}/hand-out/": { post: { path: { id: string }; answer: CashRefundOut } };
  "/payments/cash-refunds/{id}/withdraw/": { post: { path: { id: string }; answer: CashRefundOut } };
  "/payments/terminal-balances/": { get: { answer: TerminalBalanceOut[] } };
  "/payments/terminal-deposits/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; branch?: string | null; from?: string | null; to?: string | null }; answer: PageOf_TerminalDepositOut_ };
    post: { body: TerminalDepositIn; answer: TerminalDepositOut } };
  "/payments/terminal-deposits/{id}/reverse/": { post: { path: { id: string }; body: TerminalDepositReverseIn; answer: TerminalDepositOut } };
  "/payments/{id}/checkout/": { post: { path: { id: string }; body: CheckoutIn; answer: CheckoutOut } };
  "/payments/{id}/checkout/close/": { post: { path: { id: string }; answer: PaymentDetailOut } };
  "/payments/balance/{student_id}/checkout/": { post: { path: { student_id: string }; body: TopUpIn; answer: CheckoutOut } };
  "/payments/webhooks/": { get: { query: { cursor?: string | null; limit?: number; provider?: ("payme" | "stripe") | null; verdict?: ("done" | "duplicate" | "ignored" | "refused" | "forged" | "failed") | null; what?: string }; answer: FeedOf_WebhookOut_ } };
  "/payments/ledger/": { get: { query: { cursor?: string | null; limit?: number; format?: "" | "json" | "csv" | "xlsx"; kind?: AccountKind | null; student?: string | null; payment?: string | null; from?: string | null; to?: string | null }; answer: FeedOf_TransferOut_ } };
  "/payments/balance/{student_id}/": { get: { path: { student_id: string }; query: { from?: string | null; to?: string | null; format?: "" | "json" | "csv" | "xlsx" }; answer: StatementOut } };
  "/payments/statement/": { get: { query: { from?: string | null; to?: string | null; format?: "" | "json" | "csv" | "xlsx"; student?: string | null }; answer: StatementOut[] } };
  "/payments/reports/revenue/": { get: { query: { from?: string | null; to?: string | null; format?: "" | "json" | "csv" | "xlsx"; by?: ("month" | "group" | "course" | "teacher" | "provider"); branch?: string | null }; answer: RevenueOut } };
  "/payments/reports/profit/": { get: { query: { from?: string | null; to?: string | null; format?: "" | "json" | "csv" | "xlsx"; branch?: string | null }; answer: ProfitOut } };
  "/payments/reports/sales/": { get: { query: { format?: "" | "json" | "csv" | "xlsx"; month?: string; branch?: string | null }; answer: SalesOut } };
  "/payments/reports/lessons/": { get: { query: { month?: string; branch?: string | null }; answer: LessonProofOut } };
  "/payments/reconciliation/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; provider?: string | null; state?: ("matches" | "differs") | null }; answer: PageOf_ReconciliationOut_ };
    post: { form: { file: Blob; provider: string; desk?: "" | "one_time" | "cumulative"; currency?: string; from?: string | null; to?: string | null }; answer: ReconciliationDetailOut } };
  "/payments/reconciliation/{id}/": { get: { path: { id: string }; answer: ReconciliationDetailOut } };
  "/payments/salaries/rates/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; teacher?: string | null; branch?: string | null; on?: string | null }; answer: PageOf_PayRateOut_ };
    post: { body: PayRateIn; answer: PayRateOut } };
  "/payments/salaries/rates/{id}/": { patch: { path: { id: string }; body: PayRateChanges; answer: PayRateOut };
    delete: { path: { id: string }; answer: undefined } };
  "/payments/salaries/": { get: { query: { format?: "" | "json" | "csv" | "xlsx"; month?: string; teacher?: string | null; branch?: string | null }; answer: PayrollOut } };
  "/payments/salaries/entries/": { post: { body: PayEntryIn; answer: PayLineOut } };
  "/payments/salaries/close/": { post: { body: PayCloseIn; answer: PayClosedOut } };
  "/payments/salaries/pay-outs/": { post: { body: PayOutIn; answer: PayOutOut | ApprovalOut } };
  "/payments/salaries/pay-outs/{id}/reverse/": { post: { path: { id: string }; body: PayOutReverseIn; answer: PayOutOut } };
  "/payments/flagged-acts/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; from?: string | null; to?: string | null; flag?: Flag | null; branch?: string | null; by?: string | null }; answer: PageOf_FlaggedActOut_ } };
  "/payments/journal/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; from?: string | null; to?: string | null; direction?: ("in" | "out") | null; method?: ("cash" | "terminal" | "transfer" | "payme" | "stripe") | null; kind?: TransferKind | null; desk?: string | null; cashier?: string | null; teacher?: string | null; group?: string | null; branch?: string | null; student?: string | null; payment?: string | null; receipt?: string }; answer: JournalOut } };
  "/payments/journal/totals/": { get: { query: { from?: string | null; to?: string | null; direction?: ("in" | "out") | null; method?: ("cash" | "terminal" | "transfer" | "payme" | "stripe") | null; kind?: TransferKind | null; desk?: string | null; cashier?: string | null; teacher?: string | null; group?: string | null; branch?: string | null; student?: string | null; payment?: string | null; receipt?: string; by?: ("day" | "method" | "kind" | "desk" | "branch" | "cashier" | "group" | "teacher") }; answer: JournalTotalsOut } };
  "/payments/receipts/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; from?: string | null; to?: string | null; kind?: ReceiptKind | null; method?: ("cash" | "terminal" | "transfer" | "payme" | "stripe") | null; desk?: string | null; cashier?: string | null; student?: string | null; branch?: string | null }; answer: PageOf_ReceiptRowOut_ } };
  "/payments/shifts/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; open?: boolean | null; differs?: boolean | null; cashier?: string | null; desk?: string | null; branch?: string | null; from?: string | null; to?: string | null }; answer: PageOf_ShiftRowOut_ } };
  "/payments/shifts/{id}/rows/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }; answer: PageOf_JournalRowOut_ } };
  "/payments/balance/{student_id}/opening/": { post: { path: { student_id: string }; body: OpeningBalanceIn; answer: OpeningBalanceOut } };
  "/payments/balance/{student_id}/opening/reverse/": { post: { path: { student_id: string }; body: OpeningReverseIn; answer: OpeningBalanceOut } };
  "/payments/prepaid/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; group?: string | null; student?: string | null }; answer: PageOf_PrepaidOut_ };
    post: { body: PrepaidIn; answer: PrepaidOut } };
  "/payments/prepaid/{id}/": { delete: { path: { id: string }; answer: undefined } };
  "/payments/expense-categories/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; archived?: boolean }; answer: PageOf_ExpenseCategoryOut_ };
    post: { body: ExpenseCategoryIn; answer: ExpenseCategoryOut } };
  "/payments/expense-categories/{id}/": { patch: { path: { id: string }; body: ExpenseCategoryChanges; answer: ExpenseCategoryOut } };
  "/payments/debtors/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; group?: string | null; branch?: string | null; teacher?: string | null; minimum?: number | null; overdue_since?: string | null; promise?: ("open" | "kept" | "broken") | null; promised?: boolean | null; no_contact_since?: string | null; currency?: string | null }; answer: DebtorsOut } };
  "/payments/debtors/{student_id}/contacts/": { get: { path: { student_id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; currency?: string | null }; answer: PageOf_DebtContactOut_ };
    post: { path: { student_id: string }; body: DebtContactIn; answer: DebtContactOut } };
  "/payments/debtors/{student_id}/contacts/{id}/": { delete: { path: { student_id: string; id: string }; answer: undefined } };
  "/payments/debtors/message/preview/": { post: { body: DebtMessageIn; answer: DebtMessagePreviewOut } };
  "/payments/debtors/message/": { post: { body: DebtMessageSendIn; answer: DebtMessageOut } };
  "/payments/months/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; branch?: string | null; from?: string | null; to?: string | null }; answer: PageOf_BooksMonthOut_ } };
  "/payments/months/close/": { post: { body: BooksCloseIn; answer: BooksClosedOut } };
  "/payments/months/reopen/": { post: { body: BooksReopenIn; answer: BooksMonthOut } };
  "/payments/discount-codes/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; active?: boolean | null; course?: string | null }; answer: PageOf_DiscountCodeOut_ };
    post: { body: DiscountCodeIn; answer: DiscountCodeOut } };
  "/payments/discount-codes/{id}/": { get: { path: { id: string }; answer: DiscountCodeOut };
    patch: { path: { id: string }; body: DiscountCodeChanges; answer: DiscountCodeOut } };
  "/payments/discount-codes/{id}/uses/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx" }; answer: PageOf_CodeUseOut_ } };
  "/leads/stages/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; branch?: string | null }; answer: PageOf_StageOut_ };
    post: { body: StageIn; answer: StageOut } };
  "/leads/stages/order/": { put: { body: StageOrderIn; answer: PageOf_StageOut_ } };
  "/leads/stages/{id}/": { patch: { path: { id: string }; body: StageChanges; answer: StageOut };
    delete: { path: { id: string }; answer: undefined } };
  "/leads/forms/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; branch?: string | null; is_open?: boolean | null }; answer: PageOf_LeadFormOut_ };
    post: { body: LeadFormIn; answer: LeadFormOut } };
  "/leads/forms/{id}/": { patch: { path: { id: string }; body: LeadFormChanges; answer: LeadFormOut } };
  "/leads/costs/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; branch?: string | null; source?: ("walk_in" | "phone" | "site" | "telegram" | "facebook" | "instagram" | "import" | "group" | "other") | null; month?: string | null }; answer: PageOf_LeadCostOut_ };
    put: { body: LeadCostIn; answer: LeadCostOut } };
  "/leads/costs/{id}/": { delete: { path: { id: string }; answer: undefined } };
  "/leads/figures/": { get: { query: { by?: "source" | "stage" | "person" | "month"; branch?: string | null; since?: string | null; until?: string | null; format?: "" | "json" | "csv" | "xlsx" }; answer: LeadFiguresOut } };
  "/leads/imports/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ("queued" | "checked" | "done" | "failed" | "undone") | null; dry_run?: boolean | null }; answer: PageOf_ImportOut_ };
    post: { form: { file: Blob; dry_run?: boolean; mapping?: string; columns?: string; branch?: string | null }; answer: ImportPreviewOut } };
  "/leads/imports/{id}/": { get: { path: { id: string }; answer: ImportDetailOut } };
  "/leads/imports/{id}/rows/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; verdict?: ("new" | "changed" | "same" | "refused") | null }; answer: PageOf_ImportRowOut_ } };
  "/leads/imports/{id}/errors/": { get: { path: { id: string }; answer: undefined } };
  "/leads/imports/{id}/run/": { post: { path: { id: string }; answer: ImportDetailOut } };
  "/leads/imports/{id}/undo/": { post: { path: { id: string }; answer: ImportDetailOut } };
  "/leads/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ("open" | "converted" | "lost") | null; stage?: string | null; source?: ("walk_in" | "phone" | "site" | "telegram" | "facebook" | "instagram" | "import" | "group" | "other") | null; branch?: string | null; course?: string | null; group?: string | null; owner?: string | null; due?: ("calls" | "today" | "overdue") | null; since?: string | null; until?: string | null }; answer: PageOf_LeadOut_ };
    post: { body: LeadIn; answer: LeadOut } };
  "/leads/next-call/": { post: { answer: LeadOut } };
  "/leads/{id}/": { get: { path: { id: string }; answer: LeadOut };
    patch: { path: { id: string }; body: LeadChanges; answer: LeadOut } };
  "/leads/{id}/timeline/": { get: { path: { id: string }; query: { cursor?: string | null; limit?: number; kind?: ("created" | "note" | "call" | "stage" | "owner" | "step" | "change" | "trial" | "test" | "merge" | "lost" | "reopened" | "converted") | null }; answer: FeedOf_LeadEntryOut_ } };
  "/leads/{id}/notes/": { post: { path: { id: string }; body: LeadNoteIn; answer: LeadEntryOut } };
  "/leads/{id}/calls/": { post: { path: { id: string }; body: CallIn; answer: LeadEntryOut } };
  "/leads/{id}/claim/": { post: { path: { id: string }; answer: LeadOut };
    delete: { path: { id: string }; answer: undefined } };
  "/leads/{id}/stage/": { post: { path: { id: string }; body: MoveIn; answer: LeadOut } };
  "/leads/{id}/lose/": { post: { path: { id: string }; body: LoseIn; answer: LeadOut } };
  "/leads/{id}/reopen/": { post: { path: { id: string }; answer: LeadOut } };
  "/leads/{id}/doubles/": { get: { path: { id: string }; answer: LeadDoublesOut } };
  "/leads/{id}/merge/": { post: { path: { id: string }; body: MergeLeadIn; answer: LeadOut } };
  "/leads/{id}/trial/": { post: { path: { id: string }; body: TrialIn; answer: LeadOut } };
  "/leads/{id}/answers/": { post: { path: { id: string }; body: LeadAnswerIn; answer: LeadEntryOut } };
  "/leads/{id}/test/": { post: { path: { id: string }; body: TestIn; answer: PlacementLinkOut } };
  "/leads/{id}/convert/": { post: { path: { id: string }; body: ConvertIn; answer: ConversionOut } };
  "/leads/{id}/contract/": { get: { path: { id: string }; answer: Blob } };
  "/leads/{id}/erase/": { post: { path: { id: string }; body: EraseLeadIn; answer: undefined } };
  "/analytics/at-risk/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; branch?: string | null; group?: string | null; handled?: boolean | null }; answer: PageOf_AtRiskOut_ } };
  "/analytics/at-risk/model/": { get: { answer: RiskModelOut } };
  "/analytics/at-risk/{id}/actions/": { post: { path: { id: string }; body: RiskActionIn; answer: RiskActionOut } };
  "/analytics/kindergarten/": { get: { answer: KidsFiguresOut } };
  "/analytics/own-figures/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; shared?: boolean | null }; answer: PageOf_OwnFigureOut_ };
    post: { body: OwnFigureIn; answer: OwnFigureOut } };
  "/analytics/own-figures/{id}/": { get: { path: { id: string }; answer: OwnFigureOut };
    patch: { path: { id: string }; body: OwnFigureChanges; answer: OwnFigureOut };
    delete: { path: { id: string }; answer: undefined } };
  "/analytics/own-figures/{id}/result/": { get: { path: { id: string }; query: { format?: "" | "json" | "csv" | "xlsx" }; answer: OwnFigureResultOut } };
  "/analytics/reports/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; state?: ("queued" | "running" | "done" | "failed" | "cancelled" | "expired") | null; kind?: ("csv" | "xlsx" | "pdf") | null }; answer: PageOf_BackgroundReportOut_ };
    post: { body: BackgroundReportIn; answer: BackgroundReportOut } };
  "/analytics/reports/{id}/": { get: { path: { id: string }; answer: BackgroundReportOut } };
  "/analytics/reports/{id}/cancel/": { post: { path: { id: string }; answer: BackgroundReportOut } };
  "/analytics/reports/{id}/file/": { get: { path: { id: string }; answer: Blob } };
  "/analytics/report-schedules/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; paused?: boolean | null }; answer: PageOf_ReportScheduleOut_ };
    post: { body: ReportScheduleIn; answer: ReportScheduleOut } };
  "/analytics/report-schedules/{id}/": { get: { path: { id: string }; answer: ReportScheduleOut };
    patch: { path: { id: string }; body: ReportScheduleChanges; answer: ReportScheduleOut };
    delete: { path: { id: string }; answer: undefined } };
  "/analytics/report-cards/batches/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; group?: string | null }; answer: PageOf_ReportCardBatchOut_ };
    post: { body: ReportCardBatchIn; answer: ReportCardBatchOut } };
  "/analytics/report-cards/batches/{id}/": { get: { path: { id: string }; answer: ReportCardBatchOut };
    delete: { path: { id: string }; answer: undefined } };
  "/analytics/report-cards/batches/{id}/cards/": { get: { path: { id: string }; query: { page?: number; page_size?: number; ordering?: string; search?: string }; answer: PageOf_ReportCardOut_ } };
  "/analytics/report-cards/batches/{id}/send/": { post: { path: { id: string }; answer: ReportCardSentOut } };
  "/analytics/report-cards/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; student?: string | null }; answer: PageOf_ReportCardOut_ } };
  "/analytics/report-cards/{id}/": { get: { path: { id: string }; answer: ReportCardOut } };
  "/analytics/report-cards/{id}/comment/": { put: { path: { id: string }; body: ReportCardCommentIn; answer: ReportCardOut } };
  "/analytics/report-cards/{id}/correct/": { post: { path: { id: string }; body: ReportCardCommentIn; answer: ReportCardOut } };
  "/analytics/report-cards/{id}/document/": { get: { path: { id: string }; query: { locale?: ("uz" | "ru" | "en") | null }; answer: Blob } };
  "/analytics/measures/": { get: { answer: MeasuresOut } };
  "/analytics/series/": { get: { query: { step?: ("day" | "week" | "month"); from?: string | null; to?: string | null; measure: string; by?: ("branch" | "group" | "course") | null; branch?: string | null; group?: string | null; course?: string | null; format?: "" | "json" | "csv" | "xlsx" }; answer: SeriesOut } };
  "/analytics/student/": { get: { query: { step?: ("day" | "week" | "month"); from?: string | null; to?: string | null; student?: string | null }; answer: DashboardOut } };
  "/analytics/teacher/": { get: { query: { step?: ("day" | "week" | "month"); from?: string | null; to?: string | null }; answer: DashboardOut } };
  "/analytics/platform/": { get: { query: { step?: ("day" | "week" | "month"); from?: string | null; to?: string | null; branch?: string | null }; answer: DashboardOut } };
  "/analytics/activity/": { post: { body: ActivityIn; answer: undefined } };
  "/analytics/revenue/": { get: { query: { figure?: string; format?: "" | "json" | "csv" | "xlsx"; from?: string | null; to?: string | null; branch?: string | null }; answer: AnalyticsBoardOut } };
  "/analytics/marketing/": { get: { query: { figure?: string; format?: "" | "json" | "csv" | "xlsx"; from?: string | null; to?: string | null; branch?: string | null }; answer: AnalyticsBoardOut } };
  "/analytics/course/": { get: { query: { figure?: string; format?: "" | "json" | "csv" | "xlsx"; course: string }; answer: AnalyticsBoardOut } };
  "/dashboard/": { get: { query: { step?: ("day" | "week" | "month"); from?: string | null; to?: string | null; glance?: boolean }; answer: DashboardOut } };
  "/settings/centre-figures/": { get: { query: { by?: By | null; from?: string | null; to?: string | null; branch?: string | null }; answer: CentreFiguresOut } };
  "/settings/first-run/": { get: { answer: FirstRunOut };
    post: { body: FirstRunIn; answer: SignedInOut } };
  "/realtime/tickets/": { post: { answer: TicketOut } };
  "/jobs/": { get: { query: { cursor?: string | null; limit?: number; state?: ("queued" | "leased" | "done" | "dead") | null; kind?: string }; answer: FeedOf_JobOut_ } };
  "/jobs/{id}/retry/": { post: { path: { id: string }; answer: JobOut } };
  "/settings/public/": { get: { answer: PublicOut } };
  "/settings/system/": { get: { answer: SystemOut };
    put: { body: SystemChanges; answer: SystemOut } };
  "/settings/logo/": { put: { form: { file: Blob }; answer: LogoOut };
    delete: { answer: undefined } };
  "/settings/logos/{digest}/": { get: { path: { digest: string }; answer: Blob } };
  "/settings/colour-shades/": { get: { query: { colour: string }; answer: ThemeColoursOut } };
  "/settings/branches/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; mine?: boolean }; answer: PageOf_BuildingOut_ };
    post: { body: BuildingIn; answer: BuildingOut } };
  "/settings/branches/{id}/": { get: { path: { id: string }; answer: BuildingOut };
    patch: { path: { id: string }; body: BuildingChanges; answer: BuildingOut } };
  "/settings/audit-logs/": { get: { query: { cursor?: string | null; limit?: number; actor?: string | null; action?: string; object_type?: string; object_id?: string; request_id?: string; since?: string | null; until?: string | null }; answer: FeedOf_AuditEntryOut_ } };
  "/settings/audit-logs/export/": { get: { query: { actor?: string | null; action?: string; object_type?: string; object_id?: string; request_id?: string; since?: string | null; until?: string | null; format?: "csv" | "xlsx" }; answer: undefined } };
  "/settings/bulk-changes/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; kind?: ("members.add" | "members.change" | "members.transfer" | "groups.close" | "groups.reopen" | "lessons.sick_day" | "homework.assign_chosen") | null }; answer: PageOf_BulkChangeSummaryOut_ } };
  "/settings/bulk-changes/{id}/": { get: { path: { id: string }; answer: BulkChangeOut } };
  "/settings/bulk-changes/{id}/undo/": { post: { path: { id: string }; body: UndoIn; answer: BulkChangeOut } };
  "/today/": { get: { answer: TodayOut } };
  "/search/": { get: { query: { q: string; limit?: number }; answer: SearchOut } };
  "/health/": { get: { answer: HealthOut } };
  "/health/ready/": { get: { answer: ReadyOut } };
  "/health/metrics/": { get: { answer: string } };
  "/health/page-errors/": { post: { body: PageErrorIn; answer: undefined } };
  "/settings/webhooks/": { get: { query: { page?: number; page_size?: number; ordering?: string; search?: string; format?: "" | "json" | "csv" | "xlsx"; active?: boolean | null; event_type?: string | null }; answer: PageOf_OutgoingWebhookOut_ };
    post: { body: WebhookIn; answer: WebhookSecretOut } };
  "/settings/webhooks/event-types/": { get: { answer: WebhookEventTypesOut } };
  "/settings/webhooks/{id}/": { get: { path: { id: string }; answer: OutgoingWebhookOut };
    patch: { path: { id: string }; body: WebhookChanges; answer: OutgoingWebhookOut };
    delete: { path: { id: string }; answer: undefined } };
  "/settings/webhooks/{id}/test/": { post: { path: { id: string }; answer: WebhookDeliveryOut } };
  "/settings/webhooks/{id}/rotate-secret/": { post: { path: { id: string }; answer: WebhookSecretOut } };
  "/settings/webhooks/{id}/deliveries/": { get: { path: { id: string }; query: { cursor?: string | null; limit?: number; state?: ("waiting" | "delivered" | "failed" | "dropped") | null; type?: string }; answer: FeedOf_WebhookDeliveryOut_ } };
  "/settings/webhooks/{id}/deliveries/{delivery_id}/redeliver/": { post: { path: { id: string; delivery_id: string }; answer: WebhookDeliveryOut } };
}
/** POSTs that take an `Idempotency-Key`. */
export const REPEATABLE: string[] = [
  "/analytics/at-risk/{id}/actions/",
  "/analytics/report-cards/batches/",
  "/analytics/report-schedules/",
  "/analytics/reports/",
  "/attendance/excuses/",
  "/auth/activation-links/",
  "/auth/families/",
  "/auth/refresh/",
  "/auth/users/{id}/merge/",
  "/children/{id}/observations/",
  "/courses/courses/{id}/enroll/",
  "/gamification/coins/adjust/",
  "/gamification/shop/{id}/redeem/",
  "/homework/assignments/",
  "/homework/assignments/bulk-assign/",
  "/homework/{id}/extend/",
  "/homework/{id}/review/",
  "/homework/{id}/submit/",
  "/leads/",
  "/leads/{id}/answers/",
  "/leads/{id}/calls/",
  "/leads/{id}/convert/",
  "/leads/{id}/notes/",
  "/leads/{id}/test/",
  "/leads/{id}/trial/",
  "/notifications/announcements/",
  "/payments/",
  "/payments/balance/{student_id}/opening/",
  "/payments/balance/{student_id}/receive/",
  "/payments/balance/{student_id}/refund/",
  "/payments/cash-desks/{id}/bank/",
  "/payments/cash-desks/{id}/transfer/",
  "/payments/cash-refunds/{id}/hand-out/",
  "/payments/debtors/message/",
  "/payments/desk-transfers/{id}/reverse/",
  "/payments/expenses/",
  "/payments/expenses/{id}/reverse/",
  "/payments/orders/",
  "/payments/receipts/{id}/reverse/",
  "/payments/salaries/entries/",
  "/payments/salaries/pay-outs/",
  "/payments/salaries/pay-outs/{id}/reverse/",
  "/payments/terminal-deposits/",
  "/payments/terminal-deposits/{id}/reverse/",
  "/payments/{id}/confirm/",
  "/payments/{id}/proof/",
  "/payments/{id}/proof/decide/",
  "/payments/{id}/refund/",
  "/payments/{id}/write-off/",
  "/support/tickets/",
  "/support/tickets/{id}/comments/",
];
