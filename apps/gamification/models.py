"""Models of coins, leaderboards, achievements, streaks and the shop."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel
from apps.courses.models import Course, Group
from apps.settings.models import Branch


class GroupBoard(models.Model):
    """When a group's leaderboard was last published: at most once a second, only the last state."""

    group = models.OneToOneField(Group, primary_key=True, on_delete=models.CASCADE, related_name="board")
    announced_at = models.DateTimeField(null=True, blank=True)
    waiting = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"board of {self.group_id}"


class LeaderboardScope(models.TextChoices):
    """Who is on a leaderboard: pupils of a group, of a course, or of the centre."""

    GROUP = "group"
    COURSE = "course"
    CENTRE = "centre"


class Period(models.TextChoices):
    """The period of a leaderboard: since Monday, since the first of the month, or all time, in local days."""

    WEEK = "week"
    MONTH = "month"
    ALL = "all"


class Leaderboard(BaseModel):
    """One leaderboard of one period, as the last hourly job saved it. `starts_on`: the first local day, null for all
    time. `closed_at`: the period is over and the rows do not change.
    """

    scope = models.CharField(max_length=6, choices=LeaderboardScope.choices)
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="leaderboards")
    course = models.ForeignKey(Course, null=True, blank=True, on_delete=models.CASCADE, related_name="leaderboards")
    period = models.CharField(max_length=5, choices=Period.choices)
    starts_on = models.DateField(null=True, blank=True)
    taken_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "group", "course", "period", "starts_on"],
                name="leaderboard_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(scope="group", group__isnull=False, course__isnull=True)
                | Q(scope="course", group__isnull=True, course__isnull=False)
                | Q(scope="centre", group__isnull=True, course__isnull=True),
                name="leaderboard_of_its_scope",
            ),
            models.CheckConstraint(
                condition=Q(period="all", starts_on__isnull=True) | (~Q(period="all") & Q(starts_on__isnull=False)),
                name="leaderboard_has_a_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.period} {self.starts_on or ''}"


class LeaderboardRow(models.Model):
    """The row of one pupil: equal coins share a `rank`; `place` numbers the rows from 1."""

    board = models.ForeignKey(Leaderboard, on_delete=models.CASCADE, related_name="rows")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="leaderboard_rows")
    place = models.PositiveIntegerField()
    rank = models.PositiveIntegerField()
    coins = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "student"], name="leaderboard_row_once")]
        indexes = [models.Index(fields=["board", "place"])]

    def __str__(self) -> str:
        return f"{self.rank}. {self.student_id}: {self.coins}"


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
            models.CheckConstraint(condition=~Q(amount=0), name="coin_amount_not_zero"),
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
        indexes = [models.Index(fields=["student"], condition=Q(changed=True), name="student_coin_changed")]

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
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="coin_adjustment_not_zero")]
        indexes = [models.Index(fields=["by", "on"])]

    def __str__(self) -> str:
        return f"{self.amount:+d} for {self.student_id}"


class StudyDay(models.Model):
    """A local day on which the pupil studied, and the cause (`attendance:<lesson>:<pupil>`, `homework:<id>`)."""

    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="study_days")
    day = models.DateField()
    cause = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cause", "day"], name="study_day_once")]
        indexes = [models.Index(fields=["student", "day"])]

    def __str__(self) -> str:
        return f"{self.student_id} {self.day}"


class StreakReward(models.Model):
    """Coins for `days` in a row, the last of which is `day`. It stays unchanged while these days are in a row."""

    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="streak_rewards")
    day = models.DateField()
    days = models.PositiveSmallIntegerField()
    coins = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["student", "day"], name="streak_reward_once")]

    def __str__(self) -> str:
        return f"{self.student_id} {self.day}: {self.coins}"


class Achievement(BaseModel):
    """A declared counter (`apps.gamification.counters`) that has to reach `threshold`, with `coins`. `quiet`: it is new
    or changed, and pupils who reached it before get it without a notification (backfill).
    """

    code = models.SlugField(max_length=40, unique=True)
    name: Any = models.JSONField()
    description: Any = models.JSONField(default=dict)
    counter = models.CharField(max_length=40)
    threshold = models.PositiveIntegerField()
    coins = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=100)
    quiet = models.BooleanField(default=False)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(threshold__gte=1), name="achievement_has_something_to_reach")]

    def __str__(self) -> str:
        return self.code


class AchievementGrant(BaseModel):
    """An achievement of a pupil: once, and permanent. `coins` were given with it."""

    achievement = models.ForeignKey(Achievement, on_delete=models.PROTECT, related_name="grants")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="achievements")
    coins = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["student", "achievement"], name="achievement_once")]

    def __str__(self) -> str:
        return f"{self.achievement_id} of {self.student_id}"


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
