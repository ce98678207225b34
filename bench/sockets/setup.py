"""The parts of the benchmark: a web process as the launcher starts it, a stream with events, and the clients."""

import hashlib
import json
import os
import resource
import secrets
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import timedelta
from threading import Thread
from types import TracebackType
from typing import Annotated, Any

from django.db import connection
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.services import open_session
from apps.core.event_types import Example
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.courses.models import Course, Group, Membership
from apps.events.models import SocketTicket, Stream
from apps.events.publishing import Event, get_group_stream, publish_event
from apps.settings.queries import get_default_branch
from bench.report import ROOT
from tests.processes import ProcessStarter, StartedProcess, find_free_port

SOCKETS_PER_PERSON = 6
"""Sockets of one pupil; below the limit, as a cut socket may reconnect before the server notices."""


class BeatEvent(Event, type="bench.beat"):
    """An event with the time when it was published."""

    at: Annotated[int, Example(0)]


class WebProcess:
    """The process of sockets as in production (daphne), always on the same port; BENCH_SERVER=web takes uvicorn."""

    def __init__(self, processes: ProcessStarter, env: Mapping[str, str]) -> None:
        self.port = find_free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._processes, self._env = processes, env
        self.process = self._start()

    def restart(self) -> None:
        """Kill it with SIGKILL and start a new one at once."""
        self.process.kill()
        self.process = self._start()

    def get_memory_bytes(self) -> int:
        """Return the memory of the process in bytes."""
        with open(f"/proc/{self.process.pid}/statm", encoding="ascii") as statm:  # noqa: PTH123
            return int(statm.read().split()[1]) * resource.getpagesize()

    def _start(self) -> StartedProcess:
        words = [os.environ.get("BENCH_SERVER", "sockets"), "--port", str(self.port)]
        return self._processes.spawn(words, env={"LOG_LEVEL": "ERROR", **self._env})


class ClientProcess:
    """The process of the clients."""

    def __init__(self, *, url: str, stream: str, tickets: list[list[str]], batch: bool = False) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.sockets.clients"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        self._write_line({"url": url, "stream": stream, "tickets": tickets, "batch": batch})

    def __enter__(self) -> "ClientProcess":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.communicate()

    def send_command(self, do: str, **fields: Any) -> Any:
        """Send a command and return the answer. Raise RuntimeError when the process has died."""
        self._write_line({"do": do, **fields})
        assert self._process.stdout is not None
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("the crowd has died")
        return json.loads(answer)

    def _write_line(self, line: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(line) + "\n")
        self._process.stdin.flush()


class EventPublisher:
    """Publishes `a_second` events each second until the block ends."""

    def __init__(self, stream: str, *, a_second: float) -> None:
        self._stream, self._pause = stream, 1 / a_second
        self._on = True
        self._thread = Thread(target=self._publish)

    def __enter__(self) -> "EventPublisher":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._on = False
        self._thread.join()

    def _publish(self) -> None:
        try:
            while self._on:
                publish_beats(self._stream)
                time.sleep(self._pause)
        finally:
            connection.close()


def publish_beats(stream: str, times: int = 1) -> None:
    """Publish events, each in its own commit, with the time just before."""
    for _ in range(times):
        with unit_of_work():
            publish_event(stream, BeatEvent(at=time.monotonic_ns()))


def get_last_number(stream: str) -> int:
    """Return the number of the stream's last event."""
    return Stream.objects.filter(name=stream).values_list("seq", flat=True).first() or 0


def create_audience(sockets: int, *, tickets: int) -> tuple[str, list[list[str]]]:
    """Create a group and its pupils; return its stream and the tickets of each pupil, within the socket limit."""
    suffix = secrets.token_hex(4)
    people = User.objects.bulk_create(
        User(role=Role.STUDENT, first_name=f"Pupil {number}", email=f"bench-{suffix}-{number}@example.uz")
        for number in range(-(-sockets // SOCKETS_PER_PERSON))
    )
    course = Course.objects.create(title={"en": "Bench"}, slug=f"bench-{suffix}", language="en", status="published")
    teacher = User.objects.create(role=Role.TEACHER, first_name="Bench", email=f"bench-{suffix}@example.uz")
    group = Group.objects.create(
        branch=get_default_branch(),
        course=course,
        name=f"Bench {suffix}",
        lead_teacher=teacher,
        capacity=len(people) + 1,
    )
    Membership.objects.bulk_create(
        Membership(group=group, student=person, joined_on="2026-09-01", status="active") for person in people
    )
    sessions = [open_session(user=person, device="bench", address="127.0.0.1").session for person in people]
    ticket_texts = [secrets.token_urlsafe(16) for _ in range(tickets)]
    SocketTicket.objects.bulk_create(
        SocketTicket(
            user_id=sessions[place % len(sessions)].user_id,
            session_id=sessions[place % len(sessions)].pk,
            token_sha256=hashlib.sha256(ticket.encode()).hexdigest(),
            expires_at=timezone.now() + timedelta(days=1),
        )
        for place, ticket in enumerate(ticket_texts)
    )
    return get_group_stream(group.pk), [ticket_texts[place :: len(people)] for place in range(len(people))]
