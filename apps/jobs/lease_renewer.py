"""The threads of each job process that renew leases, record heartbeats, and touch the liveness file."""

import os
import signal
import threading
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog
from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections

from apps.core import metrics
from apps.core.metrics import get_process_name as get_process_name
from apps.jobs import services
from apps.jobs.kinds import ClaimedJob, JobKind, StaleClaim, get_job_kinds_by_name

log = structlog.get_logger(__name__)

STUCK_GRACE_SECONDS = 30.0
EXIT_STUCK = 70
MAX_TURN_SECONDS = 300.0
"""A longer turn hangs; a database that is down refuses or times out much sooner."""


def use_unpooled_connections() -> None:
    """Give each thread of this process its own connection, checked before use, in place of a pool.

    Connections that the start opened are closed.
    """
    for alias in connections:
        opened: Any = connections[alias]
        opened.close()
        opened.close_pool()
        connections.settings[alias]["OPTIONS"].pop("pool", None)
        connections.settings[alias]["CONN_MAX_AGE"] = None
        connections.settings[alias]["CONN_HEALTH_CHECKS"] = True


class LeaseRenewer(threading.Thread):
    """Renews the leases of all claims of the process, with one statement for each turn.

    A job that runs longer than the `limit` of its kind is failed. Threads cannot be killed, so the process then takes
    no more jobs and exits when nothing else runs in it, after 30 s at the latest. Its supervisor starts it again.
    """

    def __init__(self, role: str) -> None:
        super().__init__(name="lease-renewer", daemon=True)
        self.role = role
        self.ready = threading.Event()
        self._turn_requested = threading.Event()
        self._ended = threading.Event()
        self._claims: dict[UUID, tuple[ClaimedJob, float]] = {}
        self._lock = threading.Lock()
        self._stuck: set[UUID] = set()
        self._exit_at: float | None = None
        self.last_turn_at = time.monotonic()
        """When the last turn ended, with or without an error (monotonic seconds)."""

    def add_claim(self, claim: ClaimedJob) -> None:
        """Renew the lease of this claim from now on."""
        with self._lock:
            self._claims[claim.id] = (claim, time.monotonic())

    def remove_claim(self, claim: ClaimedJob) -> None:
        """Stop renewing this claim."""
        with self._lock:
            self._claims.pop(claim.id, None)

    def report_ready(self) -> None:
        """Log that the process can take work, and record it in the heartbeat with an immediate turn."""
        self.ready.set()
        self._turn_requested.set()
        log.info(f"{self.role} ready", process=get_process_name())

    def exit_after(self, seconds: float) -> None:
        """After so many seconds, return unfinished jobs to their queues and end the process."""
        timer = threading.Timer(seconds, self._exit)
        timer.daemon = True
        timer.start()

    def stop(self) -> None:
        """Stop the thread, return unfinished jobs to their queues and delete the heartbeat."""
        self._ended.set()
        self._turn_requested.set()
        self.join()

    def _exit(self) -> None:
        if not self._ended.is_set():
            log.warning("process ends before its work is done")
            self.stop()
            os._exit(EXIT_STUCK if self._stuck else 0)

    def run(self) -> None:
        """Run one turn now and then every JOB_RENEW_SECONDS. Database errors are logged; the next turn tries again."""
        metrics.start_metrics_reporting(self.role)
        LivenessThread(self).start()
        while not self._ended.is_set():
            self._turn_requested.clear()
            try:
                self._run_turn()
            except Exception:
                log.exception("leases could not be renewed")
            close_old_connections()
            self.last_turn_at = time.monotonic()
            self._turn_requested.wait(settings.JOB_RENEW_SECONDS)
        try:
            self._return_jobs()
            services.delete_heartbeat(name=get_process_name())
        except DatabaseError as error:
            log.warning("sign of life not taken away", error=repr(error))
        finally:
            connections.close_all()

    def _run_turn(self) -> None:
        with self._lock:
            claims = dict(self._claims)
        running = [(claim, time.monotonic() - since) for claim, since in claims.values() if claim.id not in self._stuck]
        overdue = [claim for claim, seconds in running if seconds > _get_limit_seconds(claim)]
        for claim in overdue:
            self._fail_overdue(claim)
        self._exit_if_stuck(set(claims))
        services.renew_leases(claim for claim, _ in claims.values() if claim.id not in self._stuck)
        is_ready = self.ready.is_set() and not self._stuck
        services.record_heartbeat(role=self.role, name=get_process_name(), ready=is_ready)

    def _return_jobs(self) -> None:
        with self._lock:
            claims = [claim for claim, _ in self._claims.values() if claim.id not in self._stuck]
        if claims:
            log.warning("jobs given back", jobs=[str(job) for job in services.requeue_unfinished_jobs(claims)])

    def _fail_overdue(self, claim: ClaimedJob) -> None:
        log.error("job over its time limit", job_id=str(claim.id), kind=claim.kind)
        try:
            services.fail_job(claim, reason=f"It ran longer than {_get_limit_seconds(claim):g} s.", lease_lapsed=True)
        except StaleClaim:
            log.warning("job over its time limit ended meanwhile", job_id=str(claim.id))
        if not self._stuck:
            self._exit_at = time.monotonic() + STUCK_GRACE_SECONDS
            os.kill(os.getpid(), signal.SIGTERM)
        self._stuck.add(claim.id)

    def _exit_if_stuck(self, claim_ids: set[UUID]) -> None:
        if self._exit_at is None or not claim_ids & self._stuck:
            return
        if claim_ids <= self._stuck or time.monotonic() > self._exit_at:
            log.critical("process ends because a job hangs in it", jobs=[str(job) for job in claim_ids])
            os._exit(EXIT_STUCK)


def _get_limit_seconds(claim: ClaimedJob) -> float:
    return get_job_kinds_by_name().get(claim.kind, JobKind(claim.kind)).limit.total_seconds()


class LivenessThread(threading.Thread):
    """Touches ALIVE_FILE every JOB_RENEW_SECONDS while the lease renewer runs; does nothing without a file name.

    The heartbeat row says more but needs the database. Supervisors that restart hanging processes check the file.
    """

    def __init__(self, of: "LeaseRenewer") -> None:
        super().__init__(name="pulse", daemon=True)
        self._of = of

    def run(self) -> None:
        """Run the thread."""
        name = settings.ENV.alive_file
        while name and self._of.is_alive():
            try:
                if time.monotonic() - self._of.last_turn_at < MAX_TURN_SECONDS + settings.JOB_RENEW_SECONDS:
                    Path(name).touch()
            except OSError as error:
                log.warning("the sign of life cannot be written", file=name, error=str(error))
            self._of.join(settings.JOB_RENEW_SECONDS)
