"""The end of a month at the office, with mistakes: `./talim test-web tests/pages/web_days_month_end.py -m slow`."""

from datetime import datetime, time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db.models.functions import Lower
from django.utils import timezone

from apps.accounts.models.sessions import EndReason
from apps.accounts.services.sessions import end_sessions
from apps.core.local_days import get_next_month, get_today
from apps.core.uow import unit_of_work
from apps.courses.models import Group
from apps.lessons.services import create_lesson, record_lesson_held
from apps.payments.models import (
    AccountKind,
    Approval,
    BooksMonth,
    DebtContact,
    Expense,
    LedgerAccount,
    Payment,
    PayMonth,
    PayOut,
    PayRate,
    Reconciliation,
    Shift,
)
from apps.payments.queries.ledger_rules import find_violations
from apps.payments.queries.lesson_proof import prove_lessons
from apps.payments.services import locks
from apps.payments.services.expenses import request_expense
from apps.payments.services.monthly_billing import bill_month
from apps.settings.models import SystemSettings
from tests.notifications.helpers import with_phone
from tests.pages.browser import make_login
from tests.payments import payment_data as money
from tests.payments.pricing.pricing_data import create_schedule
from tests.remote_control import serve_methods

SUM = 100
PRICE, LESSON, BOOKS, EXAM, CREDIT = (amount * SUM for amount in (500_000, 50_000, 120_000, 80_000, 90_000))
RENT, CHAIRS, MARKERS, SIGN = (amount * SUM for amount in (25_000_000, 30_000_000, 25_000, 70_000))
PAY = 2 * LESSON + (30_000 - 10_000) * SUM
BANKED, MISSING = 400_000 * SUM, 60_000 * SUM
BEFORE = PRICE + CREDIT
"""What lies in the drawer in the morning."""
LEFT = BEFORE - MARKERS - BANKED - CREDIT
PAYME = "5e730e8e0b852a417aa49ceb"


class Stage:
    """What happens away from the browser."""

    def __init__(self, person):
        self._person = person

    def end_sessions(self):
        """End all sessions of the administrator, as from another device."""
        end_sessions(user=self._person, reason=EndReason.BY_OWNER, actor=None)


def pay_by_transfer(payment, by):
    with unit_of_work():
        held = locks.lock_payment(payment.pk)
        money.take_money(held.student, held.branch, held.outstanding, by, payment=held)


