"""The two processes that do the work: `worker` (threads, one job each) and `speech` (one engine, many at once)."""

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Protocol
from uuid import UUID

import redis
import structlog
from django.conf import settings
from django.db import close_old_connections, connection
from django.utils.module_loading import import_string
from huey.consumer import Consumer

from apps.core import app_metrics, request_context
from apps.jobs import queues, services
from apps.jobs.kinds import ClaimedJob, GiveUp, NotYet, StaleClaim, TryLater, UnknownKind, all_kinds, kind_named
from apps.jobs.lease_renewer import Keeper, process_name, use_plain_connections

log = structlog.get_logger(__name__)

LAST_LOOK_SECONDS = 2.0
"""After so long no thread of a stopping consumer looks into its queue any more: a look takes one second."""


def quieten_huey() -> None:
    """Leave of Huey's own log the warnings, and of an absent Redis one line each time instead of a traceback."""
    logging.getLogger("huey").setLevel(logging.WARNING)
    for part in ("Worker", "Scheduler"):
        logging.getLogger(f"huey.consumer.{part}").addFilter(_without_traceback)


def _without_traceback(record: logging.LogRecord) -> bool:
    if record.exc_info and isinstance(record.exc_info[1], redis.RedisError):
        record.msg, record.args = f"{record.getMessage()} {record.exc_info[1]!r}", ()
        record.exc_info = None
    return True


class GracefulConsumer(Consumer):  # type: ignore[misc]
    """Huey's consumer, stopped by SIGTERM as gently as by SIGINT: running jobs finish. A second signal cuts it."""

    def __init__(self, queue: str, *, threads: int, keeper: Keeper) -> None:
        super().__init__(
            queues.HUEYS[queue],
            workers=threads,
            worker_type="thread",
            periodic=False,
            scheduler_interval=60,
            initial_delay=0.2,
            max_delay=2.0,
        )
        quieten_huey()
        self._signal_actions = dict.fromkeys((signal.SIGTERM, signal.SIGINT), (False, True))
        self._keeper = keeper

    def start(self) -> None:
        """Start the threads and take the signals, then say that work can come."""
        super().start()
        self._keeper.announce()

    def stop(self, graceful: bool = False) -> None:
        """Take no more work and wait for what runs. What goes back at the end does so after the last look into the
        queue, which would take its wake-up along.
        """
        log.info(f"{self._keeper.role} stopping", graceful=graceful)
        self._keeper.leave_within(max(settings.ENV.stop_seconds, LAST_LOOK_SECONDS))
        super().stop(graceful=graceful)


class Shift:
    """What the worker's threads share. Each wake-up makes one thread work until nothing is due.

    A job whose earlier worker died runs while nothing else does, so that it cannot take others with it.
    """

    def __init__(self, keeper: Keeper) -> None:
        self.stop = threading.Event()
        self._keeper = keeper
        self._change = threading.Condition()
        self._running = 0
        self._alone = False

    def drain(self) -> None:
        """Run jobs one after the other until none is due or the process stops: then the wake-up is for another."""
        try:
            while (claim := self._take()) is not None:
                try:
                    run_job(claim)
                finally:
                    self._put_down(claim)
        finally:
            close_old_connections()
            if self.stop.is_set():
                queues.wake("default")

    def _take(self) -> ClaimedJob | None:
        with self._change:
            self._change.wait_for(lambda: not self._alone or self.stop.is_set())
            if self.stop.is_set():
                return None
            claims = services.claim(queue="default", limit=1, worker=process_name())
            if not claims:
                return None
            claim = claims[0]
            self._keeper.hold(claim)
            if claim.suspect:
                self._alone = True
                self._change.wait_for(lambda: self._running == 0)
            self._running += 1
            return claim

    def _put_down(self, claim: ClaimedJob) -> None:
        self._keeper.let_go(claim)
        with self._change:
            self._running -= 1
            if claim.suspect:
                self._alone = False
            self._change.notify_all()


def run_job(claim: ClaimedJob) -> None:
    """Run one claimed job of queue `default` to its end and record how it ended; never raises for a failed job."""
    with request_context.use(claim.request_id, job_id=str(claim.id)), _timed(claim):
        try:
            kind_named(claim.kind).run(claim)
            services.complete_unless_done(claim)
        except StaleClaim:
            log.warning("late worker: nothing written", claim=claim.attempt)
        except UnknownKind:
            _record(claim, "No app knows this kind of job.", retry=False)
        except GiveUp as error:
            _record(claim, str(error), retry=False)
        except NotYet as error:
            _put_off(claim, error)
        except TryLater as error:
            _record(claim, str(error), after=error.after)
        except Exception as error:
            log.exception("job raised")
            close_old_connections()
            _record(claim, f"{type(error).__name__}: {error}")
        finally:
            close_old_connections()


@contextmanager
def _timed(claim: ClaimedJob) -> Iterator[None]:
    """Log the try and its seconds, and count them."""
    began = time.perf_counter()
    yield
    seconds = time.perf_counter() - began
    app_metrics.JOB_SECONDS.observe(seconds, claim.kind if claim.kind in all_kinds() else "unknown")
    log.info("job ended", kind=claim.kind, attempt=claim.attempt, ms=round(seconds * 1000, 1))


