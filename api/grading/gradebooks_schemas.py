"""Schemas of gradebooks: scales, what counts, and what teachers write."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal, NotRequired
from uuid import UUID

from pydantic import Field, with_config
from typing_extensions import TypedDict

from api.base_schemas import In, Moment, Out, build_example
from api.lists import PageQuery
from api.shared_schemas import STUDENT, PersonOut
from apps.grading.bounds import MOST_DECIMALS, MOST_POINTS
from apps.grading.models import NAME
from apps.grading.scales import MOST_BANDS, UsualScale
from apps.grading.services.gradebooks import MAX_CATEGORIES, MAX_ITEMS

GRADEBOOK_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6f01"
CATEGORY_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6f02"
ITEM_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6f03"
SCALE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6f04"
ENTRY_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6f05"
GROUP_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec6"
CELL: dict[str, Any] = {
    "points": 17.5, "state": "graded", "last": ENTRY_ID, "is_late": True,
}  # fmt: skip
BANDS: list[dict[str, Any]] = [{"lower": 0, "word": "2"}, {"lower": 56, "word": "3"}, {"lower": 86, "word": "5"}]
HEAD: dict[str, Any] = {
    "id": GRADEBOOK_ID, "group": GROUP_ID, "course": None, "title": "English B1, mornings", "bands": BANDS,
    "revision": 3,
}  # fmt: skip
CATEGORY: dict[str, Any] = {
    "name": "Tests", "weight": 60, "drop_lowest": 1, "keep_highest": None, "is_extra_credit": False,
}  # fmt: skip
ITEM: dict[str, Any] = {
    "name": "Unit 3: present simple", "source": "quiz", "quiz": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec4",
    "assignment": None, "max_points": 20, "weight": None, "is_extra_credit": False, "is_excused": False,
    "due_at": None, "missing": "zero_when_due", "late_percent_per_day": 10, "late_floor": 50, "late_grace_minutes": 15,
}  # fmt: skip
Source = Literal["hand", "quiz", "homework", "attendance"]
Missing = Literal["not_counted", "zero_when_due", "zero"]
State = Literal["graded", "missing", "excused", "handed_in", "open"]


class GradeBandIn(In):
    """A step of a scale, from `lower` percent on."""

    model_config = build_example(lower=86, word="5")

    lower: Decimal = Field(ge=0, le=100, decimal_places=MOST_DECIMALS)
    word: str = Field(min_length=1, max_length=40)


class GradeBandOut(Out):
    """A step of a scale, from `lower` percent on."""

    model_config = build_example(lower=86, word="5")

    lower: float
    word: str


class GradeScaleIn(In):
    """A scale of the centre: 2 to 50 bands, lowest first, the first from 0 percent on."""

    model_config = build_example(name="Our five", bands=BANDS)

    name: str = Field(min_length=1, max_length=NAME)
    bands: list[GradeBandIn] = Field(max_length=MOST_BANDS)


class GradeScaleOut(Out):
    """A scale of the centre."""

    model_config = build_example(id=SCALE_ID, name="Our five", bands=BANDS)

    id: UUID
    name: str
    bands: list[GradeBandOut]


class GradebookIn(In):
    """A new gradebook: of a group or of an online course."""

    model_config = build_example(group=GROUP_ID)

    group: UUID | None = None
    course: UUID | None = None


class GradebooksQuery(PageQuery):
    """Filters of gradebooks."""

    model_config = build_example(group=GROUP_ID)

    group: UUID | None = Field(None, description="Only that of this group.")
    course: UUID | None = Field(None, description="Only that of this online course.")


class GradebookHeadOut(Out):
    """A gradebook: whose it is, and the words of its grades. `bands` is empty where a grade is the percent itself."""

    model_config = build_example(**HEAD)

    id: UUID
    group: UUID | None
    course: UUID | None
    title: str
    bands: list[GradeBandOut]
    revision: int


class GradeCategoryIn(In):
    """A category. Without `id` a new one. `drop_lowest`: how many of the lowest grades count for nothing."""

    model_config = build_example(id=CATEGORY_ID, **CATEGORY)

    id: UUID | None = None
    name: str = Field(min_length=1, max_length=NAME)
    weight: Decimal = Field(ge=0, le=MOST_POINTS, decimal_places=MOST_DECIMALS)
    drop_lowest: int = Field(0, ge=0, le=100)
    keep_highest: int | None = Field(None, ge=1, le=100)
    is_extra_credit: bool = False


class GradeItemIn(In):
    """An item. Without `id` a new one. `category`: its place in the list of categories, from 0.

    `weight`: within the category; null: it weighs as many as it has points. `due_at` null: that of the quiz or the
    homework. `missing`: what it counts for while nothing was handed in. `late_percent_per_day`: what late work loses of
    the most points, null: nothing; down to `late_floor` percent, after `late_grace_minutes`.
    """

    model_config = build_example(id=ITEM_ID, category=0, **ITEM)

    id: UUID | None = None
    category: int = Field(ge=0, le=100)
    name: str = Field(min_length=1, max_length=NAME)
    source: Source = "hand"
    quiz: UUID | None = None
    assignment: UUID | None = None
    max_points: Decimal = Field(gt=0, le=MOST_POINTS, decimal_places=MOST_DECIMALS)
    weight: Decimal | None = Field(None, ge=0, le=MOST_POINTS, decimal_places=MOST_DECIMALS)
    is_extra_credit: bool = False
    is_excused: bool = Field(False, description="For everybody.")
    due_at: Moment | None = None
    missing: Missing = "zero_when_due"
    late_percent_per_day: Decimal | None = Field(None, ge=0, le=100, decimal_places=MOST_DECIMALS)
    late_floor: Decimal = Field(Decimal(0), ge=0, le=100, decimal_places=MOST_DECIMALS)
    late_grace_minutes: int = Field(0, ge=0, le=10_080)


class GradebookStructureIn(In):
    """What counts in a gradebook, in this order. `revision`: the one that you began with. One scale: `usual_scale`, or
    `own_scale` of the centre.
    """

    model_config = build_example(
        revision=1, usual_scale="five", categories=[{"name": "Tests", "weight": 60}],
        items=[{"category": 0, "name": "Oral exam", "max_points": 20}],
    )  # fmt: skip

    revision: int = Field(ge=1)
    usual_scale: UsualScale | None = None
    own_scale: UUID | None = None
    categories: list[GradeCategoryIn] = Field(max_length=MAX_CATEGORIES)
    items: list[GradeItemIn] = Field(max_length=MAX_ITEMS)


class GradeCategoryOut(Out):
    """A category of a gradebook."""

    model_config = build_example(id=CATEGORY_ID, **CATEGORY)

    id: UUID
    name: str
    weight: float
    drop_lowest: int
    keep_highest: int | None
    is_extra_credit: bool


class GradeItemOut(Out):
    """An item of a gradebook. `category`: its place in the list of categories, from 0."""

    model_config = build_example(id=ITEM_ID, category=0, **ITEM)

    id: UUID
    category: int
    name: str
    source: Source
    quiz: UUID | None
    assignment: UUID | None
    max_points: float
    weight: float | None
    is_extra_credit: bool
    is_excused: bool
    due_at: datetime | None
    missing: Missing
    late_percent_per_day: float | None
    late_floor: float
    late_grace_minutes: int


class GradebookOut(GradebookHeadOut):
    """A gradebook with what counts."""

    model_config = build_example(
        **HEAD, usual_scale="five", own_scale=None, categories=[{"id": CATEGORY_ID, **CATEGORY}],
        items=[{"id": ITEM_ID, "category": 0, **ITEM}],
    )  # fmt: skip

    usual_scale: UsualScale | None
    own_scale: UUID | None
    categories: list[GradeCategoryOut]
    items: list[GradeItemOut]


# A grid has thousands of cells: a model for each would take longer.
@with_config(build_example(**CELL))
class GradeCellOut(TypedDict):
    """What one pupil has in one item. `points` after a late penalty. `last`: what a teacher wrote there last, to be
    sent with the next entry. `is_result`: the points come from the quiz, the homework or the register. `is_dropped`:
    the category leaves it out. A flag that is not set is left out.
    """

    points: float | None
    state: State
    last: UUID | None
    is_result: NotRequired[bool]
    is_dropped: NotRequired[bool]
    is_late: NotRequired[bool]


class GradeRowOut(Out):
    """A pupil of a gradebook. `cells` in the order of the items."""

    model_config = build_example(student=STUDENT, percent=87.5, word="5", cells=[CELL])

    student: PersonOut
    percent: float | None
    word: str | None
    cells: list[GradeCellOut]


class GradebookGridQuery(In):
    """Which pupils."""

    model_config = build_example(page=1)

    page: int = Field(1, ge=1, le=10_000, description="Of 200 pupils, by name.")


class GradebookGridOut(GradebookHeadOut):
    """All pupils of a gradebook with all cells."""

    model_config = build_example(
        **HEAD, categories=[{"id": CATEGORY_ID, **CATEGORY}], items=[{"id": ITEM_ID, "category": 0, **ITEM}],
        student_count=1,
    )  # fmt: skip

    student_count: int
    categories: list[GradeCategoryOut]
    items: list[GradeItemOut]
    rows: list[GradeRowOut]


class GradeEntryIn(In):
    """What you write into a cell: points, or an excuse; without both you take back what was written, and the result
    of the work counts again. `last`: what the cell had when you saw it. `reason` is needed where something counts.
    """

    model_config = build_example(item=ITEM_ID, student=STUDENT["id"], points=17.5, last=None, reason="")

    item: UUID
    student: UUID
    points: Decimal | None = Field(None, ge=0, le=MOST_POINTS, decimal_places=MOST_DECIMALS)
    is_excused: bool = False
    reason: str = Field("", max_length=500)
    last: UUID | None = None


class GradeExtensionIn(In):
    """Another due time of an item for one pupil, and why."""

    model_config = build_example(item=ITEM_ID, student=STUDENT["id"], due_at="2026-12-01T18:00:00Z", reason="Was ill.")

    item: UUID
    student: UUID
    due_at: Moment
    reason: str = Field(min_length=1, max_length=500)
