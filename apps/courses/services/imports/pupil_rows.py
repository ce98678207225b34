"""Parsing of one row of a pupil import into values, or errors by field."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import TypeVar

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.models import GuardianKind, User
from apps.accounts.services.profiles import check_birth_date
from apps.core import validators
from apps.core.errors import Invalid
from apps.core.stored_messages import FormattedMessage, StoredMessage, serialize_message
from apps.core.tables.reader import TableRow
from apps.core.validators import InvalidValue
from apps.courses.services.imports import values
from apps.courses.services.imports.fields import FULL_NAME, LAST_NAME_FIRST_HEADINGS, PARENT_KIND_WORDS
from ml.text import build_name_key, build_search_key

T = TypeVar("T")

MAX_NOTE_LENGTH = 200
EMPTY_CELLS = ("-", "–", "—", "−")
"""Texts that mean an empty cell."""

NameKey = tuple[str, ...]
"""The words of a full name (`ml.text.build_name_key`), sorted, so that their order does not matter."""


@dataclass
class RowErrors:
    """Errors of one row by field. A row with errors is refused."""

    errors: dict[str, list[StoredMessage]] = field(default_factory=dict, kw_only=True)

    def add_error(self, name: str, message: StrOrPromise) -> None:
        """Add an error to a field."""
        self.errors.setdefault(name, []).append(serialize_message(message))


@dataclass
class ImportedPupil(RowErrors):
    """The values of one row."""

    row_number: int
    first_name: str = ""
    last_name: str = ""
    has_own_last_name: bool = False
    """Whether the table has the last name apart; else it was split off the name, and may be a second given name."""
    patronymic: str = ""
    number: int | None = None
    phone: str | None = None
    email: str | None = None
    birth_date: date | None = None
    groups: str = ""
    joined_on: date | None = None
    level: str = ""
    note: str = ""
    parent_first_name: str = ""
    parent_last_name: str = ""
    parent_patronymic: str = ""
    parent_phone: str | None = None
    parent_kind: GuardianKind = GuardianKind.GUARDIAN

    @cached_property
    def name_key(self) -> NameKey:
        """Return the name in the form in which names are compared; only after the name was parsed."""
        return make_name_key(self.first_name, self.last_name)

    @cached_property
    def long_name_key(self) -> NameKey:
        """Return the name with the patronymic, as `name_key`: users may have both in the first name."""
        return make_name_key(self.first_name, self.last_name, self.patronymic)

    @property
    def name_orders(self) -> set[str]:
        """Return the full name in both orders, without and with the patronymic."""
        names = (self.first_name, f"{self.first_name} {self.patronymic}".strip())
        pairs = [pair for name in names for pair in ((name, self.last_name), (self.last_name, name))]
        return {" ".join(pair).strip() for pair in pairs}

    def is_spelled_as(self, user: User) -> bool:
        """Return whether the user's name has the same spelling, with or without the patronymics."""
        mine = {make_exact_name_key(self.first_name, self.last_name, father) for father in ("", self.patronymic)}
        theirs = {make_exact_name_key(user.first_name, user.last_name, father) for father in ("", user.patronymic)}
        return bool(mine & theirs)


def make_name_key(*names: str) -> NameKey:
    """Return the words of a name, in the form that joins its spellings, sorted."""
    return tuple(sorted(build_name_key(" ".join(names)).split()))


def make_exact_name_key(*names: str) -> NameKey:
    """Return the key of one spelling of a name: of several hits by `make_name_key`, one with the same spelling wins."""
    return ("=", *sorted(build_search_key(" ".join(names)).split()))


