"""Operations under `/realtime/`."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from api.events.socket_tickets_schemas import TicketOut
from api.operations import OperationRouter
from apps.accounts.request_classes import SOCKET_TICKETS
from apps.events import tickets

router = OperationRouter(tags=["realtime"])


@router.post("/tickets/", "realtime.connect", TicketOut, status=201, counted_as=SOCKET_TICKETS)
def realtime_ticket(request: HttpRequest, response: HttpResponse) -> dict[str, Any]:
    """Issue a ticket for the WebSocket.

    Open `/ws/v1/` within 30 seconds and send the ticket in the first frame. A ticket works once.

    See docs/realtime.md.
    """
    response["Cache-Control"] = "no-store"
    issued = tickets.issue_ticket(user_id=request.auth.user.pk, session_id=request.auth.session.pk)  # type: ignore[attr-defined]
    return {"ticket": issued, "expires_in": tickets.TICKET_SECONDS}
