"""Months of the books: their totals and closings, and what still waits in one."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, F
from django.db.models.functions import TruncMonth

from apps.accounts.models import User
from apps.accounts.queries import list_own_branches
from apps.core.local_days import get_day_bounds, get_next_month
from apps.core.lookups import filter_given
from apps.payments.models import Approval, ApprovalState, BooksMonth, LedgerTransfer, PayEntry, PayMonth, Shift
from apps.payments.queries.closed_months import BranchMonth, list_closed
from apps.payments.queries.earnings import list_pay_rates
from apps.payments.queries.periods import ReportPeriod
from apps.payments.queries.revenue import list_ledger_entries_in_period, sum_received
from apps.settings.models import Branch


class MonthWaiting(StrEnum):
    """What can still wait in a month that is to be closed. It counts on the day on which it is settled."""

    OPEN_SHIFTS = "open_shifts"
    """Shifts that were opened in the month: their cash is not counted yet."""
    APPROVALS = "approvals"
    """Acts above a limit that were asked for in the month."""
    OPEN_PAY = "open_pay"
    """Teachers whose pay of the month is not closed."""
    EARLIER_MONTHS = "earlier_months"
    """Open months before it with postings."""


@dataclass(frozen=True)
class MonthTotal:
    """Money received and refunded in a month, in minor units of `currency`, as in the revenue report."""

    currency: str
    received: int
    paid_back: int


@dataclass
class MonthState:
    """A month of a branch's books: `closing` is its newest closing, None when it was never closed."""

    branch: Branch
    month: date
    closing: BooksMonth | None = None
    transfers: int = 0
    totals: list[MonthTotal] = field(default_factory=list)

    @property
    def is_closed(self) -> bool:
        """Whether nothing can be posted in it."""
        return self.closing is not None and self.closing.reopened_at is None


def list_months(user: User, *, period: ReportPeriod, branch_id: UUID | None = None) -> list[MonthState]:
    """Return the months of the period with postings or a closing, of the user's branches or of one; newest first."""
    first = period.first.replace(day=1)
    period = ReportPeriod(first, get_next_month(period.last) - timedelta(days=1))
    branches = filter_given(list_own_branches(user), pk=branch_id).in_bulk()
    states: dict[BranchMonth, MonthState] = {}

    def get_state(branch_id: UUID, month: date) -> MonthState:
        return states.setdefault((branch_id, month), MonthState(branches[branch_id], month))

    transfers = LedgerTransfer.objects.filter(branch__in=branches, on__gte=first, on__lte=period.last).order_by()
    months = transfers.annotate(month=TruncMonth("on")).values_list("branch", "month").annotate(count=Count("pk"))
    for branch, month, count in months:
        get_state(branch, month).transfers = count
    entries = list_ledger_entries_in_period(user, period, branch_id)
    received = sum_received(entries, branch=F("transfer__branch"), month=TruncMonth("transfer__on"))
    for row in received.order_by("currency"):
        amounts = int(row["received"] or 0), int(row["paid_back"] or 0)
        get_state(row["branch"], row["month"]).totals.append(MonthTotal(row["currency"], *amounts))
    closings = BooksMonth.objects.filter(branch__in=branches, month__gte=first, month__lte=period.last)
    for closing in closings.select_related("closed_by", "reopened_by").order_by("closed_at"):
        get_state(closing.branch_id, closing.month).closing = closing
    return sorted(states.values(), key=lambda state: (-state.month.toordinal(), state.branch.name, state.branch.pk))


def get_month_state(branch: Branch, month: date) -> MonthState:
    """Return one month of a branch, without totals."""
    closings = BooksMonth.objects.filter(branch=branch, month=month).select_related("closed_by", "reopened_by")
    return MonthState(branch, month, closings.order_by("-closed_at").first())


def count_waiting(branch: Branch, month: date) -> dict[MonthWaiting, int]:
    """Return what still waits in the month, by kind; only kinds with something."""
    begins, ends = get_day_bounds(month, branch.zone)[0], get_day_bounds(get_next_month(month), branch.zone)[0]
    shifts = Shift.objects.filter(desk__branch=branch, closed_at__isnull=True, opened_at__gte=begins)
    asked = Approval.objects.filter(branch=branch, state=ApprovalState.WAITING, created_at__gte=begins)
    counts = {
        MonthWaiting.OPEN_SHIFTS: shifts.filter(opened_at__lt=ends).count(),
        MonthWaiting.APPROVALS: asked.filter(created_at__lt=ends).count(),
        MonthWaiting.OPEN_PAY: len(_find_teachers_with_open_pay(branch, month)),
        MonthWaiting.EARLIER_MONTHS: _count_earlier_open_months(branch, month),
    }
    return {what: count for what, count in counts.items() if count}


def _find_teachers_with_open_pay(branch: Branch, month: date) -> set[UUID]:
    closed = set(PayMonth.objects.filter(branch=branch, month=month).values_list("teacher_id", flat=True))
    entries = PayEntry.objects.filter(branch=branch, month=month, closed_in__isnull=True)
    open_pay = {rate.teacher_id for rate in list_pay_rates(month, [branch.pk])}
    return (open_pay | set(entries.order_by().values_list("teacher_id", flat=True).distinct())) - closed


def _count_earlier_open_months(branch: Branch, month: date) -> int:
    transfers = LedgerTransfer.objects.filter(branch=branch, on__lt=month).order_by()
    used = set(transfers.annotate(month=TruncMonth("on")).values_list("month", flat=True).distinct())
    return len(used - set(list_closed().filter(branch=branch).values_list("month", flat=True)))
