"""Lists in the API: pages (`PageOf[X]`, counted) and feeds (`FeedOf[X]`, by cursor). Every list is one of the two.

A list whose query has `format` answers all its rows as CSV or XLSX too (`api.list_tables`).
"""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar, get_args
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from pydantic import Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from api.base_schemas import In, Out, build_example
from api.list_tables import MAX_TABLE_ROWS, ListTable, check_table_size
from api.tables import Format, choose_table_kind
from apps.core import pagination
from apps.core.errors import Invalid

MAX_ROWS_KEY = "talim.max_rows"
"""In `request.META`: how many rows its table may have; without it MAX_TABLE_ROWS."""

T = TypeVar("T")
M = TypeVar("M", bound=Model)


class ListQuery(In):
    """Query parameters of a list."""

    def filters(self) -> dict[str, Any]:
        """Return the filters by name, as queries take them: an id `group` is `group_id`."""
        fields = type(self).model_fields.items()
        own = {
            name: field for name, field in fields if name not in PageQuery.model_fields | TableFeedQuery.model_fields
        }
        return {
            f"{name}_id" if UUID in get_args(field.annotation) else name: getattr(self, name)
            for name, field in own.items()
        }


class PublicPageQuery(ListQuery):
    """Query parameters of a page that anyone may read. A public list with filters subclasses this."""

    model_config = build_example(page=1, page_size=20, ordering="-created_at", search="malika")

    page: int = Field(1, ge=1, le=1_000_000, description="Page number, from 1.")
    page_size: int = Field(20, ge=1, le=pagination.MAX_ROWS, description="Rows on a page.")
    ordering: str = Field("", max_length=40, description="Field to order by; with a minus in front, descending.")
    search: str = Field("", max_length=100, description="Text to search for.")


class PageQuery(PublicPageQuery):
    """Query parameters of a page. A list with filters subclasses this."""

    model_config = build_example(page=1, page_size=20, ordering="-created_at", search="malika")

    format: Format = Field(
        "", description="`csv` or `xlsx`: all pages as a table. Empty: by the `Accept` header, else JSON."
    )


class FeedQuery(ListQuery):
    """Query parameters of a feed. A feed with filters subclasses this."""

    model_config = build_example(limit=20)

    cursor: str | None = Field(None, max_length=200, description="`next` of the answer before; absent at first.")
    limit: int = Field(20, ge=1, le=pagination.MAX_ROWS, description="Rows at most.")


class TableFeedQuery(FeedQuery):
    """Query parameters of a feed that is also a table. Such a feed with filters subclasses this."""

    model_config = build_example(limit=20)

    format: Format = Field(
        "", description="`csv` or `xlsx`: all rows as a table. Empty: by the `Accept` header, else JSON."
    )


def _with_example(cls: type[Out], schema: JsonSchemaValue, **around: Any) -> JsonSchemaValue:
    item = cls.__pydantic_generic_metadata__["args"][0]
    extra = getattr(item, "model_config", {}).get("json_schema_extra") or {}
    schema["examples"] = [{**around, "results": list(extra.get("examples", []))[:1]}]
    return schema


class PageOf(Out, Generic[T]):
    """One page of a counted list."""

    count: int
    next: str | None = Field(description="Address of the next page, from the root of this server.")
    previous: str | None = Field(description="Address of the page before, from the root of this server.")
    results: list[T]

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """`GroupOut` becomes `GroupOutPage` in the schema."""
        return f"{params[0].__name__}Page"

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return _with_example(cls, handler(core_schema), count=1, next=None, previous=None)


class FeedOf(Out, Generic[T]):
    """One part of a feed."""

    next: str | None = Field(description="Cursor of what follows; null at the end.")
    results: list[T]

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """`CoinOut` becomes `CoinOutFeed` in the schema."""
        return f"{params[0].__name__}Feed"

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return _with_example(cls, handler(core_schema), next=None)


