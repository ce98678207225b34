"""Models of the controls around money: approvals, closed months of the books, flagged acts."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from apps.accounts.models import User
from apps.core.models import BaseModel
from apps.payments.models.cash import CashDesk, Shift
from apps.payments.models.ledger import MAX_AMOUNT, LedgerTransfer
from apps.payments.models.payments import Payment, PaymentProof
from apps.settings.models import Branch


class ApprovalAct(models.TextChoices):
    """What is to be approved; `services.approvals` carries each of them out."""

    PAYMENT = "payment"
    """Cash or a bank transfer for a payment."""
    PROOF = "proof"
    """A bank transfer that a proof shows."""
    BALANCE = "balance"
    """Cash or a bank transfer in advance, onto a pupil's balance."""
    EXPENSE = "expense"
    PAY_ADVANCE = "pay_advance"
    """Pay that a teacher has not earned yet."""
    SHIFT_COUNT = "shift_count"
    """A shift whose counted cash differs from the ledger."""


class ApprovalState(models.TextChoices):
    """waiting → approved | refused | lapsed | withdrawn. Nothing is posted before `approved`."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    LAPSED = "lapsed"
    """Nobody decided until `expires_at`."""
    WITHDRAWN = "withdrawn"
    """Whoever asked took it back."""


class Approval(BaseModel):
    """An act above a limit that waits for a second person. It is carried out when it is approved, and only then.

    `arguments`: what the act needs beside the columns. `desk`: the cash desk that the money goes into or out of; cash
    of a waiting `payment` or `balance` lies there apart from the drawer, uncounted in the ledger.
    `handed_back_at`: when such cash was given back after a refusal. `alone`: decided by the person who asked, with a
    fresh second factor. `transfer`: the posting that it led to.
    """

    act = models.CharField(max_length=12, choices=ApprovalAct.choices)
    state = models.CharField(max_length=10, choices=ApprovalState.choices, default=ApprovalState.WAITING)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    method = models.CharField(max_length=10, blank=True)
    desk = models.ForeignKey(CashDesk, null=True, blank=True, on_delete=models.PROTECT, related_name="approvals")
    shift = models.ForeignKey(Shift, null=True, blank=True, on_delete=models.PROTECT, related_name="approvals")
    student = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    teacher = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    payment = models.ForeignKey(Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="approvals")
    proof = models.ForeignKey(PaymentProof, null=True, blank=True, on_delete=models.PROTECT, related_name="approvals")
    arguments: Any = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    alone = models.BooleanField(default=False)
    handed_back_at = models.DateTimeField(null=True, blank=True)
    transfer = models.ForeignKey(LedgerTransfer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0, amount__lte=MAX_AMOUNT), name="approval_amount"),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True)
                | ~Q(state="waiting") & Q(decided_at__isnull=False),
                name="approval_decided_once",
            ),
            models.CheckConstraint(
                condition=Q(alone=False) | Q(decided_by=F("requested_by")) & ~Q(answer=""),
                name="approval_alone_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | Q(decided_by__isnull=False) & (Q(alone=True) | ~Q(decided_by=F("requested_by"))),
                name="approval_by_a_second_person",
            ),
            models.UniqueConstraint(
                fields=["proof"], condition=Q(state="waiting", proof__isnull=False), name="approval_of_a_proof_once"
            ),
            models.UniqueConstraint(
                fields=["shift"], condition=Q(act="shift_count", state="waiting"), name="approval_of_a_count_once"
            ),
        ]
        indexes = [
            models.Index(fields=["branch", "state", "-created_at"]),
            models.Index(fields=["expires_at"], condition=Q(state="waiting"), name="approval_waiting"),
        ]

    @property
    def has_lapsed(self) -> bool:
        """Whether nobody decided in time; an hourly job writes it down as `lapsed`."""
        return self.state == ApprovalState.WAITING and self.expires_at <= timezone.now()

    @property
    def state_now(self) -> str:
        """The state, which is `lapsed` as soon as the time to decide is over."""
        return ApprovalState.LAPSED if self.has_lapsed else self.state

    def __str__(self) -> str:
        return f"{self.act} {self.amount} {self.state}"


class BooksMonth(BaseModel):
    """A closed month of a branch's books: nothing is posted with a day in it, until it is reopened.

    `closed_by` and `reopened_by` are null where the platform did it. Closing it again makes a new row.
    """

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    """Its first day."""
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()
    reopened_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reopened_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    """Why it was reopened."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "month"], condition=Q(reopened_at__isnull=True), name="books_month_closed_once"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="books_month_is_a_first_day"),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True) | ~Q(reason=""), name="books_month_reopened_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch_id} {self.month:%Y-%m}"


class Flag(models.TextChoices):
    """Why an act is in the daily list of administrators."""

    OWN_FAMILY = "own_family"
    """It lowered, forgave or moved what the actor, their child or the person they pay for owes, or was about the
    actor's own pay.
    """
    APPROVED_ALONE = "approved_alone"
    """Nobody else could approve it."""


class FlaggedAct(BaseModel):
    """An act that only an exception allowed, for the daily list of administrators. Append-only.

    `act`: the action of the audit log. `amount` in minor units: by how much less is owed, or what was approved.
    """

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    """The local day of the branch."""
    flag = models.CharField(max_length=20, choices=Flag.choices)
    act = models.CharField(max_length=100)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    payment = models.ForeignKey(Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approval = models.ForeignKey(Approval, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["branch", "-on"])]

    def __str__(self) -> str:
        return f"{self.flag} {self.act}"
