"""Metrics of backups (the setting LAST_BACKUP)."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from prometheus_client.core import GaugeMetricFamily, Metric

from apps.backups import queries


def are_backups_recorded() -> bool:
    """Return whether this installation records its backups."""
    return bool(settings.LAST_BACKUP)


def get_last_successful_backup_time() -> datetime | None:
    """Return when the newest successful backup ended, or None."""
    if not are_backups_recorded():
        return None
    ended_at: datetime | None = import_string(settings.LAST_BACKUP)()
    return ended_at


def collect_backup_age_and_missing_files() -> Iterator[Metric]:
    """Return the age of the last good backup (no sample without one) and its missing files."""
    age = GaugeMetricFamily("talim_backup_age_seconds", "Since the last good backup ended", labels=[])
    ended = get_last_successful_backup_time()
    if ended is not None:
        age.add_metric([], (timezone.now() - ended).total_seconds())
    yield age
    known = GaugeMetricFamily("talim_backup_known", "1 once there is a good backup", value=float(ended is not None))
    yield known
    run = queries.get_last_successful_run()
    text = "Files that rows name and the store had lost or changed at the last good backup"
    yield GaugeMetricFamily("talim_backup_missing_files", text, value=float(run.missing if run else 0))
    text = "1 while older backups, or files of theirs, could not be removed by the last good one"
    yield GaugeMetricFamily("talim_backup_left_over", text, value=float(bool(run and run.left_over)))
