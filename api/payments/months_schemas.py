"""Request and response schemas under `/payments/months/`: closed months of the books."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Day, In, Out, build_example
from api.lists import PageQuery
from api.local_time_schemas import MonthKey, MonthName
from api.money_schemas import MoneyOut
from api.shared_schemas import PERSON, PersonOut
from apps.core.money import Money
from apps.payments.queries.books_months import MonthState, MonthTotal, MonthWaiting
from apps.payments.services.books_months import ClosedMonth

BRANCH: dict[str, Any] = {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e7a", "name": "Chilonzor"}
TOTAL: dict[str, Any] = {
    "received": {"amount": 855000000, "currency": "UZS"},
    "paid_back": {"amount": 5000000, "currency": "UZS"},
}
MONTH: dict[str, Any] = {
    "branch": BRANCH, "month": "2026-10", "state": "closed", "closed_at": "2026-11-10T04:08:00Z", "closed_by": PERSON,
    "reopened_at": None, "reopened_by": None, "reason": "", "transfers": 214, "totals": [TOTAL],
}  # fmt: skip


class BooksBranchOut(Out):
    """A branch."""

    model_config = build_example(**BRANCH)

    id: UUID
    name: str


class BooksMonthsQuery(PageQuery):
    """Which months of the books to list. Default: the last twelve months of all your branches."""

    model_config = build_example(**{"from": "2026-01-01", "to": "2026-11-30"})

    branch: UUID | None = Field(None, description="Only months of this branch.")
    first: Day | None = Field(None, alias="from", description="From the month of this day on.")
    to: Day | None = Field(None, description="Up to the month of this day.")


class MonthTotalOut(Out):
    """Money received and refunded in the month, as in the revenue report."""

    model_config = build_example(**TOTAL)

    received: MoneyOut
    paid_back: MoneyOut

    @staticmethod
    def resolve_received(total: MonthTotal) -> Money:
        """Return the money received."""
        return Money(total.received, total.currency)

    @staticmethod
    def resolve_paid_back(total: MonthTotal) -> Money:
        """Return the money refunded."""
        return Money(total.paid_back, total.currency)


class BooksMonthOut(Out):
    """A month of a branch's books. `closed_by` and `closed_at` are of the newest closing.

    `closed_by` null with a `closed_at`: it was closed by itself. `transfers`: postings dated in the month.
    """

    model_config = build_example(**MONTH)

    branch: BooksBranchOut
    month: MonthName
    state: Literal["open", "closed"]
    closed_at: datetime | None = Field(validation_alias="closing__closed_at")
    closed_by: PersonOut | None = Field(validation_alias="closing__closed_by")
    reopened_at: datetime | None = Field(validation_alias="closing__reopened_at")
    reopened_by: PersonOut | None = Field(validation_alias="closing__reopened_by")
    reason: str
    transfers: int
    totals: list[MonthTotalOut]

    @staticmethod
    def resolve_state(state: MonthState) -> str:
        """Return whether it is closed now."""
        return "closed" if state.is_closed else "open"

    @staticmethod
    def resolve_reason(state: MonthState) -> str:
        """Return why it was reopened."""
        return state.closing.reason if state.closing else ""


class BooksCloseIn(In):
    """The month of the books to close. With `preview` nothing is closed; the answer names what still waits."""

    model_config = build_example(month="2026-10", branch=BRANCH["id"], preview=False)

    month: MonthKey
    branch: UUID | None = Field(None, description="Default: your home branch.")
    preview: bool = False


class BooksReopenIn(In):
    """The closed month to reopen, with the reason."""

    model_config = build_example(month="2026-10", branch=BRANCH["id"], reason="The rent of October is missing")

    month: MonthKey
    branch: UUID | None = Field(None, description="Default: your home branch.")
    reason: Annotated[str, Field(min_length=1, max_length=300)]


class MonthWaitingOut(Out):
    """What still waits in the month, and how many: it will count on the day on which it is settled."""

    model_config = build_example(what="open_pay", count=2)

    what: MonthWaiting
    count: int


class BooksClosedOut(Out):
    """A month with what still waits in it."""

    model_config = build_example(month=MONTH)

    month: BooksMonthOut
    waiting: list[MonthWaitingOut]

    @staticmethod
    def resolve_month(closed: ClosedMonth) -> MonthState:
        """Return the month."""
        return closed.state

    @staticmethod
    def resolve_waiting(closed: ClosedMonth) -> list[dict[str, Any]]:
        """Return the kinds with something."""
        return [{"what": what, "count": count} for what, count in closed.waiting.items()]
