"""Models of course packages: exports that a job writes, and imports that a job checks and carries out."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel, StoredFile
from apps.courses.models import Course


class PackageFormat(models.TextChoices):
    """What a package is. Moodle's backups are read only."""

    TALIM = "talim"
    COMMON_CARTRIDGE = "common_cartridge"
    MOODLE = "moodle"


class ExportSource(models.TextChoices):
    """What of a course is exported: what learners see, or the draft."""

    PUBLISHED = "published"
    DRAFT = "draft"


class ExportState(models.TextChoices):
    """waiting → ready | failed."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


class CourseExport(BaseModel):
    """A course as a package. `percent`: how far the job is. `report`: what the format cannot say (`reports`).

    The row and its file go after some days (`retention`).
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="exports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    format = models.CharField(max_length=16, choices=PackageFormat.choices)
    source = models.CharField(max_length=9, choices=ExportSource.choices)
    state = models.CharField(max_length=7, choices=ExportState.choices, default=ExportState.WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    report: Any = models.JSONField(default=list, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "format", "source"], condition=Q(state="waiting"), name="course_export_one_waiting"
            )
        ]
        indexes = [models.Index(fields=["course", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.format} of {self.course_id}"


class CourseImportState(models.TextChoices):
    """checking → checked → running → done → undone; from checking and running also → failed."""

    CHECKING = "checking"
    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"


class CourseImport(BaseModel):
    """A package that a user sent. A job checks it (`report`, `figures`); when the user agrees, a job makes the draft.

    `course`: the empty draft that it is for; null until the import has made a course (`makes_course`). `problem`: why
    it failed, a key of `reports.PROBLEMS` with `problem_values`. `stored`: ids of files that the job stored before its
    transaction. `revision`: that of the draft when it was done; `before`: the settings that it had. `quizzes`: a ZIP of
    the quizzes in the package.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    course = models.ForeignKey(Course, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    makes_course = models.BooleanField()
    package = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=200)
    format = models.CharField(max_length=16, choices=PackageFormat.choices, blank=True)
    state = models.CharField(max_length=8, choices=CourseImportState.choices, default=CourseImportState.CHECKING)
    percent = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200, blank=True)
    figures: Any = models.JSONField(default=dict, blank=True)
    report: Any = models.JSONField(default=list, blank=True)
    problem = models.CharField(max_length=40, blank=True)
    problem_values: Any = models.JSONField(default=dict, blank=True)
    stored: Any = models.JSONField(default=list, blank=True)
    quizzes = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.PositiveIntegerField(null=True, blank=True)
    before: Any = models.JSONField(default=dict, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["by", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"
