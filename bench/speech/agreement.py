"""Whether marks are those that experts would give, for children as for adults."""

import json
from collections.abc import Sequence

import numpy as np

from bench.report import BenchOptions, Figure
from bench.speech import corpus
from ml.engines.engine import SpeechEngine
from ml.scoring import RecordingResult
from ml.scoring.calibration import CalibratedScores, calibrate_scores

EXPERTS = {"accuracy": "accuracy", "fluency": "fluency", "prosody": "prosodic", "total": "total"}
MIN_CORRELATION = {"accuracy": 0.78, "fluency": 0.85, "prosody": 0.84, "total": 0.80, "word": 0.60}
MAX_BIAS = 0.2

Pair = tuple[corpus.CorpusReading, CalibratedScores]


def measure_agreement(engine: SpeechEngine, options: BenchOptions) -> list[Figure]:
    """Correlation with the experts' mean over the development sentences, and the mean error by age."""
    if options.data is None:
        missing = [
            Figure(f"agreement with experts, {name}", None, "r", f"≥ {least}")
            for name, least in MIN_CORRELATION.items()
        ]
        return [*missing, *(Figure(f"bias, {who}", None, "of 10", f"≤ {MAX_BIAS}") for who in ("children", "adults"))]
    readings = corpus.sample_sentences(options.data, options.count or 10_000, seed=5)
    outcomes = dict(engine.process([reading.item() for reading in readings], lambda key, stage: None))
    pairs: list[Pair] = []
    for reading in readings:
        result = outcomes[reading.row["utt_id"]]
        if isinstance(result, RecordingResult) and (marks := _get_scores(result, reading)):
            pairs.append((reading, marks))
    if len(pairs) < 10:
        return [Figure("sentences with calibrated marks", len(pairs), "", "all", False)]
    return [
        Figure("sentences with calibrated marks", len(pairs), "", spread=f"of {len(readings)}"),
        *_build_figures(pairs),
    ]


def _build_figures(pairs: Sequence[Pair]) -> list[Figure]:
    figures = []
    for name, column in EXPERTS.items():
        ours = [getattr(marks, name) for _, marks in pairs]
        theirs = [float(reading.row[column]) for reading, _ in pairs]
        figures.append(_build_figure(name, ours, theirs))
    figures.append(_build_figure("word", *_list_word_scores(pairs)))
    for who, bands in (("children", ("under8", "child")), ("adults", ("adult",))):
        errors = [m.total - float(r.row["total"]) for r, m in pairs if r.age_band in bands]
        bias = float(np.mean(errors)) if errors else 0.0
        figures.append(
            Figure(f"bias, {who}", bias, "of 10", f"≤ {MAX_BIAS}", abs(bias) <= MAX_BIAS, f"{len(errors)} sentences")
        )
    return figures


def _get_scores(result: RecordingResult, reading: corpus.CorpusReading) -> CalibratedScores | None:
    marking = result.evidence.get("by_marker", result.evidence).get("marking") or result.evidence.get("marking")
    return calibrate_scores(marking, reading.item().task) if marking else None


def _list_word_scores(pairs: Sequence[Pair]) -> tuple[list[float], list[float]]:
    ours, theirs = [], []
    for reading, marks in pairs:
        experts = [float(np.mean(word["total"])) for word in json.loads(reading.row["words"])]
        if len(experts) == len(marks.words):
            for own, mean in zip(marks.words, experts, strict=True):
                if own is not None:
                    ours.append(own)
                    theirs.append(mean)
    return ours, theirs


def _build_figure(name: str, ours: Sequence[float], theirs: Sequence[float]) -> Figure:
    r = float(np.corrcoef(ours, theirs)[0, 1])
    return Figure(
        f"agreement with experts, {name}",
        r,
        "r",
        f"≥ {MIN_CORRELATION[name]}",
        r >= MIN_CORRELATION[name],
        f"n {len(ours)}",
    )
