"""The append-only coin ledger and the balances."""

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from apps.core.models import BaseModel


class CoinTransaction(BaseModel):
    """One entry. A correction is a counter-entry with the next revision of the cause. `counts`: it counts on
    leaderboards; spent coins do not. The database refuses to change or delete a row.
    """

    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="coin_transactions")
    cause = models.CharField(max_length=100)
    revision = models.PositiveIntegerField()
    amount = models.IntegerField()
    reason = models.CharField(max_length=60)
    counts = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cause", "revision"], name="coin_cause_once"),
            models.CheckConstraint(condition=~models.Q(amount=0), name="coin_amount_not_zero"),
        ]
        indexes = [
            models.Index(fields=["student", "-created_at"]),
            BrinIndex(fields=["created_at"], name="coin_transaction_created"),
        ]

    def __str__(self) -> str:
        return f"{self.amount:+d} {self.cause}"


class StudentCoin(models.Model):
    """A pupil's balance, always the sum of the ledger, and `earned`, the sum of what counts on leaderboards.

    A correction may take coins that were spent; the balance is negative then. `name_hidden`: the name is hidden from
    other pupils on leaderboards. `changed`: achievements and streaks must be updated.
    """

    student = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="coins"
    )
    balance = models.IntegerField(default=0)
    earned = models.IntegerField(default=0)
    name_hidden = models.BooleanField(default=False)
    changed = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["student"], condition=models.Q(changed=True), name="student_coin_changed")]

    def __str__(self) -> str:
        return f"{self.student_id}: {self.balance}"


class CoinAdjustment(BaseModel):
    """Coins that a user gave or took by hand, with the reason. `on`: the local day whose limit it counts to."""

    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="coin_adjustments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    amount = models.IntegerField()
    reason = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    entry = models.OneToOneField(CoinTransaction, null=True, on_delete=models.PROTECT, related_name="adjustment")

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(amount=0), name="coin_adjustment_not_zero")]
        indexes = [models.Index(fields=["by", "on"])]

    def __str__(self) -> str:
        return f"{self.amount:+d} for {self.student_id}"
