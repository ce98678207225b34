"""Writes to the coin ledger.

The ledger is append-only. A cause's coins are corrected by a counter-entry and the next revision; the balance
moves in the statement that writes the entry, so it always equals the ledger's sum.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Sum
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.ids import uuid7
from apps.core.uow import unit_of_work
from apps.courses.queries import group_ids_of
from apps.gamification import events, queries
from apps.gamification.causes import all_causes
from apps.gamification.models import CoinTransaction, GroupBoard, StudentCoin
from apps.jobs.kinds import ClaimedJob
from realtime.events import group_stream, publish, user_stream

ANNOUNCE_EVERY = timedelta(seconds=1)

ENTRY = """
    WITH entry AS (
        INSERT INTO gamification_cointransaction
            (id, created_at, updated_at, student_id, cause, revision, amount, reason)
        VALUES (%(id)s, %(now)s, %(now)s, %(student)s, %(cause)s, %(revision)s, %(amount)s, %(reason)s)
        RETURNING student_id, amount
    )
    UPDATE gamification_studentcoin AS coin SET balance = coin.balance + entry.amount
    FROM entry WHERE coin.student_id = entry.student_id
    RETURNING coin.balance
"""


def award(*, student: User, cause: str, amount: int, reason: str) -> int:
    """Bring what the pupil has for `cause` (`<declared kind>:<id>`) to `amount` coins; returns the change.

    Safe to repeat and to run in parallel: the same amount again changes nothing, another amount writes the
    difference as the next revision. Raises KeyError for an undeclared kind of cause and ValueError below 0.
    """
    all_causes()[cause.partition(":")[0]]
    if amount < 0:
        raise ValueError("a cause earns 0 coins or more")
    with unit_of_work():
        _lock(student)
        entries = CoinTransaction.objects.filter(student=student, cause=cause)
        so_far = entries.aggregate(total=Sum("amount", default=0), revisions=Count("id"))
        change = amount - int(so_far["total"])
        if change == 0:
            return 0
        balance = _enter(student, cause, so_far["revisions"] + 1, change, reason)
        changed = events.CoinsChanged(amount=change, balance=balance, cause=cause, reason=reason)
        publish(user_stream(student.pk), changed)
        for group_id in group_ids_of(student):
            _announce_soon(group_id)
    return change


def announce_leaderboard(job: ClaimedJob) -> None:
    """Handler of the job that tells a group its board after a second of quiet."""
    with unit_of_work():
        jobs.complete(job)
        board = GroupBoard.objects.select_for_update().filter(pk=UUID(job.object_id)).first()
        if board is not None:
            _announce(board)


def _lock(student: User) -> None:
    """Make sure that the pupil has a balance row and hold it until the commit."""
    StudentCoin.objects.bulk_create([StudentCoin(student=student)], ignore_conflicts=True)
    StudentCoin.objects.select_for_update().get(pk=student.pk)


def _enter(student: User, cause: str, revision: int, amount: int, reason: str) -> int:
    """Write one entry and move the balance with it; the new balance."""
    row: dict[str, Any] = {
        "id": uuid7(),
        "now": timezone.now(),
        "student": student.pk,
        "cause": cause,
        "revision": revision,
        "amount": amount,
        "reason": reason,
    }
    with connection.cursor() as cursor:
        cursor.execute(ENTRY, row)
        return int(cursor.fetchone()[0])


def _announce_soon(group_id: UUID) -> None:
    """Tell the group its board now, or by a job when it was told less than a second ago."""
    GroupBoard.objects.bulk_create([GroupBoard(group_id=group_id)], ignore_conflicts=True)
    board = GroupBoard.objects.select_for_update().get(pk=group_id)
    if board.announced_at is None or timezone.now() - board.announced_at >= ANNOUNCE_EVERY:
        _announce(board)
    elif not board.waiting:
        GroupBoard.objects.filter(pk=group_id).update(waiting=True)
        jobs.enqueue(
            kind="gamification.announce_leaderboard",
            object_id=group_id,
            run_at=board.announced_at + ANNOUNCE_EVERY,
        )


def _announce(board: GroupBoard) -> None:
    GroupBoard.objects.filter(pk=board.pk).update(waiting=False, announced_at=timezone.now())
    state = queries.group_leaderboard(board.group_id)
    publish(group_stream(board.group_id), events.LeaderboardChanged(**state))
