"""Operations under `/analytics/own-figures/`: choices of measures that users save and share."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.analytics import own_figures_schemas as schemas
from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.http_caching import holds_no_money
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.tables import choose_table_kind, table_response
from apps.analytics import own_figures as queries
from apps.analytics.models import OwnFigure
from apps.analytics.services import own_figures as services

router = OperationRouter(tags=["analytics"])


@router.post("/", "analytics.view", schemas.OwnFigureOut, status=201, errors=[409, 422])
def own_figures_create(request: SignedInRequest, payload: schemas.OwnFigureIn) -> OwnFigure:
    """Save a figure of your own.

    Measures that you look at together. Shared with a role, each of its users sees it with their own rights. Refused
    with 422 on `name` when you have one of this name, and with 409 `conflict` above 50 figures.
    """
    return services.create_figure(actor=request.auth.user, values=payload.model_dump())


@router.get("/", "analytics.view", PageOf[schemas.OwnFigureOut], errors=[422])
def own_figures_list(request: SignedInRequest, query: Query[schemas.OwnFiguresQuery]) -> dict[str, Any]:
    """List own figures.

    Yours, and those that others share with your role.
    """
    rows = queries.list_visible_figures(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=("name", "-created_at", "created_at"))


@router.get("/{uuid:id}/", "analytics.view", schemas.OwnFigureOut, errors=[404])
def own_figures_get(request: SignedInRequest, id: UUID) -> OwnFigure:
    """Get an own figure.

    One of yours, or one that is shared with your role.
    """
    return queries.get_visible_figure(request.auth.user, id)


@router.patch("/{uuid:id}/", "analytics.view", schemas.OwnFigureOut, errors=[404, 422])
def own_figures_update(request: SignedInRequest, id: UUID, payload: schemas.OwnFigureChanges) -> OwnFigure:
    """Change a figure of yours.

    For all with whom it is shared.
    """
    user, changes = request.auth.user, get_sent_fields(payload)
    return services.update_figure(actor=user, figure=queries.get_own_figure(user, id), changes=changes)


@router.delete("/{uuid:id}/", "analytics.view", errors=[404])
def own_figures_delete(request: SignedInRequest, id: UUID) -> None:
    """Delete a figure of yours.

    For all with whom it is shared; scheduled reports of it fail from then on.
    """
    user = request.auth.user
    services.delete_figure(actor=user, figure=queries.get_own_figure(user, id))


@router.get(
    "/{uuid:id}/result/",
    "analytics.view",
    schemas.OwnFigureResultOut,
    errors=[404],
    by_alias=True,
    cached=holds_no_money,
)
def own_figures_show(request: SignedInRequest, id: UUID, query: Query[schemas.OwnFigureResultQuery]) -> Any:
    """Show an own figure.

    Counted now, with your rights: measures that you may not see are left out, groups of fewer than 5 people are hidden.
    As a table with `format=csv` or `xlsx`.
    """
    user = request.auth.user
    result = queries.run_figure(user, queries.get_visible_figure(user, id))
    if kind := choose_table_kind(request, query.format):
        return table_response(*queries.export_figure_table(result, actor=user, kind=kind))
    return schemas.OwnFigureResultOut.from_result(result)
