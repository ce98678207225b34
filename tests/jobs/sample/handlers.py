"""Handlers of the sample kinds, and a sample engine."""

import contextlib
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from apps.core.uow import unit_of_work
from apps.jobs import services
from apps.jobs.kinds import StaleClaim
from tests.jobs.sample.models import Effect, Gate


def note(job):
    """The effect and the end of the job in one transaction."""
    with unit_of_work():
        Effect.objects.create(name=job.object_id, attempt=job.attempt, note=(job.secret or b"").decode())
        services.complete_job(job)


def collides(job):
    """PostgreSQL refuses it, and names the value in its words."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE twice (name text UNIQUE)")
        cursor.execute("INSERT INTO twice VALUES (%s), (%s)", [job.payload["name"]] * 2)


def gated(job):
    """Says that it began, waits until the gate of its name is open, then as `note`."""
    Effect.objects.create(name=f"begun {job.object_id}", attempt=job.attempt)
    _pass_gate(job.object_id)
    note(job)


def unfenced(job):
    """As `gated`, but it writes without naming its claim: what the fence protects from."""
    Effect.objects.create(name=f"begun {job.object_id}", attempt=job.attempt)
    _pass_gate(job.object_id)
    Effect.objects.create(name=job.object_id, attempt=job.attempt)


def broken(job):
    Effect.objects.create(name=f"begun {job.object_id}", attempt=job.attempt)
    raise ValueError("this never works")


def poison(job):
    """Takes its process with it."""
    os.kill(os.getpid(), signal.SIGKILL)


def endless(job):
    while True:
        time.sleep(0.05)


def bad_death(job):
    raise ValueError("and its end fails too")


def died(job, reason):
    Effect.objects.create(name=f"dead {job.object_id}", attempt=job.attempt, note=reason)


def death_fails(job, reason):
    raise RuntimeError("on_dead failed")


def _pass_gate(name):
    while not Gate.objects.filter(name=name).exists():
        time.sleep(0.02)


class SampleEngine:
    """Stands where the speech engine stands: four jobs at once, in a thread of its own. A job whose object is `poison`
    kills the process, one whose object begins with `gated` waits for its gate.

    While it works it notes how many jobs came together and whether its thread holds a database connection.
    """

    def start(self):
        """Nothing to load."""
        self._in_hand = set()
        self._pool = ThreadPoolExecutor(1)

    def room(self):
        return 0 if self._in_hand else 4

    def take(self, claims, settled):
        self._in_hand |= {claim.object_id for claim in claims}
        self._pool.submit(self._work, claims, settled)

    def _work(self, claims, settled):
        for claim in claims:
            if claim.object_id == "poison":
                os.kill(os.getpid(), signal.SIGKILL)
        held = connection.connection is not None
        for claim in claims:
            if claim.object_id.startswith("gated"):
                Effect.objects.create(name=f"begun {claim.object_id}")
                _pass_gate(claim.object_id)
            if claim.object_id != "left":
                self._note(claim, f"batch {len(claims)} held {held}")
            connection.close()
        self._in_hand.clear()
        for claim in claims:
            settled(claim)

    def _note(self, claim, note):
        with contextlib.suppress(StaleClaim), unit_of_work():
            Effect.objects.create(name=claim.object_id, note=note)
            services.complete_job(claim)

    def close(self):
        self._pool.shutdown()
        Effect.objects.create(name="engine closed")
