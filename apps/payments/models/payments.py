"""Payments: what is owed or was paid, how the amount came about, and its history."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from apps.accounts.models import User
from apps.core.models import BaseModel, StoredFile
from apps.courses.models import Group, Membership
from apps.payments.models.ledger import MAX_AMOUNT, AccountKind
from apps.settings.models import Branch


class PaymentStatus(models.TextChoices):
    """draft → pending → overdue → completed → refunded; cancelled and failed end an unpaid one.

    A completed one is pending or overdue again when its money is reversed. Overdue stays payable. `failed`: an order
    whose `expires_at` passed, or whose delayed money did not arrive.
    """

    DRAFT = "draft"
    PENDING = "pending"
    OVERDUE = "overdue"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    FAILED = "failed"
    REFUNDED = "refunded"


OPEN_STATUSES = (PaymentStatus.PENDING, PaymentStatus.OVERDUE)
"""Owed, and posted to the pupil's account."""
POSTED_STATUSES = (*OPEN_STATUSES, PaymentStatus.COMPLETED, PaymentStatus.REFUNDED)


class PaymentKind(models.TextChoices):
    """What a payment is for."""

    PERIOD = "period"
    """A month, the lessons of a month, or a pack, of one membership (`period_key`)."""
    CORRECTION = "correction"
    """What a paid period came to cost more afterwards (`corrects`)."""
    ENROLMENT = "enrolment"
    ORDER = "order"
    OTHER = "other"
    OPENING = "opening"
    """A debt of the former books."""


class Payment(BaseModel):
    """An amount that is owed or was paid for a pupil, in minor units of `currency`.

    `gross`: price before discounts. `written_off`: forgiven. `amount`: owed after both. `settled`: covered by money.
    `refunded`: paid back of it. `outstanding`: left to pay. `reference`: digits with a Luhn check digit, for people.
    `lines`: how the amount came about, each `{"what", "amount", …}`. `revision`: number of amount changes.
    `period_key`: `2026-09` or `pack:3`, once per membership. `refundable` false: refunds are refused (Payme gets
    -31007).
    """

    reference = models.CharField(max_length=20, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=PaymentKind.choices, default=PaymentKind.OTHER)
    status = models.CharField(max_length=10, choices=PaymentStatus.choices, default=PaymentStatus.PENDING)
    student = models.ForeignKey(User, on_delete=models.PROTECT, related_name="payments")
    payer = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="payments_to_make")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="payments")
    membership = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="payments")
    schedule = models.ForeignKey(
        "payments.PaymentSchedule", null=True, blank=True, on_delete=models.SET_NULL, related_name="payments"
    )
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    period_key = models.CharField(max_length=12, blank=True)
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=200, blank=True)
    lines: Any = models.JSONField(default=list, blank=True)
    gross = models.BigIntegerField()
    written_off = models.BigIntegerField(default=0)
    amount = models.BigIntegerField()
    settled = models.BigIntegerField(default=0)
    refunded = models.BigIntegerField(default=0)
    outstanding = models.GeneratedField(
        expression=F("amount") - F("settled"), output_field=models.BigIntegerField(), db_persist=True
    )
    currency = models.CharField(max_length=3, default="UZS")
    due_on = models.DateField()
    expires_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    refundable = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=1)
    noticed_on = models.DateField(null=True, blank=True)
    """The local day on which the payer was last told of it."""
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "period_key"], condition=~Q(period_key=""), name="payment_period_once"
            ),
            models.CheckConstraint(
                condition=Q(gross__gte=0, gross__lte=MAX_AMOUNT, written_off__gte=0, amount__gte=0)
                & Q(gross__gte=F("amount") + F("written_off")),
                name="payment_amounts",
            ),
            models.CheckConstraint(
                condition=Q(settled__gte=0, settled__lte=F("amount")), name="payment_settled_within_amount"
            ),
            models.CheckConstraint(
                condition=Q(refunded__gte=0, refunded__lte=F("settled")), name="payment_refunds_within_settled"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["completed", "refunded"]) | Q(settled=F("amount")),
                name="payment_completed_is_settled",
            ),
            models.CheckConstraint(
                condition=~Q(status="refunded") | Q(refunded=F("settled")), name="payment_refunded_in_full"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["draft", "cancelled", "failed"]) | Q(settled=0),
                name="payment_closed_unpaid_has_no_money",
            ),
            models.CheckConstraint(
                condition=Q(period_key="") | Q(membership__isnull=False), name="payment_period_is_of_a_membership"
            ),
        ]
        indexes = [
            models.Index(fields=["student", "status", "due_on"]),
            models.Index(fields=["group", "period_start"]),
            models.Index(fields=["branch", "status", "due_on"]),
            models.Index(fields=["due_on"], condition=Q(status="pending"), name="payment_due_pending"),
            models.Index(fields=["expires_at"], condition=Q(expires_at__isnull=False), name="payment_expiring"),
            models.Index(fields=["created_at", "id"], name="payment_newest"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def charge_account_kind(self) -> AccountKind:
        """The account of the branch that the price is posted against: a debt of former books is not revenue."""
        return AccountKind.OPENING if self.kind == PaymentKind.OPENING else AccountKind.REVENUE


class PaymentHistory(BaseModel):
    """One change of a payment: the step, status and amount before and after, actor and reason."""

    payment = models.ForeignKey(Payment, on_delete=models.CASCADE, related_name="history")
    what = models.CharField(max_length=30)
    from_status = models.CharField(max_length=10, blank=True)
    to_status = models.CharField(max_length=10)
    amount_before = models.BigIntegerField(null=True, blank=True)
    amount_after = models.BigIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    facts: Any = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name_plural = "payment history"
        indexes = [models.Index(fields=["payment", "id"])]

    def __str__(self) -> str:
        return f"{self.what} {self.from_status} → {self.to_status}"


class Settlement(BaseModel):
    """Money that covers part of a payment; negative when it is freed.

    `money`: the transaction. Rows without `refund` add up to the payment's `settled`, rows with it (negative; positive
    when a refund failed) to its `refunded`. A transaction's rows never exceed its money less refunds.
    """

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="settlements")
    money = models.ForeignKey("payments.ProviderTransaction", on_delete=models.PROTECT, related_name="settlements")
    amount = models.BigIntegerField()
    refund = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="settlement_not_nothing")]
        indexes = [models.Index(fields=["payment"]), models.Index(fields=["money"])]

    def __str__(self) -> str:
        return f"{self.amount:+d} of {self.payment_id}"


class ProofState(models.TextChoices):
    """sent → approved | refused by the office, or withdrawn by who sent it."""

    SENT = "sent"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class PaymentProof(BaseModel):
    """A transfer proof (photo of a bank transfer) and the office's decision. One waits per payment."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="proofs")
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.SET_NULL, related_name="+")
    amount = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=ProofState.choices, default=ProofState.SENT)
    note = models.CharField(max_length=300, blank=True)
    sent_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    money = models.OneToOneField(
        "payments.ProviderTransaction", null=True, blank=True, on_delete=models.PROTECT, related_name="proof"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payment"], condition=Q(state="sent"), name="payment_proof_one_waits"),
            models.CheckConstraint(condition=Q(amount__gt=0, amount__lte=MAX_AMOUNT), name="payment_proof_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id} {self.state}"
