"""A whole centre in processes of its own, of which any can be killed at any moment and is started again."""

import random
import signal
import socket
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, connection
from django.db.models import QuerySet
from django.db.models.functions import Now

from apps.jobs import queues
from apps.jobs.kinds import QUEUES
from apps.jobs.models import Job, JobState
from tests.crash import FLUSH
from tests.processes import ProcessStarter, StartedProcess

T = TypeVar("T")
READY = {"web": "Uvicorn running", "worker": "worker ready", "speech": "speech ready", "scheduler": "scheduler ready"}
READERS = ("worker", "speech")
READY_SECONDS = 600.0
"""For how long a process may start on a machine that does much else."""
SLACK_SECONDS = 10.0
"""For how long past its lease a job may lie with whoever took it: a living process renews, the sweeper takes back."""
TRIES_LEFT = 2
"""A job that has failed so often is let alone: the third time it would be given up, by design."""


def query_until_answered(look: Callable[[], T], *, patience: float = 120) -> T:
    """What the database says, as soon as it says something."""
    ends = time.monotonic() + patience
    while True:
        try:
            return look()
        except (OperationalError, InterfaceError):
            connection.close()
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)


class RunningCentre:
    """Two web processes on one listening socket, a worker, a speech process, a scheduler (unless told otherwise), and
    servers of their own.
    """

    def __init__(self, processes: ProcessStarter, *, postgres: Any, redis: Any, sweeper: bool) -> None:
        self.door = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.address = f"127.0.0.1:{self.door.getsockname()[1]}"
        self.hit = 0
        self.stuck: set[str] = set()
        self._processes, self._servers = processes, {"postgres": postgres, "redis": redis}
        self._sweeper = sweeper
        roles = ["web", "web", "worker", "speech", *(["scheduler"] if sweeper else [])]
        self._running = [(role, self._start(role)) for role in roles]
        self.wait_until_ready()

    def harm(self, victim: str) -> None:
        """kill -9 of one such part, which runs again, or is about to, when this returns; or FLUSHALL, after which those
        that were frozen go on.
        """
        if victim == FLUSH:
            self.hit += count_unread_wakeups()
            self._servers["redis"].command("FLUSHALL")
            self._tell_readers(signal.SIGCONT)
            return
        if victim in self._servers:
            server = self._servers[victim]
            server.kill()
            time.sleep(random.uniform(0, 0.5))
            server.start()
            connection.close()
            return
        place, process = random.choice([(n, p) for n, (role, p) in enumerate(self._running) if role == victim])
        process.kill()
        self.hit += query_until_answered(lambda: _held(process).count())
        process.kill_group()
        self._running[place] = (victim, self._start(victim))

    def freeze(self) -> None:
        """Whoever reads wake-ups stands still until the next FLUSHALL, so that it takes all that are sent till then."""
        self._tell_readers(signal.SIGSTOP)

    def nobody_listens(self) -> bool:
        """Nor will a look that was begun before the freeze take a wake-up along: each lasts a second."""
        return "blocked_clients:0" in self._servers["redis"].command("INFO clients")

    def holds_work(self, victim: str) -> bool:
        """Whether a process of that role has jobs in hand."""
        return any(query_until_answered(lambda p=p: _held(p).exists()) for role, p in self._running if role == victim)

    def tend(self) -> None:
        """Start what ended by itself, as whoever supervises it would; note what lies too long with the dead."""
        for place, (role, process) in enumerate(self._running):
            if not process.is_running():
                process.kill_group()
                self._running[place] = (role, self._start(role))
        self.stuck |= {str(pk) for pk in query_until_answered(lambda: list(self._overdue()))}

    def wait_until_ready(self) -> None:
        """Until all processes take work; one that ended because its database was away is started again."""
        ends = time.monotonic() + READY_SECONDS
        while not all(READY[role] in process.output() for role, process in self._running):
            if time.monotonic() > ends:
                raise TimeoutError(f"not ready: {[process.output()[-500:] for _, process in self._running]}")
            self.tend()
            time.sleep(0.1)

    def wait_until_unharmed(self, patience: float = 300) -> None:
        """Until no unfinished job has one try left only."""
        ends = time.monotonic() + patience
        tired = Job.objects.filter(state__in=(JobState.QUEUED, JobState.LEASED), failures__gte=TRIES_LEFT)
        while self._sweeper and query_until_answered(tired.exists) and time.monotonic() < ends:
            self.tend()
            time.sleep(0.2)

    def close(self) -> None:
        """Nobody can connect any more."""
        self.door.close()

    def _overdue(self) -> QuerySet[Job, Any]:
        """Jobs whose lease has been over for longer than the sweeper may take."""
        over = Now() - timedelta(seconds=SLACK_SECONDS)
        return Job.objects.filter(state=JobState.LEASED, leased_until__lt=over).values_list("pk", flat=True)

    def _tell_readers(self, number: signal.Signals) -> None:
        for role, process in self._running:
            if role in READERS:
                process.signal(number)

    def _start(self, role: str) -> StartedProcess:
        if role == "web":
            return self._processes.spawn(["web", "--fd", "{door}"], door=self.door)
        return self._processes.spawn([role])


def count_unread_wakeups() -> int:
    """How many wake-ups lie in Redis."""
    return sum(queues.count_unread_wake_ups(queue) for queue in QUEUES)


def _held(process: StartedProcess) -> QuerySet[Job]:
    return Job.objects.filter(state=JobState.LEASED, worker__endswith=f":{process.pid}")
