"""What stands on pupils' accounts, and how it came to that. The number of queries does not grow with the pupils."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Case, F, QuerySet, Sum, When

from apps.accounts.access import GuardianRight
from apps.accounts.models import User
from apps.accounts.queries import list_children
from apps.core.money import Money
from apps.payments.models import (
    OPEN_STATUSES,
    AccountKind,
    EntrySide,
    LedgerAccount,
    LedgerEntry,
    LedgerTransfer,
    Payment,
    ProviderTransaction,
)
from apps.payments.queries import filter_unspent
from apps.payments.queries.periods import ReportPeriod
from apps.settings.queries import get_system_settings


@dataclass(frozen=True)
class StatementLine:
    """One transfer as it moved the account, and what the account had after it, in the order of days."""

    transfer: LedgerTransfer
    change: Money
    balance: Money


@dataclass
class AccountStatement:
    """A pupil's account in one currency. `balance`, `get_free_credit`, `owed`, `open_payments` and `free_money` (what the
    free credit is made of, each with `left`) are of now, the rest is of the period: `opening` before its first day,
    `closing` after its last.
    """

    balance: Money
    opening: Money
    closing: Money
    owed: Money
    lines: list[StatementLine] = field(default_factory=list)
    open_payments: list[Payment] = field(default_factory=list)
    free_money: list[Any] = field(default_factory=list)

    @property
    def free_credit(self) -> Money:
        """What was paid in advance: whatever is on the account beyond what is owed."""
        return self.balance + self.owed


@dataclass
class StudentStatement:
    """A pupil's accounts, the centre's currency first; that one is there for who has none yet."""

    student: User
    period: ReportPeriod
    accounts: list[AccountStatement]


def get_statement(student: User, period: ReportPeriod) -> StudentStatement:
    """The statement of one pupil."""
    return get_statements([student], period)[0]


def get_statements(students: Sequence[User], period: ReportPeriod) -> list[StudentStatement]:
    """The statements of these pupils, in this order."""
    usual = get_system_settings().currency
    accounts = LedgerAccount.objects.filter(kind=AccountKind.STUDENT, student__in=students)
    ordered = sorted(accounts, key=lambda account: (account.currency != usual, account.currency))
    entries = LedgerEntry.objects.filter(account__in=[account.pk for account in ordered])
    before = dict(
        entries.filter(transfer__on__lt=period.first).order_by().values("account").annotate(sum=_BALANCE_CHANGE)
        .values_list("account", "sum")
    )  # fmt: skip
    found: dict[UUID, dict[str, AccountStatement]] = {student.pk: {} for student in students}
    by_account: dict[UUID, AccountStatement] = {}
    for account in ordered:
        opening = Money(int(before.get(account.pk, 0)), account.currency)
        owed = Money(0, account.currency)
        one = AccountStatement(Money(account.balance, account.currency), opening, opening, owed)
        by_account[account.pk] = one
        if account.student_id is not None:
            found[account.student_id][account.currency] = one
    _add_lines(by_account, entries, period)
    _add_open_payments(found)
    for money in filter_unspent(ProviderTransaction.objects.filter(student__in=list(found))):
        if money.currency in found[money.student_id]:
            found[money.student_id][money.currency].free_money.append(money)
    for accounts_of in found.values():
        if not accounts_of:
            nothing = Money(0, usual)
            accounts_of[usual] = AccountStatement(nothing, nothing, nothing, nothing)
    return [StudentStatement(student, period, list(found[student.pk].values())) for student in students]


def list_statement_students(user: User, *, student_id: UUID | None = None) -> list[User]:
    """The user's children whose payments they may see, by name; the user too, who has payments of their own. One of
    them alone, where named.
    """
    children = list_children(user, right=GuardianRight.PAYMENTS)
    if student_id is not None:
        children = children.filter(pk=student_id)
    people = list(children.order_by("first_name", "last_name", "pk"))
    mine = student_id in (None, user.pk) and LedgerAccount.objects.filter(kind=AccountKind.STUDENT, student=user)
    return [user, *people] if mine and mine.exists() else people


_BALANCE_CHANGE = Sum(Case(When(side=EntrySide.CREDIT, then=F("amount")), default=-F("amount")))
"""What entries move a pupil's account by; a credit is in the pupil's favour."""


def _add_lines(accounts: dict[UUID, AccountStatement], entries: QuerySet[LedgerEntry], period: ReportPeriod) -> None:
    within = entries.filter(transfer__on__gte=period.first, transfer__on__lte=period.last)
    rows = within.select_related("transfer__payment__group", "transfer__branch", "transfer__receipt").order_by(
        "transfer__on", "pk"
    )
    for entry in rows:
        one = accounts[entry.account_id]
        change = Money(entry.amount if entry.side == EntrySide.CREDIT else -entry.amount, one.balance.currency)
        one.closing = one.closing + change
        one.lines.append(StatementLine(entry.transfer, change, one.closing))


def _add_open_payments(found: dict[UUID, dict[str, AccountStatement]]) -> None:
    open_ones = Payment.objects.filter(student__in=list(found), status__in=OPEN_STATUSES).select_related(
        "group", "branch"
    )
    for payment in open_ones.order_by("due_on", "pk"):
        one = found[payment.student_id][payment.currency]
        one.open_payments.append(payment)
        one.owed = one.owed + Money(payment.amount - payment.settled, payment.currency)
