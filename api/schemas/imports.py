"""What goes in and out under `/courses/imports/`, `/courses/exports/` and `/attendance/imports/`."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import orjson
from django.utils.translation import gettext_lazy as _
from pydantic import Field, field_validator

from api.lists import PageQuery
from api.schemas.base import In, Out, example
from api.schemas.courses import PersonOut
from apps.core.stored_messages import said
from apps.core.validators import NotValid
from apps.courses.models import Import, ImportRow

Verdict = Literal["new", "changed", "same", "refused"]
TableKind = Literal["csv", "xlsx"]
IMPORT_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ea1"
GROUP_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e72"
ROW: dict[str, Any] = {
    "number": 7,
    "verdict": "refused",
    "cells": {"Имя": "Жасур Орипов", "Телефон": "12345"},
    "errors": {"phone": ["Enter a phone number, for example +998 90 123 45 67."]},
}
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
    "undone_at": None,
}


class _TableForm(In):
    """What stands in the form around a table."""

    dry_run: bool = Field(True, description="Only say what would become of each row.")
    mapping: str = Field(
        "", max_length=20_000, description="JSON: our field → the column's heading; null: no column holds it."
    )

    @field_validator("mapping")
    @classmethod
    def _is_mapping(cls, value: str) -> str:
        if value and not _is_texts(value):
            raise NotValid(_("Give a JSON object of our fields and the headings of their columns."))
        return value

    @property
    def told(self) -> dict[str, str | None] | None:
        """The mapping, where one was given."""
        return orjson.loads(self.mapping) if self.mapping else None


def _is_texts(value: str) -> bool:
    try:
        found = orjson.loads(value)
    except orjson.JSONDecodeError:
        return False
    return isinstance(found, dict) and all(one is None or isinstance(one, str) for one in found.values())


class StudentsImportForm(_TableForm):
    """Around a table of pupils."""

    model_config = example(dry_run=True, preset="alfacrm", mapping='{"phone": "Телефон"}', group=GROUP_ID)

    preset: Literal["", "modme", "alfacrm"] = Field("", description="Whose export it is.")
    group: UUID | None = Field(None, description="Of pupils whose row names no group.")
    branch: UUID | None = Field(None, description="Where the groups are looked for; else in every branch of one's own.")
    name_order: Literal["auto", "first_last", "last_first"] = Field("auto", description="How whole names are written.")


class MarksImportForm(_TableForm):
    """Around a table of marks."""

    model_config = example(dry_run=True, mapping="", group=GROUP_ID, year=2026)

    group: UUID | None = Field(None, description="Of rows that name no group.")
    year: int | None = Field(None, ge=2000, le=2100, description="Of days that are written without one, as 01.09.")


class FormOut(Out):
    """How the file was read; `encoding` and `delimiter` are guesses."""

    model_config = example(**IMPORT["form"])

    kind: TableKind
    encoding: str
    delimiter: str
    sheet: str


class ImportRowOut(Out):
    """One row and what became, or would become, of it. `errors` by our field; `undo`: why undoing kept it."""

    model_config = example(**ROW)

    number: int
    verdict: Verdict
    cells: dict[str, str]
    errors: dict[str, list[str]]

    @staticmethod
    def resolve_errors(row: ImportRow) -> dict[str, list[str]]:
        """In the reader's language."""
        return {name: [said(message) for message in messages] for name, messages in row.errors.items()}


class ImportOut(Out):
    """A table that was taken in. `figures` counts rows by verdict, and after undoing `undone` and `kept`."""

    model_config = example(**IMPORT)

    id: UUID
    kind: Literal["students", "attendance"]
    state: Literal["queued", "checked", "done", "failed", "undone"]
    dry_run: bool
    preset: str
    by: PersonOut | None
    file_name: str
    form: FormOut
    columns: list[str]
    mapping: dict[str, str]
    unknown: list[str] = Field(description="Columns that nothing was taken from.")
    figures: dict[str, int]
    problem: str
    created_at: datetime
    finished_at: datetime | None
    undone_at: datetime | None

    @staticmethod
    def resolve_file_name(found: Import) -> str:
        """What the sender called it; empty when the file is gone."""
        return found.file.original_name if found.file else ""

    @staticmethod
    def resolve_problem(found: Import) -> str:
        """In the reader's language, but for one that was kept with values in it."""
        return said({"text": found.problem, "values": {}}) if found.problem else ""

    @staticmethod
    def resolve_form(found: Import) -> dict[str, Any]:
        """Kept with the options."""
        form: dict[str, Any] = found.options["form"]
        return form

    @staticmethod
    def resolve_unknown(found: Import) -> list[str]:
        """The columns that neither the mapping names nor hold days."""
        used = {*found.mapping.values(), *found.options.get("days", {})}
        return [heading for heading in found.columns if heading not in used]


class ImportDetailOut(ImportOut):
    """An import with its first refused rows."""

    model_config = example(**IMPORT, problems=[ROW])

    problems: list[ImportRowOut]


class ImportRowsQuery(PageQuery):
    """Which rows of an import."""

    model_config = example(verdict="refused", page=1, page_size=20)

    verdict: Verdict | None = Field(None, description="Only rows of this verdict.")


class StudentsExportQuery(In):
    """Which pupils, and as what."""

    model_config = example(group=GROUP_ID, status="active", format="xlsx")

    group: UUID | None = Field(None, description="Only who is in this group now.")
    branch: UUID | None = Field(None, description="Only who is in a group of this branch now.")
    status: Literal["lead", "trial", "active", "frozen"] | None = Field(
        None, description="Only who stands to a group like this now."
    )
    format: TableKind = "csv"


class GroupsExportQuery(In):
    """Which groups, and as what."""

    model_config = example(status="active", format="csv")

    branch: UUID | None = Field(None, description="Only groups of this branch.")
    status: Literal["active", "closed"] | None = Field(None, description="Only groups in this status.")
    format: TableKind = "csv"
