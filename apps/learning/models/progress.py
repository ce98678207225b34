"""Progress of learners in lessons and blocks of online courses."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.core.models import BaseModel
from apps.learning.models.content import CourseLesson


class LessonProgress(BaseModel):
    """How far one user came in one lesson: it is about the user, so that it stays when an enrolment ends.

    `block` and `position_ms`: where to go on. `completed_at` is never taken back.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lesson_progress")
    lesson = models.ForeignKey(CourseLesson, on_delete=models.CASCADE, related_name="progress")
    block = models.UUIDField(null=True, blank=True)
    position_ms = models.PositiveIntegerField(default=0)
    scrolled_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    seconds = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "lesson progress"
        constraints = [models.UniqueConstraint(fields=["user", "lesson"], name="lesson_progress_once")]
        indexes = [models.Index(fields=["lesson", "completed_at"])]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.lesson_id}"


class BlockProgress(BaseModel):
    """What one user watched of one block: `pieces` are the granted pieces [from, to] of media time in ms, in order and
    apart; `granted_ms` their sum. `opened_at`: from then on the budget grows (`apps.learning.watched_pieces`).
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="block_progress")
    lesson = models.ForeignKey(CourseLesson, on_delete=models.CASCADE, related_name="block_progress")
    block = models.UUIDField()
    opened_at = models.DateTimeField()
    pieces: Any = models.JSONField(default=list, blank=True)
    granted_ms = models.PositiveIntegerField(default=0)
    length_ms = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "block progress"
        constraints = [
            models.UniqueConstraint(fields=["user", "lesson", "block"], name="block_progress_once"),
            models.CheckConstraint(condition=Q(granted_ms__lte=F("length_ms")), name="block_progress_within_length"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in block {self.block}"


class LessonView(BaseModel):
    """A user opened a lesson on a day of the centre; once a day, so that nobody waits for a shared counter."""

    lesson = models.ForeignKey(CourseLesson, on_delete=models.CASCADE, related_name="views")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson", "user", "day"], name="lesson_view_once_a_day")]

    def __str__(self) -> str:
        return f"{self.user_id} saw {self.lesson_id} on {self.day}"
