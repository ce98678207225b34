"""Parsing of one row of a pupil import into values, or errors by field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.models import GuardianKind
from apps.accounts.services.profiles import check_birth_date
from apps.core import validators
from apps.core.errors import Invalid
from apps.core.stored_messages import Filled, Kept, kept
from apps.core.tables import Row
from apps.core.validators import NotValid
from apps.courses.services.imports import values
from apps.courses.services.imports.fields import FULL_NAME, KINDS_OF_PARENT, LAST_FIRST
from ml.text import search_key

T = TypeVar("T")

GROWN_UP = 18
LONGEST_NOTE = 200
NOTHING = ("-", "–", "—", "−")
"""What people write into a cell that they leave empty."""

Name = tuple[str, ...]
"""The words of a whole name as searches compare them, in one order whatever order people write."""


@dataclass
class Pupil:
    """The values of one row. A row with `errors` is refused."""

    row: int
    first_name: str = ""
    last_name: str = ""
    number: int | None = None
    phone: str | None = None
    email: str | None = None
    birth_date: date | None = None
    groups: str = ""
    joined_on: date | None = None
    level: str = ""
    note: str = ""
    parent_first: str = ""
    parent_last: str = ""
    parent_phone: str | None = None
    parent_kind: GuardianKind = GuardianKind.GUARDIAN
    errors: dict[str, list[Kept]] = field(default_factory=dict)

    @cached_property
    def name(self) -> Name:
        """Return the name in the form in which names are compared; only after the name was parsed."""
        return name_of(self.first_name, self.last_name)

    @property
    def spellings(self) -> tuple[str, str]:
        """Return the full name in search form, in both orders."""
        first, last = search_key(self.first_name), search_key(self.last_name)
        return f"{first} {last}".strip(), f"{last} {first}".strip()

    @property
    def is_child(self) -> bool:
        """Return whether the pupil is under 18 by the birth date."""
        if self.birth_date is None:
            return False
        today = timezone.now().date()
        born = self.birth_date
        return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) < GROWN_UP

    def refuse(self, name: str, message: StrOrPromise) -> None:
        """Add an error to a field."""
        self.errors.setdefault(name, []).append(kept(message))


def name_of(*names: str) -> Name:
    """Return the words of a name, in search form and sorted."""
    return tuple(sorted(search_key(" ".join(names)).split()))


def read_pupil(row: Row, mapping: Mapping[str, str], *, name_order: str, foreign: bool) -> Pupil:
    """Parse and validate the values of a row by the rules of the services."""
    cells = {name: row.cells.get(heading, "") for name, heading in mapping.items()}
    cells = {name: "" if text in NOTHING else text for name, text in cells.items()}
    found = Pupil(row.number)
    _name(found, cells, mapping, name_order)
    found.number = _checked(found, "number", pupil_number, cells.get("number", ""))
    found.phone = _checked(found, "phone", lambda text: values.phone(text, foreign=foreign), cells.get("phone", ""))
    found.email = _checked(found, "email", validators.email, cells.get("email", ""))
    found.birth_date = _checked(found, "birth_date", _born, cells.get("birth_date", ""))
    found.joined_on = _checked(found, "joined_on", values.day, cells.get("joined_on", ""))
    found.groups, found.level, found.note = cells.get("group", ""), cells.get("level", ""), cells.get("note", "")
    if len(found.note) > LONGEST_NOTE:
        found.refuse("note", Filled(_("At most %(count)d characters."), count=LONGEST_NOTE))
    _parent(found, cells, mapping, foreign)
    return found


def _name(found: Pupil, cells: Mapping[str, str], mapping: Mapping[str, str], name_order: str) -> None:
    first, last, whole = cells.get("first_name", ""), cells.get("last_name", ""), cells.get(FULL_NAME, "")
    if not first:
        if last:
            first = whole
        else:
            first, last = values.names(whole, last_first=_last_first(mapping.get(FULL_NAME, ""), name_order))
    elif not last and "last_name" not in mapping:
        first, last = values.names(first, last_first=name_order == "last_first")
    found.first_name = _checked(found, "first_name", validators.personal_name, first, needed=True) or ""
    found.last_name = _checked(found, "last_name", validators.personal_name, last) or ""


def _parent(found: Pupil, cells: Mapping[str, str], mapping: Mapping[str, str], foreign: bool) -> None:
    found.parent_phone = _checked(
        found, "parent_phone", lambda text: values.phone(text, foreign=foreign), cells.get("parent_phone", "")
    )
    if found.parent_phone is None:
        return
    if found.phone == found.parent_phone:
        found.phone = None
    name = _checked(found, "parent_name", validators.personal_name, cells.get("parent_name", ""))
    last_first = _last_first(mapping.get("parent_name", ""), "auto")
    found.parent_first, found.parent_last = values.names(name or "", last_first=last_first)
    headings = search_key(f"{mapping.get('parent_phone', '')} {mapping.get('parent_name', '')}").split()
    for kind, beginnings in KINDS_OF_PARENT.items():
        if any(word.startswith(beginnings) for word in headings):
            found.parent_kind = GuardianKind(kind)


def _last_first(heading: str, name_order: str) -> bool:
    return search_key(heading) in LAST_FIRST if name_order == "auto" else name_order == "last_first"


def _checked(found: Pupil, name: str, check: Callable[[str], T], text: str, *, needed: bool = False) -> T | None:
    if not text and not needed:
        return None
    try:
        return check(text)
    except NotValid as error:
        found.refuse(name, error.message)
    except Invalid as error:
        for messages in error.fields.values():
            for message in messages:
                found.refuse(name, message)
    return None


def pupil_number(text: str) -> int:
    """Parse a pupil's number, with or without a number sign. Raise NotValid for anything else."""
    digits = values.whole_number(text).lstrip("№#").strip()
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        raise NotValid(_("A pupil's number has digits only."))
    return int(digits)


def _born(text: str) -> date:
    return check_birth_date(values.day(text, born=True))
