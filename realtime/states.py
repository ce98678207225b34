"""The snapshots of streams as types with examples, for docs/realtime.md, the generated schema and its clients, and what
stands in open event fields.

Nothing is built with these: the queries of the apps build plain dicts. `tests/realtime/test_documentation.py` compares
the examples with real snapshots.
"""

from typing import Annotated, Any

from apps.attendance.events import AttendanceChanged
from apps.chat.events import ChatMessage, RoomId
from apps.core.event_types import Example, ExampleModel, StudentId
from apps.forums.events import DiscussionHead, ReplyRow
from apps.homework.events import AssignmentId, AttemptId, HomeworkId, HomeworkProgress, Title
from apps.learning.events import CoursePublished
from apps.portal.events import AnnouncementPublished
from apps.support.events import TicketCommentRow, TicketHead

GroupId = Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8006")]
CourseId = Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8032")]
Name = Annotated[str, Example("Jasur Oripov")]
Score = Annotated[float | None, Example(86.4)]


class Notice(ExampleModel):
    """A notification as the list shows it; `count`: of how many it tells."""

    id: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8001")]
    type: Annotated[str, Example("homework.scored")]
    title: Annotated[str, Example("Your homework was scored")]
    text: Annotated[str, Example("Reading, unit 3: 86")]
    data: Annotated[dict[str, Any], Example({"homework": "01890a5d-ac96-774b-bcce-b302099a8005"})]
    count: Annotated[int, Example(1)]
    read: Annotated[bool, Example(False)]
    created_at: Annotated[str, Example("2026-09-08T17:20:11.120000+00:00")]
    changed_at: Annotated[str, Example("2026-09-08T17:20:11.120000+00:00")]


class Running(ExampleModel):
    """A recording that the engine has not answered."""

    attempt: AttemptId
    homework: HomeworkId
    number: Annotated[int, Example(1)]


class UserState(ExampleModel):
    """`user:{id}`: the last 20 notifications, newest first."""

    unread: Annotated[int, Example(1)]
    notifications: Annotated[list[Notice], Example([Notice.example])]
    coins: Annotated[int, Example(57)]
    running: Annotated[list[Running], Example([Running.example])]


class LessonRow(ExampleModel):
    """A planned lesson."""

    lesson: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8004")]
    starts_at: Annotated[str, Example("2026-09-08T13:00:00+00:00")]
    ends_at: Annotated[str, Example("2026-09-08T14:30:00+00:00")]
    topic: Annotated[str, Example("Unit 3")]


class AssignmentRow(ExampleModel):
    """Homework that was given to a group."""

    assignment: AssignmentId
    kind: Annotated[str, Example("reading")]
    title: Title
    deadline: Annotated[str | None, Example("2026-09-08T18:00:00+00:00")]


class BoardRow(ExampleModel):
    """A place on a leaderboard; who hides the name has neither name nor id."""

    rank: Annotated[int, Example(1)]
    student: Annotated[str | None, Example("01890a5d-ac96-774b-bcce-b302099a8002")]
    name: Name
    coins: Annotated[int, Example(57)]
    hidden: Annotated[bool, Example(False)]


class Board(ExampleModel):
    """A group's leaderboard."""

    group: GroupId
    period: Annotated[str, Example("all")]
    rows: Annotated[list[BoardRow], Example([BoardRow.example])]


class Announced(AnnouncementPublished):
    """What was announced to the pupils of the group, in the languages it was written in."""


class GroupState(ExampleModel):
    """`group:{id}`: the next 5 lessons, soonest first; the newest 20 open assignments; the board; the last 5
    announcements, newest first.
    """

    group: GroupId
    lessons: Annotated[list[LessonRow], Example([LessonRow.example])]
    homework: Annotated[list[AssignmentRow], Example([AssignmentRow.example])]
    leaderboard: Annotated[Board, Example(Board.example)]
    announcements: Annotated[list[Announced], Example([Announced.example])]


class WallAttempt(ExampleModel):
    """The last attempt of a homework."""

    attempt: AttemptId
    number: Annotated[int, Example(1)]
    state: Annotated[str, Example("scored")]
    verdict: Annotated[str, Example("OK")]
    score: Score


class WallRow(ExampleModel):
    """One pupil's homework on the wall."""

    homework: HomeworkId
    assignment: AssignmentId
    student: StudentId
    name: Name
    homework_state: Annotated[str, Example("scored")]
    homework_score: Score
    attempt: Annotated[WallAttempt | None, Example(WallAttempt.example)]


class WallState(ExampleModel):
    """`wall:{id}`: the newest 10 assignments that are open today or wait, and each pupil's homework."""

    group: GroupId
    assignments: Annotated[list[AssignmentRow], Example([AssignmentRow.example])]
    homework: Annotated[list[WallRow], Example([WallRow.example])]


