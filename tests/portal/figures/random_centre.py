"""A centre of chance: two branches in two zones, and whatever may stand in the tables that figures are made of."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection

from apps.attendance.models import Attendance, AttendanceStatus
from apps.core.permissions import Role
from apps.courses.models import Course, Freeze, Group, Membership, MembershipChange
from apps.homework.models import Assignment, Attempt, Homework
from apps.lessons.models import Lesson
from apps.payments.models import Payment, ProviderTransaction, Settlement
from apps.settings.models import Branch
from tests import factories

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SPAN = 150
"""So many days back things happened."""


class RandomCentre:
    """Writes rows; what may be null, be repeated or lie out of the span now and then does."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.teacher = factories.make_user(Role.TEACHER, "Dilnoza")
        here = factories.make_branch()
        self.branches = [here, Branch.objects.create(name="Narvon", zone="Europe/London")]
        course = factories.make_course()
        self.groups = [self._group(course, number) for number in range(4)]
        self.pupils = [factories.make_user(Role.STUDENT, f"Pupil{letter}") for letter in "ABCDEFGHIJKL"]

    def write(self) -> None:
        """Everything."""
        with connection.cursor() as cursor:  # rows as they may stand, not steps that lead there
            cursor.execute("SET session_replication_role = replica")
        for _number in range(40):
            self._membership()
        for _number in range(30):
            self._payment()
        self._registers()
        self._homework()
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = DEFAULT")

    def day(self, before: int = SPAN, after: int = 10) -> date:
        return TODAY - timedelta(days=self.random.randint(-after, before))

    def moment(self) -> datetime:
        return NOW - timedelta(minutes=self.random.randint(0, SPAN * 24 * 60))

    def _group(self, course: Course, number: int) -> Group:
        zone = "Asia/Tokyo" if number == 3 else ""
        return Group.objects.create(
            branch=self.branches[number % 2], course=course, name=f"G{number}", lead_teacher=self.teacher, zone=zone,
            capacity=500,
        )  # fmt: skip

    def _membership(self) -> None:
        pick = self.random
        joined = self.day()
        ends = joined + timedelta(days=pick.randint(0, 80))
        status = pick.choice(["lead", "trial", "active", "active", "frozen", "left", "left", "graduated"])
        ended = status in ("left", "graduated")
        group, student = pick.choice(self.groups), pick.choice(self.pupils)
        if not ended and Membership.objects.filter(group=group, student=student, left_on__isnull=True).exists():
            return
        made = Membership.objects.create(
            group=group, student=student, status=status, joined_on=joined, left_on=ends if ended else None,
            leaves_on=None if ended or pick.random() < 0.7 else ends, never_began=ended and pick.random() < 0.1,
        )  # fmt: skip
        tried = status == "trial" or pick.random() < 0.4
        steps = [("", "trial" if tried else status)]
        if tried and status not in ("lead", "trial") and pick.random() < 0.7:
            steps.append(("trial", "active"))
        elif tried and ended:
            steps.append(("trial", status))
        for place, (before, after) in enumerate(steps):
            on = joined + timedelta(days=place * pick.randint(0, 9))
            MembershipChange.objects.create(membership=made, from_status=before, to_status=after, on=on)
        if pick.random() < 0.4:
            begins = joined + timedelta(days=pick.randint(0, 20))
            lifted = None if pick.random() < 0.5 else begins + timedelta(days=pick.randint(0, 30))
            Freeze.objects.create(membership=made, starts_on=begins, ends_on=lifted)

    def _payment(self) -> None:
        pick = self.random
        status = pick.choice(["draft", "pending", "overdue", "completed", "completed", "refunded", "cancelled"])
        amount = pick.randint(1, 9) * 1000
        parts: list[int] = []
        if status in ("completed", "refunded"):
            parts = [amount] if pick.random() < 0.5 else [amount // 2, amount - amount // 2]
        elif status in ("pending", "overdue") and pick.random() < 0.5:
            parts = [amount // 2]
        settled, branch = sum(parts), pick.choice(self.branches)
        payment = Payment.objects.create(
            reference=str(pick.randint(1, 10**15)), status=status, student=pick.choice(self.pupils), branch=branch,
            gross=amount, amount=amount, settled=settled, refunded=settled if status == "refunded" else 0,
            currency=pick.choice(["UZS", "UZS", "USD"]), due_on=self.day(after=25),
            expires_at=NOW if pick.random() < 0.1 else None,
        )  # fmt: skip
        for part in parts:
            self._settle(payment, part, refund=False)
        if status == "refunded":
            self._settle(payment, -settled, refund=True)

    def _settle(self, payment: Payment, amount: int, *, refund: bool) -> None:
        number = self.random.randint(1, 10**15)
        money = ProviderTransaction.objects.create(
            number=number, provider="cash", provider_id=str(number), student=payment.student, branch=payment.branch,
            amount=abs(amount), currency=payment.currency, create_time=1,
        )  # fmt: skip
        made = Settlement.objects.create(payment=payment, money=money, amount=amount, refund=refund)
        Settlement.objects.filter(pk=made.pk).update(created_at=self.moment())

    def _registers(self) -> None:
        statuses = list(AttendanceStatus.objects.all())
        for number in range(30):
            begins = NOW - timedelta(days=number * 5, minutes=self.random.randint(0, 1440))
            lesson = Lesson.objects.create(
                group=self.random.choice(self.groups), teacher=self.teacher, starts_at=begins, forced=True,
                ends_at=begins + timedelta(hours=1), status=self.random.choice(["planned", "held", "cancelled"]),
            )  # fmt: skip
            for pupil in self.random.sample(self.pupils, 4):
                mark = {"status": self.random.choice(statuses), "source": "teacher", "marked_at": NOW}
                Attendance.objects.create(lesson=lesson, student=pupil, **mark)

    def _homework(self) -> None:
        for _number in range(12):
            task = Assignment.objects.create(
                group=self.random.choice(self.groups), author=self.teacher, kind="text", title="T",
                instructions="Write", attempts_allowed=3, coins=1,
            )  # fmt: skip
            for pupil in self.random.sample(self.pupils, 3):
                score: Any = self.random.choice([None, 40, 72.5, 100])
                homework = Homework.objects.create(assignment=task, student=pupil, score=score)
                for number in range(1, self.random.randint(1, 4)):
                    self._attempt(homework, number)

    def _attempt(self, homework: Homework, number: int) -> None:
        state = self.random.choice(["refused", "failed", "scored", "stored", "scored"])
        made = Attempt.objects.create(
            homework=homework, number=number, state=state, verdict="silent", finished_at=NOW,
            late=self.random.random() < 0.3,
        )  # fmt: skip
        Attempt.objects.filter(pk=made.pk).update(created_at=self.moment())
