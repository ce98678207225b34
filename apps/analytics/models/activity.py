"""What people open on the pages, and for how long."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.settings.models import Branch

PAGE = 40
"""Characters of a page's name."""


class ActivityKind(models.TextChoices):
    """What was open: something to learn from, or any other page."""

    LESSON = "lesson", _("A lesson of an online course")
    MATERIAL = "material", _("A material")
    HOMEWORK = "homework", _("Homework")
    QUIZ = "quiz", _("A quiz")
    PAGE = "page", _("Another page")


STUDY = (ActivityKind.LESSON, ActivityKind.MATERIAL, ActivityKind.HOMEWORK, ActivityKind.QUIZ)
"""What counts as study time."""


class Activity(models.Model):
    """How often and how long (seconds) a person had one thing open on a local day of their branch.

    `object_id` names the lesson, material, homework or quiz; `page` another page. Rows are of adults, and of minors
    whose guardians have consented; they go after `activity_keep_days`.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    kind = models.CharField(max_length=8, choices=ActivityKind.choices)
    object_id = models.UUIDField(null=True, blank=True)
    page = models.CharField(max_length=PAGE, blank=True)
    views = models.PositiveIntegerField()
    seconds = models.PositiveIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "activities"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "day", "kind", "object_id", "page", "branch"],
                name="activity_once_a_day",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(kind="page") ^ Q(page=""), name="activity_page_has_a_name"),
        ]
        indexes = [models.Index(fields=["day"], name="activity_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.day} {self.person_id}"
