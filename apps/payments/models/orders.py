"""Models of orders and of the subscriptions that they open."""

from django.db import models
from django.db.models import F, Q

from apps.accounts.models import User
from apps.core.models import BaseModel
from apps.courses.models import Course
from apps.learning.models import Enrollment
from apps.payments.models.ledger import MAX_AMOUNT
from apps.payments.models.payments import Payment


class Order(BaseModel):
    """A basket of courses bought for one learner; its status is that of its payment."""

    buyer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="orders")
    learner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="orders_for")
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="order")

    class Meta:
        indexes = [models.Index(fields=["buyer", "-created_at"])]

    def __str__(self) -> str:
        return f"order {self.pk}"


class OrderItem(BaseModel):
    """One course of an order: for good, or (`months`) as a subscription.

    `amount`: what is paid for it, the price when it was ordered less the discount of a code. `price`: the price before
    that discount; null without one.
    """

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="items")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    amount = models.BigIntegerField()
    price = models.BigIntegerField(null=True, blank=True)
    enrollment = models.ForeignKey(Enrollment, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "course"], name="order_item_once"),
            models.CheckConstraint(
                condition=Q(price__isnull=True, amount__gt=0, amount__lte=MAX_AMOUNT)
                | Q(price__gt=0, price__lte=MAX_AMOUNT, amount__gte=0, amount__lte=F("price")),
                name="order_item_amount",
            ),
            models.CheckConstraint(
                condition=Q(months__isnull=True) | Q(months__gte=1, months__lte=36), name="order_item_months"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} {self.amount}"


class Subscription(BaseModel):
    """A course paid until a day (inclusive, in the learner's branch); access ends after it, a notice comes before.

    A renewal moves `until`.
    """

    learner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="subscriptions")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    until = models.DateField()
    noticed_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course"], condition=Q(ended_at__isnull=True), name="subscription_once_while_open"
            ),
            models.CheckConstraint(condition=Q(until__gte=F("starts_on")), name="subscription_days_in_order"),
        ]
        indexes = [models.Index(fields=["until"], condition=Q(ended_at__isnull=True), name="subscription_running")]

    def __str__(self) -> str:
        return f"{self.course_id} until {self.until}"
