"""Models of homework: assignments, each pupil's homework, attempts, scores and reviews."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel, StoredFile
from apps.courses.models import Group
from apps.lessons.models import Lesson
from apps.registry.models import MLModel


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
    the text should sound. `instructions`: what to do, besides the text or question. `for_chosen_pupils`: only some
    pupils of the group have it; who joins later does not get it.
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
    for_chosen_pupils = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=("reading", "repeat")) | ~Q(reference_text=""),
                name="assignment_read_aloud_has_text",
            ),
            models.CheckConstraint(
                condition=~Q(kind="speaking") | ~Q(question=""), name="assignment_speaking_has_question"
            ),
            models.CheckConstraint(condition=Q(attempts_allowed__gte=1), name="assignment_one_attempt_or_more"),
            models.CheckConstraint(
                condition=~Q(kind__in=("file", "text")) | ~Q(instructions="") | ~Q(question=""),
                name="assignment_file_or_text_says_what",
            ),
            models.CheckConstraint(condition=Q(late_coins_percent__lte=100), name="assignment_late_coins_at_most_all"),
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
    """One pupil's copy of an assignment: state, attempts, score. The best attempt counts.

    `extended_until`: this pupil's own deadline. `extra_attempts`: granted by extensions and returns. Attempts up to
    number `counts_after` were returned by the teacher and earn nothing.
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
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=100), name="homework_score_in_range"
            ),
        ]
        indexes = [
            models.Index(fields=["student", "-id"]),
            models.Index(fields=["assignment"], name="homework_needs_review", condition=Q(state="needs_review")),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} of {self.student_id}"

    @property
    def due_at(self) -> datetime | None:
        """Return the pupil's own deadline: the later of the assignment's and the extension; None without a deadline."""
        deadline: datetime | None = self.assignment.deadline
        return max(deadline, self.extended_until) if deadline and self.extended_until else deadline


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


class ReviewDecision(models.TextChoices):
    """`accept` closes the homework with its score; `return` opens it again and removes the score."""

    ACCEPT = "accept"
    RETURN = "return"


class Review(BaseModel):
    """A teacher's decision about a homework, with an optional voice comment; the last one counts."""

    homework = models.ForeignKey(Homework, on_delete=models.CASCADE, related_name="reviews")
    attempt = models.ForeignKey(Attempt, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=10, choices=ReviewDecision.choices)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    comment = models.TextField(blank=True)
    voice = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=100), name="review_score_in_range"
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision} by {self.reviewer_id}"


class Appeal(BaseModel):
    """A request of a pupil or guardian to review a score; the next review answers it. At most one is open."""

    homework = models.ForeignKey(Homework, on_delete=models.CASCADE, related_name="appeals")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    review = models.ForeignKey(Review, null=True, blank=True, on_delete=models.SET_NULL, related_name="appeals")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["homework"], condition=Q(answered_at__isnull=True), name="appeal_one_open")
        ]

    def __str__(self) -> str:
        return self.text[:60]


class HomeworkTranscript(BaseModel):
    """The words that Whisper heard."""

    attempt = models.OneToOneField(Attempt, on_delete=models.CASCADE, related_name="transcript")
    text = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True)
    model = models.ForeignKey(MLModel, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.text[:60]


class SpeechScore(BaseModel):
    """The score of an attempt, part by part, and the evidence to score it again without the sound.

    `hidden`: the score waits for the teacher; the pupil does not see it and it earns no coins. `method`: kind, scoring
    method and version; `parameters`: everything else that made it (engine, calibration, guards). `revision`: how often
    it was scored.
    """

    attempt = models.OneToOneField(Attempt, on_delete=models.CASCADE, related_name="score")
    verdict = models.CharField(max_length=20)
    confidence = models.CharField(max_length=10, blank=True)
    method = models.CharField(max_length=40)
    accuracy = models.FloatField(null=True, blank=True)
    completeness = models.FloatField(null=True, blank=True)
    fluency = models.FloatField(null=True, blank=True)
    prosody = models.FloatField(null=True, blank=True)
    relevance = models.FloatField(null=True, blank=True)
    clarity = models.FloatField(null=True, blank=True)
    overall = models.FloatField(null=True, blank=True)
    hidden = models.BooleanField(default=False)
    parts: Any = models.JSONField(default=dict)
    words: Any = models.JSONField(default=list)
    evidence: Any = models.JSONField(default=dict)
    seconds: Any = models.JSONField(default=dict)
    advice: Any = models.JSONField(default=list)
    guard_hits: Any = models.JSONField(default=list)
    parameters: Any = models.JSONField(default=dict)
    audio_sha256 = models.CharField(max_length=64, blank=True)
    revision = models.PositiveIntegerField(default=1)
    model = models.ForeignKey(MLModel, on_delete=models.PROTECT, related_name="+")
    marking_model = models.ForeignKey(MLModel, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    embedding_model = models.ForeignKey(MLModel, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.verdict} {self.overall}"


class WordCorrection(BaseModel):
    """A teacher's correction of one word; the last one of a word counts, and all feed calibration.

    In a text read aloud `index` is the word's place in the text, `was` and `now` are classes. In a free answer `index`
    is the place of the heard word, `was` and `now` are its text; an empty `now` removes it.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="corrections")
    index = models.PositiveIntegerField()
    was = models.CharField(max_length=100, blank=True)
    now = models.CharField(max_length=100, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["attempt", "index", "-id"])]

    def __str__(self) -> str:
        return f"{self.index}: {self.was} → {self.now}"


class ProposalState(models.TextChoices):
    """`listening`: a speech job works on it. `ready`: it can be shown and applied."""

    LISTENING = "listening"
    READY = "ready"
    APPLIED = "applied"
    DROPPED = "dropped"


class ScoreProposal(BaseModel):
    """A new score for a scored attempt: shown as a difference first, then applied or dropped.

    `result`: the engine's result (`ml.scoring.RecordingResult` as JSON). `purpose`: rescore or
    correction.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="proposals")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.CharField(max_length=12)
    state = models.CharField(max_length=12, choices=ProposalState.choices, default=ProposalState.LISTENING)
    result: Any = models.JSONField(default=dict)
    model = models.ForeignKey(MLModel, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    marking_model = models.ForeignKey(MLModel, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    embedding_model = models.ForeignKey(MLModel, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["attempt"], condition=Q(state__in=("listening", "ready")), name="proposal_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.state}"
