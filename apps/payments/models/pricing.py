"""Models of prices: payment schedules, price overrides, discounts (rules: docs/payments-pricing.md).

Amounts are in minor units of their `currency` (tiyin, cents). First and last days are inclusive; a last day of null
means no end. A period is a month or a pack.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q

from apps.accounts.models import User
from apps.core.models import BaseModel
from apps.courses.models import Course, Group, Membership
from apps.payments.models.ledger import MAX_AMOUNT
from apps.payments.pricing.schedule_modes import ScheduleMode
from apps.settings.models import Branch


class PaymentSchedule(BaseModel):
    """How the pupils of a group pay since `valid_from`; one schedule per group at a time.

    - `amount`: price of a month, lesson or pack. Null only by month: the group's price, else the course's.
    - `due_day`: local day of the month (1–28); a payment is not due before the first day that it pays for. A pack is
      due `due_day` days after its start.
    - `prorate`: a pupil who joins, transfers, freezes or leaves during a month owes a part of it, by lessons. A pupil
      who leaves during a pack owes its used lessons.
    - `credit_holidays`: by month, lessons cancelled by a holiday or the office are not charged.
    - `credit_uncharged`: by month, lessons whose mark is not charged (such as excused) are not charged.
    - By lesson, both kinds are never charged. A pack is used up only by lessons that were held and are charged.
    - `enrolment_fee`: charged once per pupil, on joining; not after a transfer.
    - `bill_on_joining`: a pupil who joins during a month pays the rest of it; if false, that part is free. Not by pack.
    - `ran_on`: the group's local day on which the billing job last ran; null: never.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="payment_schedules")
    mode = models.CharField(max_length=6, choices=ScheduleMode.choices, default=ScheduleMode.MONTH)
    amount = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, default="UZS")
    pack_lessons = models.PositiveSmallIntegerField(null=True, blank=True)
    due_day = models.PositiveSmallIntegerField(default=5)
    prorate = models.BooleanField(default=True)
    credit_holidays = models.BooleanField(default=False)
    credit_uncharged = models.BooleanField(default=False)
    enrolment_fee = models.BigIntegerField(default=0)
    bill_on_joining = models.BooleanField(default=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    ran_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group"], condition=Q(valid_until__isnull=True), name="payment_schedule_one_open_per_group"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0, amount__lte=MAX_AMOUNT),
                name="payment_schedule_amount",
            ),
            models.CheckConstraint(
                condition=Q(enrolment_fee__gte=0, enrolment_fee__lte=MAX_AMOUNT), name="payment_schedule_fee"
            ),
            models.CheckConstraint(condition=Q(due_day__gte=1, due_day__lte=28), name="payment_schedule_due_day"),
            models.CheckConstraint(
                condition=Q(mode="pack", pack_lessons__gte=1, pack_lessons__lte=200, amount__isnull=False)
                | ~Q(mode="pack") & Q(pack_lessons__isnull=True),
                name="payment_schedule_pack",
            ),
            models.CheckConstraint(
                condition=~Q(mode="lesson") | Q(amount__isnull=False), name="payment_schedule_lesson_price"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="payment_schedule_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} by {self.mode}"


class PriceOverride(BaseModel):
    """The price of one membership in place of the schedule's, for periods that begin on its days (inclusive).

    Its days are `starts_on` to `ends_on`. It applies only to schedules in the same `currency`; of several, the newest
    counts. `by`: the user who set it.
    """

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="price_overrides")
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="UZS")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0, amount__lte=MAX_AMOUNT), name="price_override_amount"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="price_override_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.amount}"


class DiscountKind(models.TextChoices):
    """How a discount is calculated."""

    PERCENT = "percent"
    FIXED = "fixed"
    SIBLING = "sibling"
    """A percentage for every child of a guardian except the first. Only children with an open membership count, not
    leads or trials; the first is the child whose oldest open membership began earliest."""


class Discount(BaseModel):
    """A reduction of prices of periods that begin on its days (inclusive).

    Its days are `starts_on` to `ends_on`; null: no limit. It is for one pupil, group, course or branch, or for all
    pupils. `percent_hundredths` (percent, sibling): 1050 is 10.5 %. `amount` (fixed): for a whole period; a pupil who
    owes a part of the period gets that part of it.

    All `stackable` discounts apply, and of the others only the largest. Percentages come first, each of the price
    before discounts; then fixed amounts. The result is never negative.
    """

    name: Any = models.JSONField()
    kind = models.CharField(max_length=8, choices=DiscountKind.choices)
    percent_hundredths = models.PositiveSmallIntegerField(null=True, blank=True)
    amount = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    stackable = models.BooleanField(default=False)
    student = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="discounts")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="discounts")
    course = models.ForeignKey(Course, null=True, blank=True, on_delete=models.CASCADE, related_name="discounts")
    branch = models.ForeignKey(Branch, null=True, blank=True, on_delete=models.CASCADE, related_name="discounts")
    reason = models.CharField(max_length=200, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=["percent", "sibling"],
                    percent_hundredths__gte=1,
                    percent_hundredths__lte=10000,
                    amount__isnull=True,
                    currency="",
                )
                | Q(kind="fixed", percent_hundredths__isnull=True, amount__gt=0, amount__lte=MAX_AMOUNT)
                & ~Q(currency=""),
                name="discount_is_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="discount_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.percent_hundredths or self.amount}"
