"""Days of study, streak rewards and achievements."""

from typing import Any

from django.conf import settings
from django.db import models

from apps.core.models import BaseModel


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
        constraints = [
            models.CheckConstraint(condition=models.Q(threshold__gte=1), name="achievement_has_something_to_reach")
        ]

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
