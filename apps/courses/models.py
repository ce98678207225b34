"""What is taught, the groups that learn it, and who is in them from when to when."""

from typing import Any

from django.conf import settings
from django.db import models

from apps.core.models import BaseModel
from apps.settings.models import Branch


class CourseStatus(models.TextChoices):
    """Anybody sees published courses."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Course(BaseModel):
    """What is taught: "English A2". `folded` is what searches compare (`ml.text.fold` of titles and slug)."""

    title: Any = models.JSONField()
    description: Any = models.JSONField(default=dict)
    slug = models.SlugField(max_length=80, unique=True)
    folded = models.TextField(blank=True, editable=False)
    language = models.CharField(max_length=8, default="en")
    level = models.CharField(max_length=8, blank=True)
    status = models.CharField(max_length=10, choices=CourseStatus.choices, default=CourseStatus.DRAFT)

    def __str__(self) -> str:
        return self.slug


class GroupStatus(models.TextChoices):
    """A closed group takes no new members."""

    ACTIVE = "active"
    CLOSED = "closed"


class Group(BaseModel):
    """The people who learn a course together with a lead teacher."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="groups")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=80)
    folded = models.CharField(max_length=200, blank=True, editable=False)
    lead_teacher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="led_groups")
    assistants = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="assisted_groups", blank=True)
    capacity = models.PositiveSmallIntegerField(default=20)
    status = models.CharField(max_length=10, choices=GroupStatus.choices, default=GroupStatus.ACTIVE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "name"],
                condition=models.Q(status="active"),
                name="group_name_once_per_branch",
            )
        ]

    def __str__(self) -> str:
        return self.name


class MembershipStatus(models.TextChoices):
    """Whether the pupil is in the group now."""

    ACTIVE = "active"
    LEFT = "left"


class Membership(BaseModel):
    """One pupil in one group, from a date to a date; unique while open."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    status = models.CharField(max_length=10, choices=MembershipStatus.choices, default=MembershipStatus.ACTIVE)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "student"],
                condition=models.Q(left_on__isnull=True),
                name="membership_once_while_open",
            ),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True) | models.Q(left_on__gte=models.F("joined_on")),
                name="membership_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student_id} in {self.group_id}"
