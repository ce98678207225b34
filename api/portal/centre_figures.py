"""`/settings/centre-figures/`: the figures of the centre, for the office."""

from typing import Any

from ninja import Query

from api.auth import SignedInRequest
from api.operations import OperationRouter
from api.portal.centre_figures_schemas import CentreFiguresOut, CentreFiguresQuery
from apps.portal.figures import get_centre_figures

router = OperationRouter(tags=["settings"])


@router.get("/centre-figures/", "centre.figures", CentreFiguresOut, errors=[422], by_alias=True)
def centre_figures(request: SignedInRequest, query: Query[CentreFiguresQuery]) -> dict[str, Any]:
    """Get figures of the centre by day, week or month.

    Data for Chart.js, for the branches that the user works in; without `by` a chart by week and one by month.

    At most one minute old; docs/centre-figures.md explains each figure.
    Refused with 422 `invalid` when the days are out of order or the period has too many steps.
    """
    user = request.auth.user
    figures = get_centre_figures(
        user, step_unit=query.by, first_day=query.first, last_day=query.to, branch_id=query.branch
    )
    return CentreFiguresOut.from_figures(figures, user)
