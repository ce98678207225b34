"""Tickets, their comments and files, the times in which their clocks stand, and who was alarmed."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel, StoredFile
from apps.core.translated_texts import pick_translation
from apps.homework.models import Attempt
from apps.payments.models import Payment
from apps.settings.models import Branch
from apps.support.models.rules import TicketCategory, TicketPriority

MOST_SUBJECT = 200
MOST_TEXT = 20_000


class TicketSource(models.TextChoices):
    """How a ticket came in."""

    APP = "app", _("Written in the app")
    PAGE = "page", _("Problem of a page")
    GUEST = "guest", _("Guest with an e-mail address")
    EMAIL = "email", _("E-mail")
    TELEGRAM = "telegram", _("Telegram")


class TicketState(models.TextChoices):
    """Where a ticket stands. `waiting`: for its reporter; its clocks stand."""

    OPEN = "open", _("Open")
    IN_PROGRESS = "in_progress", _("In progress")
    WAITING = "waiting", _("Waiting for an answer")
    RESOLVED = "resolved", _("Resolved")
    CLOSED = "closed", _("Closed")


class Ticket(BaseModel):
    """A request to the office. `number`: without gaps, for the whole centre.

    `reporter`: who asked; a guest and a sender of an e-mail have only `email` and `name`. `mail_token`: names the
    ticket in the subject of e-mails. `page`, `browser`, `failed_request`: of a problem that a page reported. `about`,
    `payment`, `attempt`: what it concerns. `first_answered_at`: by anybody else than the reporter. `ended_at`: when it
    was resolved, or closed without that. `*_due_at`: by the service times; null while they stand or are not declared.
    `rating_asked_at`: satisfaction is asked once. `merged_into`: all its comments stand there.
    """

    number = models.PositiveIntegerField(unique=True)
    source = models.CharField(max_length=8, choices=TicketSource.choices)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="tickets"
    )
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=150, blank=True)
    mail_token = models.CharField(max_length=32, unique=True)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="tickets")
    category = models.ForeignKey(
        TicketCategory, null=True, blank=True, on_delete=models.SET_NULL, related_name="tickets"
    )
    priority = models.CharField(max_length=6, choices=TicketPriority.choices)
    state = models.CharField(max_length=11, choices=TicketState.choices, default=TicketState.OPEN)
    subject = models.CharField(max_length=MOST_SUBJECT)
    folded = models.TextField(blank=True, editable=False)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="assigned_tickets"
    )
    page = models.CharField(max_length=300, blank=True)
    browser = models.CharField(max_length=300, blank=True)
    failed_request = models.CharField(max_length=64, blank=True)
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    payment = models.ForeignKey(Payment, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    attempt = models.ForeignKey(Attempt, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    first_answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reopened_count = models.PositiveSmallIntegerField(default=0)
    first_answer_due_at = models.DateTimeField(null=True, blank=True)
    resolution_due_at = models.DateTimeField(null=True, blank=True)
    rating_asked_at = models.DateTimeField(null=True, blank=True)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    rating_words = models.CharField(max_length=500, blank=True)
    rated_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rating__isnull=True, rated_at__isnull=True)
                | Q(rating__gte=1, rating__lte=5, rated_at__isnull=False),
                name="ticket_rating_between_1_and_5",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("resolved", "closed"), ended_at__isnull=False)
                | Q(state__in=("open", "in_progress", "waiting"), ended_at__isnull=True),
                name="ticket_ended_or_open",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | ~Q(state="closed") & Q(closed_at__isnull=True),
                name="ticket_closed_or_not",
            ),
        ]
        indexes = [
            models.Index(fields=["branch", "state", "-created_at"]),
            models.Index(fields=["reporter", "-created_at"]),
            models.Index(fields=["assignee", "state"]),
            GinIndex(fields=["folded"], name="ticket_folded", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return f"#{self.number}"

    @property
    def category_title(self) -> str:
        """The title of the category in the active language, or ""."""
        return pick_translation(self.category.title) if self.category is not None else ""

    @property
    def is_ended(self) -> bool:
        """Whether nothing has to be done for it now."""
        return self.state in (TicketState.RESOLVED, TicketState.CLOSED)


class TicketComment(BaseModel):
    """A text of a ticket: of its reporter, an answer, or (`is_internal`) a note that only the office reads.

    `author` null: the sender of an e-mail, or the platform. `quoted`: what an e-mail quotes of earlier texts.
    `moved_from`: the ticket under which it stood before a merge. `telegram_key`: the message to the bot that it was, so
    that it counts once.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_of_reporter = models.BooleanField()
    is_internal = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    quoted = models.TextField(blank=True)
    moved_from = models.ForeignKey(Ticket, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    telegram_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(is_of_reporter=True, is_internal=True), name="ticket_comment_note_of_office"
            )
        ]
        indexes = [models.Index(fields=["ticket", "created_at", "id"])]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class TicketFile(BaseModel):
    """A file, uploaded before the comment that names it (without one it goes after a day), or part of an e-mail."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    comment = models.ForeignKey(TicketComment, null=True, blank=True, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"file {self.pk}"


class TicketPause(BaseModel):
    """A time in which the clocks of a ticket stand: it waits for its reporter, or is resolved. Open without an end."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="pauses")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(ended_at__isnull=True), name="ticket_pause_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("began_at")), name="ticket_pause_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"pause of {self.ticket_id}"


class TimeTarget(models.TextChoices):
    """What a service time limits."""

    FIRST_ANSWER = "first_answer", _("First answer")
    RESOLUTION = "resolution", _("Resolution")


class AlarmKind(models.TextChoices):
    """Before a service time ends, and after it."""

    WARNING = "warning", _("Warning")
    BREACH = "breach", _("Breach")


class TicketAlarm(BaseModel):
    """The office was warned of the end of a service time, or told that it is over; once for each."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="alarms")
    target = models.CharField(max_length=12, choices=TimeTarget.choices)
    kind = models.CharField(max_length=7, choices=AlarmKind.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "target", "kind"], name="ticket_alarm_once")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.target}"


def build_reporter_name(ticket: Ticket) -> Any:
    """Return the name of who asked; for a guest the name that they gave, or the address."""
    return ticket.reporter.full_name if ticket.reporter is not None else ticket.name or ticket.email
