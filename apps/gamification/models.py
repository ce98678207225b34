"""Coins: an append-only ledger and the balance it adds up to."""

from django.conf import settings
from django.db import models

from apps.core.models import BaseModel
from apps.courses.models import Group


class CoinTransaction(BaseModel):
    """One movement. A cause has revisions: a correction is a counter-entry and the next revision."""

    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="coin_transactions")
    cause = models.CharField(max_length=100)
    revision = models.PositiveIntegerField()
    amount = models.IntegerField()
    reason = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cause", "revision"], name="coin_cause_once"),
            models.CheckConstraint(condition=~models.Q(amount=0), name="coin_amount_not_zero"),
        ]
        indexes = [models.Index(fields=["student", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.amount:+d} {self.cause}"


class StudentCoin(models.Model):
    """A pupil's balance; always the sum of the ledger."""

    student = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="coins"
    )
    balance = models.IntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(balance__gte=0), name="coin_balance_not_negative")]

    def __str__(self) -> str:
        return f"{self.student_id}: {self.balance}"


class GroupBoard(models.Model):
    """When a group's leaderboard was last announced: at most once a second, the last state wins."""

    group = models.OneToOneField(Group, primary_key=True, on_delete=models.CASCADE, related_name="board")
    announced_at = models.DateTimeField(null=True, blank=True)
    waiting = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"board of {self.group_id}"
