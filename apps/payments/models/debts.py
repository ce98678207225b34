"""Contacts with debtors, and their promises to pay."""

from django.db import models
from django.db.models import F, Q

from apps.accounts.models import User
from apps.core.models import BaseModel
from apps.payments.models.ledger import MAX_AMOUNT
from apps.settings.models import Branch


class ContactHow(models.TextChoices):
    """How the office spoke with a debtor."""

    CALL = "call"
    MESSAGE = "message"
    VISIT = "visit"
    OTHER = "other"


class PromiseState(models.TextChoices):
    """open → kept | broken | replaced (by a later promise; open again when that is withdrawn)."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    REPLACED = "replaced"


class DebtContact(BaseModel):
    """One contact about what a pupil owes in a currency, with a promise to pay by a day where there was one.

    `on`: the local day of the branch. `sent_here`: a message that the platform sent. `promise`: empty without a
    promise. `promised_amount` null: all that was overdue. `replaces`: the open promise that this one ended.
    `withdrawn_at`: the author took it back on the same day; it counts for nothing.
    """

    student = models.ForeignKey(User, on_delete=models.PROTECT, related_name="debt_contacts")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3, default="UZS")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    how = models.CharField(max_length=8, choices=ContactHow.choices)
    note = models.CharField(max_length=500, blank=True)
    sent_here = models.BooleanField(default=False)
    promised_on = models.DateField(null=True, blank=True)
    promised_amount = models.BigIntegerField(null=True, blank=True)
    promise = models.CharField(max_length=8, choices=PromiseState.choices, blank=True)
    promise_ended_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["student", "currency"],
                condition=Q(promise="open", withdrawn_at__isnull=True),
                name="debt_promise_one_open",
            ),
            models.CheckConstraint(
                condition=Q(promise="", promised_on__isnull=True, promised_amount__isnull=True)
                | ~Q(promise="") & Q(promised_on__gte=F("on")),
                name="debt_promise_whole",
            ),
            models.CheckConstraint(
                condition=Q(promised_amount__isnull=True) | Q(promised_amount__gt=0, promised_amount__lte=MAX_AMOUNT),
                name="debt_promise_amount",
            ),
        ]
        indexes = [
            models.Index(fields=["student", "currency", "-id"]),
            models.Index(fields=["promised_on"], condition=Q(promise="open"), name="debt_promise_open_day"),
        ]

    def __str__(self) -> str:
        return f"{self.how} {self.on} {self.promise}".strip()
