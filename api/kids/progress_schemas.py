"""Schemas of how far children are with their skills."""

from datetime import date
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, Translated, build_example
from api.kids.children_schemas import CHILD
from api.kids.skills_schemas import NAME, SKILL_ID, SkillRefOut
from api.shared_schemas import PersonOut
from apps.kids.mastery.tracing import MasteryLevel
from apps.kids.services.mastery import GivenLevel

SKILL = {"id": SKILL_ID, "code": "counting-to-10", "name": NAME}


class MasteryFactsOut(Out):
    """What a mastery comes from: answers on days, and a teacher's word (`overruled`), which fades as answers come.
    `due_on`: when it is to be reviewed.
    """

    model_config = build_example(
        answers=7, days=3, last_on="2026-11-19", due_on="2026-11-24", by_answers="medium", overruled=None,
        overruled_by=None, reason="",
    )  # fmt: skip

    answers: int
    days: int
    last_on: date | None
    due_on: date | None
    by_answers: MasteryLevel = Field(description="By the answers alone.")
    overruled: MasteryLevel | None
    overruled_by: PersonOut | None
    reason: str


class SkillProgressOut(Out):
    """How far a child is with a skill, in words. The child itself gets neither `level` nor `facts`."""

    model_config = build_example(
        skill=SKILL, icon="ten-apples", words="Is learning it.", is_mastered=False, level="medium", facts=None
    )

    skill: SkillRefOut
    icon: str = Field(validation_alias="skill__icon")
    words: Translated
    is_mastered: bool
    level: MasteryLevel | None
    facts: MasteryFactsOut | None = Field(description="For teachers and the office; null for everybody else.")


class ChildProgressOut(Out):
    """The skills in which a child has answered, or a teacher has decided."""

    model_config = build_example(id=CHILD["id"], is_recorded=True)

    id: UUID = Field(validation_alias="child__id")
    is_recorded: bool = Field(description="Whether answers count: the consent `learning_systems` is given.")
    skills: list[SkillProgressOut]


class OverruleIn(In):
    """How far a child is with a skill, whatever the answers say, and why."""

    model_config = build_example(level="high", reason="Counts all the stairs aloud.")

    level: GivenLevel
    reason: str = Field(min_length=1, max_length=500)
