"""A whole centre in processes of its own, of which any can be killed at any moment and is started again."""

import random
import signal
import socket
import time
from datetime import timedelta

from django.db import InterfaceError, OperationalError, connection
from django.db.models.functions import Now

from apps.jobs import queues
from apps.jobs.kinds import QUEUES
from apps.jobs.models import Job, JobState
from tests.crash import FLUSH

READY = {"web": "Uvicorn running", "worker": "worker ready", "speech": "speech ready", "scheduler": "scheduler ready"}
READERS = ("worker", "speech")
PATIENCE_SECONDS, STEP_SECONDS = 300.0, 0.1
READY_SECONDS = 600.0
"""For how long a process may start on a machine that does much else."""
SLACK = timedelta(seconds=10)
"""For how long past its lease a job may lie with whoever took it: a living process renews, the sweeper takes back."""
TRIES_LEFT = 2
"""A job that has failed so often is let alone: the third time it would be given up, by design."""


def query_until_answered(look, *, patience=120):
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
    """Processes of these roles, web ones on one listening socket, a scheduler (unless told otherwise), and servers of
    their own.
    """

    def __init__(self, processes, servers, *, sweeper=True, roles=("web", "web", "worker", "speech")):
        self.door = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.address = f"127.0.0.1:{self.door.getsockname()[1]}"
        self.hit = 0
        self.stuck = set()
        self._processes, self._servers, self._sweeper = processes, servers, sweeper
        self._running = [(role, self._start(role)) for role in (*roles, *(["scheduler"] if sweeper else []))]
        self.wait_until_ready()

    def harm(self, victim, *, away=0.5):
        """kill -9 of one such part, which runs again, or is about to, when this returns; or FLUSHALL, after which those
        that were frozen go on. A server stays away for up to `away` seconds.
        """
        if victim == FLUSH:
            self.hit += sum(queues.count_unread_wake_ups(queue) for queue in QUEUES)
            self._servers["redis"].command("FLUSHALL")
            self._tell_readers(signal.SIGCONT)
            return
        if victim in self._servers:
            server = self._servers[victim]
            server.kill()
            time.sleep(random.uniform(0, away))
            server.start()
            connection.close()
            return
        place, process = random.choice([(n, p) for n, (role, p) in enumerate(self._running) if role == victim])
        process.kill()
        self.hit += query_until_answered(lambda: _held(process).count())
        process.kill_group()
        self._running[place] = (victim, self._start(victim))

    def freeze(self):
        """Whoever reads wake-ups stands still until the next FLUSHALL, so that it takes all that are sent till then."""
        self._tell_readers(signal.SIGSTOP)

    def nobody_listens(self):
        """Nor will a look that was begun before the freeze take a wake-up along: each lasts a second."""
        return "blocked_clients:0" in self._servers["redis"].command("INFO clients")

    def holds_work(self, victim):
        """Whether a process of that role has jobs in hand."""
        return any(query_until_answered(lambda p=p: _held(p).exists()) for role, p in self._running if role == victim)

    def tend(self):
        """Start what ended by itself, as whoever supervises it would; note what lies too long with the dead."""
        for place, (role, process) in enumerate(self._running):
            if not process.is_running():
                process.kill_group()
                self._running[place] = (role, self._start(role))
        self.stuck |= query_until_answered(lambda: set(list_overdue_jobs().values_list("pk", flat=True)))

    def wait_until_ready(self):
        """Until all processes take work; one that ended because its database was away is started again."""
        ends = time.monotonic() + READY_SECONDS
        while not all(READY[role] in process.output() for role, process in self._running):
            if time.monotonic() > ends:
                raise TimeoutError(f"not ready: {[process.output()[-500:] for _, process in self._running]}")
            self.tend()
            time.sleep(0.1)

    def wait(self, reached, *, patience=PATIENCE_SECONDS):
        """Tend the processes until that is reached, or for so many seconds."""
        ends = time.monotonic() + patience
        while not reached() and time.monotonic() < ends:
            self.tend()
            time.sleep(STEP_SECONDS)

    def wait_until_unharmed(self):
        """Until no unfinished job has one try left only."""
        ends = time.monotonic() + PATIENCE_SECONDS
        tired = Job.objects.filter(state__in=(JobState.QUEUED, JobState.LEASED), failures__gte=TRIES_LEFT)
        while self._sweeper and query_until_answered(tired.exists) and time.monotonic() < ends:
            self.tend()
            time.sleep(0.2)

    def _tell_readers(self, number):
        for role, process in self._running:
            if role in READERS:
                process.signal(number)

    def _start(self, role):
        if role == "web":
            return self._processes.spawn(["web", "--fd", "{door}"], door=self.door)
        return self._processes.spawn([role])


def list_overdue_jobs():
    """Jobs whose lease has been over for longer than the sweeper may take."""
    return Job.objects.filter(state=JobState.LEASED, leased_until__lt=Now() - SLACK)


def _held(process):
    return Job.objects.filter(state=JobState.LEASED, worker__endswith=f":{process.pid}")
