"""Opening and completion rules of lessons, in bodies and answers."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Moment, Out, build_example

OpeningRuleName = Literal["on_date", "after_days", "after_lesson"]
CompletionRuleName = Literal["opened", "scrolled", "watched", "by_hand", "handed_in", "package", "quiz_passed"]
LESSON_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ea2"


class OpeningRuleIn(In):
    """When a lesson opens: at a moment, some days after the enrolment began, or after another lesson is done."""

    model_config = build_example(rule="after_days", days=7)

    rule: OpeningRuleName
    at: Moment | None = Field(None, description="Of `on_date`.")
    days: int | None = Field(None, ge=1, le=1000, description="Of `after_days`.")
    lesson: UUID | None = Field(None, description="Of `after_lesson`: a lesson of the course.")


class OpeningRuleOut(Out):
    """When a lesson opens; what is not of the rule is null."""

    model_config = build_example(rule="after_days", at=None, days=7, lesson=None)

    rule: OpeningRuleName
    at: datetime | None = None
    days: int | None = None
    lesson: UUID | None = None


class CompletionRuleIn(In):
    """What a learner does to have done a lesson."""

    model_config = build_example(rule="watched", percent=90)

    rule: CompletionRuleName
    percent: int | None = Field(None, ge=1, le=100, description="Of `watched`.")


class CompletionRuleOut(Out):
    """What a learner does to have done a lesson; what is not of the rule is null."""

    model_config = build_example(rule="watched", percent=90)

    rule: CompletionRuleName
    percent: int | None = None
