"""Create payments, shifts and money in tests, through the services."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core import clock
from apps.core.local_days import get_local_day
from apps.core.uow import unit_of_work
from apps.courses.models import Group
from apps.jobs.kinds import get_job_kind
from apps.payments.models import CashDesk, Payment, PaymentKind, ProviderTransaction, Shift
from apps.payments.services import locks, payments_due, transactions
from apps.payments.services.payments_due import NewPayment
from apps.settings.models import Branch

MONTH_PRICE = 45_000_000
"""450,000 soʻm in tiyin."""


def local_today(branch: Branch) -> date:
    """Return the local day of the branch."""
    return get_local_day(timezone.now(), branch.zone)


def create_payment_due(
    student: User,
    group: Group,
    amount: int = MONTH_PRICE,
    *,
    gross: int | None = None,
    due_in: int = 5,
    title: str = "",
    kind: PaymentKind = PaymentKind.OTHER,
) -> Payment:
    """Create a payment that is due in `due_in` days."""
    payment = payments_due.create_payment(
        actor=None,
        new_payment=NewPayment(
            student=student,
            branch=group.branch,
            group=group,
            kind=kind,
            gross=gross or amount,
            amount=amount,
            currency="UZS",
            due_on=local_today(group.branch) + timedelta(days=due_in),
            title=title or "Tuition",
        ),
    )
    return reload_payment(payment.pk)


def reload_payment(payment_id: UUID) -> Payment:
    """Return the payment as it is in the database."""
    return Payment.objects.select_related("student", "payer", "branch", "group").get(pk=payment_id)


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


def top_up(student: User, branch: Branch, amount: int, by: User) -> ProviderTransaction:
    """Add a bank transfer to the balance of the pupil, for no payment."""
    with unit_of_work():
        locks.lock_open_payments(student.pk, "UZS")
        return take_money(student, branch, amount, by)


def take_money(
    student: User, branch: Branch, amount: int, by: User, *, shift: Shift | None = None, **fields: Any
) -> ProviderTransaction:
    """Record a bank transfer, or cash in the shift. The caller holds the account and the payment."""
    if shift is not None:
        fields |= {"cash_desk": shift.desk, "shift": shift}
    fields = {"currency": "UZS", "provider": "cash" if shift else "transfer", **fields}
    money = ProviderTransaction(student=student, branch=branch, amount=amount, **fields)
    return transactions.record_received_money(actor=by, money=money)


def start_transaction(student: User, branch: Branch, amount: int, key: str, **fields: Any) -> ProviderTransaction:
    """Open a transaction of Payme now. The caller holds the account and the payment."""
    times = {"create_time": clock.now_ms(), "provider_time": clock.now_ms()}
    fields = {"currency": "UZS", "provider": "payme", **times, **fields}
    money = ProviderTransaction(provider_id=key, student=student, branch=branch, amount=amount, **fields)
    return transactions.open_transaction(money)


def run_notification_jobs() -> int:
    """Run the queued jobs; return how many of them sent notifications."""
    count = 0
    while claims := jobs.claim_jobs(queue="default", limit=50, worker="test"):
        for claim in claims:
            get_job_kind(claim.kind).run_handler(claim)
            jobs.complete_job_unless_done(claim)
            count += claim.kind == "notifications.tell"
    return count
