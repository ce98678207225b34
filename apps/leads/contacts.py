"""Names and phones of leads as they are stored, and when two leads are one person."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from apps.core.validators import InvalidValue, normalize_phone
from ml.text import build_name_key, build_search_key
from ml.text.names import is_name_of_one_person, is_one_name, read_name

MOST_PHONES = 5
MOST_MARKS = 2
"""Combining marks on one letter; more is no name."""
MOST_KEY = 400


class Likeness(StrEnum):
    """What two leads share: a phone, or the name in any spelling."""

    PHONE = "phone"
    NAME = "name"


@dataclass(frozen=True)
class Contact:
    """Who somebody is: a name, and phones in E.164."""

    name: str
    phones: frozenset[str]


def clean_name(value: str, *, max_length: int = 120) -> str:
    """Return a name with single spaces, composed letters and without characters that nobody sees.

    Raise InvalidValue for an empty or long one, and for letters under heaps of marks.
    """
    text = unicodedata.normalize("NFC", value)
    text = "".join(letter if unicodedata.category(letter)[0] != "C" else " " for letter in text)
    text = " ".join(text.split())
    if not any(letter.isalnum() for letter in text):
        raise InvalidValue(_("Enter a name."))
    if len(text) > max_length:
        raise InvalidValue(_("At most %(count)d characters.") % {"count": max_length})
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks > MOST_MARKS:
            raise InvalidValue(_("A name has letters, spaces, hyphens and apostrophes only."))
    return text


def clean_text(value: str) -> str:
    """Return a text without control characters and marks that turn its direction; line breaks stay."""
    return "".join(letter for letter in value if letter == "\n" or unicodedata.category(letter)[0] != "C").strip()


def clean_phones(values: Iterable[str], *, allow_foreign: bool) -> list[str]:
    """Return phones in E.164, each once, in their order. Raise InvalidValue for one that is none, or too many."""
    phones = list(dict.fromkeys(normalize_phone(value, allow_foreign=allow_foreign) for value in values if value))
    if len(phones) > MOST_PHONES:
        raise InvalidValue(_("At most %(count)d phones.") % {"count": MOST_PHONES})
    return phones


def build_keys(name: str) -> dict[str, str]:
    """Return the columns `folded` and `name_key` of a lead with this name; the words of the key are in one order."""
    key = " ".join(sorted(build_name_key(name).split()))
    return {"folded": build_search_key(name)[:MOST_KEY], "name_key": key[:MOST_KEY]}


def are_names_compatible(one: str, other: str) -> bool:
    """Return whether two names are surely of one person who has this phone: `is_name_of_one_person`."""
    return is_name_of_one_person(read_name(one), read_name(other))


def is_double(one: Contact, other: Contact) -> bool:
    """Return whether two contacts are surely one person: a common phone, and the same given names. A phone alone may be
    that of a family, a name alone that of a namesake.
    """
    return bool(one.phones & other.phones) and are_names_compatible(one.name, other.name)


def list_likeness(one: Contact, other: Contact) -> list[Likeness]:
    """Return what two contacts share."""
    found = [Likeness.PHONE] if one.phones & other.phones else []
    return [*found, Likeness.NAME] if is_full_name(one.name) and have_one_name(one.name, other.name) else found


def is_full_name(name: str) -> bool:
    """Return whether a name has two words or more: one alone says little."""
    return len(build_name_key(name).split()) > 1


def have_one_name(one: str, other: str) -> bool:
    """Return whether two names are one in any spelling and order of words."""
    return is_one_name(read_name(one), read_name(other))
