"""Write to the coin ledger.

The ledger is append-only. A correction is a counter-entry with the next revision of the cause. The balance changes in
the same statement as the entry, so it always equals the sum of the ledger.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max, Sum
from django.utils import timezone

from apps.accounts.models import User
from apps.core.ids import uuid7
from apps.core.outgoing_events import publish_webhook_event
from apps.core.uow import unit_of_work
from apps.events.publishing import get_user_stream, publish_event
from apps.gamification import events
from apps.gamification.causes import Award, get_checked_cause_kind
from apps.gamification.models import CoinTransaction, GroupBoard, StudentCoin
from apps.gamification.services.leaderboard_events import enqueue_leaderboard_events, publish_or_schedule_leaderboards
from apps.gamification.webhook_events import CoinsChanged

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
    """Set what the pupil has for `cause` (`<declared kind>:<id>`) to `amount` coins; return the change.

    Safe to repeat and to run in parallel: the same amount changes nothing, another amount writes the difference as the
    next revision, also when the balance becomes negative. Raise KeyError for an undeclared kind of cause; ValueError
    for a negative amount unless the kind is `may_be_negative`.
    """
    counts = get_checked_cause_kind(cause, amount).counts
    with unit_of_work():
        groups = _lock_balance_and_groups(student.pk)
        entries = _write_entry(student.pk, cause, amount, reason, groups if counts else None)
        if not entries:
            return 0
        change, balance = int(entries[0][0]), entries[0][1]
        _publish_change(student.pk, reason, amount=change, balance=balance, cause=cause)
        if counts and groups:
            locked = [entry[2:] for entry in entries if entry[2]]
            boards = [GroupBoard(group_id=pk, announced_at=at, waiting=waiting) for pk, at, waiting in locked]
            publish_or_schedule_leaderboards(groups, boards)
    return change


def award_coins_in_bulk(*, awards: Sequence[Award], reason: str) -> dict[str, int]:
    """Do as `award_coins` for many pupils in a constant number of statements; return the changes by cause.

    A cause appears once and belongs to one pupil. The leaderboards of their groups are published by a job. Raise
    KeyError and ValueError as `award_coins`; ValueError for a cause given twice.
    """
    by_cause = {award.cause: award for award in awards}
    counts = {award.cause: get_checked_cause_kind(award.cause, award.amount).counts for award in awards}
    if len(by_cause) < len(awards):
        raise ValueError("a cause is awarded twice")
    if not awards:
        return {}
    with unit_of_work():
        lock_balances(sorted({award.student for award in awards}))
        changes, revisions = _calculate_changes(by_cause)
        if changes:
            balances = _write_entries(by_cause, changes, revisions, counts, reason)
            for cause, change in changes.items():
                student = by_cause[cause].student
                _publish_change(student, reason, amount=change, balance=balances[student], cause=cause)
            enqueue_leaderboard_events({by_cause[cause].student for cause in changes if counts[cause]})
    return changes


def lock_balance(student_id: UUID) -> StudentCoin:
    """Return the pupil's balance, locked until the commit; create it when there is none."""
    rows = StudentCoin.objects.select_for_update(no_key=True).filter(pk=student_id)
    balance = rows.first()
    if balance is None:
        StudentCoin.objects.bulk_create([StudentCoin(student_id=student_id)], ignore_conflicts=True)
        balance = rows.get()
    return balance


def lock_balances(students: Sequence[UUID]) -> None:
    """Lock the balances of many pupils, in the order of their ids, before anything is posted.

    Use `award_coins_in_bulk` for several pupils in one transaction: `award_coins` locks the boards of a pupil's groups,
    and another transaction that waits for them may hold the balance of the next pupil (deadlock).
    """
    StudentCoin.objects.bulk_create([StudentCoin(student_id=pk) for pk in students], ignore_conflicts=True)
    list(StudentCoin.objects.select_for_update(no_key=True).filter(pk__in=students).order_by("pk"))


def _publish_change(student: UUID, reason: str, **change: Any) -> None:
    publish_event(get_user_stream(student), events.CoinsChanged(reason=reason, **change))
    publish_webhook_event(CoinsChanged(student=str(student), **change))


def _lock_balance_and_groups(student_id: UUID) -> list[UUID]:
    """Do as `lock_balance`; return the pupil's current groups in the order of their ids."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK_SQL, [student_id])
        row = cursor.fetchone()
        if row is None:
            lock_balance(student_id)
            cursor.execute(LOCK_SQL, [student_id])
            row = cursor.fetchone()
    groups: list[UUID] = row[0]
    return groups


def _calculate_changes(by_cause: dict[str, Award]) -> tuple[dict[str, int], dict[str, int]]:
    """Return the change that each cause needs, where it is not 0, and its last revision."""
    entries = CoinTransaction.objects.filter(cause__in=list(by_cause)).values("cause", "student").order_by()
    totals: dict[str, int] = {}
    revisions: dict[str, int] = {}
    for row in entries.annotate(total=Sum("amount"), last=Max("revision")):
        cause = row["cause"]
        revisions[cause] = max(revisions.get(cause, 0), row["last"])
        if row["student"] == by_cause[cause].student:
            totals[cause] = row["total"]
    due = {cause: award.amount - totals.get(cause, 0) for cause, award in by_cause.items()}
    return {cause: change for cause, change in due.items() if change}, revisions


def _write_entries(
    by_cause: dict[str, Award], changes: dict[str, int], revisions: dict[str, int], counts: dict[str, bool], reason: str
) -> dict[UUID, int]:
    """Write the entries and update the balances in one statement; return the new balances by pupil."""
    rows: dict[str, Any] = {
        "now": timezone.now(),
        "reason": reason,
        "ids": [uuid7() for _ in changes],
        "students": [by_cause[cause].student for cause in changes],
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
    """Write one entry, which counts in these groups (None: nowhere), and update the balance. Return change, new balance
    and the groups' locked boards; nothing when there is no change.
    """
    row: dict[str, Any] = {"id": uuid7(), "now": timezone.now(), "counts": groups is not None, "groups": groups or []}
    row |= {"student": student, "cause": cause, "amount": amount, "reason": reason}
    with connection.cursor() as cursor:
        cursor.execute(ENTRY_SQL, row)
        return list(cursor.fetchall())
