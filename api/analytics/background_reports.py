"""Operations of reports that a job makes in the background."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Header, Query

from api.analytics import background_reports_schemas as schemas
from api.auth import SignedInRequest, is_viewing_as
from api.file_responses import serve_stored_file
from api.idempotent_responses import respond_idempotently
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.analytics import report_queries as queries
from apps.analytics.models import Report
from apps.analytics.services import reports
from apps.core.errors import Forbidden

router = OperationRouter(tags=["analytics"])


@router.post("/", "analytics.report", schemas.BackgroundReportOut, status=202, errors=[409, 422, 429])
def reports_create(
    request: SignedInRequest, payload: schemas.BackgroundReportIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Request a report in the background.

    A table of the pages as a file: a job writes what you may see while it runs. Refused with 422 for more rows than the
    format takes, and with 429 while two of your reports are open or above 20 in 24 hours. The same `Idempotency-Key`
    again asks for nothing.
    """

    def ask() -> tuple[int, Any]:
        made = reports.request_report(
            actor=request.auth.user, name=payload.name, address=payload.address, report_format=payload.format
        )
        return 202, schemas.BackgroundReportOut.model_validate(made).model_dump(mode="json")

    body = payload.model_dump_json()
    return respond_idempotently(request, "reports", idempotency_key, body=body, act=ask, required=False)


@router.get("/", "analytics.report", PageOf[schemas.BackgroundReportOut], errors=[422])
def reports_list(request: SignedInRequest, query: Query[schemas.BackgroundReportsQuery]) -> dict[str, Any]:
    """List your reports.

    Newest first, with their progress.
    """
    rows = queries.list_own_reports(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=("-created_at", "name", "state", "rows"))


@router.get("/{uuid:id}/", "analytics.report", schemas.BackgroundReportOut, errors=[404])
def reports_get(request: SignedInRequest, id: UUID) -> Report:
    """Get a report of yours.

    With its progress.
    """
    return queries.get_own_report(request.auth.user, id)


@router.post("/{uuid:id}/cancel/", "analytics.report", schemas.BackgroundReportOut, errors=[404, 409])
def reports_cancel(request: SignedInRequest, id: UUID) -> Report:
    """Cancel a report of yours.

    Its job stops after the page that it writes. Refused with 409 `conflict` when it is over.
    """
    return reports.cancel_report(report=queries.get_own_report(request.auth.user, id))


@router.get("/{uuid:id}/file/", "analytics.report", {200: bytes, 206: bytes}, errors=[403, 404, 409])
def reports_download(request: SignedInRequest, id: UUID) -> HttpResponseBase:
    """Download a report of yours.

    Refused with 409 `conflict` while it is not ready and when it has expired; with 403 for administrators who view as a
    user.
    """
    if is_viewing_as(request):
        raise Forbidden()
    report = queries.get_own_report(request.auth.user, id)
    stored = reports.get_report_file(report)
    return serve_stored_file(request, stored, name=f"{report.name}.{report.format}")
