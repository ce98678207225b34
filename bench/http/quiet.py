"""Whether the machine was the bench's own meanwhile: on a rented one others take processor time, or share the core.

Two signs that ask nothing of what is measured: the time that the hypervisor gave to others ("steal" in `/proc/stat`,
proc(5)), and how fast a loop of additions runs on the server's core just before and just after.
"""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, CLIENT_CORE = CORES[0], CORES[-1]
NAMES = {f"cpu{SERVER_CORE}", f"cpu{CLIENT_CORE}"}
STOLEN_MOST = 0.01
SPEED_LEAST = 0.9
"""Of the fastest that the same core ran in the same run."""
FEWEST = 3
ADDITIONS = 150_000


@dataclass(frozen=True)
class Round:
    """What was measured; what share of a core's time the host took, at most; additions a second, the slower of two."""

    value: Any
    stolen: float
    speed: float


def watched(measure: Callable[[], Any]) -> Round:
    """Measure once, with an eye on the machine."""
    speed, before = _speed(), _times()
    value = measure()
    after = _times()
    stolen = [(after[name][0] - taken) / max(1, after[name][1] - all_) for name, (taken, all_) in before.items()]
    return Round(value, max(stolen, default=0.0), min(speed, _speed()))


def undisturbed(turns: Sequence[Sequence[Round]], *, fastest: float) -> list[int]:
    """The places of the turns in which the machine was the bench's own in each round, when `fastest` is the most that
    its core does.
    """
    return [
        place for place, turn in enumerate(turns) if all(_is_own(measured_round, fastest) for measured_round in turn)
    ]


def chosen(own: Sequence[int], turns: int) -> tuple[list[int], str]:
    """The turns to count, the undisturbed ones or, where there are fewer than `FEWEST`, all; and that in words."""
    if len(own) >= FEWEST:
        return list(own), f"{len(own)} of {turns} counted"
    return list(range(turns)), f"all {turns} counted, as only {len(own)} were undisturbed"


def _is_own(measured_round: Round, fastest: float) -> bool:
    return measured_round.stolen <= STOLEN_MOST and measured_round.speed >= SPEED_LEAST * fastest


def share_of(times: list[float], share: float) -> float:
    """The time that this share of the answers did not exceed; `times` are sorted and there are some."""
    return times[min(len(times) - 1, int(len(times) * share))]


def _times() -> dict[str, tuple[int, int]]:
    """Ticks that the host took and all ticks, by core; nothing where the system does not say."""
    try:
        lines = [line.split() for line in Path("/proc/stat").read_text("ascii").splitlines()]
    except OSError:
        return {}
    ticks = {line[0]: [int(word) for word in line[1:9]] for line in lines if line[0] in NAMES}
    return {name: (of[7], sum(of)) for name, of in ticks.items()}


def _speed() -> float:
    mine = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {SERVER_CORE})
    try:
        began, number = time.perf_counter(), 0
        for addend in range(ADDITIONS):
            number += addend
        return ADDITIONS / (time.perf_counter() - began)
    finally:
        os.sched_setaffinity(0, mine)
