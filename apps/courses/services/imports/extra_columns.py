"""Columns that apps above this one add to imports of pupils.

An app declares them in its module `import_columns`, as `IMPORT_COLUMNS`. Its columns have a permission of their own:
without it they are left alone, and the preview says so.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol
from uuid import UUID

from django_stubs_ext import StrOrPromise

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core import declarations
from apps.courses.models import Group, ImportRow, Membership
from apps.courses.services.imports.columns import ImportField
from apps.courses.services.imports.pupil_rows import ImportedPupil
from apps.settings.models import Branch


class ExtraPlanner(Protocol):
    """Plans and writes what the extra columns say, for one import.

    For each row in order: `parse_row`; when the row has no error, `check_row` and, when there is none by then,
    `add_row`. Errors are added to the pupil. `save` runs after the people and memberships were written, in the same
    unit of work.
    """

    def load(self, people: Collection[UUID], groups: Collection[Group]) -> None:
        """Load the facts about people and groups that rows may name."""

    def parse_row(self, pupil: ImportedPupil, cells: Mapping[str, str]) -> None:
        """Parse the cells of a row, by field."""

    def check_row(self, pupil: ImportedPupil, person: User, memberships: Sequence[Membership]) -> None:
        """Check a row whose person was found or is to be created; `memberships` are those in the groups of the row."""

    def add_row(self, pupil: ImportedPupil, person: User, memberships: Sequence[Membership]) -> bool:
        """Accept the row; return whether it writes anything."""

    def save(self) -> Mapping[int, dict[str, Any]]:
        """Write the accepted rows; return what each made, by the number of the row, for undoing."""


@dataclass(frozen=True)
class UndoneExtras:
    """What undoing left: rows whose extras stay, with the reason (by id); people who stay because of what was written
    and taken back, with the reason.
    """

    kept: Mapping[UUID, StrOrPromise] = field(default_factory=dict)
    staying_people: Mapping[UUID, StrOrPromise] = field(default_factory=dict)


@dataclass(frozen=True)
class ExtraColumns:
    """Columns of one app.

    `start(actor, branch)` returns their planner. `undo(actor, rows)` takes back what the rows made, and what refers to
    memberships that they made. `refusal`: why they are left alone. `app`: the label of
    the app, whose rows are ignored for people who stay anyway.
    """

    name: str
    app: str
    fields: tuple[ImportField, ...]
    permission: str
    refusal: StrOrPromise
    start: Callable[[User, Branch | None], ExtraPlanner]
    undo: Callable[[User, Sequence[ImportRow]], UndoneExtras]


@lru_cache
def list_extra_columns() -> tuple[ExtraColumns, ...]:
    """Return the extra columns of all apps."""
    table = declarations.collect_declarations_by_name("import_columns", ExtraColumns, label="import columns")
    return tuple(table.values())


def list_permitted_extras(user: User) -> list[ExtraColumns]:
    """Return the extra columns that the user may import."""
    return [extra for extra in list_extra_columns() if has_permission(user, extra.permission)]
