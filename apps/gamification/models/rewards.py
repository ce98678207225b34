"""What a pupil reached: days of study and achievements."""

from typing import Any

from django.conf import settings
from django.db import models

from apps.core.models import BaseModel


class StudyDay(models.Model):
    """A local day on which the pupil studied, and by what (`attendance:<lesson>:<pupil>`, `homework:<id>`)."""

    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="study_days")
    day = models.DateField()
    cause = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cause", "day"], name="study_day_once")]
        indexes = [models.Index(fields=["student", "day"])]

    def __str__(self) -> str:
        return f"{self.student_id} {self.day}"


class StreakReward(models.Model):
    """What a pupil was given for `days` in a row, the last of which is `day`: it stays as it was given for as long as
    these days are still in a row.
    """

    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="streak_rewards")
    day = models.DateField()
    days = models.PositiveSmallIntegerField()
    coins = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["student", "day"], name="streak_reward_once")]

    def __str__(self) -> str:
        return f"{self.student_id} {self.day}: {self.coins}"


class Achievement(BaseModel):
    """Something to reach: a declared counter (`apps.gamification.counters`) that comes to `threshold`. `coins` are
    given with it. `quiet`: who reached it before it was there, or as it is now, is yet to get it, without being told.
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
    """An achievement that a pupil has: once, and for good. `coins` were given with it."""

    achievement = models.ForeignKey(Achievement, on_delete=models.PROTECT, related_name="grants")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="achievements")
    coins = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["student", "achievement"], name="achievement_once")]

    def __str__(self) -> str:
        return f"{self.achievement_id} of {self.student_id}"
