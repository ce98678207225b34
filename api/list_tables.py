"""Lists as CSV or XLSX: the rows that the list answers as JSON, with headings and values in the reader's language.

Any list whose query has `format` answers so (`api.lists`); nobody sees more in the table than in the JSON. The columns
come from the schema of a row: a nested object is one column with its name, an amount of money is a number beside the
column of the currency. Ids, links and lists of objects without a name are left out. `TABLE_LINES` of a schema names a
list of objects that get a row each; `TABLE_HIDDEN` names fields without a column, `TABLE_NAME` the field that names a
nested object, `TABLE_MORE` its fields with a column of their own.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from threading import BoundedSemaphore
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from pydantic import BaseModel

from api.table_values import VALUE_FIELDS, VALUES
from api.table_words import TITLES
from api.tables import table_response
from apps.core.errors import Invalid, Unavailable
from apps.core.money import Money, get_currency_name, to_major_units
from apps.core.pagination import iterate_by_keys
from apps.core.tables.cells import Cell
from apps.core.tables.writer import TableFileKind, write_table
from apps.core.translated_texts import pick_translation
from apps.payments.titles import get_period_name
from apps.settings.services import write_audit_log

MAX_TABLE_ROWS = 50_000
CHUNK_ROWS = 500
MAX_PARALLEL = 2
WAIT_SECONDS = 10

NAME_FIELDS = ("full_name", "name", "title", "reference", "number")
"""The fields of a nested object that name it; the first one counts. Without one, its first named object names it."""
NUMBER_FIELDS = ("number", "reference")
"""Fields of a nested object that have a column of their own."""
HIDDEN = frozenset({"id", "avatar", "thumbnail", "url", "link", "zone", "revision"})

OTHER_ROWS = frozenset({"reverses", "reversed_by"})
"""Ids of another row of the list; a table says whether there is one."""
MONTH_FIELDS = frozenset({"corrects_month", "month", "period"})
"""Fields such as "2026-11", which a table has in words."""
HUNDREDTHS = "_hundredths"

_writing = BoundedSemaphore(MAX_PARALLEL)
"""Each process writes so many tables at once, so that its other requests do not wait for them."""


class ListTable:
    """The `count` rows of a list for a table, read in chunks."""

    def __init__(self, rows: QuerySet[Any] | Iterable[Any], count: int) -> None:
        self.rows, self.count = rows, count

    def __iter__(self) -> Iterator[Any]:
        """Read the rows again. Raise Invalid on "format" for more than MAX_TABLE_ROWS: who reads them here may hold
        them all.
        """
        check_table_size(self.count, MAX_TABLE_ROWS)
        return iter(self.rows.iterator(chunk_size=CHUNK_ROWS) if isinstance(self.rows, QuerySet) else self.rows)

    def iterate_by_pages(self) -> Iterator[Any]:
        """Read any number of rows again, with short statements: for a reader that takes minutes."""
        return iterate_by_keys(self.rows, page_size=CHUNK_ROWS) if isinstance(self.rows, QuerySet) else iter(self.rows)


def check_table_size(count: int, most: int) -> None:
    """Raise Invalid on "format" when a list has more than `most` rows."""
    if count > most:
        text = _("A table has at most %(most)d rows, and this list has %(count)d: filter it.")
        raise Invalid.field("format", text % {"most": most, "count": count})


@dataclass(frozen=True)
class Column:
    """A column of a table. `read` gets a row of the answer and one of its lines (None without lines)."""

    name: str
    title: str
    read: Callable[[Any, Any], Any]


def list_table_response(
    request: HttpRequest, rows: Iterable[Any], schema: type[BaseModel], *, operation: str, kind: TableFileKind
) -> HttpResponseBase:
    """Return the rows as a table with the columns of `schema`. Audited.

    Raise Unavailable when too many tables are written at once.
    """
    if not _writing.acquire(timeout=WAIT_SECONDS):
        raise Unavailable(retry_after=WAIT_SECONDS)
    try:
        return _write(request, rows, schema, operation, kind)
    finally:
        _writing.release()


def _write(
    request: HttpRequest, rows: Iterable[Any], schema: type[BaseModel], operation: str, kind: TableFileKind
) -> HttpResponseBase:
    user = request.user
    headings, lines = build_table(request, rows, schema)
    written = 0

    def count_lines() -> Iterator[list[Cell]]:
        nonlocal written
        for line in lines:
            written += 1
            yield line

    name = get_table_name(operation)
    opened = write_table(kind, headings, count_lines(), title=name)
    given = {key: value for key, value in request.GET.items() if key not in ("format", "page", "page_size", "search")}
    details = {"list": operation, "rows": written, "format": kind, **given}
    write_audit_log(user, "lists.export", None, {key: (None, str(value)) for key, value in details.items()})
    today = timezone.now().astimezone(ZoneInfo(user.zone))  # type: ignore[union-attr]
    return table_response(opened, kind, f"{name}-{today:%Y-%m-%d}")


def get_table_name(operation: str) -> str:
    """Return the name of the table of a list, for files."""
    return operation.removesuffix("_list").replace("_", "-")


def build_table(
    request: HttpRequest, rows: Iterable[Any], schema: type[BaseModel]
) -> tuple[list[str], Iterator[list[Cell]]]:
    """Return the headings and the lines of a table with the columns of `schema`, in the active language; rows are read
    while the lines are iterated.
    """
    columns = build_columns(schema)
    money_at = _find_currency_place(schema, columns)
    headings = [column.title for column in columns]
    if money_at is not None:
        headings.insert(money_at, _("Currency"))
    zone = ZoneInfo(request.user.zone)  # type: ignore[union-attr]

    def build_lines() -> Iterator[list[Cell]]:
        for row in rows:
            answer = schema.model_validate(row, context={"request": request, "response_status": 200})
            for line in _get_lines(answer):
                yield _build_cells([column.read(answer, line) for column in columns], money_at, zone)

    return headings, build_lines()


def build_columns(schema: type[BaseModel]) -> list[Column]:
    """Return the columns of the rows of a list."""
    columns = []
    lines = getattr(schema, "TABLE_LINES", "")
    for name, field in schema.model_fields.items():
        if name == lines:
            line_schema = get_args(field.annotation)[0]
            columns += [_read_from_line(column) for column in build_columns(line_schema)]
        elif name not in getattr(schema, "TABLE_HIDDEN", ()):
            columns += _build_field_columns(schema, name, field.annotation)
    return columns


def is_money(kind: Any) -> bool:
    """Return whether a type of a field is an amount of money with its currency."""
    return isinstance(kind, type) and issubclass(kind, BaseModel) and set(kind.model_fields) == {"amount", "currency"}


def get_title(schema: type[BaseModel], name: str) -> str:
    """Return the heading of a field: its own of this schema or the common one, else its name."""
    title = TITLES.get(f"{schema.__name__}.{name}") or TITLES.get(name)
    return str(title) if title else capfirst(name.replace("_", " "))


def strip_type(annotation: Any) -> Any:
    """Return a type without null and annotations; the type of the items for a list."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return strip_type(arguments[0])
    if origin in (Union, UnionType):
        kept = [argument for argument in arguments if argument is not type(None)]
        return strip_type(kept[0]) if len(kept) == 1 else annotation
    return strip_type(arguments[0]) if origin is list else annotation


