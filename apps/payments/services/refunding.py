"""What the office pays back: cash from a desk, transfers from the bank, a provider's money through the provider."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode
from apps.core.uow import unit_of_work
from apps.payments.gateways import gateway_named
from apps.payments.models import AccountKind, CashDesk, Payment, PaymentStatus, ProviderTransaction, Settlement, Shift
from apps.payments.services import (
    changing,
    holding,
    ledger,
    provider_returns,
    receiving,
    returning,
    settling,
)
from apps.payments.services.desks import enough_money, working_shift

BY_HAND = ("cash", "transfer")
ASKED = "refunds_asked"
"""Where a transaction's `facts` keep how much was asked for by which key."""
ONE_AT_A_TIME = _("Part of this money was paid through a provider: refund one transaction at a time.")
NOT_MADE = _("The provider could not refund this money. Check its cabinet.")


@dataclass(frozen=True)
class Asked:
    """A refund that its provider has agreed to (`provider_id`), or that is paid by hand."""

    amount: int
    money: ProviderTransaction | None = None
    provider_id: str = ""


def ask_provider(
    *, payment: Payment, amount: int | None, reason: str, key: str, money: ProviderTransaction | None = None
) -> Asked:
    """Have the provider pay back what came through it; nothing to ask for cash and transfers. Never in a transaction.

    `amount`: all that is left to pay back unless told otherwise; the newest money goes first, or `money` alone. `key`
    makes repeats one refund, also after we heard of it by the provider's webhook. Conflict `refund_at_provider` where
    only the provider's own cabinet can do it, with the steps to take there, and when it is part of what is to be paid
    back: then it has to be named. `payment_closed` for a payment that is not completed, `not_refundable` for one that
    is not given back.
    """
    before = _asked_before(payment, amount, money, key)
    if before is not None:
        one, wanted = before
        return Asked(wanted, one, _ask(one, wanted, reason, key))
    _check_refundable(payment)
    parts = settling.covering(payment)
    left = sum(part for one, part in parts if money is None or one.pk == money.pk)
    wanted = left if amount is None else amount
    going = _going(parts, wanted, money)
    providers = [one for one in going if one.provider not in BY_HAND]
    if not providers:
        return Asked(wanted, money)
    steps = [told for provider in providers if (told := gateway_named(provider.provider).refund_steps(provider))]
    if len(going) > 1:
        raise Conflict(" ".join([str(ONE_AT_A_TIME), *steps]), code=ErrorCode.REFUND_AT_PROVIDER)
    if steps:
        raise Conflict(steps[0], code=ErrorCode.REFUND_AT_PROVIDER)
    one = providers[0]
    if wanted > left:
        raise Conflict(returning.TOO_LARGE, code=ErrorCode.REFUND_TOO_LARGE)
    _keep_asked(one, wanted, key)
    return Asked(wanted, one, _ask(one, wanted, reason, key))


def pay_back(*, actor: User, payment: Payment, asked: Asked, reason: str, desk: CashDesk | None = None) -> Payment:
    """Book what was asked, once (the provider may have told us meanwhile); cash goes out of the actor's shift.

    Conflict `payment_closed` for a payment that is not completed, `not_refundable` for one that is not given back
    (unless its provider has agreed already), `refund_at_provider` for a refund of which the provider said meanwhile
    that it did not go through, `refund_too_large` for more than was paid and not yet paid back,
    `shift_needed` without a shift where cash goes out, `not_enough_money` for more than the desk has.
    """
    with unit_of_work():
        held = holding.hold_payment(payment.pk)
        if asked.money is not None and asked.provider_id:
            money = ProviderTransaction.objects.get(pk=asked.money.pk)
            if provider_returns.was_not_made(money, asked.provider_id):
                raise Conflict(NOT_MADE, code=ErrorCode.REFUND_AT_PROVIDER)
            if provider_returns.is_booked(asked.provider_id):
                return held
        if not asked.provider_id:
            _check_refundable(held)
        going = _going(settling.covering(held), asked.amount, asked.money)
        cash = any(one.provider == "cash" for one in going)
        shift = working_shift(actor=actor, currency=held.currency, desk=desk) if cash else None
        _hold_accounts(held, going, shift)
        with enough_money():
            return returning.refund(
                actor=actor,
                payment=held,
                amount=asked.amount,
                reason=reason,
                money=asked.money,
                desk=shift.desk if shift else None,
                shift=shift,
                cause=asked.provider_id,
            )


def _check_refundable(payment: Payment) -> None:
    if payment.status != PaymentStatus.COMPLETED:
        raise Conflict(changing.CLOSED, code=ErrorCode.PAYMENT_CLOSED)
    if not payment.refundable:
        raise Conflict(returning.NOT_REFUNDABLE, code=ErrorCode.NOT_REFUNDABLE)


def _ask(money: ProviderTransaction, amount: int, reason: str, key: str) -> str:
    return gateway_named(money.provider).refund(money=money, amount=amount, reason=reason, key=key)


def _keep_asked(money: ProviderTransaction, amount: int, key: str) -> None:
    """Keep what is about to be asked: whoever repeats it, because no answer came, asks for the same."""
    with unit_of_work():
        held = holding.hold_money(money)
        held.facts = {**held.facts, ASKED: {**held.facts.get(ASKED, {}), key: amount}}
        held.save(update_fields=["facts", "updated_at"])


def _asked_before(
    payment: Payment, amount: int | None, money: ProviderTransaction | None, key: str
) -> tuple[ProviderTransaction, int] | None:
    """The money that the provider was asked for by this key, and how much of it; None when this is something else."""
    covering = Settlement.objects.filter(payment=payment).values("money")
    for provider_transaction in ProviderTransaction.objects.filter(pk__in=covering).exclude(provider__in=BY_HAND):
        asked = provider_transaction.facts.get(ASKED, {}).get(key)
        if asked is not None and amount in (None, asked) and (money is None or money.pk == provider_transaction.pk):
            return provider_transaction, int(asked)
    return None


def _hold_accounts(payment: Payment, going: list[ProviderTransaction], shift: Shift | None) -> None:
    """Lock what the whole refund moves, before its first receipt takes a number: of two that pay back and take money
    at the same desk none waits for the other in a circle.
    """
    sources = [receiving.source_of(one) for one in going if one.provider != "cash"]
    desks = [ledger.desk_account(shift.desk)] if shift else []
    revenue = ledger.branch_account(AccountKind.REVENUE, payment.branch_id, payment.currency)
    ledger.hold([*sources, *desks, revenue])


def _going(
    parts: list[tuple[ProviderTransaction, int]], amount: int, money: ProviderTransaction | None
) -> list[ProviderTransaction]:
    """Which money so much would be paid back of, the newest first."""
    found, left = [], amount
    for one, part in parts:
        if left > 0 and (money is None or one.pk == money.pk):
            found.append(one)
            left -= part
    return found
