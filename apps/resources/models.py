"""Models of materials, the media library and downloads."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel, StoredFile
from apps.courses.models import Course
from apps.lessons.models import Lesson


class ResourceKind(models.TextChoices):
    """The kind of a file, found from its content."""

    DOCUMENT = "document"
    SLIDES = "slides"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"


class MediaFile(BaseModel):
    """A file of the media library: one stored file with a title, used by any number of materials."""

    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="media")
    title = models.CharField(max_length=200)
    folded = models.CharField(max_length=300, blank=True, editable=False)
    kind = models.CharField(max_length=8, choices=ResourceKind.choices)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [GinIndex(fields=["folded"], name="media_folded", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.title


class LessonResource(BaseModel):
    """A file of a lesson or a course, in the order that its teacher set."""

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


class Download(BaseModel):
    """A user got the download link of a file."""

    resource = models.ForeignKey(LessonResource, on_delete=models.CASCADE, related_name="downloads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["resource", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.user_id} loaded {self.resource_id}"
