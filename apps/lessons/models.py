"""Meetings of a group."""

from django.db import models

from apps.core.models import BaseModel
from apps.courses.models import Group


class LessonStatus(models.TextChoices):
    """planned → held | cancelled."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Lesson(BaseModel):
    """One meeting of a group. `pinned_at` says that something (a mark, homework, a bill) hangs on it."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="lessons")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    topic = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=LessonStatus.choices, default=LessonStatus.PLANNED)
    pinned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["group", "starts_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="lesson_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.starts_at:%Y-%m-%d %H:%M}"