@pytest.fixture
def month(branch, group, other_group, teacher, pupil, second_pupil, other_pupil, manager, tmp_path):
    """Last month is taught, billed and paid but for two debts; this month is paid too, and one pupil has credit."""
    this = get_today(branch.zone).replace(day=1)
    first = (this - timedelta(days=1)).replace(day=1)
    zone = ZoneInfo(branch.zone)
    for day in (3, 10):
        starts = datetime.combine(first.replace(day=day), time(15), tzinfo=zone)
        lesson = create_lesson(
            actor=None, group=group, teacher=teacher, starts_at=starts, ends_at=starts + timedelta(hours=1)
        )
        record_lesson_held(actor=None, lesson=lesson)
    PayRate.objects.create(teacher=teacher, branch=branch, kind="lesson", amount=LESSON, starts_on=first)
    for paying in (group, other_group):
        create_schedule(paying, amount=PRICE, prorate=False, valid_from=first)
    Group.objects.update(folded=Lower("name"))
    desk = money.create_cash_desk(branch)
    middle = datetime.combine(first.replace(day=15), time(12), tzinfo=zone)
    with time_machine.travel(middle):
        bill_month(actor=None, month=first, groups=Group.objects.all())
        bills = {bill.student: bill for bill in Payment.objects.select_related("student")}
        money.pay_cash(bills[pupil], money.open_shift(desk, manager))
        pay_by_transfer(bills[second_pupil], manager)
        money.perform_payme(money.open_payme_for(bills[other_pupil], PAYME))
        money.create_payment_due(pupil, group, BOOKS, due_in=-3, title="Books")
        money.create_payment_due(with_phone(other_pupil), other_group, EXAM, due_in=-3, title="Exam")
        Payment.objects.filter(kind="other").update(status="overdue")
        Shift.objects.update(closed_at=timezone.now(), closed_by=manager, counted=PRICE, expected=PRICE)
    bill_month(actor=None, month=this, groups=Group.objects.all())
    for bill in Payment.objects.filter(kind="period", outstanding__gt=0):
        pay_by_transfer(bill, manager)
    shift = money.open_shift(desk, manager)
    Shift.objects.filter(pk=shift.pk).update(opened_with=PRICE)
    with unit_of_work():
        locks.lock_open_payments(second_pupil.pk, "UZS")
        money.take_money(second_pupil, branch, CREDIT, manager, shift=shift)
    Shift.objects.filter(pk=shift.pk).update(
        closed_at=timezone.now(), closed_by=manager, counted=BEFORE, expected=BEFORE
    )
    for text, amount in (("Rent", RENT), ("Chairs", CHAIRS)):
        request_expense(actor=manager, branch=branch, category="rent", amount=amount, currency="UZS", text=text)
    SystemSettings.objects.update(sms_part_price=200_00, sms_month_budget=50_000_00)
    export = tmp_path / "payme.csv"
    export.write_text(f"id,amount,state,time\n{PAYME},{PRICE // SUM},2,{middle:%d.%m.%Y %H:%M:%S}\n")
    return SimpleNamespace(first=first, this=this, next=get_next_month(this), desk=desk, export=export)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_end_of_a_month_with_mistakes(
    play_day,
    month, branch, teacher, pupil, second_pupil, other_pupil, manager, admin,
):  # fmt: skip
    today = get_today(branch.zone)
    told = {
        "promise": f"{today + timedelta(days=3)}",
        "late": f"{month.first.replace(day=20)}",
        "list": str(month.export),
    }
    told |= {"first": f"{month.first}", "next": f"{month.next:%Y-%m}"}
    with serve_methods(Stage(admin)) as address:
        print(play_day("day-month-end", login=make_login(admin), staff=make_login(manager), door=address, **told))

    promise = DebtContact.objects.get(student=pupil)
    assert (promise.note, promise.promised_on, promise.promised_amount, promise.promise, promise.by) == (
        "Pays on payday.", today + timedelta(days=3), BOOKS, "open", admin
    )  # fmt: skip
    reminder = DebtContact.objects.get(student=other_pupil)
    assert (reminder.note, reminder.sent_here, reminder.by) == ("reminder", True, admin)

    approvals = Approval.objects.order_by("created_at").values_list("act", "reason", "state", "decided_by")
    assert list(approvals) == [
        ("expense", "Rent", "approved", admin.pk),
        ("expense", "Chairs", "withdrawn", manager.pk),
        ("shift_count", "A note is missing", "approved", manager.pk),
    ]
    expenses = Expense.objects.order_by("created_at").values_list("text", "amount", "desk", "transfer__corrects_month")
    assert list(expenses) == [
        ("Rent", RENT, None, None),
        ("Markers", 10 * MARKERS, month.desk.pk, None),
        ("A wrong sum", 10 * MARKERS, month.desk.pk, None),
        ("Markers", MARKERS, month.desk.pk, None),
        ("Sign over the door", SIGN, None, month.first),
    ]
    assert set(Expense.objects.values_list("on", flat=True)) == {today}
    assert money.get_student_balance(second_pupil) == -PRICE

    shift = Shift.objects.latest("opened_at")
    assert (shift.opened_with, shift.expected, shift.counted, shift.note) == (
        BEFORE, LEFT, LEFT - MISSING, "A note is missing"
    )  # fmt: skip
    bills = Payment.objects.filter(kind="period", period_start=month.next)
    assert set(bills.values_list("student", "amount", "status")) == {
        (child.pk, PRICE, "pending") for child in (pupil, second_pupil, other_pupil)
    }
    closed = PayMonth.objects.get()
    assert (closed.teacher, closed.month, closed.total) == (teacher, month.first, PAY)
    assert (PayOut.objects.get().teacher, PayOut.objects.get().amount) == (teacher, PAY)
    assert Reconciliation.objects.get().state == "matches"
    books = BooksMonth.objects.get()
    assert (books.month, books.closed_by, books.reopened_at) == (month.first, admin, None)

    balances = dict(LedgerAccount.objects.exclude(kind=AccountKind.STUDENT).values_list("kind", "balance"))
    assert balances[AccountKind.DESK] == LEFT - MISSING
    assert balances[AccountKind.EXPENSES] == RENT + MARKERS + SIGN
    assert balances[AccountKind.DIFFERENCES] == MISSING
    assert abs(balances[AccountKind.REVENUE]) == 9 * PRICE + BOOKS + EXAM
    assert (balances[AccountKind.TEACHER], balances[AccountKind.PAYROLL]) == (0, PAY)
    assert find_violations() == []
    assert prove_lessons(month.first, [branch.pk]).mismatches == []
