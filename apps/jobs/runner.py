"""The job processes: `worker` and `media` (threads, one job each), and `speech` (one engine, many jobs at once)."""

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol
from uuid import UUID

import redis
import structlog
from django.conf import settings
from django.db import close_old_connections, connection
from django.utils.module_loading import import_string
from huey.consumer import Consumer

from apps.core import app_metrics, request_context
from apps.jobs import queues, services
from apps.jobs.kinds import (
    ClaimedJob,
    PermanentFailure,
    PostponeJob,
    RetryLater,
    StaleClaim,
    UnknownJobKind,
    get_job_kind,
    get_job_kinds_by_name,
)
from apps.jobs.lease_renewer import LeaseRenewer, get_process_name, use_unpooled_connections

log = structlog.get_logger(__name__)

LAST_POLL_SECONDS = 2.0
"""After so long no thread of a stopping consumer polls its queue; a poll takes one second."""


def reduce_huey_logging() -> None:
    """Log only warnings of Huey, and one line in place of a traceback when Redis is down."""
    logging.getLogger("huey").setLevel(logging.WARNING)
    for part in ("Worker", "Scheduler"):
        logging.getLogger(f"huey.consumer.{part}").addFilter(_without_traceback)


def _without_traceback(record: logging.LogRecord) -> bool:
    if record.exc_info and isinstance(record.exc_info[1], redis.RedisError):
        record.msg, record.args = f"{record.getMessage()} {record.exc_info[1]!r}", ()
        record.exc_info = None
    return True


class GracefulConsumer(Consumer):  # type: ignore[misc]
    """Huey's consumer; SIGTERM and SIGINT let running jobs finish, a second signal stops at once."""

    def __init__(self, queue: str, *, threads: int, lease_renewer: LeaseRenewer) -> None:
        pauses = {"scheduler_interval": 60, "initial_delay": 0.2, "max_delay": 2.0}
        super().__init__(queues.get_huey(queue), workers=threads, worker_type="thread", periodic=False, **pauses)
        reduce_huey_logging()
        self._signal_actions = dict.fromkeys((signal.SIGTERM, signal.SIGINT), (False, True))
        self._lease_renewer = lease_renewer

    def start(self) -> None:
        """Start the threads and the signal handlers, then report that the process is ready."""
        super().start()
        self._lease_renewer.report_ready()

    def stop(self, graceful: bool = False) -> None:
        """Take no more work and wait for running jobs.

        Unfinished jobs are returned only after the last poll, which would consume their wake-ups.
        """
        log.info(f"{self._lease_renewer.role} stopping", graceful=graceful)
        self._lease_renewer.exit_after(max(settings.ENV.stop_seconds, LAST_POLL_SECONDS))
        super().stop(graceful=graceful)


class WorkerLoop:
    """The state shared by the threads that serve a queue. Each wake-up makes one thread run jobs until none is due.

    A job whose worker died before runs alone, so that it cannot stop others.
    """

    def __init__(self, queue: str, lease_renewer: LeaseRenewer) -> None:
        self.stop = threading.Event()
        self._queue, self._lease_renewer = queue, lease_renewer
        self._change = threading.Condition()
        self._running = 0
        self._running_suspect = False

    def run_until_empty(self) -> None:
        """Run jobs one after the other until none is due. When the process stops, another one is woken."""
        try:
            while (claim := self._claim_next()) is not None:
                try:
                    run_job(claim)
                finally:
                    self._finish_claim(claim)
        finally:
            close_old_connections()
            if self.stop.is_set():
                queues.wake_queue(self._queue)

    def _claim_next(self) -> ClaimedJob | None:
        with self._change:
            self._change.wait_for(lambda: not self._running_suspect or self.stop.is_set())
            if self.stop.is_set():
                return None
            claims = services.claim_jobs(queue=self._queue, limit=1, worker=get_process_name())
            if not claims:
                return None
            claim = claims[0]
            self._lease_renewer.add_claim(claim)
            if claim.suspect:
                self._running_suspect = True
                self._change.wait_for(lambda: self._running == 0)
            self._running += 1
            return claim

    def _finish_claim(self, claim: ClaimedJob) -> None:
        self._lease_renewer.remove_claim(claim)
        with self._change:
            self._running -= 1
            if claim.suspect:
                self._running_suspect = False
            self._change.notify_all()


def run_job(claim: ClaimedJob) -> None:
    """Run one claimed job and record its result. A failed job raises nothing."""
    with request_context.use_request_context(claim.request_id, job_id=str(claim.id)), _measure_job(claim):
        try:
            get_job_kind(claim.kind).run_handler(claim)
            services.complete_job_unless_done(claim)
        except StaleClaim:
            log.warning("late worker: nothing written", claim=claim.attempt)
        except UnknownJobKind:
            _record(services.fail_job, claim, "No app knows this kind of job.", retry=False)
        except PermanentFailure as error:
            _record(services.fail_job, claim, str(error), retry=False)
        except PostponeJob as error:
            _record(services.postpone_job, claim, str(error), pause=error.after)
        except RetryLater as error:
            _record(services.fail_job, claim, str(error), min_pause=error.after)
        except Exception as error:
            log.exception("job raised")
            close_old_connections()
            _record(services.fail_job, claim, f"{type(error).__name__}: {error}")
        finally:
            close_old_connections()


@contextmanager
def _measure_job(claim: ClaimedJob) -> Iterator[None]:
    """Log the try and count its seconds."""
    began = time.perf_counter()
    yield
    seconds = time.perf_counter() - began
    app_metrics.JOB_SECONDS.observe(seconds, claim.kind if claim.kind in get_job_kinds_by_name() else "unknown")
    log.info("job ended", kind=claim.kind, attempt=claim.attempt, ms=round(seconds * 1000, 1))


