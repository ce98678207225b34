"""Locks on one pupil's money: the account first, then the payments in the order of their ids; and, before prices are
posted, on the accounts of the branch that they move.
"""

from collections.abc import Collection
from uuid import UUID

from apps.core import clock
from apps.core.errors import NotFound
from apps.payments.models import OPEN, AccountKind, LedgerAccount, Payment, ProviderTransaction, State
from apps.payments.services import ledger, receiving

PRICED = (AccountKind.REVENUE, AccountKind.DISCOUNTS, AccountKind.WRITE_OFFS)
"""The accounts of a branch that charges, discounts and what is forgiven move."""
_WITH = ("student", "payer", "branch", "group", "membership", "schedule")


def hold_account(student_id: UUID, currency: str) -> LedgerAccount:
    """The pupil's account as it is now, locked until the commit."""
    account = ledger.student_account(student_id, currency)
    return ledger.hold([account])[account.pk]


def hold_payment(payment_id: UUID) -> Payment:
    """The payment as it is now, with its pupil's account, both locked until the commit. NotFound when there is none.

    A provider's transaction that ran out is ended first: it keeps nobody from the payment.
    """
    owner = Payment.objects.filter(pk=payment_id).values_list("student_id", "currency").first()
    if owner is None:
        raise NotFound()
    hold_account(*owner)
    _end_what_ran_out(payment_id)
    return lock_payment(payment_id)


def lock_payment(payment_id: UUID) -> Payment:
    """As `hold_payment`, for who holds the account already."""
    rows = Payment.objects.select_for_update(no_key=True, of=("self",)).select_related(*_WITH)
    return rows.get(pk=payment_id)


def hold_places(places: Collection[tuple[UUID, str]]) -> None:
    """The `PRICED` accounts of these branches in these currencies, locked until the commit all at once: who moves
    several of them in one transaction does not wait in a circle for who moves them in another order. The pupils'
    accounts are held before.
    """
    branches, currencies = {branch for branch, _currency in places}, {currency for _branch, currency in places}
    rows = LedgerAccount.objects.filter(kind__in=PRICED, branch__in=branches, currency__in=currencies)
    found = {(AccountKind(row.kind), row.branch_id, row.currency): row for row in rows}
    for branch, currency in sorted(places):
        for kind in PRICED:
            if (kind, branch, currency) not in found:
                found[kind, branch, currency] = ledger.branch_account(kind, branch, currency)
    if found:
        ledger.hold(found.values())


def _end_what_ran_out(payment_id: UUID) -> None:
    now = clock.now_ms()
    live = ProviderTransaction.objects.filter(payment=payment_id, state=State.CREATED)
    if not live.filter(expires_at__lt=clock.datetime_from_ms(now)).exists():
        return
    lock_payment(payment_id)
    held = live.select_for_update(no_key=True, of=("self",)).select_related("student").first()
    if held is not None and receiving.is_expired(held, now):
        receiving.drop(money=held, at_ms=now, reason=receiving.TIMED_OUT)


def hold_open(student_id: UUID, currency: str) -> list[Payment]:
    """The pupil's open payments as they are now, locked in the order of their ids; the account is held before them."""
    hold_account(student_id, currency)
    rows = Payment.objects.select_for_update(no_key=True, of=("self",)).select_related(*_WITH)
    return list(rows.filter(student=student_id, currency=currency, status__in=OPEN).order_by("pk"))


def hold_money(money: ProviderTransaction) -> ProviderTransaction:
    """The transaction as it is now, locked until the commit, after its pupil's account and its payment. One that ran
    out is left to the caller: who cancels it has a reason of their own.
    """
    hold_account(money.student_id, money.currency)
    payment = None if money.payment_id is None else lock_payment(money.payment_id)
    rows = ProviderTransaction.objects.select_for_update(no_key=True, of=("self",))
    fresh = rows.select_related("student", "branch", "cash_desk").get(pk=money.pk)
    fresh.payment = payment
    return fresh
