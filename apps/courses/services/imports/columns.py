"""Mapping of spreadsheet columns to fields: by the sender's choice, by the preset, or by the heading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.errors import Invalid
from ml.text import search_key

HEADINGS_NAMED = 20
UNKNOWN_COLUMNS = _(
    "No column is known for “{needed}”. These columns were found: {found}. Say in “mapping” which is which."
)


@dataclass(frozen=True)
class Field:
    """A field, its title, and its known headings as `ml.text.search_key`."""

    name: str
    title: StrOrPromise
    words: frozenset[str]


def field(name: str, title: StrOrPromise, words: str) -> Field:
    """Create a field from a comma-separated list of headings."""
    return Field(name, title, frozenset(search_key(word) for word in words.split(",")))


def mapped(
    headings: Sequence[str],
    fields: Sequence[Field],
    *,
    preset: Mapping[str, Sequence[str]] | None = None,
    told: Mapping[str, str | None] | None = None,
) -> dict[str, str]:
    """Return field → column heading.

    The sender's choices (`told`; None: no column has the field) come first, then the headings of the preset, then known
    headings. Each column is used once. Raise Invalid on "mapping" for an unknown field or heading.
    """
    found = _told(headings, fields, told or {})
    closed = set(told or {})
    by_key: dict[str, str] = {}
    for heading in headings:
        by_key.setdefault(search_key(heading), heading)
    for known in (_of_preset(preset or {}), {one.name: one.words for one in fields}):
        for one in fields:
            left = {key: name for key, name in by_key.items() if name not in found.values()}
            hits = [name for key, name in left.items() if key in known.get(one.name, ())]
            if hits and one.name not in found and one.name not in closed:
                found[one.name] = hits[0]
    return {one.name: found[one.name] for one in fields if one.name in found}


def known_words(
    fields: Sequence[Field], *, preset: Mapping[str, Sequence[str]] | None, told: Mapping[str, str | None] | None
) -> frozenset[str]:
    """Return every heading that `mapped` recognises, as `ml.text.search_key`."""
    said = [frozenset(search_key(name) for name in (told or {}).values() if name)]
    return frozenset().union(*said, *_of_preset(preset or {}).values(), *(one.words for one in fields))


def check_needed(
    headings: Sequence[str], fields: Sequence[Field], mapping: Mapping[str, str], needed: Sequence[Sequence[str]]
) -> None:
    """Raise Invalid on "file" unless each of these sets of fields has a column; the message names the needed and the
    found columns.
    """
    titles = {one.name: one.title for one in fields}
    for names in needed:
        if not any(name in mapping for name in names):
            raise Invalid.field(
                "file",
                format_lazy(
                    UNKNOWN_COLUMNS,
                    needed="/".join(str(titles[name]) for name in names),
                    found=_listed(headings),
                ),
            )


def _listed(headings: Sequence[str]) -> str:
    more = "" if len(headings) <= HEADINGS_NAMED else f" … ({len(headings)})"
    return ", ".join(heading[:40] for heading in headings[:HEADINGS_NAMED]) + more


def _of_preset(preset: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(search_key(word) for word in words) for name, words in preset.items()}


def _told(headings: Sequence[str], fields: Sequence[Field], told: Mapping[str, str | None]) -> dict[str, str]:
    known = {one.name for one in fields}
    by_key = {search_key(heading): heading for heading in headings}
    found: dict[str, str] = {}
    for name, wanted in told.items():
        if name not in known:
            raise Invalid.field("mapping", format_lazy(_("There is no field “{name}”."), name=name))
        if wanted is None:
            continue
        heading = wanted if wanted in headings else by_key.get(search_key(wanted))
        if heading is None:
            raise Invalid.field("mapping", format_lazy(_("The table has no column “{name}”."), name=wanted))
        if heading in found.values():
            raise Invalid.field("mapping", format_lazy(_("The column “{name}” is named twice."), name=heading))
        found[name] = heading
    return found
