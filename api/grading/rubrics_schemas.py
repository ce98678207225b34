"""Schemas of rubrics."""

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example
from api.grading.gradebooks_schemas import GROUP_ID
from api.lists import PageQuery
from api.shared_schemas import PersonOut
from apps.grading.bounds import MOST_DECIMALS, MOST_POINTS
from apps.grading.models import NAME

RUBRIC_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6f06"
LEVELS: list[dict[str, Any]] = [{"name": "Many mistakes", "points": 1}, {"name": "Hardly any", "points": 5}]
CRITERIA: list[dict[str, Any]] = [
    {"id": "c1", "name": "Grammar", "levels": [{"id": f"l{place}"} | level for place, level in enumerate(LEVELS)]}
]
CHOSEN = {"c1": "l1"}


class RubricLevelIn(In):
    """What a work can be like by one criterion. Without `id` a new one; `points` null: a rubric of words."""

    model_config = build_example(name="Hardly any mistakes", points=5)

    id: str = Field("", max_length=40)
    name: str = Field(min_length=1, max_length=300)
    points: Decimal | None = Field(None, ge=0, le=MOST_POINTS, decimal_places=MOST_DECIMALS)


class RubricCriterionIn(In):
    """What a work is judged by, with 2 to 10 levels. Without `id` a new one."""

    model_config = build_example(name="Grammar", levels=LEVELS)

    id: str = Field("", max_length=40)
    name: str = Field(min_length=1, max_length=300)
    levels: list[RubricLevelIn] = Field(max_length=20)


class RubricIn(In):
    """A new rubric: of a group or an online course; of neither it is the centre's."""

    model_config = build_example(name="Speaking", group=GROUP_ID, criteria=[{"name": "Grammar", "levels": LEVELS}])

    name: str = Field(min_length=1, max_length=NAME)
    group: UUID | None = None
    course: UUID | None = None
    criteria: list[RubricCriterionIn] = Field(max_length=40)


class RubricChangeIn(In):
    """A rubric as it shall be. `version`: the one that you began with."""

    model_config = build_example(version=1, name="Speaking", criteria=CRITERIA)

    version: int = Field(ge=1)
    name: str = Field(min_length=1, max_length=NAME)
    criteria: list[RubricCriterionIn] = Field(max_length=40)


class RubricsQuery(PageQuery):
    """Filters of rubrics."""

    model_config = build_example(group=GROUP_ID)

    group: UUID | None = Field(None, description="Only those of this group.")
    course: UUID | None = Field(None, description="Only those of this online course.")


class RubricLevelOut(Out):
    """What a work can be like by one criterion."""

    model_config = build_example(id="l1", name="Hardly any mistakes", points=5)

    id: str
    name: str
    points: float | None


class RubricCriterionOut(Out):
    """What a work is judged by."""

    model_config = build_example(**CRITERIA[0])

    id: str
    name: str
    levels: list[RubricLevelOut]


class RubricOut(Out):
    """A rubric with its newest version. `assignment_count`: assignments that use it; `judged_count`: works that were
    judged by it, and keep their version.
    """

    TABLE_HIDDEN: ClassVar = ("criteria",)

    model_config = build_example(
        id=RUBRIC_ID, name="Speaking", group=GROUP_ID, course=None, version=1, criteria=CRITERIA,
        assignment_count=2, judged_count=14, created_at="2026-11-20T09:00:00Z",
    )  # fmt: skip

    id: UUID
    name: str
    group: UUID | None = Field(validation_alias="group_id")
    course: UUID | None = Field(validation_alias="course_id")
    version: int = Field(validation_alias="current__number")
    criteria: list[RubricCriterionOut] = Field(validation_alias="current__criteria")
    assignment_count: int
    judged_count: int
    created_at: datetime


class AssignmentRubricIn(In):
    """The rubric of an assignment; null: none."""

    model_config = build_example(rubric=RUBRIC_ID)

    rubric: UUID | None


class AssignmentRubricOut(Out):
    """The rubric of an assignment, also an archived one; null: none."""

    model_config = build_example(rubric=None)

    rubric: RubricOut | None


class RubricFillIn(In):
    """The level of each criterion, by their ids, in a version of the rubric. `rubric`: the one that you saw; without it
    nobody notices that the assignment has another one meanwhile.
    """

    model_config = build_example(rubric=RUBRIC_ID, version=1, levels=CHOSEN)

    rubric: UUID | None = None
    version: int = Field(ge=1)
    levels: dict[str, str] = Field(max_length=40)


class JudgedRubricOut(Out):
    """A rubric as a homework is judged by it. `levels`: what was chosen. `points` and `percent` are null before, and
    in a rubric of words; `unfilled`: criteria without a level.
    """

    model_config = build_example(
        rubric=RUBRIC_ID, name="Speaking", version=1, criteria=CRITERIA, levels=CHOSEN, points=5, max_points=5,
        percent=100, unfilled=[], author=None, filled_at="2026-11-20T09:00:00Z",
    )  # fmt: skip

    rubric: UUID
    name: str
    version: int
    criteria: list[RubricCriterionOut]
    levels: dict[str, str]
    points: float | None
    max_points: float | None
    percent: float | None
    unfilled: list[str]
    author: PersonOut | None
    filled_at: datetime | None


class HomeworkRubricOut(Out):
    """By what a homework is judged. `rubric`: the version in which levels were chosen last, or else the newest; null
    without one. `current`: the version for works that are judged now; other than `rubric` when somebody changed the
    rubric, or gave the assignment another one, after this work was judged.
    """

    model_config = build_example(rubric=None, current=None)

    rubric: JudgedRubricOut | None
    current: JudgedRubricOut | None
