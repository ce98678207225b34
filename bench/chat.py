"""Benchmark of a full room: how long a message takes from its author to every reader, while lines are cut."""

import os
import tempfile
import time
from itertools import count
from pathlib import Path
from threading import Lock, Thread
from typing import Any
from uuid import uuid4

from bench.report import BenchOptions, BenchReport, Figure

TITLE = "A room of chat"
READERS, A_SECOND, SECONDS, CUTS = 1000, 50.0, 60.0, 100
SMALL_READERS, SMALL_A_SECOND, SMALL_SECONDS = 200, 10.0, 30.0
MOST_MS, SMALL_MOST_MS = 600, 150
WRITERS = 4
"""Threads that send; more than one so that a slow commit delays no other."""
CALM_SECONDS = 60.0


def measure(options: BenchOptions) -> BenchReport:
    """Measure one sockets process with its own Redis and database; the clients run in another process.

    `--count` is the number of readers; the rates and cuts are scaled with it, and the targets of time do not apply.
    """
    from bench.database import use_empty_platform
    from tests.services import start_private_valkey

    share = min(1.0, options.count / READERS) if options.count else 1.0
    with tempfile.TemporaryDirectory(prefix="talim-bench-") as files, start_private_valkey(durable=False) as redis:
        os.environ["REDIS_URL"] = redis.url
        with use_empty_platform(files):
            from bench.sockets.setup import WebProcess
            from tests.processes import ProcessStarter

            processes = ProcessStarter(Path(files))
            try:
                web = WebProcess(processes, env={"LOG_FORMAT": "console"})
                figures = _measure_room(web, "full", READERS, A_SECOND, SECONDS, CUTS, MOST_MS, share)
                figures += _measure_room(
                    web, "small", SMALL_READERS, SMALL_A_SECOND, SMALL_SECONDS, 0, SMALL_MOST_MS, share
                )
            finally:
                processes.kill_all(show=False)
    note = (
        "Readers of the room of one group, who ask for batched frames. The time of a message is from just before its "
        "commit, in a process beside, until a reader's client has read it; the author's begins when its service is "
        "called. The clients share the cores with the server. Lines are cut while messages flow."
    )
    return BenchReport("chat", TITLE, figures, note)


def _measure_room(
    web: Any, name: str, readers: int, a_second: float, seconds: float, cuts: int, most: int, share: float
) -> list[Figure]:
    """Measure one room: how late messages are, and whether one is lost, doubled or in another order."""
    from bench.sockets.setup import ClientProcess, create_audience, get_last_number

    readers, cuts = max(2, round(readers * share)), round(cuts * share)
    a_second, seconds = max(2.0, a_second * share), seconds if share == 1.0 else 10.0
    group_stream, tickets = create_audience(readers, tickets=4 * readers + 10 * cuts)
    writer = RoomWriters(group_stream)
    with ClientProcess(url=web.url, stream=writer.stream, tickets=tickets, batch=True) as crowd:
        crowd.send_command("grow", count=readers)
        crowd.send_command("report", seq=0)
        with writer.write(a_second=a_second, seconds=seconds):
            for _ in range(cuts):
                time.sleep(seconds / (cuts + 1))
                crowd.send_command("cut", count=1)
        last = get_last_number(writer.stream)
        crowd.send_command("all_at", seq=last, seconds=CALM_SECONDS)
        report = {"doubled": 0, "resynced": 0, "cut": 0, **crowd.send_command("report", seq=last)}
        asked = crowd.send_command("report_messages", began=writer.asked_at)
        committed = crowd.send_command("report_messages", began=writer.committed_at)
    is_full = share == 1.0
    refusals = ", ".join(f"{count} {name}" for name, count in report.items() if name.startswith("refused"))
    room = f"{name} room: "
    return [
        Figure(f"{room}readers", readers, "", spread=f"{a_second:g} messages a second, {seconds:g} s"),
        Figure("… messages sent a second", writer.sent / seconds, ""),
        Figure("… commit to reader, P50", committed["p50"], "ms", spread=f"n {committed['samples']:,}"),
        Figure("… P95", committed["p95"], "ms"),
        Figure("… P99", committed["p99"], "ms", f"≤ {most}" if is_full else "",
               committed["p99"] <= most if is_full else None, f"worst {committed['worst']:.0f}"),
        Figure("… author to reader, P99", asked["p99"], "ms", spread=f"P50 {asked['p50']:.0f}"),
        Figure("… lines cut that came back", report["cut"], "", spread=refusals),
        Figure("… messages lost", report["lost"], "", "0", report["lost"] == 0),
        Figure("… messages doubled", report["doubled"], "", "0", report["doubled"] == 0),
        Figure("… readers that had to start anew", report["resynced"], "", "0", report["resynced"] == 0),
        Figure("… different orders", report["orders"], "", "1", report["orders"] == 1),
    ]  # fmt: skip


class RoomWriters:
    """Pupils of a group who write in its room, each in turn; a message says its number."""

    def __init__(self, group_stream: str) -> None:
        from apps.accounts.models import User
        from apps.chat.services.rooms import open_group_room
        from apps.courses.models import Group
        from apps.events.publishing import get_chat_stream
        from apps.settings.models import SystemSettings

        SystemSettings.objects.update(new_member_texts=0)
        group = Group.objects.get(pk=group_stream.partition(":")[2])
        self.room = open_group_room(group)
        self.stream = get_chat_stream(self.room.pk)
        self.authors = list(User.objects.filter(memberships__group=group).order_by("pk"))
        self.sent = 0
        self.asked_at: list[int] = []
        self.committed_at: list[int] = []
        """Nanoseconds by the number of the message."""
        self._lock = Lock()

    def write(self, *, a_second: float, seconds: float) -> "Writing":
        """Return a block that lasts until the messages of these seconds are sent."""
        return Writing(self, a_second, seconds)

    def send(self, number: int) -> None:
        """Send message number `number`."""
        from apps.chat.services.sending import send_message
        from apps.core.uow import unit_of_work

        author = self.authors[number % len(self.authors)]
        self.asked_at[number] = time.monotonic_ns()
        with unit_of_work():
            send_message(author=author, room=self.room, client_id=uuid4(), text=f"{number} {uuid4()}")
            self.committed_at[number] = time.monotonic_ns()
        with self._lock:
            self.sent += 1


class Writing:
    """Threads that send at the times of a fixed rate, so that a slow message delays no measurement of the others."""

    def __init__(self, writers: RoomWriters, a_second: float, seconds: float) -> None:
        self._writers, self._pause, self._total = writers, 1 / a_second, round(a_second * seconds)
        writers.asked_at, writers.committed_at = [0] * self._total, [0] * self._total
        self._numbers = count()
        self._began = 0.0
        self._threads = [Thread(target=self._run) for _ in range(WRITERS)]

    def __enter__(self) -> None:
        self._began = time.monotonic()
        for thread in self._threads:
            thread.start()

    def __exit__(self, *_error: object) -> None:
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        from django.db import connection

        try:
            while (number := next(self._numbers)) < self._total:
                time.sleep(max(0.0, self._began + number * self._pause - time.monotonic()))
                self._writers.send(number)
        finally:
            connection.close()
