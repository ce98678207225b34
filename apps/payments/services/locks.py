"""Locks on money: the pupil's account first, then payments in the order of their ids, then provider transactions.

The branch's accounts that prices move are locked after the pupils' accounts and before anything is posted.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from apps.accounts.services.merges import PersonMerged, check_not_merged
from apps.core import clock
from apps.core.errors import NotFound
from apps.payments.models.ledger import AccountKind, LedgerAccount
from apps.payments.models.payments import OPEN_STATUSES, Payment
from apps.payments.models.providers import ProviderTransaction, TransactionState
from apps.payments.services import ledger, transactions

PRICED_ACCOUNTS = (AccountKind.REVENUE, AccountKind.DISCOUNTS, AccountKind.WRITE_OFFS)
"""The accounts of a branch that charges, discounts and what is forgiven move."""
_RELATED = ("student", "payer", "branch", "group", "membership", "schedule")


def get_priced_accounts(payment: Payment) -> tuple[AccountKind, AccountKind, AccountKind]:
    """Return the `PRICED_ACCOUNTS` of this payment; that of an opening debt is not revenue."""
    return payment.charge_account_kind, AccountKind.DISCOUNTS, AccountKind.WRITE_OFFS


def lock_student_account(student_id: UUID, currency: str) -> LedgerAccount:
    """Return the pupil's account, reloaded and locked until the commit. Raise PersonMerged for a duplicate that was
    merged meanwhile: its money is with another pupil.
    """
    account = ledger.ensure_student_account(student_id, currency)
    locked = ledger.lock_accounts([account])[account.pk]
    check_not_merged([student_id])
    return locked


def lock_payment(payment_id: UUID) -> Payment:
    """Return the payment, reloaded and locked until the commit, after its pupil's account; NotFound when there is none.

    An expired provider transaction of the payment is cancelled first.
    """
    _lock_account_of(Payment.objects.filter(pk=payment_id))
    _cancel_expired_transaction(payment_id)
    return lock_payment_after_account(payment_id)


def lock_payment_after_account(payment_id: UUID) -> Payment:
    """Return the payment locked as in `lock_payment`; the caller holds the account."""
    rows = Payment.objects.select_for_update(no_key=True, of=("self",)).select_related(*_RELATED)
    return rows.get(pk=payment_id)


def lock_branch_pricing_accounts(
    branches_and_currencies: Collection[tuple[UUID, str]], kinds: Collection[AccountKind] = PRICED_ACCOUNTS
) -> None:
    """Lock the `PRICED_ACCOUNTS` (or `kinds`) of these branches and currencies, all at once, to avoid deadlocks.

    The pupils' accounts are locked before.
    """
    branches, currencies = (
        {branch for branch, _currency in branches_and_currencies},
        {currency for _branch, currency in branches_and_currencies},
    )
    rows = LedgerAccount.objects.filter(kind__in=kinds, branch__in=branches, currency__in=currencies)
    accounts = {(AccountKind(row.kind), row.branch_id, row.currency): row for row in rows}
    for branch, currency in sorted(branches_and_currencies):
        for kind in kinds:
            if (kind, branch, currency) not in accounts:
                accounts[kind, branch, currency] = ledger.ensure_branch_account(kind, branch, currency)
    if accounts:
        ledger.lock_accounts(accounts.values())


def _lock_account_of(row: QuerySet[Any]) -> None:
    """Lock the account of the pupil to whom this row belongs: of the kept one, when a merge moved the row meanwhile."""
    owner = row.values_list("student_id", "currency").first()
    if owner is None:
        raise NotFound()
    try:
        lock_student_account(*owner)
    except PersonMerged:
        now = row.values_list("student_id", "currency").get()
        if now == owner:
            raise
        lock_student_account(*now)


def _cancel_expired_transaction(payment_id: UUID) -> None:
    now = clock.now_ms()
    live = ProviderTransaction.objects.filter(payment=payment_id, state=TransactionState.CREATED)
    if not live.filter(expires_at__lt=clock.datetime_from_ms(now)).exists():
        return
    lock_payment_after_account(payment_id)
    transaction = live.select_for_update(no_key=True, of=("self",)).select_related("student").first()
    if transaction is not None and transactions.is_transaction_expired(transaction, now):
        transactions.cancel_transaction(money=transaction, at_ms=now, reason=transactions.TIMED_OUT)


def lock_open_payments(student_id: UUID, currency: str) -> list[Payment]:
    """Return the pupil's open payments, locked in the order of their ids after the account."""
    lock_student_account(student_id, currency)
    rows = Payment.objects.select_for_update(no_key=True, of=("self",)).select_related(*_RELATED)
    return list(rows.filter(student=student_id, currency=currency, status__in=OPEN_STATUSES).order_by("pk"))


def lock_transaction(money: ProviderTransaction) -> ProviderTransaction:
    """Return the transaction, locked until the commit, after its pupil's account and payment.

    An expired one is not cancelled here: the caller may cancel it for another reason.
    """
    _lock_account_of(ProviderTransaction.objects.filter(pk=money.pk))
    payment = None if money.payment_id is None else lock_payment_after_account(money.payment_id)
    rows = ProviderTransaction.objects.select_for_update(no_key=True, of=("self",))
    locked = rows.select_related("student", "branch", "cash_desk").get(pk=money.pk)
    locked.payment = payment
    return locked
