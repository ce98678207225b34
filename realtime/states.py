"""The snapshots of streams as types, for the generated schema and its clients, and what stands in open event fields.

Nothing is built with these: the queries of the apps build plain dicts. `tests/realtime/test_schema.py` holds the
examples of docs/realtime.md against them.
"""

from typing import Any

from pydantic import BaseModel, ConfigDict


class State(BaseModel):
    """The base of what stands in a snapshot."""

    model_config = ConfigDict(extra="forbid")


class Notice(State):
    """A notification as the list shows it; `count`: of how many it tells."""

    id: str
    type: str
    title: str
    text: str
    data: dict[str, Any]
    count: int
    read: bool
    created_at: str


class Running(State):
    """A recording that the engine has not answered."""

    attempt: str
    homework: str
    number: int


class UserState(State):
    """`user:{id}`: the last 20 notifications, newest first."""

    unread: int
    notifications: list[Notice]
    coins: int
    running: list[Running]


class LessonRow(State):
    """A planned lesson."""

    lesson: str
    starts_at: str
    ends_at: str
    topic: str


class AssignmentRow(State):
    """Homework that was given to a group."""

    assignment: str
    kind: str
    title: str
    deadline: str | None


class BoardRow(State):
    """A place on a leaderboard; who hides the name has neither name nor id."""

    rank: int
    student: str | None
    name: str
    coins: int
    hidden: bool


class Board(State):
    """A group's leaderboard."""

    group: str
    period: str
    rows: list[BoardRow]


class Announced(State):
    """What was announced to the pupils of the group, in the languages it was written in."""

    announcement: str
    author: str
    title: dict[str, str]
    text: dict[str, str]
    at: str


class GroupState(State):
    """`group:{id}`: the next 5 lessons, soonest first; the newest 20 open assignments; the board; the last 5
    announcements, newest first.
    """

    group: str
    lessons: list[LessonRow]
    homework: list[AssignmentRow]
    leaderboard: Board
    announcements: list[Announced]


class WallAttempt(State):
    """The last attempt of a homework."""

    attempt: str
    number: int
    state: str
    verdict: str
    score: float | None


class WallRow(State):
    """One pupil's homework on the wall."""

    homework: str
    assignment: str
    student: str
    name: str
    homework_state: str
    homework_score: float | None
    attempt: WallAttempt | None


class WallState(State):
    """`wall:{id}`: the newest 10 assignments that are open today or wait, and each pupil's homework."""

    group: str
    assignments: list[AssignmentRow]
    homework: list[WallRow]


class ProgressRow(State):
    """How a homework stands, for those who look after the pupil."""

    homework: str
    assignment: str
    group: str
    kind: str
    title: str
    due_at: str | None
    state: str
    score: float | None
    stars: int | None


class DayMark(State):
    """A mark in the register."""

    lesson: str
    group: str
    starts_at: str
    status: str | None
    counts_as: str | None
    minutes_late: int | None


class Today(State):
    """The marks of the local day between the two."""

    begins_at: str
    ends_at: str
    attendance: list[DayMark]


class ChildState(State):
    """`child:{id}`: the newest 10 homeworks and the day's marks."""

    child: str
    homework: list[ProgressRow]
    today: Today


class Sum(State):
    """An amount of money in the currency's smallest unit."""

    amount: int
    currency: str


class StaffState(State):
    """`staff:{id}`: what waits for a branch's office; `dead_jobs` is null for who may not see them."""

    branch: str
    overdue: int
    proofs: int
    received_today: list[Sum]
    dead_jobs: int | None


class Given(State):
    """Whose homework an assignment made."""

    homework: str
    student: str
    name: str


STATES: dict[str, type[State]] = {
    "user": UserState,
    "group": GroupState,
    "wall": WallState,
    "child": ChildState,
    "staff": StaffState,
}
"""The snapshot of each kind of stream."""

OPEN_FIELDS: dict[str, dict[str, Any]] = {
    "notification.created": {"notification": Notice},
    "notification.changed": {"notification": Notice},
    "leaderboard.changed": {"rows": list[BoardRow]},
    "homework.assigned": {"homeworks": list[Given]},
    "payment.received": {"amount": Sum},
    "payment.refunded": {"amount": Sum},
    "payment.changed": {"outstanding": Sum},
    "payment.overdue": {"outstanding": Sum},
    "payment.proof_sent": {"amount": Sum},
}
"""What stands in the fields that events declare as open dicts, by event and field."""
