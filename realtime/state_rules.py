"""Rules for clients: how each event changes the state that began with the snapshot of a stream.

The texts are shown in docs/realtime.md; `tests/realtime/reducers.py` implements them and is compared with real
snapshots.
"""

START_ANEW = "Start anew."
NOTHING = "Changes nothing that the snapshot holds."

_SET_HOMEWORK = "Set `homework_state` and `homework_score` of the row `homework`"
_ATTEMPT = (
    f"{_SET_HOMEWORK}, and its `attempt` when `number` is not lower than the one there: `state` as named here, "
    "`verdict` and `score` where the event has them (else empty and null). An `assignment` that you do not "
    "hold: start anew, unless you hold ten and its id is lower than all of theirs."
)
_REMOVE_RUNNING = "Remove `attempt` from `running`."
_ASSIGNMENT = (
    "Put the assignment (`assignment`, `kind`, `title`, `deadline`) in place of the one with its id, or add it"
)
_TODAY_MARK = (
    "When `at` is not before the `ends_at` of `today`: start anew. With a `starts_at` within `today`: put it in place "
    "of the mark with its `lesson`, or add it; without a `status` remove that one. Any other day: nothing."
)
_LESSON = (
    "Remove the lesson from `lessons`; when there were five, start anew. Then, if `status` is `planned` and it is not "
    "over: put it in by `starts_at`, then id, and keep the first five."
)

RULES: dict[str, dict[str, str]] = {
    "user": {
        "notification.created": "Put it first in `notifications`, by id, keep 20; set `unread`.",
        "notification.changed": "Put it in place of the one with its id. If you do not hold it, add it. Set `unread`.",
        "notifications.read": "Set `read` of those named, or of `all`; set `unread`.",
        "coins.changed": "Set `coins` to `balance`.",
        "attempt.received": "Add it to `running`: `attempt`, `homework`, `number`.",
        **dict.fromkeys(("attempt.scored", "attempt.refused", "attempt.failed"), _REMOVE_RUNNING),
        **dict.fromkeys(("attempt.stored", "attempt.remarked", "attendance.changed", "achievement.granted"), NOTHING),
        **dict.fromkeys(("homework.extended", "homework.appealed", "homework.reviewed"), NOTHING),
        **dict.fromkeys(("redemption.changed", "enrolment.changed", "course.progress"), NOTHING),
        **dict.fromkeys(("video.changed", "video.copy_changed", "quiz.begun", "quiz.result"), NOTHING),
        **dict.fromkeys(("payment.received", "payment.changed", "payment.overdue", "payment.refunded"), NOTHING),
        "payment.reversed": NOTHING,
    },
    "group": {
        "lesson.created": "As `lesson.changed`, with the status `planned`.",
        **dict.fromkeys(("lesson.changed", "lesson.moved", "lesson.cancelled", "lesson.restored"), _LESSON),
        **dict.fromkeys(("lesson.held", "lesson.substituted"), _LESSON),
        "lesson.removed": "Remove the lesson; when there were five, start anew.",
        "timetable.changed": START_ANEW,
        "homework.assigned": f"{_ASSIGNMENT}; by id, the newest first, keep 20.",
        "homework.changed": (
            f"If its `deadline` is over: nothing. Otherwise: {_ASSIGNMENT}; by id, the newest first, keep 20."
        ),
        "homework.withdrawn": "Remove the assignment; when there were 20, start anew.",
        "leaderboard.changed": "Put it in place of `leaderboard`.",
        "announcement.published": "Put it first in `announcements`, keep 5.",
        "membership.started": "Start anew: the leaderboard has another row.",
        "membership.changed": "Start anew: the leaderboard may have other rows.",
        "membership.ended": "Start anew: the leaderboard lacks a row.",
        "register.marked": NOTHING,
    },
    "wall": {
        "homework.assigned": (
            f"{_ASSIGNMENT}; by id, the newest first, keep ten, and the rows of those. Add a row for each of "
            "`homeworks`: state `assigned`, no score, no attempt."
        ),
        "homework.changed": (
            f"{_ASSIGNMENT}. One that you do not hold: start anew, unless you hold ten and its id is lower than all of "
            "theirs."
        ),
        "homework.withdrawn": "Remove the assignment and its rows; when there were ten, start anew.",
        "homework.extended": "Set `homework_state` of the row.",
        "homework.appealed": f"{_SET_HOMEWORK}.",
        "homework.reviewed": f"{_SET_HOMEWORK}.",
        "attempt.received": f"{_ATTEMPT} `received`.",
        "attempt.stored": f"{_ATTEMPT} `stored`.",
        "attempt.scored": f"{_ATTEMPT} `scored`; without a `score` `transcribed`.",
        "attempt.refused": f"{_ATTEMPT} `refused`.",
        "attempt.failed": f"{_ATTEMPT} `failed`.",
        "attempt.remarked": (
            f"{_SET_HOMEWORK}, and of its `attempt`, if it is this one, `state`, `verdict` and `score`."
        ),
        **dict.fromkeys(("attempt.proposed", "quiz.begun", "quiz.result"), NOTHING),
        "membership.started": "Start anew: a pupil who comes back has rows that you dropped.",
        "membership.changed": "Start anew: a frozen pupil has no rows; a pupil who is active again has rows again.",
        "membership.ended": "Remove the pupil's rows.",
        "register.marked": NOTHING,
    },
    "child": {
        "homework.progress": (
            "Put it in place of the row with its `homework`, or add it, unless there are ten and its `assignment` is "
            "lower than all of theirs; by `assignment`, the newest first, keep ten."
        ),
        "homework.withdrawn": "Remove the row with this `assignment`; when there were ten, start anew.",
        "attendance.changed": _TODAY_MARK,
        "membership.started": START_ANEW,
        "membership.changed": START_ANEW,
        "membership.ended": START_ANEW,
        "child.played": NOTHING,
    },
    "staff": {
        "payment.overdue": "Add 1 to `overdue`.",
        "payment.proof_sent": "Add 1 to `proofs`.",
        "payment.proof_decided": "Take 1 from `proofs`.",
        "payment.received": "Start anew: the money may have settled what was overdue.",
        "payment.changed": START_ANEW,
        "payment.refunded": START_ANEW,
        "payment.reversed": START_ANEW,
        "payment.webhook_refused": NOTHING,
        "job.died": "Add 1 to `dead_jobs`, unless it is null.",
        "job.retried": "Take 1 from `dead_jobs`, unless it is null.",
        "jobs.removed": START_ANEW,
    },
    "course": {"course.published": "Put it in place of `published`."},
    "course_wall": {
        "course_lesson.begun": "Add 1 to `learners` of the row `lesson`, if you hold it.",
        "course_lesson.done": "Add 1 to `done` of the row `lesson`, if you hold it.",
        "course.published": "Start anew: the course may have other lessons.",
        **dict.fromkeys(("course.progress", "enrolment.changed"), NOTHING),
        **dict.fromkeys(("attempt.received", "attempt.stored", "attempt.scored", "attempt.refused"), NOTHING),
        **dict.fromkeys(("attempt.failed", "attempt.remarked", "attempt.proposed"), NOTHING),
        **dict.fromkeys(("homework.extended", "homework.appealed", "homework.reviewed"), NOTHING),
        **dict.fromkeys(("quiz.begun", "quiz.result"), NOTHING),
    },
    "discussion": {
        "discussion.changed": "Put it in place of `discussion`.",
        "discussion.rearranged": START_ANEW,
        "reply.created": "Add the reply to `replies` by its id, keep the last 50; set `reply_count` of `discussion`.",
        "reply.changed": "Put the reply in place of the one with its id, if you hold it; set `reply_count`.",
        "reply.upvoted": "Set `upvotes` of the reply, if you hold it.",
    },
    "ticket": {
        "ticket.changed": "Put it in place of `ticket`.",
        "ticket.commented": "Add it to `comments` as the last one, keep the last 50.",
        "ticket.rearranged": START_ANEW,
    },
    "chat": {
        "message.sent": "Put `message` first in `messages`, with an empty `own_reaction`; keep 50.",
        "message.edited": (
            "Set `text` and `edited_at` of the message, if you hold it; set `text` of each `reply` to it to `excerpt`."
        ),
        "message.deleted": (
            "Of the message, if you hold it: set `deleted`, empty `text`, `reactions` and `own_reaction`, and set "
            "`voice` to false. Empty `text` of each `reply` to it."
        ),
        "message.restored": START_ANEW,
        "message.reacted": (
            "Set `reactions` of the message, if you hold it; if `user` is the `reader`, set `own_reaction` to "
            "`reaction`."
        ),
        "room.read": "Set `number` of the row of `reads` with this `user`, or add one; by `user`.",
    },
}
"""Rules by kind of stream and type of event."""


