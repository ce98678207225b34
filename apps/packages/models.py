"""Interactive packages, and how far each learner is in one."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel, StoredFile
from apps.learning.models import CourseLesson


class PackageKind(models.TextChoices):
    """What a package is, found from its content."""

    SCORM_1_2 = "scorm_1_2"
    SCORM_2004 = "scorm_2004"
    H5P = "h5p"
    HTML = "html"


class PackageState(models.TextChoices):
    """waiting → unpacking → ready or refused. A ready package waits again when the store has lost its files."""

    WAITING = "waiting"
    UNPACKING = "unpacking"
    READY = "ready"
    REFUSED = "refused"


class Package(BaseModel):
    """An uploaded zip and what came of it. Its files lie in the store (`apps.packages.unpacked_files`).

    `kind` and `entry` are known when it is ready. `entry`: the path of the first page, with its query; of H5P the
    folder of `h5p.json`. `launch`: what the manifest says to the first page (`mastery_score`, `launch_data`).
    `refusal`: a key of `apps.packages.refusals.REFUSALS`.
    """

    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=9, choices=PackageState.choices, default=PackageState.WAITING)
    kind = models.CharField(max_length=10, choices=PackageKind.choices, blank=True)
    entry = models.CharField(max_length=1000, blank=True)
    launch: Any = models.JSONField(default=dict, blank=True)
    files = models.PositiveIntegerField(default=0)
    bytes = models.PositiveBigIntegerField(default=0)
    refusal = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(state="ready") | ~Q(kind=""), name="package_ready_has_kind"),
            models.CheckConstraint(
                condition=Q(state="refused", refusal__gt="") | (~Q(state="refused") & Q(refusal="")),
                name="package_refused_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind or 'package'} {self.state}"


class LearnerPackage(BaseModel):
    """How far one user is in the package of one block. `token` stands in the path of its files.

    `is_draft`: a teacher's preview, of which nothing is stored. `cmi`: values of the SCORM data model by their names;
    `version` grows with each save. `score`: in percent, the best one. `completed_at` is never taken back.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="learner_packages")
    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="learners")
    lesson = models.ForeignKey(CourseLesson, on_delete=models.CASCADE, related_name="learner_packages")
    block = models.UUIDField()
    is_draft = models.BooleanField(default=False)
    token = models.CharField(max_length=64, unique=True)
    cmi: Any = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=0)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "lesson", "block", "package", "is_draft"], name="learner_package_once"
            ),
            models.CheckConstraint(condition=Q(score__isnull=True) | Q(score__lte=100), name="learner_package_percent"),
        ]
        indexes = [models.Index(fields=["lesson", "block"])]

    def __str__(self) -> str:
        return f"{self.user_id} in package {self.package_id}"
