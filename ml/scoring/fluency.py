"""How smoothly it was said: rate, pauses, runs, from word times and spans of speech."""

from collections.abc import Sequence
from typing import Any

from ml.scoring.constants import FLUENCY
from ml.scoring.result import WordResult

Span = tuple[float, float]
Speech = Sequence[Sequence[float]]
"""Spans of speech: start and end in seconds."""


def score_fluency(
    words: int, spoken: Span, speech: Speech, target: int, *, fillers: int = 0, repeats: int = 0
) -> tuple[float, dict[str, Any]]:
    """F in 0..100 and its parts.

    `words`: said, without fillers and repeats. `spoken`: start of the first word and end of the last, seconds.
    `speech`: spans of speech. `target`: words per minute. Pauses are the gaps between spans of speech inside `spoken`.
    """
    first, last = spoken
    inside = clip_spans(first, last, speech)
    if inside:
        first, last = inside[0][0], inside[-1][1]
    duration = last - first
    if not words or duration <= 0:
        return 0.0, {"words_per_minute": 0.0, "target": target}
    gaps = [after[0] - before[1] for before, after in zip(inside, inside[1:], strict=False)]
    stops = [gap for gap in gaps if gap >= FLUENCY.pause]
    long_pauses = [gap for gap in gaps if gap >= FLUENCY.long_pause]
    phonation = sum(end - start for start, end in inside) / duration if inside else 1.0
    speaking = duration - sum(stops)
    per_minute = 60 * words / duration
    rate = score_rate(per_minute / target)
    phonation_term = scale_between(phonation, FLUENCY.phonation_zero, FLUENCY.phonation_full)
    long_pause_term = 1 - scale_between(sum(long_pauses) / duration, 0.0, FLUENCY.long_pause_share_zero)
    value = FLUENCY.rate_weight * rate + FLUENCY.phonation_weight * phonation_term
    value += FLUENCY.long_pause_weight * long_pause_term
    spoken_count = words + fillers + repeats
    parts = {
        "words_per_minute": per_minute,
        "target": target,
        "articulation_rate": 60 * words / max(speaking, 0.1),
        "pauses": len(stops),
        "long_pauses": len(long_pauses),
        "pause_seconds": sum(stops),
        "mean_run": words / (len(stops) + 1),
        "phonation": phonation,
        "fillers_per_100": 100 * fillers / spoken_count,
        "repeats_per_100": 100 * repeats / spoken_count,
        "rate_term": rate,
        "phonation_term": phonation_term,
        "long_pause_term": long_pause_term,
        "seconds": duration,
    }
    return 100 * value, {name: round(number, 3) for name, number in parts.items()}


def find_pauses(stretches: Sequence[Span], speech: Speech, words: Sequence[WordResult]) -> list[dict[str, Any]]:
    """Every pause inside the stretches: `start` and `seconds`, `long` from 1 s on, `after`: the place in `words` of the
    last word begun before it, None where none was.
    """
    pauses = []
    begun = [(word.start, word.index) for word in words if word.start is not None]
    for first, last in stretches:
        inside = clip_spans(first, last, speech)
        for before, after in zip(inside, inside[1:], strict=False):
            start, seconds = before[1], after[0] - before[1]
            if seconds < FLUENCY.pause:
                continue
            after_word = max((index for begins, index in begun if begins < start), default=None)
            pause = {"start": round(start, 2), "seconds": round(seconds, 2), "long": seconds >= FLUENCY.long_pause}
            pauses.append({**pause, "after": after_word})
    return pauses


def concatenate_stretches(stretches: Sequence[Span], speech: Speech) -> tuple[float, list[Span]]:
    """The seconds that the stretches (in order, apart) last together, and the speech inside them on that clock."""
    clock, kept = 0.0, []
    for first, last in stretches:
        kept += [(clock + start - first, clock + end - first) for start, end in clip_spans(first, last, speech)]
        clock += last - first
    return clock, kept


def subtract_spans(stretch: Span, taken: Sequence[Sequence[Any]]) -> list[Span]:
    """What is left of a stretch when others (start, end, …; in order) are taken out of it."""
    left, start = [], stretch[0]
    for other in taken:
        if start < min(other[0], stretch[1]):
            left.append((start, min(other[0], stretch[1])))
        start = max(start, other[1])
    return [*left, (start, stretch[1])] if start < stretch[1] else left


def score_rate(ratio: float) -> float:
    """Trapezoid over rate / target: 0 at 0.25, full from 0.8 to 1.3, 0.6 at 1.8 and on down that slope."""
    if ratio < FLUENCY.rate_full_from:
        return scale_between(ratio, FLUENCY.rate_zero, FLUENCY.rate_full_from)
    if ratio <= FLUENCY.rate_full_to:
        return 1.0
    slope = (1 - FLUENCY.rate_fast_value) / (FLUENCY.rate_fast - FLUENCY.rate_full_to)
    return max(0.0, 1 - slope * (ratio - FLUENCY.rate_full_to))


def clip_spans(span_start: float, span_end: float, speech: Speech) -> list[Span]:
    """The spans of speech as far as they lie between `span_start` and `span_end`."""
    return [
        (max(span_start, start), min(span_end, end)) for start, end in speech if end > span_start and start < span_end
    ]


def scale_between(value: float, zero: float, full: float) -> float:
    """Where `value` lies between `zero` (0) and `full` (1), bounded to these."""
    return min(1.0, max(0.0, (value - zero) / (full - zero)))
