"""What the platform knows of the outside pipeline: whom its pseudonyms mean, and the rows that it got wrong."""

import os
import uuid

from django.conf import settings
from django.db import models

from apps.core.models import BaseModel


def make_event_key() -> bytes:
    """Return a new key by which the ids of a child's events are made."""
    return os.urandom(32)


class MLStudentMap(BaseModel):
    """Whom a pseudonym of the schema `ai` means; the role of the pipeline cannot read it. A trigger erases all rows of
    a pseudonym there when it changes or goes. `event_key` makes ids of events that nobody can join with ours.
    """

    child = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pseudonym")
    ml_student_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    event_key = models.BinaryField(default=make_event_key)

    class Meta:
        verbose_name = "pseudonym of a child"
        verbose_name_plural = "pseudonyms of children"

    def __str__(self) -> str:
        return f"pseudonym of {self.child_id}"


class RefusalReason(models.TextChoices):
    """Why a row of the pipeline is left out."""

    UNKNOWN_CHILD = "unknown_child"
    NO_NUMBER = "no_number"
    UNKNOWN_MODEL = "unknown_model"
    FUTURE_MODEL = "future_model"
    UNPUBLISHED_LESSON = "unpublished_lesson"
    FOREIGN_CLASS = "foreign_class"


class PipelineRefusal(BaseModel):
    """How many rows of a table of the schema `ai` were left out on a day (UTC), and why. A trigger counts those of
    unknown children, which are not kept; a job counts the others.
    """

    day = models.DateField()
    table = models.CharField(max_length=63)
    reason = models.CharField(max_length=20, choices=RefusalReason.choices)
    count = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "table", "reason"], name="pipeline_refusal_once_a_day")]

    def __str__(self) -> str:
        return f"{self.count} of {self.table} on {self.day}: {self.reason}"
