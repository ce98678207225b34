"""Bodies, answers and queries under `/lessons/skipped/`: lessons of a timetable that could not be created."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from api.base_schemas import DayOrMoment, In, Moment, Out, build_example
from api.lessons.single_lessons_schemas import Force, OptionalReason
from api.lessons.timetable_schemas import GROUP, ROOM, ROW, TEACHER, GroupRefOut, RoomRefOut, SlotClashOut
from api.lists import PageQuery
from api.local_time_schemas import build_time_reader
from api.shared_schemas import PersonOut
from apps.lessons.generation_report import GenerationReason


class SkippedLessonOut(Out):
    """A lesson of a timetable that could not be created. `reason` is `clash` or `teacher_unavailable`; `clash` is null
    when the way is free: it is created within the hour, if it lies ahead.
    """

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e90",
        group=GROUP,
        room=ROOM,
        teacher=TEACHER,
        clash=ROW["clash"],
        **{name: ROW[name] for name in ("starts_at", "ends_at", "reason", "detail")},
    )

    id: UUID
    group: GroupRefOut
    starts_at: Annotated[datetime, build_time_reader("slot")]
    ends_at: Annotated[datetime, build_time_reader("ends_at")]
    room: RoomRefOut | None
    teacher: PersonOut | None
    reason: str
    detail: str
    clash: SlotClashOut | None

    @staticmethod
    def resolve_detail(row: Any) -> str:
        """Return the reason in the reader's language."""
        return str(GenerationReason(row.reason).label)


class SkippedLessonsQuery(PageQuery):
    """Filters for lessons that could not be created."""

    model_config = build_example(ordering="starts_at")

    group: UUID | None = Field(None, description="Only lessons of this group.")
    branch: UUID | None = Field(None, description="Only lessons of groups of this branch.")
    since: DayOrMoment | None = Field(None, alias="from", description="Only lessons that end after this.")
    until: DayOrMoment | None = Field(None, alias="to", description="Only lessons that begin before this.")


class PlanSkippedIn(In):
    """Where and when the lesson takes place; absent fields are those of the timetable."""

    model_config = build_example(room=None)

    starts_at: Moment | None = None
    minutes: int | None = Field(None, ge=10, le=600)
    room: UUID | None = None
    teacher: UUID | None = None
    force: bool = Force
    reason: str = OptionalReason
