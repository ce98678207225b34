"""Get one row by id from a queryset of allowed rows, or filter it. Missing and forbidden rows give the same error."""

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django_stubs_ext import StrOrPromise

from apps.core.errors import Conflict, Invalid, NotFound

M = TypeVar("M", bound=Model)


def _find(rows: QuerySet[M], row_id: UUID) -> M | None:
    # Not `first()`: it orders the one row, and for that Django hashes each selected column, as long as the query takes.
    return next(iter(rows.filter(pk=row_id).order_by()[:1]), None)


def get_or_not_found(rows: QuerySet[M], row_id: UUID) -> M:
    """Return the row of that id. Raise NotFound when it is not in `rows`."""
    if (row := _find(rows, row_id)) is None:
        raise NotFound()
    return row


def get_or_invalid(rows: QuerySet[M], row_id: UUID, *, field: str, message: StrOrPromise) -> M:
    """Return the row of an id from a request body. Raise Invalid on `field` with `message` otherwise."""
    if (row := _find(rows, row_id)) is None:
        raise Invalid.field(field, message)
    return row


def filter_given(rows: QuerySet[M], **lookups: Any) -> QuerySet[M]:
    """Return the rows that match these lookups; a lookup of None is left out."""
    return rows.filter(**{name: value for name, value in lookups.items() if value is not None})


def lock_or_conflict(rows: QuerySet[M], row_id: UUID, message: StrOrPromise) -> M:
    """Return the row of that id, locked until the commit. Raise Conflict with `message` when it is not in `rows`."""
    if (row := _find(rows.select_for_update(), row_id)) is None:
        raise Conflict(message)
    return row
