"""Create payments, shifts and money in tests, through the services."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core import clock
from apps.core.local_days import get_local_day
from apps.core.uow import unit_of_work
from apps.courses.models import Group
from apps.jobs.kinds import get_job_kind
from apps.payments.models import CashDesk, Expense, Payment, PaymentKind, ProviderTransaction, Shift
from apps.payments.services import adjustments, expenses, ledger, locks, payments_due, refunds, transactions
from apps.payments.services.payments_due import NewPayment
from apps.settings.models import Branch

PRICE = 45_000_000
"""450,000 soʻm in tiyin."""


def local_today(branch: Branch) -> date:
    """Return the local day of the branch."""
    return get_local_day(timezone.now(), branch.zone)


def create_payment_due(
    student: User, group: Group, amount: int = PRICE, *, gross: int | None = None, due_in: int = 5, **more: Any
) -> Payment:
    """Create a payment that is due in `due_in` days; `more` are fields of NewPayment."""
    values = {"title": "Tuition", "kind": PaymentKind.OTHER, "currency": "UZS", **more}
    due_on = local_today(group.branch) + timedelta(days=due_in)
    new_payment = NewPayment(
        student=student, branch=group.branch, group=group, gross=gross or amount, amount=amount, due_on=due_on, **values
    )
    return reload_payment(payments_due.create_payment(actor=None, new_payment=new_payment))


def reload_payment(payment: Payment) -> Payment:
    """Return the payment as it is in the database."""
    return Payment.objects.select_related("student", "payer", "branch", "group").get(pk=payment.pk)


def get_student_balance(student: User, currency: str = "UZS") -> int:
    """Return the ledger balance of the pupil; a debt is negative."""
    return ledger.get_student_balance(student, currency).amount


def uzs(amount: int) -> dict[str, Any]:
    """Return an amount in tiyin as the API takes and answers it."""
    return money_json(amount, "UZS")


def money_json(amount: int, currency: str) -> dict[str, Any]:
    """Return an amount in minor units as the API takes and answers it."""
    return {"amount": amount, "currency": currency}


def limit_to_branch(user: User, branch: Branch) -> User:
    """Let the user work only in this branch."""
    User.objects.filter(pk=user.pk).update(all_branches=False)
    user.branches.set([branch])
    return User.objects.get(pk=user.pk)


def create_second_branch() -> Branch:
    """Create a second branch, also in Tashkent."""
    return Branch.objects.create(name="Yunusobod", zone="Asia/Tashkent")


def create_cash_desk(branch: Branch, name: str = "Front desk") -> CashDesk:
    """Create a cash desk in soʻm."""
    return CashDesk.objects.create(branch=branch, name=name)


def open_shift(desk: CashDesk, cashier: User) -> Shift:
    """Open a shift at an empty desk."""
    return Shift.objects.create(desk=desk, cashier=cashier, opened_at=timezone.now(), opened_with=0)


def pay_cash(payment: Payment, shift: Shift, amount: int | None = None) -> ProviderTransaction:
    """Pay the payment in cash; by default all that is outstanding."""
    with unit_of_work():
        payment = locks.lock_payment(payment.pk)
        amount = payment.amount - payment.settled if amount is None else amount
        return take_money(payment.student, payment.branch, amount, shift.cashier, shift=shift, payment=payment)


def top_up(student: User, branch: Branch, amount: int, by: User, currency: str = "UZS") -> ProviderTransaction:
    """Add a bank transfer to the balance of the pupil, for no payment."""
    with unit_of_work():
        locks.lock_open_payments(student.pk, currency)
        return take_money(student, branch, amount, by, currency=currency)


def take_money(
    student: User, branch: Branch, amount: int, by: User, *, shift: Shift | None = None, **fields: Any
) -> ProviderTransaction:
    """Record a bank transfer, or cash in the shift. The caller holds the account and the payment."""
    if shift is not None:
        fields |= {"cash_desk": shift.desk, "shift": shift}
    fields = {"currency": "UZS", "provider": "cash" if shift else "transfer", **fields}
    money = ProviderTransaction(student=student, branch=branch, amount=amount, **fields)
    return transactions.record_received_money(actor=by, money=money)


def open_payme(
    student: User, branch: Branch, amount: int, *, key: str = "p1", desk: str = "cumulative"
) -> ProviderTransaction:
    """Open a transaction of Payme for the balance of the pupil."""
    with unit_of_work():
        locks.lock_student_account(student.pk, "UZS")
        return start_transaction(student, branch, amount, key, desk=desk)


def open_payme_for(payment: Payment, key: str = "p1") -> ProviderTransaction:
    """Open a transaction of Payme for all that is outstanding of the payment."""
    with unit_of_work():
        locked = locks.lock_payment(payment.pk)
        amount = locked.outstanding
        return start_transaction(locked.student, locked.branch, amount, key, payment=locked, desk="one_time")


def start_transaction(student: User, branch: Branch, amount: int, key: str, **fields: Any) -> ProviderTransaction:
    """Open a transaction of Payme now. The caller holds the account and the payment."""
    times = {"create_time": clock.now_ms(), "provider_time": clock.now_ms()}
    fields = {"currency": "UZS", "provider": "payme", **times, **fields}
    money = ProviderTransaction(provider_id=key, student=student, branch=branch, amount=amount, **fields)
    return transactions.open_transaction(money)


def perform_payme(money: ProviderTransaction) -> ProviderTransaction:
    """Let Payme perform the transaction."""
    with unit_of_work():
        return transactions.perform_transaction(money=locks.lock_transaction(money), at_ms=clock.now_ms())


def reverse_payme(money: ProviderTransaction) -> None:
    """Let Payme pay back the whole transaction."""
    with unit_of_work():
        refunds.reverse_transaction(money=locks.lock_transaction(money), at_ms=clock.now_ms(), reason=5)


def reprice(payment: Payment, price: int, by: User) -> Payment:
    """Let the payment cost this price; return the payment that changed, or its correction."""
    return adjustments.adjust_price(actor=by, payment=payment, gross=price, amount=price, lines=[], reason="recounted")


def spend_cash(shift: Shift, amount: int) -> Expense:
    """Pay rent in cash from the desk of the shift."""
    rent = {"category": "rent", "text": "Rent", "amount": amount, "currency": "UZS"}
    return expenses.record_expense(actor=shift.cashier, branch=shift.desk.branch, desk=shift.desk, **rent)


def run_notification_jobs() -> int:
    """Run the queued jobs; return how many of them sent notifications."""
    count = 0
    while claims := jobs.claim_jobs(queue="default", limit=50, worker="test"):
        for claim in claims:
            get_job_kind(claim.kind).run_handler(claim)
            jobs.complete_job_unless_done(claim)
            count += claim.kind == "notifications.tell"
    return count
