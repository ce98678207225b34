"""Refunds by the office: cash from a desk, transfers from the bank, providers' money through the provider."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.payments.access_conflicts import check_not_own_family
from apps.payments.errors import NOT_PAID, PaymentClosed, RefundAtProvider, RefundTooLarge
from apps.payments.gateways import get_gateway
from apps.payments.models import OPEN_STATUSES, CashDesk, Payment, PaymentStatus, ProviderTransaction, Settlement, Shift
from apps.payments.services import (
    allocation,
    ledger,
    locks,
    provider_refunds,
    refunds,
    transactions,
    unanswered_refunds,
)
from apps.payments.services.cash_desks import lock_own_open_shift
from apps.payments.services.flagged_acts import check_and_flag_own_family
from apps.payments.services.transactions import OFFICE_METHODS
from apps.payments.services.unanswered_refunds import RefundWish

REQUESTS_KEY = "refunds_asked"
"""Where a transaction's `billing_facts` keep how much was asked for by which key."""
SEVERAL_TRANSACTIONS = _("Part of this money was paid through a provider: refund one transaction at a time.")
REFUND_FAILED = _("The provider could not refund this money. Check its cabinet.")


@dataclass(frozen=True)
class RefundRequest:
    """A refund that its provider accepted (`provider_id`), or that the office pays itself."""

    amount: int
    money: ProviderTransaction | None = None
    provider_id: str = ""


def request_refund(
    *,
    actor: User,
    payment: Payment,
    amount: int | None,
    reason: str,
    idempotency_key: str,
    money: ProviderTransaction | None = None,
) -> RefundRequest:
    """Ask the provider to refund what was paid through it; cash and transfers need no request. Never inside a
    transaction.

    Without `amount`, all that is left; the newest money first, or `money` alone. Repeats with one `idempotency_key`
    make one refund, also after the provider's webhook; so does a repeat under another key while the answer to the first
    is unknown (`unanswered_refunds`). Conflict `payment_closed` unless completed, `not_refundable`, `refund_too_large`,
    `refund_at_provider` when only the provider's cabinet can refund (with the steps), or when a provider's money is one
    of several parts and has to be named. Unavailable `provider_away`; Forbidden `own_payment` for own family.
    """
    check_not_own_family(actor, payment.student_id, payment.payer_id)
    before = _find_earlier_request(payment, amount, money, idempotency_key)
    if before is not None:
        return _request_from_provider(payment, *before, reason, idempotency_key)
    repeated = _find_lost_answer(payment, amount, money)
    if repeated is not None:
        return repeated
    check_refundable(payment)
    parts = allocation.list_covering_money(payment, money)
    left = sum(part for _money, part in parts)
    refund_amount = left if amount is None else amount
    to_refund = _select_money(parts, refund_amount)
    if all(part_money.provider in OFFICE_METHODS for part_money in to_refund):
        return RefundRequest(refund_amount, money)
    check_at_most_one_refundable_part(to_refund)
    part_money = to_refund[0]
    if refund_amount > left:
        raise RefundTooLarge()
    _store_request(part_money, refund_amount, idempotency_key)
    return _request_from_provider(
        payment, part_money, refund_amount, reason, idempotency_key, whole=refund_amount == left
    )


def check_at_most_one_refundable_part(parts: Sequence[ProviderTransaction]) -> None:
    """Conflict `refund_at_provider` for several parts, and for one that only its provider's cabinet can refund."""
    providers = [money for money in parts if money.provider not in OFFICE_METHODS]
    steps = [step for money in providers if (step := get_gateway(money.provider).get_refund_steps(money))]
    if len(parts) > 1:
        raise RefundAtProvider(" ".join([str(SEVERAL_TRANSACTIONS), *steps]))
    if steps:
        raise RefundAtProvider(steps[0])


