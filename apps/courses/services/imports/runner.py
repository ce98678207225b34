"""The job of an import of any kind: read the file, plan every row, write in one transaction, store the results."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID

import structlog
from django.db import connection
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

import apps.jobs.services as jobs
from apps.accounts.access import has_permission
from apps.core.errors import DomainError, Unavailable
from apps.core.files.stored import open_stored_file
from apps.core.stored_messages import serialize_message
from apps.core.tables.reader import Table, read_table
from apps.core.uow import unit_of_work
from apps.core.validators import InvalidValue
from apps.courses.models import Import, ImportRow, ImportRowResult, ImportState
from apps.jobs.kinds import ClaimedJob, RetryLater
from apps.settings.services import write_audit_log

log = structlog.get_logger(__name__)

BATCH = 1000
MAX_PROBLEM_LENGTH = 300
IMPORT_CRASHED = _("An internal error occurred and nothing was imported. Please send the file again.")
RETRY_DELAY = timedelta(minutes=1)
"""The delay before a retry when the file store or a spreadsheet reader is not available."""


ImportHandler = Callable[[Import, Table], Sequence[ImportRow]]
"""Judges every row and, unless it is a dry run, writes those that are not refused, within a unit of work; returns the
unsaved results. InvalidValue and domain errors fail the import as a whole."""


def run_import(job: ClaimedJob, *, permission: str, handler: ImportHandler) -> None:
    """Job handler of the import `object_id`: all accepted rows are committed at once, or none.

    Do nothing when the import is gone or already finished. A file that cannot be read, or a sender without the
    permission, fails the import. Raise RetryLater while the file store or a spreadsheet reader is not available.
    """
    queued = Import.objects.filter(pk=job.object_id, state=ImportState.QUEUED)
    table_import = queued.select_related("by", "file").first()
    if table_import is None:
        jobs.complete_job_unless_done(job)
        return
    with translation.override(table_import.by.locale if table_import.by else None):
        try:
            _run(job, table_import, permission, handler)
        except Unavailable as error:
            raise RetryLater(str(error.detail), after=RETRY_DELAY) from error
        except (InvalidValue, DomainError) as error:
            with unit_of_work():
                jobs.complete_job(job)
                _fail(table_import.pk, error.message if isinstance(error, InvalidValue) else error.detail)
            log.info("an import failed", id=str(table_import.pk), kind=table_import.kind)


def _run(job: ClaimedJob, table_import: Import, permission: str, handler: ImportHandler) -> None:
    table = _read_table(table_import, permission)
    Import.objects.filter(pk=table_import.pk).update(figures={"rows": len(table.rows)}, updated_at=timezone.now())
    with unit_of_work():
        jobs.complete_job(job)
        if not table_import.dry_run:
            lock_import_kind(table_import.kind)
        table_import = Import.objects.select_for_update(of=("self",)).select_related("by").get(pk=table_import.pk)
        _save_results(table_import, handler(table_import, table))


def lock_import_kind(kind: str) -> None:
    """Take an advisory lock until the commit: two imports at once could create the same people."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"import:{kind}"])


def fail_dead_import(job: ClaimedJob, reason: str) -> None:
    """Mark the import as failed after its job died."""
    _fail(job.object_id, IMPORT_CRASHED)


def _fail(import_id: UUID | str, problem: StrOrPromise) -> None:
    now, text = timezone.now(), _stored_problem(problem)[:MAX_PROBLEM_LENGTH]
    queued = Import.objects.filter(pk=import_id, state=ImportState.QUEUED)
    queued.update(state=ImportState.FAILED, problem=text, finished_at=now, updated_at=now)


def _stored_problem(problem: StrOrPromise) -> str:
    """Return the message to store: translatable text, or with values in it the text in the sender's language."""
    words = serialize_message(problem)
    if isinstance(words, str):
        return words
    return str(problem) if words["values"] else str(words["text"])


def _read_table(table_import: Import, permission: str) -> Table:
    if table_import.by is None or not has_permission(table_import.by, permission):
        raise DomainError(_("The user who sent this file has no permission to import it."))
    try:
        with open_stored_file(table_import.file) as opened:  # type: ignore[arg-type]
            return read_table(opened, headings_row=table_import.options.get("headings_row"))
    except (FileNotFoundError, AttributeError) as error:
        raise DomainError(_("The file of this import is gone: please send it again.")) from error


def _save_results(table_import: Import, results: Sequence[ImportRow]) -> None:
    for row in results:
        row.belongs_to = table_import
    ImportRow.objects.bulk_create(results, batch_size=BATCH)
    counts = Counter(row.verdict for row in results)
    table_import.figures = {"rows": len(results), **{verdict.value: counts[verdict] for verdict in ImportRowResult}}
    table_import.state = ImportState.CHECKED if table_import.dry_run else ImportState.DONE
    table_import.finished_at = timezone.now()
    table_import.save(update_fields=["figures", "state", "finished_at", "updated_at"])
    if not table_import.dry_run:
        changes = {name: (None, count) for name, count in table_import.figures.items()}
        write_audit_log(table_import.by, f"{table_import.kind}.import", table_import, changes)
