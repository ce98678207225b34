"""The ledger: balanced double entry in minor units, append-only.

Database triggers (migrations `0001` and `0011`) hold four rules: entries and transfers never change; the entries of a
transfer balance at the commit; an entry updates its account's balance in the same statement, in the account's currency
only; no transfer counts on a day of a closed month (`BooksMonth`).
"""

from django.db import models
from django.db.models import Q

from apps.accounts.models import User
from apps.core.models import BaseModel
from apps.settings.models import Branch

MAX_AMOUNT = 10**15
"""No amount is above this: ten trillion soʻm, and below 2⁵³, so that every client reads it exactly."""


class AccountKind(models.TextChoices):
    """Kinds of accounts; each row of the table of postings (docs/domain.md) names two of them."""

    STUDENT = "student"
    REVENUE = "revenue"
    DISCOUNTS = "discounts"
    WRITE_OFFS = "write_offs"
    DESK = "desk"
    SAFE = "safe"
    """The branch's safe, where change for the cash desks comes from and goes back to. What lay in it at first is not
    counted, so it is negative by the change that is out.
    """
    BANK = "bank"
    PROVIDER = "provider"
    """What a payment provider or the card terminal (`LedgerAccount.provider`) has taken for us."""
    PAYROLL = "payroll"
    TEACHER = "teacher"
    EXPENSES = "expenses"
    DIFFERENCES = "differences"
    """What a cash desk was found to have too much or too little when a shift was closed."""
    OPENING = "opening"
    """The other side of opening balances: what pupils had or owed in the former books. Never revenue."""


CREDIT_NORMAL = (AccountKind.STUDENT, AccountKind.REVENUE, AccountKind.TEACHER)
"""Accounts whose balance grows by credit: a debt is a negative student account. All others grow by debit."""


class LedgerAccount(BaseModel):
    """One account in one currency: of a pupil, a teacher, a cash desk, or a branch.

    `balance` in minor units, positive in the normal sense of its kind (`CREDIT_NORMAL`); only the trigger changes it.
    Provider and bank accounts also have the branch of what was paid for.
    """

    kind = models.CharField(max_length=12, choices=AccountKind.choices)
    currency = models.CharField(max_length=3)
    provider = models.CharField(max_length=20, blank=True)
    branch = models.ForeignKey(Branch, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="money_accounts")
    teacher = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="pay_accounts")
    desk = models.ForeignKey(
        "payments.CashDesk", null=True, blank=True, on_delete=models.PROTECT, related_name="accounts"
    )
    balance = models.BigIntegerField(default=0, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "currency", "provider", "branch", "student", "teacher", "desk"],
                name="ledger_account_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(kind="student", student__isnull=False, teacher__isnull=True, desk__isnull=True)
                | Q(kind="teacher", student__isnull=True, teacher__isnull=False, desk__isnull=True)
                | Q(kind="desk", student__isnull=True, teacher__isnull=True, desk__isnull=False)
                | ~Q(kind__in=["student", "teacher", "desk"])
                & Q(student__isnull=True, teacher__isnull=True, desk__isnull=True, branch__isnull=False),
                name="ledger_account_is_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind="provider") & ~Q(provider="") | ~Q(kind="provider") & Q(provider=""),
                name="ledger_account_names_its_provider",
            ),
            models.CheckConstraint(condition=~Q(kind="desk") | Q(balance__gte=0), name="ledger_desk_not_below_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.currency} {self.balance}"


class TransferKind(models.TextChoices):
    """Kinds of transfers; the left column of the table of postings."""

    CHARGE = "charge"
    DISCOUNT = "discount"
    WRITE_OFF = "write_off"
    CORRECTION = "correction"
    MONEY_IN = "money_in"
    TAKEN_BACK = "taken_back"
    PAID_BACK = "paid_back"
    REVERSAL = "reversal"
    """Money in that was booked by mistake, taken out again where it lay."""
    CANCELLED = "cancelled"
    PAY_EARNED = "pay_earned"
    PAY_OUT = "pay_out"
    EXPENSE = "expense"
    DESK_COUNT = "desk_count"
    BANKED = "banked"
    """Cash carried from a desk to the bank or to another desk, and money of the terminal that arrived at the bank."""
    FLOAT = "float"
    """Change from the safe in a cash desk, or back in the safe: the money only changes its place."""
    OPENING = "opening"
    """An opening balance, or its reversal."""
    MERGED = "merged"
    """The balance of a duplicate, given to the pupil who was kept."""


MONEY_KINDS = (TransferKind.MONEY_IN, TransferKind.REVERSAL, TransferKind.PAID_BACK)
"""Transfers of pupils' money at a cash desk, a bank or a provider: received (less what was reversed), refunded."""


class LedgerTransfer(BaseModel):
    """One posting with balanced entries, its cause and actor.

    `cause` names what is posted (`payment:<id>:charge:1`, `payme:<id>:performed`) and is unique, so it is posted once.
    """

    kind = models.CharField(max_length=12, choices=TransferKind.choices)
    cause = models.CharField(max_length=120, unique=True)
    currency = models.CharField(max_length=3)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    payment = models.ForeignKey(
        "payments.Payment", null=True, blank=True, on_delete=models.PROTECT, related_name="transfers"
    )
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    """The local day of the branch on which it counts, in a month that is open (a database trigger refuses others)."""
    corrects_month = models.DateField(null=True, blank=True)
    """The first day of the closed month that it corrects; null: it corrects none."""

    class Meta:
        indexes = [
            models.Index(fields=["branch", "on"]),
            models.Index(fields=["payment"]),
            models.Index(fields=["on"], name="ledger_transfer_by_day"),
        ]

    def __str__(self) -> str:
        return self.cause


class EntrySide(models.TextChoices):
    """The two sides of an account."""

    DEBIT = "debit"
    CREDIT = "credit"


class LedgerEntry(models.Model):
    """One side of a transfer: `amount` (> 0, minor units) debited or credited.

    `id` grows with time; `balance` is the account's balance after it.
    """

    id = models.BigAutoField(primary_key=True)
    transfer = models.ForeignKey(LedgerTransfer, on_delete=models.PROTECT, related_name="entries")
    account = models.ForeignKey(LedgerAccount, on_delete=models.PROTECT, related_name="entries")
    side = models.CharField(max_length=6, choices=EntrySide.choices)
    amount = models.BigIntegerField()
    balance = models.BigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name_plural = "ledger entries"
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0, amount__lte=MAX_AMOUNT), name="ledger_entry_amount"),
            models.CheckConstraint(condition=Q(side__in=["debit", "credit"]), name="ledger_entry_side"),
        ]
        indexes = [models.Index(fields=["account", "-id"])]

    def __str__(self) -> str:
        return f"{self.side} {self.amount}"
