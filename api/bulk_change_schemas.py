"""Schemas of bulk changes: one act on many rows, with a result for each."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from api.base_schemas import Out, build_example
from api.shared_schemas import PERSON, PersonOut
from apps.core.bulk_changes import MAX_ROWS, RowResult
from apps.core.errors import ErrorCode
from apps.core.models import BulkChange

Rows = Annotated[list[UUID], Field(min_length=1, max_length=MAX_ROWS)]
Preview = Annotated[bool, Field(description="Only say what would happen; nothing is stored.")]

MEMBERSHIP_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e73"


class RowErrorOut(Out):
    """Why a row was refused or kept, as in the error of one request."""

    model_config = build_example(code="conflict", detail="The group is full.", fields={})

    code: ErrorCode
    detail: str
    fields: dict[str, list[str]]


class BulkRowOut(Out):
    """One row: the id that the request named, what was done, and the object that it created or changed. A preview gives
    null for an object that is still to be created.
    """

    model_config = build_example(
        id=PERSON["id"], action="add", result="done", object=MEMBERSHIP_ID, error=None,
    )  # fmt: skip

    id: UUID
    action: str
    result: RowResult
    object: UUID | None
    error: RowErrorOut | None


class BulkChangeOut(Out):
    """A bulk change with its rows. `id` is null for a preview, and when nothing was done. `done` and `refused` count
    rows. After an undo, `done` counts those that were undone, `refused` those that were kept and those refused before.
    """

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e75", kind="members.add", preview=False, by=PERSON, done=1, refused=0,
        created_at="2026-09-07T09:00:00Z",
    )  # fmt: skip

    id: UUID | None
    kind: str
    preview: bool
    by: PersonOut | None
    created_at: datetime | None
    undone_at: datetime | None
    done: int
    refused: int
    rows: list[BulkRowOut]

    @classmethod
    def build(cls, change: BulkChange, *, preview: bool = False) -> dict[str, Any]:
        """Return the answer about a bulk change that was carried out, or about its preview."""
        stored = not (preview or change._state.adding)
        refused = sum(row["result"] in (RowResult.REFUSED, RowResult.KEPT) for row in change.rows)
        return {
            "id": change.pk if stored else None,
            "kind": change.kind,
            "preview": preview,
            "by": change.by,
            "created_at": change.created_at if stored else None,
            "undone_at": change.undone_at if stored else None,
            "done": len(change.rows) - refused,
            "refused": refused,
            "rows": change.rows,
        }
