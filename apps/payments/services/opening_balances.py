"""Opening balances: what pupils had or owed in the centre's former books. Never revenue, and no receipt.

A credit is posted opening account → pupil, and covers payments as any money does; what is free of it is paid back like
other credit, from a desk or the bank. A debt is a payment that is charged against the opening account.
"""

from dataclasses import dataclass

from django.utils import timezone, translation
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core import clock
from apps.core.errors import Conflict, NotFound
from apps.core.local_days import get_local_day, get_today
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.courses.models import Group
from apps.payments.models import (
    OPENING,
    AccountKind,
    OpeningBalance,
    OpeningSide,
    Payment,
    PaymentKind,
    ProviderTransaction,
    TransactionState,
    TransferKind,
)
from apps.payments.queries.closed_months import find_closed_month
from apps.payments.services import allocation, ledger, locks, payments_due
from apps.payments.services.flagged_acts import check_and_flag_own_family
from apps.payments.services.ledger import build_credit_entry, build_debit_entry
from apps.payments.services.notifications import publish_payment_change
from apps.payments.services.numbers import next_transaction_number
from apps.payments.services.payments_due import NewPayment
from apps.payments.services.released_payments import check_can_release, lock_covered_payments, release_payment
from apps.settings.models import Branch
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log

ALREADY_OPENED = _("This pupil has an opening balance in this currency. Reverse it to enter another one.")
CREDIT_WAS_PAID_BACK = _("Money of this opening balance was paid back to the family.")


@dataclass(frozen=True)
class NewOpeningBalance:
    """An opening balance to enter, of `amount` > 0; it counts in the branch today."""

    student: User
    branch: Branch
    side: OpeningSide
    amount: Money
    group: Group | None = None
    note: str = ""


def open_balance(*, actor: User, opening: NewOpeningBalance) -> OpeningBalance:
    """Enter a pupil's opening balance: once per pupil and currency, unless the former one was reversed.

    Conflict for a second one; Forbidden `own_payment` for the actor's own family.
    """
    student, amount = opening.student, opening.amount
    with unit_of_work():
        locks.lock_student_account(student.pk, amount.currency)
        if find_opening_balance(student, amount.currency) is not None:
            raise Conflict(ALREADY_OPENED)
        act = "payments.open_balance"
        check_and_flag_own_family(
            actor=actor, act=act, branch=opening.branch, amount=amount, student=student, reason=opening.note
        )
        is_credit = opening.side == OpeningSide.CREDIT
        row = OpeningBalance.objects.create(
            student=student,
            branch=opening.branch,
            group=opening.group,
            side=opening.side,
            amount=amount.amount,
            currency=amount.currency,
            on=get_today(opening.branch.zone),
            note=opening.note,
            by=actor,
            money=_open_credit(actor, opening) if is_credit else None,
            payment=None if is_credit else _open_debt(actor, opening),
        )
        changes = {"side": (None, row.side), "amount": (None, row.amount), "currency": (None, row.currency)}
        write_audit_log(actor=actor, action=act, obj=row, changes={**changes, "student": (None, str(student.pk))})
        return row


def find_opening_balance(student: User, currency: str) -> OpeningBalance | None:
    """Return the pupil's opening balance in this currency; None when there is none that holds."""
    rows = OpeningBalance.objects.select_related("branch", "student", "money", "payment")
    return rows.filter(student=student, currency=currency, reversed_at__isnull=True).first()


