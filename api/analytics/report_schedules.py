"""Operations of schedules of reports."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Header, Query

from api.analytics import report_schedules_schemas as schemas
from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.idempotent_responses import respond_idempotently
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.analytics import report_queries as queries
from apps.analytics.models import ReportSchedule
from apps.analytics.services import report_schedules as services
from apps.courses.access import get_people_or_invalid

router = OperationRouter(tags=["analytics"])


@router.post("/", "analytics.report", schemas.ReportScheduleOut, status=201, errors=[409, 422])
def report_schedules_create(
    request: SignedInRequest, payload: schemas.ReportScheduleIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Schedule a report.

    For yourself or colleagues: each gets a notification with a link, by e-mail too. Refused with 422 on `receivers` for
    who does not see the table, and with 409 `conflict` above 20 schedules. The same `Idempotency-Key` again makes none.
    """
    user, values = request.auth.user, payload.model_dump()
    receivers = get_people_or_invalid(user, "receivers", values.pop("receivers"))

    def make() -> tuple[int, Any]:
        made = queries.get_own_schedule(user, services.create_schedule(actor=user, receivers=receivers, **values).pk)
        return 201, schemas.ReportScheduleOut.model_validate(made).model_dump(mode="json")

    body = payload.model_dump_json()
    return respond_idempotently(request, "report_schedules", idempotency_key, body=body, act=make, required=False)


@router.get("/", "analytics.report", PageOf[schemas.ReportScheduleOut], errors=[422])
def report_schedules_list(request: SignedInRequest, query: Query[schemas.ReportSchedulesQuery]) -> dict[str, Any]:
    """List your schedules of reports.

    With their receivers and next times.
    """
    rows = queries.list_own_schedules(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=("-created_at", "name", "next_at"))


@router.get("/{uuid:id}/", "analytics.report", schemas.ReportScheduleOut, errors=[404])
def report_schedules_get(request: SignedInRequest, id: UUID) -> ReportSchedule:
    """Get a schedule of yours.

    With its receivers and next time.
    """
    return queries.get_own_schedule(request.auth.user, id)


@router.patch("/{uuid:id}/", "analytics.report", schemas.ReportScheduleOut, errors=[404, 422])
def report_schedules_update(
    request: SignedInRequest, id: UUID, payload: schemas.ReportScheduleChanges
) -> ReportSchedule:
    """Change a schedule of yours.

    `paused` stops it and lets it go on; times that passed meanwhile are not made up for. Sending a weekday takes the
    day of the month away, and the reverse.
    """
    user, changes = request.auth.user, get_sent_fields(payload)
    schedule = queries.get_own_schedule(user, id)
    ids, paused = changes.pop("receivers", None), changes.pop("paused", None)
    receivers = None if ids is None else get_people_or_invalid(user, "receivers", ids)
    services.update_schedule(actor=user, schedule=schedule, receivers=receivers, paused=paused, **changes)
    return queries.get_own_schedule(user, id)


@router.delete("/{uuid:id}/", "analytics.report", errors=[404])
def report_schedules_delete(request: SignedInRequest, id: UUID) -> None:
    """Delete a schedule of yours.

    Reports that it made stay with those who got them.
    """
    services.delete_schedule(actor=request.auth.user, schedule=queries.get_own_schedule(request.auth.user, id))
