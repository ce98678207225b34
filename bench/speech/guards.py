"""Whether recordings that deserve no mark get none, and honest ones do."""

import random
from collections.abc import Sequence

from bench.report import BenchOptions, Figure
from bench.speech import corpus
from ml.engines.clips import EngineRequest
from ml.engines.engine import SpeechEngine
from ml.scoring import RecordingResult, ScoringTask
from ml.training.corpus import decode_to_samples
from ml.training.fit_guards import _make_noise as noise

NOISES = 300
OTHERS = 200
SCORED = ("OK", "INCOMPLETE")


def measure_guards(engine: SpeechEngine, options: BenchOptions) -> list[Figure]:
    """Noise and babble, another text, half of the text, and honest readings, all of speakers never fitted on."""
    if options.data is None:
        return [
            Figure("silent, noisy and babble clips that got a mark", None, "", "0"),
            Figure("honest sentences refused", None, "%", "≤ 2"),
            Figure("another text read: found", None, "%", "≥ 95"),
            Figure("first half only read: found", None, "%", "≥ 93"),
        ]
    count = options.count or OTHERS
    honest = corpus.sample_sentences(options.data, count, seed=6)
    plain = _process_all(engine, [reading.item() for reading in honest])
    texts = corpus.choose_other_texts(honest, seed=8)
    swapped = _process_all(engine, [reading.item(other) for reading, other in zip(honest, texts, strict=True)])
    halves = _process_all(engine, corpus.build_half_read_homeworks(options.data)[:count])
    noises = _process_all(engine, _make_noises(honest, min(options.count or NOISES, NOISES)))
    scored = sum(_is_scored(result) for result in noises)
    refused = 100 * _measure_share([result.verdict not in (*SCORED, "LOW_CONFIDENCE") for result in plain])
    refused_share = 100 * _measure_share([not _is_scored(result) for result in swapped])
    half = 100 * _measure_share([halve.verdict in ("INCOMPLETE", "OFF_SCRIPT") for halve in halves])
    return [
        Figure("silent, noisy and babble clips that got a mark", scored, "", "0", scored == 0, f"of {len(noises)}"),
        Figure("honest sentences refused", refused, "%", "≤ 2", refused <= 2, f"of {len(plain)}"),
        Figure(
            "another text read: refused or sent to the teacher",
            refused_share,
            "%",
            "≥ 95",
            refused_share >= 95,
            f"of {len(swapped)}",
        ),
        Figure("first half only read: found", half, "%", "≥ 93", half >= 93, f"of {len(halves)}"),
    ]


def _is_scored(result: RecordingResult) -> bool:
    """Whether it would count without anybody looking."""
    return result.overall is not None and result.verdict in SCORED and result.confidence != "low"


def _process_all(engine: SpeechEngine, items: Sequence[EngineRequest]) -> list[RecordingResult]:
    """What the engine said; a failure of ours ends the bench."""
    results = []
    for key, outcome in engine.process(items, lambda key, stage: None):
        if not isinstance(outcome, RecordingResult):
            raise RuntimeError(f"{key}: {outcome.reason}")
        results.append(outcome)
    return results


def _make_noises(honest: Sequence[corpus.CorpusReading], count: int) -> list[EngineRequest]:
    chance = random.Random(9)
    voices = [decode_to_samples(reading.data) for reading in honest[:30]]
    task = ScoringTask("reading", "en", "We called it a bear and everybody laughed at the idea.")
    return [
        EngineRequest(f"noise {number}", corpus.encode_wav(noise(chance, lambda: chance.choice(voices))), task)
        for number in range(count)
    ]


def _measure_share(flags: Sequence[bool]) -> float:
    return sum(flags) / max(1, len(flags))
