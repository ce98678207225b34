"""Models of materials, the media library and downloads."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel, StoredFile
from apps.courses.models import Course
from apps.lessons.models import Lesson


class ResourceKind(models.TextChoices):
    """The kind of a file, found from its content; or a link."""

    DOCUMENT = "document"
    SLIDES = "slides"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    LINK = "link"


class MediaFile(BaseModel):
    """An entry of the media library: one stored file or one link, with a title, used by any number of materials."""

    file = models.OneToOneField(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="media")
    url = models.CharField(max_length=500, blank=True, default="", db_default="")
    title = models.CharField(max_length=200)
    folded = models.CharField(max_length=300, blank=True, editable=False)
    kind = models.CharField(max_length=8, choices=ResourceKind.choices)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False, url="") | Q(file__isnull=True) & ~Q(url=""),
                name="media_is_a_file_or_a_link",
            )
        ]
        indexes = [GinIndex(fields=["folded"], name="media_folded", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.title


class LessonResource(BaseModel):
    """A file or link of a lesson or a course, in the order that its teacher set."""

    lesson = models.ForeignKey(Lesson, null=True, blank=True, on_delete=models.CASCADE, related_name="resources")
    course = models.ForeignKey(Course, null=True, blank=True, on_delete=models.CASCADE, related_name="resources")
    media = models.ForeignKey(MediaFile, on_delete=models.PROTECT, related_name="resources")
    title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lesson__isnull=False, course__isnull=True) | Q(lesson__isnull=True, course__isnull=False),
                name="resource_of_a_lesson_or_a_course",
            )
        ]
        indexes = [models.Index(fields=["lesson", "position"]), models.Index(fields=["course", "position"])]

    def __str__(self) -> str:
        return self.title


class MaterialUse(models.TextChoices):
    """What a user did with a material."""

    VIEW = "view"
    DOWNLOAD = "download"


class Download(BaseModel):
    """A user viewed a material, or got the download link of its file."""

    resource = models.ForeignKey(LessonResource, on_delete=models.CASCADE, related_name="downloads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    use = models.CharField(
        max_length=8, choices=MaterialUse.choices, default=MaterialUse.DOWNLOAD, db_default=MaterialUse.DOWNLOAD
    )

    class Meta:
        indexes = [models.Index(fields=["resource", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.use} of {self.resource_id} by {self.user_id}"
