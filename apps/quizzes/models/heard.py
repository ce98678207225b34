"""What the speech engine hears in a recording, whatever it belongs to."""

from typing import Any

from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel
from apps.registry.models import MLModel


class SpokenState(models.TextChoices):
    """asked (no recording yet) → waiting (for the engine) → heard; failed: the engine could not."""

    ASKED = "asked"
    WAITING = "waiting"
    HEARD = "heard"
    FAILED = "failed"


class HeardRecording(BaseModel):
    """What the engine heard.

    `task`: what was to be said (`ml.scoring.ScoringTask` as JSON). `overall`: 0 to 100, null where the engine gives
    none; `is_sure`: it needs no teacher. `reason`: the code of the verdict's text (`apps.homework.reasons`). `words` as
    in `ml.scoring`.
    """

    state = models.CharField(max_length=7, choices=SpokenState.choices)
    task: Any = models.JSONField(default=dict, blank=True)
    verdict = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    overall = models.FloatField(null=True, blank=True)
    is_sure = models.BooleanField(default=False)
    transcript = models.TextField(blank=True)
    words: Any = models.JSONField(default=list, blank=True)
    model = models.ForeignKey(MLModel, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(is_sure=False) | Q(state="heard", overall__isnull=False), name="%(class)s_sure_has_mark"
            ),
            models.CheckConstraint(
                condition=Q(overall__isnull=True) | Q(overall__gte=0, overall__lte=100), name="%(class)s_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.overall}"
