"""What readers of providers' exports share: which column is which, and amounts and times that money can have.

A reader reads each row within `raise_for_unreadable_row`; a value that nobody can read raises `UnreadableCell` there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.core.errors import Invalid
from apps.core.tables import TableRow
from apps.core.validators import InvalidValue, validate_time
from apps.payments.models import MAX_AMOUNT

MAX_VALUE_SHOWN = 60
"""Characters of an unreadable value that are repeated."""
MAX_NUMBER_LENGTH = 40


class UnreadableCell(ValueError):
    """A cell that nobody can read, with its `value`."""

    def __init__(self, value: Any) -> None:
        super().__init__(f"unreadable: {value!r}")
        self.value = value


@contextmanager
def raise_for_unreadable_row(row: TableRow) -> Iterator[None]:
    """Invalid on "file", naming the row, for what is unreadable within."""
    try:
        yield
    except UnreadableCell as error:
        said = {"row": row.number, "value": str(error.value)[:MAX_VALUE_SHOWN]}
        raise Invalid.field("file", _("Row %(row)d: “%(value)s” could not be read.") % said) from None


def map_columns(
    headings: Sequence[str], wanted: Mapping[str, Sequence[str]], *, plain: Callable[[str], str]
) -> dict[str, str]:
    """The heading of each wanted column, by any of its names; headings are compared as `plain` makes them.

    Invalid on "file" for a table that lacks one.
    """
    folded = {plain(heading): heading for heading in headings}
    found = {}
    for what, names in wanted.items():
        heading = next((folded[name] for name in names if name in folded), None)
        if heading is None:
            raise Invalid.field("file", _("The table has no column “%(name)s”.") % {"name": names[0]})
        found[what] = heading
    return found


def parse_amount(value: Any, text: str, *, units: int) -> int:
    """The number `text` of the cell `value` in minor units, of which `units` make what it counts; without its sign.

    Unreadable for what is no number, has a part of a minor unit or is more than any amount of ours.
    """
    try:
        number = abs(Decimal(text))
        if len(text) > MAX_NUMBER_LENGTH or not number.is_finite() or number > MAX_AMOUNT:
            raise UnreadableCell(value)
        minor = number * units
        if minor > MAX_AMOUNT or minor != minor.to_integral_value():
            raise UnreadableCell(value)
    except ArithmeticError:
        raise UnreadableCell(value) from None
    return int(minor)


def to_milliseconds(value: Any, at: datetime) -> int:
    """The aware time of the cell `value` as milliseconds since the Unix epoch; Unreadable on no sensible day."""
    try:
        return round(validate_time(at).timestamp() * 1000)
    except InvalidValue:
        raise UnreadableCell(value) from None
