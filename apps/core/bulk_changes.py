"""Bulk changes: one act on many rows, with a result for each row, a preview and an undo.

Each row runs in its own savepoint of one unit of work: a refused row changes nothing and does not stop the others. A
preview runs the same code and rolls it back, so it says what the act itself would say.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.errors import Conflict, DomainError
from apps.core.lookups import get_or_not_found
from apps.core.models import BulkChange
from apps.core.uow import unit_of_work

MAX_ROWS = 100


class RowResult(StrEnum):
    """What became of a row: `done` or `refused`; after an undo `undone`, or `kept` when that was refused."""

    DONE = "done"
    REFUSED = "refused"
    UNDONE = "undone"
    KEPT = "kept"


@dataclass(frozen=True)
class Effect:
    """What a row changed: the object that it created (`is_new`) or changed, and what its undo needs (JSON)."""

    object_id: UUID
    undo: Mapping[str, Any]
    is_new: bool = False


@dataclass(frozen=True)
class BulkRow:
    """A row to change: the id that the request names, the name of the act, and the function that carries it out."""

    id: UUID
    action: str
    run: Callable[[], Effect]


class _Preview(Exception):
    """Rolls a preview back."""


@contextmanager
def unit_of_work_or_preview(*, preview: bool) -> Iterator[None]:
    """Open or join the unit of work; roll the block back at its end when it is a preview."""
    try:
        with unit_of_work():
            yield
            if preview:
                raise _Preview
    except _Preview:
        pass


def run_bulk_change(
    *,
    actor: Any,
    kind: str,
    rows: Iterable[BulkRow],
    preview: bool,
    context: Mapping[str, Any] | None = None,
    prepare: Callable[[], None] | None = None,
    acts_without_rows: bool = False,
) -> BulkChange:
    """Carry out the rows; return the bulk change with their results. It is stored if it is no preview and a row was
    done, or if it acts without rows. A preview names no object that it created.

    `prepare` runs first, in the same unit of work: it takes locks in their order, or does what all rows need; it may
    add to `context`. `acts_without_rows`: what it does stays when all rows are refused, or there is none.
    """
    change = BulkChange(kind=kind, by=actor)
    with unit_of_work_or_preview(preview=preview):
        if prepare is not None:
            prepare()
        change.rows, change.context = [_run_row(row, preview=preview) for row in rows], dict(context or {})
        is_done = acts_without_rows or any(row["result"] == RowResult.DONE for row in change.rows)
        if is_done and not preview:
            change.save(force_insert=True)
    return change


def undo_bulk_change(
    *,
    change: BulkChange,
    undo_row: Callable[[dict[str, Any]], None],
    preview: bool,
    prepare: Callable[[], None] | None = None,
    finish: Callable[[], None] | None = None,
) -> BulkChange:
    """Undo the rows of the bulk change that are done, the last one first; rows whose undo is refused are kept, with the
    error, and may be undone later. `prepare` runs before the rows, `finish` after them.

    Raise Conflict when nothing is left to undo.
    """
    with unit_of_work_or_preview(preview=preview):
        change = lock_bulk_change(change)
        left = [row for row in change.rows if row["result"] in (RowResult.DONE, RowResult.KEPT)]
        if not left and change.undone_at is not None:
            raise Conflict(_("This was undone already."))
        if prepare is not None:
            prepare()
        for row in reversed(left):
            row |= _run(partial(undo_row, row), done=RowResult.UNDONE, refused=RowResult.KEPT)
        if finish is not None:
            finish()
        change.undone_at = timezone.now()
        change.save(update_fields=["rows", "undone_at", "updated_at"])
    return change


def lock_bulk_change(change: BulkChange) -> BulkChange:
    """Return the bulk change, locked until the commit. Raise NotFound when it was deleted."""
    return get_or_not_found(BulkChange.objects.select_for_update(of=("self",)).select_related("by"), change.pk)


def _run_row(row: BulkRow, *, preview: bool) -> dict[str, Any]:
    effect: dict[str, Any] = {"object": None, "undo": {}}

    def run() -> None:
        made = row.run()
        made_object = None if preview and made.is_new else str(made.object_id)
        effect.update(object=made_object, undo=dict(made.undo))

    result = _run(run, done=RowResult.DONE, refused=RowResult.REFUSED)
    return {"id": str(row.id), "action": row.action, **effect, **result}


def _run(act: Callable[[], None], *, done: RowResult, refused: RowResult) -> dict[str, Any]:
    """Run the act in a savepoint; return its result, and the error of a refusal in the active language."""
    try:
        with unit_of_work():
            act()
    except DomainError as error:
        fields = {name: [str(message) for message in messages] for name, messages in error.fields.items()}
        return {"result": refused, "error": {"code": error.code, "detail": str(error.detail), "fields": fields}}
    return {"result": done, "error": None}
