"""Models of spreadsheet imports: the file, the result of each row and what it created."""

from typing import Any

from django.conf import settings
from django.db import models

from apps.core.models import BaseModel, StoredFile


class ImportKind(models.TextChoices):
    """What a spreadsheet contains."""

    STUDENTS = "students"
    ATTENDANCE = "attendance"
    LEADS = "leads"


class ImportState(models.TextChoices):
    """queued → checked (a dry run) | done | failed; done → undone."""

    QUEUED = "queued"
    CHECKED = "checked"
    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"


class Import(BaseModel):
    """One spreadsheet that a user sent. `mapping`: field → column heading; `figures`: number of rows by result."""

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


class ImportRowResult(models.TextChoices):
    """The result of a row, or in a dry run the expected result."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


class ImportRow(BaseModel):
    """One row: its cells as read, the result, errors by field, and the objects that it created (`{"user": id}`)."""

    belongs_to = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells: Any = models.JSONField(default=dict)
    verdict = models.CharField(max_length=8, choices=ImportRowResult.choices)
    errors: Any = models.JSONField(default=dict)
    made: Any = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["belongs_to", "number"], name="import_row_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.verdict}"


class ImportMapping(BaseModel):
    """Columns that a user assigned by hand, kept for tables of a kind with the same headings.

    `columns`: heading → field, null: the column is ignored. `fingerprint`: of the set of headings.
    """

    kind = models.CharField(max_length=12, choices=ImportKind.choices)
    fingerprint = models.CharField(max_length=64)
    columns: Any = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "fingerprint"], name="import_mapping_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.fingerprint[:8]}"
