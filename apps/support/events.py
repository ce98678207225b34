"""Events of tickets, on `ticket:{id}`: what its reporter may read. Notes of the office stand in no event."""

from typing import Annotated, Any

from django.db.models import Q

from apps.core.event_types import Example, ExampleModel
from apps.events.publishing import Event, get_ticket_stream, publish_event
from apps.events.redaction import redact_events
from apps.support.models import Ticket, TicketComment
from apps.support.models.tickets import build_reporter_name

MOST_TEXT_BYTES = 3000
"""A longer text is not in events and snapshots: a page that shows it loads it."""

TicketId = Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8301")]
CommentId = Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8302")]


class TicketHead(ExampleModel):
    """A ticket without its comments. `assignee`: the name of who works on it, or empty."""

    ticket: TicketId
    number: Annotated[int, Example(57)]
    subject: Annotated[str, Example("The receipt is missing")]
    state: Annotated[str, Example("in_progress")]
    priority: Annotated[str, Example("medium")]
    reporter: Annotated[str, Example("Gulnora Oripova")]
    assignee: Annotated[str, Example("Malika Yusupova")]
    merged_into: Annotated[str | None, Example(None)]


class TicketCommentRow(ExampleModel):
    """A comment. `text`: null when it is long; then load it."""

    comment: CommentId
    text: Annotated[str | None, Example("We have sent it again.")]
    is_of_reporter: Annotated[bool, Example(False)]
    name: Annotated[str, Example("Malika Yusupova")]
    created_at: Annotated[str, Example("2026-11-20T09:00:00+00:00")]


class TicketChanged(TicketHead, Event, type="ticket.changed"):
    """Something about the ticket itself has changed: its state, its priority, who works on it."""


class TicketCommented(TicketCommentRow, Event, type="ticket.commented"):
    """Its reporter or the office has written."""


class TicketRearranged(Event, type="ticket.rearranged"):
    """Comments came from another ticket, or went to one."""

    ticket: TicketId


def describe_ticket(ticket: Ticket) -> dict[str, object]:
    """Return a ticket as `TicketHead` has it."""
    return {
        "ticket": str(ticket.pk),
        "number": ticket.number,
        "subject": ticket.subject,
        "state": ticket.state,
        "priority": ticket.priority,
        "reporter": build_reporter_name(ticket),
        "assignee": ticket.assignee.full_name if ticket.assignee is not None else "",
        "merged_into": str(ticket.merged_into_id) if ticket.merged_into_id else None,
    }


def describe_comment(comment: TicketComment) -> dict[str, object]:
    """Return a comment as `TicketCommentRow` has it."""
    is_short = len(comment.text.encode()) <= MOST_TEXT_BYTES
    return {
        "comment": str(comment.pk),
        "text": comment.text if is_short else None,
        "is_of_reporter": comment.is_of_reporter,
        "name": comment.author.full_name if comment.author is not None else "",
        "created_at": comment.created_at.isoformat(),
    }


def publish_ticket(ticket: Ticket) -> None:
    """Tell who reads the ticket what it is now. Call it under its lock."""
    publish_event(get_ticket_stream(ticket.pk), TicketChanged.model_validate(describe_ticket(ticket)))


def publish_comment(comment: TicketComment) -> None:
    """Tell who reads the ticket of a comment that is no note. Call it under the lock of the ticket."""
    publish_event(get_ticket_stream(comment.ticket_id), TicketCommented.model_validate(describe_comment(comment)))


def publish_rearranged(ticket: Ticket) -> None:
    """Have who reads the ticket load it anew."""
    publish_event(get_ticket_stream(ticket.pk), TicketRearranged(ticket=str(ticket.pk)))


def forget_wording(ticket: Ticket) -> None:
    """Take what was written out of the events of a ticket that are kept: its comments stand in another one now."""
    redact_events(get_ticket_stream(ticket.pk), Q(type=TicketCommented.type), _remove_text)


def _remove_text(data: dict[str, Any]) -> None:
    data.update({"text": None, "name": ""})
