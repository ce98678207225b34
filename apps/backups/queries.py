"""Queries of backup records, for monitoring."""

from datetime import datetime

from django.db import connection
from django.db.models.functions import Now

from apps.backups.models import BackupRun
from apps.backups.sets import CLOCK_TOLERANCE

RESTORE_SCHEMA = "talim_restore"
"""A schema that marks an unfinished restore: created with the data, dropped as the last step."""


def get_last_successful_run() -> BackupRun | None:
    """Return the latest successful run. A run that ended more than an hour in the future is skipped: a clock was wrong,
    and it would stay the latest for years.
    """
    return BackupRun.objects.filter(ok=True, finished_at__lt=Now() + CLOCK_TOLERANCE).order_by("-finished_at").first()


def get_last_successful_run_end() -> datetime | None:
    """Return when the latest successful run ended."""
    run = get_last_successful_run()
    return run.finished_at if run else None


def get_unfinished_restore() -> str:
    """Return the name of the backup set whose data was restored while the restore did not end; "" for none. Its waiting
    messages, sessions and jobs are still those of the old server.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"{RESTORE_SCHEMA}.unfinished"])
        if cursor.fetchone() != (True,):
            return ""
        cursor.execute(f"SELECT name FROM {RESTORE_SCHEMA}.unfinished")  # noqa: S608
        return str(cursor.fetchone()[0])
