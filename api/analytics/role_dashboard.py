"""`/dashboard/`: the dashboard of the user's role."""

from typing import Any

from ninja import Query

from api.analytics import measures_schemas as schemas
from api.auth import SignedInRequest
from api.http_caching import holds_no_money
from api.operations import OperationRouter
from apps.analytics import dashboards
from apps.analytics.series import split_period

router = OperationRouter(tags=["analytics"])


@router.get("/", "analytics.own", schemas.DashboardOut, errors=[422], by_alias=True, cached=holds_no_money)
def dashboard_get(request: SignedInRequest, query: Query[schemas.DashboardQuery]) -> dict[str, Any]:
    """Get the dashboard of your role.

    That of the centre for the office, of own groups for teachers, your own for everyone else; with `glance` only what
    the first page shows.
    """
    steps = split_period(request.auth.user, query.step, query.first, query.to)
    dashboard = dashboards.get_dashboard(request.auth.user, unit=query.step, steps=steps, is_glance=query.glance)
    return schemas.DashboardOut.from_dashboard(dashboard)
