"""Refunds: a provider reverses a whole transaction, or the office refunds a payment, fully or in part."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.money import Money
from apps.core.outgoing_events import publish_webhook_event
from apps.core.uow import unit_of_work
from apps.payments import queries, webhook_events
from apps.payments.errors import PaymentClosed, RefundAtProvider, RefundTooLarge
from apps.payments.events import PaymentRefunded
from apps.payments.models.cash import CashDesk, Receipt, ReceiptKind
from apps.payments.models.ledger import LedgerAccount, TransferKind
from apps.payments.models.payments import OPEN_STATUSES, Payment, PaymentStatus, Settlement
from apps.payments.models.providers import ProviderTransaction, TransactionState
from apps.payments.services import allocation, ledger, locks, payment_effects, payment_history, receipts
from apps.payments.services.notifications import (
    build_student_notification_data,
    list_watchers,
    notify_users,
    publish_to_watchers,
)
from apps.payments.services.transactions import OFFICE_METHODS, ensure_money_account, leaves_desk
from apps.settings.services import write_audit_log

NOT_REFUNDABLE = _("This payment is not refundable. Make it refundable first.")


class NotReversible(Exception):
    """The money was spent, or the office decided that it is not refunded."""


def reverse_transaction(
    *, money: ProviderTransaction, at_ms: int, reason: int | None, actor: User | None = None
) -> ProviderTransaction:
    """Reverse a performed transaction (2 → −2) for its provider.

    A completed payment counts as refunded, an open one is owed again. NotReversible when the money covers another
    payment or its payment is not `refundable`. The caller holds the pupil's account, the payment and the transaction.
    """
    if money.state != TransactionState.PERFORMED:
        raise ValueError("only a performed transaction is reversed")
    payment = money.payment
    covered = sum(Settlement.objects.filter(money=money, payment=payment).values_list("amount", flat=True))
    left = queries.list_unspent_transactions(money.student_id, money.currency).filter(pk=money.pk).first()
    spare = left.left if left else 0
    refund_amount = money.amount - money.refunded
    if covered + spare < refund_amount or (payment is not None and not payment.refundable):
        raise NotReversible()
    with unit_of_work():
        if payment is not None and covered:
            return_part_of_money(money, payment, covered, f"money:{money.pk}:reversed", "", actor)
        if spare:
            post_refund(money, ensure_money_account(money), spare, f"money:{money.pk}:reversed:rest", None, "", actor)
        money.state, money.cancel_time, money.reason = TransactionState.REVERSED, at_ms, reason
        money.save(update_fields=["state", "cancel_time", "reason", "updated_at"])
        notify_refund(money, payment, refund_amount)
    return money


def refund_payment(
    *,
    actor: User | None,
    payment: Payment,
    amount: int,
    reason: str,
    money: ProviderTransaction | None = None,
    desk: CashDesk | None = None,
    cause: str = "",
) -> Payment:
    """Refund part or all of a completed payment; the refunded part is not owed again.

    Money goes back to its source, the newest first, or `money` alone; cash from `desk`. `cause` is the provider's id of
    the refund, booked once (AlreadyPosted). Conflict `refund_at_provider`, `refund_too_large`; Invalid on "amount" for
    zero.
    """
    if amount <= 0:
        raise Invalid.field("amount", _("The amount is out of range."))
    with unit_of_work():
        payment = locks.lock_payment(payment.pk)
        payment_history.check_not_in_progress(payment)
        parts = _select_money(payment, amount, money)
        step = cause or f"payment:{payment.pk}:refund:{payment.refunded}"
        for number, (part_money, part) in enumerate(parts):
            refund_covered_part(payment, part_money, part, f"{step}:{number}", reason, actor, desk)
        changes = {"refunded": (payment.refunded - amount, payment.refunded)}
        write_audit_log(actor=actor, action="payments.refund", obj=payment, changes=changes)
        for part_money, part in parts:
            notify_refund(part_money, payment, part)
        return payment


def _select_money(
    payment: Payment, amount: int, money: ProviderTransaction | None
) -> Sequence[tuple[ProviderTransaction, int]]:
    """Return the transactions to refund with their amounts."""
    if payment.status != PaymentStatus.COMPLETED:
        raise PaymentClosed()
    parts, left = allocation.split_amount_over_available(allocation.list_covering_money(payment, money), amount)
    if left:
        raise RefundTooLarge()
    if money is None and any(part_money.provider not in OFFICE_METHODS for part_money, _part in parts):
        raise RefundAtProvider()
    return parts


def return_part_of_money(
    money: ProviderTransaction, payment: Payment | None, amount: int, cause: str, reason: str, actor: User | None = None
) -> None:
    """Send `amount` of the money back: of what it covers of the payment, or of its free credit."""
    if payment is not None and payment.status == PaymentStatus.COMPLETED:
        refund_covered_part(payment, money, amount, cause, reason, actor)
        return
    if payment is not None and payment.status in OPEN_STATUSES:
        Settlement.objects.create(payment=payment, money=money, amount=-amount)
        payment.settled -= amount
        payment.save(update_fields=["settled", "updated_at"])
        payment_history.record_payment_step(payment, "money_gone", from_status=payment.status, by=actor, reason=reason)
    post_refund(money, ensure_money_account(money), amount, f"{cause}:money", payment, reason, actor)


def refund_covered_part(
    payment: Payment,
    money: ProviderTransaction,
    amount: int,
    cause: str,
    reason: str,
    actor: User | None,
    desk: CashDesk | None = None,
) -> None:
    """Refund `amount` of what this money covers of a completed payment, and reverse that revenue."""
    student = ledger.ensure_student_account(payment.student_id, payment.currency)
    revenue = ledger.ensure_branch_account(payment.charge_account_kind, payment.branch_id, payment.currency)
    source = ledger.ensure_desk_account(desk) if desk and leaves_desk(money, desk) else ensure_money_account(money)
    ledger.lock_accounts([student, revenue, source])
    ledger.post_transfer(
        kind=TransferKind.TAKEN_BACK,
        cause=f"{cause}:service",
        branch=payment.branch,
        entries=[ledger.build_debit_entry(revenue, amount), ledger.build_credit_entry(student, amount)],
        payment=payment,
        reason=reason,
        by=actor,
    )
    Settlement.objects.create(payment=payment, money=money, amount=-amount, refund=True)
    old_status = payment.status
    payment.refunded += amount
    if payment.status == PaymentStatus.COMPLETED and payment.refunded == payment.settled:
        payment.status = PaymentStatus.REFUNDED
    payment.save(update_fields=["refunded", "status", "updated_at"])
    facts = {"amount": amount, "provider": money.provider}
    payment_history.record_payment_step(
        payment, "refunded", from_status=old_status, by=actor, reason=reason, facts=facts
    )
    post_refund(money, source, amount, f"{cause}:money", payment, reason, actor)
    if payment.status == PaymentStatus.REFUNDED:
        payment_effects.revoke_unpaid_order(payment)


def post_refund(
    money: ProviderTransaction,
    source: LedgerAccount,
    amount: int,
    cause: str,
    payment: Payment | None,
    reason: str,
    actor: User | None,
) -> Receipt:
    """Post that `amount` of this money leaves `source`; return the receipt."""
    student = ledger.ensure_student_account(money.student_id, money.currency)
    transfer = ledger.post_transfer(
        kind=TransferKind.PAID_BACK,
        cause=cause,
        branch=money.branch,
        entries=[ledger.build_debit_entry(student, amount), ledger.build_credit_entry(source, amount)],
        payment=payment,
        reason=reason,
        by=actor,
    )
    money.refunded += amount
    money.save(update_fields=["refunded", "updated_at"])
    return receipts.issue_receipt(money=money, transfer=transfer, kind=ReceiptKind.REFUND)


def notify_refund(money: ProviderTransaction, payment: Payment | None, amount: int) -> None:
    """Publish the refund and notify everyone who watches the pupil's payments."""
    event = PaymentRefunded.from_transaction(money, payment, amount)
    publish_webhook_event(webhook_events.PaymentRefundedWebhook.from_transaction(money, payment, amount))
    payer = payment.payer if payment else None
    publish_to_watchers(event, money.student, payer, money.branch_id)
    data = {"amount": Money(amount, money.currency).format(), **build_student_notification_data(money.student)}
    notify_users(list_watchers(money.student, payer), "payments.refunded", data)
