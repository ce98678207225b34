"""Appeals against grades: who asks, why, and what a teacher answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel
from apps.grading.models.gradebooks import GradeEntry, GradeItem

REASON = 400
ANSWER = 500


class GradeAppeal(BaseModel):
    """A request of a pupil or a guardian to grade an item again. A teacher answers it once: `entry` is the grade that
    was written then; without one the grade stays.
    """

    item = models.ForeignKey(GradeItem, on_delete=models.CASCADE, related_name="appeals")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grade_appeals")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=REASON)
    answer = models.CharField(max_length=ANSWER, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    entry = models.OneToOneField(GradeEntry, null=True, blank=True, on_delete=models.SET_NULL, related_name="appeal")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "student"], condition=Q(answered_at__isnull=True), name="grade_appeal_one_open"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=False) | Q(answer="", answered_by__isnull=True, entry__isnull=True),
                name="grade_appeal_answered_or_open",
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:60]

    @property
    def state(self) -> str:
        """Return `open`, `granted` (a grade was written) or `declined`."""
        if self.answered_at is None:
            return "open"
        return "granted" if self.entry_id else "declined"
