"""What goes in and out under `/payments/salaries/`. Amounts are in the minor unit of their currency."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StrictInt

from api.lists import PageQuery
from api.schemas.base import Day, In, Out, example
from api.schemas.courses import PERSON, TITLE, PersonOut
from api.schemas.money import MoneyIn, MoneyOut
from api.schemas.people import unchanged_day
from api.schemas.reports import GROUP, ReportGroupOut, ReportQuery
from apps.core.money import Money
from apps.payments.models import PayEntry, PayEntryKind, PayMonth, PayOut, PayRate, RateKind
from apps.payments.queries.salaries import Pay, Payroll
from apps.payments.services.pay_corrections import WORDS

MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"
Month = Annotated[str, Field(pattern=MONTH, description="As 2026-11.", examples=["2026-11"])]

BRANCH: dict[str, Any] = {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e7a", "name": "Chilonzor"}
COURSE: dict[str, Any] = {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e71", "title": TITLE}
MONEY: dict[str, Any] = {"amount": 5000000, "currency": "UZS"}
RATE: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec1",
    "teacher": PERSON,
    "branch": BRANCH,
    "kind": "lesson",
    "amount": MONEY,
    "percent_hundredths": None,
    "group": GROUP,
    "course": None,
    "starts_on": "2026-09-01",
    "ends_on": None,
}
FACTS: dict[str, Any] = {"day": "2026-11-03", "minutes": 90, "rate": 5000000}
LINE: dict[str, Any] = {
    "key": "lesson:0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e75:0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec1",
    "kind": "lesson",
    "amount": MONEY,
    "lesson": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e75",
    "group": GROUP,
    "facts": FACTS,
    "corrects": None,
    "reason": "",
    "by": None,
}
PAY_ROW: dict[str, Any] = {
    "teacher": PERSON,
    "branch": BRANCH,
    "currency": "UZS",
    "total": MONEY,
    "balance": MONEY,
    "closed_at": None,
    "lines": [LINE],
}
PAID: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec4",
    "teacher": PERSON,
    "branch": BRANCH,
    "amount": MONEY,
    "desk": None,
    "by": PERSON,
    "created_at": "2026-12-05T07:00:00Z",
}
CLOSED: dict[str, Any] = {
    "teacher": PERSON, "branch": BRANCH, "month": "2026-11", "total": MONEY, "closed_at": "2026-12-01T05:00:00Z"
}  # fmt: skip


class PayBranchOut(Out):
    """A branch."""

    model_config = example(**BRANCH)

    id: UUID
    name: str


class PayCourseOut(Out):
    """A course."""

    model_config = example(**COURSE)

    id: UUID
    title: dict[str, str]


class PayRateIn(In):
    """A rate from its first day on. `amount` for `lesson`, `hour` and `fixed` (a month), `percent_hundredths` for
    `percent` (1250 is 12.5 %). For a group, for a course or, without either, for everything in the branch.
    """

    model_config = example(
        teacher=PERSON["id"],
        branch=BRANCH["id"],
        kind="lesson",
        amount=MONEY,
        group=GROUP["id"],
        starts_on="2026-09-01",
    )

    teacher: UUID
    branch: UUID | None = Field(None, description="Default: the home branch of who asks.")
    kind: RateKind
    amount: MoneyIn | None = None
    percent_hundredths: StrictInt | None = Field(None, ge=1, le=10_000)
    group: UUID | None = None
    course: UUID | None = None
    starts_on: Day
    ends_on: Day | None = Field(None, description="The last day; null: until it is ended.")


class PayRateChanges(In):
    """The last day of a rate; null: it goes on. What it pays does not change: end it and set another one."""

    model_config = example(ends_on="2026-12-31")

    ends_on: Day | None = Field(None, json_schema_extra=unchanged_day)


class PayRateOut(Out):
    """A rate; `amount` is null for a percentage, which is paid in the currency of the money."""

    model_config = example(**RATE)

    id: UUID
    teacher: PersonOut
    branch: PayBranchOut
    kind: RateKind
    amount: MoneyOut | None
    percent_hundredths: int | None
    group: ReportGroupOut | None
    course: PayCourseOut | None
    starts_on: date
    ends_on: date | None

    @staticmethod
    def resolve_amount(rate: PayRate) -> Money | None:
        """With its currency."""
        return None if rate.amount is None else Money(rate.amount, rate.currency)


class PayRatesQuery(PageQuery):
    """Which rates."""

    model_config = example(teacher=PERSON["id"], on="2026-11-20")

    teacher: UUID | None = Field(None, description="Only rates of this person.")
    branch: UUID | None = Field(None, description="Only rates in this branch.")
    on: Day | None = Field(None, description="Only rates that hold on this day.")


class PayrollQuery(ReportQuery):
    """Whose pay of which month."""

    model_config = example(month="2026-11", teacher=PERSON["id"], format="json")

    month: str = Field("", pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$", description="As 2026-11; empty: the present one.")
    teacher: UUID | None = Field(None, description="One teacher, with the lines.")
    branch: UUID | None = Field(None, description="Only pay in this branch.")


class PayFactsOut(Out):
    """How an amount came about; what does not belong to its kind is null.

    A lesson: `day`, `minutes` and the `rate`. A percentage: `percent_hundredths` `of` what came in for so many
    `payments`. A month: `days` of the `of_days` of the month at that `rate`. A correction: what `was` paid, what it
    comes to `now`.
    """

    model_config = example(**FACTS)

    day: date | None = None
    minutes: int | None = None
    rate: int | None = None
    of: int | None = None
    percent_hundredths: int | None = None
    payments: int | None = None
    days: int | None = None
    of_days: int | None = None
    was: int | None = None
    now: int | None = None


class PayLineOut(Out):
    """A line of a month; `key` tells it from the others of the same teacher, branch, month and currency.

    `corrects`: the closed month that a correction belongs to.
    """

    model_config = example(**LINE)

    key: str
    kind: PayEntryKind
    amount: MoneyOut
    lesson: UUID | None
    group: ReportGroupOut | None
    facts: PayFactsOut
    corrects: str | None
    reason: str
    by: PersonOut | None

    @staticmethod
    def resolve_amount(line: PayEntry) -> Money:
        """With its currency."""
        return Money(line.amount, line.currency)

    @staticmethod
    def resolve_lesson(line: PayEntry) -> UUID | None:
        """Its id."""
        return line.lesson_id

    @staticmethod
    def resolve_corrects(line: PayEntry) -> str | None:
        """As 2026-11."""
        return f"{line.corrects:%Y-%m}" if line.corrects else None

    @staticmethod
    def resolve_reason(line: PayEntry) -> str:
        """Why it was given or taken, as it was typed; of a correction what happened, in the reader's language."""
        return str(WORDS.get(line.reason, line.reason)) if line.kind == PayEntryKind.CORRECTION else line.reason


