"""Leaderboards: when a group's was last published, and the hourly snapshots of all."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel
from apps.courses.models import Course, Group


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
