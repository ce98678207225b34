"""Schemas of what the centre declares about tickets."""

from datetime import datetime, time
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, WithJsonSchema

from api.base_schemas import Changes, In, Out, TextsOut, build_example
from api.lists import PageQuery
from api.shared_schemas import STUDENT, PersonOut, Texts
from api.support.tickets_schemas import AT, BRANCH_ID, CATEGORY_ID, Priority
from apps.support.models import MOST_TEXT

LocalTime = Annotated[time, WithJsonSchema({"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$"})]
"""A time of the day on the clocks of a branch: the JSON format "time" would want a time zone."""

TITLE = {"uz": "Toʻlovlar", "ru": "Платежи", "en": "Payments"}
CATEGORY: dict[str, Any] = {
    "id": CATEGORY_ID, "title": TITLE, "priority": "medium", "position": 1, "archived_at": None,
}  # fmt: skip
RULE: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7306", "position": 1, "category": None, "branch": None,
    "method": "round_robin", "people": [STUDENT],
}  # fmt: skip
CANNED: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7307", "title": "Receipt sent again",
    "text": {"uz": "Chekni qayta yubordik.", "ru": "Мы отправили чек ещё раз.", "en": "We have sent it again."},
    "category": None, "created_at": AT,
}  # fmt: skip
TARGET: dict[str, Any] = {"priority": "urgent", "first_answer_minutes": 30, "resolution_minutes": 240}
HOURS: dict[str, Any] = {"weekday": 0, "opens_at": "09:00:00", "closes_at": "18:00:00"}


class TicketCategoriesQuery(PageQuery):
    """Filters of categories."""

    model_config = build_example(is_archived=False)

    is_archived: bool | None = Field(False, description="`true`: only archived ones; null: all.")


class TicketCategoryIn(In):
    """A category. `priority`: of tickets whose reporter names none."""

    model_config = build_example(title=TITLE, priority="medium", position=1)

    title: Texts
    priority: Priority = "medium"
    position: int = Field(0, ge=0, le=1000)


class TicketCategoryChanges(Changes):
    """What changes. `is_archived`: new tickets cannot have the category."""

    model_config = build_example(position=2)

    title: Texts | None = None
    priority: Priority | None = None
    position: int | None = Field(None, ge=0, le=1000)
    is_archived: bool | None = None


class TicketCategoryOut(Out):
    """A category."""

    model_config = build_example(**CATEGORY)

    id: UUID
    title: TextsOut
    priority: Priority
    position: int
    archived_at: datetime | None


class AssignmentRuleIn(In):
    """Who gets new tickets. The first rule by `position` that fits the category and branch (null: all) counts.
    `least_loaded`: who has the fewest open tickets.
    """

    model_config = build_example(position=1, method="round_robin", people=[STUDENT["id"]])

    position: int = Field(0, ge=0, le=1000)
    category: UUID | None = None
    branch: UUID | None = None
    method: Literal["round_robin", "least_loaded"]
    people: list[UUID] = Field(min_length=1, max_length=50)


class AssignmentRuleOut(Out):
    """An assignment rule."""

    model_config = build_example(**RULE)

    id: UUID
    position: int
    category: UUID | None
    branch: UUID | None
    method: Literal["round_robin", "least_loaded"]
    people: list[PersonOut]


class AssignmentRulesOut(Out):
    """The assignment rules, in the order in which they count."""

    model_config = build_example(rules=[RULE])

    rules: list[AssignmentRuleOut]


class CannedAnswersQuery(PageQuery):
    """Filters of canned answers."""

    model_config = build_example(category=CATEGORY_ID)

    category: UUID | None = Field(None, description="Only answers for this category, and for all.")


class CannedAnswerTexts(In):
    """The words by language; empty where there are none."""

    model_config = build_example(**CANNED["text"])

    uz: str = Field("", max_length=MOST_TEXT)
    ru: str = Field("", max_length=MOST_TEXT)
    en: str = Field("", max_length=MOST_TEXT)


class CannedAnswerIn(In):
    """An answer that the office gives often."""

    model_config = build_example(title=CANNED["title"], text=CANNED["text"])

    title: str = Field(min_length=1, max_length=120)
    text: CannedAnswerTexts
    category: UUID | None = None


class CannedAnswerOut(Out):
    """A canned answer."""

    model_config = build_example(**CANNED)

    id: UUID
    title: str
    text: TextsOut
    category: UUID | None = Field(validation_alias="category_id")
    created_at: datetime


class ServiceTargetIn(In):
    """Minutes of opening hours for tickets of a priority."""

    model_config = build_example(**TARGET)

    priority: Priority
    first_answer_minutes: int = Field(ge=1, le=60_000)
    resolution_minutes: int = Field(ge=1, le=60_000)


class ServiceTargetOut(Out):
    """Minutes of opening hours for tickets of a priority."""

    model_config = build_example(**TARGET)

    priority: Priority
    first_answer_minutes: int
    resolution_minutes: int


class ServiceTargetsIn(In):
    """The service times of all priorities; one that is not named has none."""

    model_config = build_example(targets=[TARGET])

    targets: list[ServiceTargetIn] = Field(max_length=4)


class ServiceTargetsOut(Out):
    """The service times by priority."""

    model_config = build_example(targets=[TARGET])

    targets: list[ServiceTargetOut]


class OpeningHoursIn(In):
    """Hours of a weekday (0: Monday). `closes_at` 00:00: the end of the day."""

    model_config = build_example(**HOURS)

    weekday: int = Field(ge=0, le=6)
    opens_at: LocalTime
    closes_at: LocalTime


class OpeningHoursSetIn(In):
    """All hours of a branch; null: of all branches without own ones."""

    model_config = build_example(branch=None, hours=[HOURS])

    branch: UUID | None = None
    hours: list[OpeningHoursIn] = Field(max_length=28)


class OpeningHoursOut(Out):
    """Hours of a weekday."""

    model_config = build_example(branch=BRANCH_ID, **HOURS)

    branch: UUID | None
    weekday: int
    opens_at: LocalTime
    closes_at: LocalTime


class AllOpeningHoursOut(Out):
    """The opening hours of the centre, and of branches with own ones."""

    model_config = build_example(hours=[{"branch": None, **HOURS}])

    hours: list[OpeningHoursOut]
