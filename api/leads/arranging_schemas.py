"""Schemas of stages, site forms, costs and figures of leads."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Changes, Day, DayOrMoment, In, Out, TextsOut, build_example
from api.courses.groups_schemas import BranchRef
from api.leads.funnel_schemas import (
    AT,
    BRANCH_ID,
    COURSE_ID,
    COURSE_REF,
    FORM_ID,
    STAGE_ID,
    STAGE_NAME,
    CourseRefOut,
    Source,
)
from api.lists import ListQuery, PageQuery
from api.money_schemas import Currency, MoneyOut, build_money_reader
from api.shared_schemas import LongTexts, Texts
from api.tables import Format

BRANCH: dict[str, Any] = {"id": BRANCH_ID, "name": "Chilonzor"}
FORM: dict[str, Any] = {
    "id": FORM_ID, "name": "Site, main page", "branch": BRANCH, "course": COURSE_REF, "key": "7f3c2b9d6e710a4e5b7c9d10",
    "consent": {"uz": "", "ru": "", "en": "I agree."}, "thanks": {"uz": "", "ru": "", "en": "Thank you!"},
    "is_open": True, "per_day": 200, "meta_form": "", "created_at": AT,
}  # fmt: skip
COST: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7206", "branch": BRANCH, "source": "instagram", "month": "2026-11-01",
    "amount": {"amount": 250000000, "currency": "UZS"},
}  # fmt: skip


class StagesQuery(PageQuery):
    """Filters of stages."""

    model_config = build_example(branch=BRANCH_ID)

    branch: UUID | None = Field(None, description="Only stages of this branch.")


class StageOut(Out):
    """A stage of a branch, in the order of `place`."""

    model_config = build_example(id=STAGE_ID, name=STAGE_NAME, branch=BRANCH, place=0)

    id: UUID
    name: TextsOut
    branch: BranchRef
    place: int


class StageIn(In):
    """A stage to add at the end. Without `branch` it is of your own branch."""

    model_config = build_example(name={"uz": "Oʻylayapti", "ru": "Думает", "en": "Thinks"})

    branch: UUID | None = None
    name: Texts


class StageChanges(Changes):
    """The name of a stage; languages that are not sent stay."""

    model_config = build_example(name={"en": "Decides"})

    name: Texts = Texts()


class StageOrderIn(In):
    """All stages of a branch in their new order."""

    model_config = build_example(branch=BRANCH_ID, stages=[STAGE_ID])

    branch: UUID | None = None
    stages: list[UUID] = Field(min_length=1, max_length=50)


class LeadFormsQuery(PageQuery):
    """Filters of site forms."""

    model_config = build_example(is_open=True)

    branch: UUID | None = Field(None, description="Only forms of this branch.")
    is_open: bool | None = Field(None, description="Only those that take answers; `false`: only closed ones.")


class LeadFormIn(In):
    """A site form, open at once. Without `branch` it is of your own branch."""

    model_config = build_example(name="Site, main page", course=COURSE_ID, per_day=200)

    name: str = Field(min_length=1, max_length=120)
    branch: UUID | None = None
    course: UUID | None = Field(None, description="The course that its leads wish.")
    consent: LongTexts = Field(LongTexts(), description="What people agree to; empty: a usual text.")
    thanks: LongTexts = Field(LongTexts(), description="What they read afterwards; empty: a usual text.")
    per_day: int = Field(200, ge=1, le=10_000, description="Answers in 24 hours; one address sends a quarter at most.")
    meta_form: str = Field("", pattern=r"^[0-9]{0,40}$", description="The id of a lead form at Meta.")


class LeadFormChanges(Changes):
    """Changes of a site form."""

    model_config = build_example(is_open=False)

    name: str = Field("", min_length=1, max_length=120)
    course: UUID | None = None
    consent: LongTexts = LongTexts()
    thanks: LongTexts = LongTexts()
    is_open: bool = True
    per_day: int = Field(200, ge=1, le=10_000)
    meta_form: str = Field("", pattern=r"^[0-9]{0,40}$")


class LeadFormOut(Out):
    """A site form. `key` is in its public address: `/api/v1/leads/forms/{key}/`, a page, and `form.js` below it."""

    model_config = build_example(**FORM)

    id: UUID
    name: str
    branch: BranchRef
    course: CourseRefOut | None
    key: str
    consent: TextsOut
    thanks: TextsOut
    is_open: bool
    per_day: int
    meta_form: str
    created_at: datetime


class LeadCostsQuery(PageQuery):
    """Filters of costs."""

    model_config = build_example(source="instagram")

    branch: UUID | None = Field(None, description="Only costs of this branch.")
    source: Source | None = Field(None, description="Only costs of this source.")
    month: Day | None = Field(None, description="Only costs of the month with this first day.")


class LeadCostIn(In):
    """What a source cost a branch in a month, named by its first day. Without `branch` it is of your own branch."""

    model_config = build_example(source="instagram", month="2026-11-01", amount=250000000)

    branch: UUID | None = None
    source: Source
    month: Day
    amount: int = Field(ge=0, le=10**15, description="In the minor unit (tiyin, cents).")
    currency: Currency = "UZS"


class LeadCostOut(Out):
    """What a source cost a branch in a month."""

    model_config = build_example(**COST)

    id: UUID
    branch: BranchRef
    source: Source
    month: date
    amount: Annotated[MoneyOut, build_money_reader("amount")]


class LeadFiguresQuery(ListQuery):
    """How to group, and which leads count."""

    model_config = build_example(by="source")

    by: Literal["source", "stage", "person", "month"] = Field("source", description="One row for each of these.")
    branch: UUID | None = Field(None, description="Only leads of this branch.")
    since: DayOrMoment | None = Field(None, description="Only leads that came from then on.")
    until: DayOrMoment | None = Field(None, description="Only leads that came until then.")
    format: Format = Field("", description="`csv` or `xlsx`: as a table. Empty: by the `Accept` header, else JSON.")


FIGURES: dict[str, Any] = {
    "key": "instagram", "name": "Instagram", "leads": 40, "trials": 22, "converted": 12, "lost": 9, "conversion": 30.0,
    "costs": {"UZS": 250000000}, "cost_per_pupil": {"UZS": 20833333},
}  # fmt: skip


class LeadFiguresRowOut(Out):
    """Figures of one source, stage, person or month. `conversion`: pupils of a hundred leads. `costs` and
    `cost_per_pupil`: by currency, in the minor unit, where costs were entered.
    """

    model_config = build_example(**FIGURES)

    key: str
    name: str
    leads: int
    trials: int
    converted: int
    lost: int
    conversion: float
    costs: dict[str, int]
    cost_per_pupil: dict[str, int]


class LeadFiguresOut(Out):
    """Figures of leads."""

    model_config = build_example(rows=[FIGURES])

    rows: list[LeadFiguresRowOut]
