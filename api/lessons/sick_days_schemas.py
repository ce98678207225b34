"""Body of a teacher's sick day."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Day, In, Moment, build_example
from api.bulk_change_schemas import Preview
from api.lessons.single_lessons_schemas import TEACHER
from apps.core.bulk_changes import MAX_ROWS

LESSON_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e74"


class LessonPlanIn(In):
    """What becomes of one lesson. `move` needs `starts_at` and takes a `room`, `substitute` needs a `teacher`; `keep`
    leaves it as it is.
    """

    model_config = build_example(lesson=LESSON_ID, action="move", starts_at="2099-09-08T10:00:00+05:00")

    lesson: UUID
    action: Literal["cancel", "move", "substitute", "keep"]
    starts_at: Moment | None = None
    room: UUID | None = None
    teacher: UUID | None = None


class SickDayIn(In):
    """The days of an absence (`last_day` included, at most 14), and what becomes of the teacher's lessons: all get the
    same `action`, those in `lessons` their own.
    """

    model_config = build_example(teacher=TEACHER["id"], first_day="2026-09-07", reason="Dilnoza is ill", preview=True)

    teacher: UUID
    first_day: Day
    last_day: Day | None = None
    action: Literal["cancel", "substitute"] = "cancel"
    substitute: UUID | None = Field(None, description="Who gives the lessons, if the action is `substitute`.")
    lessons: list[LessonPlanIn] = Field([], max_length=MAX_ROWS)
    reason: str = Field(min_length=1, max_length=200)
    preview: Preview = False
