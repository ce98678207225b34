"""Whether lists by a model help: what was drawn for a child in a week, and what came of it; and how good predictions
are.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel
from apps.kids.recommending.lessons import Source


class SourceTrial(BaseModel):
    """A week of a child (from a Monday) in which it was drawn what makes its lists: `candidate`, what would make them,
    or the rules. With the consent "learning systems" only.

    `source`: what was drawn. The outcome is counted when the week is over (`counted_at`): lessons shown, and opened and
    finished of these, and `gain`, by how much the mastery of all skills has grown. `judged_at`: when the candidate was
    switched off by this and other weeks; they count no more.
    """

    MODELS = [(source.value, source.value) for source in (Source.ML, Source.BKT)]

    child = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="source_trials")
    week = models.DateField()
    candidate = models.CharField(max_length=5, choices=MODELS)
    source = models.CharField(max_length=5, choices=[*MODELS, (Source.RULES.value, Source.RULES.value)])
    shown = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    finished = models.PositiveIntegerField(default=0)
    gain = models.FloatField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "week"], name="source_trial_once_a_week"),
            models.CheckConstraint(
                condition=Q(counted_at__isnull=True, gain__isnull=True, judged_at__isnull=True)
                | Q(counted_at__isnull=False, gain__isnull=False),
                name="source_trial_is_counted_whole",
            ),
        ]
        indexes = [models.Index(fields=["candidate", "counted_at"], name="source_trial_of_candidate")]

    def __str__(self) -> str:
        return f"{self.source} for {self.child_id} from {self.week}"


class PredictionQuality(BaseModel):
    """How good predictions of the next answer were on a day, over all stored answers: of tracing, and of the mean of
    the class (`class_…`). The chances are right the more often, the greater `auc` and the smaller `log_loss` is; `auc`
    is null where all answers were alike.
    """

    measured_on = models.DateField(unique=True)
    answers = models.PositiveIntegerField()
    children = models.PositiveIntegerField()
    auc = models.FloatField(null=True, blank=True)
    log_loss = models.FloatField()
    class_auc = models.FloatField(null=True, blank=True)
    class_log_loss = models.FloatField()

    class Meta:
        verbose_name_plural = "prediction qualities"

    def __str__(self) -> str:
        return f"{self.log_loss:.3f} on {self.measured_on}"
