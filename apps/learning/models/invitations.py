"""Invitation links: who opens one with an account is enrolled in its course."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel
from apps.courses.models import Course


class InvitationLink(BaseModel):
    """A link that enrols `max_uses` people in a course until `expires_at`. Its token is stored as a hash; enrolments
    name the link, so they are its uses. `revoked_at`: when it stopped to work before its end.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="invitation_links")
    token_sha256 = models.CharField(max_length=64, unique=True)
    max_uses = models.PositiveIntegerField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(max_uses__gte=1), name="invitation_link_can_be_used")]

    def __str__(self) -> str:
        return f"link to {self.course_id}"
