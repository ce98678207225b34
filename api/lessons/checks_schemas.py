"""Query and answer of `/lessons/check/`."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Moment, Out, build_example
from api.lessons.single_lessons_schemas import LESSON, ROOM, TEACHER
from api.lists import ListQuery

ClashBy = Literal["room", "teacher", "group", "pupil"]


class LessonCheckQuery(ListQuery):
    """A lesson that is to be changed, or the group of a new one; absent fields stay as they are."""

    model_config = build_example(lesson=LESSON["id"], starts_at="2099-09-08T10:00:00+05:00")

    lesson: UUID | None = Field(None, description="The lesson that is to be changed.")
    group: UUID | None = Field(None, description="The group of a lesson that is to be created.")
    starts_at: Moment | None = Field(None, description="The new start; required for a new lesson.")
    ends_at: Moment | None = Field(None, description="The new end; without it the lesson stays as long as it was.")
    room: UUID | None = Field(None, description="The new room.")
    teacher: UUID | None = Field(None, description="The new teacher.")


class LessonClashOut(Out):
    """A lesson at the same time. `by` is what both need: a clash by pupils refuses nothing. `lesson` and `group_name`
    are empty for a lesson that you may not see.
    """

    model_config = build_example(by="room", names=[ROOM["name"]], lesson=LESSON["id"], group_name="A2 mornings",
                                 starts_at=LESSON["starts_at"], ends_at=LESSON["ends_at"])  # fmt: skip

    by: ClashBy
    names: list[str]
    lesson: UUID | None
    group_name: str
    starts_at: datetime
    ends_at: datetime


class LessonRecipientsOut(Out):
    """Who is notified a minute after the change. You are not, and nobody is of a lesson that is over."""

    model_config = build_example(pupils=8, parents=11, teachers=[TEACHER["full_name"]])

    pupils: int
    parents: int
    teachers: list[str]


class LessonCheckOut(Out):
    """What the change would meet and whom it would reach."""

    model_config = build_example(holiday="New Year")

    clashes: list[LessonClashOut]
    holiday: str = Field(
        description="The holiday on that day, for a new lesson or another day: refused without `force`."
    )
    recipients: LessonRecipientsOut
