"""Bodies, answers and queries of imports and exports of spreadsheets."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import orjson
from django.utils.translation import gettext_lazy as _
from pydantic import Field, field_validator

from api.base_schemas import In, Out, build_example
from api.lists import PageQuery
from api.shared_schemas import PersonOut
from apps.core.stored_messages import render_message
from apps.core.tables.writer import TableFileKind
from apps.core.validators import InvalidValue
from apps.courses.models import Import, ImportRow

Verdict = Literal["new", "changed", "same", "refused"]
State = Literal["queued", "checked", "done", "failed", "undone"]
IMPORT_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ea1"
GROUP_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e72"
IMPORT: dict[str, Any] = {
    "id": IMPORT_ID,
    "kind": "students",
    "state": "checked",
    "dry_run": True,
    "preset": "",
    "by": {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e74", "full_name": "Malika Yusupova"},
    "file_name": "pupils.csv",
    "form": {"kind": "csv", "encoding": "windows-1251", "delimiter": ";", "sheet": ""},
    "columns": ["Имя", "Телефон", "Любимый цвет"],
    "mapping": {"full_name": "Имя", "phone": "Телефон"},
    "unknown": ["Любимый цвет"],
    "figures": {"rows": 120, "new": 112, "changed": 3, "same": 4, "refused": 1},
    "problem": "",
    "created_at": "2026-09-01T05:00:00Z",
    "finished_at": "2026-09-01T05:00:03Z",
}


class _TableForm(In):
    """Form fields that both kinds of import have."""

    dry_run: bool = Field(True, description="Only report the result of each row; save nothing.")
    mapping: str = Field(
        "", max_length=20_000, description="JSON: field name → column heading; null: no column has this field."
    )

    columns: str = Field(
        "",
        max_length=20_000,
        description="JSON: column heading → field name; null: the column is ignored. It is kept, and counts for the "
        "next tables with the same headings. Not together with `mapping`.",
    )

    @field_validator("mapping", "columns")
    @classmethod
    def _is_mapping(cls, value: str) -> str:
        if value and not _is_mapping_object(value):
            raise InvalidValue(_("Give a JSON object of fields and column headings."))
        return value

    @property
    def chosen_columns(self) -> dict[str, str | None] | None:
        """The mapping, where one was given."""
        return orjson.loads(self.mapping) if self.mapping else None

    @property
    def assigned_columns(self) -> dict[str, str | None] | None:
        """The columns assigned by hand, where some were."""
        return orjson.loads(self.columns) if self.columns else None


def _is_mapping_object(value: str) -> bool:
    try:
        data = orjson.loads(value)
    except orjson.JSONDecodeError:
        return False
    return isinstance(data, dict) and all(value is None or isinstance(value, str) for value in data.values())


class StudentsImportForm(_TableForm):
    """Form fields of a pupil import."""

    model_config = build_example(dry_run=True, preset="alfacrm", mapping='{"phone": "Телефон"}', group=GROUP_ID)

    preset: Literal["", "modme", "alfacrm"] = Field("", description="The system that exported the file.")
    group: UUID | None = Field(None, description="The group of pupils whose row names none.")
    branch: UUID | None = Field(
        None, description="The branch in which groups are searched; by default all branches where you work."
    )
    name_order: Literal["auto", "first_last", "last_first"] = Field(
        "auto", description="The order of first and last name in full names."
    )


class MarksImportForm(_TableForm):
    """Form fields of a mark import."""

    model_config = build_example(dry_run=True, mapping="", group=GROUP_ID, year=2026)

    group: UUID | None = Field(None, description="The group of rows that name none.")
    year: int | None = Field(
        None, ge=2000, le=2100, description="The year of days that are written without one, such as 01.09."
    )


class LeadsImportForm(_TableForm):
    """Form fields of an import of leads."""

    model_config = build_example(dry_run=True, mapping='{"phone": "Телефон"}')

    branch: UUID | None = Field(None, description="The branch of the leads; by default your own.")


class FormOut(Out):
    """How the file was read; `encoding` and `delimiter` are guesses."""

    model_config = build_example(**IMPORT["form"])

    kind: TableFileKind
    encoding: str
    delimiter: str
    sheet: str


class ImportRowOut(Out):
    """One row and its result. `errors` are by field; under `undo` they say why undoing kept the row."""

    model_config = build_example(
        number=7,
        verdict="refused",
        cells={"Имя": "Жасур Орипов", "Телефон": "12345"},
        errors={"phone": ["Enter a phone number, for example +998 90 123 45 67."]},
    )

    number: int
    verdict: Verdict
    cells: dict[str, str]
    errors: dict[str, list[str]]

    @staticmethod
    def resolve_errors(row: ImportRow) -> dict[str, list[str]]:
        """Return the messages in the reader's language."""
        return {name: [render_message(message) for message in messages] for name, messages in row.errors.items()}


