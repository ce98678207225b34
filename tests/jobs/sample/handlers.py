"""Handlers of the sample kinds, and a sample engine."""

import os
import signal
import time

from django.db import connection

from apps.core.uow import unit_of_work
from apps.jobs import services
from apps.jobs.kinds import ClaimedJob, StaleClaim
from tests.jobs.sample.models import Effect, Gate


def note(job: ClaimedJob) -> None:
    """The effect and the end of the job in one transaction."""
    with unit_of_work():
        Effect.objects.create(name=job.object_id, attempt=job.attempt, note=(job.secret or b"").decode())
        services.complete(job)


def gated(job: ClaimedJob) -> None:
    """Says that it began, waits until the gate of its name is open, then as `note`."""
    Effect.objects.create(name=f"begun {job.object_id}", attempt=job.attempt)
    _pass_gate(job.object_id)
    note(job)


def unfenced(job: ClaimedJob) -> None:
    """As `gated`, but it writes without naming its claim: what the fence protects from."""
    Effect.objects.create(name=f"begun {job.object_id}", attempt=job.attempt)
    _pass_gate(job.object_id)
    Effect.objects.create(name=job.object_id, attempt=job.attempt)


def broken(job: ClaimedJob) -> None:
    Effect.objects.create(name=f"begun {job.object_id}", attempt=job.attempt)
    raise ValueError("this never works")


def poison(job: ClaimedJob) -> None:
    """Takes its process with it."""
    os.kill(os.getpid(), signal.SIGKILL)


def endless(job: ClaimedJob) -> None:
    while True:
        time.sleep(0.05)


def bad_death(job: ClaimedJob) -> None:
    raise ValueError("and its end fails too")


def died(job: ClaimedJob, reason: str) -> None:
    Effect.objects.create(name=f"dead {job.object_id}", attempt=job.attempt, note=reason)


def death_fails(job: ClaimedJob, reason: str) -> None:
    raise RuntimeError("on_dead failed")


def _pass_gate(name: str) -> None:
    while not Gate.objects.filter(name=name).exists():
        time.sleep(0.02)


class SampleEngine:
    """Stands where the speech engine stands. A job whose object is `poison` kills the process.

    While it works it notes how many database connections the process holds besides the keeper's.
    """

    batch_size = 4

    def start(self) -> None:
        """Nothing to load."""

    def process(self, claims: list[ClaimedJob]) -> None:
        for claim in claims:
            if claim.object_id == "poison":
                os.kill(os.getpid(), signal.SIGKILL)
        held = connection.connection is not None
        for claim in claims:
            if claim.object_id == "left":
                continue
            try:
                with unit_of_work():
                    Effect.objects.create(name=claim.object_id, note=f"batch {len(claims)} held {held}")
                    services.complete(claim)
            except StaleClaim:
                continue
        connection.close()

    def close(self) -> None:
        Effect.objects.create(name="engine closed")
