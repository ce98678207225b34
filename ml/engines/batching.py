"""Which windows go through the model together, and what happens when a batch fails.

Rows wait in groups that may share a call. A batch that fails is bisected until the row that fails stands alone; it is
tried once more, and then it is out. A batch for which memory does not suffice halves the size of all that follow.
"""

import logging
import threading
import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

log = logging.getLogger(__name__)

MAX_OVERTAKEN = 2
"""Batches of fresh windows that a smaller group lets pass before it has its turn."""


IDLE = "idle"
"""First part of the group of a row that every other row goes before."""


class Batchable(Protocol):
    """What a row must tell: `group`, whose first part is `fresh` for what nothing else waits for."""

    @property
    def group(self) -> tuple[str, int, int, int]:
        """Rows of one group may share a call."""


R = TypeVar("R")
T = TypeVar("T")
W = TypeVar("W", bound=Batchable)


@dataclass(frozen=True, slots=True)
class BatchFailure:
    """A row that failed alone, twice. `quarantined`: the model works all the same, so it is this row's fault."""

    reason: str
    quarantined: bool


class BatchRunner(Generic[R, T]):
    """Runs batches of at most `size` rows. For one thread."""

    def __init__(self, size: int, probe: Callable[[], None]) -> None:
        """`probe` raises when the model does not work at all: then no row is to blame."""
        self.size = size
        self.broken = False
        self._probe = probe

    def run(self, rows: Sequence[R], work: Callable[[Sequence[R]], Sequence[T]]) -> list[T | BatchFailure]:
        """An outcome for each row. `work` must have no effect but its answer: it is called again for halves."""
        if len(rows) > self.size:
            return [
                result for at in range(0, len(rows), self.size) for result in self.run(rows[at : at + self.size], work)
            ]
        try:
            return list(work(rows))
        except Exception as error:
            log.warning("batch failed", extra={"rows": len(rows), "error": repr(error)})
            if is_out_of_memory(error):
                self.size = max(1, len(rows) // 2)
                log.warning("out of memory: smaller batches from now on", extra={"size": self.size})
        if len(rows) == 1:
            return [self._once_more(rows, work)]
        middle = len(rows) // 2
        return [*self.run(rows[:middle], work), *self.run(rows[middle:], work)]

    def _once_more(self, row: Sequence[R], work: Callable[[Sequence[R]], Sequence[T]]) -> T | BatchFailure:
        try:
            return work(row)[0]
        except Exception as error:
            name = type(error).__name__
            log.exception("row failed alone twice")
            if is_out_of_memory(error):
                return BatchFailure(f"Out of memory in the model ({name}).", quarantined=False)
        try:
            self._probe()
        except Exception:
            log.exception("the model does not work any more")
            self.broken = True
            return BatchFailure(f"The model stopped working ({name}).", quarantined=False)
        return BatchFailure(f"The model failed over it twice, alone ({name}).", quarantined=True)


def is_out_of_memory(error: BaseException) -> bool:
    """Whether memory, the machine's or the card's, did not suffice."""
    text = str(error).lower()
    return isinstance(error, MemoryError) or "out of memory" in text or "alloc_failed" in text or "bad_alloc" in text


class BatchQueue(Generic[W]):
    """Rows that are ready for the model. Any thread puts, one takes."""

    def __init__(self, order: Callable[[W], Hashable], coming: Callable[[], int]) -> None:
        """`order`: sort key, the smallest goes first. `coming`: how many recordings are being prepared."""
        self._order = order
        self._coming = coming
        self._groups: dict[tuple[str, int, int, int], list[W]] = {}
        self._passed: dict[tuple[str, int, int, int], int] = {}
        self._change = threading.Condition()
        self._closed = False

    def put(self, rows: Sequence[W]) -> None:
        """Add rows."""
        with self._change:
            for row in rows:
                self._groups.setdefault(row.group, []).append(row)
            self._change.notify_all()

    @property
    def empty(self) -> bool:
        """Whether nothing waits at this moment."""
        with self._change:
            return not self._groups

    def close(self) -> None:
        """`take` answers with nothing once all is taken."""
        with self._change:
            self._closed = True
            self._change.notify_all()

    def take(self, most: int, wait: float) -> list[W]:
        """Up to `most` rows of one group; waits for the first, then `wait` seconds more for a full batch if more is
        coming and nothing else waits. [] when closed.
        """
        with self._change:
            self._change.wait_for(lambda: self._groups or self._closed)
            until = time.monotonic() + wait
            while self._groups and not self._worth_it(most) and (left := until - time.monotonic()) > 0:
                self._change.wait(left)
            return self._next(most) if self._groups else []

    def _worth_it(self, most: int) -> bool:
        return self._closed or not self._coming() or any(len(rows) >= most for rows in self._groups.values())

    def _next(self, most: int) -> list[W]:
        group = min(self._groups, key=lambda name: self._turn(name, most))
        for other in self._groups:
            self._passed[other] = self._passed.get(other, 0) + 1
        self._passed.pop(group)
        rows = sorted(self._groups.pop(group), key=self._order)  # type: ignore[arg-type]
        if rows[most:]:
            self._groups[group] = rows[most:]
        return rows[:most]

    def _turn(self, name: tuple[str, int, int, int], most: int) -> tuple[bool, bool, bool, int]:
        """Full batches of what finishes recordings, then what was passed over too often, then fresh windows; idle work
        last.
        """
        finishing = name[0] != "fresh"
        pressing = len(self._groups[name]) >= most or self._passed.get(name, 0) >= MAX_OVERTAKEN
        return name[0] == IDLE, not (finishing and pressing), finishing, -len(self._groups[name])
