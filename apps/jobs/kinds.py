"""What kinds of work there are, and the types that travel between rows and handlers.

An app declares its kinds in `job_kinds.py`:

    JOB_KINDS = [JobKind(name="homework.process_homework_audio", queue="speech", on_dead="apps.homework.services.died")]
    PERIODIC = [Periodic(name="homework.close_overdue", kind="homework.close_overdue", every=timedelta(hours=1))]

Handlers are named by dotted path, so a lower app may enqueue work of a higher one by the kind's name.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.utils.module_loading import import_string

from apps.core import declarations

QUEUES = ("default", "speech")
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


class UnknownJobKind(LookupError):
    """A kind that no app declares."""


class StaleClaim(Exception):
    """The claim is not the job's present one any more: whoever holds it must write nothing."""


class PermanentFailure(Exception):
    """A handler's word that another try cannot help, or may do harm: the job is dead at once, with this reason."""


class RetryLater(Exception):
    """A handler's word that it failed and that another try makes no sense before `after`."""

    def __init__(self, reason: str, *, after: timedelta) -> None:
        super().__init__(reason)
        self.after = after


class PostponeJob(RetryLater):
    """As TryLater, of work that was not even begun: it takes none of the job's tries (`services.postpone_job`)."""


@dataclass(frozen=True)
class JobKind:
    """One kind of work.

    `handler(job: ClaimedJob) -> None` runs it (queue `default`; work of queue `speech` goes to the engine and
    needs none). `on_dead(job: ClaimedJob, reason: str) -> None` runs inside the transaction that makes the job
    dead. `tries` counts failures; between them the job waits `backoff`, then four times as long, and so on.
    A worker gives a job up after `limit`. Rows are kept `keep_done` or `keep_dead` long.
    """

    name: str
    handler: str = ""
    queue: str = "default"
    tries: int = 3
    backoff: timedelta = timedelta(seconds=5)
    limit: timedelta = timedelta(minutes=10)
    keep_done: timedelta = timedelta(days=7)
    keep_dead: timedelta = timedelta(days=90)
    on_dead: str = ""

    def get_retry_delay(self, failures: int) -> timedelta:
        """How long to wait after the failure of that number (from 1)."""
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


@dataclass(frozen=True)
class PeriodicJob:
    """A kind that is enqueued once per slot: every `every`, counted from 2020-01-01 UTC plus `offset`.

    After an outage only the latest slot runs.
    """

    name: str
    kind: str
    every: timedelta
    offset: timedelta = timedelta(0)

    def get_slot_start(self, now: datetime) -> datetime:
        """The start of the slot in which `now` lies."""
        return EPOCH + self.offset + (now - EPOCH - self.offset) // self.every * self.every


@dataclass(frozen=True)
class ClaimedJob:
    """A job in the hands of one worker. `attempt` is the claim's number and fences every write about the job.

    `suspect`: an earlier claim of it ended with the death of its worker.
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
def all_job_kinds() -> dict[str, JobKind]:
    """Every declared kind by name; ValueError when two share one or a queue is unknown."""
    table = declarations.collect_by_name("job_kinds", JobKind, label="job kind")
    for kind in table.values():
        if kind.queue not in QUEUES:
            raise ValueError(f"job kind {kind.name} names an unknown queue {kind.queue}")
    return table


def get_job_kind(name: str) -> JobKind:
    """The kind of that name; raises UnknownKind."""
    try:
        return all_job_kinds()[name]
    except KeyError:
        raise UnknownJobKind(name) from None


@cache
def all_periodic_jobs() -> tuple[PeriodicJob, ...]:
    """Every declared periodic job; ValueError when two share a name."""
    found = [p for module in declarations.import_modules("job_kinds") for p in getattr(module, "PERIODIC", [])]
    names = [periodic.name for periodic in found]
    if len(set(names)) < len(names):
        raise ValueError("two periodic jobs share a name")
    return tuple(found)
