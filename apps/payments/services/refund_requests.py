"""What the office pays back: cash from a desk, transfers from the bank, a provider's money through the provider."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode
from apps.core.uow import unit_of_work
from apps.payments.gateways import get_gateway
from apps.payments.models import AccountKind, CashDesk, Payment, PaymentStatus, ProviderTransaction, Settlement, Shift
from apps.payments.services import allocation, ledger, locks, payment_history, provider_refunds, refunds, transactions
from apps.payments.services.cash_desks import get_own_open_shift, raise_if_not_enough_cash

OFFICE_METHODS = ("cash", "transfer")
REQUESTS_KEY = "refunds_asked"
"""Where a transaction's `billing_facts` keep how much was asked for by which key."""
SEVERAL_TRANSACTIONS = _("Part of this money was paid through a provider: refund one transaction at a time.")
REFUND_FAILED = _("The provider could not refund this money. Check its cabinet.")


@dataclass(frozen=True)
class RefundRequest:
    """A refund that its provider has agreed to (`provider_id`), or that is paid by hand."""

    amount: int
    money: ProviderTransaction | None = None
    provider_id: str = ""


def request_refund(
    *, payment: Payment, amount: int | None, reason: str, key: str, money: ProviderTransaction | None = None
) -> RefundRequest:
    """Have the provider pay back what came through it; nothing to ask for cash and transfers. Never in a transaction.

    `amount`: all that is left to pay back unless told otherwise; the newest money goes first, or `money` alone. `key`
    makes repeats one refund, also after we heard of it by the provider's webhook. Conflict `refund_at_provider` where
    only the provider's own cabinet can do it, with the steps to take there, and when it is part of what is to be paid
    back: then it has to be named. `payment_closed` for a payment that is not completed, `not_refundable` for one that
    is not given back.
    """
    before = _find_earlier_request(payment, amount, money, key)
    if before is not None:
        one, wanted = before
        return RefundRequest(wanted, one, _request_from_provider(one, wanted, reason, key))
    _check_refundable(payment)
    parts = allocation.list_covering_money(payment)
    left = sum(part for one, part in parts if money is None or one.pk == money.pk)
    wanted = left if amount is None else amount
    going = _select_money(parts, wanted, money)
    providers = [one for one in going if one.provider not in OFFICE_METHODS]
    if not providers:
        return RefundRequest(wanted, money)
    steps = [told for provider in providers if (told := get_gateway(provider.provider).get_refund_steps(provider))]
    if len(going) > 1:
        raise Conflict(" ".join([str(SEVERAL_TRANSACTIONS), *steps]), code=ErrorCode.REFUND_AT_PROVIDER)
    if steps:
        raise Conflict(steps[0], code=ErrorCode.REFUND_AT_PROVIDER)
    one = providers[0]
    if wanted > left:
        raise Conflict(refunds.REFUND_TOO_LARGE, code=ErrorCode.REFUND_TOO_LARGE)
    _store_request(one, wanted, key)
    return RefundRequest(wanted, one, _request_from_provider(one, wanted, reason, key))


def issue_refund(
    *, actor: User, payment: Payment, request: RefundRequest, reason: str, desk: CashDesk | None = None
) -> Payment:
    """Book what was asked, once (the provider may have told us meanwhile); cash goes out of the actor's shift.

    Conflict `payment_closed` for a payment that is not completed, `not_refundable` for one that is not given back
    (unless its provider has agreed already), `refund_at_provider` for a refund of which the provider said meanwhile
    that it did not go through, `refund_too_large` for more than was paid and not yet paid back,
    `shift_needed` without a shift where cash goes out, `not_enough_money` for more than the desk has.
    """
    with unit_of_work():
        held = locks.lock_payment(payment.pk)
        if request.money is not None and request.provider_id:
            money = ProviderTransaction.objects.get(pk=request.money.pk)
            if provider_refunds.has_refund_failed(money, request.provider_id):
                raise Conflict(REFUND_FAILED, code=ErrorCode.REFUND_AT_PROVIDER)
            if provider_refunds.is_refund_booked(request.provider_id):
                return held
        if not request.provider_id:
            _check_refundable(held)
        going = _select_money(allocation.list_covering_money(held), request.amount, request.money)
        cash = any(one.provider == "cash" for one in going)
        shift = get_own_open_shift(actor=actor, currency=held.currency, desk=desk) if cash else None
        _lock_accounts(held, going, shift)
        with raise_if_not_enough_cash():
            return refunds.refund_payment(
                actor=actor,
                payment=held,
                amount=request.amount,
                reason=reason,
                money=request.money,
                desk=shift.desk if shift else None,
                shift=shift,
                cause=request.provider_id,
            )


def _check_refundable(payment: Payment) -> None:
    if payment.status != PaymentStatus.COMPLETED:
        raise Conflict(payment_history.PAYMENT_CLOSED, code=ErrorCode.PAYMENT_CLOSED)
    if not payment.refundable:
        raise Conflict(refunds.NOT_REFUNDABLE, code=ErrorCode.NOT_REFUNDABLE)


def _request_from_provider(money: ProviderTransaction, amount: int, reason: str, key: str) -> str:
    return get_gateway(money.provider).create_refund(money=money, amount=amount, reason=reason, key=key)


def _store_request(money: ProviderTransaction, amount: int, key: str) -> None:
    """Keep what is about to be asked: whoever repeats it, because no answer came, asks for the same."""
    with unit_of_work():
        held = locks.lock_transaction(money)
        held.facts = {**held.facts, REQUESTS_KEY: {**held.facts.get(REQUESTS_KEY, {}), key: amount}}
        held.save(update_fields=["facts", "updated_at"])


def _find_earlier_request(
    payment: Payment, amount: int | None, money: ProviderTransaction | None, key: str
) -> tuple[ProviderTransaction, int] | None:
    """The money that the provider was asked for by this key, and how much of it; None when this is something else."""
    covering = Settlement.objects.filter(payment=payment).values("money")
    for provider_transaction in ProviderTransaction.objects.filter(pk__in=covering).exclude(
        provider__in=OFFICE_METHODS
    ):
        asked = provider_transaction.facts.get(REQUESTS_KEY, {}).get(key)
        if asked is not None and amount in (None, asked) and (money is None or money.pk == provider_transaction.pk):
            return provider_transaction, int(asked)
    return None


def _lock_accounts(payment: Payment, going: list[ProviderTransaction], shift: Shift | None) -> None:
    """Lock what the whole refund moves, before its first receipt takes a number: of two that pay back and take money
    at the same desk none waits for the other in a circle.
    """
    sources = [transactions.get_money_account(one) for one in going if one.provider != "cash"]
    desks = [ledger.get_desk_account(shift.desk)] if shift else []
    revenue = ledger.get_branch_account(AccountKind.REVENUE, payment.branch_id, payment.currency)
    ledger.lock_accounts([*sources, *desks, revenue])


def _select_money(
    parts: list[tuple[ProviderTransaction, int]], amount: int, money: ProviderTransaction | None
) -> list[ProviderTransaction]:
    """Which money so much would be paid back of, the newest first."""
    found, left = [], amount
    for one, part in parts:
        if left > 0 and (money is None or one.pk == money.pk):
            found.append(one)
            left -= part
    return found
