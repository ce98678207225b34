"""The scheduler: it starts periodic jobs and sweeps the queues, directly on PostgreSQL.

Every JOB_SWEEP_SECONDS it enqueues periodic jobs, ends expired leases and wakes queues with due jobs. Then it runs the
steps of apps: short work that waits for no worker and no Redis. An app declares them in `scheduler_steps.py`:
`SCHEDULER_STEPS = [close_overdue_attempts]`. Each is a function without arguments, and safe to run twice.

Errors are logged, and the next turn tries again; it comes sooner when PostgreSQL or Redis did not answer. Several
schedulers may run: slots are unique rows, and leases end under row locks.
"""

import signal
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import redis
import structlog
from django.conf import settings
from django.db import OperationalError, close_old_connections, connections
from django.db.models.functions import Now

from apps.core import declarations
from apps.core.uow import unit_of_work
from apps.jobs import queries, queues, services
from apps.jobs.kinds import JobKind, list_periodic_kinds
from apps.jobs.lease_renewer import LeaseRenewer, use_unpooled_connections
from apps.jobs.models import PeriodicSlot

log = structlog.get_logger(__name__)

AFTER_FAILURE_SECONDS = 1.0
"""From a turn without PostgreSQL or Redis to the next one: they may be back."""


def enqueue_due_periodic_jobs(now: datetime) -> list[str]:
    """Enqueue each periodic job whose current slot has not run yet; return their names.

    After an outage only the latest slot runs. The slot and the job are written in one transaction. When the clock goes
    back by less than a period, nothing runs twice.
    """
    started = []
    for periodic in list_periodic_kinds():
        slot = periodic.get_slot_start(now)
        with unit_of_work():
            if _has_later_slot(periodic, slot, now):
                continue
            _, created = PeriodicSlot.objects.get_or_create(name=periodic.name, slot=slot)
            if not created:
                continue
            services.enqueue(kind=periodic.name, payload={"slot": slot.isoformat()})
            started.append(periodic.name)
    return started


def _has_later_slot(periodic: JobKind, slot: datetime, now: datetime) -> bool:
    """Return whether a later slot has run.

    Slots more than a period in the future are deleted: a clock was ahead, and the job would not run until then. The
    time of the database decides, as `now` may be old in a process that was frozen.
    """
    later = PeriodicSlot.objects.filter(name=periodic.name, slot__gt=slot)
    newest = later.order_by("-slot").values_list("slot", flat=True).first()
    if newest is None or newest <= now + periodic.every:
        return newest is not None
    dropped, _by_model = later.filter(slot__gt=Now() + periodic.every).delete()
    if dropped:
        facts = {"periodic": periodic.name, "newest": newest.isoformat(), "slots": dropped}
        log.error("slots of the future dropped: a clock was ahead", **facts)
    return later.exists()


def sweep_queues() -> None:
    """End expired leases, then wake every queue with due jobs, at most once for each job; and later those whose jobs
    become due before the next sweep.
    """
    services.end_expired_leases()
    for queue, jobs in queries.count_due_jobs().items():
        unread = queues.count_unread_wake_ups(queue)
        missing = min(jobs, queues.WAITING_MESSAGES_MAX) - unread
        if missing > 0:
            queues.wake_queue(queue, missing)
    for queue, seconds in queries.list_due_soon(timedelta(seconds=settings.JOB_SWEEP_SECONDS)):
        queues.wake_queue_later(queue, seconds)


@cache
def _list_app_steps() -> list[Callable[[], Any]]:
    return declarations.collect_from_app_modules("scheduler_steps", "SCHEDULER_STEPS")


def run_scheduler_turn() -> bool:
    """Run one turn; return whether PostgreSQL and Redis answered. A step that fails is logged and the others still run.

    Slots use the time of the database, as leases do, so several schedulers agree.
    """
    steps: list[Callable[[], Any]] = [lambda: enqueue_due_periodic_jobs(queries.get_database_time()), sweep_queues]
    answered = True
    for step in steps + _list_app_steps():
        try:
            step()
        except (OperationalError, redis.RedisError) as error:
            answered = False
            log.warning("scheduler waits for Postgres or Redis", error=repr(error))
        except Exception:
            log.exception("scheduler step failed")
        close_old_connections()
    return answered


def run_scheduler() -> None:
    """Run turns until SIGTERM or SIGINT."""
    use_unpooled_connections()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    lease_renewer = LeaseRenewer("scheduler")
    lease_renewer.start()
    answered = run_scheduler_turn()
    lease_renewer.report_ready()
    pause = settings.JOB_SWEEP_SECONDS
    while not stop.wait(pause if answered else min(pause, AFTER_FAILURE_SECONDS)):
        answered = run_scheduler_turn()
    lease_renewer.stop()
    connections.close_all()