def reverse_opening_balance(*, actor: User, student: User, currency: str, reason: str) -> OpeningBalance:
    """Take the pupil's opening balance back with a counter-entry: it was entered by mistake.

    What a credit covers is owed again, also of completed payments. NotFound without one; Conflict when money of a
    credit was paid back, `cash_refund_waiting`, `payment_in_progress`, `payment_closed` when a debt was paid or
    forgiven in full; Forbidden `own_payment`.
    """
    with unit_of_work():
        locks.lock_student_account(student.pk, currency)
        opening = find_opening_balance(student, currency)
        if opening is None:
            raise NotFound()
        act = "payments.reverse_opening_balance"
        check_and_flag_own_family(
            actor=actor,
            act=act,
            branch=opening.branch,
            amount=Money(opening.amount, currency),
            student=student,
            payment=opening.payment,
            reason=reason,
        )
        if opening.money is not None:
            _take_credit_back(actor, opening.money, reason)
        elif opening.payment is not None:
            payments_due.cancel_payment(actor=actor, payment=opening.payment, reason=reason)
        opening.reversed_at, opening.reversed_by, opening.reason = timezone.now(), actor, reason
        opening.save(update_fields=["reversed_at", "reversed_by", "reason", "updated_at"])
        write_audit_log(actor=actor, action=act, obj=opening, changes={"amount": (opening.amount, 0)})
        return opening


def _open_credit(actor: User, opening: NewOpeningBalance) -> ProviderTransaction:
    amount, number, now = opening.amount, next_transaction_number(), clock.now_ms()
    money = ProviderTransaction.objects.create(
        number=number,
        provider=OPENING,
        provider_id=str(number),
        student=opening.student,
        branch=opening.branch,
        amount=amount.amount,
        currency=amount.currency,
        state=TransactionState.PERFORMED,
        provider_time=now,
        create_time=now,
        perform_time=now,
        taken_by=actor,
        note=opening.note,
    )
    source = ledger.ensure_branch_account(AccountKind.OPENING, opening.branch, amount.currency)
    student = ledger.ensure_student_account(opening.student, amount.currency)
    ledger.post_transfer(
        kind=TransferKind.OPENING,
        cause=f"money:{money.pk}:in",
        branch=opening.branch,
        entries=[build_debit_entry(source, amount.amount), build_credit_entry(student, amount.amount)],
        reason=opening.note,
        by=actor,
    )
    allocation.cover_open_payments_with_credit(opening.student, amount.currency)
    return money


def _open_debt(actor: User, opening: NewOpeningBalance) -> Payment:
    with translation.override(get_system_settings().default_language):
        title = translate("Debt before moving in")
    amount = opening.amount.amount
    return payments_due.create_payment(
        actor=actor,
        reason=opening.note,
        new_payment=NewPayment(
            student=opening.student,
            branch=opening.branch,
            group=opening.group,
            kind=PaymentKind.OPENING,
            gross=amount,
            amount=amount,
            currency=opening.amount.currency,
            due_on=get_today(opening.branch.zone),
            lines=[{"what": OPENING, "amount": amount}],
            title=title,
            note=opening.note,
        ),
    )


def _take_credit_back(actor: User, money: ProviderTransaction, reason: str) -> None:
    covered = lock_covered_payments(money)
    money = locks.lock_transaction(money)
    if money.refunded:
        raise Conflict(CREDIT_WAS_PAID_BACK)
    check_can_release(money, covered)
    for payment, amount in covered:
        release_payment(payment, money, amount, what="money_gone", actor=actor, reason=reason)
        publish_payment_change(payment, "money_gone")
    target = ledger.ensure_branch_account(AccountKind.OPENING, money.branch_id, money.currency)
    student = ledger.ensure_student_account(money.student_id, money.currency)
    opened_on = get_local_day(clock.datetime_from_ms(money.perform_time), money.branch.zone)
    ledger.post_transfer(
        kind=TransferKind.OPENING,
        cause=f"money:{money.pk}:taken",
        branch=money.branch,
        entries=[build_debit_entry(student, money.amount), build_credit_entry(target, money.amount)],
        corrects_month=find_closed_month(money.branch, opened_on),
        reason=reason,
        by=actor,
    )
    money.state, money.cancel_time, money.refunded = TransactionState.REVERSED, clock.now_ms(), money.amount
    money.save(update_fields=["state", "cancel_time", "refunded", "updated_at"])
    allocation.cover_open_payments_with_credit(money.student, money.currency)
