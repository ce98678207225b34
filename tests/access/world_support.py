"""Things of the access matrix in tickets: of the child, on which a teacher works, and of a pupil elsewhere."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.accounts.tokens import hash_token
from apps.support.models import AssignmentRule, CannedAnswer, GuestRequest, Ticket, TicketCategory, TicketComment


def create_support_objects(world: Any) -> dict[str, Any]:
    """Tickets of the child and of the other pupil, and what the centre declares."""
    things: dict[str, Any] = {
        "ticket_category": TicketCategory.objects.create(title={"en": "Payments"}),
        "ticket_rule": AssignmentRule.objects.create(method="round_robin"),
        "canned_answer": CannedAnswer.objects.create(title="Thanks", text={"en": "Thank you."}),
    }
    tickets = (
        ("ticket", 1, world.child, world.branch, world.teacher, "in_progress"),
        ("second_ticket", 2, world.child, world.branch, None, "open"),
        ("resolved_ticket", 3, world.child, world.branch, None, "resolved"),
        ("other_ticket", 4, world.other_pupil, world.other_branch, None, "open"),
    )
    for name, number, reporter, branch, assignee, state in tickets:
        things[name] = _create_ticket(number, reporter, branch, assignee, state)
    GuestRequest.objects.create(
        token_sha256=hash_token("guest-token"),
        email="guest@example.uz",
        name="Guest",
        locale="en",
        subject="Prices",
        text="What does A1 cost?",
        expires_at=timezone.now() + timedelta(days=1),
    )
    return things


def _create_ticket(number: int, reporter: Any, branch: Any, assignee: Any, state: str) -> Ticket:
    ticket = Ticket.objects.create(
        number=1000 + number,
        source="app",
        reporter=reporter,
        mail_token=f"token-{number}",
        branch=branch,
        assignee=assignee,
        priority="medium",
        state=state,
        subject="The receipt is missing",
        ended_at=timezone.now() if state == "resolved" else None,
    )
    TicketComment.objects.create(ticket=ticket, author=reporter, is_of_reporter=True, text="I paid.")
    return ticket
