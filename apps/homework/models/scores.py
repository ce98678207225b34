"""What was heard, how good it was, what a teacher corrected, and marks that wait to replace others."""

from typing import Any

from django.conf import settings
from django.db import models

from apps.core.models import BaseModel
from apps.homework.models.attempts import Attempt
from apps.registry.models import MLModel


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

    `hidden`: the mark waits for the teacher; the pupil sees none and no coins are earned yet. `method` names kind, way
    of marking and version; `parameters` the rest of what made it (engine, calibration, guards). `revision` counts how
    often it was scored anew (a teacher's corrections, a new version).
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
    """A teacher's word about one word of an attempt; the last one of a word counts, and all feed calibration.

    Of a text read aloud: `index` is the word's place in the text, `was` and `now` are classes. Of a free answer:
    `index` is the place of the heard word, `was` and `now` are what it says; an empty `now` takes it out.
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
    """`listening`: a speech job makes it. `ready`: its difference can be looked at and applied."""

    LISTENING = "listening"
    READY = "ready"
    APPLIED = "applied"
    DROPPED = "dropped"


class ScoreProposal(BaseModel):
    """Marks of a newer version or model for a scored attempt: shown as a difference first, then applied or dropped.

    `result`: what the engine answered (`apps.homework.recording_results.RecordingResult` as JSON). `purpose` says why: rescore or correction.
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
                fields=["attempt"], condition=models.Q(state__in=("listening", "ready")), name="proposal_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.state}"
