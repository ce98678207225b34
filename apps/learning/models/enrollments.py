"""Enrolments: which user may learn which course online, why, and from when to when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from apps.core.models import BaseModel
from apps.courses.models import Course
from apps.learning.models.invitations import InvitationLink


class EnrollmentSource(models.TextChoices):
    """Why a user is enrolled."""

    ORDER = "order"
    MEMBERSHIP = "membership"
    OFFICE = "office"
    FREE = "free"
    INVITATION = "invitation"


class EnrollmentState(models.TextChoices):
    """active ⇄ frozen; ended and refunded are final."""

    ACTIVE = "active"
    FROZEN = "frozen"
    ENDED = "ended"
    REFUNDED = "refunded"


class EnrollmentCause(models.TextChoices):
    """What froze or ended an enrolment."""

    OFFICE = "office"
    DISPUTE = "dispute"
    REFUND = "refund"
    EXPIRED = "expired"
    LEFT_GROUP = "left_group"
    ERASED = "erased"


class Enrollment(BaseModel):
    """The right of one user to learn a course online, unique while open.

    It opens the course while `active` and, where `until` is set, before that moment. `progress` is in percent and never
    falls. `completed_at`: when it first was 100. `earned_coins`: that earned the coins of the course. `cause`: what
    froze or ended it, empty while it is active; `reason`: the office's words. `link`: the invitation link that opened
    it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrollments")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrollments")
    source = models.CharField(max_length=10, choices=EnrollmentSource.choices)
    state = models.CharField(max_length=8, choices=EnrollmentState.choices, default=EnrollmentState.ACTIVE)
    starts_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    completed_at = models.DateTimeField(null=True, blank=True)
    earned_coins = models.BooleanField(default=False, db_default=False, editable=False)
    cause = models.CharField(max_length=10, choices=EnrollmentCause.choices, blank=True, default="", db_default="")
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    link = models.ForeignKey(
        InvitationLink, null=True, blank=True, on_delete=models.PROTECT, related_name="enrollments"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "course"],
                condition=Q(state__in=["active", "frozen"]),
                name="enrollment_once_while_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["active", "frozen"], ended_at__isnull=True)
                | Q(state__in=["ended", "refunded"], ended_at__isnull=False),
                name="enrollment_state_and_end_agree",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("starts_at")), name="enrollment_times_in_order"
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="enrollment_progress_of_100"),
        ]
        indexes = [
            models.Index(fields=["course", "state"]),
            models.Index(fields=["until"], condition=Q(state__in=["active", "frozen"]), name="enrollment_running_out"),
        ]

    @property
    def opens_course(self) -> bool:
        """Return whether the user may learn the course now."""
        now = timezone.now()
        is_running = self.starts_at <= now and (self.until is None or self.until > now)
        return self.state == EnrollmentState.ACTIVE and is_running

    def __str__(self) -> str:
        return f"{self.user_id} learns {self.course_id}"
