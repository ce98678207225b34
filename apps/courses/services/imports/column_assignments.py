"""Columns assigned by hand, kept for each set of headings: the next file with the same headings is read alike."""

import hashlib
from collections.abc import Mapping, Sequence

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.courses.models import ImportKind, ImportMapping
from apps.courses.services.imports.columns import ImportField
from apps.settings.services import write_audit_log
from ml.text import build_search_key

Assignment = dict[str, str | None]
"""Column heading → field; None: the column is ignored."""


def get_headings_fingerprint(headings: Sequence[str]) -> str:
    """Return a key of the set of headings, whatever their order and case."""
    words = sorted(build_search_key(heading) for heading in headings)
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def list_kept_headings(kind: ImportKind) -> set[str]:
    """Return the headings of all kept assignments, as `ml.text.search_key`: they tell the row of headings."""
    rows = ImportMapping.objects.filter(kind=kind).values_list("columns", flat=True)
    return {build_search_key(heading) for columns in rows for heading in columns}


def find_kept_assignment(kind: ImportKind, headings: Sequence[str], fields: Sequence[ImportField]) -> Assignment:
    """Return the kept assignment for these headings, as far as its fields exist for this user."""
    kept = ImportMapping.objects.filter(kind=kind, fingerprint=get_headings_fingerprint(headings)).first()
    if kept is None:
        return {}
    names, by_key = {field.name for field in fields}, {build_search_key(heading): heading for heading in headings}
    pairs = ((by_key.get(build_search_key(heading)), name) for heading, name in kept.columns.items())
    return {heading: name for heading, name in pairs if heading is not None and (name is None or name in names)}


def resolve_assignment(
    columns: Mapping[str, str | None], headings: Sequence[str], fields: Sequence[ImportField]
) -> Assignment:
    """Return the sent assignment by headings of the table; Invalid on "columns" for an unknown field or heading, and
    for a field that is given twice.
    """
    names, by_key = {field.name for field in fields}, {build_search_key(heading): heading for heading in headings}
    assignment: Assignment = {}
    for wanted, name in columns.items():
        heading = wanted if wanted in headings else by_key.get(build_search_key(wanted))
        if heading is None:
            raise Invalid.field("columns", format_lazy(_("The table has no column “{name}”."), name=wanted))
        if name is not None and name not in names:
            raise Invalid.field("columns", format_lazy(_("There is no field “{name}”."), name=name))
        if name is not None and name in assignment.values():
            raise Invalid.field("columns", format_lazy(_("The field “{name}” is given twice."), name=name))
        assignment[heading] = name
    return assignment


def merge_assignments(kept: Assignment, sent: Assignment) -> Assignment:
    """Return the kept assignment with what was sent in its place; a field that moved leaves its former column."""
    moved = {name for name in sent.values() if name is not None}
    return {**{heading: name for heading, name in kept.items() if name not in moved}, **sent}


def keep_assignment(*, actor: User, kind: ImportKind, headings: Sequence[str], assignment: Assignment) -> ImportMapping:
    """Keep the assignment for these headings, in place of a former one."""
    row, _new = ImportMapping.objects.update_or_create(
        kind=kind, fingerprint=get_headings_fingerprint(headings), defaults={"columns": assignment, "by": actor}
    )
    write_audit_log(actor, "courses.assign_columns", row, {"columns": (None, assignment)})
    return row
