"""The error file of an import: refused rows with their errors, to be corrected and sent again."""

from typing import IO

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core.stored_messages import StoredMessage, render_message
from apps.core.tables.writer import TableFileKind, write_table
from apps.courses.imports import list_refused_rows
from apps.courses.models import Import
from apps.settings.services import write_audit_log


def export_refused_rows(table_import: Import, *, actor: User) -> tuple[IO[bytes], TableFileKind]:
    """Return the file and its kind, which is the kind that was sent. It has one additional column, which an import
    ignores.

    Audited, because users with all rights also download what others sent.
    """
    form = table_import.options["form"]
    kind: TableFileKind = "xlsx" if form["kind"] == "xlsx" else "csv"
    refused = list_refused_rows(table_import)
    rows = (
        [*(row.cells.get(heading, "") for heading in table_import.columns), "; ".join(_messages(row.errors))]
        for row in refused.iterator(chunk_size=1000)
    )
    headings = [*table_import.columns, _("Errors")]
    changes = {"rows": (None, refused.count()), "format": (None, kind)}
    write_audit_log(actor, "courses.export_refused_rows", table_import, changes)
    return write_table(kind, headings, rows, title=form["sheet"], delimiter=form["delimiter"] or ";"), kind


def _messages(errors: dict[str, list[StoredMessage]]) -> list[str]:
    return [f"{name}: {render_message(message)}" for name, messages in errors.items() for message in messages]
