"""Schemas of second marking."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example
from api.grading.gradebooks_schemas import ENTRY_ID, HEAD, ITEM_ID
from api.shared_schemas import STUDENT, PersonOut
from apps.grading.bounds import MOST_DECIMALS, MOST_POINTS
from apps.grading.models import NOTE

MARKER_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6f31"
MARKERS: dict[str, Any] = {"first": MARKER_ID, "second": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6f32"}
MARKED_ITEM: dict[str, Any] = {
    "item": ITEM_ID, "name": "Essay", "max_points": 20, "gradebook": HEAD["id"], "title": HEAD["title"],
}  # fmt: skip
SHEET_ROW: dict[str, Any] = {
    "code": "K7QX2M",
    "student": None,
    "points": 17.5,
    "note": "",
    "is_fixed": False,
    "marked_by": None,
}
MARK: dict[str, Any] = {"points": 17.5, "note": "Lively.", "author": None, "marked_at": "2026-11-20T09:00:00Z"}
AGREEMENT: dict[str, Any] = {
    "count": 24, "exact": 0.75, "adjacent": 0.96, "kappa": 0.61, "linear_kappa": 0.68, "quadratic_kappa": 0.74,
    "has_grades": True,
}  # fmt: skip
WORK: dict[str, Any] = {
    "code": "K7QX2M", "student": STUDENT, "state": "differs", "has_first": True, "has_second": True, "first": MARK,
    "second": MARK, "agreed_points": None, "points": None, "last": None,
}  # fmt: skip


class SecondMarkingIn(In):
    """Who marks an item: two people who write the gradebook. `is_blind`: they see codes in place of names. `tolerance`:
    how many points they may differ by.
    """

    model_config = build_example(**MARKERS, is_blind=True, tolerance=1)

    first: UUID
    second: UUID
    is_blind: bool = True
    tolerance: Decimal = Field(Decimal(0), ge=0, le=MOST_POINTS, decimal_places=MOST_DECIMALS)


class ProvisionalMarkIn(In):
    """Points for the work with this code, in place of your earlier ones."""

    model_config = build_example(code="K7QX2M", points=17.5, note="Lively.")

    code: str = Field(min_length=1, max_length=20)
    points: Decimal = Field(ge=0, le=MOST_POINTS, decimal_places=MOST_DECIMALS)
    note: str = Field("", max_length=NOTE)


class SettledGradeIn(In):
    """The grade where both marks are in, and why. `last`: what the cell had when you saw it, as in an entry."""

    model_config = build_example(student=STUDENT["id"], points=18, reason="Read by both together.", last=ENTRY_ID)

    student: UUID
    points: Decimal = Field(ge=0, le=MOST_POINTS, decimal_places=MOST_DECIMALS)
    reason: str = Field(min_length=1, max_length=400)
    last: UUID | None = None


class MarkedItemOut(Out):
    """An item that is marked; `title`: of its gradebook."""

    model_config = build_example(**MARKED_ITEM)

    item: UUID
    name: str
    max_points: float
    gradebook: UUID
    title: str


class SheetRowOut(Out):
    """A work with your mark. `student` is null while a blind marking hides the name. `is_fixed`: both marks are in, or
    that of `marked_by`, who had your place before.
    """

    model_config = build_example(**SHEET_ROW)

    code: str
    student: PersonOut | None
    points: float | None
    note: str
    is_fixed: bool
    marked_by: PersonOut | None


class MarkingSheetOut(MarkedItemOut):
    """What you mark, by code."""

    model_config = build_example(**MARKED_ITEM, is_blind=True, rows=[SHEET_ROW])

    is_blind: bool
    rows: list[SheetRowOut]


class ProvisionalMarkOut(Out):
    """What a marker gave. `author`: who; not one of the two markers where the place was given to another one."""

    model_config = build_example(**MARK)

    points: float
    note: str
    author: PersonOut | None
    marked_at: datetime


class MarkedWorkOut(Out):
    """A work. `first` and `second` are null until both marks are in. `agreed_points`: the mean of two marks within the
    tolerance. `points` and `last`: what a teacher wrote in the cell.
    """

    model_config = build_example(**WORK)

    code: str
    student: PersonOut | None
    state: Literal["waiting", "agreed", "differs", "written"]
    has_first: bool
    has_second: bool
    first: ProvisionalMarkOut | None
    second: ProvisionalMarkOut | None
    agreed_points: float | None
    points: float | None
    last: UUID | None


class AgreementOut(Out):
    """How far two markers agree on `count` works: shares with the same grade and with at most a neighbouring one, and
    Cohen's kappa without weights, with linear and with quadratic ones. `has_grades` false: whole points are compared,
    because the scale has no bands.
    """

    model_config = build_example(**AGREEMENT)

    count: int
    exact: float | None
    adjacent: float | None
    kappa: float | None
    linear_kappa: float | None
    quadratic_kappa: float | None
    has_grades: bool


class SecondMarkingOut(MarkedItemOut):
    """How an item is marked. `is_set` false: by one teacher. `teachers`: those of the group or course. `gone`: places
    whose marker writes the gradebook no more.
    """

    model_config = build_example(
        **MARKED_ITEM, is_set=True, teachers=[], first=None, second=None, gone=[], is_blind=True, tolerance=1,
        agreement=AGREEMENT, works=[WORK],
    )  # fmt: skip

    is_set: bool
    teachers: list[PersonOut]
    first: PersonOut | None
    second: PersonOut | None
    gone: list[Literal["first", "second"]]
    is_blind: bool
    tolerance: float
    agreement: AgreementOut | None
    works: list[MarkedWorkOut]


class AgreedGradesOut(Out):
    """How many grades were written."""

    model_config = build_example(written_count=21)

    written_count: int
