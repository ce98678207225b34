"""Provider transactions and money taken by the office: opened, performed, cancelled.

The caller of `open_transaction`, `perform_transaction` and `cancel_transaction` holds the pupil's account, the payment
(`locks`), then the transaction.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core import clock
from apps.core.errors import Conflict, raise_on_constraint_violation
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.payments.errors import PaymentInProgress
from apps.payments.events import PaymentReceived
from apps.payments.methods import TAKEN_METHODS
from apps.payments.models.cash import CashDesk, ReceiptKind
from apps.payments.models.ledger import AccountKind, LedgerAccount, TransferKind
from apps.payments.models.opening import OPENING
from apps.payments.models.payments import OPEN_STATUSES
from apps.payments.models.providers import ProviderTransaction, TransactionState
from apps.payments.services import allocation, ledger, payment_history, receipts
from apps.payments.services.notifications import (
    build_student_notification_data,
    list_watchers,
    notify_users,
    publish_to_watchers,
)
from apps.payments.services.numbers import next_transaction_number
from apps.settings.services import write_audit_log

OFFICE_METHODS = (*TAKEN_METHODS, OPENING)
"""Money that the office pays back by itself: an opening balance from a desk or the bank, a card at the terminal."""
ERASED = _("The data of this person were erased: no money is taken for them any more.")
TIMED_OUT = 4
"""The reason that an expired transaction carries (Payme: cancelled by timeout)."""


def open_transaction(money: ProviderTransaction) -> ProviderTransaction:
    """Store a new transaction for a payment or a pupil's balance; it locks the payment until it ends.

    Conflict `payment_in_progress` when the payment has one already; IntegrityError (`provider_transaction_once`) for a
    known id.
    """
    money.number = next_transaction_number()
    busy = PaymentInProgress()
    with raise_on_constraint_violation(payment_one_live_transaction=busy, payment_one_payme_transaction=busy):
        money.save(force_insert=True)
    return money


def perform_transaction(
    *, money: ProviderTransaction, at_ms: int, actor: User | None = None, provider_facts: dict[str, Any] | None = None
) -> ProviderTransaction:
    """Record the money as paid: it covers the named payment, then the oldest due ones.

    ValueError unless the transaction is in state 1.
    """
    if money.state != TransactionState.CREATED:
        raise ValueError("only a created transaction is performed")
    with unit_of_work():
        money.state, money.perform_time = TransactionState.PERFORMED, at_ms
        money.facts = {**money.facts, **(provider_facts or {})}
        money.save(update_fields=["state", "perform_time", "facts", "updated_at"])
        _credit_student(money, actor)
    return money


def is_transaction_expired(money: ProviderTransaction, now_ms: int) -> bool:
    """Return whether an open transaction expired before `now_ms` (milliseconds since the Unix epoch)."""
    return (
        money.state == TransactionState.CREATED
        and money.expires_at is not None
        and clock.datetime_from_ms(now_ms) > money.expires_at
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
        allocation.cover_open_payments_with_credit(money.student, money.currency)
    return money


def record_received_money(*, actor: User, money: ProviderTransaction) -> ProviderTransaction:
    """Store cash (with its desk and shift), a card payment at the terminal or a bank transfer that the office took; the
    caller holds its payment.

    Conflict `payment_in_progress` while a provider transaction of the payment is open, Conflict for an erased person:
    nobody could be told, nor get it back.
    """
    if money.student.erased_at is not None:
        raise Conflict(ERASED)
    if (money.provider == "cash") != (money.cash_desk is not None):
        raise ValueError("only cash lies in a desk")
    with unit_of_work():
        if money.payment is not None:
            payment_history.check_not_in_progress(money.payment)
        money.provider_time = money.create_time = money.perform_time = clock.now_ms()
        money.number = next_transaction_number()
        money.provider_id, money.state, money.taken_by = str(money.number), TransactionState.PERFORMED, actor
        money.save(force_insert=True)
        changes = {"amount": (None, money.amount), "currency": (None, money.currency)}
        write_audit_log(actor=actor, action="payments.receive", obj=money, changes=changes)
        _credit_student(money, actor)
    return money


def ensure_money_account(money: ProviderTransaction) -> LedgerAccount:
    """Return the ledger account that this money is paid back from: cash desk, bank, terminal or provider.

    That is where it lies, except for an opening balance (see `leaves_desk`).
    """
    if money.cash_desk is not None:
        return ledger.ensure_desk_account(money.cash_desk)
    if money.provider in ("transfer", OPENING):
        return ledger.ensure_branch_account(AccountKind.BANK, money.branch_id, money.currency)
    return ledger.ensure_provider_account(money.provider, money.branch_id, money.currency)


def leaves_desk(money: ProviderTransaction, desk: CashDesk | None) -> bool:
    """Return whether this money is paid back in cash: what was paid in cash, and an opening balance at a named desk."""
    return money.provider == "cash" or (money.provider == OPENING and desk is not None)


def _credit_student(money: ProviderTransaction, actor: User | None) -> None:
    payment = money.payment
    source, student = ensure_money_account(money), ledger.ensure_student_account(money.student_id, money.currency)
    transfer = ledger.post_transfer(
        kind=TransferKind.MONEY_IN,
        cause=f"money:{money.pk}:in",
        branch=money.branch,
        entries=[ledger.build_debit_entry(source, money.amount), ledger.build_credit_entry(student, money.amount)],
        payment=payment,
        by=actor,
    )
    if payment is not None and payment.status in OPEN_STATUSES:
        part = allocation.allocate_money(payment, money, money.amount)
        facts = {"provider": money.provider, "amount": money.amount}
        payment_history.record_payment_step(payment, "received", from_status=payment.status, by=actor, facts=facts)
        if part:
            allocation.complete_if_covered(payment)
    allocation.cover_open_payments_with_credit(money.student, money.currency)
    receipt = receipts.issue_receipt(money=money, transfer=transfer, kind=ReceiptKind.PAYMENT)
    payer = payment.payer if payment else None
    publish_to_watchers(
        PaymentReceived.from_transaction(money, payment, money.amount), money.student, payer, money.branch_id
    )
    amount = Money(money.amount, money.currency).format()
    data = {"amount": amount, **build_student_notification_data(money.student), "receipt": str(receipt.pk)}
    notify_users(list_watchers(money.student, payer), "payments.received", data)
