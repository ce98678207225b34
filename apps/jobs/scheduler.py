"""The scheduler: periodic slots and the sweeper, straight on Postgres.

Every JOB_SWEEP_SECONDS it makes the jobs of periodic slots that have begun, ends expired leases and wakes queues
in which something is due. Each step is on its own: Redis or Postgres being away is logged, and the next turn
tries again. A second scheduler does no harm: slots are unique rows, leases end under row locks.
"""

import signal
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

import redis
import structlog
from django.conf import settings
from django.db import OperationalError, close_old_connections, connections
from django.db.models.functions import Now

from apps.core.uow import unit_of_work
from apps.jobs import queries, queues, services
from apps.jobs.kinds import PeriodicJob, all_periodic_jobs
from apps.jobs.lease_renewer import LeaseRenewer, use_unpooled_connections
from apps.jobs.models import PeriodicSlot

log = structlog.get_logger(__name__)


def start_periodic_jobs(now: datetime) -> list[str]:
    """Enqueue each periodic job whose present slot has not run yet; the names of those that were.

    After an outage only the latest slot is made up for. Slot row and job are one transaction. A clock that goes back by
    less than a period starts nothing again.
    """
    started = []
    for periodic in all_periodic_jobs():
        slot = periodic.get_slot_start(now)
        with unit_of_work():
            if _has_later_slot(periodic, slot, now):
                continue
            _, created = PeriodicSlot.objects.get_or_create(name=periodic.name, slot=slot)
            if not created:
                continue
            services.enqueue(kind=periodic.kind, object_id=slot.isoformat())
            started.append(periodic.name)
    return started


def _has_later_slot(periodic: PeriodicJob, slot: datetime, now: datetime) -> bool:
    """Whether a later slot than this one has run. Those of a time that is more than a period away are dropped: a clock
    was ahead, and nothing of this name would run until then. The database says what is ahead when it drops: `now` may
    be old, where this process was frozen meanwhile and another scheduler went on.
    """
    later = PeriodicSlot.objects.filter(name=periodic.name, slot__gt=slot)
    newest = later.order_by("-slot").values_list("slot", flat=True).first()
    if newest is None or newest <= now + periodic.every:
        return newest is not None
    dropped, _by_model = later.filter(slot__gt=Now() + periodic.every).delete()
    if dropped:
        log.error(
            "slots of the future dropped: a clock was ahead",
            periodic=periodic.name,
            newest=newest.isoformat(),
            slots=dropped,
        )
    return later.exists()


def sweep_queues() -> None:
    """End expired leases, then wake every queue in which something is due, but not more often than it has work."""
    services.end_expired_leases()
    for queue, jobs in queries.count_due_jobs().items():
        unread = queues.count_waiting_messages(queue)
        missing = min(jobs, queues.WAITING_MESSAGES_MAX) - unread
        if missing > 0:
            queues.wake_queue(queue, missing)


def run_scheduler_turn() -> None:
    """One turn of the scheduler; a step that fails is logged and does not keep the other from running.

    Slots go by the database's clock, as leases do: several schedulers have the same one.
    """
    steps: list[Callable[[], Any]] = [lambda: start_periodic_jobs(queries.get_database_time()), sweep_queues]
    for step in steps:
        try:
            step()
        except (OperationalError, redis.RedisError) as error:
            log.warning("scheduler waits for Postgres or Redis", error=repr(error))
        except Exception:
            log.exception("scheduler step failed")
        close_old_connections()


def run_scheduler() -> None:
    """Turn after turn until SIGTERM or SIGINT."""
    use_unpooled_connections()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    lease_renewer = LeaseRenewer("scheduler")
    lease_renewer.start()
    run_scheduler_turn()
    lease_renewer.report_ready()
    while not stop.wait(settings.JOB_SWEEP_SECONDS):
        run_scheduler_turn()
    lease_renewer.stop()
    connections.close_all()
