"""Assignments: tasks given to groups."""

from typing import Any

from django.conf import settings
from django.db import models

from apps.core.models import BaseModel, StoredFile
from apps.courses.models import Group
from apps.lessons.models import Lesson


class AssignmentKind(models.TextChoices):
    """`reading`: read a text. `speaking`: answer freely. `repeat`: say it phrase by phrase, one phrase per line. `file`
    and `text`: submitted as such and scored by the teacher.
    """

    READING = "reading"
    SPEAKING = "speaking"
    REPEAT = "repeat"
    FILE = "file"
    TEXT = "text"


SPOKEN_KINDS = (AssignmentKind.READING, AssignmentKind.SPEAKING, AssignmentKind.REPEAT)
"""Kinds that are recorded and go through the speech engine."""
READ_ALOUD_KINDS = (AssignmentKind.READING, AssignmentKind.REPEAT)
"""Kinds with a reference text."""


class LatePolicy(models.TextChoices):
    """What happens to a submission after the deadline. `reduce`: it counts, and earns `late_coins_percent` of its
    coins.
    """

    ACCEPT = "accept"
    REDUCE = "reduce"
    REFUSE = "refuse"


class CountedAttempt(models.TextChoices):
    """Which attempt gives the homework's score."""

    BEST = "best"
    LAST = "last"


class Assignment(BaseModel):
    """A task given to a group, with a deadline. `teacher_first`: every score waits for the teacher.

    `weights`: part of the score by name → share, empty for the defaults (`ml.scoring.constants`). `model_audio`: how
    the text should sound. `instructions`: what to do, besides the text or question.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="assignments")
    lesson = models.ForeignKey(Lesson, null=True, blank=True, on_delete=models.SET_NULL, related_name="assignments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=AssignmentKind.choices)
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=8, default="en")
    level = models.CharField(max_length=8, blank=True)
    reference_text = models.TextField(blank=True)
    question = models.TextField(blank=True)
    instructions = models.TextField(blank=True)
    reference_answers: Any = models.JSONField(default=list)
    key_words: Any = models.JSONField(default=list)
    target_wpm = models.PositiveSmallIntegerField(null=True, blank=True)
    attempts_allowed = models.PositiveSmallIntegerField()
    deadline = models.DateTimeField(null=True, blank=True)
    late_policy = models.CharField(max_length=10, choices=LatePolicy.choices, default=LatePolicy.ACCEPT)
    late_coins_percent = models.PositiveSmallIntegerField(default=50)
    counting = models.CharField(max_length=10, choices=CountedAttempt.choices, default=CountedAttempt.BEST)
    weights: Any = models.JSONField(default=dict)
    model_audio = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    coins = models.PositiveSmallIntegerField()
    teacher_first = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind__in=("reading", "repeat")) | ~models.Q(reference_text=""),
                name="assignment_read_aloud_has_text",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="speaking") | ~models.Q(question=""), name="assignment_speaking_has_question"
            ),
            models.CheckConstraint(condition=models.Q(attempts_allowed__gte=1), name="assignment_one_attempt_or_more"),
            models.CheckConstraint(
                condition=~models.Q(kind__in=("file", "text")) | ~models.Q(instructions="") | ~models.Q(question=""),
                name="assignment_file_or_text_says_what",
            ),
            models.CheckConstraint(
                condition=models.Q(late_coins_percent__lte=100), name="assignment_late_coins_at_most_all"
            ),
        ]
        indexes = [models.Index(fields=["group", "-id"])]

    def __str__(self) -> str:
        return self.title
