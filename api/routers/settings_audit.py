"""Operations under `/settings/audit-logs/`: who did what."""

from typing import Any

from django.http import StreamingHttpResponse
from ninja import Query, Router

from api.auth import SignedInRequest, requires
from api.errors import errors
from api.lists import FeedOf, list_feed
from api.schemas import settings_audit as schemas
from api.tables import table_response
from apps.accounts.access import has_permission
from apps.settings import access, audit_log

router = Router(tags=["settings"])

VALUES = "settings.audit_values"


@router.get(
    "/audit-logs/",
    auth=requires("settings.audit"),
    response={200: FeedOf[schemas.AuditEntryOut], **errors(422)},
    operation_id="audit_logs_list",
    summary="Who did what, newest first",
)
def audit_logs_list(request: SignedInRequest, query: Query[schemas.AuditQuery]) -> dict[str, Any]:
    """For who works in every branch. Old and new values only for who holds `settings.audit_values`."""
    user = request.auth.user
    access.check_everywhere(user)
    shown = has_permission(user, VALUES)
    feed = list_feed(request, audit_log.entries(query.wanted(), with_values=shown), query)
    return feed | {
        "results": [schemas.AuditEntryOut.drawn(entry, with_values=shown) for entry in feed["results"]]
    }


@router.get(
    "/audit-logs/export/",
    auth=requires("settings.audit"),
    response={200: None, **errors(422)},
    operation_id="audit_logs_export",
    summary="Who did what, as a table",
)
def audit_logs_export(request: SignedInRequest, query: Query[schemas.AuditExportQuery]) -> StreamingHttpResponse:
    """At most 50,000 entries, with the same filters; itself an entry of the audit log."""
    user = request.auth.user
    access.check_everywhere(user)
    shown = has_permission(user, VALUES)
    opened = audit_log.export(actor=user, wanted=query.wanted(), kind=query.format, with_values=shown)
    return table_response(opened, query.format, "audit-log")
