"""Postings to the ledger: a transfer with entries that balance. All postings go through this module.

Lock order: the pupil's account (`lock_accounts`), then payments in the order of their ids, then provider transactions;
so one pupil's money moves in one transaction at a time. `post_transfer` locks the accounts of its entries in the order
of their ids. A caller that posts several transfers with different branch accounts locks all of these before the first
(`locks.lock_branch_pricing_accounts`), to avoid deadlocks.

A trigger refuses a transfer in a closed month, and holds the branch until the commit against a closing at that moment.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, get_violated_constraint, raise_on_constraint_violation
from apps.core.local_days import get_next_month, get_today
from apps.core.money import Money
from apps.payments.errors import MonthClosed
from apps.payments.models.cash import CashDesk
from apps.payments.models.ledger import AccountKind, EntrySide, LedgerAccount, LedgerEntry, LedgerTransfer, TransferKind
from apps.payments.models.payments import Payment
from apps.settings.models import Branch

NOT_ENOUGH_CASH = _("There is not enough money in this cash desk.")
IN_AN_OPEN_MONTH = "ledger_transfer_in_an_open_month"
"""The rule of the trigger that keeps closed months as they are."""


class AlreadyPosted(Exception):
    """The ledger has a transfer of this cause already."""


def build_debit_entry(account: LedgerAccount, amount: int) -> LedgerEntry:
    """Return a new entry of `amount` (minor units, > 0) on the debit side."""
    return LedgerEntry(account=account, side=EntrySide.DEBIT, amount=amount)


def build_credit_entry(account: LedgerAccount, amount: int) -> LedgerEntry:
    """Return a new entry of `amount` (minor units, > 0) on the credit side."""
    return LedgerEntry(account=account, side=EntrySide.CREDIT, amount=amount)


def ensure_student_account(student: User | UUID, currency: str) -> LedgerAccount:
    """Return the pupil's account in this currency; created when missing."""
    return _get_account(AccountKind.STUDENT, currency, student_id=student.pk if isinstance(student, User) else student)


def ensure_teacher_account(teacher: User, currency: str) -> LedgerAccount:
    """Return the account of what the centre owes a teacher; created when missing."""
    return _get_account(AccountKind.TEACHER, currency, teacher_id=teacher.pk)


def ensure_desk_account(desk: CashDesk) -> LedgerAccount:
    """Return the account of a cash desk; created when missing."""
    return _get_account(AccountKind.DESK, desk.currency, branch_id=desk.branch_id, desk_id=desk.pk)


def ensure_branch_account(kind: AccountKind, branch: Branch | UUID, currency: str) -> LedgerAccount:
    """Return an account of a branch, such as revenue, discounts or bank; created when missing."""
    return _get_account(kind, currency, branch_id=branch.pk if isinstance(branch, Branch) else branch)


def ensure_provider_account(provider: str, branch: Branch | UUID, currency: str) -> LedgerAccount:
    """Return the account of what a provider took for a branch; created when missing."""
    branch_id = branch.pk if isinstance(branch, Branch) else branch
    return _get_account(AccountKind.PROVIDER, currency, branch_id=branch_id, provider=provider)


def lock_accounts(accounts: Iterable[LedgerAccount]) -> dict[UUID, LedgerAccount]:
    """Return these accounts, reloaded and locked until the commit in the order of their ids."""
    ids = {account.pk for account in accounts}
    rows = LedgerAccount.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    return {account.pk: account for account in rows}


