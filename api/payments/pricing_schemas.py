"""Request and response schemas under `/payments/schedules/`, `/payments/discounts/` and `/payments/overrides/`."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StrictInt

from api.base_schemas import Changes, Day, In, Out, TextsOut, build_example
from api.lessons.timetable_schemas import GROUP, GroupRefOut
from api.lists import PageQuery
from api.money_schemas import HIGHEST, Currency, MoneyIn, MoneyOut, build_money_reader
from api.payments.billing_schemas import ExpectedBillingIn
from api.shared_schemas import PERSON, TITLE, PersonOut, Texts
from apps.core.money import Money
from apps.payments.models import DiscountKind, PaymentSchedule, ScheduleMode

MONEY: dict[str, Any] = {"amount": 45000000, "currency": "UZS"}
FEE: dict[str, Any] = {"amount": 10000000, "currency": "UZS"}
NAME: dict[str, Any] = {"uz": "Ikkinchi farzand", "ru": "Второй ребёнок", "en": "Second child"}
OVERRIDE: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ed3",
    "membership": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e73",
    "starts_on": "2026-09-01",
    "reason": "Agreed with the family.",
    "by": PERSON,
}

DueDay = Annotated[
    int,
    Field(
        ge=1, le=28, description="Local day of the month when payments are due; for packs, days after the pack began."
    ),
]
PackLessons = Annotated[int, Field(ge=1, le=200)]
Reason = Annotated[str, Field(max_length=200)]


class PaymentScheduleIn(In):
    """How a group pays. `amount` may be left out only by month: then the price is that of the group, or else of its
    course. `pack_lessons` belongs to packs only. Amounts must be in `currency`.
    """

    model_config = build_example(group=GROUP["id"], mode="month", amount=MONEY, due_day=5, valid_from="2026-09-01")

    group: UUID
    mode: ScheduleMode = ScheduleMode.MONTH
    amount: MoneyIn | None = Field(None, description="Price of a month, a lesson or a pack, depending on `mode`.")
    currency: Currency = "UZS"
    pack_lessons: PackLessons | None = Field(None, description="Number of lessons in a pack; only for packs.")
    due_day: DueDay = 5
    prorate: bool = Field(
        True, description="Pupils who join, transfer, freeze or leave during a month pay a part of it."
    )
    credit_holidays: bool = Field(
        False,
        description="By month only: lessons cancelled by a holiday or the office are taken off the price. "
        "By lesson they always are.",
    )
    credit_uncharged: bool = Field(
        False,
        description="By month only: lessons whose mark is not charged (such as excused) are taken off the price. "
        "By lesson they always are.",
    )
    enrolment_fee: MoneyIn | None = Field(
        None,
        description="Charged once for each pupil and group, when the membership becomes active; not after a transfer.",
    )
    bill_on_joining: bool = Field(
        True,
        description="True: a pupil who joins during a month pays for the rest of it. "
        "False: the rest of that month is free. No effect on packs.",
    )
    valid_from: Day | None = Field(None, description="First day. Default: the first day of the current month.")
    valid_until: Day | None = Field(None, description="Last day; null: no end.")
    expected: ExpectedBillingIn | None = Field(None, description="What the preview showed, as a guard.")

    def values(self) -> dict[str, Any]:
        """Return the values of the payment schedule's fields."""
        values = self.model_dump(exclude={"group", "amount", "enrolment_fee", "valid_from", "expected"})
        values["amount"] = self.amount.in_currency(self.currency) if self.amount else None
        values["enrolment_fee"] = self.enrolment_fee.in_currency(self.currency) if self.enrolment_fee else 0
        return values | ({} if self.valid_from is None else {"valid_from": self.valid_from})


class PaymentScheduleChanges(Changes):
    """Changes of a payment schedule; fields that are not sent stay. Group and currency cannot change; nor can `mode`,
    `pack_lessons` and `valid_from` once a payment was made by the schedule (409). Payments of the current month and
    later are repriced.
    """

    model_config = build_example(amount=MONEY, due_day=10)

    mode: ScheduleMode = ScheduleMode.MONTH
    amount: MoneyIn | None = None
    pack_lessons: PackLessons | None = None
    due_day: DueDay = 5
    prorate: bool = True
    credit_holidays: bool = False
    credit_uncharged: bool = False
    enrolment_fee: MoneyIn | None = None
    bill_on_joining: bool = True
    valid_from: Day = date(2000, 1, 1)
    valid_until: Day | None = None

    def values(self, currency: str) -> dict[str, Any]:
        """Return the values of the fields that were sent; amounts must be in `currency`, which stays."""
        values = self.model_dump(exclude_unset=True)
        if "amount" in values:
            values["amount"] = self.amount.in_currency(currency) if self.amount else None
        if "enrolment_fee" in values:
            values["enrolment_fee"] = self.enrolment_fee.in_currency(currency) if self.enrolment_fee else 0
        return values


class PaymentScheduleOut(Out):
    """How a group pays, from `valid_from` to `valid_until`. `amount` null: the price of the group, or else of its
    course.
    """

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ed1",
        mode="month",
        amount=MONEY,
        currency="UZS",
        due_day=5,
        prorate=True,
        credit_holidays=False,
        credit_uncharged=False,
        enrolment_fee=FEE,
        bill_on_joining=True,
        valid_from="2026-09-01",
    )

    id: UUID
    group: GroupRefOut
    mode: str
    amount: Annotated[MoneyOut | None, build_money_reader("amount")]
    currency: str
    pack_lessons: int | None
    due_day: int
    prorate: bool
    credit_holidays: bool
    credit_uncharged: bool
    enrolment_fee: MoneyOut | None
    bill_on_joining: bool
    valid_from: date
    valid_until: date | None

    @staticmethod
    def resolve_enrolment_fee(schedule: PaymentSchedule) -> Money | None:
        """Return the fee, null without one."""
        return Money(schedule.enrolment_fee, schedule.currency) if schedule.enrolment_fee else None