def parse_pupil_row(
    row: TableRow, mapping: Mapping[str, str], *, name_order: str, allow_foreign_phones: bool
) -> ImportedPupil:
    """Parse and validate the values of a row by the rules of the services."""
    cells = read_cells(row, mapping)
    parse_phone = partial(values.parse_phone, allow_foreign=allow_foreign_phones)
    pupil = ImportedPupil(row.number, groups=cells["group"], level=cells["level"], note=cells["note"])
    _parse_name(pupil, cells, mapping, name_order)
    pupil.number = _parse_cell(pupil, "number", parse_pupil_number, cells)
    pupil.phone = _parse_cell(pupil, "phone", parse_phone, cells)
    pupil.email = _parse_cell(pupil, "email", validators.normalize_email, cells)
    pupil.birth_date = _parse_cell(pupil, "birth_date", _parse_birth_date, cells)
    pupil.joined_on = _parse_cell(pupil, "joined_on", values.parse_day, cells)
    if len(pupil.note) > MAX_NOTE_LENGTH:
        pupil.add_error("note", FormattedMessage(_("At most %(count)d characters."), count=MAX_NOTE_LENGTH))
    pupil.parent_phone = _parse_cell(pupil, "parent_phone", parse_phone, cells)
    if pupil.parent_phone is not None:
        _parse_parent(pupil, cells, mapping, name_order)
    return pupil


def read_cells(row: TableRow, mapping: Mapping[str, str]) -> defaultdict[str, str]:
    """Return the texts of a row by field; "" for empty cells and for fields without a column."""
    cells = {name: row.cells.get(heading, "") for name, heading in mapping.items()}
    return defaultdict(str, {name: "" if text in EMPTY_CELLS else text for name, text in cells.items()})


def _parse_name(pupil: ImportedPupil, cells: Mapping[str, str], mapping: Mapping[str, str], name_order: str) -> None:
    first, last, full_name = cells["first_name"], cells["last_name"], cells[FULL_NAME]
    patronymic = ""
    pupil.has_own_last_name = bool(last or (first and "last_name" in mapping))
    if not first and last:
        first = full_name
    elif not first:
        last_first = _is_last_name_first(mapping.get(FULL_NAME, ""), name_order)
        first, last, patronymic = values.split_full_name(full_name, last_first=last_first)
    elif not last and "last_name" not in mapping:
        first, last, patronymic = values.split_full_name(first, last_first=name_order == "last_first")
    names = {"first_name": first, "last_name": last, "patronymic": cells["patronymic"] or patronymic}
    check = validators.normalize_personal_name
    pupil.first_name = _parse_cell(pupil, "first_name", check, names, required=True) or ""
    pupil.last_name = _parse_cell(pupil, "last_name", check, names) or ""
    pupil.patronymic = _parse_cell(pupil, "patronymic", check, names) or ""


def _parse_parent(pupil: ImportedPupil, cells: Mapping[str, str], mapping: Mapping[str, str], name_order: str) -> None:
    """Parse the parent of a row. A full name without a known heading has the order of the pupils' full names."""
    if pupil.phone == pupil.parent_phone:
        pupil.phone = None
    name = _parse_cell(pupil, "parent_name", validators.normalize_personal_name, cells)
    headings = (mapping.get("parent_name", ""), mapping.get(FULL_NAME, ""))
    last_first = any(_is_last_name_first(heading, name_order) for heading in headings)
    names = values.split_full_name(name or "", last_first=last_first)
    pupil.parent_first_name, pupil.parent_last_name, pupil.parent_patronymic = names
    words = build_search_key(f"{mapping.get('parent_phone', '')} {mapping.get('parent_name', '')}").split()
    for kind, beginnings in PARENT_KIND_WORDS.items():
        if any(word.startswith(beginnings) for word in words):
            pupil.parent_kind = GuardianKind(kind)


def _is_last_name_first(heading: str, name_order: str) -> bool:
    return build_search_key(heading) in LAST_NAME_FIRST_HEADINGS if name_order == "auto" else name_order == "last_first"


def _parse_cell(
    pupil: ImportedPupil, name: str, check: Callable[[str], T], cells: Mapping[str, str], *, required: bool = False
) -> T | None:
    if not cells[name] and not required:
        return None
    try:
        return check(cells[name])
    except InvalidValue as error:
        pupil.add_error(name, error.message)
    except Invalid as error:
        for messages in error.fields.values():
            for message in messages:
                pupil.add_error(name, message)
    return None


def parse_pupil_number(text: str) -> int:
    """Parse a pupil's number, with or without a number sign. Raise InvalidValue for anything else."""
    digits = values.restore_digits_of_number_cell(text).lstrip("№#").strip()
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        raise InvalidValue(_("A pupil's number has digits only."))
    return int(digits)


def _parse_birth_date(text: str) -> date:
    return check_birth_date(values.parse_day(text, is_birth_date=True))
