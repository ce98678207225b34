"""Whatever happens in whatever order: closed entries are what the ledger owes and has paid, and in the end what was
paid is what was earned. `TALIM_LONG=1` runs 32 times as many examples.
"""

import contextlib
import os
from datetime import date, datetime, timedelta

import time_machine
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.core.errors import DomainError
from apps.courses.models import Group
from apps.courses.services import change_group
from apps.lessons.models import Lesson, LessonStatus
from apps.lessons.services import cancel_lesson, record_lesson_held, restore_lesson, substitute_teacher
from apps.payments.models import PayEntry, Payment, PayMonth, PayOut
from apps.payments.queries.earnings import calculate_earnings
from apps.payments.services import refunds
from tests.payments.payment_data import create_cash_desk, create_payment_due, open_shift, pay_cash, uzs
from tests.payments.salaries import pay_calls

LONG = bool(os.environ.get("TALIM_LONG"))
EXAMPLES = 160 if LONG else 5
FIRST = datetime(2026, 9, 3, 9, tzinfo=pay_calls.TASHKENT)
BEFORE = [("lesson", 0), ("lesson", 1), ("pay", 4_321_000), ("bonus", 2_000), ("month", 1), ("close", 9)]
"""A month that is closed, so that what follows changes it."""
WHICH, AMOUNT = st.integers(0, 9), st.integers(1, 9_999_999)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["lesson", "pass on", "undo", "again", "cancel", "lead", "month", "close"]), WHICH),
        st.tuples(st.sampled_from(["pay", "refund", "bonus", "fine", "out", "advance"]), AMOUNT),
    ),
    min_size=3,
    max_size=16,
)


class Play:
    """One example: two teachers, a group, a pupil who pays."""

    def __init__(self, admin, teachers, group, pupil, clock):
        self.admin, self.teachers, self.group, self.pupil, self.clock = admin, teachers, group, pupil, clock
        self.now = FIRST
        self.months = [date(2026, 9, 1)]
        self.shift = open_shift(create_cash_desk(group.branch), admin)
        for number, teacher in enumerate(teachers, start=1):
            pay_calls.create_rate(admin, teacher, amount=uzs(1_000_000 + number), starts_on="2026-09-02")
            pay_calls.create_rate(admin, teacher, "hour", amount=uzs(333_333), starts_on="2026-09-10")
            pay_calls.create_rate(admin, teacher, "percent", percent_hundredths=1_111 * number)
            pay_calls.create_rate(admin, teacher, "fixed", amount=uzs(777_777), ends_on=f"2026-10-1{number}")

    def go_on(self, to):
        self.now = to
        self.clock.move_to(to)
        if to.date().replace(day=1) != self.months[-1]:
            self.months.append(to.date().replace(day=1))

    def do(self, what, number):
        """One step; what is not possible now is left out."""
        with contextlib.suppress(DomainError):
            getattr(self, "_" + what.replace(" ", "_"))(number)

    def lesson(self, number, *statuses):
        lessons_found = list(Lesson.objects.filter(status__in=statuses).order_by("starts_at"))
        if not lessons_found:
            raise DomainError()
        return lessons_found[number % len(lessons_found)]

    def _lesson(self, number):
        self.go_on(self.now + timedelta(hours=7))
        at = self.now.timetuple()[:5]
        pay_calls.create_held_lesson(self.group, *at, minutes=40 + 7 * number, teacher=self.teachers[number % 2])

    def _pass_on(self, number):
        lesson = self.lesson(number, LessonStatus.HELD)
        substitute_teacher(
            actor=None, lesson=lesson, teacher=next(teacher for teacher in self.teachers if teacher != lesson.teacher)
        )

    def _undo(self, number):
        restore_lesson(actor=None, lesson=self.lesson(number, LessonStatus.HELD, LessonStatus.CANCELLED))

    def _again(self, number):
        record_lesson_held(actor=None, lesson=self.lesson(number, LessonStatus.PLANNED))

    def _cancel(self, number):
        cancel_lesson(actor=None, lesson=self.lesson(number, LessonStatus.PLANNED), reason="ill")

    def _lead(self, number):
        change_group(group=self.group, actor=self.admin, lead_teacher=self.teachers[number % 2])

    def _month(self, number):
        self.go_on((self.now.replace(day=28) + timedelta(days=5)).replace(day=1 + number % 3))
        pay_calls.run_pay_job()

    def _close(self, number):
        for month in self.months[: number + 1]:
            answer = pay_calls.close_month(self.admin, f"{month:%Y-%m}")
            assert answer.status == (409 if month == self.months[-1] or answer.json.get("code") else 200), answer.json

    def _pay(self, amount):
        pay_cash(create_payment_due(self.pupil, self.group, amount), self.shift)

    def _refund(self, amount):
        payment = Payment.objects.filter(status="completed", settled__gt=0).order_by("created_at").first()
        if payment is not None:
            part = min(amount, payment.settled - payment.refunded)
            refunds.refund_payment(actor=self.admin, payment=payment, amount=part, reason="ill", desk=self.shift.desk)

    def _bonus(self, amount, kind="bonus"):
        month = self.months[amount % len(self.months)]
        assert pay_calls.post_entry(self.admin, self.teachers[amount % 2], kind, amount, f"{month:%Y-%m}").status in (
            201,
            409,
        )

    def _fine(self, amount):
        self._bonus(amount, "fine")

    def _out(self, amount, advance=False):
        teacher = self.teachers[amount % 2]
        enough = advance or pay_calls.get_teacher_balance(teacher) >= amount
        assert pay_calls.post_payout(self.admin, teacher, amount, advance=advance).status == (201 if enough else 409)

    def _advance(self, amount):
        self._out(amount, advance=True)

    def check(self):
        """The entries of closed months are what the ledger says, and no more than one line stands for one thing."""
        for teacher in self.teachers:
            paid = sum(PayOut.objects.filter(teacher=teacher).values_list("amount", flat=True))
            totals = sum(PayMonth.objects.filter(teacher=teacher).values_list("total", flat=True))
            assert pay_calls.sum_closed_entries(teacher) == totals == pay_calls.get_teacher_balance(teacher) + paid

    def end(self):
        """Two months on, with all that was over closed: nothing earned is unpaid, nothing paid is unearned."""
        self._close(len(self.months))
        self._month(0)
        self._month(0)
        self._close(len(self.months))
        self.check()
        connection.check_constraints()
        for teacher in self.teachers:
            over = set(PayMonth.objects.filter(teacher=teacher).values_list("month", flat=True))
            reckoned = sum(
                line.amount for month in over for line in calculate_earnings(month, [self.group.branch_id], teacher.pk)
            )
            by_hand = PayEntry.objects.filter(teacher=teacher, kind__in=["bonus", "fine"], closed_in__isnull=False)
            assert pay_calls.sum_closed_entries(teacher) == reckoned + sum(by_hand.values_list("amount", flat=True))


@settings(
    max_examples=EXAMPLES,
    derandomize=not LONG,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(script=STEPS)
def test_pay_entries_and_ledger_agree(admin, teacher, other_teacher, group, pupil, script):
    before = transaction.savepoint()
    try:
        with time_machine.travel(FIRST, tick=False) as clock:
            play = Play(admin, [teacher, other_teacher], Group.objects.get(pk=group.pk), pupil, clock)
            for step, number in BEFORE + script:
                play.do(step, number)
                play.check()
            play.end()
    finally:
        transaction.savepoint_rollback(before)
