"""Operations under `/analytics/`: the dashboards of revenue, marketing and courses."""

from collections.abc import Sequence
from typing import Any

from ninja import Query

from api.analytics import boards_schemas as schemas
from api.auth import SignedInRequest
from api.operations import OperationRouter
from api.tables import choose_table_kind, table_response
from apps.analytics.course_figures import list_course_figures
from apps.analytics.figures import Figure, export_figure
from apps.analytics.marketing import list_marketing_figures
from apps.analytics.revenue import list_revenue_figures
from apps.analytics.series import split_period
from apps.core.chart_steps import By
from apps.courses.access import get_taught_course

router = OperationRouter(tags=["analytics"])


@router.get("/revenue/", "payments.report", schemas.AnalyticsBoardOut, errors=[422])
def analytics_revenue(request: SignedInRequest, query: Query[schemas.AnalyticsBoardQuery]) -> Any:
    """Get the dashboard of revenue.

    By month: what is expected, received and refunded, the money that left with pupils, and a forecast with its error in
    the past. Of your branches together, or of one; a figure as a table with `format=csv` or `xlsx`.
    """
    steps = split_period(request.auth.user, By.MONTH, query.first, query.to, branch=query.branch)
    return _answer(request, query, "revenue", list_revenue_figures(request.auth.user, steps, branch=query.branch))


@router.get("/marketing/", "leads.read", schemas.AnalyticsBoardOut, errors=[422])
def analytics_marketing(request: SignedInRequest, query: Query[schemas.AnalyticsBoardQuery]) -> Any:
    """Get the dashboard of marketing.

    From leads to pupils: by month, source and stage, and what a pupil cost where costs were entered. Of your branches
    together, or of one; a figure as a table with `format=csv` or `xlsx`.
    """
    steps = split_period(request.auth.user, By.MONTH, query.first, query.to, branch=query.branch)
    return _answer(request, query, "marketing", list_marketing_figures(request.auth.user, steps, branch=query.branch))


@router.get("/course/", "analytics.view", schemas.AnalyticsBoardOut, errors=[404, 422])
def analytics_course(request: SignedInRequest, query: Query[schemas.AnalyticsCourseQuery]) -> Any:
    """Get the dashboard of an online course.

    How far learners come lesson by lesson, where they stop in films, and the hardest questions. For its teachers and
    the office; a figure as a table with `format=csv` or `xlsx`.
    """
    course = get_taught_course(request.auth.user, query.course)
    return _answer(request, query, "course", list_course_figures(request.auth.user, course))


def _answer(request: SignedInRequest, query: schemas.AnalyticsFileQuery, board: str, figures: Sequence[Figure]) -> Any:
    if kind := choose_table_kind(request, query.format):
        actor = request.auth.user
        return table_response(*export_figure(figures, query.figure, board=board, actor=actor, kind=kind))
    return schemas.AnalyticsBoardOut.from_figures(figures)
