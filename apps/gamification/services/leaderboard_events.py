"""Publish the leaderboards of groups within a second, at most once a second each; only the last state is published."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.courses.models import Group, Membership
from apps.events.publishing import get_group_stream, publish_event
from apps.gamification import events
from apps.gamification.models import GroupBoard
from apps.gamification.queries.leaderboard_stream import build_stream_leaderboard, get_leaderboard_rows_by_group
from apps.jobs.kinds import ClaimedJob
from apps.settings.queries import get_system_settings

PUBLISH_INTERVAL = timedelta(seconds=1)
GROUPS_PER_JOB = 90
"""Their ids fit into one job's payload."""


def publish_leaderboards(job: ClaimedJob) -> None:
    """Handler: publish the leaderboards of the groups in the payload; those published less than a second ago, a little
    later.
    """
    with unit_of_work():
        jobs.complete_job(job)
        groups = Group.objects.filter(pk__in=job.payload["groups"]).order_by("pk").values_list("pk", flat=True)
        publish_or_schedule_leaderboards(list(groups))


def publish_leaderboard(job: ClaimedJob) -> None:
    """Handler: publish the leaderboard of a group once a second has passed since the last time; do nothing when it was
    published meanwhile.
    """
    with unit_of_work():
        jobs.complete_job(job)
        board = GroupBoard.objects.select_for_update().filter(pk=UUID(job.object_id)).first()
        if board is None or not board.waiting:
            return
        if board.announced_at is None or timezone.now() - board.announced_at >= PUBLISH_INTERVAL:
            _publish_boards([board.pk])
        else:
            _schedule_publish(board.pk, board.announced_at)


def publish_or_schedule_leaderboards(groups: Sequence[UUID], locked_boards: Sequence[GroupBoard] | None = None) -> None:
    """Publish the leaderboards of these groups (in the order of their ids) now, or by a job where the last time was
    less than a second ago. `locked_boards`: their boards, where the caller has locked them.
    """
    if not groups:
        return
    boards = _lock_group_boards(groups) if locked_boards is None else locked_boards
    if len(boards) < len(groups):
        GroupBoard.objects.bulk_create([GroupBoard(group_id=pk) for pk in groups], ignore_conflicts=True)
        boards = _lock_group_boards(groups)
    due_before = timezone.now() - PUBLISH_INTERVAL
    _publish_boards([board.pk for board in boards if board.announced_at is None or board.announced_at <= due_before])
    for board in boards:
        if board.announced_at is not None and board.announced_at > due_before and not board.waiting:
            GroupBoard.objects.filter(pk=board.pk).update(waiting=True)
            _schedule_publish(board.pk, board.announced_at)


def enqueue_leaderboard_events(students: set[UUID]) -> None:
    """Enqueue jobs that publish the leaderboards of these pupils' groups."""
    memberships = Membership.objects.filter(student__in=students, left_on__isnull=True)
    groups = [str(pk) for pk in memberships.order_by("group_id").values_list("group_id", flat=True).distinct()]
    for start in range(0, len(groups), GROUPS_PER_JOB):
        payload = {"groups": groups[start : start + GROUPS_PER_JOB]}
        jobs.enqueue(kind="gamification.announce_leaderboards", payload=payload)


def _lock_group_boards(groups: Sequence[UUID]) -> Sequence[GroupBoard]:
    return list(GroupBoard.objects.select_for_update().filter(pk__in=groups).order_by("pk"))


def _schedule_publish(group_id: UUID, told_at: datetime) -> None:
    jobs.enqueue(kind="gamification.announce_leaderboard", object_id=group_id, run_at=told_at + PUBLISH_INTERVAL)


def _publish_boards(groups: Sequence[UUID]) -> None:
    """Publish the leaderboards of these groups, whose boards are locked, where the centre shows leaderboards. Three
    statements for any number of groups.
    """
    if not groups:
        return
    GroupBoard.objects.filter(pk__in=groups).update(waiting=False, announced_at=timezone.now())
    if not get_system_settings().leaderboards_shown:
        return
    for group, rows in get_leaderboard_rows_by_group(groups).items():
        publish_event(get_group_stream(group), events.LeaderboardChanged(**build_stream_leaderboard(group, rows)))
