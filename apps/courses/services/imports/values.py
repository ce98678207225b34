"""Parsing of cells: phones that spreadsheets damaged, dates in usual formats, names in either order."""

import re
from datetime import date

from django.utils.translation import gettext_lazy as _

from apps.core import validators
from apps.core.validators import InvalidValue
from ml.text import build_search_key

PATRONYMIC_ENDINGS = ("vich", "vna", "ichna")
PATRONYMIC_PARTICLES = frozenset({"ogli", "ugli", "qizi", "kizi"})
"""Both as `ml.text.search_key`."""

_DAY_FIRST = re.compile(r"(\d{1,2})[.\-/](\d{1,2})[.\-/](\d{4}|\d{2})(?:\D.*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[.\-/](\d{1,2})[.\-/](\d{1,2})(?:\D.*)?")
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})")
_SEPARATORS = re.compile(r"[,;/\n|]+")
_FRACTION = re.compile(r"(\d+)[.,]0+")


def parse_phone(text: str, *, allow_foreign: bool) -> str:
    """Return the phone as E.164; the first of several in one cell. Raise InvalidValue, also when a spreadsheet cut off
    digits.
    """
    text = restore_digits_of_number_cell(text)
    several = [text] if _SCIENTIFIC.fullmatch(text) else _SEPARATORS.split(text)
    first = next((part for part in several if part.strip()), text)
    return validators.normalize_phone(first, allow_foreign=allow_foreign)


def restore_digits_of_number_cell(text: str) -> str:
    """Return the digits of `9,98901234567E+11` or `998901234567.0`. Raise InvalidValue when digits are lost."""
    plain = _FRACTION.fullmatch(text)
    if plain:
        return plain.group(1)
    short = _SCIENTIFIC.fullmatch(text.replace(" ", ""))
    if short is None:
        return text
    digits, power = short.group(1) + (short.group(2) or ""), int(short.group(3))
    if len(digits) != power + 1:
        raise InvalidValue(_("The spreadsheet has cut this number off: make the column text and send it again."))
    return digits


def parse_day(text: str, *, is_birth_date: bool = False) -> date:
    """Parse `2026-09-01`, `01.09.2026`, `1/9/2026` or `01.09.26` (day before month) and ignore a following time. With
    `is_birth_date`, a two-digit year may be in the last century. Raise InvalidValue for anything else.
    """
    first, last = _YEAR_FIRST.fullmatch(text), _DAY_FIRST.fullmatch(text)
    if first:
        year, month, number = (int(part) for part in first.groups())
    elif last:
        number, month, year = (int(part) for part in last.groups())
        if year < 100:
            year += 1900 if is_birth_date and year > date.today().year % 100 else 2000
    else:
        raise InvalidValue(_("Write the day as 2026-09-01 or 01.09.2026."))
    try:
        parsed = date(year, month, number)
    except ValueError as error:
        raise InvalidValue(_("There is no such day.")) from error
    return parsed if is_birth_date else validators.validate_date(parsed)


def split_full_name(text: str, *, last_first: bool) -> tuple[str, str, str]:
    """Split a full name into first name, last name and patronymic. With `last_first` the first word is the last name;
    otherwise the first word is the first name. A patronymic is known by its ending (`-vich`, `-vna`) or by the word
    after it (oʻgʻli, qizi).
    """
    words, patronymic = _split_off_patronymic(text.split())
    if len(words) < 2:
        return " ".join(words), "", patronymic
    first, last = (words[1:], words[:1]) if last_first else (words[:1], words[1:])
    return " ".join(first), " ".join(last), patronymic


def _split_off_patronymic(words: list[str]) -> tuple[list[str], str]:
    """Return the words without the patronymic, and the patronymic. Two words never have one by its ending: the second
    may be a last name (Petrovich).
    """
    for place, word in enumerate(words[1:], start=1):
        key = build_search_key(word)
        if key in PATRONYMIC_PARTICLES and place > 1:
            return words[: place - 1] + words[place + 1 :], " ".join(words[place - 1 : place + 1])
        if len(words) > 2 and key.endswith(PATRONYMIC_ENDINGS):
            return words[:place] + words[place + 1 :], word
    return words, ""
