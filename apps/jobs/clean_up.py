"""Clean-up by declared retention: the job `jobs.clean_up`, once a day."""

from datetime import datetime, timedelta
from typing import Any

import structlog
from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone

from apps.core import declarations, files
from apps.core.retention import Retention
from apps.core.uow import unit_of_work
from apps.jobs import events
from apps.jobs.kinds import ClaimedJob, JobKind, all_kinds
from apps.jobs.models import Job, JobState

log = structlog.get_logger(__name__)

BATCH = 1000
UNUSED_FILES = timedelta(days=1)


def clean_up(job: ClaimedJob) -> None:
    """The handler: delete what has outlived its declared age, uploads that came to no use, bytes without a row.

    Safe to run twice.
    """
    now = timezone.now()
    deleted = delete_outlived(now)
    uploads = files.remove_expired_uploads(now=now)
    unused = files.remove_unused(before=now - UNUSED_FILES)
    strays = files.remove_strays(before=now - UNUSED_FILES)
    log.info("cleaned up", deleted=deleted, uploads=uploads, files=unused, strays=strays)


def delete_outlived(now: datetime) -> dict[str, int]:
    """Delete by every app's `retention.py` and every kind's `keep_done` and `keep_dead`; counts by model."""
    deleted: dict[str, int] = {}
    for rule in declared():
        model = apps.get_model(rule.model)
        rows: QuerySet[Any] = model._default_manager.filter(**{f"{rule.field}__lt": now - rule.age}, **rule.where)
        deleted[rule.model] = deleted.get(rule.model, 0) + _delete(rows)
    deleted["jobs.Job"] = deleted.get("jobs.Job", 0) + _delete_jobs(now)
    return {name: count for name, count in deleted.items() if count}


def declared() -> list[Retention]:
    """Every declared rule."""
    return [rule for module in declarations.modules("retention") for rule in getattr(module, "RETENTION", [])]


def _delete_jobs(now: datetime) -> int:
    known = all_kinds()
    count = dead = 0
    for name in Job.objects.values_list("kind", flat=True).distinct().order_by("kind"):
        kind = known.get(name, JobKind(name=name))
        count += _delete_ended(name, JobState.DONE, now - kind.keep_done)
        dead += _delete_ended(name, JobState.DEAD, now - kind.keep_dead)
    if dead:
        with unit_of_work():
            events.tell_removed(dead)
    return count + dead


def _delete_ended(kind: str, state: JobState, before: datetime) -> int:
    return _delete(Job.objects.filter(kind=kind, state=state, finished_at__lt=before))


def _delete(rows: QuerySet[Any]) -> int:
    count = 0
    while ids := list(rows.values_list("pk", flat=True)[:BATCH]):
        rows.filter(pk__in=ids).delete()
        count += len(ids)
    return count
