"""Upload of a spreadsheet: its format and columns are recognised at once, a job imports the rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.files.stored import store_upload
from apps.core.tables.reader import MAX_TABLE_BYTES
from apps.core.tables.uploads import read_uploaded_table
from apps.core.uow import unit_of_work
from apps.courses.imports import describe_columns
from apps.courses.models import Import, ImportKind
from apps.courses.services.imports.column_assignments import (
    find_kept_assignment,
    keep_assignment,
    list_kept_headings,
    merge_assignments,
    resolve_assignment,
)
from apps.courses.services.imports.columns import ImportField, check_required_columns, list_known_headings, map_columns
from apps.settings.services import write_audit_log
from ml.text import build_search_key

PREVIEW_ROWS = 20


@dataclass(frozen=True)
class TableSpec:
    """What a spreadsheet of one kind may contain. `needed(headings, mapping)` returns sets of fields of which one is
    required, `more(headings, mapping)` returns options to store.
    """

    kind: ImportKind
    job: str
    fields: tuple[ImportField, ...]
    presets: Mapping[str, Mapping[str, Sequence[str]]]
    required_fields: Callable[[Sequence[str], Mapping[str, str]], Sequence[Sequence[str]]]
    extra_options: Callable[[Sequence[str], Mapping[str, str]], Mapping[str, Any]] = lambda _headings, _mapping: {}


def create_import(
    *,
    actor: User,
    upload: "UploadedFile[bytes]",
    dry_run: bool,
    spec: TableSpec,
    preset: str,
    mapping: Mapping[str, str | None] | None,
    columns: Mapping[str, str | None] | None = None,
    options: Mapping[str, Any],
) -> Import:
    """Store the file, recognise its columns and enqueue the import. The file has no owner, because it is about other
    people: it is neither exported nor erased with its sender.

    `mapping` (field → column) is for this file. `columns` (column → field, None: ignored) is also kept for the next
    tables with the same headings. The answer has `preview`: each column with its field and first values.

    Raise Invalid on "file" for an empty or too wide table and for missing columns, on "mapping", "columns" and
    "preset"; TooLarge; UnsupportedMedia for a file that is neither CSV nor XLSX, and for macros and zip bombs. Then
    nothing is stored.
    """
    if preset and preset not in spec.presets:
        raise Invalid.field("preset", _("There is no such preset."))
    named = spec.presets.get(preset)
    if mapping and columns:
        raise Invalid.field("columns", _("Send either “mapping” or “columns”."))
    words = list_known_headings(spec.fields, preset=named, chosen=mapping) | list_kept_headings(spec.kind)
    words |= {build_search_key(heading) for heading in columns or {}}
    head = read_uploaded_table(upload, max_rows=PREVIEW_ROWS, is_heading=lambda text: build_search_key(text) in words)
    sent = resolve_assignment(columns or {}, head.headings, spec.fields)
    assigned = merge_assignments(find_kept_assignment(spec.kind, head.headings, spec.fields), sent)
    by_field = map_columns(head.headings, spec.fields, preset=named, chosen=mapping, assigned=assigned)
    check_required_columns(head.headings, spec.fields, by_field, spec.required_fields(head.headings, by_field))
    stored = store_upload(owner=None, upload=upload, kind="table", max_bytes=MAX_TABLE_BYTES)
    stored_options = {**options, **spec.extra_options(head.headings, by_field)}
    stored_options |= {"form": asdict(head.form), "headings_row": head.headings_row, "assigned": list(assigned)}
    with unit_of_work():
        if sent:
            keep_assignment(actor=actor, kind=spec.kind, headings=head.headings, assignment=assigned)
        table_import = Import(kind=spec.kind, file=stored, by=actor, dry_run=dry_run, preset=preset)
        table_import.columns, table_import.mapping, table_import.options = [*head.headings], by_field, stored_options
        table_import.save()
        jobs.enqueue(kind=spec.job, object_id=table_import.pk)
        change = {"kind": (None, table_import.kind), "dry_run": (None, dry_run)}
        write_audit_log(actor, "courses.take_table", table_import, change)
    table_import.preview = describe_columns(table_import, [row.cells for row in head.rows])  # type: ignore[attr-defined]
    return table_import
