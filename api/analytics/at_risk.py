"""Operations under `/analytics/at-risk/`: who may leave, how good the model is, and what was done."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Header, Query

from api.analytics import at_risk_schemas as schemas
from api.auth import SignedInRequest
from api.idempotent_responses import respond_idempotently
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.analytics import risk_queries
from apps.analytics.services.risk_listing import add_action

router = OperationRouter(tags=["analytics"])


@router.get("/", "analytics.at_risk", PageOf[schemas.AtRiskOut], errors=[422])
def at_risk_list(request: SignedInRequest, query: Query[schemas.AtRiskQuery]) -> dict[str, Any]:
    """List pupils who may leave within 60 days.

    Of your branches or of the groups that you lead or assist, with their reasons; the highest risk first. Empty while
    the model is hidden. Pupils and parents never see it.
    """
    user = request.auth.user
    rows = risk_queries.list_at_risk(user, **query.filters())
    page = build_page(
        request,
        rows,
        query,
        ordering=("-risk", "student__first_name"),
        search=risk_queries.search_pupils,
        prepare_rows=lambda found: risk_queries.with_related(found, user),
    )
    return page | {"results": [schemas.AtRiskOut.from_row(user, row) for row in page["results"]]}


@router.get("/model/", "analytics.at_risk", schemas.RiskModelOut, by_alias=True)
def at_risk_model(request: SignedInRequest) -> dict[str, Any]:
    """Get how good the model is of who may leave.

    Measured on months that it had not seen, against the rule "absent twice"; and why its list is hidden.
    """
    text = _("It has not learned from the past yet: it does so at night.")
    return schemas.RiskModelOut.from_model(request.auth.user, risk_queries.get_newest_model(), text)


@router.post("/{uuid:id}/actions/", "analytics.at_risk", schemas.RiskActionOut, status=201, errors=[404, 409, 422])
def at_risk_add_action(
    request: SignedInRequest, id: UUID, payload: schemas.RiskActionIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Record what was done about a pupil who may leave.

    Who did it and when stand beside it, also for colleagues. The same `Idempotency-Key` again adds nothing.
    """
    user = request.auth.user
    pupil = risk_queries.get_at_risk(user, id)

    def add() -> tuple[int, Any]:
        action = add_action(actor=user, pupil=pupil, kind=payload.kind, note=payload.note)
        return 201, schemas.RiskActionOut.from_action(user, action).model_dump(mode="json")

    body = f"{id} {payload.model_dump_json()}"
    return respond_idempotently(request, "at_risk.add_action", idempotency_key, body=body, act=add, required=False)
