"""Banks, and their questions in versions that never change."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel, StoredFile
from apps.courses.models import Course
from apps.quizzes.questions.drafts import LEVELS, SKILLS

MAX_DIFFICULTY = 6
TAG = 100


class QuestionKind(models.TextChoices):
    """What a learner does to answer (`apps.quizzes.questions.bodies`)."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    SHORT = "short"
    NUMBER = "number"
    ORDERING = "ordering"
    MATCHING = "matching"
    GAP = "gap"
    ESSAY = "essay"
    SPEAK = "speak"
    FILE = "file"
    HOTSPOT = "hotspot"
    DICTATION = "dictation"


class QuestionBank(BaseModel):
    """A collection of questions: of one course, or of the centre (no `course`), which the office keeps and all
    teachers may use.
    """

    name = models.CharField(max_length=200)
    course = models.ForeignKey(Course, null=True, blank=True, on_delete=models.CASCADE, related_name="question_banks")
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["course", "-created_at"])]

    def __str__(self) -> str:
        return self.name


class QuestionFile(BaseModel):
    """A picture or recording that questions of a bank may show. `duration_ms`: of a recording, else null."""

    bank = models.ForeignKey(QuestionBank, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    duration_ms = models.PositiveIntegerField(null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bank", "file"], name="question_file_once_in_a_bank")]

    def __str__(self) -> str:
        return f"file {self.file_id} of bank {self.bank_id}"


class Question(BaseModel):
    """A question of a bank. What it asks is in its versions; `current` is the newest.

    `difficulty` in logits (Rasch), null while unknown. `search_key`: name and prompt, folded for searches.
    """

    bank = models.ForeignKey(QuestionBank, on_delete=models.CASCADE, related_name="questions")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=QuestionKind.choices)
    tags = ArrayField(models.CharField(max_length=TAG), default=list, blank=True)
    level = models.CharField(max_length=2, blank=True, choices=[(level, level) for level in LEVELS])
    skill = models.CharField(max_length=10, blank=True, choices=[(skill, skill) for skill in SKILLS])
    difficulty = models.FloatField(
        null=True, blank=True, validators=[MinValueValidator(-MAX_DIFFICULTY), MaxValueValidator(MAX_DIFFICULTY)]
    )
    current = models.OneToOneField(
        "QuestionVersion", null=True, blank=True, on_delete=models.SET_NULL, related_name="current_of"
    )
    search_key = models.TextField(blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["bank", "-id"]), GinIndex(fields=["tags"], name="question_tags")]

    def __str__(self) -> str:
        return self.name


class QuestionVersion(BaseModel):
    """What a question asked at one time; a trigger refuses changes of the row.

    `prompt`: a document of TEXT_SCHEMA. `pictures`: `PromptPicture`s. Files are `QuestionFile`s. `audio` belongs to the
    prompt; `max_plays`: how often a learner may hear it, 0: as often as they like. `body` is what learners see, `key`
    what is right (`apps.quizzes.questions`). `language`: by which answers are compared.
    """

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    prompt: Any = models.JSONField()
    pictures: Any = models.JSONField(default=list, blank=True)
    audio = models.ForeignKey(QuestionFile, null=True, blank=True, on_delete=models.RESTRICT, related_name="+")
    max_plays = models.PositiveSmallIntegerField(default=0)
    body: Any = models.JSONField()
    key: Any = models.JSONField()
    points = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal(1))
    language = models.CharField(max_length=2, default="en")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="question_version_number_once"),
            models.CheckConstraint(condition=Q(points__gt=0), name="question_version_points_above_0"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.question_id}"
