"""Months of a centre with two groups that differ, a small one, and a pupil whose marks rise; its facts are counted."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from django.db import connection

from apps.accounts.models import Guardian
from apps.analytics.services.runs import bring_up_to_date
from apps.attendance.models import Attendance, AttendanceStatus
from apps.core.permissions import Role
from apps.courses.models import Course, Group, Membership
from apps.homework.models import Assignment, Attempt, Homework
from apps.lessons.models import Lesson
from apps.payments.models import LedgerAccount, LedgerEntry, LedgerTransfer
from tests import factories

DAYS = 100
EVERY = 2
SCORES, SHARES = (90, 75, 60), (10, 7, 4)
"""Of the first group in the newest month with lessons, the one before it, and all others: the score, and how many of
ten lessons were attended. In the second group the score stays, and so many pupils never come.
"""
OTHER_SCORE, OTHER_ABSENT = 70, 1
RECEIVED = 45_000_000
NAMES = ("Jasur", "Laylo", "Bekzod", "Malika", "Timur", "Nodira")


class WrittenMonths:
    """Groups `first` and `second` of six pupils and `small` of two, all of one teacher; `pupil` is in the first."""

    def __init__(self, branch, course, teacher):
        self.branch, self.teacher = branch, teacher
        self.today = date.fromisoformat(f"{datetime.now(UTC):%Y-%m-%d}")
        self.days = [self.today - timedelta(days=n) for n in range(1, DAYS, EVERY)]
        self.months = sorted({day.replace(day=1) for day in self.days}, reverse=True)
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
        self.first = self._group(course, "English A2", "Oripov")
        self.second = self._group(course, "English B1", "Saidov")
        self.small = self._group(course, "Speaking club", "Umarov", NAMES[:2])
        self.pupil = self.first.memberships.order_by("id")[0].student
        for group, rises in ((self.first, True), (self.second, False)):
            self._lessons(group, rises=rises)
            self._homework(group, rises=rises)
        self._money()
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = DEFAULT")
        bring_up_to_date()

    def add_parent(self, parent):
        """Make the person the pupil's guardian."""
        Guardian.objects.create(parent=parent, child=self.pupil, kind="mother")

    def _rank(self, day):
        return min(2, self.months.index(day.replace(day=1)))

    def _group(self, course: Course, name: str, family: str, names=NAMES) -> Group:
        group = factories.make_group(branch=self.branch, course=course, name=name, teacher=self.teacher)
        for first_name in names:
            address = f"{first_name}.{family}@months.example".lower()
            pupil = factories.make_user(Role.STUDENT, first_name, family, email=address)
            joined = self.today - timedelta(days=DAYS + 5)
            Membership.objects.create(group=group, student=pupil, joined_on=joined, status="active")
        return group

    def _lessons(self, group, *, rises):
        present, absent = (AttendanceStatus.objects.get(code=code) for code in ("present", "absent"))
        for number, day in enumerate(self.days):
            starts = datetime(day.year, day.month, day.day, 6, tzinfo=UTC)
            lesson = Lesson.objects.create(
                group=group, teacher=self.teacher, starts_at=starts, ends_at=starts + timedelta(hours=1),
                status="held", forced=True,
            )  # fmt: skip
            share = SHARES[self._rank(day)]
            Attendance.objects.bulk_create(
                Attendance(
                    lesson=lesson, student=membership.student, source="teacher", marked_at=starts,
                    status=present if (number % 10 < share if rises else place >= OTHER_ABSENT) else absent,
                )
                for place, membership in enumerate(group.memberships.order_by("id"))
            )  # fmt: skip

    def _homework(self, group, *, rises):
        for number, day in enumerate(self.days[::3]):
            task = Assignment.objects.create(
                group=group, author=self.teacher, kind="text", title=f"Unit {number}", instructions="Write",
                attempts_allowed=1, coins=1,
            )  # fmt: skip
            rank, moment = self._rank(day), datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
            for membership in group.memberships.all():
                score = SCORES[rank] if rises else OTHER_SCORE
                homework = Homework.objects.create(assignment=task, student=membership.student, score=score)
                attempt = Attempt.objects.create(
                    homework=homework, number=1, state="scored", finished_at=moment, late=bool(rank and number % 2)
                )
                Attempt.objects.filter(pk=attempt.pk).update(created_at=moment)
                Homework.objects.filter(pk=homework.pk).update(created_at=moment)

    def _money(self):
        account = LedgerAccount.objects.create(kind="bank", currency="UZS", branch=self.branch)
        pupil = LedgerAccount.objects.create(kind="student", currency="UZS", student=self.pupil)
        transfer = LedgerTransfer.objects.create(
            kind="money_in", cause=uuid4().hex, currency="UZS", branch=self.branch, on=self.days[0]
        )
        for place, side in ((account, "debit"), (pupil, "credit")):
            LedgerEntry.objects.create(transfer=transfer, account=place, side=side, amount=RECEIVED)
