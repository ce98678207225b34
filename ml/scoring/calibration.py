"""Scores as experts give them, 0 to 10, from what `ml.engines.expert_scores` measured.

Per sentence a weighted sum of the head's scores and plain measures, whose signs are held (a surer word, a shorter pause
never lowers a mark) and whose values are bounded to what was seen in fitting; an offset by age band; the mean over
sentences, weighted by words. Fitted by `ml.training.fit_marks` on learners whom five experts marked; weights, figures
and the hashes of the Whisper models stand in `calibration.json` beside this file, by version: what an older version
measured is marked as it was then. Pure: no sound, no model, no numpy.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ml.scoring.task import ScoringTask

FILE = Path(__file__).with_name("calibration.json")
SCORE_NAMES = ("accuracy", "fluency", "prosody", "total")
FEATURES = tuple(
    "head_accuracy head_fluency head_prosody head_total words_mean words_lowest mean_logprob lowest_logprob "
    "voiced_per_letter pause_per_word longest_pause breaks_per_word seconds_per_letter".split()
)
"""Of a sentence. The first eight may only raise a mark, the others only lower it."""
POSITIVE_FEATURES = 8
WORD_FEATURES = ("head_word", "logprob", "sentence_accuracy")
"""Of a word; all may only raise its mark."""
MAX_SCORE = 10.0
Json = Mapping[str, Any]
_DIGITS = 3


@dataclass(frozen=True, slots=True)
class CalibratedScores:
    """Scores 0 to 10, of the whole reading and of its `sentences` (first word, word after the last, scores by name).

    `words`: a mark per word of the text, None where it was not reached. `version`: of the fitted weights.
    """

    accuracy: float
    fluency: float
    prosody: float
    total: float
    sentences: tuple[dict[str, Any], ...]
    words: tuple[float | None, ...]
    version: str


def calibrate_scores(
    measured: Json, task: ScoringTask, *, unreached_places: Collection[int] = ()
) -> CalibratedScores | None:
    """The scores of a reading; None where nothing was measured, or by a version without weights.

    `measured`: what `ml.engines.expert_scores` put into the evidence. `unreached_places`: places of words of the text
    that were not reached; a sentence of which half or more are such is left out.
    """
    weights = _load_file()["calibrations"].get(measured.get("version"))
    if weights is None or task.language != weights["language"]:
        return None
    left_out = frozenset(unreached_places)
    weighted_means: list[tuple[int, dict[str, Any]]] = []
    words: dict[int, float] = {}
    for sentence in measured.get("sentences", ()):
        places = [place for place in range(sentence["first"], sentence["last"]) if place not in left_out]
        if 2 * len(places) <= sentence["last"] - sentence["first"]:
            continue
        scores = score_measured_sentence(weights, sentence, places, task.age_band)
        words |= score_words(weights, sentence, places, scores["accuracy"])
        shown = {name: round(mark, _DIGITS) for name, mark in scores.items()}
        weighted_means.append((len(places), {"first": sentence["first"], "last": sentence["last"], **shown}))
    if not weighted_means:
        return None
    size = sum(count for count, _ in weighted_means)
    sums = {name: sum(count * row[name] for count, row in weighted_means) for name in SCORE_NAMES}
    means = {name: round(total / size, _DIGITS) for name, total in sums.items()}
    last = max(sentence["last"] for sentence in measured["sentences"])
    return CalibratedScores(
        **means,
        sentences=tuple(row for _, row in weighted_means),
        words=tuple(words.get(place) for place in range(last)),
        version=weights["version"],
    )


def score_measured_sentence(
    weights: Json, sentence: Json, word_places: Sequence[int], age_band: str
) -> dict[str, float]:
    """Return the scores of one measured sentence by name, 0 to 10, over the words at `word_places`."""
    part = weights["sentence"]
    values = clamp_features(part, get_sentence_features(sentence, word_places))
    offsets = {name: weights["offsets"][name].get(age_band, 0.0) for name in SCORE_NAMES}
    return {name: _clamp_score(_apply_linear_model(part[name], values) + offsets[name]) for name in SCORE_NAMES}


def score_words(weights: Json, sentence: Json, places: Sequence[int], accuracy: float) -> dict[int, float]:
    """Scores 0 to 10 of the words at `places` of one measured sentence, whose accuracy is given."""
    part = weights["word"]
    scores = {}
    for place in places:
        head, logprob = sentence["words"][place - sentence["first"]]
        values = clamp_features(part, [head, logprob, accuracy])
        scores[place] = round(_clamp_score(_apply_linear_model(part, values)), 2)
    return scores


def get_sentence_features(sentence: Mapping[str, Any], places: Sequence[int]) -> list[float]:
    """The values of `FEATURES` over the words at `places` (at least one)."""
    rows = [sentence["words"][place - sentence["first"]] for place in places]
    heads, logprobs = [row[0] for row in rows], [row[1] for row in rows]
    of_words = [sum(heads) / len(heads), min(heads), sum(logprobs) / len(logprobs), min(logprobs)]
    return [*sentence["marks"], *of_words, *sentence["measures"]]


def clamp_features(part: Mapping[str, Any], values: Sequence[float]) -> list[float]:
    """Values held between the lowest and highest that the fit saw."""
    return [max(low, min(high, value)) for value, low, high in zip(values, part["low"], part["high"], strict=True)]


def list_calibrated_models() -> tuple[str, ...]:
    """Hashes of the Whisper weights that the current calibration holds for."""
    content = _load_file()
    return tuple(content["calibrations"][content["current"]]["models"])


def _apply_linear_model(line: Json, values: Sequence[float]) -> float:
    total: float = line["bias"]
    for weight, value in zip(line["weights"], values, strict=True):
        total += weight * value
    return total


def _clamp_score(mark: float) -> float:
    return max(0.0, min(MAX_SCORE, mark))


@cache
def _load_file() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return content
