"""Models of money that moves without an expense: refunds that wait for a cashier, cash carried elsewhere, money of the
card terminal that arrived at the bank.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q

from apps.accounts.models import User
from apps.core.models import BaseModel
from apps.payments.models.cash import CashDesk, Expense, Shift
from apps.payments.models.ledger import MAX_AMOUNT, LedgerTransfer
from apps.payments.models.payments import Payment
from apps.payments.models.providers import ProviderTransaction
from apps.settings.models import Branch


class CashRefundState(models.TextChoices):
    """waiting → handed_out | withdrawn | lapsed. Nothing is posted before `handed_out`."""

    WAITING = "waiting"
    HANDED_OUT = "handed_out"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    """Nobody handed it out until `expires_at`."""


class CashRefund(BaseModel):
    """A refund in cash that was decided and waits until the cashier at `desk` has handed it out.

    Of `payment`, or without one of the pupil's free credit; from `money` alone where it is named. `closed_by` handed it
    out in `shift`, or withdrew it. `receipts`: ids of the receipts that it led to.
    """

    state = models.CharField(max_length=10, choices=CashRefundState.choices, default=CashRefundState.WAITING)
    student = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    payment = models.ForeignKey(Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="cash_refunds")
    money = models.ForeignKey(
        ProviderTransaction, null=True, blank=True, on_delete=models.PROTECT, related_name="cash_refunds"
    )
    desk = models.ForeignKey(CashDesk, on_delete=models.PROTECT, related_name="cash_refunds")
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    shift = models.ForeignKey(Shift, null=True, blank=True, on_delete=models.PROTECT, related_name="cash_refunds")
    receipts: Any = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0, amount__lte=MAX_AMOUNT), name="cash_refund_amount"),
            models.CheckConstraint(
                condition=Q(state="waiting", closed_at__isnull=True, shift__isnull=True)
                | Q(state="handed_out", closed_at__isnull=False, closed_by__isnull=False, shift__isnull=False)
                | Q(state__in=["withdrawn", "lapsed"], closed_at__isnull=False, shift__isnull=True),
                name="cash_refund_closed_once",
            ),
        ]
        indexes = [
            models.Index(fields=["desk", "state", "-created_at"]),
            models.Index(fields=["student"], condition=Q(state="waiting"), name="cash_refund_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} {self.state}"


class DeskTransfer(BaseModel):
    """Cash carried from a desk to another one (`to_desk`), or without one to the bank account of the desk's branch.

    A mistake is reversed by a counter-entry: `reverses` names the desk transfer, with the same desks and amount.
    `shift`: the open one at `desk`, in which it was recorded.
    """

    desk = models.ForeignKey(CashDesk, on_delete=models.PROTECT, related_name="carried_out")
    to_desk = models.ForeignKey(CashDesk, null=True, blank=True, on_delete=models.PROTECT, related_name="carried_in")
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="desk_transfers")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    transfer = models.OneToOneField(LedgerTransfer, on_delete=models.PROTECT, related_name="desk_transfer")
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0, amount__lte=MAX_AMOUNT), name="desk_transfer_amount"),
            models.CheckConstraint(
                condition=Q(to_desk__isnull=True) | ~Q(to_desk=F("desk")), name="desk_transfer_to_another_desk"
            ),
        ]
        indexes = [models.Index(fields=["desk", "-created_at"]), models.Index(fields=["to_desk", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} from {self.desk_id}"


class TerminalDeposit(BaseModel):
    """Money of the card terminal that arrived at the bank account of the branch on the local day `on`.

    `amount` arrived; `commission` is what the bank kept, booked as `expense`. A mistake is reversed by a counter-entry:
    `reverses` names the terminal deposit, with the same amounts.
    """

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    commission = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    transfer = models.OneToOneField(LedgerTransfer, on_delete=models.PROTECT, related_name="terminal_deposit")
    expense = models.OneToOneField(
        Expense, null=True, blank=True, on_delete=models.PROTECT, related_name="terminal_deposit"
    )
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, commission__gte=0, amount__lte=MAX_AMOUNT - F("commission")),
                name="terminal_deposit_amount",
            )
        ]
        indexes = [models.Index(fields=["branch", "-on"])]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} on {self.on}"

    @property
    def total(self) -> int:
        """What left the terminal: the amount that arrived and the commission."""
        return self.amount + self.commission
