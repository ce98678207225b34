"""Reads of imports. Users get their own; users with all rights in every branch get all of that kind."""

from uuid import UUID

from django.db.models import QuerySet

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.lookups import get_one
from apps.courses.models import Import, ImportKind, ImportRow, RowVerdict

SEES_ALL = {ImportKind.STUDENTS: "groups.see_all", ImportKind.ATTENDANCE: "attendance.see_all"}
FIRST_PROBLEMS = 20


def visible_imports(user: User, kind: ImportKind) -> QuerySet[Import]:
    """Return the user's imports of a kind; all of them for a user who sees everything of that kind in every branch."""
    rows = Import.objects.filter(kind=kind).select_related("by", "file")
    return rows if user.all_branches and has_permission(user, SEES_ALL[kind]) else rows.filter(by=user)


def get_import(user: User, kind: ImportKind, import_id: UUID) -> Import:
    """Return one visible import. Raise NotFound for any other."""
    return get_one(visible_imports(user, kind), import_id)


def rows_of(found: Import, *, verdict: str | None = None) -> QuerySet[ImportRow]:
    """Return the rows of an import in the order of the table, with one `verdict` where given."""
    rows = ImportRow.objects.filter(belongs_to=found).order_by("number")
    return rows.filter(verdict=verdict) if verdict else rows


def with_problems(found: Import) -> Import:
    """Reload an import with `problems`: the first rows with errors, which after undoing are the rows that were kept."""
    whole = Import.objects.select_related("by", "file").get(pk=found.pk)
    whole.problems = list(rows_of(whole).exclude(errors={})[:FIRST_PROBLEMS])  # type: ignore[attr-defined]
    return whole


def refused_rows(found: Import) -> QuerySet[ImportRow]:
    """Return the rows of the error file."""
    return rows_of(found, verdict=RowVerdict.REFUSED)
