"""Operations under `/payments/flagged-acts/`: what only an exception allowed."""

from typing import Any

from ninja import Query

from api.auth import SignedInRequest
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.payments import flagged_schemas as schemas
from apps.payments.queries import columns
from apps.payments.queries.flagged import list_flagged_acts

router = OperationRouter(tags=["payments"])


@router.get("/flagged-acts/", "payments.ledger", PageOf[schemas.FlaggedActOut], errors=[422])
def flagged_acts_list(request: SignedInRequest, query: Query[schemas.FlaggedActsQuery]) -> dict[str, Any]:
    """List flagged acts.

    Acts about money of the actor's own family, and approvals without a second person, in your branches. Newest first.
    """
    acts = list_flagged_acts(request.auth.user, **query.filters())
    return build_page(request, acts, query, ordering=columns.FLAGGED_ACTS)
