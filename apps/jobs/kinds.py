"""Job kinds, and the types passed between rows and handlers.

An app declares its kinds in `job_kinds.py`:

    JOB_KINDS = [JobKind("homework.close_overdue", "apps.homework.jobs.close_overdue", every=HOUR)]

Handlers are dotted paths: services import the names of kinds from `job_kinds.py`, which therefore imports no service.
`project.declared_paths` resolves them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.utils.module_loading import import_string

from apps.core import declarations
from apps.core.durations import DAY, MINUTE, SECOND

QUEUES = ("default", "media", "speech")
SLOW_QUEUES = ("media",)
"""Queues in which jobs may wait for hours, as one runs at a time."""
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


class UnknownJobKind(LookupError):
    """No app declares this kind."""


class StaleClaim(Exception):
    """The claim is no longer the current one of the job; its holder must write nothing."""


class PermanentFailure(Exception):
    """A handler reports that a retry cannot help or may do harm. The job is dead at once, with this reason."""


class RetryLater(Exception):
    """A handler reports that it failed and should not be retried before `after`."""

    def __init__(self, reason: str, *, after: timedelta) -> None:
        super().__init__(reason)
        self.after = after


class PostponeJob(RetryLater):
    """Like RetryLater, for work that was not begun: it uses no try of the job (`services.postpone_job`)."""


@dataclass(frozen=True)
class JobKind:
    """One kind of job.

    `handler(job: ClaimedJob) -> None` runs it (the engine runs those of queue `speech`). `on_dead(job:
    ClaimedJob, reason: str) -> None` runs in the transaction that makes the job dead. `tries` counts failures; the
    pause between them is `backoff`, then four times as long each time. A worker fails a job after `limit`. Rows are
    kept for `keep_done` or `keep_dead`. A kind with `every` is periodic: it is enqueued once for each slot, counted
    from 2020-01-01 UTC plus `offset`; after an outage only the latest slot runs.
    """

    name: str
    handler: str = ""
    queue: str = "default"
    tries: int = 3
    backoff: timedelta = 5 * SECOND
    limit: timedelta = 10 * MINUTE
    keep_done: timedelta = 7 * DAY
    keep_dead: timedelta = 90 * DAY
    on_dead: str = ""
    every: timedelta = timedelta(0)
    offset: timedelta = timedelta(0)

    def get_retry_delay(self, failures: int) -> timedelta:
        """Return the pause after the failure of that number (from 1)."""
        return self.backoff * int(4 ** (failures - 1))

    def run_handler(self, job: "ClaimedJob") -> None:
        """Call the handler."""
        handler: Callable[[ClaimedJob], None] = import_string(self.handler)
        handler(job)

    def run_on_dead(self, job: "ClaimedJob", reason: str) -> None:
        """Call `on_dead`, if the kind has one."""
        if self.on_dead:
            on_dead: Callable[[ClaimedJob, str], None] = import_string(self.on_dead)
            on_dead(job, reason)

    def get_slot_start(self, now: datetime) -> datetime:
        """Return the start of the slot of a periodic kind that contains `now`."""
        return EPOCH + self.offset + (now - EPOCH - self.offset) // self.every * self.every


@dataclass(frozen=True)
class ClaimedJob:
    """A job claimed by one worker. `attempt` is the number of the claim and guards every write about the job.

    `suspect`: a worker died during an earlier claim of it.
    """

    id: UUID
    kind: str
    object_id: str
    payload: dict[str, Any]
    attempt: int
    secret: bytes | None = field(default=None, repr=False)
    request_id: str = ""
    suspect: bool = False
    priority: int = 0


@cache
def get_job_kinds_by_name() -> dict[str, JobKind]:
    """Return all declared kinds by name. Raise ValueError when two share a name or a queue is unknown."""
    table = declarations.collect_declarations_by_name("job_kinds", JobKind, label="job kind")
    for kind in table.values():
        if kind.queue not in QUEUES:
            raise ValueError(f"job kind {kind.name} names an unknown queue {kind.queue}")
    return table


def get_job_kind(name: str) -> JobKind:
    """Return the kind of that name. Raise UnknownJobKind."""
    try:
        return get_job_kinds_by_name()[name]
    except KeyError:
        raise UnknownJobKind(name) from None


def list_periodic_kinds() -> list[JobKind]:
    """Return all declared kinds that are enqueued by time."""
    return [kind for kind in get_job_kinds_by_name().values() if kind.every]
