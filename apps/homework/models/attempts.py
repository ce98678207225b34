"""Each pupil's homework and what they handed in."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models

from apps.core.models import BaseModel, StoredFile
from apps.homework.models.assignments import Assignment


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
        """The pupil's own deadline: the later of the assignment's and the extension; None without a deadline."""
        deadline: datetime | None = self.assignment.deadline
        return max(deadline, self.extended_until) if deadline and self.extended_until else deadline


class AttemptState(models.TextChoices):
    """`transcribed`: heard but not marked by the machine. `stored`: a file or text. The teacher marks both."""

    RECEIVED = "received"
    PROCESSING = "processing"
    SCORED = "scored"
    TRANSCRIBED = "transcribed"
    STORED = "stored"
    REFUSED = "refused"
    FAILED = "failed"


IN_FLIGHT_STATES = (AttemptState.RECEIVED, AttemptState.PROCESSING)
"""States of an attempt that the engine still owes an answer."""
SCORABLE_STATES = (AttemptState.SCORED, AttemptState.TRANSCRIBED, AttemptState.STORED)
"""States of an attempt that can earn a mark, by the machine or the teacher."""


class ProcessingStage(models.TextChoices):
    """Where an attempt in flight stands; `done` for every other."""

    QUEUED = "queued"
    DECODING = "decoding"
    TRANSCRIBING = "transcribing"
    DONE = "done"


class Attempt(BaseModel):
    """One hand-in of a homework. `counts`: it uses up one of the attempts allowed.

    `verdict` is what the pipeline or the hand-in decided, `reason` the narrower code behind it, if there is
    one (`apps.homework.reasons` has the words for both). A hand-in is a `file` (a recording, or one of another kind)
    or a `text`. `task` is what was asked when it came (`ml.scoring.Task` as JSON): later edits of the assignment do
    not reach it. `due_at` is the deadline by which it is judged, with `late`: the pupil's own when it came, or a later
    one within which it was forgiven; null when there was none. `flags` are codes that the teacher looks at and that by
    themselves take nothing from the pupil.
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
                fields=["homework"], condition=models.Q(state__in=IN_FLIGHT_STATES), name="attempt_one_in_flight"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=IN_FLIGHT_STATES, finished_at__isnull=True)
                | (~models.Q(state__in=IN_FLIGHT_STATES) & models.Q(finished_at__isnull=False)),
                name="attempt_finished_has_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="refused") | ~models.Q(verdict=""),
                name="attempt_refused_has_a_verdict",
            ),
            models.CheckConstraint(
                condition=models.Q(file__isnull=True) | models.Q(text=""),
                name="attempt_is_a_file_or_a_text",
            ),
        ]

    def __str__(self) -> str:
        return f"attempt {self.number} of {self.homework_id}"


class SoundPrint(BaseModel):
    """What a stored recording looks and sounds like, noted by the engine when it decoded it.

    `peaks`: bytes 0 to 255, the loudest of each of `len(peaks)` equal stretches. `fingerprint`: to find the same sound
    in another file (`ml.fingerprint`). Both empty for what could not be decoded.
    """

    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, related_name="sound_print")
    seconds = models.FloatField()
    peaks = models.BinaryField(default=bytes)
    fingerprint = models.BinaryField(default=bytes)

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s"
