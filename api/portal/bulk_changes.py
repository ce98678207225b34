"""Operations under `/settings/bulk-changes/`: what was done to many rows at once, and its undo."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.bulk_change_schemas import BulkChangeOut
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.portal import bulk_changes_schemas as schemas
from apps.core.models import BulkChange
from apps.portal import access, queries
from apps.portal.services.bulk_undo import undo_bulk_change

router = OperationRouter(tags=["settings"])


@router.get("/bulk-changes/", "bulk_changes.undo", PageOf[schemas.BulkChangeSummaryOut], errors=[422])
def bulk_changes_list(request: SignedInRequest, query: Query[schemas.BulkChangesQuery]) -> dict[str, Any]:
    """List bulk changes.

    You get your own of the last 90 days; users who see every group of all branches get all. Newest first.
    """
    rows = queries.list_visible_bulk_changes(request.auth.user, kind=query.kind)
    return build_page(request, rows.defer("rows", "context"), query, ordering=("-created_at",))


@router.get("/bulk-changes/{uuid:id}/", "bulk_changes.undo", BulkChangeOut, errors=[404])
def bulk_changes_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get a bulk change.

    With the result of each row.
    """
    return BulkChangeOut.build(access.get_bulk_change(request.auth.user, id))


@router.post("/bulk-changes/{uuid:id}/undo/", "bulk_changes.undo", BulkChangeOut, errors=[404, 409, 422])
def bulk_changes_undo(request: SignedInRequest, id: UUID, payload: schemas.UndoIn) -> dict[str, Any]:
    """Undo a bulk change.

    Each row that was done is undone, or kept with the error when it was changed or used since, or when the undo takes
    past days of pupils away: as to end a membership. With `preview` nothing is stored. Refused with 409 `conflict` when
    nothing is left to undo.
    """
    user = request.auth.user
    change: BulkChange = access.get_bulk_change(user, id)
    undone = undo_bulk_change(actor=user, change=change, **payload.model_dump())
    return BulkChangeOut.build(undone, preview=payload.preview)
