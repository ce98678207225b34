"""Reads about jobs and the processes that work on them."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Min, QuerySet
from django.db.models.functions import Extract, Now

from apps.jobs.models import Job, JobState, ProcessBeat


def jobs(*, state: str = "", kind: str = "") -> QuerySet[Job]:
    """Jobs for staff, without their secrets; newest first."""
    found = Job.objects.defer("sealed").order_by("-id")
    if state:
        found = found.filter(state=state)
    if kind:
        found = found.filter(kind=kind)
    return found


def due() -> dict[str, int]:
    """How many jobs could run now, by queue."""
    rows = Job.objects.filter(state=JobState.QUEUED, run_at__lte=Now()).values_list("queue").annotate(Count("id"))
    return dict(rows)


def ready_processes(role: str) -> int:
    """How many processes of a role (`worker`, `speech`, `scheduler`) are alive and ready to take work."""
    silence = timedelta(seconds=3 * settings.JOB_RENEW_SECONDS)
    return ProcessBeat.objects.filter(role=role, ready=True, seen_at__gt=Now() - silence).count()


def longest_wait() -> float:
    """For how many seconds the job that could run longest has been waiting; 0 when none waits."""
    first = Job.objects.filter(state=JobState.QUEUED, run_at__lte=Now()).aggregate(
        seconds=Extract(Now() - Min("run_at"), "epoch")
    )["seconds"]
    return float(first or 0)
