"""Money that goes back: a provider takes back all of a transaction, or the office pays back part of a payment."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.local_days import get_local_day
from apps.core.money import Money
from apps.core.outgoing_events import emit
from apps.core.uow import unit_of_work
from apps.payments import queries, webhook_events
from apps.payments.events import PaymentRefunded
from apps.payments.models import (
    OPEN,
    AccountKind,
    CashDesk,
    LedgerAccount,
    Payment,
    PaymentStatus,
    ProviderTransaction,
    Receipt,
    ReceiptKind,
    Settlement,
    Shift,
    State,
    TransferKind,
)
from apps.payments.services import changing, fulfilling, holding, ledger, receipts, settling
from apps.payments.services.receiving import source_of
from apps.payments.services.telling import announce, named, watchers, write_to
from apps.settings.services import write_audit_log

AT_PROVIDER = _("This money was paid through the provider: refund it in the provider's own cabinet.")
TOO_LARGE = _("The refund is larger than the amount left to refund.")
NOT_REFUNDABLE = _("This payment is not refundable. Make it refundable first.")


class NotReturnable(Exception):
    """The money was spent, or the office decided that it is not given back."""


def reverse(
    *, money: ProviderTransaction, at_ms: int, reason: int | None, actor: User | None = None
) -> ProviderTransaction:
    """A provider takes back all of a performed transaction (2 → −2).

    What it covered of its own payment is taken back with it: a completed one counts as refunded, an open one is owed
    again. Nothing else may have been covered by it. Raises
    NotReturnable when it covered another payment (a balance that was spent) or its payment is not `refundable`. The
    caller holds the pupil's account, the payment and the transaction.
    """
    if money.state != State.PERFORMED:
        raise ValueError("only a performed transaction is reversed")
    payment = money.payment
    covered = sum(Settlement.objects.filter(money=money, payment=payment).values_list("amount", flat=True))
    left = queries.unspent(money.student_id, money.currency).filter(pk=money.pk).first()
    spare = left.left if left else 0
    back = money.amount - money.refunded
    if covered + spare < back or (payment is not None and not payment.refundable):
        raise NotReturnable()
    with unit_of_work():
        if payment is not None and covered:
            take_back(money, payment, covered, f"money:{money.pk}:reversed", "", actor)
        if spare:
            send_back(money, source_of(money), spare, f"money:{money.pk}:reversed:rest", None, "", actor)
        money.state, money.cancel_time, money.reason = State.REVERSED, at_ms, reason
        money.save(update_fields=["state", "cancel_time", "reason", "updated_at"])
        tell_of_refund(money, payment, back)
    return money


def refund(
    *,
    actor: User | None,
    payment: Payment,
    amount: int,
    reason: str,
    money: ProviderTransaction | None = None,
    desk: CashDesk | None = None,
    shift: Shift | None = None,
    cause: str = "",
) -> Payment:
    """Pay back part of what was paid for a completed payment, or all of it; nothing more is owed for that part.

    Money goes back where it came from, the newest first, `money` alone where it is named; cash from `desk`. `cause` is
    a provider's identifier of the refund: the same one is booked once (AlreadyPosted). Raises Conflict
    `refund_at_provider` for money of a provider whose refunds are made in its cabinet, `refund_too_large` for more than
    there is, and Invalid on "amount" for nothing.
    """
    if amount <= 0:
        raise Invalid.field("amount", _("The amount is out of range."))
    with unit_of_work():
        held = holding.hold_payment(payment.pk)
        changing.check_free(held)
        parts = _parts(held, amount, money)
        step = cause or f"payment:{held.pk}:refund:{held.refunded}"
        for number, (one, part) in enumerate(parts):
            return_part(held, one, part, f"{step}:{number}", reason, actor, desk)
        write_audit_log(
            actor=actor,
            action="payments.refund",
            obj=held,
            changes={"refunded": (held.refunded - amount, held.refunded)},
        )
        for one, part in parts:
            tell_of_refund(one, held, part)
        return held


def _parts(
    payment: Payment, amount: int, money: ProviderTransaction | None
) -> Sequence[tuple[ProviderTransaction, int]]:
    """Which money goes back, and how much of each."""
    if payment.status != PaymentStatus.COMPLETED:
        raise Conflict(changing.CLOSED, code=ErrorCode.PAYMENT_CLOSED)
    parts, left = [], amount
    for one, covered in settling.covering(payment):
        if money is not None and one.pk != money.pk:
            continue
        part = min(left, covered)
        if part:
            parts.append((one, part))
            left -= part
    if left:
        raise Conflict(TOO_LARGE, code=ErrorCode.REFUND_TOO_LARGE)
    if money is None and any(one.provider not in ("cash", "transfer") for one, _part in parts):
        raise Conflict(AT_PROVIDER, code=ErrorCode.REFUND_AT_PROVIDER)
    return parts


def take_back(
    money: ProviderTransaction, payment: Payment | None, part: int, cause: str, reason: str, actor: User | None = None
) -> None:
    """Send `part` of the money back, of what it covers of the payment, or of what is free of it."""
    if payment is not None and payment.status == PaymentStatus.COMPLETED:
        return_part(payment, money, part, cause, reason, actor)
        return
    if payment is not None and payment.status in OPEN:
        Settlement.objects.create(payment=payment, money=money, amount=-part)
        payment.settled -= part
        payment.save(update_fields=["settled", "updated_at"])
        changing.write_down(payment, "money_gone", from_status=payment.status, by=actor, reason=reason)
    send_back(money, source_of(money), part, f"{cause}:money", payment, reason, actor)


def return_part(
    payment: Payment,
    money: ProviderTransaction,
    amount: int,
    cause: str,
    reason: str,
    actor: User | None,
    desk: CashDesk | None = None,
) -> None:
    """Pay `amount` back of what this money covers of a completed payment, whose service is taken back with it."""
    student = ledger.student_account(payment.student_id, payment.currency)
    revenue = ledger.branch_account(AccountKind.REVENUE, payment.branch_id, payment.currency)
    source = ledger.desk_account(desk) if desk is not None and money.provider == "cash" else source_of(money)
    ledger.hold([student, revenue, source])
    ledger.post(
        kind=TransferKind.TAKEN_BACK,
        cause=f"{cause}:service",
        branch=payment.branch_id,
        on=get_local_day(timezone.now(), payment.branch.zone),
        entries=[ledger.debit(revenue, amount), ledger.credit(student, amount)],
        payment=payment,
        reason=reason,
        by=actor,
    )
    Settlement.objects.create(payment=payment, money=money, amount=-amount, refund=True)
    was = payment.status
    payment.refunded += amount
    if payment.status == PaymentStatus.COMPLETED and payment.refunded == payment.settled:
        payment.status = PaymentStatus.REFUNDED
    payment.save(update_fields=["refunded", "status", "updated_at"])
    facts = {"amount": amount, "provider": money.provider}
    changing.write_down(payment, "refunded", from_status=was, by=actor, reason=reason, facts=facts)
    send_back(money, source, amount, f"{cause}:money", payment, reason, actor)
    if payment.status == PaymentStatus.REFUNDED:
        fulfilling.refunded(payment)


def send_back(
    money: ProviderTransaction,
    source: LedgerAccount,
    amount: int,
    cause: str,
    payment: Payment | None,
    reason: str,
    actor: User | None,
) -> Receipt:
    """Post that `amount` of this money leaves `source`, and give a receipt of it."""
    transfer = ledger.post(
        kind=TransferKind.PAID_BACK,
        cause=cause,
        branch=money.branch_id,
        on=get_local_day(timezone.now(), money.branch.zone),
        entries=[
            ledger.debit(ledger.student_account(money.student_id, money.currency), amount),
            ledger.credit(source, amount),
        ],
        payment=payment,
        reason=reason,
        by=actor,
    )
    money.refunded += amount
    money.save(update_fields=["refunded", "updated_at"])
    return receipts.issue(money=money, transfer=transfer, kind=ReceiptKind.REFUND)


def tell_of_refund(money: ProviderTransaction, payment: Payment | None, amount: int) -> None:
    """Tell whoever watches the pupil's money, on the sockets and in words, that `amount` of it went back."""
    event = PaymentRefunded.of(money, payment, amount)
    emit(webhook_events.PaymentRefunded.of(money, payment, amount))
    payer = payment.payer if payment else None
    announce(event, student=money.student, payer=payer, branch=money.branch_id)
    data = {"amount": Money(amount, money.currency).format(), **named(money.student)}
    write_to(watchers(money.student, payer), "payments.refunded", data)
