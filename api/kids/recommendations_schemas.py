"""Schemas of what a child gets next."""

from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example
from api.kids.children_schemas import CHILD
from api.kids.skills_schemas import SkillRefOut
from apps.kids.classes import ContentClass, Device
from apps.kids.recommending.lessons import Source

LESSON_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6fb0"
COURSE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6fb1"


class DeviceQuery(In):
    """On what the child plays."""

    model_config = build_example(device="touch")

    device: Device = Field(Device.TOUCH, description="Lessons that do not work on it come only where no other is left.")


class RecommendedLessonOut(Out):
    """A course lesson for a child, with the reason in the language of the reader; a child reads no numbers. `skill`:
    what the reason is about.
    """

    model_config = build_example(
        id=LESSON_ID, course=COURSE_ID, title="Counting apples", minutes=5, content_class="KG1",
        reason="Because 3 of 4 misses were in “Counting to 10”.", is_review=False, is_easy=False,
    )  # fmt: skip

    id: UUID = Field(validation_alias="lesson__id")
    course: UUID
    title: str = Field(validation_alias="lesson__title")
    minutes: int = Field(validation_alias="lesson__minutes")
    content_class: ContentClass
    skill: SkillRefOut | None
    reason: str
    is_review: bool
    is_easy: bool


class RecommendationsOut(Out):
    """What a child gets next, the first to play first. `source`: what chose it: `ml` the outside pipeline, `bkt` what
    the child can do, `rules` the next lessons of the class.
    """

    model_config = build_example(id=CHILD["id"], source="bkt")

    id: UUID = Field(validation_alias="child__id")
    source: Source
    lessons: list[RecommendedLessonOut]
