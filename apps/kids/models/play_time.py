"""How long children may play, and how long they have played."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel

LEAST_A_DAY, MOST_A_DAY = 10, 120
LEAST_BEFORE_REST, MOST_BEFORE_REST = 5, 30
REST_AFTER = 15
"""Minutes."""


class PlayLimit(BaseModel):
    """What a guardian set for a child: minutes of play a day (null: no limit), and minutes of play before a rest.
    `author`: the guardian who set it last; null once they were erased.
    """

    child = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="play_limit")
    minutes_a_day = models.PositiveSmallIntegerField(null=True, blank=True)
    rest_after_minutes = models.PositiveSmallIntegerField(default=REST_AFTER)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes_a_day__range=(LEAST_A_DAY, MOST_A_DAY)), name="play_limit_of_a_day"
            ),
            models.CheckConstraint(
                condition=Q(rest_after_minutes__range=(LEAST_BEFORE_REST, MOST_BEFORE_REST)),
                name="play_limit_of_a_rest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id}: {self.minutes_a_day} minutes a day"


class PlayDay(BaseModel):
    """How many seconds a child has played on a local day of the centre. It is counted where a guardian limits the day,
    or with the consent "learning systems". `last_at`: when it was counted last.
    """

    child = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="play_days")
    day = models.DateField()
    seconds = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["child", "day"], name="play_day_once")]

    def __str__(self) -> str:
        return f"{self.child_id} on {self.day}: {self.seconds} s"
