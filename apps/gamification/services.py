"""Writes to the coin ledger.

The ledger is append-only. A cause's coins are corrected by a counter-entry and the next revision; the balance
moves in the statement that writes the entry, so it always equals the ledger's sum.
"""

from collections.abc import Sequence
from dataclasses import dataclass
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
from apps.courses.models import Group, Membership
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

ENTRIES = """
    WITH entry AS (
        INSERT INTO gamification_cointransaction
            (id, created_at, updated_at, student_id, cause, revision, amount, reason)
        SELECT id, %(now)s, %(now)s, student, cause, revision, amount, %(reason)s
        FROM unnest(%(ids)s::uuid[], %(students)s::uuid[], %(causes)s::text[], %(revisions)s::int[], %(amounts)s::int[])
            AS new (id, student, cause, revision, amount)
        RETURNING student_id, amount
    ), moved AS (
        SELECT student_id, sum(amount) AS amount FROM entry GROUP BY student_id
    )
    UPDATE gamification_studentcoin AS coin SET balance = coin.balance + moved.amount
    FROM moved WHERE coin.student_id = moved.student_id
    RETURNING coin.student_id, coin.balance
"""

GROUPS_A_JOB = 90
"""Their ids fit into one job's payload."""


@dataclass(frozen=True)
class Award:
    """What one pupil is to have for one cause (`<declared kind>:<id>`): `amount` coins."""

    student: UUID
    cause: str
    amount: int


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


def award_many(*, awards: Sequence[Award], reason: str) -> dict[str, int]:
    """As `award`, for many pupils in a number of statements that does not grow with them; the changes by cause.

    A cause stands here once and is one pupil's. Their groups hear of it by a job, once each. Raises KeyError for an
    undeclared kind of cause and ValueError below 0 or for a cause that stands here twice.
    """
    wanted = {one.cause: one for one in awards}
    for one in awards:
        all_causes()[one.cause.partition(":")[0]]
        if one.amount < 0:
            raise ValueError("a cause earns 0 coins or more")
    if len(wanted) < len(awards):
        raise ValueError("a cause is awarded twice")
    if not awards:
        return {}
    with unit_of_work():
        _lock_many(sorted({one.student for one in awards}))
        changes, revisions = _due(wanted)
        if changes:
            balances = _enter_many(wanted, changes, revisions, reason)
            for cause, change in changes.items():
                student = wanted[cause].student
                changed = events.CoinsChanged(amount=change, balance=balances[student], cause=cause, reason=reason)
                publish(user_stream(student), changed)
            _announce_by_job({wanted[cause].student for cause in changes})
    return changes


def announce_leaderboards(job: ClaimedJob) -> None:
    """Handler of the job that tells the groups in its payload their boards, those told a moment ago a little later."""
    with unit_of_work():
        jobs.complete(job)
        there = Group.objects.filter(pk__in=job.payload["groups"]).order_by("pk").values_list("pk", flat=True)
        for group_id in there:
            _announce_soon(group_id)


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


def _lock_many(students: Sequence[UUID]) -> None:
    """As `_lock`, of many, in the order of their ids."""
    StudentCoin.objects.bulk_create([StudentCoin(student_id=pk) for pk in students], ignore_conflicts=True)
    list(StudentCoin.objects.select_for_update().filter(pk__in=students).order_by("pk"))


def _due(wanted: dict[str, Award]) -> tuple[dict[str, int], dict[str, int]]:
    """What each cause lacks or has too much, where that is not nothing, and how many entries it has."""
    entries = CoinTransaction.objects.filter(cause__in=list(wanted)).values("cause", "student").order_by()
    totals: dict[str, int] = {}
    revisions: dict[str, int] = {}
    for row in entries.annotate(total=Sum("amount"), number=Count("id")):
        cause = row["cause"]
        revisions[cause] = revisions.get(cause, 0) + row["number"]
        if row["student"] == wanted[cause].student:
            totals[cause] = row["total"]
    due = {cause: one.amount - totals.get(cause, 0) for cause, one in wanted.items()}
    return {cause: change for cause, change in due.items() if change}, revisions


def _enter_many(
    wanted: dict[str, Award], changes: dict[str, int], revisions: dict[str, int], reason: str
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
    }
    with connection.cursor() as cursor:
        cursor.execute(ENTRIES, rows)
        return dict(cursor.fetchall())


def _announce_by_job(students: set[UUID]) -> None:
    open_ones = Membership.objects.filter(student__in=students, left_on__isnull=True)
    groups = [str(pk) for pk in open_ones.order_by("group_id").values_list("group_id", flat=True).distinct()]
    for start in range(0, len(groups), GROUPS_A_JOB):
        payload = {"groups": groups[start : start + GROUPS_A_JOB]}
        jobs.enqueue(kind="gamification.announce_leaderboards", payload=payload)


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
