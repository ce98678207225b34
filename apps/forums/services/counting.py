"""Counters of forums: set under the lock of their row, and proven each night."""

from typing import Any
from uuid import UUID

import structlog
from django.db.models import Count, F, Max, OuterRef, Q, QuerySet
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.forums.models import Discussion, Reply, Upvote
from apps.forums.queries import count_rows
from apps.jobs.kinds import ClaimedJob

log = structlog.get_logger(__name__)

BATCH_SIZE = 500


def count_replies(discussion: Discussion) -> None:
    """Set the number of replies that are shown, and the time of the last text. Call it under the lock."""
    shown = discussion.replies.filter(hidden_at__isnull=True, deleted_at__isnull=True)
    times = list(shown.order_by("-created_at").values_list("created_at", flat=True)[:1])
    discussion.reply_count = shown.count()
    discussion.last_activity_at = max([discussion.created_at, *times])
    discussion.save(update_fields=["reply_count", "last_activity_at", "updated_at"])


def forget_answer(discussion: Discussion) -> None:
    """Take away that a question is resolved: its accepted answer is going. Call it under the lock."""
    discussion.resolved_at = None
    discussion.save(update_fields=["resolved_at", "updated_at"])


def prove_counters(job: ClaimedJob) -> None:
    """Job handler: compare the counters of votes and replies with the rows; log and mend each that differs.

    A wrong one is locked and counted again before it is mended, so votes and replies of that moment count. The number
    of queries does not grow with the rows.
    """
    with unit_of_work():
        jobs.complete_job(job)
        _mend_reply_counts([row.pk for row in list_wrong_reply_counts()])
        _mend_votes([reply_id for reply_id, _found, _counted in list_wrong_votes()])


def list_wrong_votes(replies: QuerySet[Reply] | None = None) -> list[tuple[UUID, int, int]]:
    """Return the id, the counter and the number of votes of each reply (of these) whose counter is wrong."""
    rows = Reply.objects.all() if replies is None else replies
    rows = rows.annotate(counted=count_rows(Upvote.objects.filter(reply=OuterRef("pk"))))
    wrong = rows.exclude(counted=F("upvote_count")).order_by("pk")
    return list(wrong.values_list("pk", "upvote_count", "counted"))


def list_wrong_reply_counts(discussions: QuerySet[Discussion] | None = None) -> list[Discussion]:
    """Return the discussions (of these) whose number of replies is wrong, by id; with `counted` and `last_reply_at`."""
    shown = Q(replies__hidden_at__isnull=True, replies__deleted_at__isnull=True)
    rows = Discussion.objects.all() if discussions is None else discussions
    rows = rows.annotate(counted=Count("replies", filter=shown), last_reply_at=Max("replies__created_at", filter=shown))
    return list(rows.exclude(counted=F("reply_count")).order_by("pk"))


def _mend_reply_counts(ids: list[UUID]) -> None:
    _lock(Discussion.objects.filter(pk__in=ids))
    wrong = list_wrong_reply_counts(Discussion.objects.filter(pk__in=ids)) if ids else []
    for row in wrong:
        counted, last = row.counted, row.last_reply_at  # type: ignore[attr-defined]
        log.error("replies wrong", discussion=str(row.pk), found=row.reply_count, counted=counted)
        row.reply_count, row.updated_at = counted, timezone.now()
        row.last_activity_at = max(row.created_at, last or row.created_at)
    Discussion.objects.bulk_update(wrong, ["reply_count", "last_activity_at", "updated_at"], batch_size=BATCH_SIZE)


def _mend_votes(ids: list[UUID]) -> None:
    _lock(Reply.objects.filter(pk__in=ids))
    rows = []
    for reply_id, found, counted in list_wrong_votes(Reply.objects.filter(pk__in=ids)) if ids else []:
        log.error("votes wrong", reply=str(reply_id), found=found, counted=counted)
        rows.append(Reply(pk=reply_id, upvote_count=counted, updated_at=timezone.now()))
    Reply.objects.bulk_update(rows, ["upvote_count", "updated_at"], batch_size=BATCH_SIZE)


def _lock(rows: QuerySet[Any]) -> None:
    """Lock rows in the order of their ids until the commit."""
    list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
