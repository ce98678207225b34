"""Shop items and redemptions."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel
from apps.settings.models import Branch


class ShopItem(BaseModel):
    """An item to buy: of one branch, or of all without one. `stock` null: unlimited."""

    branch = models.ForeignKey(Branch, null=True, blank=True, on_delete=models.PROTECT, related_name="shop_items")
    name: Any = models.JSONField()
    description: Any = models.JSONField(default=dict)
    price = models.PositiveIntegerField()
    stock = models.PositiveIntegerField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(price__gte=1), name="shop_item_costs_something")]

    def __str__(self) -> str:
        return f"{self.name}"


class RedemptionState(models.TextChoices):
    """requested → handed_over | cancelled."""

    REQUESTED = "requested"
    HANDED_OVER = "handed_over"
    CANCELLED = "cancelled"


class Redemption(BaseModel):
    """A pupil's purchase of an item for `price` coins. Only one of the same item may wait to be handed over."""

    item = models.ForeignKey(ShopItem, on_delete=models.PROTECT, related_name="redemptions")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="redemptions")
    price = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=RedemptionState.choices, default=RedemptionState.REQUESTED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["student", "item"], condition=Q(state="requested"), name="redemption_one_waits"
            )
        ]
        indexes = [models.Index(fields=["student", "-id"])]

    def __str__(self) -> str:
        return f"{self.item_id} for {self.student_id}: {self.state}"
