"""One attack against one server, while other people read."""

import os
import time
from collections import Counter
from dataclasses import dataclass, field
from threading import Event, Thread
from types import TracebackType
from typing import Any

from bench.abuse.attack import Attack, Target
from bench.http.processes import LoadGeneratorProcess
from bench.live.mixed_load import read_memory_mib

READS_PER_SECOND = 20
WARM_SECONDS = 2.0
LOOK_SECONDS = 0.1


@dataclass
class Measured:
    """What the readers saw before and during the attack, what the attacker got, and the memory of the server in MiB."""

    calm: dict[str, Any] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)
    answers: Counter[int] = field(default_factory=Counter)
    calm_memory: float = 0.0
    most_memory: float = 0.0
    seconds: float = 0.0

    def count_others(self, *statuses: int) -> int:
        """Return how many answers of others had one of these statuses."""
        counts: dict[str, int] = self.others["statuses"]
        return sum(counts.get(str(status), 0) for status in statuses)

    @property
    def server_errors(self) -> int:
        """Return how many answers of others were 5xx or did not come."""
        counts: dict[str, int] = self.others["statuses"]
        unanswered: int = self.others["unanswered"]
        return unanswered + sum(count for status, count in counts.items() if status[0] in "05")


def measure_attack(
    attack: Attack,
    prepared: Any,
    reads: list[bytes],
    *,
    port: int,
    pid: int,
    seconds: float,
    warm_seconds: float = WARM_SECONDS,
) -> Measured:
    """Measure the readers alone and then during the attack, on the server of this port and process.

    `reads` are requests of other people; `prepared` is what `attack.prepare` returned.
    """
    result = Measured()
    with LoadGeneratorProcess(Target(port, seconds), reads, pinned=False) as readers:
        readers.closed(connections=2, seconds=warm_seconds)
        result.calm = readers.open(rate=READS_PER_SECOND, seconds=seconds)
        result.calm_memory = read_memory_mib(pid)
        with _MemoryWatch(pid) as watch:
            readers.send_command(do="open", rate=READS_PER_SECOND, seconds=seconds)
            began = time.monotonic()
            result.answers = attack.run(Target(port, seconds), prepared)
            result.seconds = time.monotonic() - began
            result.others = readers.read_reply()
        result.most_memory = max(watch.most, result.calm_memory)
    return result


class _MemoryWatch:
    """The most resident memory of a process within the block, in MiB."""

    def __init__(self, pid: int) -> None:
        self.most = 0.0
        self._pid, self._over = pid, Event()
        self._thread = Thread(target=self._look)

    def __enter__(self) -> "_MemoryWatch":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(LOOK_SECONDS) and os.path.exists(f"/proc/{self._pid}"):  # noqa: PTH110
            self.most = max(self.most, read_memory_mib(self._pid))
