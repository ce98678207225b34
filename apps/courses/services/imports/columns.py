"""Mapping of spreadsheet columns to fields: by the sender's choice, by the preset, or by the heading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.errors import Invalid
from ml.text import build_search_key

MAX_HEADINGS_IN_ERROR = 20
UNKNOWN_COLUMNS = _(
    "No column was found for “{needed}”. The file has these columns: {found}. Name the right ones in “mapping”."
)


@dataclass(frozen=True)
class ImportField:
    """A field, its title, and its known headings as `ml.text.search_key`."""

    name: str
    title: StrOrPromise
    headings: frozenset[str]


def make_field(name: str, title: StrOrPromise, headings: str) -> ImportField:
    """Create a field from a comma-separated list of headings."""
    return ImportField(name, title, frozenset(build_search_key(word) for word in headings.split(",")))


def map_columns(
    headings: Sequence[str],
    fields: Sequence[ImportField],
    *,
    preset: Mapping[str, Sequence[str]] | None = None,
    chosen: Mapping[str, str | None] | None = None,
    assigned: Mapping[str, str | None] | None = None,
) -> dict[str, str]:
    """Return field → column heading.

    The sender's choices (`chosen`; None: no column has the field) come first, then columns that were assigned by hand
    (`assigned`, by heading; None: the column is ignored), the headings of the preset and known headings. Each column
    is used once. Raise Invalid on "mapping" for an unknown field or heading.
    """
    mapping = _map_chosen_columns(headings, fields, chosen or {})
    closed = set(chosen or {})
    for heading, name in (assigned or {}).items():
        if name is not None and name not in closed and heading not in mapping.values():
            mapping[name] = heading
    by_key: dict[str, str] = {}
    for heading in headings:
        if heading not in (assigned or {}):
            by_key.setdefault(build_search_key(heading), heading)
    for known in (_search_keys_of_preset(preset or {}), {field.name: field.headings for field in fields}):
        for field in fields:
            keys = known.get(field.name, ())
            hits = [heading for key, heading in by_key.items() if key in keys and heading not in mapping.values()]
            if hits and field.name not in mapping and field.name not in closed:
                mapping[field.name] = hits[0]
    return {field.name: mapping[field.name] for field in fields if field.name in mapping}


def list_known_headings(
    fields: Sequence[ImportField],
    *,
    preset: Mapping[str, Sequence[str]] | None,
    chosen: Mapping[str, str | None] | None,
) -> frozenset[str]:
    """Return every heading that `map_columns` recognises, as `ml.text.search_key`."""
    chosen_headings = [frozenset(build_search_key(name) for name in (chosen or {}).values() if name)]
    return frozenset().union(
        *chosen_headings, *_search_keys_of_preset(preset or {}).values(), *(field.headings for field in fields)
    )


def check_required_columns(
    headings: Sequence[str],
    fields: Sequence[ImportField],
    mapping: Mapping[str, str],
    required: Sequence[Sequence[str]],
) -> None:
    """Raise Invalid on "file" unless each of these sets of fields has a column; the message names the needed and the
    found columns.
    """
    titles = {field.name: field.title for field in fields}
    for names in required:
        if not any(name in mapping for name in names):
            more = "" if len(headings) <= MAX_HEADINGS_IN_ERROR else f" … ({len(headings)})"
            found = ", ".join(heading[:40] for heading in headings[:MAX_HEADINGS_IN_ERROR]) + more
            needed = "/".join(str(titles[name]) for name in names)
            raise Invalid.field("file", format_lazy(UNKNOWN_COLUMNS, needed=needed, found=found))


def _search_keys_of_preset(preset: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(build_search_key(word) for word in words) for name, words in preset.items()}


def _map_chosen_columns(
    headings: Sequence[str], fields: Sequence[ImportField], chosen: Mapping[str, str | None]
) -> dict[str, str]:
    known = {field.name for field in fields}
    by_key = {build_search_key(heading): heading for heading in headings}
    mapping: dict[str, str] = {}
    for name, wanted in chosen.items():
        if name not in known:
            raise Invalid.field("mapping", format_lazy(_("There is no field “{name}”."), name=name))
        if wanted is None:
            continue
        heading = wanted if wanted in headings else by_key.get(build_search_key(wanted))
        if heading is None:
            raise Invalid.field("mapping", format_lazy(_("The table has no column “{name}”."), name=wanted))
        if heading in mapping.values():
            raise Invalid.field("mapping", format_lazy(_("The column “{name}” is named twice."), name=heading))
        mapping[name] = heading
    return mapping
