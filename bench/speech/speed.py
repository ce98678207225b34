"""How fast the committed readings become marks, end to end in the engine."""

import csv
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from bench.report import ROOT, Figure
from ml.engines.clips import EngineRequest
from ml.engines.engine import SpeechEngine
from ml.scoring import RecordingResult, ScoringTask

CLIPS = ROOT / "tests" / "data" / "speech"
ROUNDS = 3
TIMES_REAL_TIME = 8.0
"""Promised for homeworks of 20 to 30 s with `base` int8 on two cores."""


class BenchRound:
    """Results of one pass over some recordings and the wall time of it."""

    def __init__(self, results: list[RecordingResult], seconds: float) -> None:
        self.results = results
        self.seconds = seconds
        self.audio = sum(result.duration for result in results)


def measure_speed(engine: SpeechEngine, *, promised: bool) -> list[Figure]:
    """Homeworks and single sentences, three rounds each after one for warming up."""
    process_all(engine, list_readings(2, 40))
    homeworks = [process_all(engine, list_readings(20, 32)) for _ in range(ROUNDS)]
    sentences = [process_all(engine, list_readings(2, 6)) for _ in range(ROUNDS)]
    return [
        _build_rate("homeworks of 20-31 s, end to end", homeworks, promised),
        _build_latency("one such homework, in the company of the others", homeworks),
        *_build_stages(homeworks),
        _build_rate("single sentences of 2-6 s", sentences, False),
        _build_latency("one such sentence, in the company of the others", sentences),
    ]


def process_all(engine: SpeechEngine, items: Sequence[EngineRequest]) -> BenchRound:
    """One pass of all items at once."""
    began = time.perf_counter()
    outcomes = [outcome for _, outcome in engine.process(items, lambda key, stage: None)]
    seconds = time.perf_counter() - began
    return BenchRound([outcome for outcome in outcomes if isinstance(outcome, RecordingResult)], seconds)


def list_readings(shortest: float, longest: float) -> list[EngineRequest]:
    """Committed readings of this length that are heard to the end."""
    with (CLIPS / "clips.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        EngineRequest(
            row["file"],
            _read_clip(row["file"]),
            ScoringTask("reading", row["language"], row["reference"], level=row["level"]),
        )
        for row in rows
        if row["kind"] == "reading" and row["expected_verdict"] in ("OK", "LOW_CONFIDENCE")
        if shortest <= float(row["seconds"]) <= longest
    ]


def _read_clip(name: str) -> bytes:
    return Path(CLIPS / name).read_bytes()


def _build_rate(what: str, rounds: list[BenchRound], promised: bool) -> Figure:
    rates = [round_.audio / round_.seconds for round_ in rounds]
    value = statistics.median(rates)
    spread = f"{min(rates):.1f}-{max(rates):.1f}"
    target = f"≥ {TIMES_REAL_TIME:g}" if promised else ""
    return Figure(what, value, "x real time", target, value >= TIMES_REAL_TIME if promised else None, spread)


def _build_latency(what: str, rounds: list[BenchRound]) -> Figure:
    each = [result.seconds["total"] for round_ in rounds for result in round_.results]
    return Figure(what, statistics.median(each), "s", spread=f"{min(each):.2f}-{max(each):.2f}")


def _build_stages(rounds: list[BenchRound]) -> list[Figure]:
    figures = []
    for stage in ("decode", "gate", "asr", "align", "score"):
        each = [result.seconds[stage] for round_ in rounds for result in round_.results if stage in result.seconds]
        if each:
            figures.append(Figure(f"… of it {stage}", statistics.median(each), "s"))
    return figures
