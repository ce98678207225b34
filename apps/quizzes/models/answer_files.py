"""Files that learners hand in as answers, and what the speech engine heard in them."""

from typing import Any

from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel, StoredFile
from apps.quizzes.models.attempts import Answer
from apps.registry.models import MLModel


class AnswerFile(BaseModel):
    """A recording or another file for an answer. The response names those that count.

    `file` null: the centre keeps recordings for a time, and it is over.
    """

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file"], name="quiz_answer_file_once")]

    def __str__(self) -> str:
        return f"file for {self.answer_id}"


class SpokenState(models.TextChoices):
    """waiting (for the engine) → heard; failed: the engine could not, a teacher marks it."""

    WAITING = "waiting"
    HEARD = "heard"
    FAILED = "failed"


class SpokenResult(BaseModel):
    """What the speech engine heard in a recording.

    `task`: what was to be said (`ml.scoring.ScoringTask` as JSON). `overall`: 0 to 100, null where the engine gives
    none. `is_sure`: it counts without a teacher. `reason`: the code of the verdict's text (`apps.homework.reasons`).
    `words` as in `ml.scoring`.
    """

    recording = models.OneToOneField(AnswerFile, on_delete=models.CASCADE, related_name="spoken")
    task: Any = models.JSONField()
    state = models.CharField(max_length=7, choices=SpokenState.choices, default=SpokenState.WAITING)
    verdict = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    overall = models.FloatField(null=True, blank=True)
    is_sure = models.BooleanField(default=False)
    transcript = models.TextField(blank=True)
    words: Any = models.JSONField(default=list, blank=True)
    model = models.ForeignKey(MLModel, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_sure=False) | Q(state="heard", overall__isnull=False), name="quiz_spoken_sure_has_mark"
            ),
            models.CheckConstraint(
                condition=Q(overall__isnull=True) | Q(overall__gte=0, overall__lte=100), name="quiz_spoken_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.overall}"