def _read_from_line(column: Column) -> Column:
    return replace(column, read=lambda _row, line: column.read(line, None))


def _build_field_columns(schema: type[BaseModel], name: str, annotation: Any) -> list[Column]:
    kind = strip_type(annotation)
    if name in OTHER_ROWS:
        return [Column(name, get_title(schema, name), lambda row, _line: getattr(row, name) is not None)]
    if name in HIDDEN or kind is UUID or name.endswith("_id"):
        return []
    title = get_title(schema, name)

    def read(row: Any, _line: Any) -> Any:
        return getattr(row, name)

    if isinstance(kind, type) and issubclass(kind, BaseModel) and not is_money(kind):
        label = _find_label(kind)
        if label is None:
            return []
        columns = [Column(name, title, lambda row, line: _get_names(read(row, line), label))]
        more = [field for field in NUMBER_FIELDS if field in kind.model_fields and field != label]
        more += getattr(kind, "TABLE_MORE", ())
        return columns + [_build_nested_column(kind, name, field, read) for field in more]
    if get_origin(kind) is dict and name not in TITLES:
        return []
    if name in VALUE_FIELDS:
        return [Column(name, title, lambda row, line: _name_value(read(row, line)))]
    if name in MONTH_FIELDS:
        return [Column(name, title, lambda row, line: get_period_name(read(row, line) or ""))]
    if name.endswith(HUNDREDTHS):
        return [Column(name, title, lambda row, line: _divide_by_hundred(read(row, line)))]
    if name == "currency":
        return [Column(name, title, lambda row, line: get_currency_name(read(row, line)))]
    return [Column(name, title, read)]


