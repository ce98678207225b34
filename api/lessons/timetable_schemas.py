"""Bodies, answers and queries of rooms, holidays and timetables, under `/courses/`."""

from datetime import date, datetime, time
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from api.base_schemas import Changes, Day, In, Moment, Out, TextsOut, WebLink, build_example
from api.lists import PageQuery
from api.local_time_schemas import Clock, ClockOut, build_time_reader
from api.shared_schemas import PersonOut, Texts
from apps.lessons.generation_report import GenerationReason
from apps.lessons.services.schedules import MAX_LINES
from apps.lessons.slots import TimetableLine

ROOM: dict[str, Any] = {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e61", "name": "204"}
TEACHER: dict[str, Any] = {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70", "full_name": "Dilnoza Rahimova"}
GROUP: dict[str, Any] = {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e72", "name": "A2 morning"}
HOLIDAY: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e62",
    "branch": None,
    "name": {"uz": "Navroʻz", "ru": "Навруз", "en": "Navruz"},
    "starts_on": "2027-03-21",
    "ends_on": "2027-03-23",
}
LESSON: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e75",
    "teacher": TEACHER,
    "starts_at": "2026-09-07T10:00:00+05:00",
    "ends_at": "2026-09-07T11:30:00+05:00",
    "status": "planned",
}
LINE: dict[str, Any] = {
    "weekday": 0,
    "starts": "10:00",
    "minutes": 90,
    "every_weeks": 1,
    "valid_from": "2026-09-07",
    "valid_until": None,
}
ROW: dict[str, Any] = {
    "day": "2026-09-07",
    "time": "10:00",
    "starts_at": "2026-09-07T10:00:00+05:00",
    "ends_at": "2026-09-07T11:30:00+05:00",
    "reason": "clash",
    "detail": "Another lesson takes place at that time.",
    "clash": {"by": "room", "name": "204", "lesson": LESSON["id"], "group_name": "B1 evening"},
}


class BranchRefOut(Out):
    """A branch by its name."""

    model_config = build_example(id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e60", name="Chilonzor")

    id: UUID
    name: str


class RoomRefOut(Out):
    """A room by its name."""

    model_config = build_example(**ROOM)

    id: UUID
    name: str


class GroupRefOut(Out):
    """A group by its name."""

    model_config = build_example(**GROUP)

    id: UUID
    name: str


class RoomIn(In):
    """A room to create; without `branch` it is in your own branch."""

    model_config = build_example(name="204", seats=16)

    name: str = Field(min_length=1, max_length=80)
    seats: int | None = Field(None, ge=1, le=1000)
    branch: UUID | None = None


class RoomChanges(Changes):
    """What to change of a room; absent fields stay."""

    model_config = build_example(name="204", archived=False)

    name: str = Field("", min_length=1, max_length=80)
    seats: int | None = Field(None, ge=1, le=1000)
    archived: bool = False


class RoomOut(Out):
    """A room. An archived one takes no new lessons."""

    model_config = build_example(**ROOM, seats=16, created_at="2026-09-01T09:00:00Z")

    id: UUID
    name: str
    branch: BranchRefOut
    seats: int | None
    archived_at: datetime | None
    created_at: datetime


class RoomsQuery(PageQuery):
    """Filters for rooms."""

    model_config = build_example(archived=False, ordering="name")

    branch: UUID | None = Field(None, description="Only rooms of this branch.")
    archived: bool = Field(False, description="Archived rooms instead of rooms in use.")


class WeekQuery(In):
    """The week that contains the day."""

    model_config = build_example(day="2026-09-07")

    day: Day | None = Field(None, description="Default: today in the branch.")


class RoomLessonOut(Out):
    """A lesson in a room."""

    model_config = build_example(**LESSON)

    id: UUID
    group: GroupRefOut
    teacher: PersonOut | None
    starts_at: Annotated[datetime, build_time_reader("starts_at")]
    ends_at: Annotated[datetime, build_time_reader("ends_at")]
    status: str


class RoomWeekOut(Out):
    """The week of a room, Monday first, ordered by time."""

    model_config = build_example(monday="2026-09-07")

    monday: date
    lessons: list[RoomLessonOut]


class HolidayIn(In):
    """Days without lessons, both included; without `branch` for the whole centre."""

    model_config = build_example(**{key: HOLIDAY[key] for key in ("name", "starts_on", "ends_on")})

    name: Texts
    starts_on: Day
    ends_on: Day
    branch: UUID | None = None


class HolidayChanges(Changes):
    """What to change of a holiday; absent fields stay."""

    model_config = build_example(ends_on="2027-03-22")

    name: Texts = Texts(uz="", ru="", en="")
    starts_on: Day = date(2000, 1, 1)
    ends_on: Day = date(2000, 1, 1)
    branch: UUID | None = None


class HolidayOut(Out):
    """Days without lessons, both included."""

    model_config = build_example(**HOLIDAY)

    id: UUID
    branch: UUID | None = Field(validation_alias="branch_id")
    name: TextsOut
    starts_on: date
    ends_on: date


class HolidaySetOut(Out):
    """A holiday, and the lessons on its days that it does not remove (at most 100 of `stay_count`)."""

    model_config = build_example(stay_count=1)

    holiday: HolidayOut
    stay: list[RoomLessonOut]
    stay_count: int


class HolidaysQuery(PageQuery):
    """Holidays that touch these days."""

    model_config = build_example(since="2027-01-01", until="2027-12-31")

    since: Day | None = Field(None, description="Only holidays that end on this day or later.")
    until: Day | None = Field(None, description="Only holidays that begin on this day or earlier.")


class LineIn(In):
    """A line of a timetable: weekly, or daily without `weekday`. Without `teacher` the group's lead teacher gives the
    lessons.
    """

    model_config = build_example(**LINE)

    weekday: int | None = Field(None, ge=0, le=6, description="0 is Monday; null is every day.")
    starts: Clock
    minutes: int = Field(ge=10, le=600)
    every_weeks: int = Field(
        1, ge=1, le=8, description="2 is every second week, starting with the week of `valid_from`."
    )
    valid_from: Day
    valid_until: Day | None = None
    room: UUID | None = None
    teacher: UUID | None = None

    def to_timetable_line(self) -> TimetableLine:
        """Return the line as services take it."""
        values = self.model_dump()
        starts = time.fromisoformat(values.pop("starts"))
        return TimetableLine(starts=starts, room_id=values.pop("room"), teacher_id=values.pop("teacher"), **values)


class ScheduleIn(In):
    """All lines of the timetable, and the `changed_at` that you read with it (null: there was none). With
    `accept_skipped` the timetable is saved although some of its lessons cannot be created.
    """

    model_config = build_example(changed_at=None, lines=[LINE])

    changed_at: Moment | None
    lines: list[LineIn] = Field(max_length=MAX_LINES)
    accept_skipped: bool = False
    link: WebLink | None = Field(None, description="The address of its online lessons; null or absent: as it was.")


class LineOut(Out):
    """A line of a timetable. `teacher_available` is false when its teacher was deactivated or may not teach: then the
    group's lead teacher gives its lessons.
    """

    model_config = build_example(**LINE, room=ROOM, teacher=TEACHER, teacher_available=True)

    weekday: int | None
    starts: ClockOut
    minutes: int
    every_weeks: int
    valid_from: date
    valid_until: date | None
    room: RoomRefOut | None
    teacher: PersonOut | None
    teacher_available: bool


class ScheduleOut(Out):
    """The timetable of a group; times are local times in `zone`. Send `changed_at` back with the next change."""

    model_config = build_example(
        group=GROUP["id"], zone="Asia/Tashkent", changed_at="2026-09-01T09:00:00.000001Z", link=""
    )

    group: UUID
    zone: str
    changed_at: datetime | None
    link: str = Field(description="The address of its online lessons that have no link of their own.")
    lines: list[LineOut]


class GenerateIn(In):
    """From which past day on missing lessons are created too (default: none of the past), up to which day to generate
    (default: the centre's horizon, or as far as lessons exist already), and whether only to report.
    """

    model_config = build_example(dry_run=True)

    since: Day | None = None
    until: Day | None = None
    dry_run: bool = False


class SlotClashOut(Out):
    """The lesson in the way; `lesson` is null and `group_name` empty when you may not see them."""

    model_config = build_example(**ROW["clash"])

    by: str = Field(description="What is taken: `room`, `teacher` or `group`.")
    name: str = Field(description="The name of the room, teacher or group that is taken.")
    lesson: UUID | None
    group_name: str


class GeneratedRowOut(Out):
    """A lesson, or a time without a lesson, with the reason; `day` and `time` are local."""

    model_config = build_example(**ROW)

    day: date
    time: ClockOut
    starts_at: datetime
    ends_at: datetime
    lesson: UUID | None
    reason: str
    detail: str
    clash: SlotClashOut | None

    @staticmethod
    def resolve_detail(row: Any) -> str:
        """Return the reason in the reader's language."""
        return str(GenerationReason(row.reason).label)


class GeneratedCountsOut(Out):
    """The full length of each list."""

    model_config = build_example(added=0, kept=24, removed=0, skipped=1)

    added: int
    kept: int
    removed: int
    skipped: int


class SlotMoveOut(Out):
    """A lesson that was removed, and the one of the same week that was added in its place."""

    was: GeneratedRowOut
    now: GeneratedRowOut


class GeneratedOut(Out):
    """What was done, or with `dry_run` would be done; at most 1,000 items in each list, ordered by time. `moved` pairs
    lessons of `removed` and `added`.
    """

    model_config = build_example(until="2026-11-02", dry_run=True, added=[], kept=[], removed=[])

    until: date
    dry_run: bool
    counts: GeneratedCountsOut
    added: list[GeneratedRowOut]
    kept: list[GeneratedRowOut]
    removed: list[GeneratedRowOut]
    skipped: list[GeneratedRowOut]
    moved: list[SlotMoveOut]


class ScheduleSetOut(ScheduleOut):
    """The timetable of a group as it is saved, and what became of its lessons."""

    lessons: GeneratedOut
