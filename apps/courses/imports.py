"""Reads of imports. Users get their own; users with all rights in every branch get all of that kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.lookups import filter_given, get_or_not_found
from apps.core.stored_messages import render_message
from apps.courses.models import Import, ImportKind, ImportRow, ImportRowResult

SEE_ALL_PERMISSIONS = {
    ImportKind.STUDENTS: "groups.see_all",
    ImportKind.ATTENDANCE: "attendance.see_all",
    ImportKind.LEADS: "leads.arrange",
}
MAX_PROBLEMS = 20
MAX_SAMPLES = 3


def list_visible_imports(
    user: User, kind: ImportKind, *, state: str | None = None, dry_run: bool | None = None
) -> QuerySet[Import]:
    """Return the user's imports of a kind; all of them for a user who sees everything of that kind in every branch.
    Filters are optional.
    """
    rows = filter_given(Import.objects.filter(kind=kind), state=state, dry_run=dry_run).select_related("by", "file")
    return rows if user.all_branches and has_permission(user, SEE_ALL_PERMISSIONS[kind]) else rows.filter(by=user)


def get_import(user: User, kind: ImportKind, import_id: UUID) -> Import:
    """Return one visible import. Raise NotFound for any other."""
    return get_or_not_found(list_visible_imports(user, kind), import_id)


def list_import_rows(table_import: Import, *, verdict: str | None = None) -> QuerySet[ImportRow]:
    """Return the rows of an import in the order of the table, with one `verdict` where given."""
    rows = ImportRow.objects.filter(belongs_to=table_import).order_by("number")
    return rows.filter(verdict=verdict) if verdict else rows


def reload_import_with_problems(table_import: Import) -> Import:
    """Reload an import with `problems`: the first rows with errors, which after undoing are the rows that were kept."""
    reloaded = Import.objects.select_related("by", "file").get(pk=table_import.pk)
    reloaded.problems = list(list_import_rows(reloaded).exclude(errors={})[:MAX_PROBLEMS])  # type: ignore[attr-defined]
    first_rows = list_import_rows(reloaded).values_list("cells", flat=True)[:MAX_PROBLEMS]
    reloaded.preview = describe_columns(reloaded, list(first_rows))  # type: ignore[attr-defined]
    return reloaded


def list_refused_rows(table_import: Import) -> QuerySet[ImportRow]:
    """Return the rows of the error file."""
    return list_import_rows(table_import, verdict=ImportRowResult.REFUSED)


@dataclass(frozen=True)
class ImportColumn:
    """A column of a table: its field ("" when it is not used), how that was found, its first values, and a remark.

    `source`: `assigned` by hand, now or for an earlier table; `guess`ed or chosen for this file; "" for no field.
    """

    heading: str
    field: str
    source: str
    samples: Sequence[str]
    note: str


def describe_columns(table_import: Import, rows: Sequence[Mapping[str, Any]]) -> list[ImportColumn]:
    """Return the columns of the table in their order, with values of these rows (cells by heading)."""
    fields = {heading: name for name, heading in table_import.mapping.items()}
    assigned, notes = table_import.options.get("assigned", ()), table_import.options.get("notes", {})
    columns = []
    for heading in table_import.columns:
        source = "assigned" if heading in assigned else "guess" if heading in fields else ""
        samples = [text for row in rows if (text := row.get(heading, ""))][:MAX_SAMPLES]
        note = render_message(notes[heading]) if heading in notes else ""
        columns.append(ImportColumn(heading, fields.get(heading, ""), source, samples, note))
    return columns
