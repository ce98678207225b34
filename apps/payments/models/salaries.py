"""Models of teachers' pay: rates, entries, closed months, payouts."""

from typing import Any
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q, UUIDField, Value
from django.db.models.functions import Coalesce

from apps.accounts.models import User
from apps.core.models import BaseModel
from apps.courses.models import Course, Group
from apps.courses.models.groups import DateRange
from apps.lessons.models import Lesson
from apps.payments.models.ledger import MAX_AMOUNT, LedgerTransfer
from apps.settings.models import Branch


class RateKind(models.TextChoices):
    """What a rate is paid for."""

    LESSON = "lesson"
    HOUR = "hour"
    """60 minutes of lessons that were held; parts count by the minute."""
    PERCENT = "percent"
    """A share of what money settled of the payments of the teacher's groups in the month."""
    SALES = "sales"
    """A share of what was paid for an online course that was ordered, less refunds and what providers keep."""
    FIXED = "fixed"
    """A month."""


class PayRate(BaseModel):
    """What a teacher earns on these days (inclusive).

    Of several rates of one kind the most specific counts: for the group, then the course, then the branch. Rates of one
    kind for the same scope never overlap. A percentage or share of sales is paid in the currency of the money; the
    shares of one course in a branch are 100 percent together at most, on each day.
    """

    teacher = models.ForeignKey(User, on_delete=models.PROTECT, related_name="pay_rates")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=RateKind.choices)
    amount = models.BigIntegerField(null=True, blank=True)
    percent_hundredths = models.PositiveSmallIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, default="UZS")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["percent", "sales"], percent_hundredths__gte=1, percent_hundredths__lte=10000)
                & Q(amount__isnull=True)
                | ~Q(kind__in=["percent", "sales"])
                & Q(amount__gt=0, amount__lte=MAX_AMOUNT, percent_hundredths__isnull=True),
                name="pay_rate_is_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="pay_rate_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(group__isnull=True) | Q(course__isnull=True), name="pay_rate_of_group_or_course"
            ),
            models.CheckConstraint(
                condition=~Q(kind="fixed") | Q(group__isnull=True, course__isnull=True),
                name="pay_rate_fixed_is_general",
            ),
            models.CheckConstraint(
                condition=~Q(kind="sales") | Q(group__isnull=True, course__isnull=False),
                name="pay_rate_sales_is_of_a_course",
            ),
            ExclusionConstraint(
                name="pay_rates_do_not_overlap",
                expressions=[
                    ("teacher", RangeOperators.EQUAL),
                    ("branch", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (
                        Coalesce("group_id", "course_id", Value(UUID(int=0)), output_field=UUIDField()),
                        RangeOperators.EQUAL,
                    ),
                    (
                        DateRange("starts_on", "ends_on", RangeBoundary(inclusive_lower=True, inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [models.Index(fields=["teacher", "starts_on"])]

    def __str__(self) -> str:
        return f"{self.teacher_id} {self.kind}"


class PayMonth(BaseModel):
    """A closed month of a teacher's pay in one branch and currency: its entries are posted and do not change."""

    teacher = models.ForeignKey(User, on_delete=models.PROTECT, related_name="pay_months")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    """Its first day."""
    currency = models.CharField(max_length=3)
    total = models.BigIntegerField()
    transfer = models.OneToOneField(
        LedgerTransfer, null=True, blank=True, on_delete=models.PROTECT, related_name="pay_month"
    )
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    paid_when_all_absent = models.BooleanField(default=True, db_default=True)
    """The setting `pay_when_all_absent` when the month was closed: its lessons follow it for good."""
    provider_fee_percent = models.PositiveSmallIntegerField(default=0, db_default=0)
    """The setting `provider_fee_percent` when the month was closed, in hundredths of a percent."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["teacher", "branch", "month", "currency"], name="pay_month_closed_once")
        ]

    def __str__(self) -> str:
        return f"{self.teacher_id} {self.month:%Y-%m}"


class PayEntryKind(models.TextChoices):
    """What an entry is for."""

    LESSON = "lesson"
    HOUR = "hour"
    PERCENT = "percent"
    SALES = "sales"
    FIXED = "fixed"
    BONUS = "bonus"
    FINE = "fine"
    CORRECTION = "correction"
    """What a closed month should have been, as an entry of an open one."""


class PayEntry(BaseModel):
    """One line of a teacher's month; negative for fines and downward corrections. Append-only once `closed_in` is set.

    `facts`: how the amount came about. `key`: what it is for (`lesson:<id>:<rate>`), once a month. `corrects`: the
    month that a correction is for.
    """

    teacher = models.ForeignKey(User, on_delete=models.PROTECT, related_name="pay_entries")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    kind = models.CharField(max_length=10, choices=PayEntryKind.choices)
    key = models.CharField(max_length=120)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    lesson = models.ForeignKey(Lesson, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rate = models.ForeignKey(PayRate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    facts: Any = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    closed_in = models.ForeignKey(PayMonth, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    corrects = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "pay entries"
        constraints = [
            models.UniqueConstraint(
                fields=["teacher", "branch", "month", "currency", "key"], name="pay_entry_once_a_month"
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="pay_entry_not_nothing"),
            models.CheckConstraint(condition=~Q(kind="fine") | Q(amount__lt=0), name="pay_entry_fine_is_taken"),
        ]
        indexes = [models.Index(fields=["teacher", "month"])]

    def __str__(self) -> str:
        return f"{self.teacher_id} {self.month:%Y-%m} {self.amount:+d}"

    @property
    def course(self) -> Course | None:
        """The course of a share of sales, or of its correction."""
        return self.rate.course if self.rate is not None and self.rate.kind == RateKind.SALES else None


class PayOut(BaseModel):
    """A payout of pay, from a cash desk or (without one) the branch's bank account.

    A mistake is reversed by a counter-entry: `reverses` names the payout, with the same teacher, amount and desk, and
    `reason` says why.
    """

    teacher = models.ForeignKey(User, on_delete=models.PROTECT, related_name="pay_outs")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    desk = models.ForeignKey(
        "payments.CashDesk", null=True, blank=True, on_delete=models.PROTECT, related_name="pay_outs"
    )
    transfer = models.OneToOneField(LedgerTransfer, on_delete=models.PROTECT, related_name="pay_out")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")
    reason = models.CharField(max_length=300, blank=True, default="", db_default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0, amount__lte=MAX_AMOUNT), name="pay_out_amount")]

    def __str__(self) -> str:
        return f"{self.teacher_id} {self.amount}"
