"""Durable jobs: the row of a job is the truth; Huey only wakes a worker."""

from typing import Any

from django.db import models
from django.db.models.functions import Now

from apps.core.models import BaseModel


class JobState(models.TextChoices):
    """queued → leased → done. A failed try goes back to queued, the last one to dead."""

    QUEUED = "queued"
    LEASED = "leased"
    DONE = "done"
    DEAD = "dead"


class Job(BaseModel):
    """One background job.

    `attempt` counts claims and guards writes: an old claim number writes nothing. `failures` counts failed tries,
    `lapses` those in which the worker died. `sealed` is an encrypted secret of the payload, emptied at the end. Times
    are those of the database. `share`: the group for fair queueing: of equal priority, the first job of each share goes
    before the second of another.
    """

    kind = models.CharField(max_length=100)
    queue = models.CharField(max_length=20)
    object_id = models.CharField(max_length=64, blank=True, db_index=True)
    payload: Any = models.JSONField(default=dict)
    sealed = models.BinaryField(null=True, blank=True)
    priority = models.SmallIntegerField(default=0)
    share = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    run_at = models.DateTimeField(db_default=Now())
    attempt = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    lapses = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=100, blank=True)
    reason = models.TextField(blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["queue", "-priority", "run_at", "id"], name="job_waiting", condition=models.Q(state="queued")
            ),
            models.Index(fields=["leased_until"], name="job_leased", condition=models.Q(state="leased")),
            models.Index(fields=["state", "finished_at"], name="job_finished"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="leased", leased_until__isnull=False) | ~models.Q(state="leased"),
                name="job_lease_has_an_end",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["done", "dead"])
                | models.Q(finished_at__isnull=False) & (models.Q(sealed__isnull=True) | models.Q(sealed=b"")),
                name="job_end_has_a_time_and_no_secret",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["queued", "leased", "done", "dead"]), name="job_known_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} {self.state}"


class PeriodicSlot(models.Model):
    """One run of a periodic job; the unique pair allows several schedulers."""

    name = models.CharField(max_length=100)
    slot = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "slot"], name="periodic_slot_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.slot:%Y-%m-%d %H:%M}"


class ProcessBeat(models.Model):
    """The heartbeat of a long-running process; `ready` once it can take work (the model is loaded)."""

    role = models.CharField(max_length=20)
    name = models.CharField(max_length=100, unique=True)
    ready = models.BooleanField(default=False)
    seen_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["role", "seen_at"], name="process_beat_role")]

    def __str__(self) -> str:
        return f"{self.role} {self.name}"
