"""Operations under `/analytics/`: measures, their series, and dashboards of roles."""

from typing import Any

from ninja import Query

from api.analytics import measures_schemas as schemas
from api.analytics.activity_schemas import ActivityIn
from api.auth import SignedInRequest
from api.http_caching import holds_no_money
from api.operations import OperationRouter
from api.tables import choose_table_kind, table_response
from apps.accounts.models import User
from apps.analytics import dashboards
from apps.analytics.chart_data import Series
from apps.analytics.scopes import list_visible_measures
from apps.analytics.series import get_measure, get_series, split_period
from apps.analytics.series_tables import export_series_table
from apps.analytics.services.activity import OpenedThing, record_activity
from apps.core.measures import Grain

router = OperationRouter(tags=["analytics"])


def read_series(user: User, query: schemas.SeriesQuery) -> Series:
    """Return the series that a query asks for. Raise Invalid as `get_measure`, `split_period` and `get_series`."""
    by, measure = query.by and Grain(query.by), get_measure(user, query.measure)
    steps = split_period(user, query.step, query.first, query.to, branch=query.branch)
    return get_series(
        user, measure, unit=query.step, steps=steps, by=by, branch=query.branch, group=query.group, course=query.course
    )


@router.get("/measures/", "analytics.own", schemas.MeasuresOut, cached=True)
def analytics_measures(request: SignedInRequest) -> dict[str, Any]:
    """List measures.

    Those that you may see, with their definitions in words.
    """
    measures = list_visible_measures(request.auth.user)
    return {"measures": [schemas.MeasureOut.from_measure(measure) for measure in measures]}


@router.get("/series/", "analytics.view", schemas.SeriesOut, errors=[422], by_alias=True, cached=holds_no_money)
def analytics_series(request: SignedInRequest, query: Query[schemas.SeriesQuery]) -> Any:
    """Get a measure by day, week or month.

    Data for Chart.js with its table and a sentence. Teachers get their own groups, the office its branches; what has
    fewer than 5 people is not shown alone. As a table with `format=csv` or `xlsx`.
    """
    user = request.auth.user
    series = read_series(user, query)
    if kind := choose_table_kind(request, query.format):
        return table_response(*export_series_table(series, actor=user, kind=kind))
    return schemas.SeriesOut.from_series(series)


@router.get("/student/", "analytics.own", schemas.DashboardOut, errors=[404, 422], by_alias=True, cached=True)
def analytics_student(request: SignedInRequest, query: Query[schemas.StudentQuery]) -> dict[str, Any]:
    """Get the dashboard of a pupil.

    Your own, or that of a child whose progress you may see.
    """
    steps = split_period(request.auth.user, query.step, query.first, query.to)
    dashboard = dashboards.get_student_dashboard(request.auth.user, student=query.student, unit=query.step, steps=steps)
    return schemas.DashboardOut.from_dashboard(dashboard)


@router.get("/teacher/", "analytics.view", schemas.DashboardOut, errors=[422], by_alias=True, cached=True)
def analytics_teacher(request: SignedInRequest, query: Query[schemas.StepsQuery]) -> dict[str, Any]:
    """Get the dashboard of a teacher.

    Of the groups that you lead or assist, side by side.
    """
    steps = split_period(request.auth.user, query.step, query.first, query.to)
    dashboard = dashboards.get_teacher_dashboard(request.auth.user, unit=query.step, steps=steps)
    return schemas.DashboardOut.from_dashboard(dashboard)


@router.get(
    "/platform/", "analytics.platform", schemas.DashboardOut, errors=[422], by_alias=True, cached=holds_no_money
)
def analytics_platform(request: SignedInRequest, query: Query[schemas.PlatformQuery]) -> dict[str, Any]:
    """Get the dashboard of the centre.

    Of your branches together, or of one: every measure that you may see.
    """
    steps = split_period(request.auth.user, query.step, query.first, query.to, branch=query.branch)
    user = request.auth.user
    dashboard = dashboards.get_platform_dashboard(user, unit=query.step, steps=steps, branch=query.branch)
    return schemas.DashboardOut.from_dashboard(dashboard)


@router.post("/activity/", "analytics.own", status=204, errors=[422])
def analytics_record_activity(request: SignedInRequest, payload: ActivityIn) -> None:
    """Record what you opened.

    Which lessons, materials and pages, how often and for how long, since the last time. Of a minor it is recorded when
    a guardian has consented (`activity`), else the answer is the same and nothing is stored.
    """
    entries = [OpenedThing(**entry.model_dump()) for entry in payload.entries]
    record_activity(user=request.auth.user, entries=entries)