def list_restart_event_types(kind: str) -> list[str]:
    """Return the types of events after which a client always starts anew on such a stream."""
    return [type_ for type_, rule in RULES[kind].items() if rule == START_ANEW or rule.startswith("Start anew:")]


LOAD_GRADES = "A page that shows grades of this gradebook loads them again."
HINTS: dict[str, dict[str, str]] = {
    "user": {
        "attempt.stage": "The stage of an attempt in `running`, until its result comes.",
        "quiz.answer_saved": "A page that shows this attempt and has fewer `saves` of this place loads it again.",
        "grade.changed": LOAD_GRADES,
        "leads.changed": "A page that shows this `lead`, or leads of this `branch`, loads them again.",
        "figures.changed": "A page that shows one of these `measures` loads it again.",
    },
    "wall": {
        "grade.changed": LOAD_GRADES,
        "skills_map.changed": "A page that shows the skills of small children of this `group` loads them again.",
        "attempt.stage": "The stage of the attempt of the row, until its result comes.",
        "homework.recording": "Show for 6 s that the pupil records; another one begins the 6 s again.",
    },
    "course_wall": {
        "grade.changed": LOAD_GRADES,
        "attempt.stage": "The stage of the attempt, until its result comes.",
        "homework.recording": "Show for 6 s that the learner records; another one begins the 6 s again.",
    },
    "discussion": {"discussion.typing": "Show for 6 s that the person writes; another one begins the 6 s again."},
    "chat": {"chat.typing": "Show for 6 s that the person writes; another one begins the 6 s again."},
}
"""Events without a number; they are shown but are not part of the state."""
