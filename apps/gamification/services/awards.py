"""Writes to the coin ledger.

The ledger is append-only. A cause's coins are corrected by a counter-entry and the next revision; the balance
moves in the statement that writes the entry, so it always equals the ledger's sum.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max, Sum
from django.utils import timezone

from apps.accounts.models import User
from apps.core.ids import uuid7
from apps.core.outgoing_events import emit
from apps.core.uow import unit_of_work
from apps.gamification import events
from apps.gamification.causes import Award, get_coin_cause
from apps.gamification.models import CoinTransaction, GroupBoard, StudentCoin
from apps.gamification.services.leaderboard_events import enqueue_leaderboard_events, publish_or_schedule
from apps.gamification.webhook_events import CoinsChanged
from realtime.events import publish, user_stream

LOCK_SQL = """
    SELECT ARRAY(
        SELECT DISTINCT member.group_id FROM courses_membership AS member
        WHERE member.student_id = coin.student_id AND member.left_on IS NULL ORDER BY member.group_id
    )
    FROM gamification_studentcoin AS coin WHERE coin.student_id = %s FOR NO KEY UPDATE
"""

ENTRY_SQL = """
    WITH so_far AS (
        SELECT coalesce(sum(amount) FILTER (WHERE student_id = %(student)s), 0) AS total,
            coalesce(max(revision), 0) AS last
        FROM gamification_cointransaction WHERE cause = %(cause)s
    ), entry AS (
        INSERT INTO gamification_cointransaction
            (id, created_at, updated_at, student_id, cause, revision, amount, reason, counts)
        SELECT %(id)s, %(now)s, %(now)s, %(student)s, %(cause)s, so_far.last + 1, %(amount)s - so_far.total,
            %(reason)s, %(counts)s
        FROM so_far WHERE so_far.total <> %(amount)s
        RETURNING student_id, amount
    ), moved AS (
        UPDATE gamification_studentcoin AS coin
        SET balance = coin.balance + entry.amount,
            earned = coin.earned + CASE WHEN %(counts)s THEN entry.amount ELSE 0 END,
            changed = true
        FROM entry WHERE coin.student_id = entry.student_id
        RETURNING entry.amount, coin.balance
    ), boards AS MATERIALIZED (
        SELECT group_id, announced_at, waiting FROM gamification_groupboard
        WHERE group_id = ANY(%(groups)s::uuid[]) ORDER BY group_id FOR UPDATE
    )
    SELECT moved.amount, moved.balance, boards.group_id, boards.announced_at, boards.waiting
    FROM moved LEFT JOIN boards ON true
"""

ENTRIES_SQL = """
    WITH entry AS (
        INSERT INTO gamification_cointransaction
            (id, created_at, updated_at, student_id, cause, revision, amount, reason, counts)
        SELECT id, %(now)s, %(now)s, student, cause, revision, amount, %(reason)s, counts
        FROM unnest(%(ids)s::uuid[], %(students)s::uuid[], %(causes)s::text[], %(revisions)s::int[], %(amounts)s::int[],
                    %(counts)s::bool[])
            AS new (id, student, cause, revision, amount, counts)
        RETURNING student_id, amount, counts
    ), moved AS (
        SELECT student_id, sum(amount) AS amount, coalesce(sum(amount) FILTER (WHERE counts), 0) AS earned
        FROM entry GROUP BY student_id
    )
    UPDATE gamification_studentcoin AS coin
    SET balance = coin.balance + moved.amount, earned = coin.earned + moved.earned, changed = true
    FROM moved WHERE coin.student_id = moved.student_id
    RETURNING coin.student_id, coin.balance
