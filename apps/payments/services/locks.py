"""Locks on one pupil's money: the account first, then the payments in the order of their ids; and, before prices are
posted, on the accounts of the branch that they move.
"""

from collections.abc import Collection
from uuid import UUID

from apps.core import clock
from apps.core.errors import NotFound
from apps.payments.models import (
    OPEN_STATUSES,
    AccountKind,
    LedgerAccount,
    Payment,
    ProviderTransaction,
    TransactionState,
)
from apps.payments.services import ledger, transactions

PRICED_ACCOUNTS = (AccountKind.REVENUE, AccountKind.DISCOUNTS, AccountKind.WRITE_OFFS)
"""The accounts of a branch that charges, discounts and what is forgiven move."""
_RELATED = ("student", "payer", "branch", "group", "membership", "schedule")


def lock_account(student_id: UUID, currency: str) -> LedgerAccount:
    """The pupil's account as it is now, locked until the commit."""
    account = ledger.get_student_account(student_id, currency)
    return ledger.lock_accounts([account])[account.pk]


def lock_payment(payment_id: UUID) -> Payment:
    """The payment as it is now, with its pupil's account, both locked until the commit. NotFound when there is none.

    A provider's transaction that ran out is ended first: it keeps nobody from the payment.
    """
    owner = Payment.objects.filter(pk=payment_id).values_list("student_id", "currency").first()
    if owner is None:
        raise NotFound()
    lock_account(*owner)
    _cancel_expired_transaction(payment_id)
    return lock_payment_row(payment_id)


def lock_payment_row(payment_id: UUID) -> Payment:
    """As `lock_payment_row`, for who holds the account already."""
    rows = Payment.objects.select_for_update(no_key=True, of=("self",)).select_related(*_RELATED)
    return rows.get(pk=payment_id)


def lock_branch_accounts(places: Collection[tuple[UUID, str]]) -> None:
    """The `PRICED_ACCOUNTS` accounts of these branches in these currencies, locked until the commit all at once: who moves
    several of them in one transaction does not wait in a circle for who moves them in another order. The pupils'
    accounts are held before.
    """
    branches, currencies = {branch for branch, _currency in places}, {currency for _branch, currency in places}
    rows = LedgerAccount.objects.filter(kind__in=PRICED_ACCOUNTS, branch__in=branches, currency__in=currencies)
    found = {(AccountKind(row.kind), row.branch_id, row.currency): row for row in rows}
    for branch, currency in sorted(places):
        for kind in PRICED_ACCOUNTS:
            if (kind, branch, currency) not in found:
                found[kind, branch, currency] = ledger.get_branch_account(kind, branch, currency)
    if found:
        ledger.lock_accounts(found.values())


def _cancel_expired_transaction(payment_id: UUID) -> None:
    now = clock.now_ms()
    live = ProviderTransaction.objects.filter(payment=payment_id, state=TransactionState.CREATED)
    if not live.filter(expires_at__lt=clock.datetime_from_ms(now)).exists():
        return
    lock_payment_row(payment_id)
    held = live.select_for_update(no_key=True, of=("self",)).select_related("student").first()
    if held is not None and transactions.is_expired(held, now):
        transactions.cancel_transaction(money=held, at_ms=now, reason=transactions.TIMED_OUT)


def lock_open_payments(student_id: UUID, currency: str) -> list[Payment]:
    """The pupil's open payments as they are now, locked in the order of their ids; the account is held before them."""
    lock_account(student_id, currency)
    rows = Payment.objects.select_for_update(no_key=True, of=("self",)).select_related(*_RELATED)
    return list(rows.filter(student=student_id, currency=currency, status__in=OPEN_STATUSES).order_by("pk"))


def lock_transaction(money: ProviderTransaction) -> ProviderTransaction:
    """The transaction as it is now, locked until the commit, after its pupil's account and its payment. One that ran
    out is left to the caller: who cancels it has a reason of their own.
    """
    lock_account(money.student_id, money.currency)
    payment = None if money.payment_id is None else lock_payment_row(money.payment_id)
    rows = ProviderTransaction.objects.select_for_update(no_key=True, of=("self",))
    fresh = rows.select_related("student", "branch", "cash_desk").get(pk=money.pk)
    fresh.payment = payment
    return fresh
