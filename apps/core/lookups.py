"""One row by its id out of those that may be had: what is missing and what is somebody else's answer alike."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django_stubs_ext import StrOrPromise

from apps.core.errors import Invalid, NotFound

M = TypeVar("M", bound=Model)


def get_or_not_found(rows: QuerySet[M], row_id: UUID) -> M:
    """The row of that id, NotFound when it is not among these."""
    row = rows.filter(pk=row_id).first()
    if row is None:
        raise NotFound()
    return row


def get_or_invalid(rows: QuerySet[M], row_id: UUID, *, field: str, message: StrOrPromise) -> M:
    """As `get_or_not_found`, for an id in a body: Invalid on `field` with these words."""
    row = rows.filter(pk=row_id).first()
    if row is None:
        raise Invalid.field(field, message)
    return row
