"""Records of backup runs."""

from django.db import models

from apps.core.models import BaseModel


class BackupRun(BaseModel):
    """One run of a backup, saved at its start and at its end.

    `ok` is None while it runs. `place` is where the set is, without secrets, `name` is its name. `size` is the size of
    the encrypted set with its files in bytes; `copied` is what this run wrote. `files` counts the stored files in it,
    `missing` those that the store lost or has with another content. `reason`: why it failed, or what is missing.
    `left_over`: why expired sets could not be removed; the backup itself is good.
    """

    started_at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    ok = models.BooleanField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    name = models.CharField(max_length=60, blank=True)
    size = models.BigIntegerField(default=0)
    copied = models.BigIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    reason = models.TextField(blank=True)
    left_over = models.TextField(blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ok__isnull=True, finished_at__isnull=True)
                | models.Q(ok__isnull=False, finished_at__isnull=False),
                name="backup_run_that_ended_has_a_result",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name or 'backup'} {'runs' if self.ok is None else 'ok' if self.ok else 'failed'}"