class SchedulesQuery(PageQuery):
    """Filters of the list of payment schedules."""

    model_config = build_example(on="2026-11-20", ordering="-valid_from")

    group: UUID | None = Field(None, description="Only payment schedules of this group.")
    branch: UUID | None = Field(None, description="Only payment schedules of groups of this branch.")
    mode: ScheduleMode | None = Field(None, description="Only payment schedules with this mode.")
    on: Day | None = Field(None, description="Only payment schedules in force on this day.")


class DiscountCourseOut(Out):
    """The course of a discount."""

    model_config = build_example(id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e71", title=TITLE)

    id: UUID
    title: TextsOut


class DiscountBranchOut(Out):
    """The branch of a discount."""

    model_config = build_example(id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e60", name="Chilonzor")

    id: UUID
    name: str


class DiscountIn(In):
    """A discount: `percent_hundredths` for percent and sibling (1050 is 10.5 %), `amount` for fixed. Give at most
    one of pupil, group, course and branch; with none it is for all pupils. `sibling` is for the second and every
    further child of a guardian, and takes no pupil. All `stackable` discounts apply; of the others, only the largest.
    """

    model_config = build_example(name=NAME, kind="sibling", percent_hundredths=1050, stackable=True)

    name: Texts
    kind: DiscountKind
    percent_hundredths: int | None = Field(None, ge=1, le=10_000)
    amount: MoneyIn | None = None
    starts_on: Day | None = Field(
        None,
        description="Applies to months whose first day for this pupil is this day or later; a pupil who joins later in "
        "the month begins on the day of joining. For packs: the pack's first day.",
    )
    ends_on: Day | None = Field(
        None,
        description="Applies to months whose first day for this pupil is this day or earlier. "
        "For packs: the pack's first day.",
    )
    stackable: bool = False
    student: UUID | None = None
    group: UUID | None = None
    course: UUID | None = None
    branch: UUID | None = None
    reason: Reason = ""


class DiscountChanges(Changes):
    """Changes of a discount; fields that are not sent stay. Kind and target (pupil, group, course, branch) cannot
    change: archive the discount and create another. Payments of the current month and later are repriced.
    """

    model_config = build_example(percent_hundredths=1500, ends_on="2027-05-31")

    name: Texts = Field(default_factory=Texts)
    percent_hundredths: int = Field(1, ge=1, le=10_000)
    amount: MoneyIn = MoneyIn(amount=1)
    starts_on: Day | None = None
    ends_on: Day | None = None
    stackable: bool = False
    reason: Reason = ""


def split_discount_amount(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of the discount's fields, with the amount split into `amount` and `currency`."""
    if "amount" not in values:
        return values
    amount = values.pop("amount")
    return values | ({"amount": None} if amount is None else dict(amount))


class DiscountOut(Out):
    """A discount."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ed2",
        name=NAME,
        kind="sibling",
        percent_hundredths=1050,
        stackable=True,
        reason="",
    )

    id: UUID
    name: TextsOut
    kind: str
    percent_hundredths: int | None
    amount: Annotated[MoneyOut | None, build_money_reader("amount")]
    starts_on: date | None
    ends_on: date | None
    stackable: bool
    student: PersonOut | None
    group: GroupRefOut | None
    course: DiscountCourseOut | None
    branch: DiscountBranchOut | None
    reason: str
    archived_at: datetime | None


class DiscountsQuery(PageQuery):
    """Filters of the list of discounts."""

    model_config = build_example(kind="sibling", ordering="-created_at")

    kind: DiscountKind | None = Field(None, description="Only discounts of this kind.")
    student: UUID | None = Field(None, description="Only discounts for this pupil.")
    group: UUID | None = Field(None, description="Only discounts for this group.")
    archived: bool = Field(False, description="True: only archived discounts; false: only active ones.")


class OwnPriceMoneyIn(In):
    """An amount, which may be 0, in the minor unit (tiyin, cents) of its currency."""

    model_config = build_example(**MONEY)

    amount: Annotated[StrictInt, Field(ge=0, le=HIGHEST)]
    currency: Currency = "UZS"


class OwnPriceIn(In):
    """The price of one membership in place of the payment schedule's. It applies to months whose first day for this
    pupil is from `starts_on` to `ends_on`; for packs, the pack's first day counts. If several apply, the newest counts.
    """

    model_config = build_example(
        membership=OVERRIDE["membership"], amount=MONEY, starts_on="2026-09-01", reason=OVERRIDE["reason"]
    )

    membership: UUID
    amount: OwnPriceMoneyIn
    starts_on: Day
    ends_on: Day | None = Field(None, description="Last day; null: no end.")
    reason: str = Field(min_length=1, max_length=200)


class OwnPriceOut(Out):
    """The price of one membership in place of the payment schedule's."""

    model_config = build_example(**OVERRIDE)

    id: UUID
    membership: UUID = Field(validation_alias="membership_id")
    student: PersonOut = Field(validation_alias="membership__student")
    group: GroupRefOut = Field(validation_alias="membership__group")
    amount: Annotated[MoneyOut, build_money_reader("amount")]
    starts_on: date
    ends_on: date | None
    reason: str
    by: PersonOut | None


class OwnPricesQuery(PageQuery):
    """Filters of the list of price overrides."""

    model_config = build_example(group=GROUP["id"], ordering="-starts_on")

    group: UUID | None = Field(None, description="Only overrides in this group.")
    student: UUID | None = Field(None, description="Only overrides of this pupil.")
