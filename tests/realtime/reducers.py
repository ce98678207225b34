"""What a client does with an event: pure functions on the state that a snapshot gave it, in the words of realtime.md.

`applied(kind, state, event_type, data)` is the new state. It raises Anew where the page says "start anew": the client
asks for the snapshot again.
"""

from copy import deepcopy
from datetime import datetime
from typing import Any

from tests.realtime.chat_reducers import CHAT_REDUCERS
from tests.realtime.state_rows import newest, put, without

State = dict[str, Any]


class Anew(Exception):
    """The client is to subscribe again without `after`."""


def applied(kind, state, event_type, data, *, now):
    """The state after this event; KeyError for an event that the stream does not carry."""
    new = deepcopy(state)
    REDUCERS[kind][event_type](new, data, now)
    return new


def nothing(state, data, now):
    """The snapshot holds nothing of it."""


def anew(state, data, now):
    raise Anew


# user


def notified(state, data, now):
    put(state["notifications"], data["notification"], "id")
    state["notifications"] = newest(state["notifications"], "changed_at", 20)
    state["unread"] = data["unread"]


def read(state, data, now):
    for row in state["notifications"]:
        row["read"] = row["read"] or data["all"] or row["id"] in data["notifications"]
    state["unread"] = data["unread"]


def balance(state, data, now):
    state["coins"] = data["balance"]


def runs(state, data, now):
    put(state["running"], {name: data[name] for name in ("attempt", "homework", "number")}, "attempt")


def runs_no_more(state, data, now):
    state["running"] = without(state["running"], "attempt", data["attempt"])


# group


def lesson(state, data, now):
    before = state["lessons"]
    state["lessons"] = without(before, "lesson", data["lesson"])
    if len(state["lessons"]) == 4 and len(before) == 5:
        raise Anew
    if data.get("status", "planned") == "planned" and datetime.fromisoformat(data["ends_at"]) > now:
        state["lessons"].append({name: data[name] for name in ("lesson", "starts_at", "ends_at", "topic")})
        state["lessons"].sort(key=lambda row: (datetime.fromisoformat(row["starts_at"]), row["lesson"]))
        del state["lessons"][5:]


def lesson_gone(state, data, now):
    before = state["lessons"]
    state["lessons"] = without(before, "lesson", data["lesson"])
    if len(state["lessons"]) < len(before) == 5:
        raise Anew


def plain(data):
    return {name: data[name] for name in ("assignment", "kind", "title", "deadline")}


def open_homework(state, data, now):
    if data["deadline"] is not None and datetime.fromisoformat(data["deadline"]) <= now:
        return
    put(state["homework"], plain(data), "assignment")
    state["homework"] = newest(state["homework"], "assignment", 20)


def open_homework_gone(state, data, now):
    before = state["homework"]
    state["homework"] = without(before, "assignment", data["assignment"])
    if len(state["homework"]) < len(before) == 20:
        raise Anew


def board(state, data, now):
    state["leaderboard"] = data


def announced(state, data, now):
    state["announcements"] = [data, *state["announcements"]][:5]


# wall


def held(state, assignment):
    """Whether the wall holds the assignment; Anew when it should."""
    ids = [row["assignment"] for row in state["assignments"]]
    if assignment in ids:
        return True
    if len(ids) == 10 and assignment < min(ids):
        return False
    raise Anew


def assigned(state, data, now):
    put(state["assignments"], plain(data), "assignment")
    state["assignments"] = newest(state["assignments"], "assignment", 10)
    for homework in data["homeworks"]:
        row = {"assignment": data["assignment"], "homework_state": "assigned", "homework_score": None, "attempt": None}
        put(state["homework"], {**homework, **row}, "homework")
    kept = {row["assignment"] for row in state["assignments"]}
    state["homework"] = [row for row in state["homework"] if row["assignment"] in kept]


def changed(state, data, now):
    if held(state, data["assignment"]):
        put(state["assignments"], plain(data), "assignment")


def withdrawn(state, data, now):
    if len(state["assignments"]) == 10:
        raise Anew
    for rows in ("assignments", "homework"):
        state[rows] = without(state[rows], "assignment", data["assignment"])


def rows_of(state, data):
    """The row of this homework; none where the wall does not hold its assignment, or its pupil has left."""
    if not held(state, data["assignment"]):
        return []
    return [row for row in state["homework"] if row["homework"] == data["homework"]]


def stands(state, data, now):
    for row in rows_of(state, data):
        row |= {name: data[name] for name in ("homework_state", "homework_score") if name in data}


def attempt(named):
    def reducer(state, data, now):
        stands(state, data, now)
        for row in rows_of(state, data):
            if row["attempt"] is not None and row["attempt"]["number"] > data["number"]:
                continue
            row["attempt"] = {
                "attempt": data["attempt"],
                "number": data["number"],
                "state": "transcribed" if named == "scored" and data["score"] is None else named,
                "verdict": data.get("verdict", ""),
                "score": data.get("score"),
            }

    return reducer


def remarked(state, data, now):
    stands(state, data, now)
    for row in rows_of(state, data):
        if row["attempt"] is not None and row["attempt"]["attempt"] == data["attempt"]:
            row["attempt"] |= {name: data[name] for name in ("state", "verdict", "score")}


def left(state, data, now):
    state["homework"] = without(state["homework"], "student", data["student"])


# child


def progress(state, data, now):
    put(state["homework"], data, "homework")
    state["homework"] = newest(state["homework"], "assignment", 10)


def progress_gone(state, data, now):
    before = state["homework"]
    state["homework"] = without(before, "assignment", data["assignment"])
    if len(state["homework"]) < len(before) == 10:
        raise Anew


