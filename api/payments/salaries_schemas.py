"""Request and response schemas under `/payments/salaries/`. Amounts are in the minor unit of their currency."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field, StrictInt

from api.attendance.reports_schemas import GROUP, ReportGroupOut, ReportQuery
from api.base_schemas import DAY_BOUNDS, Changes, Day, In, Out, TextsOut, build_example
from api.lists import PageQuery
from api.money_schemas import MoneyIn, MoneyOut, build_money_reader
from api.shared_schemas import PERSON, TITLE, PersonOut
from apps.payments.models import PayEntry, PayEntryKind, PayOut, RateKind
from apps.payments.queries.salaries import TeacherPay
from apps.payments.services.pay_corrections import REASON_TEXTS

MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"
Month = Annotated[str, Field(pattern=MONTH, description="As 2026-11.", examples=["2026-11"])]
MonthOut = Annotated[str, BeforeValidator("{:%Y-%m}".format)]
"""The month of a date, as 2026-11."""

BRANCH: dict[str, Any] = {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e7a", "name": "Chilonzor"}
MONEY: dict[str, Any] = {"amount": 5000000, "currency": "UZS"}
FACTS: dict[str, Any] = {"day": "2026-11-03", "minutes": 90, "rate": 5000000}
LINE: dict[str, Any] = {
    "key": "lesson:0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e75:0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec1",
    "kind": "lesson",
    "amount": MONEY,
    "lesson": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e75",
    "group": GROUP,
    "course": None,
    "facts": FACTS,
    "corrects": None,
    "reason": "",
    "by": None,
}
CLOSED: dict[str, Any] = {
    "month": "2026-11", "total": MONEY, "closed_at": "2026-12-01T05:00:00Z"
}  # fmt: skip


class PayBranchOut(Out):
    """A branch."""

    model_config = build_example(**BRANCH)

    id: UUID
    name: str


class PayCourseOut(Out):
    """A course."""

    model_config = build_example(id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e71", title=TITLE)

    id: UUID
    title: TextsOut


class PayRateIn(In):
    """A pay rate. `amount` for `lesson`, `hour` and `fixed` (a month), `percent_hundredths` for `percent` and `sales`:
    1250 is 12.5 %. For a group or a course; without both, for all lessons in the branch. `sales` is a share of what is
    paid for one online `course`.
    """

    model_config = build_example(
        teacher=PERSON["id"],
        branch=BRANCH["id"],
        kind="lesson",
        amount=MONEY,
        group=GROUP["id"],
        starts_on="2026-09-01",
    )

    teacher: UUID
    branch: UUID | None = Field(None, description="Default: your home branch.")
    kind: RateKind
    amount: MoneyIn | None = None
    percent_hundredths: StrictInt | None = Field(None, ge=1, le=10_000)
    group: UUID | None = None
    course: UUID | None = None
    starts_on: Day
    ends_on: Day | None = Field(None, description="Last day; null: no end.")


class PayRateChanges(Changes):
    """The last day of a rate; null: no end. To change the amount, end the rate and create another."""

    model_config = build_example(ends_on="2026-12-31")

    ends_on: Day | None = Field(None, json_schema_extra=DAY_BOUNDS)


class PayRateOut(Out):
    """A pay rate. `amount` is null for a percentage, which is paid in the currency of the pupils' payments."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec1", kind="lesson", amount=MONEY, group=GROUP, starts_on="2026-09-01"
    )

    id: UUID
    teacher: PersonOut
    branch: PayBranchOut
    kind: RateKind
    amount: Annotated[MoneyOut | None, build_money_reader("amount")]
    percent_hundredths: int | None
    group: ReportGroupOut | None
    course: PayCourseOut | None
    starts_on: date
    ends_on: date | None


class PayRatesQuery(PageQuery):
    """Filters of the list of pay rates."""

    model_config = build_example(teacher=PERSON["id"], on="2026-11-20")

    teacher: UUID | None = Field(None, description="Only rates of this teacher.")
    branch: UUID | None = Field(None, description="Only rates in this branch.")
    on: Day | None = Field(None, description="Only rates in force on this day.")


