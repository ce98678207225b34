"""What goes in and out under `/lessons/`."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.lists import PageQuery
from api.schemas.base import In, Moment, Out, example

Status = Literal["planned", "held", "cancelled"]
LESSON: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e75",
    "group": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e72",
    "starts_at": "2026-09-07T10:00:00+05:00",
    "ends_at": "2026-09-07T11:30:00+05:00",
    "topic": "Past simple",
    "status": "planned",
}


class LessonIn(In):
    """A lesson to plan."""

    model_config = example(**{name: LESSON[name] for name in ("group", "starts_at", "ends_at", "topic")})

    group: UUID
    starts_at: Moment
    ends_at: Moment
    topic: str = Field("", max_length=200)


class LessonOut(Out):
    """One meeting of a group."""

    model_config = example(**LESSON)

    id: UUID
    group: UUID = Field(validation_alias="group_id")
    starts_at: datetime
    ends_at: datetime
    topic: str
    status: str


class LessonsQuery(PageQuery):
    """Which lessons: between two instants, of a group, in a status."""

    model_config = example(status="planned", ordering="starts_at")

    since: Moment | None = Field(None, description="Only lessons that end after this.")
    until: Moment | None = Field(None, description="Only lessons that begin before this.")
    group: UUID | None = Field(None, description="Only lessons of this group.")
    status: Status | None = Field(None, description="Only lessons in this status.")