def mark(state, data, now):
    today = state["today"]
    begins, ends = (datetime.fromisoformat(today[name]) for name in ("begins_at", "ends_at"))
    if now >= ends:
        raise Anew
    if not begins <= datetime.fromisoformat(data["starts_at"]) < ends:
        return
    if data["status"] is None:
        today["attendance"] = without(today["attendance"], "lesson", data["lesson"])
        return
    put(today["attendance"], data, "lesson")
    today["attendance"].sort(key=lambda row: (datetime.fromisoformat(row["starts_at"]), row["lesson"]))


# staff


def count(name, step):
    def reducer(state, data, now):
        if state[name] is not None:
            state[name] += step

    return reducer


# courses


def published(state, data, now):
    state["published"] = data


def add_to_lesson(name):
    def reducer(state, data, now):
        for row in state["lessons"]:
            row[name] += row["lesson"] == data["lesson"]

    return reducer


STATES = ("received", "stored", "scored", "refused", "failed")
LESSONS = ("created", "changed", "moved", "cancelled", "restored", "held", "substituted")
MEMBERSHIPS = ("membership.started", "membership.changed", "membership.ended")

# discussion


def discussion_changed(state, data, now):
    state["discussion"] = data


def _split_row(state, data):
    """The row of a reply; the number of replies goes to the discussion."""
    state["discussion"]["reply_count"] = data["reply_count"]
    return {name: value for name, value in data.items() if name != "reply_count"}


def replied(state, data, now):
    put(state["replies"], _split_row(state, data), "reply")
    state["replies"] = sorted(state["replies"], key=lambda row: row["reply"])[-50:]


def reply_changed(state, data, now):
    row = _split_row(state, data)
    state["replies"] = [row if held["reply"] == row["reply"] else held for held in state["replies"]]


def upvoted(state, data, now):
    for row in state["replies"]:
        if row["reply"] == data["reply"]:
            row["upvotes"] = data["upvotes"]


# ticket


def ticket_changed(state, data, now):
    state["ticket"] = data


def commented(state, data, now):
    state["comments"] = [*state["comments"], data][-50:]


REDUCERS = {
    "user": {
        "notification.created": notified,
        "notification.changed": notified,
        "notifications.read": read,
        "coins.changed": balance,
        "attempt.received": runs,
        **dict.fromkeys(("attempt.scored", "attempt.refused", "attempt.failed"), runs_no_more),
        **dict.fromkeys(("attempt.stored", "attempt.remarked", "attendance.changed", "achievement.granted"), nothing),
        **dict.fromkeys(("homework.extended", "homework.appealed", "homework.reviewed"), nothing),
        **dict.fromkeys(("redemption.changed", "enrolment.changed", "course.progress"), nothing),
        **dict.fromkeys(("video.changed", "video.copy_changed", "quiz.begun", "quiz.result"), nothing),
        **dict.fromkeys(("payment.received", "payment.changed", "payment.overdue", "payment.refunded"), nothing),
        "payment.reversed": nothing,
    },
    "group": {
        **{f"lesson.{name}": lesson for name in LESSONS},
        "lesson.removed": lesson_gone,
        "timetable.changed": anew,
        "homework.assigned": open_homework,
        "homework.changed": open_homework,
        "homework.withdrawn": open_homework_gone,
        "leaderboard.changed": board,
        "announcement.published": announced,
        **dict.fromkeys(MEMBERSHIPS, anew),
        "register.marked": nothing,
    },
    "wall": {
        "homework.assigned": assigned,
        "homework.changed": changed,
        "homework.withdrawn": withdrawn,
        **dict.fromkeys(("homework.extended", "homework.appealed", "homework.reviewed"), stands),
        **{f"attempt.{name}": attempt(name) for name in STATES},
        "attempt.remarked": remarked,
        **dict.fromkeys(("attempt.proposed", "quiz.begun", "quiz.result"), nothing),
        **dict.fromkeys(MEMBERSHIPS, anew),
        "membership.ended": left,
        "register.marked": nothing,
    },
    "child": {
        "homework.progress": progress,
        "homework.withdrawn": progress_gone,
        "attendance.changed": mark,
        "child.played": nothing,
        **dict.fromkeys(MEMBERSHIPS, anew),
    },
    "staff": {
        "payment.overdue": count("overdue", 1),
        "payment.proof_sent": count("proofs", 1),
        "payment.proof_decided": count("proofs", -1),
        **dict.fromkeys(("payment.received", "payment.changed", "payment.refunded", "payment.reversed"), anew),
        "payment.webhook_refused": nothing,
        "job.died": count("dead_jobs", 1),
        "job.retried": count("dead_jobs", -1),
        "jobs.removed": anew,
    },
    "course": {"course.published": published},
    "course_wall": {
        "course_lesson.begun": add_to_lesson("learners"),
        "course_lesson.done": add_to_lesson("done"),
        "course.published": anew,
        **dict.fromkeys(("course.progress", "enrolment.changed"), nothing),
        **dict.fromkeys(("attempt.received", "attempt.stored", "attempt.scored", "attempt.refused"), nothing),
        **dict.fromkeys(("attempt.failed", "attempt.remarked", "attempt.proposed"), nothing),
        **dict.fromkeys(("homework.extended", "homework.appealed", "homework.reviewed"), nothing),
        **dict.fromkeys(("quiz.begun", "quiz.result"), nothing),
    },
    "discussion": {
        "discussion.changed": discussion_changed,
        "discussion.rearranged": anew,
        "reply.created": replied,
        "reply.changed": reply_changed,
        "reply.upvoted": upvoted,
    },
    "ticket": {"ticket.changed": ticket_changed, "ticket.commented": commented, "ticket.rearranged": anew},
    "chat": CHAT_REDUCERS | {"message.restored": anew},
}
"""By kind of stream and type of event."""
