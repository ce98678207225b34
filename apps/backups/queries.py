"""Reads of the record of backups, for whoever watches."""

from datetime import datetime

from apps.backups.models import BackupRun


def last_run() -> BackupRun | None:
    """The latest run that has ended, well or not."""
    return BackupRun.objects.filter(ok__isnull=False).order_by("-finished_at").first()


def last_good() -> BackupRun | None:
    """The latest run that ended well: the age of what a restore would bring back."""
    return BackupRun.objects.filter(ok=True).order_by("-finished_at").first()


def last_good_at() -> datetime | None:
    """When the latest run that ended well ended."""
    run = last_good()
    return run.finished_at if run else None
