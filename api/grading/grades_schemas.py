"""Schemas of grades: what a grade is, and what it comes from."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example
from api.grading.gradebooks_schemas import CATEGORY_ID, ENTRY_ID, HEAD, ITEM_ID, GradebookHeadOut, Source, State
from api.shared_schemas import STUDENT, PersonOut
from apps.grading.scales import MOST_BANDS

ENTRY: dict[str, Any] = {
    "id": ENTRY_ID, "points": 18, "is_excused": False, "reason": "The last answer was right.", "author": None,
    "written_at": "2026-11-20T09:00:00Z", "is_result": False, "counts": True,
}  # fmt: skip


class GradesQuery(In):
    """Whose grades."""

    model_config = build_example(student=STUDENT["id"])

    student: UUID | None = Field(None, description="Yourself, or your child; without it your own.")


class GradeSummaryOut(GradebookHeadOut):
    """A pupil's grade in one gradebook; `percent` is null while nothing counts."""

    model_config = build_example(**HEAD, student=STUDENT, percent=87.5, word="5")

    student: PersonOut
    percent: float | None
    word: str | None


class GradePenaltyOut(Out):
    """What late work lost: for `days` that had begun."""

    model_config = build_example(days=2, points_taken=4, percent_per_day=10, floor=50)

    days: int
    points_taken: float
    percent_per_day: float
    floor: float


class GradeExtensionOut(Out):
    """A pupil's own due time. `author` null: it comes from the quiz or the homework itself."""

    model_config = build_example(due_at="2026-12-01T18:00:00Z", reason="Was ill.", author=None)

    due_at: datetime
    reason: str
    author: PersonOut | None


class GradeEntryOut(Out):
    """What was written for a pupil in an item, or (`is_result`) what the work gave, before any penalty. `counts`: this
    one does.
    """

    model_config = build_example(**ENTRY)

    id: UUID | None
    points: float | None
    is_excused: bool
    reason: str
    author: PersonOut | None
    written_at: datetime
    is_result: bool
    counts: bool


class GradeReasonOut(Out):
    """An item of a grade. `weight`: percent of the whole grade that it makes; `contribution`: percentage points that it
    gives. `work`: the attempt at the quiz, or the homework.
    """

    model_config = build_example(
        id=ITEM_ID, name="Unit 3: present simple", source="quiz", quiz="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec4",
        assignment=None, work=None, state="graded", max_points=20, points=18, weight=30, contribution=27,
        is_dropped=False, is_extra_credit=False, due_at=None, handed_in_at=None, penalty=None, extension=None,
        entries=[ENTRY],
    )  # fmt: skip

    id: UUID
    name: str
    source: Source
    quiz: UUID | None
    assignment: UUID | None
    work: UUID | None
    state: State
    max_points: float
    points: float | None
    weight: float
    contribution: float
    is_dropped: bool
    is_extra_credit: bool
    due_at: datetime | None
    handed_in_at: datetime | None
    penalty: GradePenaltyOut | None
    extension: GradeExtensionOut | None
    entries: list[GradeEntryOut]


class GradeCategoryReasonOut(Out):
    """A category of a grade. `weight`: percent of the whole grade that it makes; `contribution`: percentage points that
    it gives.
    """

    model_config = build_example(
        id=CATEGORY_ID, name="Tests", is_extra_credit=False, drop_lowest=1, keep_highest=None, percent=90, weight=60,
        contribution=54,
    )  # fmt: skip

    id: UUID
    name: str
    is_extra_credit: bool
    drop_lowest: int
    keep_highest: int | None
    percent: float | None
    weight: float
    contribution: float
    items: list[GradeReasonOut]


class GradeOut(GradeSummaryOut):
    """A pupil's grade with all that it comes from."""

    model_config = build_example(**HEAD, student=STUDENT, percent=87.5, word="5")

    categories: list[GradeCategoryReasonOut]


class GradeGoalQuery(In):
    """Which grade is wanted."""

    model_config = build_example(band=3)

    band: int = Field(ge=0, le=MOST_BANDS, description="A band of the scale, from 0, the lowest.")


class GradeGoalOut(Out):
    """What reaching a band takes: `needed_percent` of the most points in each item of `items`; null where it is out of
    reach.
    """

    model_config = build_example(word="5", percent=86, state="within_reach", needed_percent=91.25, items=[ITEM_ID])

    word: str
    percent: float
    state: Literal["reached", "within_reach", "out_of_reach"]
    needed_percent: float | None
    items: list[UUID]
