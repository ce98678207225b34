"""Months of the books: closed, reopened, closed by themselves on the 10th of the next month.

Nothing is posted into a closed month: a trigger of the ledger refuses it. A closing locks the branch, for which the
trigger waits, and which waits for transfers that are being posted.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.local_days import get_next_month, get_today
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.notifications.services import notify
from apps.payments.models import BooksMonth, LedgerTransfer
from apps.payments.queries.books_months import MonthState, MonthWaiting, count_waiting, get_month_state
from apps.payments.queries.branch_staff import list_branch_holders
from apps.settings.models import Branch
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log

ALREADY_CLOSED = _("This month is closed.")
NOT_CLOSED = _("This month is not closed.")
NOT_OVER = _("This month is not over yet.")
CLOSING_DAY = 10
"""The day of the next month on which a month is closed by itself."""


@dataclass(frozen=True)
class ClosedMonth:
    """A month with what still waits in it, by kind."""

    state: MonthState
    waiting: dict[MonthWaiting, int]


def close_month(*, actor: User | None, branch: Branch, month: date, preview: bool = False) -> ClosedMonth:
    """Close the month of the branch's books; with `preview`, only check that it can be, and count what waits.

    What waits does not stop it: shifts, approvals and pay are posted on the day on which they are settled. Invalid on
    "month" before it is over in the branch; Conflict `month_closed` when it is closed.
    """
    if month >= get_today(branch.zone).replace(day=1):
        raise Invalid.field("month", NOT_OVER)
    with unit_of_work():
        branch = branch if preview else _lock_branch(branch.pk)
        if get_month_state(branch, month).is_closed:
            raise Conflict(ALREADY_CLOSED, code=ErrorCode.MONTH_CLOSED)
        waiting = count_waiting(branch, month)
        if not preview:
            row = BooksMonth.objects.create(branch=branch, month=month, closed_by=actor, closed_at=timezone.now())
            changes = {"month": (None, f"{month:%Y-%m}"), "waiting": (None, sum(waiting.values()))}
            write_audit_log(actor=actor, action="books.close", obj=row, changes=changes)
        return ClosedMonth(get_month_state(branch, month), waiting)


def reopen_month(*, actor: User, branch: Branch, month: date, reason: str) -> MonthState:
    """Reopen one closed month; later ones stay closed. Conflict when it is not closed."""
    with unit_of_work():
        branch = _lock_branch(branch.pk)
        closing = get_month_state(branch, month).closing
        if closing is None or closing.reopened_at is not None:
            raise Conflict(NOT_CLOSED)
        closing.reopened_by, closing.reopened_at, closing.reason = actor, timezone.now(), reason
        closing.save(update_fields=["reopened_by", "reopened_at", "reason", "updated_at"])
        changes = {"month": (f"{month:%Y-%m}", None), "reason": (None, reason)}
        write_audit_log(actor=actor, action="books.reopen", obj=closing, changes=changes)
        return get_month_state(branch, month)


def close_books_that_are_due(job: ClaimedJob) -> None:
    """Job handler, hourly: where the setting is on, close the newest month whose 10th of the next month has come in
    each branch, and notify who may close months.

    A month that was ever closed is left as it is, so one that somebody reopened stays open. Each branch has its own
    transaction.
    """
    if get_system_settings().close_books_automatically:
        for branch in Branch.objects.order_by("pk"):
            with unit_of_work():
                _close_due_month(branch)
    with unit_of_work():
        jobs.complete_job(job)


def _close_due_month(branch: Branch) -> None:
    today = get_today(branch.zone)
    month = (today - timedelta(days=CLOSING_DAY - 1)).replace(day=1)
    month = (month - timedelta(days=1)).replace(day=1)
    if BooksMonth.objects.filter(branch=branch, month=month).exists():
        return
    if not LedgerTransfer.objects.filter(branch=branch, on__lt=get_next_month(month)).exists():
        return
    _lock_branch(branch.pk)
    if BooksMonth.objects.filter(branch=branch, month=month).exists():
        return
    closed = close_month(actor=None, branch=branch, month=month)
    data = {"branch": branch.name, "month": f"{month:%Y-%m}", "findings": sum(closed.waiting.values())}
    for person in list_branch_holders(branch.pk, "payments.close_month"):
        notify(user=person, type="payments.month_closed", data=data)


def _lock_branch(branch_id: UUID) -> Branch:
    """Return the branch, locked against every posting of it until the commit."""
    return Branch.objects.select_for_update().get(pk=branch_id)
