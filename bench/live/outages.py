"""Answers of the web process during an outage, and the time to recover."""

import itertools
import os
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any
from uuid import uuid4

import httpx

from apps.accounts.services import open_session
from apps.courses.models import Group
from apps.homework.models import Homework
from bench.live.mixed_load import count_unscored
from bench.live.request_mix import create_readings, get_recording, get_student
from bench.office import create_managers
from bench.report import Figure
from bench.sockets.setup import WebProcess
from tests.processes import ProcessStarter, get_test_database_url
from tests.servers.tcp_relay import start_relay

GONE_SECONDS, BACK_SECONDS, LONGEST_SECONDS = 10.0, 5.0, 10.0
CALLERS, FAR_SECONDS = 8, 0.2
LIST_PATH = "/api/v1/courses/groups/"
HAND_INS, TAKE = 5, 900
"""How many submit while Redis is away, and the number of their recording, which nobody had before."""


class WebCallers:
    """Clients that send requests again and again."""

    def __init__(self, url: str) -> None:
        sessions = [open_session(user=user, device="bench", address=None) for user in create_managers()]
        self._bearers = itertools.cycle(f"Bearer {session.access}" for session in sessions)
        self._http = httpx.Client(base_url=url, timeout=60, limits=httpx.Limits(max_connections=50))
        self.statuses: Counter[int] = Counter()
        self.without_envelope = 0
        self.worst = 0.0

    def ask(self, _: Any = None) -> int:
        """Send one request; return its status."""
        began = time.monotonic()
        answer = self._http.get(LIST_PATH, headers={"Authorization": next(self._bearers)})
        self.worst = max(self.worst, time.monotonic() - began)
        self.statuses[answer.status_code] += 1
        if answer.status_code == 503:
            self.without_envelope += answer.json().get("code") != "unavailable" or "Retry-After" not in answer.headers
        return answer.status_code

    def submit(self, work: Homework, token: str) -> int:
        """Submit one recording; return the status."""
        answer = self._http.post(
            f"/api/v1/homework/{work.pk}/submit/",
            headers={"Authorization": f"Bearer {token}", "Idempotency-Key": uuid4().hex},
            files={"file": ("reading.webm", get_recording(TAKE), "audio/webm")},
        )
        return answer.status_code

    def ask_for(self, seconds: float) -> None:
        """Send requests in parallel for so many seconds."""
        ends = time.monotonic() + seconds

        def again(_: int) -> None:
            while time.monotonic() < ends:
                if self.ask() != 200:
                    time.sleep(0.05)

        with ThreadPoolExecutor(CALLERS) as pool:
            list(pool.map(again, range(CALLERS)))

    def afresh(self) -> None:
        """Reset the counters."""
        self.statuses, self.without_envelope, self.worst = Counter(), 0, 0.0


def measure_outages(processes: ProcessStarter, redis: Any) -> list[Figure]:
    """Return the figures of a database outage of ten seconds, a slow database, and a Redis outage during reads and
    submissions.
    """
    with start_relay(get_test_database_url()) as proxy:
        web = WebProcess(
            processes, env={"DATABASE_URL": proxy.url(get_test_database_url()), "REDIS_URL": os.environ["REDIS_URL"]}
        )
        callers = WebCallers(web.url)
        _wait_until_answering(callers)
        callers.ask_for(2)
        callers.afresh()
        proxy.cut()
        callers.ask_for(GONE_SECONDS)
        outage_statuses, longest, unclear = callers.statuses.copy(), callers.worst, callers.without_envelope
        proxy.mend()
        recovery_seconds = _wait_until_recovered(callers)
        callers.ask_for(1)
        callers.afresh()
        proxy.delay = FAR_SECONDS
        callers.ask_for(10)
        far, far_worst = callers.statuses, callers.worst
        proxy.delay = 0.0
        callers.afresh()
        homework_list = _create_homework()
        tokens = [open_session(user=get_student(work), device="bench", address=None).access for work in homework_list]
        redis.kill()
        with ThreadPoolExecutor(1) as pool:
            handed = pool.map(callers.submit, homework_list, tokens)
            callers.ask_for(5)
            accepted = list(handed).count(202)
        redis.start()
        without_result = count_unscored()
    others, refused = outage_statuses.total() - outage_statuses[503], len(homework_list) - accepted
    return [
        Figure(f"the database away for {GONE_SECONDS:g} s: answers 503", outage_statuses[503], "",
               spread=f"{others} others"),
        Figure("… the longest that one took", longest, "s", f"≤ {LONGEST_SECONDS:g}", longest <= LONGEST_SECONDS),
        Figure("… without our envelope or Retry-After", unclear, "", "0", unclear == 0),
        Figure("… until all answers are good again", recovery_seconds, "s", f"≤ {BACK_SECONDS:g}",
               recovery_seconds <= BACK_SECONDS),
        Figure(f"the database {FAR_SECONDS * 1000:g} ms away: the longest answer", far_worst, "s",
               f"≤ {LONGEST_SECONDS:g}", far_worst <= LONGEST_SECONDS, f"{far[200]} good of {far.total()}"),
        Figure("Redis away: lists not answered with 200", callers.statuses.total() - callers.statuses[200], "", "0",
               callers.statuses.total() == callers.statuses[200], f"of {callers.statuses.total()}"),
        Figure("… the longest that one took", callers.worst, "s", f"≤ {LONGEST_SECONDS:g}",
               callers.worst <= LONGEST_SECONDS),
        Figure("… recordings submitted and not acknowledged with 202", refused, "", "0", refused == 0,
               f"of {len(homework_list)}"),
        Figure("… without a result afterwards", without_result, "", "0", without_result == 0),
    ]  # fmt: skip


def _create_homework() -> list[Homework]:
    """Create a reading for a few pupils of one group."""
    group = Group.objects.filter(lead_teacher__email__startswith="teacher").earliest("id")
    return [work for work, _take in islice(create_readings([group], TAKE), HAND_INS)]


def _wait_until_answering(callers: WebCallers) -> None:
    ends = time.monotonic() + 60
    while True:
        try:
            if callers.ask() == 200:
                return
        except httpx.TransportError:
            pass
        if time.monotonic() > ends:
            raise RuntimeError("the web process does not answer")
        time.sleep(0.2)


def _wait_until_recovered(callers: WebCallers) -> float:
    """Return the seconds until all parallel requests succeed."""
    began = time.monotonic()
    while True:
        with ThreadPoolExecutor(CALLERS) as pool:
            if set(pool.map(callers.ask, range(CALLERS))) == {200}:
                return time.monotonic() - began
        if time.monotonic() - began > 60:
            return time.monotonic() - began
