"""Operations under `/settings/audit-logs/`."""

from typing import Any

from django.http import StreamingHttpResponse
from ninja import Query

from api.auth import SignedInRequest
from api.lanes import EXPORTS
from api.lists import FeedOf, build_cursor_page
from api.operations import OperationRouter
from api.settings import audit_log_schemas as schemas
from api.tables import table_response
from apps.accounts.access import has_permission
from apps.settings import access, audit_log

router = OperationRouter(tags=["settings"])

VALUES = "settings.audit_values"


@router.get("/audit-logs/", "settings.audit", FeedOf[schemas.AuditEntryOut], errors=[422])
def audit_logs_list(request: SignedInRequest, query: Query[schemas.AuditQuery]) -> dict[str, Any]:
    """List audit log entries.

    Who did what, newest first. For users with `settings.audit` who work in all branches.

    Old and new values are shown to users with `settings.audit_values` only.
    """
    user = request.auth.user
    access.check_has_all_branches(user)
    with_values = has_permission(user, VALUES)
    feed = build_cursor_page(request, audit_log.filter_audit_log(query.to_filter(), with_values=with_values), query)
    return feed | {
        "results": [schemas.AuditEntryOut.build(entry, with_values=with_values) for entry in feed["results"]]
    }


@router.get("/audit-logs/export/", "settings.audit", errors=[422], lane=EXPORTS)
def audit_logs_export(request: SignedInRequest, query: Query[schemas.AuditExportQuery]) -> StreamingHttpResponse:
    """Export the audit log as a table.

    The same filters as the list; the export is written to the audit log too.

    Refused with 422 `invalid` for more than 50,000 entries.
    """
    user = request.auth.user
    access.check_has_all_branches(user)
    with_values = has_permission(user, VALUES)
    opened = audit_log.export_audit_log(
        actor=user, filters=query.to_filter(), kind=query.format, with_values=with_values
    )
    return table_response(opened, query.format, "audit-log")
