"""Refunds that a provider reports: made in its cabinet, lost disputes, and refunds that failed.

The caller holds the pupil's account, the payment and the transaction (`locks.lock_transaction`). `cause` is the
provider's id of the refund or dispute.
"""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.payments.models.cash import ReceiptKind
from apps.payments.models.ledger import EntrySide, LedgerEntry, LedgerTransfer, TransferKind
from apps.payments.models.payments import Payment, PaymentStatus, Settlement
from apps.payments.models.providers import ProviderTransaction
from apps.payments.services import allocation, ledger, locks, payment_effects, payment_history, receipts, refunds
from apps.payments.services.notifications import notify_cashiers, publish_payment_change
from apps.payments.services.transactions import ensure_money_account

FAILED_SUFFIX = "failed"
FAILED_REFUNDS_KEY = "failed_refunds"
"""Where a transaction's `billing_facts` keep the refunds that did not go through."""


def is_refund_booked(cause: str) -> bool:
    """Return whether this refund was posted, also when it failed later."""
    return _list_transfers(cause).exists()


def book_provider_refund(
    *,
    money: ProviderTransaction,
    amount: int,
    cause: str,
    reason: str,
    free_credit_first: bool = False,
    by: User | None = None,
) -> None:
    """Book that `amount` of this money was refunded to the payer.

    Order: what it covers of its own payment, then free credit (`free_credit_first`: the other way round), then other
    payments, the newest first. A completed payment counts as refunded, an open one is owed again. ValueError for more
    than is left.
    """
    with unit_of_work():
        uses = enumerate(_iter_money_use(money, free_first=free_credit_first))
        parts, left = allocation.split_amount_over_available(
            (((number, payment), most) for number, (payment, most) in uses), amount
        )
        if left:
            raise ValueError("more goes back than came in")
        _lock_accounts(money, [payment for (_number, payment), _part in parts])
        for (number, payment), part in parts:
            refunds.return_part_of_money(money, payment, part, f"{cause}:{number}", reason, by)
        refunds.notify_refund(money, money.payment, amount)


def record_and_undo_failed_refund(*, money: ProviderTransaction, cause: str) -> None:
    """Record that this refund failed: it is never booked again, and undone if it was booked."""
    if has_refund_failed(money, cause):
        return
    money.facts = {**money.facts, FAILED_REFUNDS_KEY: [*money.facts.get(FAILED_REFUNDS_KEY, []), cause]}
    money.save(update_fields=["facts", "updated_at"])
    if is_refund_booked(cause):
        undo_provider_refund(money=money, cause=cause)


def has_refund_failed(money: ProviderTransaction, cause: str) -> bool:
    """Return whether the provider reported this refund as failed."""
    return cause in money.facts.get(FAILED_REFUNDS_KEY, ())


def undo_provider_refund(*, money: ProviderTransaction, cause: str) -> None:
    """Reverse a booked refund that failed, once, and reopen what it closed. The office is notified."""
    undone = f"{cause}:{FAILED_SUFFIX}"
    if is_refund_booked(undone):
        return
    with unit_of_work():
        before = money.refunded
        transfers = list(_list_transfers(cause).order_by("pk"))
        ledger.lock_accounts(entry.account for entry in LedgerEntry.objects.filter(transfer__in=transfers))
        for number, transfer in enumerate(transfers):
            counter = _post_counter_transfer(transfer, f"{undone}:{number}")
            amount = LedgerEntry.objects.get(transfer=transfer, side=EntrySide.DEBIT).amount
            if transfer.kind == TransferKind.PAID_BACK:
                money.refunded -= amount
                money.save(update_fields=["refunded", "updated_at"])
                receipts.issue_receipt(money=money, transfer=counter, kind=ReceiptKind.REFUND_UNDONE)
            elif transfer.payment is not None:
                _restore_payment(money, locks.lock_payment_after_account(transfer.payment.pk), amount)
        allocation.cover_open_payments_with_credit(money.student, money.currency)
        restored = Money(before - money.refunded, money.currency).format()
        notify_cashiers(money.branch_id, "payments.refund_failed", student=money.student.full_name, amount=restored)


def _iter_money_use(money: ProviderTransaction, *, free_first: bool) -> Iterator[tuple[Payment | None, int]]:
    """Yield the payments that this money covers and, as None, its free part, in the order of refunding."""
    covers: dict[Payment, int] = {}
    for row in Settlement.objects.filter(money=money).select_related("payment").order_by("-pk"):
        covers[row.payment] = covers.get(row.payment, 0) + row.amount
    free = money.amount - money.refunded - sum(covers.values())
    own_part = covers.pop(money.payment, 0) if money.payment is not None else 0
    first = [(money.payment, own_part), (None, free)]
    yield from reversed(first) if free_first else first
    for payment, amount in covers.items():
        if amount > 0:
            yield locks.lock_payment_after_account(payment.pk), amount


def _lock_accounts(money: ProviderTransaction, payments: Iterable[Payment | None]) -> None:
    """Lock the accounts of the refund before its first receipt takes a number, to avoid deadlocks."""
    served = [payment for payment in payments if payment is not None and payment.status == PaymentStatus.COMPLETED]
    accounts = [
        ledger.ensure_branch_account(payment.charge_account_kind, payment.branch_id, payment.currency)
        for payment in served
    ]
    student = ledger.ensure_student_account(money.student_id, money.currency)
    ledger.lock_accounts([student, ensure_money_account(money), *accounts])


def _list_transfers(cause: str) -> QuerySet[LedgerTransfer]:
    """Return the transfers of this cause, without those that reversed it."""
    rows = LedgerTransfer.objects.filter(cause__startswith=f"{cause}:").select_related("payment", "branch")
    return rows if cause.endswith(FAILED_SUFFIX) else rows.exclude(cause__startswith=f"{cause}:{FAILED_SUFFIX}:")


def _post_counter_transfer(transfer: LedgerTransfer, cause: str) -> LedgerTransfer:
    entries = LedgerEntry.objects.filter(transfer=transfer).select_related("account")
    other: dict[str, str] = {EntrySide.DEBIT: EntrySide.CREDIT, EntrySide.CREDIT: EntrySide.DEBIT}
    return ledger.post_transfer(
        kind=TransferKind(transfer.kind),
        cause=cause,
        branch=transfer.branch,
        entries=[LedgerEntry(account=entry.account, side=other[entry.side], amount=entry.amount) for entry in entries],
        payment=transfer.payment,
        reason="refund failed",
    )


def _restore_payment(money: ProviderTransaction, payment: Payment, amount: int) -> None:
    """Count the refunded part of the payment as paid again."""
    Settlement.objects.create(payment=payment, money=money, amount=amount, refund=True)
    old_status = payment.status
    payment.refunded -= amount
    if old_status == PaymentStatus.REFUNDED:
        payment.status = PaymentStatus.COMPLETED
    payment.save(update_fields=["refunded", "status", "updated_at"])
    payment_history.record_payment_step(
        payment, "refund_failed", from_status=old_status, by=None, facts={"amount": amount}
    )
    publish_payment_change(payment, "refund_failed")
    if old_status == PaymentStatus.REFUNDED:
        payment_effects.fulfil_paid_order(payment)
