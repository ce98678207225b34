"""E-mails of tickets that came in and went out, and requests of guests whose address is not proved yet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.support.models.rules import TicketCategory
from apps.support.models.tickets import MOST_SUBJECT, Ticket, TicketComment


class MailResult(models.TextChoices):
    """What became of an e-mail."""

    TICKET = "ticket", _("Opened a ticket")
    COMMENT = "comment", _("Joined its ticket")
    AUTOMATIC = "automatic", _("Automatic answer, ignored")
    LOOP = "loop", _("Own e-mail, ignored")
    BOUNCE = "bounce", _("Could not be delivered")
    TOO_LARGE = "too_large", _("Too large, refused")
    LIMIT = "limit", _("Too many from one sender, refused")
    UNREADABLE = "unreadable", _("Cannot be read")


class IncomingMail(BaseModel):
    """An e-mail of the mailbox, taken once by its Message-ID; one without has the hash of its bytes in its place.

    `leftovers`: files that were not accepted, with the reason.
    """

    message_id = models.CharField(max_length=300, unique=True)
    result = models.CharField(max_length=10, choices=MailResult.choices)
    sender = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=MOST_SUBJECT, blank=True)
    size = models.PositiveBigIntegerField()
    leftovers = models.TextField(blank=True)
    ticket = models.ForeignKey(Ticket, null=True, blank=True, on_delete=models.SET_NULL, related_name="mails_in")
    comment = models.ForeignKey(TicketComment, null=True, blank=True, on_delete=models.SET_NULL, related_name="mails")

    class Meta:
        indexes = [models.Index(fields=["sender", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.result} {self.subject}"


class OutgoingMail(BaseModel):
    """An e-mail to a guest: an answer (`comment`), or what the platform says by itself (`notice`)."""

    message_id = models.CharField(max_length=300, unique=True)
    ticket = models.ForeignKey(Ticket, null=True, blank=True, on_delete=models.SET_NULL, related_name="mails_out")
    comment = models.ForeignKey(TicketComment, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    to = models.EmailField()
    notice = models.CharField(max_length=20, blank=True)
    answers = models.CharField(max_length=300, blank=True)
    locale = models.CharField(max_length=5)
    sent_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment"], condition=models.Q(comment__isnull=False), name="outgoing_mail_once_a_comment"
            )
        ]

    def __str__(self) -> str:
        return f"to {self.to}"


class GuestRequest(BaseModel):
    """What a guest asks, until the link in an e-mail proves the address; then it becomes a ticket, once."""

    token_sha256 = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    name = models.CharField(max_length=150)
    locale = models.CharField(max_length=5)
    subject = models.CharField(max_length=MOST_SUBJECT)
    text = models.TextField()
    category = models.ForeignKey(TicketCategory, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField()
    ticket = models.OneToOneField(
        Ticket, null=True, blank=True, on_delete=models.SET_NULL, related_name="guest_request"
    )

    class Meta:
        indexes = [models.Index(fields=["email", "-created_at"])]

    def __str__(self) -> str:
        return f"request of {self.email}"


class MailboxPosition(BaseModel):
    """How far a mailbox was read: the UID of the last mail, which counts while UIDVALIDITY stays."""

    name = models.CharField(max_length=300, unique=True)
    uid_validity = models.PositiveBigIntegerField(default=0)
    last_uid = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.last_uid}"