def build_page(
    request: HttpRequest,
    queryset: QuerySet[M],
    query: PublicPageQuery,
    *,
    ordering: tuple[str, ...] | pagination.Columns,
    search: Callable[[QuerySet[M], str], QuerySet[M]] | None = None,
    rank: Callable[[QuerySet[M], str], QuerySet[M]] | None = None,
    prepare_rows: Callable[[QuerySet[M]], QuerySet[M]] | None = None,
) -> dict[str, Any]:
    """Return one page of a queryset, for operations that answer `PageOf[X]`. Two queries plus the prefetches.

    `ordering`: the fields a client may order by, the default first ("-created_at": newest first). `search` filters the
    queryset by a text; `rank` orders what it found, best first, where the client asks for no order. `prepare_rows`
    adds annotations and prefetches that counting does not need. Raise Invalid on "ordering" or "search".
    """
    if query.search:
        if search is None:
            raise Invalid.field("search", _("This list cannot be searched."))
        queryset = search(queryset, query.search)
    rows = prepare_rows(queryset) if prepare_rows else queryset
    if rank and query.search and not query.ordering:
        rows = rank(rows, query.search)
    else:
        rows = pagination.order_queryset(rows, query.ordering, allowed_fields=ordering)
    if table := _build_table(request, rows, query, count=queryset.count):
        return table
    page = pagination.paginate(rows, page=query.page, page_size=query.page_size, count_queryset=queryset)
    return {
        "count": page.count,
        "next": _page_url(request, page.next),
        "previous": _page_url(request, page.previous),
        "results": page.results,
    }


def build_page_of_rows(request: HttpRequest, rows: Sequence[Any], query: PublicPageQuery) -> dict[str, Any]:
    """Return one page of a sequence that is not a queryset and has a fixed order.

    Raise Invalid on "ordering" or "search" when the client sends one of them.
    """
    for name in ("search", "ordering"):
        if getattr(query, name):
            raise Invalid.field(name, _("This list has a fixed order and cannot be searched."))
    if table := _build_table(request, rows, query, count=lambda: len(rows)):
        return table
    last = max(1, -(-len(rows) // query.page_size))
    start = (query.page - 1) * query.page_size
    return {
        "count": len(rows),
        "next": _page_url(request, query.page + 1 if query.page < last else None),
        "previous": _page_url(request, min(query.page - 1, last) if query.page > 1 else None),
        "results": list(rows[start : start + query.page_size]),
    }


def _build_table(
    request: HttpRequest, rows: QuerySet[M] | Sequence[Any], query: ListQuery, *, count: Callable[[], int]
) -> dict[str, Any] | None:
    """Return the whole list for a table, None for JSON. Raise Invalid on "format" for more rows than a table has.

    `api.operations` writes the table from `results` if there is a `table`, so an operation may change `results` first.
    """
    kind = choose_table_kind(request, query.format) if isinstance(query, PageQuery | TableFeedQuery) else None
    if kind is None:
        return None
    total = count()
    check_table_size(total, request.META.get(MAX_ROWS_KEY, MAX_TABLE_ROWS))
    return {"count": total, "next": None, "previous": None, "results": ListTable(rows, total), "table": kind}


def _page_url(request: HttpRequest, page: int | None) -> str | None:
    if page is None:
        return None
    parameters = request.GET.copy()
    parameters["page"] = str(page)
    return f"{request.path}?{parameters.urlencode()}"


def build_cursor_page(
    request: HttpRequest, queryset: QuerySet[M], query: FeedQuery, *, order: str = "-id"
) -> dict[str, Any]:
    """Return one part of a queryset by cursor, for operations that answer `FeedOf[X]`. One query plus the prefetches.

    `order` is a unique field, newest first by default. Raise Invalid on "cursor".
    """
    if table := _build_table(request, queryset.order_by(order), query, count=queryset.count):
        return table
    feed = pagination.paginate_by_cursor(queryset, cursor=query.cursor, limit=query.limit, order=order)
    return {"next": feed.next, "results": feed.results}
