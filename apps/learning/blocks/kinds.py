"""What a kind of block is. Each app declares its kinds in `block_kinds.py`: `BLOCK_KINDS = [BlockKind("text", …)]`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core import declarations
from apps.core.validators import InvalidValue

Block = Mapping[str, Any]
FieldCheck = Callable[[Any], Any]
"""Returns the value of a field as it is stored, for None the empty value. Raises InvalidValue."""


def _nothing_missing(_block: Block) -> Iterable[StrOrPromise]:
    return ()


def _nothing_rendered(_block: Block) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class BlockKind:
    """A kind of block.

    `fields`: the check of each field but `id`, `kind` and `file`. `files`: the content types that its `file` may have,
    by their beginnings; empty: it has no file. `find_missing` says what must be filled in before it is published, and
    `render` makes what learners get beside the stored fields. `is_watched`: its file has a length, and progress counts
    which pieces of it a learner heard or saw. `hides_file`: learners get no link to its file. `refers`: fields that
    name something else of this server, which packages of a course do not take along. `named_files`: the content types
    of further files, which it keeps in the field `files` by names of its own; empty: it has none.
    """

    name: str
    fields: Mapping[str, FieldCheck]
    files: tuple[str, ...] = ()
    find_missing: Callable[[Block], Iterable[StrOrPromise]] = _nothing_missing
    render: Callable[[Block], Mapping[str, Any]] = _nothing_rendered
    is_watched: bool = False
    hides_file: bool = False
    refers: tuple[str, ...] = ()
    named_files: tuple[str, ...] = ()
    has_file: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "has_file", bool(self.files))

    def accepts_file(self, content_type: str) -> bool:
        """Return whether a block of this kind may show a file of this content type."""
        return content_type.startswith(self.files)


@cache
def all_block_kinds() -> dict[str, BlockKind]:
    """Return all declared kinds by name. Raise ValueError when two share a name."""
    return declarations.collect_declarations_by_name("block_kinds", BlockKind, label="block kind")


def check_text(most: int) -> FieldCheck:
    """Return the check of a text of at most `most` characters."""

    def check(value: Any) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            raise InvalidValue(_("Enter a text."))
        if len(value) > most:
            raise InvalidValue(_("At most %(count)d characters.") % {"count": most})
        return value.strip()

    return check


def check_choice(*names: str) -> FieldCheck:
    """Return the check of one of these words, the first by default."""

    def check(value: Any) -> str:
        if value is None:
            return names[0]
        if value not in names:
            raise InvalidValue(_("Choose one of: %(names)s.") % {"names": ", ".join(names)})
        return str(value)

    return check


def check_flag(value: Any) -> bool:
    """Return the value, false by default. Raise InvalidValue unless it is true or false."""
    if value is None:
        return False
    if not isinstance(value, bool):
        raise InvalidValue(_("Enter true or false."))
    return value
