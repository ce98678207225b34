"""The stage of the client's tests: a server behind a network that can fail, people who can sign in, and a side door
through which Node asks for what only this side can do.
"""

import json
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from apps.accounts import services as accounts
from apps.accounts.models import EndReason, User
from apps.courses.models import Group
from apps.events.models import Stream, StreamEvent
from apps.jobs.models import Job, JobState
from apps.notifications.services import notify
from tests.clients.network import FaultyNetwork
from tests.process_forker import ROOT
from tests.processes import ProcessStarter
from tests.remote_control import serve_methods as side_door

CLIENT = ROOT / "clients" / "ts"
BUILT = CLIENT / "dist" / "test"
PASSWORD = "uzum-bog'i-2026"
SHORT_TIMES = {"REALTIME_REPAIR_SECONDS": "1"}


class ClientTestServer:
    """A running server, the network before it, and the side door's commands (its public methods)."""

    def __init__(self, processes: ProcessStarter, people: dict[str, User], group: Group) -> None:
        self._processes = processes
        self._people = people
        self._group = group
        self._met: dict[str, threading.Barrier] = {}
        self._lock = threading.Lock()
        self.reports: dict[str, Any] = {}
        for person in people.values():
            person.set_password(PASSWORD)
            person.save(update_fields=["password"])
        base_url, self._server = processes.start_server("uvicorn", env=SHORT_TIMES)
        self.network = FaultyNetwork(_port(base_url))

    def about(self, door: str) -> str:
        """What Node is told in its environment."""
        people = {name: {"id": str(item.pk), "login": item.email} for name, item in self._people.items()}
        values = {"url": self.network.url, "door": door, "password": PASSWORD, "group": str(self._group.pk)}
        return json.dumps({**values, "people": people, "clips": str(ROOT / "tests" / "data" / "speech")})

    # Commands

    def cut(self) -> None:
        self.network.cut()

    def freeze(self) -> None:
        self.network.freeze()

    def mend(self) -> None:
        self.network.mend()

    def lose_answer(self, marker: str, seconds: float) -> None:
        """Lose the answer to the request with this marker; the network is mended so many seconds later."""
        self.network.lose_answer(marker.encode())

        def later() -> None:
            if self.network.lost.wait(60):
                threading.Timer(seconds, self.network.mend).start()

        threading.Thread(target=later, daemon=True).start()

    def restart(self) -> None:
        """Stop the server in good order and start another one in its place."""
        self._server.stop()
        base_url, self._server = self._processes.start_server("uvicorn", env=SHORT_TIMES)
        self.network.upstream = _port(base_url)

    def tell(self, who: str, titles: list[str]) -> None:
        """One notification for each title."""
        for title in titles:
            notify(user=self._people[who], type="homework.assigned", data={"homework": "", "title": title})

    def forget(self, who: str) -> None:
        """What retention does to old events."""
        StreamEvent.objects.filter(stream_id=f"user:{self._people[who].pk}").delete()

    def end_sessions(self, who: str) -> None:
        accounts.end_sessions(user=self._people[who], reason=EndReason.BY_STAFF, actor=None)

    def last(self, stream: str) -> int:
        """The number of the stream's last event."""
        return Stream.objects.filter(name=stream).values_list("seq", flat=True).first() or 0

    def busy(self) -> list[str]:
        """The kinds of the jobs that are due or at work."""
        soon = timezone.now() + timedelta(seconds=5)
        undone = Job.objects.filter(state__in=(JobState.QUEUED, JobState.LEASED), run_at__lte=soon)
        return list(undone.values_list("kind", flat=True))

    def meet(self, where: str) -> None:
        """Wait here until two have come."""
        with self._lock:
            barrier = self._met.setdefault(where, threading.Barrier(2))
        barrier.wait(120)

    def report(self, who: str, result: Any) -> None:
        self.reports[who] = result


@contextmanager
def serve_test_commands(stage: ClientTestServer) -> Iterator[str]:
    """Serve the stage's commands, and close its network at the end."""
    try:
        with side_door(stage) as address:
            yield address
    finally:
        stage.network.close()


def start_node(*words: str, stage: str, log: Path) -> "subprocess.Popen[bytes]":
    """Start Node in the client's folder with all it says going to `log`."""
    assert BUILT.is_dir(), "The client is not built: run ./talim test-web"
    with log.open("wb") as out:
        return subprocess.Popen(
            ["node", *words], cwd=CLIENT, env={**os.environ, "TALIM_STAGE": stage}, stdout=out, stderr=subprocess.STDOUT
        )


def wait_for_all(
    running: "dict[Path, subprocess.Popen[bytes]]", *, timeout: float, busy: Callable[[], Any] = int
) -> None:
    """Wait until all have ended well; AssertionError with what they said (their logs are the keys) when one does not.

    `busy()` is called twenty times a second.
    """
    ends = time.monotonic() + timeout
    try:
        while None in (states := [process.poll() for process in running.values()]):
            if any(states) or time.monotonic() > ends:
                break
            busy()
            time.sleep(0.05)
        text = "\n".join(f"---- {log.name}\n{log.read_text(encoding='utf-8')}" for log in running)
        assert set(states) == {0}, f"{states} (None: not within {timeout:g} s)\n{text}"
    finally:
        for process in running.values():
            process.kill()
            process.wait()


def _port(base_url: str) -> int:
    return int(base_url.rpartition(":")[2])
