"""Models of the catalogue: courses, categories, prices, teachers, levels and placements."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Upper

from apps.core.models import BaseModel, StoredFile


class CourseStatus(models.TextChoices):
    """draft → published → archived. Everyone sees published courses; an archived course can be published again."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class CourseMode(models.TextChoices):
    """Where a course is taught."""

    CENTRE = "centre"
    ONLINE = "online"
    BOTH = "both"


class Category(BaseModel):
    """A category of the catalogue: "Languages"."""

    name: Any = models.JSONField()
    slug = models.SlugField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.slug


class Level(BaseModel):
    """A level that the centre teaches, ordered by `position`: A1 … C2 at first. Courses and placements store its code,
    which is unique regardless of case.
    """

    code = models.CharField(max_length=8, unique=True)
    name: Any = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(Upper("code"), name="level_code_once_in_any_case")]

    def __str__(self) -> str:
        return self.code


class Course(BaseModel):
    """What is taught: "English A2". `tags`: words that it can be found by. `folded` is the text that searches compare
    (`ml.text.search_key` of titles, slug and tags). `review_count` and `review_stars`: the number of visible reviews
    and the sum of their stars.
    """

    title: Any = models.JSONField()
    description: Any = models.JSONField(default=dict)
    slug = models.SlugField(max_length=80, unique=True)
    folded = models.TextField(blank=True, editable=False)
    language = models.CharField(max_length=8, default="en")
    level = models.CharField(max_length=8, blank=True)
    mode = models.CharField(max_length=8, choices=CourseMode.choices, default=CourseMode.CENTRE)
    status = models.CharField(max_length=10, choices=CourseStatus.choices, default=CourseStatus.DRAFT)
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.SET_NULL, related_name="courses")
    thumbnail = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    prerequisites = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="leads_to")
    tags: Any = ArrayField(models.CharField(max_length=40), default=list, db_default=[], blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    review_count = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    review_stars = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    class Meta:
        indexes = [GinIndex(fields=["folded"], name="course_folded", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.slug

    @property
    def rating(self) -> float | None:
        """The average of the visible reviews, 1 to 5, with one decimal; None without one."""
        return round(self.review_stars / self.review_count, 1) if self.review_count else None


class CourseThumbnail(BaseModel):
    """The picture of a course as WebP, `width` pixels wide; a job makes it."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="thumbnails")
    width = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "width"], name="course_thumbnail_once_per_width")]

    def __str__(self) -> str:
        return f"{self.course_id} {self.width}"


class CoursePrice(BaseModel):
    """The price of a month of the course in one currency, in its minor unit."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="prices")
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "currency"], name="course_price_once_per_currency"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="course_price_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class CourseTeacherKind(models.TextChoices):
    """The role of a teacher in a course."""

    LEAD = "lead"
    CO = "co"


class CourseTeacher(BaseModel):
    """A teacher who writes and teaches a course, besides the teachers of its groups."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="course_teachers")
    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=4, choices=CourseTeacherKind.choices, default=CourseTeacherKind.CO)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "teacher"], name="course_teacher_once")]

    def __str__(self) -> str:
        return f"{self.teacher_id} teaches {self.course_id}"


class PlacementMethod(models.TextChoices):
    """How a level was found."""

    TEST = "test"
    INTERVIEW = "interview"
    TEACHER = "teacher"
    IMPORTED = "imported"


class Placement(BaseModel):
    """The level that a pupil was found to have on a day; the newest of a language is the pupil's level."""

    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="placements")
    language = models.CharField(max_length=8, default="en")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=10, choices=PlacementMethod.choices)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    found_on = models.DateField()
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["student", "language", "-found_on"]),
            models.Index(fields=["found_on", "id"], name="placement_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__lte=100), name="placement_score_of_100"
            )
        ]

    def __str__(self) -> str:
        return f"{self.student_id} {self.found_on}"