class ImportOut(Out):
    """An import of a spreadsheet. `figures` counts rows by result and, after undoing, `undone` and `kept` rows."""

    model_config = build_example(**IMPORT)

    id: UUID
    kind: Literal["students", "attendance", "leads"]
    state: State
    dry_run: bool
    preset: str
    by: PersonOut | None
    file_name: str
    form: FormOut
    columns: list[str]
    mapping: dict[str, str]
    unknown: list[str] = Field(description="Columns that are not used.")
    figures: dict[str, int]
    problem: str
    created_at: datetime
    finished_at: datetime | None
    undone_at: datetime | None

    @staticmethod
    def resolve_file_name(import_: Import) -> str:
        """Return the name that the sender gave; empty when the file was deleted."""
        return import_.file.original_name if import_.file else ""

    @staticmethod
    def resolve_problem(import_: Import) -> str:
        """Return the problem in the reader's language; one that was stored with values stays in the sender's."""
        return render_message({"text": import_.problem, "values": {}}) if import_.problem else ""

    @staticmethod
    def resolve_form(import_: Import) -> dict[str, Any]:
        """Return the form, which is stored with the options."""
        form: dict[str, Any] = import_.options["form"]
        return form

    @staticmethod
    def resolve_unknown(import_: Import) -> list[str]:
        """Return the columns that neither are mapped nor hold days."""
        used = {*import_.mapping.values(), *import_.options.get("days", {})}
        return [heading for heading in import_.columns if heading not in used]


class ImportColumnOut(Out):
    """A column of the table. `field`: empty when it is not used. `source`: `assigned` by hand, now or for an earlier
    table with the same headings; `guess`: by the heading, the preset or `mapping`. `note`: why it is left alone.
    """

    model_config = build_example(
        heading="Остаток", field="balance", source="guess", samples=["150 000", "-20 000"], note=""
    )

    heading: str
    field: str
    source: Literal["assigned", "guess", ""]
    samples: list[str] = Field(description="Its first values.")
    note: str


class ImportPreviewOut(ImportOut):
    """An import with its columns as they were read."""

    model_config = build_example(**IMPORT)

    preview: list[ImportColumnOut]


class ImportDetailOut(ImportPreviewOut):
    """An import with its columns and its first refused rows."""

    model_config = build_example(**IMPORT)

    problems: list[ImportRowOut]


class ImportsQuery(PageQuery):
    """Filters for imports."""

    model_config = build_example(state="done", dry_run=False)

    state: State | None = Field(None, description="Only imports in this state.")
    dry_run: bool | None = Field(None, description="Only dry runs (or, with false, only imports that were written).")


class ImportRowsQuery(PageQuery):
    """Filters for the rows of an import."""

    model_config = build_example(verdict="refused", page=1, page_size=20)

    verdict: Verdict | None = Field(None, description="Only rows with this result.")


class StudentsExportQuery(In):
    """Filters for the exported pupils, and the format."""

    model_config = build_example(group=GROUP_ID, status="active", format="xlsx")

    group: UUID | None = Field(None, description="Only current members of this group.")
    branch: UUID | None = Field(None, description="Only current members of groups of this branch.")
    status: Literal["lead", "trial", "active", "frozen"] | None = Field(
        None, description="Only pupils with a membership in this status."
    )
    format: TableFileKind = "csv"


class GroupsExportQuery(In):
    """Filters for the exported groups, and the format."""

    model_config = build_example(status="active", format="csv")

    branch: UUID | None = Field(None, description="Only groups of this branch.")
    status: Literal["active", "closed"] | None = Field(None, description="Only groups in this status.")
    format: TableFileKind = "csv"
