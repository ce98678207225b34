"""Imports of tables: what was read, the verdict on each row, what each made."""

from typing import Any

from django.conf import settings
from django.db import models

from apps.core.models import BaseModel, StoredFile


class ImportKind(models.TextChoices):
    """What a table holds."""

    STUDENTS = "students"
    ATTENDANCE = "attendance"


class ImportState(models.TextChoices):
    """queued → checked (a dry run) | done | failed; done → undone."""

    QUEUED = "queued"
    CHECKED = "checked"
    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"


class Import(BaseModel):
    """One table that somebody sent. `mapping`: our field → the column's heading; `figures`: counts by verdict."""

    kind = models.CharField(max_length=12, choices=ImportKind.choices)
    state = models.CharField(max_length=8, choices=ImportState.choices, default=ImportState.QUEUED)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    dry_run = models.BooleanField()
    preset = models.CharField(max_length=20, blank=True)
    columns: Any = models.JSONField(default=list)
    mapping: Any = models.JSONField(default=dict)
    options: Any = models.JSONField(default=dict)
    figures: Any = models.JSONField(default=dict)
    problem = models.CharField(max_length=300, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.created_at:%Y-%m-%d %H:%M}"


class RowVerdict(models.TextChoices):
    """What became, or would become, of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


class ImportRow(BaseModel):
    """One row of the table: its cells as read, the verdict, errors by our field, and what it made (`{"user": id}`)."""

    belongs_to = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells: Any = models.JSONField(default=dict)
    verdict = models.CharField(max_length=8, choices=RowVerdict.choices)
    errors: Any = models.JSONField(default=dict)
    made: Any = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["belongs_to", "number"], name="import_row_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.verdict}"
