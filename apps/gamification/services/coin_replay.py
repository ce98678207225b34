"""Every cause again from the facts alone, held against the ledger and the balances.

Amounts of marks are those of the present settings: what was changed in between shows as a difference, and applying it
brings the past in line. What was given for days in a row and with achievements is a fact itself.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet, Sum

from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.gamification.causes import Award, all_causes
from apps.gamification.models import (
    AchievementGrant,
    CoinAdjustment,
    CoinTransaction,
    Redemption,
    StreakReward,
    StudentCoin,
)
from apps.gamification.models import RedemptionState as State
from apps.gamification.services.awards import award_coins_in_bulk, lock_balances
from apps.gamification.services.rewards import build_achievement_cause, build_streak_award

ModelT = TypeVar("Row", bound=Model)
BATCH_SIZE = 500
StudentFilter = Collection[UUID] | None
"""Whose coins; None for everybody's."""
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
    """What of one pupil is not as it should be: a cause, or `balance` or `earned`."""

    student: UUID
    what: str
    stands: int
    should: int

    def __str__(self) -> str:
        return f"{self.student} {self.what}: {self.stands}, should be {self.should}"

    @property
    def declared(self) -> bool:
        """Whether an app declares this kind of cause."""
        return self.what.partition(":")[0] in all_causes()


def find_differences() -> list[CoinDifference]:
    """Causes whose entries do not add up to what their facts give now, then balances that are not the ledger's sum.
    Facts and ledger are of the same moment, whatever is posted meanwhile. Some people at a time: memory does not grow
    with their number.
    """
    found: list[CoinDifference] = []
    with repeatable_read():
        for students in _iterate_student_batches():
            found += [*_find_cause_differences(students), *_find_balance_differences(students)]
    return sorted(found, key=lambda one: (one.what, str(one.student)))


def apply_corrections(found: list[CoinDifference]) -> list[CoinDifference]:
    """Bring the balances of these pupils to the ledger's sum, and enter what each of their causes lacks or has too much
    as its next revision; what could not be entered, as nobody declares that kind of cause.

    Pupil by pupil. The facts are asked again once the pupil is held: what was posted since `found` stands.
    """
    return [one for student in sorted({one.student for one in found}) for one in _correct_student(student)]


@contextmanager
def repeatable_read() -> Iterator[None]:
    """Everything read inside is as it was at the first read; within a transaction that is open already, as that one
    sees it.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def list_manual_awards(students: StudentFilter = None) -> Iterator[Award]:
    """What was given and taken by hand."""
    for row in _filter_students(CoinAdjustment.objects.all(), students).iterator():
        yield Award(row.student_id, f"manual:{row.pk}", row.amount)


def list_streak_awards(students: StudentFilter = None) -> Iterator[Award]:
    """What days in a row brought, as it was given."""
    return map(build_streak_award, _filter_students(StreakReward.objects.all(), students).iterator())


def list_achievement_awards(students: StudentFilter = None) -> Iterator[Award]:
    """What was given with achievements."""
    for row in _filter_students(AchievementGrant.objects.all(), students).iterator():
        yield Award(row.student_id, build_achievement_cause(row.achievement_id, row.student_id), row.coins)


def list_redemption_awards(students: StudentFilter = None) -> Iterator[Award]:
    """What was spent in the shop."""
    for row in _filter_students(Redemption.objects.exclude(state=State.CANCELLED), students).iterator():
        yield Award(row.student_id, f"redemption:{row.pk}", -row.price)


def _iterate_student_batches() -> Iterator[list[UUID]]:
    """The ids of all people, some at a time."""
    after: UUID | None = None
    while True:
        people = User.objects.filter(pk__gt=after) if after else User.objects.all()
        found = list(people.order_by("pk").values_list("pk", flat=True)[:BATCH_SIZE])
        if not found:
            return
        yield found
        after = found[-1]


def _filter_students(rows: QuerySet[ModelT], students: StudentFilter) -> QuerySet[ModelT]:
    return rows if students is None else rows.filter(student__in=students)


def _correct_student(student: UUID) -> list[CoinDifference]:
    """In one transaction; whoever changes a fact of the pupil posts its coins in the same, so that none of them stands
    between the facts and the ledger while the pupil is held.
    """
    with unit_of_work(), connection.cursor() as cursor:
        lock_balances([student])
        cursor.execute(REPAIR_SQL, [student])
        found = list(_find_cause_differences([student]))
        due = [Award(one.student, one.what, one.should) for one in found if one.declared]
        award_coins_in_bulk(awards=due, reason="coins.replayed")
    return [one for one in found if not one.declared]


def _find_cause_differences(students: Collection[UUID]) -> Iterator[CoinDifference]:
    asked = (award for kind in all_causes().values() for award in kind.awards(students))
    should = {(one.student, one.cause): one.amount for one in asked}
    entries: Any = _filter_students(CoinTransaction.objects.order_by(), students).values_list("student", "cause")
    for student, cause, total in entries.annotate(total=Sum("amount")).iterator():
        wanted = should.pop((student, cause), 0)
        if wanted != total:
            yield CoinDifference(student, cause, total, wanted)
    for (student, cause), wanted in should.items():
        if wanted:
            yield CoinDifference(student, cause, 0, wanted)


def _find_balance_differences(students: Collection[UUID]) -> Iterator[CoinDifference]:
    rows = CoinTransaction.objects.filter(student__in=students).order_by().values_list("student")
    sums = rows.annotate(total=Sum("amount"), earned=Sum("amount", filter=Q(counts=True), default=0))
    should = {student: (total, earned) for student, total, earned in sums}
    now = StudentCoin.objects.filter(pk__in=students)
    for student, balance, earned in now.values_list("pk", "balance", "earned"):
        total, counted = should.pop(student, (0, 0))
        if balance != total:
            yield CoinDifference(student, "balance", balance, total)
        if earned != counted:
            yield CoinDifference(student, "earned", earned, counted)
    for student, (total, _earned) in should.items():
        yield CoinDifference(student, "balance", 0, total)
