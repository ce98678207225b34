"""Job kinds that only tests have."""

import os
from datetime import timedelta

from apps.jobs.kinds import JobKind

SOON = timedelta(milliseconds=10)
HERE = "tests.jobs.sample.handlers"


def _kind(name, **more):
    return JobKind(name=f"sample.{name}", handler=f"{HERE}.{name}", backoff=SOON, **more)


JOB_KINDS = [
    _kind("note", on_dead=f"{HERE}.died", every=timedelta(seconds=float(os.environ.get("SAMPLE_TICK_SECONDS", "0")))),
    _kind("collides", tries=1),
    _kind("gated"),
    _kind("unfenced"),
    _kind("broken", on_dead=f"{HERE}.died"),
    _kind("poison", on_dead=f"{HERE}.died"),
    _kind("endless", tries=1, limit=timedelta(milliseconds=300), on_dead=f"{HERE}.died"),
    _kind("bad_death", tries=1, on_dead=f"{HERE}.death_fails"),
    JobKind(name="sample.spoken", queue="speech", tries=2, backoff=SOON, on_dead=f"{HERE}.died"),
]
