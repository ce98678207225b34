"""Schemas of what guardians read about a small child, and of how long it may play."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, Translated, build_example
from api.kids.children_schemas import AUTHOR, CHILD
from api.kids.play_schemas import LESSON
from api.kids.progress_schemas import SKILL
from api.kids.skills_schemas import SkillRefOut
from api.shared_schemas import PersonOut
from apps.kids.mastery.tracing import MasteryLevel
from apps.kids.models.play_time import LEAST_A_DAY, LEAST_BEFORE_REST, MOST_A_DAY, MOST_BEFORE_REST, REST_AFTER


class DoneLessonOut(Out):
    """A lesson that a child has done."""

    model_config = build_example(id=LESSON, title="Counting apples", done_at="2026-11-20T12:40:00Z")

    id: UUID
    title: str
    done_at: datetime


class LearntSkillOut(Out):
    """A skill that a child practised this week: how far it is, in words."""

    model_config = build_example(
        skill=SKILL, icon="ten-apples", words="Is learning it.", is_mastered=False, level="medium", today=True
    )

    skill: SkillRefOut = Field(validation_alias="progress__skill")
    icon: str = Field(validation_alias="progress__skill__icon")
    words: Translated = Field(validation_alias="progress__words")
    is_mastered: bool = Field(validation_alias="progress__is_mastered")
    level: MasteryLevel = Field(validation_alias="progress__level")
    today: bool


class HomeTipOut(Out):
    """One thing to do at home. `skill`: what it practises; null where nothing was practised."""

    model_config = build_example(text="Count the stairs aloud together when you go up and down.", skill=SKILL)

    text: Translated
    skill: SkillRefOut | None


class PlayLimitsOut(Out):
    """How long a child may play, in minutes: a day (null: no limit), and before a rest. `author` set it last."""

    model_config = build_example(minutes_a_day=30, rest_after_minutes=15, author=AUTHOR)

    minutes_a_day: int | None
    rest_after_minutes: int
    author: PersonOut | None


class FamilyDayOut(Out):
    """Today of a small child for its guardian. `learnt`: skills that it practised in the last seven days, the newest
    first. `minutes` of play are counted where a guardian limits the day or answers are recorded; else it is null.
    """

    model_config = build_example(id=CHILD["id"], day="2026-11-20", is_recorded=True, minutes=18, minutes_left=12)

    id: UUID = Field(validation_alias="child__id")
    day: date
    is_recorded: bool = Field(description="Whether answers count: the consent `learning_systems` is given.")
    lessons: list[DoneLessonOut]
    minutes: int | None
    minutes_left: int | None = Field(description="Null without a limit of the day.")
    learnt: list[LearntSkillOut]
    tip: HomeTipOut
    limits: PlayLimitsOut


class PlayLimitsIn(In):
    """How long a child may play, in minutes: a day (null: no limit), and before a rest."""

    model_config = build_example(minutes_a_day=30, rest_after_minutes=15)

    minutes_a_day: int | None = Field(ge=LEAST_A_DAY, le=MOST_A_DAY)
    rest_after_minutes: int = Field(REST_AFTER, ge=LEAST_BEFORE_REST, le=MOST_BEFORE_REST)
