"""Detects noise of a rented machine: other guests take CPU time or share the core.

Two signals: the time that the hypervisor gave to others ("steal" in `/proc/stat`, proc(5)), and the speed of a loop of
additions on the server's core before and after each measurement.
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
MAX_STOLEN_SHARE = 0.01
MIN_SPEED_SHARE = 0.9
"""Lowest accepted speed, as a share of the core's fastest in this run."""
MIN_ROUNDS = 3
ADDITIONS = 150_000


@dataclass(frozen=True)
class MeasuredRound:
    """A measured value, the largest stolen share of a core's time, and the slower of two speeds (additions per s)."""

    value: Any
    stolen: float
    speed: float


def measure_round(measure: Callable[[], Any]) -> MeasuredRound:
    """Call `measure` once and record the noise of the machine."""
    speed, before = _measure_speed(), _read_cpu_ticks()
    value = measure()
    after = _read_cpu_ticks()
    stolen = [(after[name][0] - taken) / max(1, after[name][1] - all_) for name, (taken, all_) in before.items()]
    return MeasuredRound(value, max(stolen, default=0.0), min(speed, _measure_speed()))


def find_undisturbed_rounds(turns: Sequence[Sequence[MeasuredRound]], *, fastest: float) -> list[int]:
    """Return the indexes of the turns whose rounds were all undisturbed; `fastest` is the core's best speed."""
    return [
        place
        for place, turn in enumerate(turns)
        if all(_is_undisturbed(measured_round, fastest) for measured_round in turn)
    ]


def choose_rounds(own: Sequence[int], turns: int) -> tuple[list[int], str]:
    """Return the turns to count, and a text about them: the undisturbed ones, or all when fewer than `MIN_ROUNDS`."""
    if len(own) >= MIN_ROUNDS:
        return list(own), f"{len(own)} of {turns} counted"
    return list(range(turns)), f"all {turns} counted, as only {len(own)} were undisturbed"


def _is_undisturbed(measured_round: MeasuredRound, fastest: float) -> bool:
    return measured_round.stolen <= MAX_STOLEN_SHARE and measured_round.speed >= MIN_SPEED_SHARE * fastest


def get_percentile(times: list[float], share: float) -> float:
    """Return a percentile of sorted, non-empty times; `share` is 0 to 1."""
    return times[min(len(times) - 1, int(len(times) * share))]


def _read_cpu_ticks() -> dict[str, tuple[int, int]]:
    """Return stolen ticks and all ticks by core; empty without /proc/stat."""
    try:
        lines = [line.split() for line in Path("/proc/stat").read_text("ascii").splitlines()]
    except OSError:
        return {}
    ticks = {line[0]: [int(word) for word in line[1:9]] for line in lines if line[0] in NAMES}
    return {name: (of[7], sum(of)) for name, of in ticks.items()}


def _measure_speed() -> float:
    mine = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {SERVER_CORE})
    try:
        began, number = time.perf_counter(), 0
        for addend in range(ADDITIONS):
            number += addend
        return ADDITIONS / (time.perf_counter() - began)
    finally:
        os.sched_setaffinity(0, mine)
