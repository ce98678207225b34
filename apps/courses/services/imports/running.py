"""The job of an import of any kind: read the file, plan every row, write in one transaction, store the results."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from django.db import connection
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

import apps.jobs.services as jobs
import apps.settings.services as settings
from apps.accounts.access import has_permission
from apps.core.errors import DomainError, Unavailable
from apps.core.files import open_file
from apps.core.stored_messages import Kept, kept
from apps.core.tables import Row, Table, read_table
from apps.core.uow import unit_of_work
from apps.core.validators import NotValid
from apps.courses.models import Import, ImportRow, ImportState, RowVerdict
from apps.jobs.kinds import ClaimedJob, TryLater

log = structlog.get_logger(__name__)

BATCH = 1000
LONGEST_PROBLEM = 300
DIED = _("Something went wrong on our side; nothing was taken over. Please send the table again.")
AWAY = timedelta(minutes=1)
"""So long is waited for a store that is away, or for a place to read a spreadsheet in."""


@dataclass
class Judged:
    """The result of one row. `made` is what undoing needs; in a dry run at most the person's id."""

    row: Row
    verdict: RowVerdict
    errors: dict[str, list[Kept]] = field(default_factory=dict)
    made: dict[str, Any] = field(default_factory=dict)


Carry = Callable[[Import, Table], Sequence[Judged]]
"""Judges every row and, unless it is a dry run, writes those that are not refused, within a unit of work. NotValid and
domain errors fail the import as a whole."""


def carry_out(job: ClaimedJob, *, permission: str, carry: Carry) -> None:
    """Job handler of the import `object_id`: all accepted rows are committed at once, or none.

    Do nothing when the import is gone or already finished. A file that cannot be read, or a sender without the
    permission, fails the import. Raise TryLater while the file store or a spreadsheet reader is not available.
    """
    found = Import.objects.select_related("by", "file").filter(pk=job.object_id, state=ImportState.QUEUED).first()
    if found is None:
        jobs.complete_unless_done(job)
        return
    with translation.override(found.by.locale if found.by else None):
        try:
            _carry_out(job, found, permission, carry)
        except Unavailable as error:
            raise TryLater(str(error.detail), after=AWAY) from error
        except (NotValid, DomainError) as error:
            _fail(job, found, error.message if isinstance(error, NotValid) else error.detail)


def _carry_out(job: ClaimedJob, found: Import, permission: str, carry: Carry) -> None:
    table = _table(found, permission)
    Import.objects.filter(pk=found.pk).update(figures={"rows": len(table.rows)}, updated_at=timezone.now())
    with unit_of_work():
        jobs.complete(job)
        if not found.dry_run:
            one_at_a_time(found.kind)
        found = Import.objects.select_for_update(of=("self",)).select_related("by").get(pk=found.pk)
        judged = carry(found, table)
        _keep(found, judged)


def one_at_a_time(kind: str) -> None:
    """Take an advisory lock until the commit: two imports at once could create the same people."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"import:{kind}"])


def died(job: ClaimedJob, reason: str) -> None:
    """Mark the import as failed after its job died."""
    Import.objects.filter(pk=job.object_id, state=ImportState.QUEUED).update(
        state=ImportState.FAILED, problem=_kept(DIED), finished_at=timezone.now(), updated_at=timezone.now()
    )


def _kept(problem: StrOrPromise) -> str:
    """Return the message to store: translatable text, or with values in it the text in the sender's language."""
    words = kept(problem)
    if isinstance(words, str):
        return words
    return str(problem) if words["values"] else str(words["text"])


def _table(found: Import, permission: str) -> Table:
    if found.by is None or not has_permission(found.by, permission):
        raise DomainError(_("Who sent this table may not do this any more."))
    try:
        with open_file(found.file) as opened:  # type: ignore[arg-type]
            return read_table(opened, headings_row=found.options.get("headings_row"))
    except (FileNotFoundError, AttributeError) as error:
        raise DomainError(_("The file of this import is gone: please send it again.")) from error


def _fail(job: ClaimedJob, found: Import, problem: StrOrPromise) -> None:
    with unit_of_work():
        jobs.complete(job)
        Import.objects.filter(pk=found.pk).update(
            state=ImportState.FAILED,
            problem=_kept(problem)[:LONGEST_PROBLEM],
            finished_at=timezone.now(),
            updated_at=timezone.now(),
        )
    log.info("an import failed", id=str(found.pk), kind=found.kind)


def _keep(found: Import, judged: Sequence[Judged]) -> None:
    ImportRow.objects.bulk_create(
        [
            ImportRow(
                belongs_to=found,
                number=one.row.number,
                cells=one.row.cells,
                verdict=one.verdict,
                errors=one.errors,
                made=one.made,
            )
            for one in judged
        ],
        batch_size=BATCH,
    )
    counts = Counter(one.verdict for one in judged)
    found.figures = {"rows": len(judged), **{verdict.value: counts[verdict] for verdict in RowVerdict}}
    found.state = ImportState.CHECKED if found.dry_run else ImportState.DONE
    found.finished_at = timezone.now()
    found.save(update_fields=["figures", "state", "finished_at", "updated_at"])
    if not found.dry_run:
        changes = {name: (None, count) for name, count in found.figures.items()}
        settings.audit(actor=found.by, action=f"{found.kind}.import", obj=found, changes=changes)