class PayrollQuery(ReportQuery):
    """Month, teacher and branch of the pay."""

    model_config = build_example(month="2026-11", teacher=PERSON["id"], format="json")

    month: str = Field("", pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$", description="As 2026-11; empty: the current month.")
    teacher: UUID | None = Field(None, description="Only this teacher, with the lines.")
    branch: UUID | None = Field(None, description="Only pay in this branch.")


class PaySalesDayOut(Out):
    """What was paid for a course on a day: `of`, by a number of `payments`."""

    model_config = build_example(day="2026-11-03", payments=2, of=60000000)

    day: date = Field(json_schema_extra=DAY_BOUNDS)
    payments: int
    of: int


class PayFactsOut(Out):
    """How an amount was calculated; fields of other kinds are null.

    A lesson: `day`, `minutes` and `rate`. A percentage: `percent_hundredths` of the amount `of`, received for a number
    of `payments`. A share of sales: the same, of that amount less the `fee` of payment providers, and its `sales` by
    day. A month: `days` of the month's `of_days` at this `rate`. A correction: the amount paid before (`was`) and the
    right amount (`now`).
    """

    model_config = build_example(**FACTS)

    day: date | None = None
    minutes: int | None = None
    rate: int | None = None
    of: int | None = None
    percent_hundredths: int | None = None
    payments: int | None = None
    fee: int | None = None
    sales: list[PaySalesDayOut] | None = None
    days: int | None = None
    of_days: int | None = None
    was: int | None = None
    now: int | None = None


class PayLineOut(Out):
    """A line of a month's pay. `key` is unique per teacher, branch, month and currency; `corrects` is the closed month
    that a correction belongs to.
    """

    model_config = build_example(**LINE)

    key: str
    kind: PayEntryKind
    amount: Annotated[MoneyOut, build_money_reader("amount")]
    lesson: UUID | None = Field(validation_alias="lesson_id")
    group: ReportGroupOut | None
    course: PayCourseOut | None = Field(description="The course of a share of sales.")
    facts: PayFactsOut
    corrects: MonthOut | None
    reason: str
    by: PersonOut | None

    @staticmethod
    def resolve_reason(line: PayEntry) -> str:
        """Return the reason as it was written; for a correction, what happened, in the user's language."""
        return str(REASON_TEXTS.get(line.reason, line.reason)) if line.kind == PayEntryKind.CORRECTION else line.reason


class PayRowOut(Out):
    """Pay of one teacher in one branch and currency. `closed_at` is null while the month is open and its lines can
    change. `balance`: totals of closed months minus payouts in this currency, in all branches; negative after an
    advance. `lines` is null when all teachers are listed.
    """

    model_config = build_example(currency="UZS", total=MONEY, balance=MONEY, lines=[LINE])

    teacher: PersonOut
    branch: PayBranchOut
    currency: str
    total: Annotated[MoneyOut, build_money_reader("total")]
    balance: Annotated[MoneyOut, build_money_reader("balance")]
    closed_at: datetime | None
    lines: list[PayLineOut] | None

    @staticmethod
    def resolve_lines(row: TeacherPay) -> list[PayEntry] | None:
        """Return the lines when one teacher was requested, else null."""
        return row.lines if row.has_lines else None


class PayOutOut(Out):
    """A payout; without a desk, from the bank account of the branch. Or, with `reverses`, the reversal of a payout: the
    money came back.
    """

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec4", amount=MONEY, created_at="2026-12-05T07:00:00Z", reason=""
    )

    id: UUID
    teacher: PersonOut
    branch: PayBranchOut
    amount: Annotated[MoneyOut, build_money_reader("amount")]
    desk: UUID | None = Field(validation_alias="desk_id")
    by: PersonOut
    created_at: datetime
    reverses: UUID | None = Field(validation_alias="reverses_id", description="The payout that this one reverses.")
    reversed_by: UUID | None = Field(description="The reversal of this payout.")
    reason: str = Field(description="Why it was reversed; empty for a payout.")

    @staticmethod
    def resolve_reversed_by(row: PayOut) -> UUID | None:
        """Return the id of the reversal, or None."""
        reversal: PayOut | None = getattr(row, "reversed_by", None)
        return reversal.pk if reversal else None


class PayrollOut(Out):
    """The pay of a month: one row per teacher, branch and currency, by name; the totals per currency; and the payouts
    of the month.
    """

    model_config = build_example(month="2026-11", totals=[MONEY])

    month: MonthOut
    rows: list[PayRowOut]
    totals: list[MoneyOut]
    pay_outs: list[PayOutOut]


class PayEntryIn(In):
    """A bonus or a fine; the amount is above 0."""

    model_config = build_example(
        teacher=PERSON["id"], branch=BRANCH["id"], month="2026-11", kind="bonus", amount=MONEY, reason="Open lesson"
    )

    teacher: UUID
    branch: UUID | None = Field(None, description="Default: your home branch.")
    month: Month
    kind: Literal["bonus", "fine"]
    amount: MoneyIn
    reason: str = Field(min_length=1, max_length=300)


class PayCloseIn(In):
    """The month and branch to close, for all teachers or for one."""

    model_config = build_example(month="2026-11", branch=BRANCH["id"])

    month: Month
    branch: UUID | None = Field(None, description="Default: your home branch.")
    teacher: UUID | None = None


class PayMonthOut(Out):
    """A closed month of a teacher; a negative total is subtracted from later pay."""

    model_config = build_example(**CLOSED)

    teacher: PersonOut
    branch: PayBranchOut
    month: MonthOut
    total: Annotated[MoneyOut, build_money_reader("total")]
    closed_at: datetime = Field(validation_alias="created_at")


class PayClosedOut(Out):
    """The months that this request closed, one per teacher and currency."""

    months: list[PayMonthOut]


class PayOutIn(In):
    """A payout: with `desk`, cash of your open shift there; without it, from the bank account of the branch."""

    model_config = build_example(teacher=PERSON["id"], branch=BRANCH["id"], amount=MONEY, advance=False)

    teacher: UUID
    branch: UUID | None = Field(None, description="Default: your home branch.")
    amount: MoneyIn
    desk: UUID | None = None
    advance: bool = Field(False, description="True: may be more than the unpaid total; later pay is reduced by it.")


class PayOutReverseIn(In):
    """Why the payout is reversed."""

    model_config = build_example(reason="It was another teacher's pay")

    reason: str = Field(min_length=1, max_length=300)
