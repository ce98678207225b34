"""Each pupil's homework and attempts."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel, StoredFile
from apps.homework.models.assignments import Assignment


def compute_due_at(deadline: datetime | None, extended_until: datetime | None) -> datetime | None:
    """Return the later of a deadline and an extension of it; None without a deadline."""
    return max(deadline, extended_until) if deadline and extended_until else deadline


class HomeworkState(models.TextChoices):
    """`assigned` and `returned` are open; `reviewed` is closed."""

    ASSIGNED = "assigned"
    PROCESSING = "processing"
    SCORED = "scored"
    NEEDS_REVIEW = "needs_review"
    REVIEWED = "reviewed"
    RETURNED = "returned"


class Homework(BaseModel):
    """One pupil's copy of an assignment: state, attempts, score. The best attempt counts.

    `deadline`: of this learner in an online course, from the days of the assignment. `extended_until`: this pupil's own
    deadline. `extra_attempts`: granted by extensions and returns. Attempts up to
    number `counts_after` were returned by the teacher and earn nothing.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="homeworks")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="homeworks")
    state = models.CharField(max_length=12, choices=HomeworkState.choices, default=HomeworkState.ASSIGNED)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    best_attempt = models.ForeignKey("Attempt", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    last_attempt = models.ForeignKey("Attempt", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    late = models.BooleanField(default=False)
    deadline = models.DateTimeField(null=True, blank=True)
    extended_until = models.DateTimeField(null=True, blank=True)
    extra_attempts = models.PositiveSmallIntegerField(default=0)
    counts_after = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "student"], name="homework_once_per_student"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=100), name="homework_score_in_range"
            ),
        ]
        indexes = [
            models.Index(fields=["student", "-id"]),
            models.Index(fields=["created_at"], name="homework_by_day"),
            models.Index(fields=["assignment"], name="homework_needs_review", condition=Q(state="needs_review")),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} of {self.student_id}"

    @property
    def due_at(self) -> datetime | None:
        """Return the pupil's own deadline: the later of the task's and the extension; None without a deadline."""
        return compute_due_at(self.deadline or self.assignment.deadline, self.extended_until)

    @property
    def local_zone(self) -> str:
        """Return the time zone of its days: of the group; in an online course that of the learner."""
        group = self.assignment.group
        return str(group.local_zone if group else self.student.zone)


class AttemptState(models.TextChoices):
    """`transcribed`: heard, but not scored by the engine. `stored`: a file or text. The teacher scores both."""

    RECEIVED = "received"
    PROCESSING = "processing"
    SCORED = "scored"
    TRANSCRIBED = "transcribed"
    STORED = "stored"
    REFUSED = "refused"
    FAILED = "failed"


IN_FLIGHT_STATES = (AttemptState.RECEIVED, AttemptState.PROCESSING)
"""States of an attempt that the engine has not finished."""
SCORABLE_STATES = (AttemptState.SCORED, AttemptState.TRANSCRIBED, AttemptState.STORED)
"""States of an attempt that can earn a score, from the engine or the teacher."""


class ProcessingStage(models.TextChoices):
    """How far the engine is with an attempt; `done` for finished ones."""

    QUEUED = "queued"
    DECODING = "decoding"
    TRANSCRIBING = "transcribing"
    DONE = "done"


class Attempt(BaseModel):
    """One submission of a homework. `counts`: it uses up one of the allowed attempts.

    `verdict`: decided by the engine or on submission; `reason`: the more specific code (`apps.homework.reasons` has the
    texts). An attempt is a `file` or a `text`. `task`: the task when it was submitted (`ml.scoring.ScoringTask` as
    JSON). `due_at`: the deadline that decides `late`; null without one. `flags`: codes for the teacher that by
    themselves cost the pupil nothing.
    """

    homework = models.ForeignKey(Homework, on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="attempts")
    text = models.TextField(blank=True)
    task: Any = models.JSONField(default=dict)
    flags: Any = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=AttemptState.choices, default=AttemptState.RECEIVED)
    stage = models.CharField(max_length=12, choices=ProcessingStage.choices, default=ProcessingStage.QUEUED)
    verdict = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    counts = models.BooleanField(default=True)
    late = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True, blank=True)
    duration = models.FloatField(null=True, blank=True)
    container = models.CharField(max_length=40, blank=True)
    damaged = models.BooleanField(default=False)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["homework", "number"], name="attempt_number_once"),
            models.UniqueConstraint(
                fields=["homework"], condition=Q(state__in=IN_FLIGHT_STATES), name="attempt_one_in_flight"
            ),
            models.CheckConstraint(
                condition=Q(state__in=IN_FLIGHT_STATES, finished_at__isnull=True)
                | (~Q(state__in=IN_FLIGHT_STATES) & Q(finished_at__isnull=False)),
                name="attempt_finished_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(verdict=""), name="attempt_refused_has_a_verdict"
            ),
            models.CheckConstraint(condition=Q(file__isnull=True) | Q(text=""), name="attempt_is_a_file_or_a_text"),
        ]
        indexes = [models.Index(fields=["created_at"], name="attempt_by_day")]

    def __str__(self) -> str:
        return f"attempt {self.number} of {self.homework_id}"


class SoundPrint(BaseModel):
    """The waveform and audio fingerprint of a stored recording, made by the engine when it decoded it.

    `peaks`: bytes 0 to 255, the loudest of each of `len(peaks)` equal slices. `fingerprint`: finds the same sound in
    another file (`ml.fingerprint`). Both are empty for what could not be decoded.
    """

    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, related_name="sound_print")
    seconds = models.FloatField()
    peaks = models.BinaryField(default=bytes)
    fingerprint = models.BinaryField(default=bytes)

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s"
