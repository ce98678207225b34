"""Models of providers: transactions, webhook deliveries, reconciliations."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from apps.accounts.models import User
from apps.core.models import BaseModel
from apps.payments.models.ledger import MAX_AMOUNT
from apps.payments.models.payments import Payment
from apps.settings.models import Branch


class TransactionState(models.IntegerChoices):
    """States of Payme's protocol (Merchant API, "Transaction states"), used for all providers.

    1 → 2 (performed) or −1 (cancelled before); 2 → −2 (cancelled after). There are no other transitions.
    """

    CREATED = 1
    PERFORMED = 2
    CANCELLED = -1
    REVERSED = -2


class ProviderTransaction(BaseModel):
    """Money for one payment or, as a top-up, for a pupil's account. Times are milliseconds since the Unix epoch, UTC.

    `provider`: a gateway's name, `cash`, `terminal`, `transfer` or `opening` (an opening balance). `provider_id`: the
    provider's id, or our number. `desk`: the Payme merchant (`one_time`, `cumulative`). `provider_time`: creation time
    at the provider. `number`: our id for the provider. `account` and `facts` are stored as received. An open one
    (state 1) locks its payment. `branch`: where the money counts.
    """

    number = models.BigIntegerField(unique=True, editable=False)
    provider = models.CharField(max_length=20)
    provider_id = models.CharField(max_length=255)
    desk = models.CharField(max_length=12, blank=True)
    payment = models.ForeignKey(Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="transactions")
    student = models.ForeignKey(User, on_delete=models.PROTECT, related_name="money_sent")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="UZS")
    refunded = models.BigIntegerField(default=0)
    state = models.SmallIntegerField(choices=TransactionState.choices, default=TransactionState.CREATED)
    reason = models.IntegerField(null=True, blank=True)
    provider_time = models.BigIntegerField(default=0)
    create_time = models.BigIntegerField()
    perform_time = models.BigIntegerField(default=0)
    cancel_time = models.BigIntegerField(default=0)
    expires_at = models.DateTimeField(null=True, blank=True)
    account: Any = models.JSONField(default=dict, blank=True)
    facts: Any = models.JSONField(default=dict, blank=True)
    fiscal_perform: Any = models.JSONField(null=True, blank=True)
    fiscal_cancel: Any = models.JSONField(null=True, blank=True)
    disputed_at = models.DateTimeField(null=True, blank=True)
    cash_desk = models.ForeignKey(
        "payments.CashDesk", null=True, blank=True, on_delete=models.PROTECT, related_name="money"
    )
    shift = models.ForeignKey("payments.Shift", null=True, blank=True, on_delete=models.PROTECT, related_name="money")
    taken_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "provider_id"], name="provider_transaction_once"),
            models.UniqueConstraint(fields=["payment"], condition=Q(state=1), name="payment_one_live_transaction"),
            models.UniqueConstraint(
                fields=["payment"],
                condition=Q(provider="payme", state__in=[1, 2]),
                name="payment_one_payme_transaction",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, amount__lte=MAX_AMOUNT), name="provider_transaction_amount"
            ),
            models.CheckConstraint(
                condition=Q(refunded__gte=0, refunded__lte=F("amount")), name="provider_transaction_refunds"
            ),
            models.CheckConstraint(
                condition=Q(state=1, perform_time=0, cancel_time=0, reason__isnull=True)
                | Q(state=2, perform_time__gt=0, cancel_time=0, reason__isnull=True)
                | Q(state=-1, perform_time=0, cancel_time__gt=0)
                | Q(state=-2, perform_time__gt=0, cancel_time__gt=0),
                name="provider_transaction_state_and_times",
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "desk", "provider_time", "number"]),
            models.Index(fields=["student", "-number"]),
            models.Index(fields=["provider_time"], condition=Q(state=1), name="provider_transaction_live"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.number}"


class ProcessingResult(models.TextChoices):
    """How a webhook delivery was processed."""

    DONE = "done"
    DUPLICATE = "duplicate"
    IGNORED = "ignored"
    """Valid, and of a kind that moves nothing here."""
    REFUSED = "refused"
    FORGED = "forged"
    FAILED = "failed"
    """Our failure; nothing was kept of its effect, the provider repeats it."""


class WebhookDelivery(BaseModel):
    """An incoming webhook of a provider, without secrets, and our answer.

    `event_id` is set for events that are processed once by their id (Stripe); Payme's repeats are known by
    transactions.
    """

    provider = models.CharField(max_length=20)
    event_id = models.CharField(max_length=255, blank=True)
    what = models.CharField(max_length=60, blank=True)
    verdict = models.CharField(max_length=10, choices=ProcessingResult.choices)
    code = models.CharField(max_length=40, blank=True)
    body = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    status = models.PositiveSmallIntegerField(default=200)
    address = models.GenericIPAddressField(null=True, blank=True)
    milliseconds = models.PositiveIntegerField(default=0)
    transaction = models.ForeignKey(
        ProviderTransaction, null=True, blank=True, on_delete=models.SET_NULL, related_name="deliveries"
    )

    class Meta:
        verbose_name_plural = "webhook deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "event_id"],
                condition=~Q(event_id="") & Q(verdict__in=["done", "ignored", "refused"]),
                name="webhook_event_acted_on_once",
            )
        ]
        indexes = [models.Index(fields=["-created_at"]), models.Index(fields=["transaction"])]

    def __str__(self) -> str:
        return f"{self.provider} {self.what} {self.verdict}"


class ReconciliationState(models.TextChoices):
    """The result of a reconciliation."""

    MATCHES = "matches"
    DIFFERS = "differs"


class Reconciliation(BaseModel):
    """One comparison of a provider's export with our transactions.

    `desk`: the Payme merchant compared. `rows`: rows of the export within the days; `matched` of them agree. `found`:
    number of differences, of which the first are in `differences`: each `{"what": missing_here | missing_there | amount
    | state | repeated, "provider_id", "ours", "theirs"}`.
    """

    provider = models.CharField(max_length=20)
    desk = models.CharField(max_length=12, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    rows = models.PositiveIntegerField()
    matched = models.PositiveIntegerField()
    total_theirs = models.BigIntegerField()
    total_ours = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="UZS")
    state = models.CharField(max_length=8, choices=ReconciliationState.choices)
    found = models.PositiveIntegerField(default=0)
    differences: Any = models.JSONField(default=list)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.provider} {self.starts_on} – {self.ends_on}: {self.state}"
