"""`/settings/centre-figures/`: how the centre does, for the office."""

from typing import Any

from ninja import Query, Router

from api.auth import SignedInRequest, requires
from api.errors import errors
from api.schemas.centre import CentreFiguresOut, CentreFiguresQuery
from apps.portal.figures import get_centre_figures

router = Router(tags=["settings"])


@router.get(
    "/centre-figures/",
    auth=requires("centre.figures"),
    response={200: CentreFiguresOut, **errors(422)},
    by_alias=True,
    operation_id="centre_figures",
    summary="How the centre does, by day, week or month",
)
def figures(request: SignedInRequest, query: Query[CentreFiguresQuery]) -> dict[str, Any]:
    """Ready for Chart.js, of the branches that one works in; by week and by month unless told by what. What each
    figure counts: docs/centre-figures.md. A minute old at most. 422 for days out of order and for too many steps.
    """
    user = request.auth.user
    found = get_centre_figures(user, by=query.by, first=query.first, last=query.to, branch_id=query.branch)
    return CentreFiguresOut.from_figures(found, user)