def book_refund(
    *, actor: User, payment: Payment, request: RefundRequest, reason: str, desk: CashDesk | None = None, cause: str = ""
) -> Payment:
    """Book the refund, once even if the provider's webhook was faster; cash leaves the actor's shift.

    `cause` names a refund that waited (`cash_refunds`), so that it is posted once.

    Conflict `payment_closed`, `not_refundable` (unless the provider accepted), `refund_at_provider` when the provider
    reported a failure, `refund_too_large`, `shift_needed`, `not_enough_money`. Flagged for own family.
    """
    with unit_of_work():
        payment = locks.lock_payment(payment.pk)
        check_and_flag_own_family(
            actor=actor,
            act="payments.refund",
            branch=payment.branch,
            amount=Money(request.amount, payment.currency),
            payment=payment,
            reason=reason,
        )
        if request.money is not None and request.provider_id:
            money = locks.lock_transaction(request.money)
            unanswered_refunds.forget_request(money)
            if provider_refunds.has_refund_failed(money, request.provider_id):
                raise RefundAtProvider(REFUND_FAILED)
            if provider_refunds.is_refund_booked(request.provider_id):
                return payment
        if not request.provider_id:
            check_refundable(payment)
        to_refund = _select_money(allocation.list_covering_money(payment, request.money), request.amount)
        cash = any(transactions.leaves_desk(part_money, desk) for part_money in to_refund)
        shift = lock_own_open_shift(actor=actor, currency=payment.currency, desk=desk) if cash else None
        _lock_accounts(payment, to_refund, shift)
        return refunds.refund_payment(
            actor=actor,
            payment=payment,
            amount=request.amount,
            reason=reason,
            money=request.money,
            desk=shift.desk if shift else None,
            cause=request.provider_id or cause,
        )


def check_refundable(payment: Payment) -> None:
    """Raise Conflict `payment_closed` unless the payment is completed, `not_refundable` where the office decided so."""
    if payment.status != PaymentStatus.COMPLETED:
        raise PaymentClosed(NOT_PAID if payment.status in OPEN_STATUSES else None)
    if not payment.refundable:
        raise Conflict(refunds.NOT_REFUNDABLE, code=ErrorCode.NOT_REFUNDABLE)


def _request_from_provider(
    payment: Payment, money: ProviderTransaction, amount: int, reason: str, key: str, *, whole: bool = False
) -> RefundRequest:
    wish = RefundWish(amount, payment=str(payment.pk), whole=whole)
    accepted = unanswered_refunds.send_refund_request(money=money, wish=wish, reason=reason, key=key)
    return RefundRequest(accepted.amount, money, accepted.provider_id)


def _find_lost_answer(payment: Payment, amount: int | None, money: ProviderTransaction | None) -> RefundRequest | None:
    """Return what the provider made of a request for the same whose answer was lost."""
    rows = [row for row in _list_provider_money(payment) if money in (None, row)]
    wish = RefundWish(amount or 0, payment=str(payment.pk), whole=amount is None)
    found = unanswered_refunds.find_made_repeat(rows, wish)
    return None if found is None else RefundRequest(found[1].amount, found[0], found[1].provider_id)


def _list_provider_money(payment: Payment) -> QuerySet[ProviderTransaction]:
    covering = Settlement.objects.filter(payment=payment).values("money")
    return ProviderTransaction.objects.filter(pk__in=covering).exclude(provider__in=OFFICE_METHODS)


def _store_request(money: ProviderTransaction, amount: int, key: str) -> None:
    """Store the amount of the request before sending it, so that a repeat asks for the same."""
    with unit_of_work():
        money = locks.lock_transaction(money)
        money.facts = {**money.facts, REQUESTS_KEY: {**money.facts.get(REQUESTS_KEY, {}), key: amount}}
        money.save(update_fields=["facts", "updated_at"])


def _find_earlier_request(
    payment: Payment, amount: int | None, money: ProviderTransaction | None, key: str
) -> tuple[ProviderTransaction, int] | None:
    """Return the money and amount that this key asked for before; None for a new request."""
    for row in _list_provider_money(payment):
        requested = row.facts.get(REQUESTS_KEY, {}).get(key)
        if requested is not None and amount in (None, requested) and money in (None, row):
            return row, int(requested)
    return None


def _lock_accounts(payment: Payment, to_refund: list[ProviderTransaction], shift: Shift | None) -> None:
    """Lock the accounts of the refund before its first receipt takes a number, to avoid deadlocks."""
    sources = [
        transactions.ensure_money_account(part_money) for part_money in to_refund if part_money.provider != "cash"
    ]
    desks = [ledger.ensure_desk_account(shift.desk)] if shift else []
    revenue = ledger.ensure_branch_account(payment.charge_account_kind, payment.branch_id, payment.currency)
    ledger.lock_accounts([*sources, *desks, revenue])


def _select_money(parts: Sequence[tuple[ProviderTransaction, int]], amount: int) -> list[ProviderTransaction]:
    """Return those of the parts, newest first, that this amount would be refunded from."""
    taken, _missing = allocation.split_amount_over_available(parts, amount)
    return [part_money for part_money, _part in taken]
