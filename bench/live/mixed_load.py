"""The mixed load: processes, clients, sockets, and a monitor of memory and connections."""

import os
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from django.db import connection

from apps.homework.models import Attempt, AttemptState
from apps.jobs.models import Job, JobState
from bench.http.processes import LoadGeneratorProcess
from bench.live.request_mix import RequestMix
from bench.sockets.setup import ClientProcess, EventPublisher, WebProcess, create_audience, get_last_number
from tests.processes import ProcessStarter, StartedProcess, get_test_database_url

SEGMENT_SECONDS = 120.0
"""Requests are built again this often, because tokens live for five minutes."""
RATE, LOOK_SECONDS, WARM_SHARE, DRAIN_SECONDS = 12.0, 5.0, 0.2, 180.0
SPAN_MINUTES = 2.0
CROWD, CROWD_RATE = 48, 8.0
"""Recordings submitted at once before the load starts: more than the speech process takes in one batch."""
CONNECTIONS = {"web": 8}
READY_SECONDS = 180.0
FINAL_STATES = (AttemptState.SCORED, AttemptState.TRANSCRIBED, AttemptState.REFUSED)
BACKGROUND_PROCESSES = ("worker", "scheduler", "speech")


def _get_memory(sample: tuple[float, float]) -> float:
    return sample[1]