"""


def award_coins(*, student: User, cause: str, amount: int, reason: str) -> int:
    """Bring what the pupil has for `cause` (`<declared kind>:<id>`) to `amount` coins; returns the change.

    Safe to repeat and to run in parallel: the same amount again changes nothing, another amount writes the
    difference as the next revision, also when it leaves less than nothing. Raises KeyError for an undeclared kind of
    cause and ValueError below 0 where the kind does not say that it `takes`.
    """
    counts = get_coin_cause(cause, amount).counts
    with unit_of_work():
        groups = _lock_balance_and_groups(student.pk)
        entered = _write_entry(student.pk, cause, amount, reason, groups if counts else None)
        if not entered:
            return 0
        change, balance = int(entered[0][0]), entered[0][1]
        changed = events.CoinsChanged(amount=change, balance=balance, cause=cause, reason=reason)
        publish(user_stream(student.pk), changed)
        emit(CoinsChanged(student=str(student.pk), amount=change, balance=balance, cause=cause))
        if counts and groups:
            told = [
                GroupBoard(group_id=pk, announced_at=at, waiting=waiting) for _, _, pk, at, waiting in entered if pk
            ]
            publish_or_schedule(groups, told)
    return change


def award_coins_in_bulk(*, awards: Sequence[Award], reason: str) -> dict[str, int]:
    """As `award_coins`, for many pupils in a number of statements that does not grow with them; the changes by cause.

    A cause stands here once and is one pupil's. Their groups hear of it by a job, once each. Raises KeyError for an
    undeclared kind of cause and ValueError as `award_coins`, or for a cause that stands here twice.
    """
    wanted = {one.cause: one for one in awards}
    counts = {one.cause: get_coin_cause(one.cause, one.amount).counts for one in awards}
    if len(wanted) < len(awards):
        raise ValueError("a cause is awarded twice")
    if not awards:
        return {}
    with unit_of_work():
        lock_balances(sorted({one.student for one in awards}))
        changes, revisions = _calculate_changes(wanted)
        if changes:
            balances = _write_entries(wanted, changes, revisions, counts, reason)
            for cause, change in changes.items():
                student = wanted[cause].student
                changed = events.CoinsChanged(amount=change, balance=balances[student], cause=cause, reason=reason)
                publish(user_stream(student), changed)
                emit(CoinsChanged(student=str(student), amount=change, balance=balances[student], cause=cause))
            enqueue_leaderboard_events({wanted[cause].student for cause in changes if counts[cause]})
    return changes


def lock_balance(student_id: UUID) -> StudentCoin:
    """The pupil's balance, held until the commit; made when there is none yet."""
    rows = StudentCoin.objects.select_for_update(no_key=True).filter(pk=student_id)
    found = rows.first()
    if found is None:
        StudentCoin.objects.bulk_create([StudentCoin(student_id=student_id)], ignore_conflicts=True)
        found = rows.get()
    return found


def lock_balances(students: Sequence[UUID]) -> None:
    """As `lock_balance`, of many, in the order of their ids: all of them before anything is posted.

    Who posts for several pupils in one transaction does so by `award_coins_in_bulk`: `award_coins` holds the boards of a pupil's
    groups, for which another posting may wait that holds the next pupil's coins.
    """
    StudentCoin.objects.bulk_create([StudentCoin(student_id=pk) for pk in students], ignore_conflicts=True)
    list(StudentCoin.objects.select_for_update(no_key=True).filter(pk__in=students).order_by("pk"))


def _lock_balance_and_groups(student_id: UUID) -> list[UUID]:
    """As `lock_balance`, and the groups that the pupil is in now, in the order of their ids."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK_SQL, [student_id])
        found = cursor.fetchone()
        if found is None:
            lock_balance(student_id)
            cursor.execute(LOCK_SQL, [student_id])
            found = cursor.fetchone()
    groups: list[UUID] = found[0]
    return groups


def _calculate_changes(wanted: dict[str, Award]) -> tuple[dict[str, int], dict[str, int]]:
    """What each cause lacks or has too much, where that is not nothing, and its last revision."""
    entries = CoinTransaction.objects.filter(cause__in=list(wanted)).values("cause", "student").order_by()
    totals: dict[str, int] = {}
    revisions: dict[str, int] = {}
    for row in entries.annotate(total=Sum("amount"), last=Max("revision")):
        cause = row["cause"]
        revisions[cause] = max(revisions.get(cause, 0), row["last"])
        if row["student"] == wanted[cause].student:
            totals[cause] = row["total"]
    due = {cause: one.amount - totals.get(cause, 0) for cause, one in wanted.items()}
    return {cause: change for cause, change in due.items() if change}, revisions


def _write_entries(
    wanted: dict[str, Award], changes: dict[str, int], revisions: dict[str, int], counts: dict[str, bool], reason: str
) -> dict[UUID, int]:
    """Write the entries and move the balances with them, in one statement; the new balances by pupil."""
    rows: dict[str, Any] = {
        "now": timezone.now(),
        "reason": reason,
        "ids": [uuid7() for _ in changes],
        "students": [wanted[cause].student for cause in changes],
        "causes": list(changes),
        "revisions": [revisions.get(cause, 0) + 1 for cause in changes],
        "amounts": list(changes.values()),
        "counts": [counts[cause] for cause in changes],
    }
    with connection.cursor() as cursor:
        cursor.execute(ENTRIES_SQL, rows)
        return dict(cursor.fetchall())


def _write_entry(
    student: UUID, cause: str, amount: int, reason: str, groups: list[UUID] | None
) -> list[tuple[Any, ...]]:
    """Write one entry, which counts in these groups (None: nowhere), and move the balance with it: the change, the new
    balance and the groups' boards, held; nothing when nothing is due.
    """
    row: dict[str, Any] = {
        "id": uuid7(),
        "now": timezone.now(),
        "student": student,
        "cause": cause,
        "amount": amount,
        "reason": reason,
        "counts": groups is not None,
        "groups": groups or [],
    }
    with connection.cursor() as cursor:
        cursor.execute(ENTRY_SQL, row)
        return list(cursor.fetchall())
