"""Cells to values: phones that spreadsheets have mangled, dates as people write them, names in either order."""

import re
from datetime import date

from django.utils.translation import gettext_lazy as _

from apps.core import validators
from apps.core.validators import NotValid

_DAY_FIRST = re.compile(r"(\d{1,2})[.\-/](\d{1,2})[.\-/](\d{4}|\d{2})(?:\D.*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[.\-/](\d{1,2})[.\-/](\d{1,2})(?:\D.*)?")
_SHORTENED = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})")
_SEVERAL = re.compile(r"[,;/\n|]+")
_FRACTION = re.compile(r"(\d+)[.,]0+")


def phone(text: str, *, foreign: bool) -> str:
    """The number as E.164; of several in one cell the first. NotValid, also when a spreadsheet has cut digits off."""
    text = whole_number(text)
    several = [text] if _SHORTENED.fullmatch(text) else _SEVERAL.split(text)
    first = next((one for one in several if one.strip()), text)
    return validators.phone(first, foreign=foreign)


def whole_number(text: str) -> str:
    """`9,98901234567E+11` and `998901234567.0` as the digits that they are; NotValid when digits are lost."""
    plain = _FRACTION.fullmatch(text)
    if plain:
        return plain.group(1)
    short = _SHORTENED.fullmatch(text.replace(" ", ""))
    if short is None:
        return text
    digits, power = short.group(1) + (short.group(2) or ""), int(short.group(3))
    if len(digits) != power + 1:
        raise NotValid(_("The spreadsheet has cut this number off: make the column text and send it again."))
    return digits


def day(text: str, *, born: bool = False) -> date:
    """A day as `2026-09-01`, `01.09.2026`, `1/9/2026` or `01.09.26`, the day before the month; what follows it (a
    time) is left out. NotValid for anything else. `born`: a year of two digits may lie in the last century.
    """
    first, last = _YEAR_FIRST.fullmatch(text), _DAY_FIRST.fullmatch(text)
    if first:
        year, month, number = (int(part) for part in first.groups())
    elif last:
        number, month, year = (int(part) for part in last.groups())
        if year < 100:
            year += 1900 if born and year > date.today().year % 100 else 2000
    else:
        raise NotValid(_("Write the day as 2026-09-01 or 01.09.2026."))
    try:
        found = date(year, month, number)
    except ValueError as error:
        raise NotValid(_("There is no such day.")) from error
    return found if born else validators.day(found)


def names(text: str, *, last_first: bool) -> tuple[str, str]:
    """First and last name of a whole one. Beginning with the last name, all the others are first names; else the
    first word is the first name and the others are the last.
    """
    words = text.split()
    if len(words) < 2:
        return text, ""
    return (" ".join(words[1:]), words[0]) if last_first else (words[0], " ".join(words[1:]))
