"""Pagination: numbered pages with a count, and feeds with a cursor."""

import base64
import binascii
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from uuid import UUID

import orjson
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Model, QuerySet, UUIDField
from django.utils.translation import gettext_lazy as _

from apps.core.errors import Invalid

T = TypeVar("T")
M = TypeVar("M", bound=Model)

MAX_ROWS = 100
KEYS_AT_ONCE = 5000


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list; `next` and `previous` are page numbers."""

    count: int
    next: int | None
    previous: int | None
    results: list[T]


@dataclass(frozen=True)
class Feed(Generic[T]):
    """One part of a feed; `next` is the cursor of the next part, None at the end."""

    next: str | None
    results: list[T]


@dataclass(frozen=True)
class Columns:
    """What a list can be ordered by: `names` for clients, the first is the default and may begin with "-".

    `paths`: the fields that a name stands for, when it is not the field itself.
    """

    names: tuple[str, ...]
    paths: Mapping[str, Sequence[str]] = field(default_factory=dict)


def paginate(queryset: QuerySet[M], *, page: int, page_size: int, count_queryset: QuerySet[M] | None = None) -> Page[M]:
    """Return page number `page` (from 1) of an ordered queryset; two queries, one when the page is past the end.

    `page_size` is limited to 1..100. A page past the end is empty and has the last page as `previous`.
    `count_queryset`: the same rows in a form that is faster to count.
    """
    size = max(1, min(page_size, MAX_ROWS))
    count = (queryset if count_queryset is None else count_queryset).count()
    last = max(1, -(-count // size))
    start = (page - 1) * size
    results = list(queryset[start : start + size]) if start < count else []
    following, previous = page + 1 if page < last else None, min(page - 1, last) if page > 1 else None
    return Page(count=count, next=following, previous=previous, results=results)


def order_queryset(
    queryset: QuerySet[M], ordering: str, *, allowed_fields: Sequence[str] | Columns, error_field: str = "ordering"
) -> QuerySet[M]:
    """Order a queryset by `ordering` ("name", "-name"; empty: the first of `allowed_fields`), then by primary key.

    `allowed_fields` are field names; the first may begin with "-". Raise Invalid on `error_field` for any other
    order.
    """
    columns = allowed_fields if isinstance(allowed_fields, Columns) else Columns(tuple(allowed_fields))
    chosen = ordering or columns.names[0]
    names = {name.lstrip("-") for name in columns.names}
    if chosen.removeprefix("-") not in names:
        text = _("This list can be ordered by: %(names)s.")
        raise Invalid.field(error_field, text % {"names": ", ".join(sorted(names))})
    sign, name = ("-", chosen[1:]) if chosen.startswith("-") else ("", chosen)
    return queryset.order_by(*(f"{sign}{path}" for path in (*columns.paths.get(name, (name,)), "pk")))


def paginate_by_cursor(queryset: QuerySet[M], *, cursor: str | None, limit: int, order: str = "-id") -> Feed[M]:
    """Return the rows after `cursor` (None: from the start) by the unique field `order`; one query.

    "-id" means newest first. `limit` is limited to 1..100. Raise Invalid on "cursor" for a cursor of another list.
    """
    size = max(1, min(limit, MAX_ROWS))
    field = order.removeprefix("-")
    rows = queryset.order_by(order)
    if cursor:
        comparison = "lt" if order.startswith("-") else "gt"
        rows = rows.filter(**{f"{field}__{comparison}": _decode_cursor(cursor, queryset.model, field)})
    loaded = list(rows[: size + 1])
    results, following = loaded[:size], None
    if len(loaded) > size:
        last = orjson.dumps(getattr(results[-1], field))
        following = base64.urlsafe_b64encode(last).rstrip(b"=").decode("ascii")
    return Feed(next=following, results=results)


def iterate_by_keys(queryset: QuerySet[M], *, page_size: int) -> Iterator[M]:
    """Return the rows of an ordered queryset: first all keys are read, of 16 bytes each, then the rows page by page.

    Each statement is short and memory stays small, however many rows there are and however long the reader takes.
    Rows that leave the queryset meanwhile are left out. A queryset with ranks or of other things than rows is read as
    it is.
    """
    query = queryset.query
    has_ranks = any(annotation.contains_over_clause for annotation in query.annotations.values())
    if query.values_select or query.annotation_select_mask or query.combinator or has_ranks:
        yield from queryset.iterator(chunk_size=page_size)
        return
    keys = _read_keys(queryset)
    for start in range(0, len(keys), page_size):
        page = keys[start : start + page_size]
        found = {row.pk: row for row in queryset.order_by().filter(pk__in=page)}
        yield from (found[key] for key in page if key in found)


class _PackedKeys(Sequence[UUID]):
    """UUIDs in one piece of memory."""

    def __init__(self, keys: Iterator[UUID]) -> None:
        self._bytes = bytearray()
        for key in keys:
            self._bytes += key.bytes

    def __len__(self) -> int:
        return len(self._bytes) // 16

    def __getitem__(self, place: Any) -> Any:
        start, stop, _step = place.indices(len(self))
        return [UUID(bytes=bytes(self._bytes[at * 16 : at * 16 + 16])) for at in range(start, stop)]


def _read_keys(queryset: QuerySet[Any]) -> Sequence[Any]:
    keys = queryset.prefetch_related(None).values_list("pk", flat=True).iterator(chunk_size=KEYS_AT_ONCE)
    return _PackedKeys(keys) if isinstance(queryset.model._meta.pk, UUIDField) else list(keys)


def _decode_cursor(cursor: str, model: type[Model], field: str) -> Any:
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        value = orjson.loads(base64.urlsafe_b64decode(padded))
        if not isinstance(value, str | int) or isinstance(value, bool):
            raise ValueError(field)
        return model._meta.get_field(field).to_python(value)  # type: ignore[union-attr]
    except (ValueError, binascii.Error, ValidationError, FieldDoesNotExist, OverflowError) as error:
        raise Invalid.field("cursor", _("This cursor does not belong to this list.")) from error
