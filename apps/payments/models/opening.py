"""What a pupil brings along from the centre's former books: an opening balance, lessons and days that are paid."""

from django.db import models
from django.db.models import Q

from apps.accounts.models import User
from apps.core.models import BaseModel
from apps.courses.models import Group, Membership
from apps.payments.models.ledger import MAX_AMOUNT
from apps.payments.models.payments import Payment
from apps.payments.models.providers import ProviderTransaction
from apps.settings.models import Branch

OPENING = "opening"
"""`ProviderTransaction.provider` of an opening credit: nobody took money for it here."""


class OpeningSide(models.TextChoices):
    """Whether the pupil brings money along or a debt."""

    CREDIT = "credit"
    DEBT = "debt"


class OpeningBalance(BaseModel):
    """What a pupil had or owed in the former books, on the day it was entered; once per pupil and currency.

    A credit is a transaction (`money`) that covers payments as any money does, a debt is a payment. Neither is revenue:
    both are posted against the branch's opening account. `reversed_at`: it was entered by mistake and taken back.
    """

    student = models.ForeignKey(User, on_delete=models.PROTECT, related_name="opening_balances")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=6, choices=OpeningSide.choices)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    on = models.DateField()
    """The local day of the branch on which it was entered."""
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    money = models.OneToOneField(
        ProviderTransaction, null=True, blank=True, on_delete=models.PROTECT, related_name="opening"
    )
    payment = models.OneToOneField(Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="opening")
    reversed_at = models.DateTimeField(null=True, blank=True)
    reversed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    """Why it was reversed."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["student", "currency"], condition=Q(reversed_at__isnull=True), name="opening_balance_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0, amount__lte=MAX_AMOUNT), name="opening_balance_amount"),
            models.CheckConstraint(
                condition=Q(side="credit", money__isnull=False, payment__isnull=True)
                | Q(side="debt", money__isnull=True, payment__isnull=False),
                name="opening_balance_is_of_its_side",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.amount} {self.currency}"


class PrepaidPeriod(BaseModel):
    """What a membership has paid in the former books: the days up to `paid_until`, or `lessons_left` of a pack.

    Days up to `paid_until` are priced as if the pupil joined the day after. The lessons are those held from the day
    `on`; packs are billed when they are used up.
    """

    membership = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="prepaid")
    paid_until = models.DateField(null=True, blank=True)
    lessons_left = models.PositiveSmallIntegerField(null=True, blank=True)
    on = models.DateField()
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(paid_until__isnull=False, lessons_left__isnull=True)
                | Q(paid_until__isnull=True, lessons_left__gte=1, lessons_left__lte=200),
                name="prepaid_period_is_days_or_lessons",
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.paid_until or self.lessons_left}"
