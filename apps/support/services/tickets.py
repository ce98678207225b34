"""Open tickets, write in them, and take them through their states."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.durations import DAY
from apps.core.errors import Conflict, ErrorCode, Invalid, TooMany
from apps.core.number_series import take_numbers
from apps.core.uow import defer_messages, unit_of_work
from apps.homework.models import Attempt
from apps.moderation.services.writing import lock_writer
from apps.moderation.texts import clean_line, clean_text
from apps.payments.models import Payment
from apps.settings.models import Branch
from apps.settings.services import write_audit_log
from apps.support.events import publish_comment, publish_ticket
from apps.support.models import (
    MOST_SUBJECT,
    MOST_TEXT,
    Ticket,
    TicketCategory,
    TicketComment,
    TicketFile,
    TicketPriority,
    TicketState,
)
from apps.support.queries import find_branch_of, may_be_rated, set_folded
from apps.support.services.clocks import end_pause, pause_clocks, set_due_times
from apps.support.services.locks import lock_ticket
from apps.support.services.routing import choose_assignee
from apps.support.services.telling import (
    mark_rating_asked,
    tell_of_answer,
    tell_of_new,
    tell_of_resolution,
    tell_of_words,
)

SERIES = "tickets"
TICKETS_A_DAY = 20
COMMENTS_A_DAY = 200
REOPENS_WITHIN = timedelta(days=14)
MANY = _("You have opened many tickets today. Please write in one of them.")
MANY_COMMENTS = _("You have written a lot today. Please wait until tomorrow.")
OVER = _("This ticket is closed. Please open a new one.")
TWICE = _("You have rated this ticket.")
NOT_YET = _("A ticket is rated when it is resolved.")
ONLY_OFFICE = _("Only the office makes a ticket urgent.")


@dataclass(frozen=True, kw_only=True)
class TicketDraft:
    """A new ticket. Without `reporter` it has an `email` that is proved. `text` and `subject` are checked here."""

    source: str
    subject: str
    text: str
    reporter: User | None = None
    email: str = ""
    name: str = ""
    category: TicketCategory | None = None
    branch: Branch | None = None
    priority: str | None = None
    page: str = ""
    browser: str = ""
    failed_request: str = ""
    payment: Payment | None = None
    attempt: Attempt | None = None
    files: Sequence[TicketFile] = ()
    quoted: str = ""
    telegram_key: UUID | None = None


def open_ticket(draft: TicketDraft) -> Ticket:
    """Open a ticket: it gets its number, its branch, who works on it by the rules, and its due times.

    Raise Invalid on "subject", "text" and, for an urgent one, on "priority"; TooMany after TICKETS_A_DAY of a person.
    """
    if draft.priority == TicketPriority.URGENT:
        raise Invalid.field("priority", ONLY_OFFICE)
    subject = clean_line(draft.subject, field="subject", most=MOST_SUBJECT)
    text = clean_text(draft.text, field="text", most=MOST_TEXT)
    with unit_of_work():
        if draft.reporter is not None:
            _check_pace(draft.reporter)
        default = draft.category.priority if draft.category is not None else TicketPriority.MEDIUM
        ticket = Ticket(
            number=take_numbers(SERIES)[0],
            source=draft.source,
            reporter=draft.reporter,
            email=draft.email,
            name=draft.name[:150],
            mail_token=secrets.token_hex(8),
            branch=draft.branch or find_branch_of(draft.reporter),
            category=draft.category,
            priority=draft.priority or default,
            subject=subject,
            page=draft.page[:300],
            browser=draft.browser[:300],
            failed_request=draft.failed_request[:64],
            payment=draft.payment,
            attempt=draft.attempt,
            created_at=timezone.now(),
        )
        ticket.assignee = choose_assignee(ticket)
        ticket.state = TicketState.IN_PROGRESS if ticket.assignee is not None else TicketState.OPEN
        set_folded(ticket)
        ticket.save(force_insert=True)
        set_due_times(ticket)
        ticket.save(update_fields=["first_answer_due_at", "resolution_due_at", "updated_at"])
        _write(
            ticket,
            author=draft.reporter,
            text=text,
            quoted=draft.quoted,
            files=draft.files,
            is_of_reporter=True,
            telegram_key=draft.telegram_key,
        )
        with defer_messages():
            tell_of_new(ticket)
        publish_ticket(ticket)
        return ticket


def comment_as_reporter(
    *,
    ticket: Ticket,
    author: User | None,
    text: str,
    files: Sequence[TicketFile] = (),
    quoted: str = "",
    telegram_key: UUID | None = None,
) -> TicketComment:
    """Write in a ticket as its reporter (null: by e-mail). A waiting ticket goes on; a resolved or closed one is
    reopened within REOPENS_WITHIN.

    Raise Conflict `not_open` later, and for one that was merged; TooMany after COMMENTS_A_DAY.
    """
    text = clean_text(text, field="text", most=MOST_TEXT)
    with unit_of_work():
        if author is not None:
            _check_comment_pace(author)
        locked, now = lock_ticket(ticket), timezone.now()
        if not may_be_continued(locked, now):
            raise Conflict(OVER, code=ErrorCode.NOT_OPEN)
        comment = _write(
            locked, author=author, text=text, quoted=quoted, files=files, is_of_reporter=True, telegram_key=telegram_key
        )
        if locked.is_ended:
            locked.reopened_count += 1
            locked.ended_at = locked.closed_at = None
        if locked.state != TicketState.IN_PROGRESS:
            _set_state(locked, TicketState.IN_PROGRESS if locked.assignee else TicketState.OPEN, now)
            locked.save(update_fields=["reopened_count", "updated_at"])
        with defer_messages():
            tell_of_words(locked, comment)
        publish_ticket(locked)
        return comment


def may_be_continued(ticket: Ticket, now: datetime) -> bool:
    """Return whether its reporter may still write in a ticket."""
    if ticket.merged_into_id is not None:
        return False
    return ticket.ended_at is None or now <= ticket.ended_at + REOPENS_WITHIN


def answer_ticket(
    *,
    actor: User,
    ticket: Ticket,
    text: str,
    is_internal: bool = False,
    state: str | None = None,
    files: Sequence[TicketFile] = (),
    telegram_key: UUID | None = None,
) -> TicketComment:
    """Answer a ticket, or write a note that only the office reads. `state`: what the ticket becomes with the answer.

    The caller has checked that the actor works on it. Raise Conflict `not_open` for an answer to a closed ticket,
    Invalid on "state" for a note.
    """
    text = clean_text(text, field="text", most=MOST_TEXT)
    if is_internal and state is not None:
        raise Invalid.field("state", _("A note changes nothing."))
    with unit_of_work():
        locked, now = lock_ticket(ticket), timezone.now()
        if not is_internal and (locked.state == TicketState.CLOSED or locked.merged_into_id is not None):
            raise Conflict(OVER, code=ErrorCode.NOT_OPEN)
        comment = _write(
            locked,
            author=actor,
            text=text,
            files=files,
            is_of_reporter=False,
            is_internal=is_internal,
            telegram_key=telegram_key,
        )
        if is_internal:
            return comment
        if locked.first_answered_at is None:
            locked.first_answered_at = now
            locked.save(update_fields=["first_answered_at", "updated_at"])
        if locked.state == TicketState.OPEN and state is None:
            state = TicketState.IN_PROGRESS
        if state is not None and state != locked.state:
            write_audit_log(actor, "support.change", locked, {"state": (locked.state, state)})
            _set_state(locked, state, now)
        with defer_messages():
            tell_of_answer(locked, comment)
        publish_ticket(locked)
        return comment


def change_ticket(*, actor: User, ticket: Ticket, changes: dict[str, Any]) -> Ticket:
    """Change the state, priority, category, branch, or what a ticket concerns. The caller has checked the values.

    Raise Conflict `not_open` for a closed ticket.
    """
    with unit_of_work():
        locked, now = lock_ticket(ticket), timezone.now()
        if locked.state == TicketState.CLOSED:
            raise Conflict(OVER, code=ErrorCode.NOT_OPEN)
        changed = {name: value for name, value in changes.items() if getattr(locked, name) != value}
        if not changed:
            return locked
        before = {name: _name(getattr(locked, name)) for name in changed}
        write_audit_log(
            actor, "support.change", locked, {name: (before[name], _name(changed[name])) for name in changed}
        )
        state = changed.pop("state", None)
        for name, value in changed.items():
            setattr(locked, name, value)
        set_due_times(locked)
        fields = ["first_answer_due_at", "resolution_due_at", "updated_at"]
        locked.save(update_fields=[*changed, *fields])
        if state is not None:
            if locked.is_ended:
                locked.ended_at = None
            _set_state(locked, state, now)
        publish_ticket(locked)
        return locked


def close_ticket(*, actor: User | None, ticket: Ticket) -> Ticket:
    """Close a ticket: its reporter does, or the platform after REOPENS_WITHIN. Closing it twice changes nothing."""
    with unit_of_work():
        locked, now = lock_ticket(ticket), timezone.now()
        if locked.state == TicketState.CLOSED:
            return locked
        write_audit_log(actor, "support.close", locked, {"state": (locked.state, TicketState.CLOSED)})
        _set_state(locked, TicketState.CLOSED, now)
        publish_ticket(locked)
        return locked


def rate_ticket(*, actor: User | None, ticket: Ticket, rating: int, words: str) -> Ticket:
    """Say how content the reporter (null: without an account) is, once. Raise Conflict before the ticket is resolved,
    and the second time.
    """
    words = clean_text(words, field="words", most=500) if words.strip() else ""
    with unit_of_work():
        locked = lock_ticket(ticket)
        if locked.rated_at is not None:
            raise Conflict(TWICE)
        if not may_be_rated(locked):
            raise Conflict(NOT_YET, code=ErrorCode.NOT_OPEN)
        locked.rating, locked.rating_words, locked.rated_at = rating, words, timezone.now()
        locked.save(update_fields=["rating", "rating_words", "rated_at", "updated_at"])
        write_audit_log(actor, "support.rate", locked, {"rating": (None, rating)})
        return locked


def _write(
    ticket: Ticket,
    *,
    author: User | None,
    text: str,
    files: Sequence[TicketFile] = (),
    quoted: str = "",
    is_of_reporter: bool,
    is_internal: bool = False,
    telegram_key: UUID | None = None,
) -> TicketComment:
    comment = TicketComment.objects.create(
        ticket=ticket,
        author=author,
        text=text,
        quoted=quoted[:MOST_TEXT],
        is_of_reporter=is_of_reporter,
        is_internal=is_internal,
        telegram_key=telegram_key,
    )
    if files:
        taken = TicketFile.objects.filter(pk__in=[file.pk for file in files], comment__isnull=True)
        if taken.update(comment=comment) != len(files):
            raise Invalid.field("files", _("There is no such file."))
    if not is_internal:
        publish_comment(comment)
    return comment


def _set_state(ticket: Ticket, state: str, now: datetime) -> None:
    """Save a new state of a locked ticket, with what it does to its clocks."""
    ticket.state = state
    if state in (TicketState.OPEN, TicketState.IN_PROGRESS):
        end_pause(ticket, now)
    else:
        pause_clocks(ticket, now)
    if ticket.is_ended:
        ticket.ended_at = ticket.ended_at or now
    ticket.closed_at = now if state == TicketState.CLOSED else None
    set_due_times(ticket)
    fields = ["state", "ended_at", "closed_at", "first_answer_due_at", "resolution_due_at", "updated_at"]
    ticket.save(update_fields=fields)
    if state == TicketState.RESOLVED:
        with defer_messages():
            tell_of_resolution(ticket)
        mark_rating_asked(ticket)


def _check_pace(author: User) -> None:
    lock_writer(author)
    recent = Ticket.objects.filter(reporter=author, created_at__gt=timezone.now() - DAY)
    if recent.count() >= TICKETS_A_DAY:
        raise TooMany(MANY, retry_after=3600)


def _check_comment_pace(author: User) -> None:
    lock_writer(author)
    recent = TicketComment.objects.filter(author=author, created_at__gt=timezone.now() - DAY)
    if recent.count() >= COMMENTS_A_DAY:
        raise TooMany(MANY_COMMENTS, retry_after=3600)


def _name(value: Any) -> Any:
    """Return what the audit log says of a value."""
    return value.pk if hasattr(value, "pk") else value
