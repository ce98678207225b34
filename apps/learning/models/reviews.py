"""Reviews of courses by those who learn them online."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel
from apps.courses.models import Course


class CourseReview(BaseModel):
    """What one user says of one course, 1 to 5 stars and words; once for each. It counts in the course's rating unless
    it is hidden. `answer`: what a teacher of the course answers, for everybody.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="course_reviews")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="course_reviews")
    rating = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "user"], name="course_review_once"),
            models.CheckConstraint(condition=Q(rating__gte=1, rating__lte=5), name="course_review_of_five_stars"),
        ]
        indexes = [models.Index(fields=["course", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.rating} stars for {self.course_id}"


class ReviewReport(BaseModel):
    """A user asks the office to look at a review; once for each."""

    review = models.ForeignKey(CourseReview, on_delete=models.CASCADE, related_name="reports")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="review_reports")
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "user"], name="review_report_once")]

    def __str__(self) -> str:
        return f"report of {self.review_id}"
