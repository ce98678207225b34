"""Calculate every cause again from the facts alone and compare it with the ledger and the balances.

Amounts follow the current settings: a setting that changed shows as a difference, and applying it corrects the past.
Streak rewards and achievements are facts themselves.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model, Q, QuerySet, Sum

from apps.accounts.models import User
from apps.core.isolation import repeatable_read
from apps.core.uow import unit_of_work
from apps.gamification.causes import Award, all_causes
from apps.gamification.models import (
    AchievementGrant,
    CoinAdjustment,
    CoinTransaction,
    Redemption,
    RedemptionState,
    StreakReward,
    StudentCoin,
)
from apps.gamification.services.awards import award_coins_in_bulk, lock_balances
from apps.gamification.services.rewards import build_achievement_award, build_streak_award, iterate_id_batches

ModelT = TypeVar("ModelT", bound=Model)
BATCH_SIZE = 500
StudentFilter = Collection[UUID] | None
"""Pupils to include; None for all."""
REPAIR_SQL = """
    UPDATE gamification_studentcoin AS coin SET balance = found.balance, earned = found.earned
    FROM (
        SELECT coin.student_id, coalesce(sum(entry.amount), 0) AS balance,
            coalesce(sum(entry.amount) FILTER (WHERE entry.counts), 0) AS earned
        FROM gamification_studentcoin AS coin
        LEFT JOIN gamification_cointransaction AS entry ON entry.student_id = coin.student_id
        WHERE coin.student_id = %s GROUP BY coin.student_id
    ) AS found WHERE found.student_id = coin.student_id
"""


@dataclass(frozen=True)
class CoinDifference:
    """A cause of one pupil, or `balance` or `earned`, that differs from what it should be."""

    student: UUID
    subject: str
    actual: int
    expected: int

    def __str__(self) -> str:
        return f"{self.student} {self.subject}: {self.actual}, should be {self.expected}"

    @property
    def is_declared(self) -> bool:
        """Return whether an app declares this kind of cause."""
        return self.subject.partition(":")[0] in all_causes()


def find_differences() -> list[CoinDifference]:
    """Return causes whose entries differ from the facts, and balances that differ from the ledger. Facts and ledger are
    read in one snapshot, in batches of pupils, so memory does not grow.
    """
    differences: list[CoinDifference] = []
    with repeatable_read():
        for students in iterate_id_batches(User.objects.all(), BATCH_SIZE):
            differences += [*_find_cause_differences(students), *_find_balance_differences(students)]
    return sorted(differences, key=lambda difference: (difference.subject, str(difference.student)))


def apply_corrections(differences: list[CoinDifference]) -> list[CoinDifference]:
    """Set the balances of these pupils to the sum of the ledger, and write a correction for each cause that differs.
    Return differences of undeclared kinds, which stay.

    Pupil by pupil: the facts are read again under lock, so later postings are kept.
    """
    students = sorted({difference.student for difference in differences})
    return [difference for student in students for difference in _correct_student(student)]


def list_manual_awards(students: StudentFilter = None) -> Iterator[Award]:
    """Yield the awards given or taken by hand."""
    for row in _filter_students(CoinAdjustment.objects.all(), students).iterator():
        yield Award(row.student_id, f"manual:{row.pk}", row.amount)


def list_streak_awards(students: StudentFilter = None) -> Iterator[Award]:
    """Yield the awards of streaks as they were given."""
    return map(build_streak_award, _filter_students(StreakReward.objects.all(), students).iterator())


def list_achievement_awards(students: StudentFilter = None) -> Iterator[Award]:
    """Yield the awards of granted achievements."""
    return map(build_achievement_award, _filter_students(AchievementGrant.objects.all(), students).iterator())


def list_redemption_awards(students: StudentFilter = None) -> Iterator[Award]:
    """Yield the coins spent in the shop, as negative awards."""
    for row in _filter_students(Redemption.objects.exclude(state=RedemptionState.CANCELLED), students).iterator():
        yield Award(row.student_id, f"redemption:{row.pk}", -row.price)


def _filter_students(rows: QuerySet[ModelT], students: StudentFilter) -> QuerySet[ModelT]:
    return rows if students is None else rows.filter(student__in=students)


def _correct_student(student: UUID) -> list[CoinDifference]:
    """Correct one pupil in one transaction. Whoever changes a fact posts its coins in the same transaction, so none is
    missing while the pupil is locked.
    """
    with unit_of_work(), connection.cursor() as cursor:
        lock_balances([student])
        cursor.execute(REPAIR_SQL, [student])
        differences = list(_find_cause_differences([student]))
        due = [difference for difference in differences if difference.is_declared]
        awards = [Award(item.student, item.subject, item.expected) for item in due]
        award_coins_in_bulk(awards=awards, reason="coins.replayed")
    return [difference for difference in differences if not difference.is_declared]


def _find_cause_differences(students: Collection[UUID]) -> Iterator[CoinDifference]:
    awards = (award for kind in all_causes().values() for award in kind.list_awards(students))
    expected = {(award.student, award.cause): award.amount for award in awards}
    entries: Any = _filter_students(CoinTransaction.objects.order_by(), students).values_list("student", "cause")
    for student, cause, total in entries.annotate(total=Sum("amount")).iterator():
        expected_total = expected.pop((student, cause), 0)
        if expected_total != total:
            yield CoinDifference(student, cause, total, expected_total)
    for (student, cause), expected_total in expected.items():
        if expected_total:
            yield CoinDifference(student, cause, 0, expected_total)


def _find_balance_differences(students: Collection[UUID]) -> Iterator[CoinDifference]:
    rows = CoinTransaction.objects.filter(student__in=students).order_by().values_list("student")
    sums = rows.annotate(total=Sum("amount"), earned=Sum("amount", filter=Q(counts=True), default=0))
    expected = {student: (total, earned) for student, total, earned in sums}
    balances = StudentCoin.objects.filter(pk__in=students)
    for student, balance, earned in balances.values_list("pk", "balance", "earned"):
        total, counted = expected.pop(student, (0, 0))
        if balance != total:
            yield CoinDifference(student, "balance", balance, total)
        if earned != counted:
            yield CoinDifference(student, "earned", earned, counted)
    for student, (total, _earned) in expected.items():
        yield CoinDifference(student, "balance", 0, total)
