"""Counters of forums: set under the lock of their row, and proven each night."""

from uuid import UUID

import structlog
from django.db.models import Count, F, OuterRef, Q
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.forums.models import Discussion, Reply, Upvote
from apps.forums.queries import count_rows
from apps.jobs.kinds import ClaimedJob

log = structlog.get_logger(__name__)


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
    """Job handler: compare the counters of votes and replies with the rows; log and mend each that differs."""
    with unit_of_work():
        jobs.complete_job(job)
        for reply_id, found, counted in list_wrong_votes():
            log.error("votes wrong", reply=str(reply_id), found=found, counted=counted)
            Reply.objects.select_for_update(no_key=True).get(pk=reply_id)
            number = Upvote.objects.filter(reply=reply_id).count()
            Reply.objects.filter(pk=reply_id).update(upvote_count=number, updated_at=timezone.now())
        for discussion in list_wrong_reply_counts():
            locked = Discussion.objects.select_for_update(no_key=True).get(pk=discussion.pk)
            log.error("replies wrong", discussion=str(discussion.pk), found=discussion.reply_count)
            count_replies(locked)


def list_wrong_votes() -> list[tuple[UUID, int, int]]:
    """Return the id, the counter and the number of votes of each reply whose counter is wrong."""
    rows = Reply.objects.annotate(counted=count_rows(Upvote.objects.filter(reply=OuterRef("pk"))))
    wrong = rows.exclude(counted=F("upvote_count")).order_by("pk")
    return list(wrong.values_list("pk", "upvote_count", "counted"))


def list_wrong_reply_counts() -> list[Discussion]:
    """Return the discussions whose number of replies is wrong, by id."""
    shown = Q(replies__hidden_at__isnull=True, replies__deleted_at__isnull=True)
    rows = Discussion.objects.annotate(counted=Count("replies", filter=shown))
    return list(rows.exclude(counted=F("reply_count")).order_by("pk"))
