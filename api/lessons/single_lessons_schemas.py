"""Bodies, answers and queries under `/lessons/`."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field, field_validator

from api.base_schemas import DayOrMoment, In, Moment, Out, WebLink, build_example
from api.lists import PageQuery
from api.local_time_schemas import build_time_reader
from apps.core.validators import InvalidValue

Status = Literal["planned", "held", "cancelled"]
Reason = Field(min_length=1, max_length=200, description="The reason; pupils and parents do not see it.")
OptionalReason = Field("", max_length=200, description="The reason; required with `force`.")
Force = Field(False, description="Save it in spite of a conflict; needs `lessons.force` and a reason.")
ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e7"
TEACHER: dict[str, Any] = {"id": ID + "0", "full_name": "Dilnoza Rahimova"}
ROOM: dict[str, Any] = {"id": ID + "6", "name": "204"}
LESSON: dict[str, Any] = {
    "id": ID + "5",
    "group": ID + "2",
    "group_name": "A2 mornings",
    "starts_at": "2026-09-07T10:00:00+05:00",
    "ends_at": "2026-09-07T11:30:00+05:00",
    "zone": "Asia/Tashkent",
    "topic": "Past simple",
    "link": "",
    "live": None,
    "status": "planned",
    "held_by_hand": False,
    "teacher": TEACHER,
    "instead_of": None,
    "room": ROOM,
    "moved_from": None,
    "cancel_reason": "",
}


class LessonIn(In):
    """A lesson to create."""

    model_config = build_example(**{name: LESSON[name] for name in ("group", "starts_at", "ends_at", "topic")})

    group: UUID
    starts_at: Moment
    ends_at: Moment
    topic: str = Field("", max_length=200)
    link: WebLink = Field("", description="The address of an online lesson.")
    room: UUID | None = Field(None, description="A room of the group's branch.")
    teacher: UUID | None = Field(None, description="The teacher of the lesson; by default the group's lead teacher.")
    force: bool = Force
    reason: str = OptionalReason


class LessonPatchIn(In):
    """What to change of a lesson. Move a lesson to change its time."""

    model_config = build_example(topic="Past continuous")

    topic: str = Field("", max_length=200)
    link: WebLink = Field("", description="The address of an online lesson; empty for that of the timetable.")
    room: UUID | None = None
    teacher: UUID | None = Field(
        None, description="The lesson's own teacher from now on, not a substitute; never null."
    )
    force: bool = Force
    reason: str = OptionalReason

    @field_validator("teacher")
    @classmethod
    def _somebody(cls, value: UUID | None) -> UUID | None:
        if value is None:
            raise InvalidValue(_("Name a teacher."))
        return value


class CancelIn(In):
    """Why the lesson is cancelled."""

    model_config = build_example(reason="The teacher is ill")

    reason: str = Reason


class RestoreIn(In):
    """How the lesson is restored."""

    model_config = build_example(reason="")

    force: bool = Force
    reason: str = OptionalReason


class RescheduleIn(In):
    """The new time and room. Without an end or a length the lesson stays as long as it was; without `room` it stays in
    its room.
    """

    model_config = build_example(starts_at="2099-09-08T10:00:00+05:00", minutes=90, reason="A holiday")

    starts_at: Moment
    ends_at: Moment | None = None
    minutes: int | None = Field(None, ge=10, le=600)
    room: UUID | None = None
    reason: str = Reason
    force: bool = Force


class SubstituteIn(In):
    """The substitute for this one lesson; null gives it back to its own teacher."""

    model_config = build_example(teacher=TEACHER["id"], reason="Dilnoza is ill")

    teacher: UUID | None
    reason: str = OptionalReason
    force: bool = Force


class LessonTeacherOut(Out):
    """The teacher of a lesson."""

    model_config = build_example(**TEACHER)

    id: UUID
    full_name: str


class LessonRoomOut(Out):
    """The room of a lesson."""

    model_config = build_example(**ROOM)

    id: UUID
    name: str


class LessonOut(Out):
    """One meeting of a group; times are in the group's time zone."""

    model_config = build_example(**LESSON)

    id: UUID
    group: UUID = Field(validation_alias="group_id")
    group_name: str = Field(validation_alias="group__name")
    starts_at: Annotated[datetime, build_time_reader("starts_at")]
    ends_at: Annotated[datetime, build_time_reader("ends_at")]
    zone: str = Field(validation_alias="group__local_zone", description="The group's time zone.")
    topic: str
    link: str = Field(
        validation_alias="online_link", description="The address of an online lesson; by default that of the timetable."
    )
    live: str | None = Field(description="Where its online room is; null without one.")
    status: str
    held_by_hand: bool = Field(description="It stays held without marks: somebody recorded that it took place.")
    teacher: LessonTeacherOut | None
    instead_of: LessonTeacherOut | None = Field(description="The teacher whom a substitute replaces.")
    room: LessonRoomOut | None
    moved_from: Annotated[
        datetime | None,
        build_time_reader("moved_from"),
        Field(description="The first planned start, if the lesson was moved."),
    ]
    cancel_reason: str = Field(
        validation_alias="shown_reason", description="For its teachers and the office; empty for others."
    )


class LessonsQuery(PageQuery):
    """Filters for lessons.

    A teacher's week is `?teacher=…&from=…&to=…`, a room's week `?room=…&from=…&to=…`.
    """

    model_config = build_example(status="planned", ordering="starts_at")

    since: DayOrMoment | None = Field(
        None, alias="from", description="Only lessons that end after this time or the start of this day of the branch."
    )
    until: DayOrMoment | None = Field(
        None, alias="to", description="Only lessons that begin before this time or the end of this day of the branch."
    )
    group: UUID | None = Field(None, description="Only lessons of this group.")
    teacher: UUID | None = Field(None, description="Only lessons that this person teaches, as a substitute too.")
    room: UUID | None = Field(None, description="Only lessons in this room.")
    branch: UUID | None = Field(None, description="Only lessons of groups of this branch.")
    student: UUID | None = Field(None, description="Only lessons of this pupil's groups.")
    status: Status | None = Field(None, description="Only lessons in this status.")
    mine: bool = Field(
        False, description="Only lessons that you give, assist in or attend, or that your children attend."
    )
    teaching: Literal["own", "groups"] | None = Field(
        None,
        description="Only lessons that you teach: `own` that you give or assist in; `groups` also those that colleagues"
        " give in your groups.",
    )


class LessonValueOut(Out):
    """One field of a lesson before and after a change, in words."""

    model_config = build_example(field="room", old="204", new="301")

    field: str
    old: str | None
    new: str | None


class LessonStepOut(Out):
    """One change of a lesson."""

    model_config = build_example(kind="moved", at="2026-09-01T09:00:00Z", by=TEACHER, reason="A holiday")

    kind: str
    at: datetime
    by: LessonTeacherOut | None
    reason: str
    changes: list[LessonValueOut]


class LessonHistoryOut(Out):
    """The changes of a lesson in order, at most the last 200."""

    steps: list[LessonStepOut]


class CalendarLinkOut(Out):
    """The secret address of your calendar, shown only once."""

    model_config = build_example(address="/api/v1/lessons/calendar/7uQpY0c2kq3vJ8n5sX1tZ4w6b9d0f2h3j5k7m8p0r1s.ics")

    address: str = Field(description="Path on this server; anyone who has it can read the calendar.")
