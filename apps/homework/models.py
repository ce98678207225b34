"""Assignments, each pupil's homework, attempts and what came of them."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models

from apps.core.models import BaseModel, StoredFile
from apps.courses.models import Group
from apps.lessons.models import Lesson
from apps.registry.models import MLModel


class AssignmentKind(models.TextChoices):
    """`reading`: say this text. `speaking`: answer freely."""

    READING = "reading"
    SPEAKING = "speaking"


class LatePolicy(models.TextChoices):
    """What happens to a recording handed in after the deadline."""

    ACCEPT = "accept"
    REFUSE = "refuse"


class Assignment(BaseModel):
    """A task given to a group, with a deadline. `teacher_first`: every mark waits for the teacher."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="assignments")
    lesson = models.ForeignKey(Lesson, null=True, blank=True, on_delete=models.SET_NULL, related_name="assignments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=AssignmentKind.choices)
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=8, default="en")
    level = models.CharField(max_length=8, blank=True)
    reference_text = models.TextField(blank=True)
    question = models.TextField(blank=True)
    reference_answers: Any = models.JSONField(default=list)
    key_words: Any = models.JSONField(default=list)
    target_wpm = models.PositiveSmallIntegerField(null=True, blank=True)
    attempts_allowed = models.PositiveSmallIntegerField()
    deadline = models.DateTimeField(null=True, blank=True)
    late_policy = models.CharField(max_length=10, choices=LatePolicy.choices, default=LatePolicy.ACCEPT)
    coins = models.PositiveSmallIntegerField()
    teacher_first = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="reading") | ~models.Q(reference_text=""),
                name="assignment_reading_has_text",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="speaking") | ~models.Q(question=""),
                name="assignment_speaking_has_question",
            ),
            models.CheckConstraint(condition=models.Q(attempts_allowed__gte=1), name="assignment_one_attempt_or_more"),
        ]
        indexes = [models.Index(fields=["group", "-id"])]

    def __str__(self) -> str:
        return self.title


class HomeworkState(models.TextChoices):
    """`assigned` and `returned` are open; `reviewed` is closed."""

    ASSIGNED = "assigned"
    PROCESSING = "processing"
    SCORED = "scored"
    NEEDS_REVIEW = "needs_review"
    REVIEWED = "reviewed"
    RETURNED = "returned"


class Homework(BaseModel):
    """One pupil's copy of an assignment: its state, its attempts, its result. The best attempt counts.

    `extended_until` is this pupil's own deadline, `extra_attempts` what a return granted, and attempts up to
    number `counts_after` were returned by the teacher: they earn nothing any more.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="homeworks")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="homeworks")
    state = models.CharField(max_length=12, choices=HomeworkState.choices, default=HomeworkState.ASSIGNED)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    best_attempt = models.ForeignKey("Attempt", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    last_attempt = models.ForeignKey("Attempt", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    late = models.BooleanField(default=False)
    extended_until = models.DateTimeField(null=True, blank=True)
    extra_attempts = models.PositiveSmallIntegerField(default=0)
    counts_after = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "student"], name="homework_once_per_student"),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__gte=0, score__lte=100),
                name="homework_score_in_range",
            ),
        ]
        indexes = [
            models.Index(fields=["student", "-id"]),
            models.Index(fields=["assignment"], name="homework_needs_review", condition=models.Q(state="needs_review")),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} of {self.student_id}"

    @property
    def due_at(self) -> datetime | None:
        """The pupil's own deadline: the extension, else the assignment's."""
        return self.extended_until or self.assignment.deadline


class AttemptState(models.TextChoices):
    """`transcribed`: heard but not marked by the machine, the teacher marks."""

    RECEIVED = "received"
    PROCESSING = "processing"
    SCORED = "scored"
    TRANSCRIBED = "transcribed"
    REFUSED = "refused"
    FAILED = "failed"


IN_FLIGHT = (AttemptState.RECEIVED, AttemptState.PROCESSING)
"""States of an attempt that the engine still owes an answer."""


class Stage(models.TextChoices):
    """Where an attempt in flight stands; `done` for every other."""

    QUEUED = "queued"
    DECODING = "decoding"
    TRANSCRIBING = "transcribing"
    DONE = "done"


class Attempt(BaseModel):
    """One hand-in of a homework. `counts`: it uses up one of the attempts allowed.

    `verdict` is what the pipeline or the hand-in decided, `reason` the narrower code behind it, if there is
    one (`apps.homework.reasons` has the words for both).
    """

    homework = models.ForeignKey(Homework, on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="attempts")
    state = models.CharField(max_length=12, choices=AttemptState.choices, default=AttemptState.RECEIVED)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.QUEUED)
    verdict = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    counts = models.BooleanField(default=True)
    late = models.BooleanField(default=False)
    duration = models.FloatField(null=True, blank=True)
    container = models.CharField(max_length=40, blank=True)
    damaged = models.BooleanField(default=False)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["homework", "number"], name="attempt_number_once"),
            models.UniqueConstraint(
                fields=["homework"], condition=models.Q(state__in=IN_FLIGHT), name="attempt_one_in_flight"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=IN_FLIGHT, finished_at__isnull=True)
                | (~models.Q(state__in=IN_FLIGHT) & models.Q(finished_at__isnull=False)),
                name="attempt_finished_has_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="refused") | ~models.Q(verdict=""),
                name="attempt_refused_has_a_verdict",
            ),
        ]

    def __str__(self) -> str:
        return f"attempt {self.number} of {self.homework_id}"


class HomeworkTranscript(BaseModel):
    """What was heard."""

    attempt = models.OneToOneField(Attempt, on_delete=models.CASCADE, related_name="transcript")
    text = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True)
    model = models.ForeignKey(MLModel, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.text[:60]


class SpeechScore(BaseModel):
    """How good it was, part by part, and the evidence to score again without the sound.

    `hidden`: the mark waits for the teacher; the pupil sees none and no coins are earned yet.
    """

    attempt = models.OneToOneField(Attempt, on_delete=models.CASCADE, related_name="score")
    verdict = models.CharField(max_length=20)
    confidence = models.CharField(max_length=10, blank=True)
    method = models.CharField(max_length=40)
    accuracy = models.FloatField(null=True, blank=True)
    completeness = models.FloatField(null=True, blank=True)
    fluency = models.FloatField(null=True, blank=True)
    relevance = models.FloatField(null=True, blank=True)
    clarity = models.FloatField(null=True, blank=True)
    overall = models.FloatField(null=True, blank=True)
    hidden = models.BooleanField(default=False)
    parts: Any = models.JSONField(default=dict)
    words: Any = models.JSONField(default=list)
    evidence: Any = models.JSONField(default=dict)
    seconds: Any = models.JSONField(default=dict)
    model = models.ForeignKey(MLModel, on_delete=models.PROTECT, related_name="+")
    embedding_model = models.ForeignKey(MLModel, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.verdict} {self.overall}"


class Decision(models.TextChoices):
    """`accept` closes the homework with its mark; `return` opens it again and takes the mark back."""

    ACCEPT = "accept"
    RETURN = "return"


class Review(BaseModel):
    """A teacher's word on a homework; the last one counts."""

    homework = models.ForeignKey(Homework, on_delete=models.CASCADE, related_name="reviews")
    attempt = models.ForeignKey(Attempt, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=10, choices=Decision.choices)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    comment = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__gte=0, score__lte=100),
                name="review_score_in_range",
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision} by {self.reviewer_id}"
