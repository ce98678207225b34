"""What children played."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel
from apps.kids.activities.judging import ActivityResult
from apps.learning.models import CourseLesson


class ActivityAnswer(BaseModel):
    """What became of an activity that a child played once; it is recorded with the consent "learning systems" only.

    `block`: the activity in the lesson. `play`: an id by which the page tells this time from others. `tries`: the
    number of the last try; `seconds`: the time of all of them, at most five minutes of each. `given_on`: the local day
    of the centre.
    """

    OUTCOMES = [(outcome.value, outcome.value) for outcome in ActivityResult]

    child = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="activity_answers")
    lesson = models.ForeignKey(CourseLesson, on_delete=models.CASCADE, related_name="activity_answers")
    block = models.UUIDField()
    play = models.UUIDField()
    outcome = models.CharField(max_length=6, choices=OUTCOMES)
    tries = models.PositiveSmallIntegerField(default=1)
    seconds = models.PositiveIntegerField(default=0)
    given_at = models.DateTimeField()
    given_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "block", "play"], name="activity_answer_once_a_play"),
            models.CheckConstraint(condition=Q(tries__gte=1), name="activity_answer_has_a_try"),
        ]
        indexes = [models.Index(fields=["child", "given_on"], name="activity_answer_of_day")]

    def __str__(self) -> str:
        return f"{self.child_id} in {self.block}: {self.outcome}"
