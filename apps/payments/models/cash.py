"""Models of cash: desks, shifts, receipts, expenses."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from apps.accounts.models import User
from apps.core.models import BaseModel, StoredFile
from apps.payments.models.ledger import MAX_AMOUNT, LedgerTransfer
from apps.payments.models.providers import ProviderTransaction
from apps.settings.models import Branch


class CashDesk(BaseModel):
    """A place of a branch where cash is taken in one currency, and its keeper. An archived one takes no money."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="cash_desks")
    name = models.CharField(max_length=80)
    currency = models.CharField(max_length=3, default="UZS")
    keeper = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="cash_desks")
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "name"], condition=Q(archived_at__isnull=True), name="cash_desk_name_once_per_branch"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Shift(BaseModel):
    """A cashier's time at a cash desk; cash moves only in an open shift, one per desk.

    `opened_with`: counted at the start. `counted`: at the end. `expected`: the ledger's balance then; the difference is
    posted. `float_taken`: change from the safe, a part of `opened_with`. `float_returned`: change that went back there
    after the count, a part of `counted`.
    """

    desk = models.ForeignKey(CashDesk, on_delete=models.PROTECT, related_name="shifts")
    cashier = models.ForeignKey(User, on_delete=models.PROTECT, related_name="shifts")
    opened_at = models.DateTimeField()
    opened_with = models.BigIntegerField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    counted = models.BigIntegerField(null=True, blank=True)
    expected = models.BigIntegerField(null=True, blank=True)
    float_taken = models.BigIntegerField(default=0, db_default=0)
    float_returned = models.BigIntegerField(default=0, db_default=0)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["desk"], condition=Q(closed_at__isnull=True), name="shift_one_open_a_desk"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, counted__isnull=True, expected__isnull=True)
                | Q(closed_at__gte=F("opened_at"), counted__gte=0, expected__isnull=False),
                name="shift_closed_with_a_count",
            ),
            models.CheckConstraint(condition=Q(opened_with__gte=0), name="shift_opened_with_no_debt"),
            models.CheckConstraint(
                condition=Q(float_taken__gte=0, float_taken__lte=F("opened_with"), float_returned__gte=0)
                & (Q(float_returned=0) | Q(float_returned__lte=F("counted"))),
                name="shift_float_is_part_of_the_count",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.desk_id} {self.opened_at:%Y-%m-%d %H:%M}"


class ReceiptKind(models.TextChoices):
    """What a receipt is for."""

    PAYMENT = "payment"
    REFUND = "refund"
    REFUND_UNDONE = "refund_undone"
    """A refund for which there is a receipt did not go through: the money is here again."""
    REVERSAL = "reversal"
    """A receipt of money in was a mistake: `facts` name its number."""


class Receipt(BaseModel):
    """The numbered receipt of money in, a refund, a refund that failed, or the reversal of a receipt.

    A series per branch and year has no gaps except those in `NumberSeries.leaps`. `facts` keep its content of that day,
    without people's names.
    """

    series = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=14, choices=ReceiptKind.choices, default=ReceiptKind.PAYMENT)
    money = models.ForeignKey(ProviderTransaction, on_delete=models.PROTECT, related_name="receipts")
    transfer = models.OneToOneField(LedgerTransfer, on_delete=models.PROTECT, related_name="receipt")
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    facts: Any = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="receipt_number_once"),
            models.CheckConstraint(condition=Q(amount__gt=0, number__gt=0), name="receipt_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.series}-{self.number}"


class ExpenseCategory(BaseModel):
    """A category of the centre's expenses. Expenses keep its `key`, which never changes; an archived one takes no more.

    A new centre has eight.
    """

    key = models.SlugField(max_length=40, unique=True)
    name: Any = models.JSONField()
    """`{uz, ru, en}`"""
    position = models.PositiveIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "expense categories"

    def __str__(self) -> str:
        return self.key


class Expense(BaseModel):
    """Money the centre spent, from a cash desk or (without one) the branch's bank account.

    A mistake is reversed by a counter-entry: `reverses` names the expense, with the same amount.
    """

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="expenses")
    category = models.CharField(max_length=40)
    """The key of an `ExpenseCategory`."""
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="UZS")
    on = models.DateField()
    desk = models.ForeignKey(CashDesk, null=True, blank=True, on_delete=models.PROTECT, related_name="expenses")
    shift = models.ForeignKey(Shift, null=True, blank=True, on_delete=models.PROTECT, related_name="expenses")
    text = models.CharField(max_length=300)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    transfer = models.OneToOneField(LedgerTransfer, on_delete=models.PROTECT, related_name="expense")
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0, amount__lte=MAX_AMOUNT), name="expense_amount")]
        indexes = [models.Index(fields=["branch", "on"])]

    def __str__(self) -> str:
        return f"{self.category} {self.amount}"
