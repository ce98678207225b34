"""The snapshot of `ticket:{id}`."""

from typing import Any

from apps.support.events import describe_comment, describe_ticket
from apps.support.models import Ticket, TicketComment

MOST_COMMENTS = 50
"""The last ones; a page loads earlier ones."""


def get_ticket_stream_state(ticket: Ticket) -> dict[str, Any]:
    """Return the ticket with its last comments, the oldest of them first; notes are never among them."""
    row = Ticket.objects.select_related("reporter", "assignee").get(pk=ticket.pk)
    rows = TicketComment.objects.filter(ticket=row, is_internal=False).select_related("author")
    last = rows.order_by("-created_at", "-id")[:MOST_COMMENTS]
    return {"ticket": describe_ticket(row), "comments": [describe_comment(comment) for comment in reversed(last)]}
