"""Operations under `/payments/flagged-acts/`: what only an exception allowed."""

from typing import Any

from ninja import Query

from api.auth import SignedInRequest
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.schemas import payments_flagged as schemas
from api.tables import table_response, wants_xlsx
from apps.payments.flagged_acts_table import export_flagged_acts_table
from apps.payments.queries.flagged import list_flagged_acts

router = OperationRouter(tags=["payments"])


@router.get("/flagged-acts/", "payments.ledger", PageOf[schemas.FlaggedActOut], errors=[422])
def flagged_acts_list(request: SignedInRequest, query: Query[schemas.FlaggedActsQuery]) -> Any:
    """List flagged acts.

    Acts about money of the actor's own family, and approvals without a second person, in your branches. Newest first.
    As a spreadsheet with `format=xlsx` or the `Accept` header.
    """
    acts = list_flagged_acts(request.auth.user, **query.filters())
    if wants_xlsx(request, query.format):
        return table_response(*export_flagged_acts_table(acts, actor=request.auth.user))
    return build_page(request, acts, query, ordering=("-created_at", "on", "amount"))
