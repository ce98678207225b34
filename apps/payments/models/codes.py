"""Discount codes of online courses, and the orders that used them."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from apps.accounts.models import User
from apps.core.models import BaseModel
from apps.courses.models import Course
from apps.payments.models.orders import Order


class DiscountCode(BaseModel):
    """A word that lowers the price of an order: by `percent_hundredths` (1050 is 10.5 %), or by the sum of the order's
    currency in `amounts` (minor units by currency).

    It counts for `courses`, or for all without any, on the days from `starts_on` to `ends_on` (inclusive). `max_uses`:
    how many orders may use it, `max_uses_per_person`: how many for one learner; null: no limit. `code` is in capital
    letters. `authors`: who made it or changed its worth, whose own family another person has to serve.
    """

    code = models.CharField(max_length=40, unique=True)
    percent_hundredths = models.PositiveSmallIntegerField(null=True, blank=True)
    amounts: Any = models.JSONField(default=dict, blank=True)
    courses = models.ManyToManyField(Course, blank=True, related_name="+")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    max_uses = models.PositiveIntegerField(null=True, blank=True)
    max_uses_per_person = models.PositiveIntegerField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    note = models.CharField(max_length=200, blank=True)
    authors = models.ManyToManyField(User, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(percent_hundredths__gte=1, percent_hundredths__lte=10_000, amounts={})
                | Q(percent_hundredths__isnull=True) & ~Q(amounts={}),
                name="discount_code_is_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="discount_code_days_in_order",
            ),
            models.CheckConstraint(
                condition=(Q(max_uses__isnull=True) | Q(max_uses__gte=1))
                & (Q(max_uses_per_person__isnull=True) | Q(max_uses_per_person__gte=1)),
                name="discount_code_can_be_used",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class CodeUse(BaseModel):
    """An order that used a code: `amount` less in its currency. `given_back_at`: when the order ended unpaid."""

    code = models.ForeignKey(DiscountCode, on_delete=models.PROTECT, related_name="uses")
    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="code_use")
    amount = models.BigIntegerField()
    given_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="code_use_amount")]
        indexes = [models.Index(fields=["code"], condition=Q(given_back_at__isnull=True), name="code_use_counted")]

    def __str__(self) -> str:
        return f"{self.code_id} by {self.order_id}"
