"""Content of online courses: the draft that teachers edit, and the versions that learners see."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel, StoredFile
from apps.courses.models import Course


class LessonWeight(models.TextChoices):
    """What a lesson counts in the percent of its course: its minutes, or as much as every other."""

    MINUTES = "minutes"
    EQUAL = "equal"


class CourseContent(BaseModel):
    """The content of one course: settings of the draft and the version that learners see.

    `revision` grows with every change of the outline and of the settings: who changes an old one is refused.
    `published`: null until the content is published for the first time.
    """

    course = models.OneToOneField(Course, on_delete=models.CASCADE, related_name="content")
    is_sequential = models.BooleanField(default=False)
    weight = models.CharField(max_length=7, choices=LessonWeight.choices, default=LessonWeight.EQUAL)
    revision = models.PositiveIntegerField(default=1)
    published = models.ForeignKey(
        "CourseVersion", null=True, blank=True, on_delete=models.RESTRICT, related_name="published_in"
    )

    def __str__(self) -> str:
        return f"content of {self.course_id}"


class Module(BaseModel):
    """A part of a course's draft. `opens`: its opening rules (`apps.learning.opening_rules`), for all of its lessons.
    `deleted_at`: it stands in no later version, and can be restored.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="modules")
    title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    opens: Any = models.JSONField(default=list, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["course", "position"])]

    def __str__(self) -> str:
        return self.title


class CourseLesson(BaseModel):
    """A lesson of a course's draft: its place, its rules, and its blocks (`apps.learning.blocks`).

    `completion`: the rule by which it is done (`apps.learning.completion_rules`). `is_preview`: open to everybody.
    `revision` grows with every save: who saves over an old one is refused.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="course_lessons")
    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="lessons")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    is_preview = models.BooleanField(default=False)
    minutes = models.PositiveSmallIntegerField(default=5)
    completion: Any = models.JSONField(default=dict)
    opens: Any = models.JSONField(default=list, blank=True)
    blocks: Any = models.JSONField(default=list, blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "slug"], condition=Q(deleted_at__isnull=True), name="course_lesson_slug_once"
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="course_lesson_takes_time"),
        ]
        indexes = [models.Index(fields=["module", "position"])]

    def __str__(self) -> str:
        return self.title


class LessonVersion(BaseModel):
    """The blocks of a lesson as they were published; never changed. `number` counts from 1 in each lesson."""

    lesson = models.ForeignKey(CourseLesson, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    blocks: Any = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson", "number"], name="lesson_version_number_once")]

    def __str__(self) -> str:
        return f"{self.lesson_id} version {self.number}"


class CourseVersion(BaseModel):
    """A published outline of a course; never changed. `number` counts from 1 in each course.

    `outline`: settings, modules and lessons with their titles and rules, and which `LessonVersion` each lesson shows
    (`apps.learning.outlines`). `changes`: what this version changed against the one before.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    outline: Any = models.JSONField()
    changes: Any = models.JSONField(default=list, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "number"], name="course_version_number_once")]

    def __str__(self) -> str:
        return f"{self.course_id} version {self.number}"


class CourseFile(BaseModel):
    """A file that blocks of a course may show. Who may read a lesson that shows it gets a link to it.

    `kind`: as `apps.resources.models.ResourceKind`, or "package". `duration_ms`: how long a recording is; null for
    other files.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="content_files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=8)
    duration_ms = models.PositiveIntegerField(null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["course", "-created_at"])]

    def __str__(self) -> str:
        return self.title