def _record(write: Callable[..., object], claim: ClaimedJob, reason: str, **how: Any) -> None:
    """Call `fail_job` or `postpone_job`; a stale claim is only logged."""
    try:
        write(claim, reason=reason, **how)
    except StaleClaim:
        log.warning("late worker: outcome not recorded", claim=claim.attempt, reason=reason)


def run_worker(*, threads: int, role: str = "worker", queue: str = "default") -> None:
    """Serve a queue until SIGTERM or SIGINT. Running jobs finish; those that run longer than STOP_SECONDS go back into
    the queue.
    """
    use_unpooled_connections()
    lease_renewer = LeaseRenewer(role)
    lease_renewer.start()
    consumer = GracefulConsumer(queue, threads=threads, lease_renewer=lease_renewer)
    worker_loop = WorkerLoop(queue, lease_renewer)
    worker_loop.stop = consumer.stop_flag
    queues.set_wake_handler(queue, worker_loop.run_until_empty)
    try:
        consumer.run()
    finally:
        lease_renewer.stop()


class Engine(Protocol):
    """The engine that serves queue `speech`: a class named by the setting SPEECH_ENGINE.

    It ends each claim with `services.complete_job` (in the transaction that stores the result) or `services.fail_job`,
    then calls `settled(claim)`, from any thread. A StaleClaim of one claim must not stop others. It holds no database
    connection while the model works, and closes those that it opened (`django.db.connection.close()`).
    """

    def start(self) -> None:
        """Load the model."""

    def room(self) -> int:
        """Return how many more jobs it can take now. It is asked again after each settled claim."""

    def take(self, claims: list[ClaimedJob], settled: Callable[[ClaimedJob], None]) -> None:
        """Start to work on these claims, at most `room()`, and return at once."""

    def close(self) -> None:
        """Free what `start` loaded; all claims are settled by then."""


def run_speech_engine(engine_path: str = "") -> None:
    """Serve queue `speech` with the engine of that dotted path (default: SPEECH_ENGINE) until SIGTERM or SIGINT.

    Claims in the engine finish or go back into the queue after STOP_SECONDS. Another process is woken for waiting jobs.
    """
    use_unpooled_connections()
    engine: Engine = import_string(engine_path or settings.SPEECH_ENGINE)()
    lease_renewer = LeaseRenewer("speech")
    lease_renewer.start()
    engine.start()
    dispatcher = Dispatcher(engine, lease_renewer)
    queues.set_wake_handler("speech", dispatcher.wake.set)
    consumer = GracefulConsumer("speech", threads=1, lease_renewer=lease_renewer)
    dispatcher.stop = consumer.stop_flag
    thread = threading.Thread(target=dispatcher.run, name="engine", daemon=True)
    thread.start()
    consumer.run()
    queues.wake_queue("speech")
    dispatcher.stop.set()
    dispatcher.wake.set()
    thread.join()
    engine.close()
    lease_renewer.stop()


class Dispatcher:
    """Claims jobs when the engine has room, gives them to it, and renews their leases until they are settled.

    A job whose worker died before is in the engine alone, so that it cannot stop others.
    """

    def __init__(self, engine: Engine, lease_renewer: LeaseRenewer) -> None:
        self.wake, self.stop = threading.Event(), threading.Event()
        self._engine, self._lease_renewer = engine, lease_renewer
        self._change = threading.Condition()
        self._claimed_ids: set[UUID] = set()
        self._more_due = False

    def run(self) -> None:
        """Run until `stop` is set, then wait for the claims in the engine."""
        while True:
            self.wake.wait()
            self.wake.clear()
            if self.stop.is_set():
                break
            try:
                self._fill_engine()
            except Exception:
                log.exception("the engine could not be filled")
        self._wait_until_empty()

    def _fill_engine(self) -> None:
        """Claim jobs until the engine is full or none is due."""
        while not self.stop.is_set():
            self._more_due = True
            room = self._engine.room()
            if room <= 0:
                return
            try:
                claims = services.claim_jobs(queue="speech", limit=room, worker=get_process_name())
            except Exception:
                log.exception("no jobs could be claimed")
                claims = []
            connection.close()
            if not claims:
                self._more_due = False
                return
            self._hand_over(claims)

    def _hand_over(self, claims: list[ClaimedJob]) -> None:
        for claim in claims:
            self._lease_renewer.add_claim(claim)
        alone = any(claim.suspect for claim in claims)
        if alone:
            self._wait_until_empty()
        with self._change:
            self._claimed_ids |= {claim.id for claim in claims}
        try:
            self._engine.take(claims, self._on_settled)
        except Exception as error:
            log.exception("claims not taken", jobs=[str(claim.id) for claim in claims])
            for claim in claims:
                self._on_settled(claim, f"{type(error).__name__}: {error}")
        if alone:
            self._wait_until_empty()

    def _on_settled(self, claim: ClaimedJob, reason: str = "The engine left it without a result.") -> None:
        with self._change:
            if claim.id not in self._claimed_ids:
                return
        try:
            services.fail_job(claim, reason=reason)
        except StaleClaim:
            pass
        except Exception:
            log.exception("failure not recorded; the lease will run out", job_id=str(claim.id))
        connection.close()
        self._lease_renewer.remove_claim(claim)
        with self._change:
            self._claimed_ids.discard(claim.id)
            self._change.notify_all()
        if self._more_due:
            self.wake.set()

    def _wait_until_empty(self) -> None:
        with self._change:
            self._change.wait_for(lambda: not self._claimed_ids)