class PayRowOut(Out):
    """What one teacher has in one branch and currency. `closed_at` is null while the month is open and its lines follow
    what happens. `balance`: what is owed to the teacher in this currency by closed months less pay-outs, in all
    branches; below nothing after an advance. `lines` is null where all teachers are listed.
    """

    model_config = example(**PAY_ROW)

    teacher: PersonOut
    branch: PayBranchOut
    currency: str
    total: MoneyOut
    balance: MoneyOut
    closed_at: datetime | None
    lines: list[PayLineOut] | None

    @staticmethod
    def resolve_total(row: Pay) -> Money:
        """With its currency."""
        return Money(row.total, row.currency)

    @staticmethod
    def resolve_balance(row: Pay) -> Money:
        """With its currency."""
        return Money(row.balance, row.currency)

    @staticmethod
    def resolve_lines(row: Pay) -> list[PayEntry] | None:
        """Only where they were asked for."""
        return row.lines if row.detailed else None


class PayOutOut(Out):
    """Pay that was handed over; without a desk from the bank account of the branch."""

    model_config = example(**PAID)

    id: UUID
    teacher: PersonOut
    branch: PayBranchOut
    amount: MoneyOut
    desk: UUID | None
    by: PersonOut
    created_at: datetime

    @staticmethod
    def resolve_amount(row: PayOut) -> Money:
        """With its currency."""
        return Money(row.amount, row.currency)

    @staticmethod
    def resolve_desk(row: PayOut) -> UUID | None:
        """Its id."""
        return row.desk_id


class PayrollOut(Out):
    """The pay of a month, by name: a row for each teacher, branch and currency; what it comes to in each currency; and
    what was handed over within it.
    """

    model_config = example(month="2026-11", rows=[PAY_ROW], totals=[MONEY], pay_outs=[PAID])

    month: str
    rows: list[PayRowOut]
    totals: list[MoneyOut]
    pay_outs: list[PayOutOut]

    @staticmethod
    def resolve_month(payroll: Payroll) -> str:
        """As 2026-11."""
        return f"{payroll.month:%Y-%m}"


class PayEntryIn(In):
    """A bonus, or a fine of that amount."""

    model_config = example(
        teacher=PERSON["id"], branch=BRANCH["id"], month="2026-11", kind="bonus", amount=MONEY, reason="Open lesson"
    )

    teacher: UUID
    branch: UUID | None = Field(None, description="Default: the home branch of who asks.")
    month: Month
    kind: Literal["bonus", "fine"]
    amount: MoneyIn
    reason: str = Field(min_length=1, max_length=300)


class PayCloseIn(In):
    """Which month to close in which branch: for everybody, or for one teacher."""

    model_config = example(month="2026-11", branch=BRANCH["id"])

    month: Month
    branch: UUID | None = Field(None, description="Default: the home branch of who asks.")
    teacher: UUID | None = None


class PayMonthOut(Out):
    """A month of a teacher that was closed; a total below nothing is set off against later pay."""

    model_config = example(**CLOSED)

    teacher: PersonOut
    branch: PayBranchOut
    month: str
    total: MoneyOut
    closed_at: datetime

    @staticmethod
    def resolve_month(row: PayMonth) -> str:
        """As 2026-11."""
        return f"{row.month:%Y-%m}"

    @staticmethod
    def resolve_total(row: PayMonth) -> Money:
        """With its currency."""
        return Money(row.total, row.currency)

    @staticmethod
    def resolve_closed_at(row: PayMonth) -> datetime:
        """When it was."""
        return row.created_at


class PayClosedOut(Out):
    """The months that were closed just now, one for each teacher and currency."""

    model_config = example(months=[CLOSED])

    months: list[PayMonthOut]


class PayOutIn(In):
    """Pay to hand over: from a cash desk, in one's shift there, or without one from the bank account of the branch."""

    model_config = example(teacher=PERSON["id"], branch=BRANCH["id"], amount=MONEY, advance=False)

    teacher: UUID
    branch: UUID | None = Field(None, description="Default: the home branch of who asks.")
    amount: MoneyIn
    desk: UUID | None = None
    advance: bool = Field(False, description="More than was earned so far: later pay makes up for it.")