class ProgressRow(HomeworkProgress):
    """How a homework stands, for those who look after the pupil."""


class DayMark(AttendanceChanged):
    """A mark in the register."""


class Today(ExampleModel):
    """The marks of the local day between the two."""

    begins_at: Annotated[str, Example("2026-09-06T19:00:00+00:00")]
    ends_at: Annotated[str, Example("2026-09-07T19:00:00+00:00")]
    attendance: Annotated[list[DayMark], Example([DayMark.example])]


class ChildState(ExampleModel):
    """`child:{id}`: the newest 10 homeworks and the day's marks."""

    child: StudentId
    homework: Annotated[list[ProgressRow], Example([ProgressRow.example])]
    today: Annotated[Today, Example(Today.example)]


class Sum(ExampleModel):
    """An amount of money in the currency's smallest unit."""

    amount: Annotated[int, Example(135000000)]
    currency: Annotated[str, Example("UZS")]


class StaffState(ExampleModel):
    """`staff:{id}`: what waits for a branch's office; `dead_jobs` is null for who may not see them."""

    branch: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8009")]
    overdue: Annotated[int, Example(12)]
    proofs: Annotated[int, Example(2)]
    received_today: Annotated[list[Sum], Example([Sum.example])]
    dead_jobs: Annotated[int | None, Example(0)]


class CourseContentNow(CoursePublished):
    """What learners of a course see."""


class CourseState(ExampleModel):
    """`course:{id}`: what was published last; null before the first time."""

    course: CourseId
    published: Annotated[CourseContentNow | None, Example(CourseContentNow.example)]


class CourseWallLesson(ExampleModel):
    """How many learners began a lesson, and how many have done it."""

    lesson: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8033")]
    learners: Annotated[int, Example(12)]
    done: Annotated[int, Example(9)]


class CourseWallState(ExampleModel):
    """`course_wall:{id}`: the lessons that are published, in order."""

    course: CourseId
    lessons: Annotated[list[CourseWallLesson], Example([CourseWallLesson.example])]


class DiscussionNow(DiscussionHead):
    """A discussion without its replies."""


class ReplyNow(ReplyRow):
    """A reply in a discussion."""


class DiscussionState(ExampleModel):
    """`discussion:{id}`: the discussion, and its last 50 replies by id, the oldest of them first."""

    discussion: Annotated[DiscussionNow, Example(DiscussionNow.example)]
    replies: Annotated[list[ReplyNow], Example([ReplyNow.example])]


class TicketNow(TicketHead):
    """A ticket without its comments."""


class TicketCommentNow(TicketCommentRow):
    """A comment of a ticket."""


class TicketStreamState(ExampleModel):
    """`ticket:{id}`: the ticket, and its last 50 comments, the oldest of them first."""

    ticket: Annotated[TicketNow, Example(TicketNow.example)]
    comments: Annotated[list[TicketCommentNow], Example([TicketCommentNow.example])]


class RoomMessage(ChatMessage):
    """A message of a room; `own_reaction`: that of the reader, "" without one."""

    own_reaction: Annotated[str, Example("like")]


class RoomReader(ExampleModel):
    """Up to which number somebody has read a conversation."""

    user: StudentId
    number: Annotated[int, Example(7)]


class RoomState(ExampleModel):
    """`chat:{id}`: the last 50 messages, the newest first; of a conversation, how far each has read."""

    room: RoomId
    reader: StudentId
    messages: Annotated[list[RoomMessage], Example([RoomMessage.example])]
    reads: Annotated[list[RoomReader], Example([RoomReader.example])]


class Given(ExampleModel):
    """Whose homework an assignment made."""

    homework: HomeworkId
    student: StudentId
    name: Name


STATES: dict[str, type[ExampleModel]] = {
    "user": UserState,
    "group": GroupState,
    "wall": WallState,
    "child": ChildState,
    "staff": StaffState,
    "course": CourseState,
    "course_wall": CourseWallState,
    "discussion": DiscussionState,
    "chat": RoomState,
    "ticket": TicketStreamState,
}
"""The snapshot of each kind of stream."""

OPEN_FIELDS: dict[str, dict[str, Any]] = {
    "notification.created": {"notification": Notice},
    "notification.changed": {"notification": Notice},
    "leaderboard.changed": {"rows": list[BoardRow]},
    "homework.assigned": {"homeworks": list[Given]},
    "payment.received": {"amount": Sum},
    "payment.refunded": {"amount": Sum},
    "payment.reversed": {"amount": Sum},
    "payment.changed": {"outstanding": Sum},
    "payment.overdue": {"outstanding": Sum},
    "payment.proof_sent": {"amount": Sum},
    "message.sent": {"message": ChatMessage},
}
"""What stands in the fields that events declare as open dicts, by event and field."""
