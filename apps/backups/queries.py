"""Reads of the record of backups, for whoever watches."""

from datetime import datetime

from django.db import connection
from django.db.models.functions import Now

from apps.backups.models import BackupRun
from apps.backups.sets import CLOCK_TOLERANCE

RESTORE_SCHEMA = "talim_restore"
"""The schema that stands in a database whose data a restore has brought, until the rest of the restore is done."""


def get_last_run() -> BackupRun | None:
    """The latest run that has ended, well or not."""
    return BackupRun.objects.filter(ok__isnull=False).order_by("-finished_at").first()


def get_last_good_run() -> BackupRun | None:
    """The latest run that ended well: the age of what a restore would bring back. One that ended in the future by the
    database's clock is passed over: it would be the latest for years, whatever fails meanwhile.
    """
    ended = BackupRun.objects.filter(ok=True, finished_at__lt=Now() + CLOCK_TOLERANCE)
    return ended.order_by("-finished_at").first()


def get_last_good_time() -> datetime | None:
    """When the latest run that ended well ended."""
    run = get_last_good_run()
    return run.finished_at if run else None


def get_unfinished_restore() -> str:
    """The set of which a restore has brought the data, without ending: waiting messages, sessions and jobs are still
    those of the server that was backed up. "" where there is none.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"{RESTORE_SCHEMA}.unfinished"])
        if cursor.fetchone() != (True,):
            return ""
        cursor.execute(f"SELECT name FROM {RESTORE_SCHEMA}.unfinished")  # noqa: S608
        return str(cursor.fetchone()[0])
