"""Who may leave: models that were fitted, the pupils they find, and what was done about them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel


class RiskModel(BaseModel):
    """A fit of the model of who may leave, with its quality on months that it had not seen. The newest one counts.

    `features`: the mean, the deviation and the weight of each, by name. `quality`: see `services.risk_learning`;
    `hidden_because`: what it lacks to be shown.
    """

    class Lack(models.TextChoices):
        """Why a model is not shown."""

        TOO_LITTLE = "too_little", _("Too few pupils left in the past to learn from.")
        NO_BETTER = "no_better", _("It finds pupils who leave not clearly better than the rule “absent twice”.")
        CALIBRATION = "calibration", _("Its percentages are too far from what happened.")

    counted_until = models.DateField()
    intercept = models.FloatField(default=0)
    features: Any = models.JSONField(default=dict, blank=True)
    usual_share = models.FloatField(default=0)
    """The share of pupils who left within 60 days, of all months that were learned from."""
    quality: Any = models.JSONField(default=dict, blank=True)
    hidden_because = models.CharField(max_length=12, choices=Lack.choices, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-created_at"], name="risk_model_newest")]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d} {self.hidden_because or 'shown'}"

    @property
    def is_shown(self) -> bool:
        """Whether staff see its list."""
        return not self.hidden_because


class PupilRisk(BaseModel):
    """A pupil who may leave within 60 days from `counted_on`, by the newest model; the row goes when that is over.

    `risk`: from 0 to 1. `reasons`: names of all features that add, the largest first. `signs`: their numbers.
    """

    student = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    model = models.ForeignKey(RiskModel, on_delete=models.CASCADE, related_name="pupils")
    counted_on = models.DateField()
    risk = models.FloatField()
    reasons: Any = models.JSONField(default=list, blank=True)
    signs: Any = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(risk__gte=0, risk__lte=1), name="pupil_risk_is_a_probability")
        ]
        indexes = [models.Index(fields=["-risk"], name="pupil_risk_highest")]

    def __str__(self) -> str:
        return f"{self.student_id} {self.risk:.2f}"


class RiskAction(BaseModel):
    """What was done about a pupil who may leave: who did it, and a note. It stays when the pupil leaves the list."""

    class Kind(models.TextChoices):
        """What was done."""

        WRITTEN = "written", _("Written to")
        CALLED = "called", _("Called")
        MET = "met", _("Talked in person")
        NOTHING = "nothing", _("Nothing to do")

    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="risk_actions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    note = models.CharField(max_length=500, blank=True)
    risk = models.FloatField()
    """What the risk was then."""

    class Meta:
        indexes = [models.Index(fields=["student", "-created_at"], name="risk_action_of_pupil")]

    def __str__(self) -> str:
        return f"{self.kind} {self.student_id}"
