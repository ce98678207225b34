"""Bodies, answers and queries of lessons that nobody marked."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import DayOrMoment, In, Out, build_example
from api.lessons.single_lessons_schemas import LESSON, TEACHER, LessonOut
from api.lists import PageQuery
from apps.attendance.services.settling import MAX_LESSONS
from apps.core.errors import ErrorCode


class UnsettledLessonsQuery(PageQuery):
    """Filters for lessons to settle."""

    model_config = build_example(marked=False, ordering="starts_at")

    since: DayOrMoment | None = Field(None, alias="from", description="Only lessons that end after this.")
    until: DayOrMoment | None = Field(None, alias="to", description="Only lessons that begin before this.")
    group: UUID | None = Field(None, description="Only lessons of this group.")
    teacher: UUID | None = Field(None, description="Only lessons that this person teaches, as a substitute too.")
    branch: UUID | None = Field(None, description="Only lessons of groups of this branch.")
    marked: bool | None = Field(None, description="Only lessons with marks, or without.")


class UnsettledLessonOut(LessonOut):
    """A planned lesson past its end."""

    model_config = build_example(marked=False)

    marked: bool = Field(
        description="It has marks: it is older than the rule that marks hold a lesson, and its pay month was closed."
    )


class SettleIn(In):
    """What became of these lessons; `teacher` is a substitute who gave them."""

    model_config = build_example(lessons=[LESSON["id"]], status="held", teacher=TEACHER["id"], reason="Dilnoza was ill")

    lessons: list[UUID] = Field(min_length=1, max_length=MAX_LESSONS)
    status: Literal["held", "cancelled"]
    reason: str = Field("", max_length=200, description="The reason; required for cancelled lessons.")
    teacher: UUID | None = Field(None, description="Who gave the lessons, when it was not their teacher.")


class SettledLessonOut(Out):
    """What became of one lesson; `code` and `detail` say why it was refused."""

    model_config = build_example(lesson=LESSON["id"], code=None, detail="")

    lesson: UUID = Field(validation_alias="lesson_id")
    code: ErrorCode | None = Field(description="Null: the lesson is settled.")
    detail: str


class SettledLessonsOut(Out):
    """One result for each lesson, in the order of the body; repeated ids count once."""

    lessons: list[SettledLessonOut]
