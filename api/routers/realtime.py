"""Operations under `/realtime/`."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from api.auth import requires
from api.errors import error_responses
from api.schemas.realtime import TicketOut
from apps.events import tickets

router = Router(tags=["realtime"])


@router.post(
    "/tickets/",
    auth=requires("realtime.connect"),
    response={201: TicketOut, **error_responses()},
    operation_id="realtime_ticket",
    summary="Issue a ticket for the WebSocket",
)
def ticket(request: HttpRequest, response: HttpResponse) -> Status[dict[str, Any]]:
    """Open `/ws/v1/` within 30 seconds and send the ticket in the first frame. A ticket works once.

    See docs/realtime.md.
    """
    response["Cache-Control"] = "no-store"
    issued = tickets.issue_ticket(user_id=request.auth.user.pk, session_id=request.auth.session.pk)  # type: ignore[attr-defined]
    return Status(201, {"ticket": issued, "expires_in": tickets.TICKET_SECONDS})
