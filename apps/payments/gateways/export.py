"""Helpers for parsing providers' exports: find columns by heading, read amounts and times.

A parser reads each row inside `convert_unreadable_cell_to_invalid`; an unreadable value raises `UnreadableCell` there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.core.errors import Invalid
from apps.core.tables.reader import TableRow
from apps.core.validators import InvalidValue, validate_time
from apps.payments.models import MAX_AMOUNT

MAX_VALUE_SHOWN = 60
"""Characters of an unreadable value that are repeated."""
MAX_NUMBER_LENGTH = 40


class UnreadableCell(ValueError):
    """A cell with an unreadable `value`."""

    def __init__(self, value: Any) -> None:
        super().__init__(f"unreadable: {value!r}")
        self.value = value


@contextmanager
def convert_unreadable_cell_to_invalid(row: TableRow) -> Iterator[None]:
    """Turn UnreadableCell into Invalid on "file" that names the row and the value."""
    try:
        yield
    except UnreadableCell as error:
        details = {"row": row.number, "value": str(error.value)[:MAX_VALUE_SHOWN]}
        raise Invalid.field("file", _("Row %(row)d: “%(value)s” could not be read.") % details) from None


def find_column_headings(
    headings: Sequence[str], names_by_column: Mapping[str, Sequence[str]], *, normalize: Callable[[str], str]
) -> dict[str, str]:
    """Return the table's heading for each wanted column, found by any of its names.

    `plain` normalizes headings before they are compared. Invalid on "file" for a missing column.
    """
    folded = {normalize(heading): heading for heading in headings}
    columns = {}
    for what, names in names_by_column.items():
        heading = next((folded[name] for name in names if name in folded), None)
        if heading is None:
            raise Invalid.field("file", _("The table has no column “%(name)s”.") % {"name": names[0]})
        columns[what] = heading
    return columns


def parse_amount(cell: Any, number_text: str, *, minor_per_major: int) -> int:
    """Return the number `number_text` of `cell` in minor units, without its sign; `minor_per_major` minor units make
    one major unit.

    UnreadableCell for a non-number, a fraction of a minor unit, or an amount above MAX_AMOUNT.
    """
    try:
        number = abs(Decimal(number_text))
        if len(number_text) > MAX_NUMBER_LENGTH or not number.is_finite() or number > MAX_AMOUNT:
            raise UnreadableCell(cell)
        minor = number * minor_per_major
        if minor > MAX_AMOUNT or minor != minor.to_integral_value():
            raise UnreadableCell(cell)
    except ArithmeticError:
        raise UnreadableCell(cell) from None
    return int(minor)


def parse_time_or_none(text: str, formats: Sequence[str], zone: tzinfo) -> datetime | None:
    """Return the time that is written in one of these formats, in this zone; None for another text."""
    for form in formats:
        try:
            return datetime.strptime(text, form).replace(tzinfo=zone)
        except ValueError:
            continue
    return None


def to_milliseconds(cell: Any, time: datetime) -> int:
    """Return the cell's aware time as milliseconds since the Unix epoch; UnreadableCell outside the years that we
    store.
    """
    try:
        return round(validate_time(time).timestamp() * 1000)
    except InvalidValue:
        raise UnreadableCell(cell) from None
