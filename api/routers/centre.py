"""`/settings/centre-figures/`: the figures of the centre, for the office."""

from typing import Any

from ninja import Query, Router

from api.auth import SignedInRequest, requires
from api.errors import error_responses
from api.schemas.centre import CentreFiguresOut, CentreFiguresQuery
from apps.portal.figures import get_centre_figures

router = Router(tags=["settings"])


@router.get(
    "/centre-figures/",
    auth=requires("centre.figures"),
    response={200: CentreFiguresOut, **error_responses(422)},
    by_alias=True,
    operation_id="centre_figures",
    summary="Get figures of the centre by day, week or month",
)
def figures(request: SignedInRequest, query: Query[CentreFiguresQuery]) -> dict[str, Any]:
    """Data for Chart.js, for the branches that the user works in; without `by` a chart by week and one by month.

    At most one minute old; docs/centre-figures.md explains each figure.
    Refused with 422 `invalid` when the days are out of order or the period has too many steps.
    """
    user = request.auth.user
    figures = get_centre_figures(user, by=query.by, first=query.first, last=query.to, branch_id=query.branch)
    return CentreFiguresOut.from_figures(figures, user)
