"""How fast the speech process turns recordings into marks on this machine."""

import csv
import os
import statistics
import time
from pathlib import Path

from bench.report import ROOT, Figure, Report
from ml.engines.engine import Item, Result, SpeechEngine, Task
from ml.models import resolve_embedding, resolve_whisper

CLIPS = ROOT / "tests" / "data" / "speech"
ROUNDS = 3
TIMES_REAL_TIME = 6.0
"""Promised for homeworks of 20 to 30 s with `base` int8 on two cores."""


def measure() -> Report:
    """Every committed reading through `SpeechEngine.process`, three rounds, medians; models from the cache."""
    began = time.perf_counter()
    whisper = resolve_whisper(os.environ.get("WHISPER_MODEL", ""))
    engine = SpeechEngine(whisper_dir=whisper.path, embedding_dir=resolve_embedding().path)
    loaded = time.perf_counter() - began
    try:
        _run(engine, _items(2, 40))
        homeworks = [_run(engine, _items(20, 32)) for _ in range(ROUNDS)]
        sentences = [_run(engine, _items(2, 6)) for _ in range(ROUNDS)]
    finally:
        engine.close()
    promised = whisper.name == "whisper-base"
    figures = [
        Figure("start with both models", loaded, "s"),
        _rate("homeworks of 20-31 s, end to end", homeworks, f"≥ {TIMES_REAL_TIME:g}" if promised else ""),
        _seconds("one such homework", homeworks),
        *_stages(homeworks),
        _rate("single sentences of 2-6 s", sentences, ""),
        _seconds("one such sentence", sentences),
    ]
    note = f"{whisper.name} ({engine.facts['compute_type']} on {engine.facts['device']}), medians of {ROUNDS} rounds."
    return Report("speech", "Speech to marks", figures, note)


class Round:
    """Results of one pass over some recordings and the wall time of it."""

    def __init__(self, results: list[Result], seconds: float) -> None:
        self.results = results
        self.seconds = seconds
        self.audio = sum(result.duration for result in results)


def _run(engine: SpeechEngine, items: list[Item]) -> Round:
    began = time.perf_counter()
    outcomes = [outcome for _, outcome in engine.process(items, lambda key, stage: None)]
    seconds = time.perf_counter() - began
    return Round([outcome for outcome in outcomes if isinstance(outcome, Result)], seconds)


def _items(shortest: float, longest: float) -> list[Item]:
    """Readings that are heard to the end, of this length."""
    with (CLIPS / "clips.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Item(row["file"], _data(row["file"]), Task("reading", row["language"], row["reference"], level=row["level"]))
        for row in rows
        if row["kind"] == "reading" and row["expected_verdict"] in ("OK", "LOW_CONFIDENCE")
        if shortest <= float(row["seconds"]) <= longest
    ]


def _data(name: str) -> bytes:
    return Path(CLIPS / name).read_bytes()


def _rate(what: str, rounds: list[Round], target: str) -> Figure:
    rates = [one.audio / one.seconds for one in rounds]
    value = statistics.median(rates)
    spread = f"{min(rates):.1f}-{max(rates):.1f}"
    return Figure(what, value, "x real time", target, value >= TIMES_REAL_TIME if target else None, spread)


def _seconds(what: str, rounds: list[Round]) -> Figure:
    each = [result.seconds["total"] for one in rounds for result in one.results]
    return Figure(what, statistics.median(each), "s", spread=f"{min(each):.2f}-{max(each):.2f}")


def _stages(rounds: list[Round]) -> list[Figure]:
    figures = []
    for stage in ("decode", "gate", "asr", "align", "score"):
        each = [result.seconds.get(stage, 0.0) for one in rounds for result in one.results]
        figures.append(Figure(f"… of it {stage}", statistics.median(each), "s"))
    return figures
