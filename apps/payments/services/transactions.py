"""Provider transactions and money taken by the office: opened, performed, cancelled.

The caller of `open_transaction`, `perform_transaction` and `cancel_transaction` holds the pupil's account, the payment
(`locks`), then the transaction.
"""

from datetime import datetime
from typing import Any, Literal

from django.db import IntegrityError, transaction

from apps.accounts.models import User
from apps.core import clock
from apps.core.errors import Conflict, ErrorCode, get_violated_constraint
from apps.core.local_days import get_today
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.payments.events import PaymentReceived
from apps.payments.models import (
    OPEN_STATUSES,
    AccountKind,
    CashDesk,
    LedgerAccount,
    Payment,
    ProviderTransaction,
    ReceiptKind,
    Shift,
    TransactionState,
    TransferKind,
)
from apps.payments.services import allocation, ledger, payment_history, receipts
from apps.payments.services.notifications import get_student_data, list_watchers, notify_users, publish_to_watchers
from apps.payments.services.numbers import next_transaction_number
from apps.settings.models import Branch
from apps.settings.services import write_audit_log

TIMED_OUT = 4
"""The reason that an expired transaction carries (Payme: cancelled by timeout)."""


def open_transaction(
    *,
    provider: str,
    provider_id: str,
    student: User,
    branch: Branch,
    amount: int,
    currency: str,
    create_time: int,
    payment: Payment | None = None,
    desk: str = "",
    provider_time: int = 0,
    account: dict[str, Any] | None = None,
    facts: dict[str, Any] | None = None,
    expires_at: datetime | None = None,
) -> ProviderTransaction:
    """Open a provider transaction for the payment or the pupil's balance; it locks the payment until it ends.

    Conflict `payment_in_progress` when the payment has one already; IntegrityError (`provider_transaction_once`) for a
    known id.
    """
    row = ProviderTransaction(
        number=next_transaction_number(),
        provider=provider,
        provider_id=provider_id,
        desk=desk,
        payment=payment,
        student=student,
        branch=branch,
        amount=amount,
        currency=currency,
        provider_time=provider_time,
        create_time=create_time,
        account=account or {},
        facts=facts or {},
        expires_at=expires_at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if get_violated_constraint(error) in ("payment_one_live_transaction", "payment_one_payme_transaction"):
            raise Conflict(payment_history.PAYMENT_IN_PROGRESS, code=ErrorCode.PAYMENT_IN_PROGRESS) from error
        raise
    return row


def perform_transaction(
    *, money: ProviderTransaction, at_ms: int, actor: User | None = None, facts: dict[str, Any] | None = None
) -> ProviderTransaction:
    """Record the money as paid: it covers the named payment, then the oldest due ones.

    ValueError unless the transaction is in state 1.
    """
    if money.state != TransactionState.CREATED:
        raise ValueError("only a created transaction is performed")
    with unit_of_work():
        money.state, money.perform_time = TransactionState.PERFORMED, at_ms
        money.facts = {**money.facts, **(facts or {})}
        money.save(update_fields=["state", "perform_time", "facts", "updated_at"])
        _credit_student(money, actor)
    return money


def is_expired(money: ProviderTransaction, now: int) -> bool:
    """Return whether an open transaction expired before `now` (milliseconds since the Unix epoch)."""
    return (
        money.state == TransactionState.CREATED
        and money.expires_at is not None
        and clock.datetime_from_ms(now) > money.expires_at
    )


def cancel_transaction(*, money: ProviderTransaction, at_ms: int, reason: int | None) -> ProviderTransaction:
    """Cancel an open transaction without money: its payment can be paid in another way. ValueError unless in state 1.

    The caller holds the pupil's account, the payment and the transaction.
    """
    if money.state != TransactionState.CREATED:
        raise ValueError("only a created transaction is dropped")
    with unit_of_work():
        money.state, money.cancel_time, money.reason = TransactionState.CANCELLED, at_ms, reason
        money.save(update_fields=["state", "cancel_time", "reason", "updated_at"])
        allocation.cover_open_payments(money.student, money.currency)
    return money


def record_received_money(
    *,
    actor: User,
    student: User,
    branch: Branch,
    amount: int,
    currency: str,
    provider: Literal["cash", "transfer"],
    payment: Payment | None = None,
    desk: CashDesk | None = None,
    shift: Shift | None = None,
    note: str = "",
) -> ProviderTransaction:
    """Record cash or a bank transfer that the office took; the caller holds `payment`.

    Conflict `payment_in_progress` while a provider transaction of the payment is open.
    """
    if (provider == "cash") != (desk is not None):
        raise ValueError("cash lies in a desk, a transfer does not")
    with unit_of_work():
        if payment is not None:
            payment_history.check_not_in_progress(payment)
        now = clock.now_ms()
        number = next_transaction_number()
        money = ProviderTransaction.objects.create(
            number=number,
            provider=provider,
            provider_id=str(number),
            payment=payment,
            student=student,
            branch=branch,
            amount=amount,
            currency=currency,
            state=TransactionState.PERFORMED,
            provider_time=now,
            create_time=now,
            perform_time=now,
            cash_desk=desk,
            shift=shift,
            taken_by=actor,
            note=note,
        )
        write_audit_log(actor=actor, action="payments.receive", obj=money, changes={"amount": (None, amount)})
        _credit_student(money, actor)
    return money


def get_money_account(money: ProviderTransaction) -> LedgerAccount:
    """Return the ledger account that holds this money: cash desk, bank or provider."""
    if money.cash_desk is not None:
        return ledger.get_desk_account(money.cash_desk)
    if money.provider == "transfer":
        return ledger.get_branch_account(AccountKind.BANK, money.branch_id, money.currency)
    return ledger.get_provider_account(money.provider, money.branch_id, money.currency)


def _credit_student(money: ProviderTransaction, actor: User | None) -> None:
    payment = money.payment
    transfer = ledger.post_transfer(
        kind=TransferKind.MONEY_IN,
        cause=f"money:{money.pk}:in",
        branch=money.branch_id,
        on=get_today(money.branch.zone),
        entries=[
            ledger.debit(get_money_account(money), money.amount),
            ledger.credit(ledger.get_student_account(money.student_id, money.currency), money.amount),
        ],
        payment=payment,
        by=actor,
    )
    if payment is not None and payment.status in OPEN_STATUSES:
        part = allocation.allocate_money(payment, money, money.amount)
        facts = {"provider": money.provider, "amount": money.amount}
        payment_history.record_change(payment, "received", from_status=payment.status, by=actor, facts=facts)
        if part and payment.settled == payment.amount:
            allocation.complete_payment(payment)
    allocation.cover_open_payments(money.student, money.currency)
    receipt = receipts.issue_receipt(money=money, transfer=transfer, kind=ReceiptKind.PAYMENT)
    payer = payment.payer if payment else None
    publish_to_watchers(
        PaymentReceived.from_transaction(money, payment, money.amount),
        student=money.student,
        payer=payer,
        branch=money.branch_id,
    )
    data = {
        "amount": Money(money.amount, money.currency).format(),
        **get_student_data(money.student),
        "receipt": str(receipt.pk),
    }
    notify_users(list_watchers(money.student, payer), "payments.received", data)
