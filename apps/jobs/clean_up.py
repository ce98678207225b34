"""The job `jobs.clean_up`, once a day: delete data by the declared retention."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog
from django.apps import apps
from django.db import close_old_connections
from django.db.models import QuerySet

from apps.core.files import removal
from apps.core.retention import RetentionRule, list_retention_rules
from apps.core.uow import unit_of_work
from apps.jobs import events
from apps.jobs.kinds import ClaimedJob, JobKind, get_job_kinds_by_name
from apps.jobs.models import Job, JobState
from apps.jobs.queries import get_database_time
from apps.settings.models import SystemSettings
from apps.settings.queries import get_system_settings

log = structlog.get_logger(__name__)

BATCH = 1000
UNUSED_FILE_AGE = timedelta(days=1)
CleanUpStep = tuple[str, Callable[[], int]]
"""The name of a step, and the function that does it and returns how many it removed."""


class CleanUpFailed(Exception):
    """Some steps failed; all others were done."""


def run_clean_up(job: ClaimedJob) -> None:
    """Job handler: delete expired rows, expired uploads, unused files and unknown files.

    A step that fails is logged and the others continue; the job then fails with their names. It may run twice. The time
    is the database's: a machine whose clock is far ahead would delete what is to be kept.
    """
    now = get_database_time()
    _run_steps(
        [
            *_list_retention_steps(now),
            ("uploads", lambda: removal.remove_expired_uploads(now=now)),
            ("unused files", lambda: removal.remove_unused_files(before=now - UNUSED_FILE_AGE)),
            ("stray files", lambda: removal.remove_files_without_row(before=now - UNUSED_FILE_AGE)),
        ]
    )


def delete_expired_rows(now: datetime) -> dict[str, int]:
    """Delete rows by the retention rules of all apps, and jobs by `keep_done` and `keep_dead` of their kinds. Return
    counts by model.
    """
    return _run_steps(_list_retention_steps(now))


def _list_retention_steps(now: datetime) -> Iterator[CleanUpStep]:
    settings = get_system_settings()
    for rule in list_retention_rules():
        before = _get_cut_off(rule, now, settings)
        if before is not None:
            yield rule.model, partial(_delete_by_rule, rule, before)
    yield "jobs.Job", partial(_delete_jobs, now)


def _run_steps(parts: Iterable[CleanUpStep]) -> dict[str, int]:
    """Return how many each step removed. Raise CleanUpFailed after all steps when some failed."""
    removed: Counter[str] = Counter()
    failed: list[str] = []
    for name, remove in parts:
        try:
            removed[name] += remove()
        except Exception:
            log.exception("clean-up failed", part=name)
            close_old_connections()
            failed.append(name)
    counts = {name: count for name, count in removed.items() if count}
    log.info("cleaned up", removed=counts, failed=failed)
    if failed:
        raise CleanUpFailed(f"not cleaned up: {', '.join(failed)}")
    return counts


def _get_cut_off(rule: RetentionRule, now: datetime, settings: SystemSettings) -> datetime | None:
    """Return the time before which rows are deleted by this rule, or None when they are kept."""
    if not rule.setting:
        return now - rule.age if rule.age is not None else None
    days: int | None = getattr(settings, rule.setting)
    return now - timedelta(days=days) if days is not None else None


def _delete_by_rule(rule: RetentionRule, before: datetime) -> int:
    if (remove := rule.by) is not None:
        return sum(iter(lambda: remove(before=before, limit=BATCH), 0))
    rows = apps.get_model(rule.model)._default_manager.filter(**{f"{rule.field}__lt": before}, **rule.where)
    return _delete_in_batches(rows)


def _delete_jobs(now: datetime) -> int:
    kinds = get_job_kinds_by_name()
    count = dead = 0
    for name in Job.objects.values_list("kind", flat=True).distinct().order_by("kind"):
        kind = kinds.get(name, JobKind(name=name))
        jobs = Job.objects.filter(kind=name)
        count += _delete_in_batches(jobs.filter(state=JobState.DONE, finished_at__lt=now - kind.keep_done))
        dead += _delete_in_batches(jobs.filter(state=JobState.DEAD, finished_at__lt=now - kind.keep_dead))
    if dead:
        with unit_of_work():
            events.publish_dead_jobs_deleted(dead)
    return count + dead


def _delete_in_batches(rows: QuerySet[Any]) -> int:
    count = 0
    while ids := list(rows.values_list("pk", flat=True)[:BATCH]):
        rows.filter(pk__in=ids).delete()
        count += len(ids)
    return count