def _record(claim: ClaimedJob, reason: str, *, retry: bool = True, after: timedelta = timedelta(0)) -> None:
    try:
        services.fail(claim, reason=reason, retry=retry, after=after)
    except StaleClaim:
        log.warning("late worker: failure not recorded", claim=claim.attempt, reason=reason)


def _put_off(claim: ClaimedJob, error: NotYet) -> None:
    try:
        services.put_off(claim, reason=str(error), after=error.after)
    except StaleClaim:
        log.warning("late worker: not put off", claim=claim.attempt, reason=str(error))


def run_worker(*, threads: int) -> None:
    """Serve queue `default` until SIGTERM or SIGINT. Jobs that run then are finished; what runs longer than
    STOP_SECONDS goes back into the queue at once.
    """
    use_plain_connections()
    keeper = Keeper("worker")
    keeper.start()
    consumer = GracefulConsumer("default", threads=threads, keeper=keeper)
    shift = Shift(keeper)
    shift.stop = consumer.stop_flag
    queues.on_wake("default", shift.drain)
    try:
        consumer.run()
    finally:
        keeper.end()


class Engine(Protocol):
    """What serves queue `speech`: named by the setting SPEECH_ENGINE, made once.

    It settles each claim that it took with `services.complete` (inside the transaction that stores the result) or
    `services.fail`, then calls `settled(claim)`, from any thread; StaleClaim about one of them must not stop others.
    It opens no connection while the model works and closes (`django.db.connection.close()`) what it opened to store.
    """

    def start(self) -> None:
        """Load the model."""

    def room(self) -> int:
        """How many more jobs it can take now; 0 leaves them to others. Asked again after each that was settled."""

    def take(self, claims: list[ClaimedJob], settled: Callable[[ClaimedJob], None]) -> None:
        """Begin to work on these, at most `room()`, and return at once."""

    def close(self) -> None:
        """Free what `start` took; everything is settled by then."""


def run_engine(path: str = "") -> None:
    """Serve queue `speech` with the engine of that dotted path (default: the setting SPEECH_ENGINE) until SIGTERM
    or SIGINT; what the engine has in hand then is finished, or goes back into the queue after STOP_SECONDS. Another
    is woken for what waited here.
    """
    use_plain_connections()
    engine: Engine = import_string(path or settings.SPEECH_ENGINE)()
    keeper = Keeper("speech")
    keeper.start()
    engine.start()
    desk = Desk(engine, keeper)
    queues.on_wake("speech", desk.wake.set)
    consumer = GracefulConsumer("speech", threads=1, keeper=keeper)
    desk.stop = consumer.stop_flag
    thread = threading.Thread(target=desk.serve, name="engine", daemon=True)
    thread.start()
    consumer.run()
    queues.wake("speech")
    desk.stop.set()
    desk.wake.set()
    thread.join()
    engine.close()
    keeper.end()


class Desk:
    """Claims jobs for an engine whenever it has room, and holds their leases until each is settled.

    A job whose earlier worker died is in the engine while nothing else is, so that it cannot take others with it.
    """

    def __init__(self, engine: Engine, keeper: Keeper) -> None:
        self.wake, self.stop = threading.Event(), threading.Event()
        self._engine, self._keeper = engine, keeper
        self._change = threading.Condition()
        self._held: set[UUID] = set()
        self._more = False

    def serve(self) -> None:
        """Work until told to stop, then wait for what is in hand."""
        while True:
            self.wake.wait()
            self.wake.clear()
            if self.stop.is_set():
                break
            try:
                self._fill()
            except Exception:
                log.exception("the engine could not be filled")
        self._wait_for_all()

    def _fill(self) -> None:
        """Claim until the engine is full or nothing is due."""
        while not self.stop.is_set():
            self._more = True
            room = self._engine.room()
            if room <= 0:
                return
            try:
                claims = services.claim(queue="speech", limit=room, worker=process_name())
            except Exception:
                log.exception("no jobs could be claimed")
                claims = []
            connection.close()
            if not claims:
                self._more = False
                return
            self._hand_over(claims)

    def _hand_over(self, claims: list[ClaimedJob]) -> None:
        for claim in claims:
            self._keeper.hold(claim)
        alone = any(claim.suspect for claim in claims)
        if alone:
            self._wait_for_all()
        with self._change:
            self._held |= {claim.id for claim in claims}
        try:
            self._engine.take(claims, self._settled)
        except Exception as error:
            log.exception("claims not taken", jobs=[str(claim.id) for claim in claims])
            for claim in claims:
                self._settled(claim, f"{type(error).__name__}: {error}")
        if alone:
            self._wait_for_all()

    def _settled(self, claim: ClaimedJob, reason: str = "The engine left it without a result.") -> None:
        with self._change:
            if claim.id not in self._held:
                return
        try:
            services.fail(claim, reason=reason)
        except StaleClaim:
            pass
        except Exception:
            log.exception("failure not recorded; the lease will run out", job_id=str(claim.id))
        connection.close()
        self._keeper.let_go(claim)
        with self._change:
            self._held.discard(claim.id)
            self._change.notify_all()
        if self._more:
            self.wake.set()

    def _wait_for_all(self) -> None:
        with self._change:
            self._change.wait_for(lambda: not self._held)
