"""What the API says of tickets and their comments."""

from typing import Any

from django.utils import timezone

from apps.accounts.models import User
from apps.core.file_types import MATERIAL_TYPES
from apps.core.files.links import build_file_download_link
from apps.support import queries
from apps.support.models import AssignmentRule, MailResult, OpeningHours, Ticket, TicketComment, TicketFile
from apps.support.models.tickets import build_reporter_name
from apps.support.services.tickets import may_be_continued

SHOWN_TO_ALL = (
    "id", "number", "source", "branch_id", "priority", "state", "subject", "created_at", "first_answered_at",
    "ended_at", "rating", "rated_at", "merged_into_id", "category_id", "category_title", "payment_id", "attempt_id",
    "is_unreadable",
)  # fmt: skip
MOST_SHOWN_TO_GUESTS = 100
"""The newest texts of a ticket that its page shows."""
SHOWN_TO_OFFICE = (
    "email", "page", "browser", "failed_request", "first_answer_due_at", "resolution_due_at", "reopened_count",
    "rating_words",
)  # fmt: skip


def build_ticket(ticket: Ticket, *, works_on: bool) -> dict[str, Any]:
    """Return a ticket; its reporter sees no due times, and not what a page told of the browser."""
    shown = {name.removesuffix("_id"): getattr(ticket, name) for name in SHOWN_TO_ALL}
    for name in SHOWN_TO_OFFICE:
        shown[name] = getattr(ticket, name) if works_on else None
    shown |= {"reporter": ticket.reporter, "name": build_reporter_name(ticket), "assignee": ticket.assignee}
    shown |= {"about": ticket.about if works_on else None, "branch_name": ticket.branch.name}
    return shown | {"works_on": works_on, "may_rate": not works_on and queries.may_be_rated(ticket)}


def build_tickets(tickets: list[Ticket], user: User) -> list[dict[str, Any]]:
    """Return the tickets of a page."""
    return [build_ticket(ticket, works_on=ticket.reporter_id != user.pk) for ticket in tickets]


def build_ticket_for(ticket: Ticket, user: User) -> dict[str, Any]:
    """Return a ticket as a person who sees it does."""
    return build_ticket(ticket, works_on=queries.works_on(user, ticket))


def build_comment(comment: TicketComment) -> dict[str, Any]:
    """Return a comment with links to its files that expire soon."""
    return {
        "id": comment.pk,
        "author": comment.author,
        "is_of_reporter": comment.is_of_reporter,
        "is_internal": comment.is_internal,
        "text": comment.text,
        "quoted": comment.quoted,
        "moved_from": comment.moved_from.number if comment.moved_from is not None else None,
        "is_unreadable": any(mail.result == MailResult.UNREADABLE for mail in comment.mails.all()),
        "files": [build_file(file) for file in comment.files.all()],
        "created_at": comment.created_at,
    }


def build_guest_page(ticket: Ticket) -> dict[str, Any]:
    """Return a ticket as its page shows it to who has no account: without names of the office, notes and due times."""
    newest = list(queries.list_comments(ticket, with_notes=False).reverse()[:MOST_SHOWN_TO_GUESTS])
    shown = ("id", "is_of_reporter", "text", "files", "created_at")
    comments = [build_comment(comment) for comment in reversed(newest)]
    return {
        "number": ticket.number,
        "subject": ticket.subject,
        "state": ticket.state,
        "created_at": ticket.created_at,
        "may_write": may_be_continued(ticket, timezone.now()),
        "may_rate": queries.may_be_rated(ticket),
        "rating": ticket.rating,
        "comments": [{name: comment[name] for name in shown} for comment in comments],
    }


def build_file(file: TicketFile) -> dict[str, Any]:
    """Return a file with a link that expires soon."""
    stored = file.file
    name = stored.original_name or f"file.{MATERIAL_TYPES.get(stored.content_type, 'bin')}"
    return {
        "id": file.pk,
        "name": name,
        "content_type": stored.content_type,
        "size": stored.size,
        "url": build_file_download_link(stored, name=name),
    }


def build_rule(rule: AssignmentRule) -> dict[str, Any]:
    """Return an assignment rule with its people."""
    return {
        "id": rule.pk,
        "position": rule.position,
        "category": rule.category_id,
        "branch": rule.branch_id,
        "method": rule.method,
        "people": [member.user for member in sorted(rule.members.all(), key=lambda member: member.pk)],
    }


def build_hours(row: OpeningHours) -> dict[str, Any]:
    """Return hours of a weekday."""
    return {"branch": row.branch_id, "weekday": row.weekday, "opens_at": row.opens_at, "closes_at": row.closes_at}