def post_transfer(
    *,
    kind: TransferKind,
    cause: str,
    branch: Branch,
    entries: Sequence[LedgerEntry],
    on: date | None = None,
    corrects_month: date | None = None,
    payment: Payment | None = None,
    reason: str = "",
    by: User | None = None,
) -> LedgerTransfer:
    """Write a transfer with its entries inside the open unit of work; database triggers update the balances.

    `on` is the branch's local day on which it counts, today if not given; `corrects_month` the closed month that it
    corrects. `cause` is posted once: AlreadyPosted for a second time. Conflict `not_enough_money` when a cash desk
    would become negative, `month_closed` on "on" for a given day in a closed month. ValueError for entries that do not
    balance or are of several currencies: a bug of the caller.
    """
    currencies = {entry.account.currency for entry in entries}
    if len(currencies) != 1:
        raise ValueError("a transfer is in one currency")
    signed = sum(entry.amount if entry.side == EntrySide.DEBIT else -entry.amount for entry in entries)
    if signed or any(entry.amount <= 0 for entry in entries):
        raise ValueError("the entries of a transfer balance")
    lock_accounts(entry.account for entry in entries)
    transfer = _create_transfer(
        on,
        kind=kind,
        cause=cause,
        currency=currencies.pop(),
        branch=branch,
        payment=payment,
        reason=reason,
        by=by,
        corrects_month=corrects_month,
    )
    for entry in entries:
        entry.transfer = transfer
    with raise_on_constraint_violation(
        ledger_desk_not_below_nothing=Conflict(NOT_ENOUGH_CASH, code=ErrorCode.NOT_ENOUGH_MONEY)
    ):
        LedgerEntry.objects.bulk_create(sorted(entries, key=lambda entry: entry.account_id))
    return transfer


@dataclass(frozen=True)
class NewTransfer:
    """A transfer of `amount` that debits one account and credits another; fields as in `post_transfer`."""

    kind: TransferKind
    cause: str
    payment: Payment
    on: date
    debit: LedgerAccount
    credit: LedgerAccount
    amount: int
    corrects_month: date | None = None


def post_transfers(postings: Sequence[NewTransfer], *, reason: str = "", by: User | None = None) -> None:
    """Post many transfers as `post_transfer` does, in a fixed number of queries. IntegrityError for a cause that
    exists, Conflict `month_closed` for a day in a closed month.
    """
    if any(posting.amount <= 0 or posting.debit.currency != posting.credit.currency for posting in postings):
        raise ValueError("a transfer moves something, in one currency")
    lock_accounts({account.pk: account for posting in postings for account in (posting.debit, posting.credit)}.values())
    transfers = [
        LedgerTransfer(
            kind=posting.kind,
            cause=posting.cause,
            currency=posting.debit.currency,
            branch_id=posting.payment.branch_id,
            payment=posting.payment,
            reason=reason,
            by=by,
            on=posting.on,
            corrects_month=posting.corrects_month,
        )
        for posting in postings
    ]
    with raise_on_constraint_violation(**{IN_AN_OPEN_MONTH: MonthClosed()}):
        LedgerTransfer.objects.bulk_create(transfers)
    LedgerEntry.objects.bulk_create(
        LedgerEntry(transfer=transfer, account=account, side=side, amount=posting.amount)
        for transfer, posting in zip(transfers, postings, strict=True)
        for account, side in ((posting.debit, EntrySide.DEBIT), (posting.credit, EntrySide.CREDIT))
    )


def get_student_balance(student: User | UUID, currency: str) -> Money:
    """Return the balance of the pupil's account; a debt is negative."""
    student_id = student.pk if isinstance(student, User) else student
    row = LedgerAccount.objects.filter(kind=AccountKind.STUDENT, student=student_id, currency=currency).first()
    return Money(row.balance if row else 0, currency)


def _create_transfer(on: date | None, *, cause: str, branch: Branch, **values: Any) -> LedgerTransfer:
    """Create the transfer on that day, or today; when the month of "today" was closed at this moment, on the next day
    of the books.
    """
    day = on or get_today(branch.zone)
    while True:
        try:
            with transaction.atomic():
                return LedgerTransfer.objects.create(on=day, cause=cause, branch=branch, **values)
        except IntegrityError as error:
            constraint = get_violated_constraint(error)
            if constraint.startswith("payments_ledgertransfer_cause"):
                raise AlreadyPosted(cause) from error
            if constraint != IN_AN_OPEN_MONTH:
                raise
            if on is not None:
                raise MonthClosed() from error
        day = get_next_month(day)


def _get_account(kind: AccountKind, currency: str, **owner: UUID | str) -> LedgerAccount:
    return LedgerAccount.objects.get_or_create({}, kind=kind, currency=currency, **owner)[0]
