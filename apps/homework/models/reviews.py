"""Teachers' reviews, and appeals against scores."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel, StoredFile
from apps.homework.models.homework import Attempt, Homework


class ReviewDecision(models.TextChoices):
    """`accept` closes the homework with its score; `return` opens it again and removes the score."""

    ACCEPT = "accept"
    RETURN = "return"


class Review(BaseModel):
    """A teacher's decision about a homework, with an optional voice comment; the last one counts."""

    homework = models.ForeignKey(Homework, on_delete=models.CASCADE, related_name="reviews")
    attempt = models.ForeignKey(Attempt, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=10, choices=ReviewDecision.choices)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    comment = models.TextField(blank=True)
    voice = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=100), name="review_score_in_range"
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision} by {self.reviewer_id}"


class Appeal(BaseModel):
    """A request of a pupil or guardian to review a score; the next review answers it. At most one is open."""

    homework = models.ForeignKey(Homework, on_delete=models.CASCADE, related_name="appeals")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    review = models.ForeignKey(Review, null=True, blank=True, on_delete=models.SET_NULL, related_name="appeals")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["homework"], condition=Q(answered_at__isnull=True), name="appeal_one_open")
        ]

    def __str__(self) -> str:
        return self.text[:60]
