"""Whether a recording gets the same result alone, in a batch, in another order, and beside files that break things."""

import random
from collections.abc import Sequence

from bench.report import BenchOptions, Figure
from bench.speech import corpus
from ml.engines.clips import EngineFailure, EngineRequest
from ml.engines.engine import SpeechEngine
from ml.scoring import RecordingResult, ScoringTask
from ml.text import parse_words
from tests.bad_inputs.broken_audio_files import BROKEN_AUDIO_FILES

CLIPS = 200
BROKEN_FILES = ("zeros", "flac of 12 hours in 200 kB", "wav of one sample", "m4a without its index", "empty")
MAX_POINTS = 1.0
MAX_WORD_ERROR = 0.01

OutcomesByKey = dict[str, RecordingResult | EngineFailure]


def measure_batch_independence(engine: SpeechEngine, options: BenchOptions) -> list[Figure]:
    """200 sentences of the corpus (`--count`), four times."""
    what = f"{options.count or CLIPS} clips alone, batched, shuffled and next to poison"
    if options.data is None:
        return [Figure(f"{what}: verdicts that differ", None, "", "0")]
    items = [reading.item() for reading in corpus.sample_sentences(options.data, options.count or CLIPS, seed=3)]
    alone = {item.key: _process_all(engine, [item])[item.key] for item in items}
    shuffled = random.Random(4).sample(items, len(items))
    ways = {"batched": items, "shuffled": shuffled, "next to poison": _add_broken_files(shuffled)}
    differences = {name: compare_outcomes(alone, _process_all(engine, order)) for name, order in ways.items()}
    verdicts, lost = (
        sum(difference["verdicts"] for difference in differences.values()),
        sum(difference["lost"] for difference in differences.values()),
    )
    points, words = (
        max(difference["points"] for difference in differences.values()),
        max(difference["words"] for difference in differences.values()),
    )
    worst = "; ".join(f"{name} {difference['points']:.2f}" for name, difference in differences.items())
    return [
        Figure(f"{what}: verdicts that differ", verdicts, "", "0", verdicts == 0),
        Figure("… marks that differ, most", points, "points", f"≤ {MAX_POINTS:g}", points <= MAX_POINTS, worst),
        Figure("… word error between them, most", 100 * words, "%", "≤ 1", words <= MAX_WORD_ERROR),
        Figure("… recordings without a result", lost, "", "0", lost == 0),
    ]


def compare_outcomes(alone: OutcomesByKey, other: OutcomesByKey) -> dict[str, float]:
    """Verdicts that differ, recordings without a result, the widest marks, and word error between two ways."""
    verdicts, lost, points, wrong, total = 0, 0, 0.0, 0, 0
    for key, first in alone.items():
        second = other.get(key)
        if not isinstance(first, RecordingResult) or not isinstance(second, RecordingResult):
            lost += 1
            continue
        verdicts += first.verdict != second.verdict
        points = max(points, *(abs(a - b) for a, b in _list_score_pairs(first, second)))
        heard, again = _list_words(first), _list_words(second)
        wrong += measure_word_distance(heard, again)
        total += len(heard)
    return {"verdicts": verdicts, "lost": lost, "points": points, "words": wrong / max(1, total)}


def measure_word_distance(first: Sequence[str], other: Sequence[str]) -> int:
    """Levenshtein's: words put in, left out or changed."""
    row = list(range(len(other) + 1))
    for i, word in enumerate(first, 1):
        last, row[0] = row[0], i
        for j, candidate in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (word != candidate))
    return row[-1]


def _list_score_pairs(first: RecordingResult, other: RecordingResult) -> list[tuple[float, float]]:
    pairs = [
        (getattr(first, name), getattr(other, name))
        for name in ("overall", "accuracy", "fluency", "prosody", "completeness")
    ]
    return [(0.0, 0.0), *((a if a is not None else -100.0, b if b is not None else -100.0) for a, b in pairs)]


def _list_words(result: RecordingResult) -> list[str]:
    return [word.surface for word in parse_words(result.transcript, result.language)]


def _process_all(engine: SpeechEngine, items: Sequence[EngineRequest]) -> OutcomesByKey:
    return dict(engine.process(items, lambda key, stage: None))


def _add_broken_files(items: Sequence[EngineRequest]) -> list[EngineRequest]:
    """Every fifth neighbour is a file that breaks things, or a homework without a text (our own failure)."""
    mixed: list[EngineRequest] = []
    for number, item in enumerate(items):
        mixed.append(item)
        if number % 5 == 4:
            name = BROKEN_FILES[number // 5 % len(BROKEN_FILES)]
            reference = "" if number % 10 == 9 else "hello there"
            mixed.append(
                EngineRequest(
                    f"poison {number}", BROKEN_AUDIO_FILES[name][0](), ScoringTask("reading", "en", reference)
                )
            )
    return mixed
