"""Schemas of the children of a group: how far they are, and who may practise together."""

from typing import Any
from uuid import UUID

from pydantic import Field

from api.base_schemas import Out, Translated, build_example
from api.kids.children_schemas import CHILD
from api.kids.progress_schemas import SKILL, MasteryFactsOut
from api.kids.skills_schemas import AREA_ID, SKILL_ID, SkillRefOut
from api.lessons.timetable_schemas import GroupRefOut
from api.shared_schemas import PersonOut
from apps.kids.progress_views import SkillProgress
from apps.kids.services.mastery import GivenLevel

AREA: dict[str, Any] = {"id": AREA_ID, "code": "numbers", "name": {"uz": "Sonlar", "ru": "Числа", "en": "Numbers"}}


class MapCellOut(Out):
    """How far a child is with a skill, as a level and in words, and what this comes from."""

    model_config = build_example(
        skill=SKILL_ID, level="medium", words="Is learning it.",
        facts={
            "answers": 7, "days": 3, "last_on": "2026-11-19", "due_on": "2026-11-24", "by_answers": "medium",
            "overruled": None, "overruled_by": None, "reason": "",
        },
    )  # fmt: skip

    skill: UUID = Field(validation_alias="skill__id")
    level: GivenLevel
    words: Translated
    facts: MasteryFactsOut

    @staticmethod
    def resolve_level(progress: SkillProgress) -> GivenLevel:
        """The level in one word."""
        return GivenLevel.MASTERED if progress.is_mastered else GivenLevel(progress.level or GivenLevel.LOW)


class MapChildOut(Out):
    """A child of the group: a cell for each skill that it has practised, and the skills that it needs."""

    model_config = build_example(**CHILD, is_recorded=True, needs=[SKILL_ID])

    id: UUID = Field(validation_alias="child__id")
    full_name: str = Field(validation_alias="child__full_name")
    is_recorded: bool = Field(description="Whether answers count: the consent `learning_systems` is given.")
    cells: list[MapCellOut]
    needs: list[UUID] = Field(
        description="Skills in which it is low or medium and knows what comes before, least known first."
    )


class MapAreaOut(Out):
    """An area, and its skills and steps on the map."""

    model_config = build_example(area=AREA, skills=[SKILL])

    area: SkillRefOut
    skills: list[SkillRefOut]


class GroupMapOut(Out):
    """The children of a group by name, and the skills by area. Without own children, and without comparison."""

    model_config = build_example()

    group: GroupRefOut
    areas: list[MapAreaOut]
    children: list[MapChildOut]


class SuggestedCircleOut(Out):
    """Two to five children who may practise a skill together, and why."""

    model_config = build_example(
        skill=SKILL, children=[CHILD],
        reason="“Counting to 10”: 1 of them are low in it and 2 medium. They know what comes before it.",
    )  # fmt: skip

    skill: SkillRefOut
    children: list[PersonOut]
    reason: str


class GroupCirclesOut(Out):
    """Suggestions for small circles, those that most children need first. Nothing of it is stored."""

    model_config = build_example()

    group: GroupRefOut
    circles: list[SuggestedCircleOut]
