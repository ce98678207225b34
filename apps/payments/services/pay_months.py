"""Pay months of teachers: recalculated while open, closed once per teacher and branch.

A write locks the branch (`lock_branch_for_pay`), then ledger accounts. `pay_corrections` handles later changes of
closed months.
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
from apps.core.local_days import get_next_month, get_today
from apps.core.lookups import filter_given
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.courses.models import Group
from apps.jobs.kinds import ClaimedJob
from apps.payments.limits import check_plausible
from apps.payments.models.ledger import MAX_AMOUNT, AccountKind, LedgerTransfer, TransferKind
from apps.payments.models.salaries import PayEntry, PayEntryKind, PayMonth, PayRate
from apps.payments.queries.closed_months import find_closed_month
from apps.payments.queries.earnings import AUTOMATIC_KINDS, calculate_earnings, get_month_end, list_pay_rates
from apps.payments.services import ledger, pay_corrections
from apps.payments.services.flagged_acts import check_and_flag_own_family
from apps.settings.models import Branch
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log

MONTH_CLOSED = _("This month is closed.")
NOT_OVER = _("This month is not over yet.")
TOTAL_TOO_LARGE = _("A total of this month is too large.")
RECHECK_PERIOD = timedelta(days=100)
"""What changed longer ago was found by an earlier night, even after three months without one."""
MOST_DAYS_BACK = timedelta(days=366)
"""A bonus for a month before is a slip."""
MANUAL_KINDS = (PayEntryKind.BONUS, PayEntryKind.FINE)


def lock_branch_for_pay(branch_id: UUID) -> Branch:
    """Return the branch, locked until the commit, so that writes of its pay run one after another."""
    return Branch.objects.select_for_update(no_key=True).get(pk=branch_id)


def recalculate_pay_month(*, teacher: User, branch: Branch, month: date) -> list[PayEntry]:
    """Recalculate the teacher's entries of an open month, and the corrections of closed ones; return the month's
    entries.

    Manual entries stay; a closed month is not changed.
    """
    with unit_of_work():
        branch = lock_branch_for_pay(branch.pk)
        _store_earnings(branch, month, teacher.pk)
        pay_corrections.update_open_pay_corrections(branch=branch, teacher_id=teacher.pk)
    return list(PayEntry.objects.filter(teacher=teacher, branch=branch, month=month).order_by("kind", "key"))


def close_pay_month(*, actor: User, branch: Branch, month: date, teacher: User | None = None) -> list[PayMonth]:
    """Close the month for all teachers of the branch with a rate or entries, or for one; post each total, negative ones
    too.

    Conflict `month_closed` when it is closed for all of them; Conflict for a month that is not over, or too large a
    total.
    """
    with unit_of_work():
        branch = lock_branch_for_pay(branch.pk)
        if get_month_end(month) >= get_today(branch.zone):
            raise Conflict(NOT_OVER)
        only = teacher.pk if teacher else None
        before = _list_closed_teachers(branch, month, only)
        _store_earnings(branch, month, only)
        totals = _get_totals(branch, month, only)
        totals = {whose: total for whose, total in totals.items() if whose[0] not in before}
        if before and not totals:
            raise Conflict(MONTH_CLOSED, code=ErrorCode.MONTH_CLOSED)
        if any(abs(total) > MAX_AMOUNT for total in totals.values()):
            raise Conflict(TOTAL_TOO_LARGE)
        people = User.objects.in_bulk({teacher_id for teacher_id, _currency in totals})
        _lock_accounts(branch, [(people[teacher_id], currency) for teacher_id, currency in totals])
        return [
            _close_for_teacher(actor, branch, month, people[teacher_id], currency, total)
            for (teacher_id, currency), total in sorted(totals.items())
        ]


def add_pay_entry(
    *, actor: User, teacher: User, branch: Branch, month: date, kind: PayEntryKind, amount: Money, reason: str
) -> PayEntry:
    """Add a bonus, or a fine of this amount (> 0). Conflict `month_closed`; Forbidden `own_payment` for the actor's own
    pay; Invalid on "amount" for more than is plausible, on "month" for one that is far away.
    """
    if kind not in MANUAL_KINDS:
        raise ValueError("only bonuses and fines are entered by hand")
    if not teacher.is_staff_member:
        raise Invalid.field("teacher", _("This person does not work here."))
    check_plausible("amount", amount.amount)
    this_month = get_today(branch.zone).replace(day=1)
    if not this_month - MOST_DAYS_BACK <= month <= get_next_month(this_month):
        raise Invalid.field("month", _("Choose a month of the last year, this month or the next."))
    with unit_of_work():
        branch = lock_branch_for_pay(branch.pk)
        if _list_closed_teachers(branch, month, teacher.pk):
            raise Conflict(MONTH_CLOSED, code=ErrorCode.MONTH_CLOSED)
        check_and_flag_own_family(
            actor=actor, act=f"salaries.{kind}", branch=branch, amount=amount, teacher=teacher, reason=reason
        )
        entry = PayEntry.objects.create(
            teacher=teacher,
            branch=branch,
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


def correct_closed_months(*, group: Group, since: date) -> None:
    """Update the corrections of closed months of the group's branch that reach that local day or later; each month has
    its own transaction.
    """
    closed = PayMonth.objects.filter(branch=group.branch_id, month__gte=since.replace(day=1))
    for month in sorted(set(closed.values_list("month", flat=True))):
        with unit_of_work():
            pay_corrections.update_open_pay_corrections(branch=lock_branch_for_pay(group.branch_id), month=month)


def recalculate_pay(job: ClaimedJob) -> None:
    """Job handler, daily: recalculate last and current month of each branch with rates, and corrections of changed
    months.

    Each month has its own transaction.
    """
    pays = PayRate.objects.order_by().values("branch")
    for branch in Branch.objects.filter(pk__in=pays).order_by("pk"):
        this_month = get_today(branch.zone).replace(day=1)
        for month in ((this_month - timedelta(days=1)).replace(day=1), this_month):
            with unit_of_work():
                _store_earnings(lock_branch_for_pay(branch.pk), month, None)
        for month in sorted(pay_corrections.find_closed_months_changed_since(branch, timezone.now() - RECHECK_PERIOD)):
            with unit_of_work():
                pay_corrections.update_open_pay_corrections(branch=lock_branch_for_pay(branch.pk), month=month)


def _store_earnings(branch: Branch, month: date, teacher_id: UUID | None) -> None:
    """Replace the automatic entries of the month for teachers whose month is open."""
    closed = _list_closed_teachers(branch, month, teacher_id)
    lines = [line for line in calculate_earnings(month, [branch.pk], teacher_id) if line.teacher_id not in closed]
    _list_open_entries(branch, month, teacher_id).filter(kind__in=AUTOMATIC_KINDS).delete()
    PayEntry.objects.bulk_create(lines, batch_size=1000)


def _list_closed_teachers(branch: Branch, month: date, teacher_id: UUID | None) -> set[UUID]:
    """Return the teachers whose month is closed; of one teacher when given."""
    rows = filter_given(PayMonth.objects.filter(branch=branch, month=month), teacher=teacher_id)
    return set(rows.values_list("teacher_id", flat=True))


def _list_open_entries(branch: Branch, month: date, teacher_id: UUID | None) -> QuerySet[PayEntry]:
    rows = PayEntry.objects.filter(branch=branch, month=month, closed_in__isnull=True)
    return filter_given(rows, teacher=teacher_id)


def _get_totals(branch: Branch, month: date, teacher_id: UUID | None) -> dict[tuple[UUID, str], int]:
    """Return the total by teacher and currency, for everyone with a rate or an entry in the open month."""
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
        paid_when_all_absent=get_system_settings().pay_when_all_absent,
        provider_fee_percent=get_system_settings().provider_fee_percent,
        transfer=_post_pay(actor, branch, month, teacher, currency, total) if total else None,
        closed_by=actor,
    )
    entries = _list_open_entries(branch, month, teacher.pk).filter(currency=currency)
    entries.update(closed_in=row, updated_at=timezone.now())
    write_audit_log(actor=actor, action="salaries.close", obj=row, changes={"total": (None, total)})
    return row


def _lock_accounts(branch: Branch, whose: Iterable[tuple[User, str]]) -> None:
    """Lock all accounts at once, so that parallel closings use one order."""
    accounts = [ledger.ensure_teacher_account(teacher, currency) for teacher, currency in whose]
    payroll = {account.currency for account in accounts}
    accounts += [ledger.ensure_branch_account(AccountKind.PAYROLL, branch, currency) for currency in sorted(payroll)]
    ledger.lock_accounts(accounts)


def _post_pay(actor: User, branch: Branch, month: date, teacher: User, currency: str, total: int) -> LedgerTransfer:
    payroll = ledger.ensure_branch_account(AccountKind.PAYROLL, branch, currency)
    account = ledger.ensure_teacher_account(teacher, currency)
    earned_, owed = (payroll, account) if total > 0 else (account, payroll)
    return ledger.post_transfer(
        kind=TransferKind.PAY_EARNED,
        cause=f"pay:{teacher.pk}:{branch.pk}:{month:%Y-%m}:{currency}",
        branch=branch,
        entries=[ledger.build_debit_entry(earned_, abs(total)), ledger.build_credit_entry(owed, abs(total))],
        corrects_month=find_closed_month(branch, month),
        by=actor,
    )
