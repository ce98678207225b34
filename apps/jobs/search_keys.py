"""The job that rebuilds search columns after their form has changed."""

from typing import Any

from django.utils import timezone

from apps.core.search_keys import SearchKeys, list_search_keys
from apps.core.uow import unit_of_work
from apps.jobs import services
from apps.jobs.kinds import ClaimedJob

BATCH_SIZE = 500


def rebuild_search_keys(job: ClaimedJob) -> None:
    """Job handler: set the search columns of all rows whose columns are of an older form.

    It goes through the tables in batches, one transaction each, and locks only rows that differ. The job's payload says
    how far it is: `table`, `after` (the last id), `checked` and `changed`. A job that is tried again goes on there.
    """
    progress: dict[str, Any] = {"table": "", "after": None, "checked": 0, "changed": 0} | job.payload
    for keys in list_search_keys():
        if keys.name < progress["table"]:
            continue
        if keys.name > progress["table"]:
            progress |= {"table": keys.name, "after": None}
        while _rebuild_batch(job, keys, progress):
            pass
    with unit_of_work():
        services.complete_job(job)


def _rebuild_batch(job: ClaimedJob, keys: SearchKeys, progress: dict[str, Any]) -> bool:
    """Rebuild the next rows of a table and store the progress; return whether there were any."""
    rows = keys.list_rows().order_by("pk")
    with unit_of_work():
        row_of_job = services.lock_claim(job)
        batch = list((rows.filter(pk__gt=progress["after"]) if progress["after"] else rows)[:BATCH_SIZE])
        if not batch:
            return False
        stale = [row.pk for row in batch if keys.set_keys_if_stale(row)]
        changed = [
            row for row in rows.filter(pk__in=stale).select_for_update(no_key=True) if keys.set_keys_if_stale(row)
        ]
        rows.model._base_manager.bulk_update(changed, keys.columns)
        progress["after"] = str(batch[-1].pk)
        progress["checked"] += len(batch)
        progress["changed"] += len(changed)
        row_of_job.payload, row_of_job.updated_at = progress, timezone.now()
        row_of_job.save(update_fields=["payload", "updated_at"])
    return True
