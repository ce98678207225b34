"""Centres of chance whose pupils leave by rules that the model of who may leave does not know.

Each pupil has a hidden mood that drifts. In one centre a low mood shows: in missed lessons, late homework, marks,
payments and silence, each with noise and not along a line; and it makes pupils leave, at a threshold and with sudden
events beside it. In the other centre pupils show as much, and leave for reasons that show nowhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, tanh
from random import Random
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection

from apps.accounts.models import User
from apps.analytics.models import FactsState
from apps.core.permissions import Role
from apps.courses.models import Group, Membership
from apps.payments.models import Payment
from apps.settings.models import Branch
from tests import factories
from tests.analytics.risk_homework import HomeworkRows

WEEK = timedelta(days=7)
NOISE, CARE, STEEP = 0.18, 0.5, 0.08
"""How moods wander in a week, how pupils differ, and how many of those with a low mood leave in a week."""
FILLED = (
    "accounts_user", "courses_membership", "payments_payment", "analytics_personday", "homework_assignment",
    "homework_homework", "homework_attempt",
)  # fmt: skip


@dataclass
class Pupil:
    """One pupil: the mood from -3 to 3, what is usual for this one, and the weeks since something happened."""

    user: User
    group: Group
    joined: date
    care: float
    talent: float
    mood: float = 1.0
    left: date | None = None
    weeks_unpaid: int = 0


class RiskCentre:
    """Writes memberships, payments and daily facts of many pupils, week by week, in bulk."""

    def __init__(self, seed: int, *, until: date, weeks: int, pupils: int, shows: bool) -> None:
        self.random, self.until, self.weeks, self.shows = Random(seed), until, weeks, shows
        self.first = until - WEEK * weeks
        teacher = factories.make_user(Role.TEACHER, "Dilnoza")
        self.branches = [factories.make_branch(), Branch.objects.create(name="Narvon", zone="Asia/Tashkent")]
        course = factories.make_course()
        self.groups = [
            Group.objects.create(
                branch=self.branches[number % 2], course=course, name=f"R{number}", lead_teacher=teacher, capacity=5000
            )
            for number in range(8)
        ]
        self.teacher = teacher
        self.pupils = [self._pupil(number) for number in range(pupils)]
        self.payments: list[dict[str, Any]] = []
        self.facts: list[tuple[Any, ...]] = []
        self.homework = HomeworkRows(until)

    def write(self) -> None:
        """Everything."""
        User.objects.bulk_create(pupil.user for pupil in self.pupils)
        for week in range(self.weeks):
            monday = self.first + WEEK * week
            for pupil in self.pupils:
                if pupil.left is None and pupil.joined <= monday:
                    self._live(pupil, monday, week)
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
        Membership.objects.bulk_create(self._build_memberships(), batch_size=2000)
        Payment.objects.bulk_create(
            (
                Payment(reference=f"{number:014}", gross=1000, amount=1000, branch=self.branches[0], **values)
                for number, values in enumerate(self.payments)
            ),
            batch_size=2000,
        )
        columns = "measure, day, person_id, group_id, branch_id, currency, numerator, denominator"
        with connection.cursor() as cursor, cursor.copy(f"COPY analytics_personday ({columns}) FROM STDIN") as copy:
            for fact in self.facts:
                copy.write_row(fact)
        self.homework.write()
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = DEFAULT")
            for table in FILLED:  # else plans are those of empty tables: seconds became minutes on a slow machine
                cursor.execute(f"ANALYZE {table}")
        FactsState.objects.update_or_create(pk=1, defaults={"first": self.first, "built_until": self.until})

    def _pupil(self, number: int) -> Pupil:
        pick = self.random
        user = User(
            email=f"risk{number}@example.uz", first_name=f"Pupil{number}", last_name="Chance", role=Role.STUDENT,
            password=f"{UNUSABLE_PASSWORD_PREFIX}{number}",
        )  # fmt: skip
        joined = self.first + timedelta(days=pick.randint(-300, 7 * self.weeks - 40))
        return Pupil(
            user, pick.choice(self.groups), joined, care=pick.gauss(0, CARE), talent=pick.gauss(75, 8),
            mood=pick.gauss(0.8, 0.6),
        )  # fmt: skip

    def _live(self, pupil: Pupil, monday: date, week: int) -> None:
        pick = self.random
        shock = -pick.expovariate(0.6) if pick.random() < 0.02 else 0.0
        pupil.mood = max(-3.0, min(3.0, pupil.mood + 0.04 * (0.9 - pupil.mood) + pick.gauss(0, NOISE) + shock))
        self._show(pupil, monday, week)
        if pick.random() < self._hazard(pupil, week):
            pupil.left = monday + timedelta(days=6)

    def _hazard(self, pupil: Pupil, week: int) -> float:
        """The chance to leave after a week: none shown, or steep below a threshold of mood."""
        moving = 0.002
        if not self.shows:
            return moving + 0.008 * (1 + tanh(3 * (week % 9 - 6)))
        return moving + STEEP / (1 + exp(4.5 * (pupil.mood + 0.5))) + (0.03 if pupil.weeks_unpaid > 9 else 0)

    def _show(self, pupil: Pupil, monday: date, week: int) -> None:
        """What a week leaves behind; moods show only where they are low, and by chance."""
        pick, low = self.random, max(0.0, 0.4 - pupil.mood)
        care = 1 / (1 + exp(-(2.2 + pupil.care - 1.3 * low)))
        for place in (0, 2, 4):
            came = pick.random() < max(0.05, care - 0.05)
            self._fact(pupil, "attendance", monday + timedelta(days=place), float(came), 1)
            if came and pick.random() < 0.25 * care:
                self._fact(pupil, "messages", monday + timedelta(days=place), pick.randint(1, 3), 0)
        for place in (1, 3):
            given = monday + timedelta(days=place)
            late = None
            if pick.random() < care:
                self._fact(pupil, "homework", given + timedelta(days=1), 1, 0)
                late = pick.random() > care * 0.95
                mark = min(100.0, max(0.0, pupil.talent - 9 * low * low / (1 + low) + pick.gauss(0, 9)))
                self._fact(pupil, "homework_score", given + timedelta(days=1), round(mark), 1)
            self.homework.add(pupil.user.pk, pupil.group.pk, given, late)
        if week % 4 == 0:
            self._pay(pupil, monday, chance=0.93 - 0.22 * low)
        elif pupil.weeks_unpaid:
            pupil.weeks_unpaid += 1

    def _pay(self, pupil: Pupil, monday: date, *, chance: float) -> None:
        paid = self.random.random() < chance
        pupil.weeks_unpaid = 0 if paid else pupil.weeks_unpaid + 1
        late = self.random.randint(0, 9) if paid else self.random.randint(20, 150)
        done = monday + timedelta(days=late)
        closed = done <= self.until
        self.payments.append(
            {
                "kind": "period", "student": pupil.user, "group": pupil.group, "due_on": monday,
                "status": "completed" if closed else "overdue", "settled": 1000 if closed else 0,
                "completed_at": f"{done.isoformat()}T07:00:00Z" if closed else None,
            }
        )  # fmt: skip

    def _fact(self, pupil: Pupil, measure: str, day: date, numerator: float, denominator: float) -> None:
        if day <= self.until and (pupil.left is None or day <= pupil.left):
            group = pupil.group
            self.facts.append((measure, day, pupil.user.pk, group.pk, group.branch_id, "", numerator, denominator))

    def _build_memberships(self) -> Iterator[Membership]:
        for pupil in self.pupils:
            gone = pupil.left is not None and pupil.left < self.until
            if gone and pupil.left is not None:
                self._fact(pupil, "left", pupil.left, 1, 0)
            yield Membership(
                group=pupil.group, student=pupil.user, joined_on=pupil.joined, status="left" if gone else "active",
                left_on=pupil.left if gone else None,
            )  # fmt: skip
