"""Which lessons were listed for children, and by what."""

from django.conf import settings
from django.db import models

from apps.core.models import BaseModel
from apps.kids.recommending.lessons import ReasonCode, Source
from apps.learning.models import CourseLesson


class ShownLesson(BaseModel):
    """A lesson that stood in a child's list on a local day of the centre: what chose it (`source`), and why (`reason`,
    a code). `to_child`: the child itself read the list; otherwise a guardian or staff.
    """

    child = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="shown_lessons")
    lesson = models.ForeignKey(CourseLesson, on_delete=models.CASCADE, related_name="shown_to")
    source = models.CharField(max_length=5, choices=[(source.value, source.value) for source in Source])
    reason = models.CharField(max_length=12, choices=[(code.value, code.value) for code in ReasonCode])
    shown_on = models.DateField()
    to_child = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "lesson", "shown_on", "source", "to_child"], name="shown_lesson_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id} for {self.child_id} on {self.shown_on}"
