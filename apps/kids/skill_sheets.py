"""Skills as a sheet: one skill in a row, with headings that stay the same in every language.

Columns: `code`, `parent` (a code; empty for an area), `name_uz`, `name_ru`, `name_en`, `icon`, `position`, `needs`
(codes, parted by ";" or ","), `archived` (yes or empty). Columns that are missing change nothing.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import IO, Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.errors import Invalid
from apps.core.tables.cells import normalize_cell_text
from apps.core.tables.reader import Table, TableRow
from apps.core.tables.writer import TableFileKind, write_table
from apps.core.translated_texts import LANGUAGES
from apps.kids.skill_tree import SkillDraft, Tree, list_in_order

HEADINGS = ("code", "parent", *(f"name_{language}" for language in LANGUAGES), "icon", "position", "needs", "archived")
CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_CODE, MAX_NAME, MAX_ICON, MAX_POSITION = 60, 200, 40, 10_000
YES, NO = "yes", ("", "no")
NOT_OURS = _("This is not a table of skills. Export one, and change it.")
NO_CODE = _("Small letters, digits and hyphens, at most 60.")
TWICE = _("This skill stands in a row above.")
TOO_LONG = _("This text is too long.")
NO_NUMBER = _("Enter a whole number from 0 to 10000.")
NO_ANSWER = _("Enter “yes” or nothing.")


class RefusedCell(NamedTuple):
    """A cell that cannot be taken, with the reason. Row 0: a skill that does not stand in the sheet."""

    row: int
    heading: str
    text: str
    reason: StrOrPromise


@dataclass
class ReadSheet:
    """The skills of a sheet, over those that stand: drafts, and the number of the row of each, by code."""

    drafts: dict[str, SkillDraft] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    refused: list[RefusedCell] = field(default_factory=list)


def write_skills(tree: Tree, kind: TableFileKind) -> IO[bytes]:
    """Return all skills as a table, each after what it stands in."""
    rows = (_write_row(tree[code]) for code in list_in_order(tree))
    return write_table(kind, HEADINGS, rows, title="skills")


def read_skills(table: Table, tree: Tree) -> ReadSheet:
    """Read a table over the skills that stand. Raise Invalid on "file" without the column `code`."""
    headings = {normalize_cell_text(heading).casefold(): heading for heading in table.headings}
    if "code" not in headings:
        raise Invalid.field("file", NOT_OURS)
    sheet = ReadSheet()
    for row in table.rows:
        cells = {name: normalize_cell_text(row.cells[headings[name]]) for name in HEADINGS if name in headings}
        if any(cells.values()):
            _read_row(row, cells, tree, sheet)
    return sheet


def _write_row(draft: SkillDraft) -> list[str | int]:
    names = [draft.name.get(language, "") for language in LANGUAGES]
    needs, archived = "; ".join(sorted(draft.needs)), YES if draft.is_archived else ""
    return [draft.code, draft.parent, *names, draft.icon, draft.position, needs, archived]


def _read_row(row: TableRow, cells: Mapping[str, str], tree: Tree, sheet: ReadSheet) -> None:
    code = cells["code"]
    if not CODE.fullmatch(code) or len(code) > MAX_CODE:
        sheet.refused.append(RefusedCell(row.number, "code", code, NO_CODE))
        return
    if code in sheet.rows:
        sheet.refused.append(RefusedCell(row.number, "code", code, TWICE))
        return
    sheet.rows[code] = row.number
    draft = tree.get(code, SkillDraft(code=code))
    values: dict[str, Any] = {}
    for heading, text in cells.items():
        if heading == "code":
            continue
        try:
            values |= _READERS[heading](draft, values, text)
        except _Refused as refused:
            sheet.refused.append(RefusedCell(row.number, heading, text, refused.reason))
    sheet.drafts[code] = replace(draft, **values)


class _Refused(Exception):
    def __init__(self, reason: StrOrPromise) -> None:
        self.reason = reason


def _read_code(text: str) -> str:
    if text and (not CODE.fullmatch(text) or len(text) > MAX_CODE):
        raise _Refused(NO_CODE)
    return text


def _read_short(text: str, most: int) -> str:
    if len(text) > most:
        raise _Refused(TOO_LONG)
    return text


def _read_name(language: str, draft: SkillDraft, values: Mapping[str, Any], text: str) -> dict[str, Any]:
    return {"name": {**(values.get("name") or draft.name), language: _read_short(text, MAX_NAME)}}


def _read_position(text: str) -> int:
    if not text:
        return 0
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) > MAX_POSITION:
        raise _Refused(NO_NUMBER)
    return int(text)


def _read_needs(text: str) -> frozenset[str]:
    return frozenset(_read_code(code.strip()) for code in re.split("[;,]", text) if code.strip())


def _read_yes(text: str) -> bool:
    if text.casefold() not in (YES, *NO):
        raise _Refused(NO_ANSWER)
    return text.casefold() == YES


_READERS: Mapping[str, Callable[[SkillDraft, Mapping[str, Any], str], dict[str, Any]]] = {
    "parent": lambda _draft, _values, text: {"parent": _read_code(text)},
    "name_uz": lambda draft, values, text: _read_name("uz", draft, values, text),
    "name_ru": lambda draft, values, text: _read_name("ru", draft, values, text),
    "name_en": lambda draft, values, text: _read_name("en", draft, values, text),
    "icon": lambda _draft, _values, text: {"icon": _read_short(text, MAX_ICON)},
    "position": lambda _draft, _values, text: {"position": _read_position(text)},
    "needs": lambda _draft, _values, text: {"needs": _read_needs(text)},
    "archived": lambda _draft, _values, text: {"is_archived": _read_yes(text)},
}
