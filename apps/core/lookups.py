"""One row by its id out of those that may be had: what is missing and what is somebody else's answer alike."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django_stubs_ext import StrOrPromise

from apps.core.errors import Invalid, NotFound

M = TypeVar("M", bound=Model)


def get_one(rows: QuerySet[M], row_id: UUID) -> M:
    """The row of that id, NotFound when it is not among these."""
    row = rows.filter(pk=row_id).first()
    if row is None:
        raise NotFound()
    return row


def named_one(rows: QuerySet[M], row_id: UUID, *, field: str, otherwise: StrOrPromise) -> M:
    """As `get_one`, for an id in a body: Invalid on `field` with these words."""
    row = rows.filter(pk=row_id).first()
    if row is None:
        raise Invalid.field(field, otherwise)
    return row
