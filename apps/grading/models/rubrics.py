"""Rubrics: what works are judged by, in versions, and what teachers chose for a work."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel
from apps.courses.models import Course, Group
from apps.grading.models.gradebooks import NAME
from apps.homework.models import Assignment, Homework


class Rubric(BaseModel):
    """A rubric of a group, of an online course, or (neither) of the centre. `current`: its newest version."""

    name = models.CharField(max_length=NAME)
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="rubrics")
    course = models.ForeignKey(Course, null=True, blank=True, on_delete=models.CASCADE, related_name="rubrics")
    current = models.ForeignKey(
        "RubricVersion", null=True, blank=True, on_delete=models.RESTRICT, related_name="current_of"
    )
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=True) | Q(course__isnull=True), name="rubric_of_a_group_or_a_course"
            )
        ]

    def __str__(self) -> str:
        return self.name


class RubricVersion(BaseModel):
    """What a rubric said at one time; it never changes. Works keep the version that they were judged by.

    `criteria`: `[{"id", "name", "levels": [{"id", "name", "points"}]}]`, points as decimal texts or null.
    """

    rubric = models.ForeignKey(Rubric, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    criteria: Any = models.JSONField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rubric", "number"], name="rubric_version_once")]

    def __str__(self) -> str:
        return f"version {self.number} of {self.rubric_id}"


class AssignmentRubric(BaseModel):
    """The rubric by which the works for an assignment are judged."""

    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="rubric_link")
    rubric = models.ForeignKey(Rubric, on_delete=models.CASCADE, related_name="uses")

    def __str__(self) -> str:
        return f"{self.rubric_id} for {self.assignment_id}"


class FilledRubric(BaseModel):
    """What a teacher chose for a homework: the id of a level by the id of the criterion. The newest row counts."""

    homework = models.ForeignKey(Homework, on_delete=models.CASCADE, related_name="filled_rubrics")
    version = models.ForeignKey(RubricVersion, on_delete=models.RESTRICT, related_name="filled")
    levels: Any = models.JSONField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["homework", "-id"])]

    def __str__(self) -> str:
        return f"rubric of {self.homework_id}"
