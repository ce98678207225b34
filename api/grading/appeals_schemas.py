"""Schemas of appeals against grades."""

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example
from api.grading.gradebooks_schemas import ENTRY_ID, HEAD, ITEM_ID
from api.lists import PageQuery
from api.shared_schemas import STUDENT, PersonOut
from apps.grading.bounds import MOST_DECIMALS, MOST_POINTS
from apps.grading.models import ANSWER, REASON

APPEAL_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6f21"
APPEAL: dict[str, Any] = {
    "id": APPEAL_ID, "gradebook": HEAD["id"], "title": HEAD["title"], "item": ITEM_ID, "item_name": "Oral exam",
    "max_points": 20, "student": STUDENT, "author": STUDENT, "reason": "The last answer was right.", "state": "granted",
    "answer": "You are right.", "answered_by": None, "answered_at": "2026-11-21T09:00:00Z", "points": 18,
    "created_at": "2026-11-20T09:00:00Z",
}  # fmt: skip


class GradeAppealIn(In):
    """What should be graded again, and why. `student`: yourself or your child; without it you."""

    model_config = build_example(item=ITEM_ID, reason="The last answer was right.")

    item: UUID
    student: UUID | None = None
    reason: str = Field(min_length=1, max_length=REASON)


class GradeAppealsQuery(PageQuery):
    """Filters of appeals."""

    model_config = build_example(for_me=True)

    gradebook: UUID | None = Field(None, description="Only in this gradebook.")
    student: UUID | None = Field(None, description="Only about this pupil.")
    is_open: bool | None = Field(None, description="Only those that wait for an answer; `false`: only answered ones.")
    for_me: bool | None = Field(None, description="Only those that you may answer now; `false`: only others.")


class GradeAppealAnswerIn(In):
    """Your answer. With `points` the grade is changed, without them it stays. `last`: what the cell had when you saw
    it, as in an entry.
    """

    model_config = build_example(answer="You are right.", points=18, last=ENTRY_ID)

    answer: str = Field(min_length=1, max_length=ANSWER)
    points: Decimal | None = Field(None, ge=0, le=MOST_POINTS, decimal_places=MOST_DECIMALS)
    last: UUID | None = None


class GradeAppealOut(Out):
    """A request to grade an item again. `title`: of the gradebook. `points`: what the answer wrote, before any penalty;
    null while it is `open`, and where the grade stays (`declined`).
    """

    TABLE_HIDDEN: ClassVar = ("gradebook", "item")

    model_config = build_example(**APPEAL)

    id: UUID
    gradebook: UUID
    title: str
    item: UUID
    item_name: str
    max_points: float
    student: PersonOut
    author: PersonOut | None
    reason: str
    state: Literal["open", "granted", "declined"]
    answer: str
    answered_by: PersonOut | None
    answered_at: datetime | None
    points: float | None
    created_at: datetime
