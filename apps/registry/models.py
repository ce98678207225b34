"""Machine-learning models in use, so that every score names the model that made it."""

from typing import Any

from django.db import models

from apps.core.models import BaseModel


class MLModel(BaseModel):
    """One exact set of weights; `sha256` distinguishes revisions of the same name."""

    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    revision = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64)
    source = models.CharField(max_length=100, blank=True)
    licence = models.CharField(max_length=100, blank=True)
    parameters: Any = models.JSONField(default=dict)

    class Meta:
        verbose_name = "machine-learning model"
        constraints = [models.UniqueConstraint(fields=["kind", "name", "sha256"], name="ml_model_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
