"""Queries of the audit log: the feed with its filters, and the export as a table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import IO, Any
from uuid import UUID

import orjson
from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from apps.core.errors import Invalid
from apps.core.tables.cells import Cell
from apps.core.tables.writer import TableFileKind, write_table
from apps.settings.models import AuditLog
from apps.settings.queries import filter_created_between
from apps.settings.services import write_audit_log

MAX_ROWS = 50_000
CHUNK_ROWS = 1000
CELL_LENGTH = 2000


@dataclass(frozen=True)
class AuditLogFilter:
    """Filters of the audit log; empty ones do not filter. An `action` that ends with a dot is a prefix. `since` and
    `until` are moments, or days of the default branch that are included.
    """

    actor: UUID | None = None
    action: str = ""
    object_type: str = ""
    object_id: str = ""
    request_id: str = ""
    since: date | None = None
    until: date | None = None

    def to_texts(self) -> dict[str, str]:
        """Return the filters that are set, as text."""
        return {name: str(value) for name, value in vars(self).items() if value}


def filter_audit_log(filters: AuditLogFilter, *, with_values: bool) -> QuerySet[AuditLog]:
    """Return the entries with their actors, newest first, and with their values if `with_values`."""
    rows = AuditLog.objects.select_related("actor", *(["values_row"] if with_values else [])).order_by("-id")
    by = {
        "actor": filters.actor,
        "object_type": filters.object_type,
        "object_id": filters.object_id,
        "request_id": filters.request_id,
        "action__startswith" if filters.action.endswith(".") else "action": filters.action,
    }
    rows = filter_created_between(rows, filters.since, filters.until)
    return rows.filter(**{name: value for name, value in by.items() if value})


def name_audited(object_type: str, fields: Iterable[str]) -> tuple[str, dict[str, str]]:
    """Return the name of this kind of object and of its fields in the active language. A kind that is no model has its
    code as name; a field that the model does not have has none.
    """
    try:
        model = apps.get_model(object_type)
    except (LookupError, ValueError):
        return object_type, {}
    names = {field.name: str(field.verbose_name) for field in model._meta.fields}
    return str(model._meta.verbose_name), {name: names[name] for name in fields if name in names}


def export_audit_log(*, actor: Any, filters: AuditLogFilter, kind: TableFileKind, with_values: bool) -> IO[bytes]:
    """Return the entries as a table, newest first, and write the export to the audit log.

    Raise Invalid on "since" for more than MAX_ROWS entries.
    """
    entries = filter_audit_log(filters, with_values=with_values)
    count = entries.count()
    if count > MAX_ROWS:
        raise Invalid.field("since", _("More than %(count)s entries. Choose a shorter period.") % {"count": MAX_ROWS})
    details = {name: (None, value) for name, value in filters.to_texts().items()}
    write_audit_log(actor, "settings.export_audit", None, {"rows": (None, count), "format": (None, kind), **details})
    headings = [_("Time"), _("Person"), _("Action"), _("Kind"), _("Id"), _("Fields"), _("Request")]
    if with_values:
        headings += [_("Values"), _("Network")]
    return write_table(kind, headings, _build_rows(entries, with_values), title=_("Audit log"))


def _build_rows(entries: QuerySet[AuditLog], with_values: bool) -> Iterator[list[Cell]]:
    for entry in entries.iterator(chunk_size=CHUNK_ROWS):
        row: list[Cell] = [
            entry.created_at.isoformat(),
            entry.actor.full_name if entry.actor else str(entry.actor_id or ""),
            entry.action,
            entry.object_type,
            entry.object_id,
            ", ".join(entry.fields),
            entry.request_id,
        ]
        if with_values:
            side = getattr(entry, "values_row", None)
            row += [orjson.dumps(side.values).decode()[:CELL_LENGTH], side.network] if side else ["", ""]
        yield row