@dataclass
class MemorySamples:
    """Resident memory of one process: minutes and MiB."""

    samples: list[tuple[float, float]] = field(default_factory=list)

    @property
    def slope(self) -> float:
        """Return the growth in MiB a minute: from the lowest sample of the first third to that of the last, without the
        first fifth. Memory of a batch (up to half a gigabyte) is released when nothing waits and is no growth; memory
        that is never released raises the lowest sample.
        """
        counted = self.samples[int(len(self.samples) * WARM_SHARE) :]
        third = len(counted) // 3
        if not third:
            return 0.0
        (began, before), (ended, after) = (min(part, key=_get_memory) for part in (counted[:third], counted[-third:]))
        return (after - before) / (ended - began)

    def lows(self, minutes: float) -> list[float]:
        """Return the lowest sample of each span of so many minutes."""
        spans = defaultdict[int, list[float]](list)
        for at, memory in self.samples:
            spans[int(at // minutes)].append(memory)
        return [min(memory) for _, memory in sorted(spans.items())]

    @property
    def lowest(self) -> float:
        """Return the lowest of the counted samples."""
        return min(y for _, y in self.samples[int(len(self.samples) * WARM_SHARE) :])

    @property
    def highest(self) -> float:
        """Return the highest of all samples."""
        return max(y for _, y in self.samples)


@dataclass
class LoadResult:
    """The figures of the load."""

    answered: int = 0
    refused: int = 0
    too_many: int = 0
    errors: int = 0
    error_statuses: str = ""
    p50: float = 0.0
    p95: float = 0.0
    unscored: int = 0
    dead: int = 0
    events: int = 0
    lost: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    memory: dict[str, MemorySamples] = field(default_factory=dict)
    connections: Counter[str] = field(default_factory=Counter)
    caps: dict[str, int] = field(default_factory=lambda: {"web": CONNECTIONS["web"]})


def run_mixed_load(processes: ProcessStarter, *, minutes: float, sockets: int) -> LoadResult:
    """Start all processes, run the load, and wait for scores."""
    web, others = start_processes(processes)
    result, mixture = LoadResult(), RequestMix()
    stream, tickets = create_audience(sockets, tickets=3 * sockets)
    with ClientProcess(url=web.url, stream=stream, tickets=tickets) as crowd:
        crowd.send_command("grow", count=sockets)
        _send_largest_batch(web, mixture)
        with _ResourceMonitor({"web": web.process, **others}, result), EventPublisher(stream, a_second=1.0):
            _run_load(web, mixture, result, minutes)
        crowd.send_command("all_at", seq=get_last_number(stream), seconds=30)
        report = crowd.send_command("report", seq=get_last_number(stream))
    result.events, result.lost = get_last_number(stream), report["lost"]
    result.unscored = count_unscored()
    result.dead = Job.objects.filter(state=JobState.DEAD).count()
    result.kinds.update(mixture.made)
    for name, memory in result.memory.items():
        lows = " ".join(f"{memory_mib:.0f}" for memory_mib in memory.lows(SPAN_MINUTES))
        print(f"   {name}, lowest MiB of every {SPAN_MINUTES:g} minutes: {lows}")
    return result


def start_processes(
    processes: ProcessStarter, *, web_logs: str = "ERROR"
) -> tuple[WebProcess, dict[str, StartedProcess]]:
    """Start the web process, with this log level, and the others; return when they take work."""
    web = WebProcess(processes, env={**_build_environment("web"), "LOG_LEVEL": web_logs})
    others = {name: processes.spawn([name], env=_build_environment(name)) for name in BACKGROUND_PROCESSES}
    for name, process in others.items():
        process.wait_for(f"{name} ready", timeout=READY_SECONDS)
    return web, others


def _send_largest_batch(web: WebProcess, mixture: RequestMix) -> None:
    """Send the largest batch before measuring: the speech process keeps the memory of its largest batch, which
    otherwise comes at a random time.
    """
    with LoadGeneratorProcess(web, mixture.submissions(2 * CROWD), pinned=False) as clients:
        answer = clients.open(rate=CROWD_RATE, seconds=CROWD / CROWD_RATE)
    mixture.sent(answer["asked"])
    assert not (without_result := count_unscored(4 * DRAIN_SECONDS)), (
        f"{without_result} of the first recordings have no result"
    )


def _run_load(web: WebProcess, mixture: RequestMix, result: LoadResult, minutes: float) -> None:
    statuses, p50, p95 = Counter[str](), list[float](), list[float]()
    ends = time.monotonic() + 60 * minutes
    while (remaining := ends - time.monotonic()) > 1:
        seconds = min(SEGMENT_SECONDS, remaining)
        with LoadGeneratorProcess(web, mixture.requests(round(RATE * seconds * 1.3)), pinned=False) as clients:
            answer = clients.open(rate=RATE, seconds=seconds)
        mixture.sent(answer["asked"])
        statuses.update(answer["statuses"])
        p50.append(answer["p50"] or 0.0)
        p95.append(answer["p95"] or 0.0)
        print(f"   {(minutes * 60 - ends + time.monotonic()) / 60:.0f} min, {dict(statuses)}, P95 {p95[-1]:.0f} ms")
    result.answered = sum(statuses.values())
    result.too_many = statuses["429"]
    result.refused = result.too_many + statuses["503"]
    result.errors = sum(
        count for status, count in statuses.items() if status[0] != "2" and status not in ("429", "503")
    )
    result.error_statuses = ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items()))
    result.p50, result.p95 = sorted(p50)[len(p50) // 2], max(p95)


def count_unscored(seconds: float = DRAIN_SECONDS) -> int:
    """Count submissions that the engine has not finished after so many seconds."""
    ends = time.monotonic() + seconds
    waiting = Attempt.objects.exclude(state__in=FINAL_STATES)
    while waiting.exists() and time.monotonic() < ends:
        time.sleep(1)
    return waiting.count()


def _build_environment(name: str) -> dict[str, str]:
    """Return the environment of a process whose connections have its name."""
    url = get_test_database_url()
    return {
        "DATABASE_URL": f"{url}{'&' if '?' in url else '?'}application_name=bench-{name}",
        "DATABASE_POOL_SIZE": str(CONNECTIONS["web"]) if name == "web" else "0",
        "LOG_LEVEL": "INFO",
    }


class _ResourceMonitor:
    """Samples memory and connections every few seconds."""

    def __init__(self, processes: dict[str, StartedProcess], result: LoadResult) -> None:
        self._processes, self._found = processes, result
        self._over = Event()
        self._thread = Thread(target=self._look)

    def __enter__(self) -> None:
        self._found.memory = {name: MemorySamples() for name in self._processes}
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        began = time.monotonic()
        try:
            while not self._over.wait(LOOK_SECONDS):
                for name, process in self._processes.items():
                    self._found.memory[name].samples.append(
                        ((time.monotonic() - began) / 60, read_memory_mib(process.pid))
                    )
                for name, count in _count_connections().items():
                    self._found.connections[name] = max(self._found.connections[name], count)
        finally:
            connection.close()


def read_memory_mib(pid: int) -> float:
    """Return the resident memory of a process."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _count_connections() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT application_name, count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() AND application_name LIKE 'bench-%%' GROUP BY 1"
        )
        return {str(name).removeprefix("bench-"): int(count) for name, count in cursor.fetchall()}