def _get_lines(answer: Any) -> Iterable[Any]:
    lines = getattr(type(answer), "TABLE_LINES", "")
    return getattr(answer, lines) if lines else (None,)


def _find_label(kind: type[BaseModel]) -> str | None:
    if own := getattr(kind, "TABLE_NAME", ""):
        return str(own)
    named = [name for name, field in kind.model_fields.items() if _is_named(strip_type(field.annotation))]
    return next((field for field in (*NAME_FIELDS, *named) if field in kind.model_fields), None)


def _is_named(kind: Any) -> bool:
    return (
        isinstance(kind, type) and issubclass(kind, BaseModel) and not kind.model_fields.keys().isdisjoint(NAME_FIELDS)
    )


def _get_names(value: Any, label: str) -> Any:
    if value is None:
        return None
    if isinstance(value, list):
        return ", ".join(str(_get_names(item, label)) for item in value)
    text = getattr(value, label)
    if isinstance(text, BaseModel):
        return _get_names(text, str(_find_label(type(text))))
    return pick_translation(text) if isinstance(text, dict) else text


def _build_nested_column(schema: type[BaseModel], name: str, field: str, read: Callable[[Any, Any], Any]) -> Column:
    def read_field(row: Any, line: Any) -> Any:
        value = getattr(read(row, line), field, None)
        return _name_value(value) if field in VALUE_FIELDS else value

    return Column(f"{name}.{field}", get_title(schema, field), read_field)


def _divide_by_hundred(value: int | None) -> float | None:
    return None if value is None else value / 100


def _name_value(value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(str(_name_value(item)) for item in value)
    key = value.value if isinstance(value, Enum) else value
    return str(VALUES[key]) if key in VALUES else key


def _find_currency_place(schema: type[BaseModel], columns: list[Column]) -> int | None:
    """Return where the column of the currency stands: after the last amount; None without money or with a currency of
    the row itself.
    """
    if "currency" in {column.name for column in columns}:
        return None
    names = {name for model in _list_row_schemas(schema) for name, field in model.model_fields.items()
             if is_money(strip_type(field.annotation))}  # fmt: skip
    places = [place for place, column in enumerate(columns) if column.name in names]
    return places[-1] + 1 if places else None


def _list_row_schemas(schema: type[BaseModel]) -> list[type[BaseModel]]:
    lines = getattr(schema, "TABLE_LINES", "")
    return [schema, strip_type(schema.model_fields[lines].annotation)] if lines else [schema]


def _build_cells(values: list[Any], money_at: int | None, zone: ZoneInfo) -> list[Cell]:
    currency = next((value.currency for value in values if is_money(type(value))), "")
    cells = [_build_cell(value, currency, zone) for value in values]
    if money_at is not None:
        cells.insert(money_at, get_currency_name(currency) if currency else None)
    return cells


def _build_cell(value: Any, currency: str, zone: ZoneInfo) -> Cell:
    if is_money(type(value)):
        money = Money(value.amount, value.currency)
        return to_major_units(money.amount, money.currency) if money.currency == currency else money.format()
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return value.astimezone(zone).replace(tzinfo=None, microsecond=0)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, dict):
        return pick_translation(value)
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    return value if value is None or isinstance(value, str | int | float | date) else str(value)
