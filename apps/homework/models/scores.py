"""What the speech engine heard and scored, and what teachers corrected."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel
from apps.homework.models.homework import Attempt
from apps.registry.models import MLModel


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
