"""A month of pay: it is reckoned as long as it is open, and closed once for each teacher of a branch.

Whoever writes about pay of a branch holds its row (`lock_pay`), then ledger accounts. What a closed month should have
been by now is brought by `pay_corrections`.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.ids import uuid7
from apps.core.local_days import get_local_day
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.payments.models import (
    MAX_AMOUNT,
    AccountKind,
    LedgerTransfer,
    PayEntry,
    PayEntryKind,
    PayMonth,
    PayRate,
    TransferKind,
)
from apps.payments.queries.earnings import (
    AUTOMATIC_KINDS,
    calculate_earnings,
    get_month_end,
    get_month_start,
    list_pay_rates,
)
from apps.payments.services import ledger, pay_corrections
from apps.settings.models import Branch
from apps.settings.services import write_audit_log

MONTH_CLOSED = _("This month is closed.")
NOT_OVER = _("This month is not over yet.")
TOTAL_TOO_LARGE = _("A total of this month is too large.")
RECHECK_PERIOD = timedelta(days=100)
"""What changed longer ago was found by an earlier night, even after three months without one."""
MANUAL_KINDS = (PayEntryKind.BONUS, PayEntryKind.FINE)


def lock_pay(branch_id: UUID) -> Branch:
    """The branch, locked until the commit: of two writes about its pay the second finds what the first one left."""
    return Branch.objects.select_for_update(no_key=True).get(pk=branch_id)


def recalculate_month(*, teacher: User, branch: Branch, month: date) -> list[PayEntry]:
    """Bring the teacher's entries of an open month, and the corrections of closed ones, to what stands now.

    What was entered by hand stays; a closed month is left as it is. The entries of the month are returned.
    """
    with unit_of_work():
        held = lock_pay(branch.pk)
        _store_earnings(held, month, teacher.pk)
        pay_corrections.update_corrections(branch=held, teacher_id=teacher.pk)
    return list(PayEntry.objects.filter(teacher=teacher, branch=branch, month=month).order_by("kind", "key"))


def close_pay_month(*, actor: User, branch: Branch, month: date, teacher: User | None = None) -> list[PayMonth]:
    """Close the month for everybody in the branch who has a rate or entries in it, or for one teacher alone: its
    entries stand from then on, and each total is posted, one below nothing too: it is set off against later pay.

    Raises Conflict: `month_closed` when it was closed for all of them before; for a month that is not over, and for a
    total that no transfer can hold.
    """
    with unit_of_work():
        held = lock_pay(branch.pk)
        if get_month_end(month) >= get_local_day(timezone.now(), held.zone):
            raise Conflict(NOT_OVER)
        only = teacher.pk if teacher else None
        before = _list_closed_teachers(held, month, only)
        _store_earnings(held, month, only)
        totals = {whose: sum_ for whose, sum_ in _get_totals(held, month, only).items() if whose[0] not in before}
        if before and not totals:
            raise Conflict(MONTH_CLOSED, code=ErrorCode.MONTH_CLOSED)
        if any(abs(total) > MAX_AMOUNT for total in totals.values()):
            raise Conflict(TOTAL_TOO_LARGE)
        people = User.objects.in_bulk({teacher_id for teacher_id, _currency in totals})
        _lock_accounts(held, [(people[teacher_id], currency) for teacher_id, currency in totals])
        return [
            _close_for_teacher(actor, held, month, people[teacher_id], currency, total)
            for (teacher_id, currency), total in sorted(totals.items())
        ]


def add_pay_entry(
    *, actor: User, teacher: User, branch: Branch, month: date, kind: PayEntryKind, amount: Money, reason: str
) -> PayEntry:
    """A bonus, or a fine of that amount (above 0). Conflict `month_closed` when the month is closed for the teacher."""
    if kind not in MANUAL_KINDS:
        raise ValueError("only bonuses and fines are entered by hand")
    if not teacher.is_staff_member:
        raise Invalid.field("teacher", _("This person does not work here."))
    with unit_of_work():
        held = lock_pay(branch.pk)
        if _list_closed_teachers(held, month, teacher.pk):
            raise Conflict(MONTH_CLOSED, code=ErrorCode.MONTH_CLOSED)
        entry = PayEntry.objects.create(
            teacher=teacher,
            branch=held,
            month=month,
            kind=kind,
            key=f"{kind}:{uuid7()}",
            amount=-amount.amount if kind == PayEntryKind.FINE else amount.amount,
            currency=amount.currency,
            reason=reason,
            by=actor,
        )
        write_audit_log(actor=actor, action=f"salaries.{kind}", obj=entry, changes={"amount": (None, entry.amount)})
    return entry


def recalculate_pay(job: ClaimedJob) -> None:
    """Handler, daily: the last and the present month of every branch that pays somebody, and what the closed ones lack
    about which something changed within `RECHECK_PERIOD`; a transaction for each month, so that nobody waits for all of them.
    """
    pays = PayRate.objects.order_by().values("branch")
    for branch in Branch.objects.filter(pk__in=pays).order_by("pk"):
        this_month = get_month_start(get_local_day(timezone.now(), branch.zone))
        for month in (get_month_start(this_month - timedelta(days=1)), this_month):
            with unit_of_work():
                _store_earnings(lock_pay(branch.pk), month, None)
        for month in sorted(pay_corrections.find_changed_months(branch, timezone.now() - RECHECK_PERIOD)):
            with unit_of_work():
                pay_corrections.update_corrections(branch=lock_pay(branch.pk), month=month)


def _store_earnings(branch: Branch, month: date, teacher_id: UUID | None) -> None:
    """Store what was earned in the month by those for whom it is open, in place of what stood there before."""
    closed = _list_closed_teachers(branch, month, teacher_id)
    lines = [line for line in calculate_earnings(month, [branch.pk], teacher_id) if line.teacher_id not in closed]
    _list_open_entries(branch, month, teacher_id).filter(kind__in=AUTOMATIC_KINDS).delete()
    PayEntry.objects.bulk_create(lines, batch_size=1000)


def _list_closed_teachers(branch: Branch, month: date, teacher_id: UUID | None) -> set[UUID]:
    """For whom the month is closed; of one teacher, where named."""
    rows = PayMonth.objects.filter(branch=branch, month=month)
    rows = rows.filter(teacher=teacher_id) if teacher_id else rows
    return set(rows.values_list("teacher_id", flat=True))


def _list_open_entries(branch: Branch, month: date, teacher_id: UUID | None) -> QuerySet[PayEntry]:
    rows = PayEntry.objects.filter(branch=branch, month=month, closed_in__isnull=True)
    return rows.filter(teacher=teacher_id) if teacher_id else rows


def _get_totals(branch: Branch, month: date, teacher_id: UUID | None) -> dict[tuple[UUID, str], int]:
    """What each teacher has in each currency in the open month: all who have a rate in it, or an entry."""
    totals = {(rate.teacher_id, rate.currency): 0 for rate in list_pay_rates(month, [branch.pk], teacher_id)}
    for entry in _list_open_entries(branch, month, teacher_id):
        whose = (entry.teacher_id, entry.currency)
        totals[whose] = totals.get(whose, 0) + entry.amount
    return totals


def _close_for_teacher(actor: User, branch: Branch, month: date, teacher: User, currency: str, total: int) -> PayMonth:
    row = PayMonth.objects.create(
        teacher=teacher,
        branch=branch,
        month=month,
        currency=currency,
        total=total,
        transfer=_post_pay(actor, branch, month, teacher, currency, total) if total else None,
        closed_by=actor,
    )
    entries = _list_open_entries(branch, month, teacher.pk).filter(currency=currency)
    entries.update(closed_in=row, updated_at=timezone.now())
    write_audit_log(actor=actor, action="salaries.close", obj=row, changes={"total": (None, total)})
    return row


def _lock_accounts(branch: Branch, whose: Iterable[tuple[User, str]]) -> None:
    """All at once, so that two who close months take them in one order."""
    accounts = [ledger.get_teacher_account(teacher, currency) for teacher, currency in whose]
    payroll = {account.currency for account in accounts}
    accounts += [ledger.get_branch_account(AccountKind.PAYROLL, branch, currency) for currency in sorted(payroll)]
    ledger.lock_accounts(accounts)


def _post_pay(actor: User, branch: Branch, month: date, teacher: User, currency: str, total: int) -> LedgerTransfer:
    payroll = ledger.get_branch_account(AccountKind.PAYROLL, branch, currency)
    account = ledger.get_teacher_account(teacher, currency)
    earned_, owed = (payroll, account) if total > 0 else (account, payroll)
    return ledger.post_transfer(
        kind=TransferKind.PAY_EARNED,
        cause=f"pay:{teacher.pk}:{branch.pk}:{month:%Y-%m}:{currency}",
        branch=branch,
        on=get_local_day(timezone.now(), branch.zone),
        entries=[ledger.debit(earned_, abs(total)), ledger.credit(owed, abs(total))],
        by=actor,
    )
