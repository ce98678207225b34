"""Declarations of the merge of doubles: one pupil has two accounts, and everything goes to the one that is kept.

Every app whose rows name a user declares in `person_merge.py`:

- `PERSON_MERGE`: for each such column, that the rows move (`Moves`) or why they stay (`Stays`);
- `lock_for_merge(merge)`: locks that its services take before they write about a pupil;
- `check_merge(merge)`: raises Forbidden when this user may not merge these two;
- `list_merge_conflicts(merge)`: what makes the merge impossible now;
- `list_merge_amounts(merge)`: balances of the two pupils;
- `before_merge(merge)`, `after_merge(merge)`: what has to be settled around the move of its own rows.

A column in no list fails the tests. `apps.accounts.services.merges` merges by these declarations. A row that collides
with one of the kept pupil (a unique constraint) stays with the duplicate, where the office still finds it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Q, QuerySet, UniqueConstraint
from django_stubs_ext import StrOrPromise

from apps.core.declarations import collect_from_app_modules, import_app_modules
from apps.core.errors import ErrorCode


@dataclass(frozen=True)
class Moves:
    """Rows of `model` ("app.Model") whose `column` names the duplicate move to the kept pupil.

    `counted_as`: the kind under which a preview counts them; empty: not counted.
    """

    model: str
    column: str
    counted_as: str = ""


@dataclass(frozen=True)
class Stays:
    """Rows stay with the duplicate, or their app moves them itself; `columns` are separated by spaces."""

    model: str
    columns: str
    reason: str


@dataclass
class PersonMerge:
    """One merge: the rows of the kept pupil and of the duplicate, and who merges them.

    `left_causes`: causes of coins whose facts stayed with the duplicate.
    """

    keep: Any
    duplicate: Any
    actor: Any
    left_causes: set[str] = field(default_factory=set)

    @property
    def ids(self) -> tuple[Any, Any]:
        """Both ids, in their order."""
        first, second = sorted((self.keep.pk, self.duplicate.pk))
        return first, second


@dataclass(frozen=True)
class MergeConflict:
    """Why two pupils cannot be merged now; `field` is what the office has to settle first."""

    code: ErrorCode
    field: str
    detail: StrOrPromise


@dataclass(frozen=True)
class MergeAmount:
    """A balance of both pupils: of money in a currency (minor units), or of coins without one."""

    currency: str
    keep: int
    duplicate: int

    @property
    def after(self) -> int:
        """The balance of the kept pupil afterwards."""
        return self.keep + self.duplicate


def list_merge_declarations() -> list[Moves | Stays]:
    """Return what all apps declare, lower apps first."""
    return collect_from_app_modules("person_merge", "PERSON_MERGE")


def call_merge_hooks(name: str, merge: PersonMerge) -> Iterator[Any]:
    """Call this function of every app that has it, lower apps first; yield what each returned."""
    for module in import_app_modules("person_merge"):
        if hasattr(module, name):
            yield getattr(module, name)(merge)


def move_rows(merge: PersonMerge) -> dict[str, int]:
    """Move the rows of all apps, higher apps first, with what each app settles before and after; return the counts."""
    counts: dict[str, int] = {}
    for module in reversed(import_app_modules("person_merge")):
        _call(module, "before_merge", merge)
        for declared in module.PERSON_MERGE:
            if isinstance(declared, Moves):
                rows = list_movable_rows(declared, merge)
                moved = rows.update(**{declared.column: merge.keep.pk})
                if declared.counted_as:
                    counts[declared.counted_as] = counts.get(declared.counted_as, 0) + moved
        _call(module, "after_merge", merge)
    return counts


def count_movable_rows(merge: PersonMerge) -> dict[str, int]:
    """Return how many rows of each counted kind would move."""
    counts: dict[str, int] = {}
    for declared in list_merge_declarations():
        if isinstance(declared, Moves) and declared.counted_as:
            number = list_movable_rows(declared, merge).count()
            counts[declared.counted_as] = counts.get(declared.counted_as, 0) + number
    return counts


def list_movable_rows(declared: Moves, merge: PersonMerge) -> QuerySet[Any]:
    """Return the duplicate's rows that collide with none of the kept pupil's."""
    model = apps.get_model(declared.model)
    rows: QuerySet[Any] = model._default_manager.filter(**{declared.column: merge.duplicate.pk})
    colliding: set[Any] = set()
    for others, condition in _list_unique_rules(model, declared.column):
        taken = model._default_manager.filter(
            condition, **{declared.column: merge.keep.pk}, **{name: OuterRef(name) for name in others}
        )
        colliding.update(rows.filter(condition, Exists(taken)).values_list("pk", flat=True))
    return rows.exclude(pk__in=colliding) if colliding else rows


def _list_unique_rules(model: type[Model], column: str) -> Iterator[tuple[list[str], Q]]:
    """Yield the other columns and the condition of each rule that lets the column's value occur once."""
    options = model._meta
    if getattr(options.get_field(column), "unique", False):
        yield [], Q()
    for names in options.unique_together:
        if column in names:
            yield [name for name in names if name != column], Q()
    for constraint in options.constraints:
        if isinstance(constraint, UniqueConstraint) and column in constraint.fields:
            yield [name for name in constraint.fields if name != column], constraint.condition or Q()


def _call(module: ModuleType, name: str, merge: PersonMerge) -> None:
    if hasattr(module, name):
        getattr(module, name)(merge)


STAFF_ACT = "an act of staff; a pupil has none"

PERSON_MERGE: list[Moves | Stays] = [
    Moves("core.StoredFile", "owner", "files"),
    Stays("core.Upload", "owner", "an upload that did not end; its token belongs to the account"),
    Stays("core.IdempotencyKey", "user", "requests of the account that was used"),
    Stays("core.BulkChange", "by", STAFF_ACT),
]
