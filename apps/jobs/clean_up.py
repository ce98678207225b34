"""Clean-up by declared retention: the job `jobs.clean_up`, once a day."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from apps.core import files
from apps.core.retention import Retention, declared
from apps.core.uow import unit_of_work
from apps.jobs import events
from apps.jobs.kinds import ClaimedJob, JobKind, all_kinds
from apps.jobs.models import Job, JobState
from apps.settings.models import SystemSettings
from apps.settings.queries import system

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
    settings = system()
    for rule in declared():
        before = _before(rule, now, settings)
        if before is not None:
            deleted[rule.model] = deleted.get(rule.model, 0) + _delete_by(rule, before)
    deleted["jobs.Job"] = deleted.get("jobs.Job", 0) + _delete_jobs(now)
    return {name: count for name, count in deleted.items() if count}


def _before(rule: Retention, now: datetime, settings: SystemSettings) -> datetime | None:
    """Up to when rows go by this rule; None when they stay."""
    if not rule.setting:
        return now - rule.age if rule.age is not None else None
    days: int | None = getattr(settings, rule.setting)
    return now - timedelta(days=days) if days is not None else None


def _delete_by(rule: Retention, before: datetime) -> int:
    if rule.by:
        return _until_none_left(import_string(rule.by), before)
    model = apps.get_model(rule.model)
    return _delete(model._default_manager.filter(**{f"{rule.field}__lt": before}, **rule.where))


def _until_none_left(remove: Callable[..., int], before: datetime) -> int:
    count = 0
    while gone := remove(before=before, most=BATCH):
        count += gone
    return count


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
