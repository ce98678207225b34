"""Account statements of pupils. The number of queries does not grow with the pupils."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Case, F, QuerySet, Sum, When

from apps.accounts.access import GuardianRight
from apps.accounts.models import User
from apps.accounts.queries import list_children
from apps.core.isolation import repeatable_read
from apps.core.money import Money
from apps.payments.models.ledger import AccountKind, EntrySide, LedgerAccount, LedgerEntry, LedgerTransfer
from apps.payments.models.payments import OPEN_STATUSES, Payment
from apps.payments.models.providers import ProviderTransaction
from apps.payments.queries import filter_unspent_transactions
from apps.payments.queries.office import has_waiting_proof
from apps.payments.queries.periods import ReportPeriod
from apps.settings.queries import get_system_settings


@dataclass(frozen=True)
class StatementLine:
    """One transfer with its change of the account and the balance after it."""

    transfer: LedgerTransfer
    change: Money
    balance: Money


@dataclass
class AccountStatement:
    """A pupil's account in one currency. `opening`, `closing` and `lines` are of the period.

    `balance`, `free_credit`, `owed`, `open_payments` and `free_money` (unspent transactions with `left`) are current.
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
        """Money beyond what is owed."""
        return self.balance + self.owed


@dataclass
class StudentStatement:
    """A pupil's accounts, the centre's currency first, even when it has no entries."""

    student: User
    period: ReportPeriod
    accounts: list[AccountStatement]


def get_statement(student: User, period: ReportPeriod) -> StudentStatement:
    """Return the statement of one pupil."""
    return get_statements([student], period)[0]


def get_statements(students: Sequence[User], period: ReportPeriod) -> list[StudentStatement]:
    """Return the statements of these pupils, in this order: balance, entries and open payments of one moment."""
    with repeatable_read():
        return _read_statements(students, period)


def _read_statements(students: Sequence[User], period: ReportPeriod) -> list[StudentStatement]:
    usual = get_system_settings().currency
    accounts = LedgerAccount.objects.filter(kind=AccountKind.STUDENT, student__in=students)
    ordered = sorted(accounts, key=lambda account: (account.currency != usual, account.currency))
    entries = LedgerEntry.objects.filter(account__in=[account.pk for account in ordered])
    earlier = entries.filter(transfer__on__lt=period.first).order_by().values("account")
    before = dict(earlier.annotate(sum=_BALANCE_CHANGE).values_list("account", "sum"))
    by_student: dict[UUID, dict[str, AccountStatement]] = {student.pk: {} for student in students}
    by_account: dict[UUID, AccountStatement] = {}
    for account in ordered:
        opening = Money(int(before.get(account.pk, 0)), account.currency)
        owed = Money(0, account.currency)
        statement = AccountStatement(Money(account.balance, account.currency), opening, opening, owed)
        by_account[account.pk] = statement
        if account.student_id is not None:
            by_student[account.student_id][account.currency] = statement
    _add_lines(by_account, entries, period)
    _add_open_payments(by_student)
    for money in filter_unspent_transactions(ProviderTransaction.objects.filter(student__in=list(by_student))):
        if money.currency in by_student[money.student_id]:
            by_student[money.student_id][money.currency].free_money.append(money)
    for accounts_of in by_student.values():
        if not accounts_of:
            nothing = Money(0, usual)
            accounts_of[usual] = AccountStatement(nothing, nothing, nothing, nothing)
    return [StudentStatement(student, period, list(by_student[student.pk].values())) for student in students]


def list_statement_students(user: User, *, student_id: UUID | None = None) -> list[User]:
    """Return the user's children whose payments they see, by name, and first the user when they have an account.

    `student_id`: that one only.
    """
    children = list_children(user, right=GuardianRight.PAYMENTS)
    if student_id is not None:
        children = children.filter(pk=student_id)
    people = list(children.order_by("first_name", "last_name", "pk"))
    has_account = student_id in (None, user.pk) and LedgerAccount.objects.filter(kind=AccountKind.STUDENT, student=user)
    return [user, *people] if has_account and has_account.exists() else people


_BALANCE_CHANGE = Sum(Case(When(side=EntrySide.CREDIT, then=F("amount")), default=-F("amount")))
"""What entries move a pupil's account by; a credit is in the pupil's favour."""


def _add_lines(accounts: dict[UUID, AccountStatement], entries: QuerySet[LedgerEntry], period: ReportPeriod) -> None:
    period_entries = entries.filter(transfer__on__gte=period.first, transfer__on__lte=period.last)
    rows = period_entries.select_related("transfer__payment__group", "transfer__branch", "transfer__receipt")
    for entry in rows.order_by("transfer__on", "pk"):
        statement = accounts[entry.account_id]
        change = Money(entry.amount if entry.side == EntrySide.CREDIT else -entry.amount, statement.balance.currency)
        statement.closing = statement.closing + change
        statement.lines.append(StatementLine(entry.transfer, change, statement.closing))


def _add_open_payments(by_student: dict[UUID, dict[str, AccountStatement]]) -> None:
    open_ones = Payment.objects.filter(student__in=list(by_student), status__in=OPEN_STATUSES)
    open_ones = open_ones.annotate(proof_waits=has_waiting_proof())
    for payment in open_ones.select_related("group", "branch").order_by("due_on", "pk"):
        statement = by_student[payment.student_id][payment.currency]
        statement.open_payments.append(payment)
        statement.owed = statement.owed + Money(payment.amount - payment.settled, payment.currency)
