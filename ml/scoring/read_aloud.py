"""Readings and repeats: a text, what was heard of it, and what experts would give for that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ml.alignment import WordClass
from ml.scoring import checks, reading, weights
from ml.scoring.advice import advise
from ml.scoring.calibration import Calibrated, calibrated
from ml.scoring.features import Evidence, Foreign, Seen, foreign_spans, inside, mean, reading_features, seen
from ml.scoring.fluency import Span, closed_up, fluency, pauses
from ml.scoring.phrases import Phrase, phrases
from ml.scoring.result import Marks, Verdict, WordResult
from ml.scoring.table import BANDS, CLARITY, VERDICT, VERSION, WORD, target_rate
from ml.scoring.task import Task


@dataclass(frozen=True, slots=True)
class Measured:
    """Measures 0 to 100 of one reading. `prosody` is None and `calibrated` too where the text match marks."""

    accuracy: float
    completeness: float
    fluency: float
    prosody: float | None
    clarity: float
    overall: float
    calibrated: Calibrated | None

    @property
    def parts(self) -> dict[str, float | None]:
        """What a homework may weigh, by name."""
        return {name: getattr(self, name) for name in weights.NAMES["reading"]}


def score_read_aloud(task: Task, evidence: Evidence, corrections: Mapping[int, str]) -> Marks:
    """Marks of a reading or repeat that passed the gate. `corrections`: place of a word in the text → its class."""
    attempt = seen(task, evidence)
    foreign = foreign_spans(task, evidence)
    match, features, found = _matched(attempt)
    words = _judged(attempt, match, corrections, foreign)
    parts: dict[str, Any] = {
        "guards": {name: round(chance, 4) for name, chance in found.items()},
        "features": {name: round(value, 4) for name, value in features.items()},
        "heard_text_words": len(attempt.rows),
        "errors": {"word": round(match.word_error, 4), "character": round(match.character_error, 4)},
    }
    refused = checks.refusal(attempt, found, match.heard_share, foreign)
    method = f"{task.kind}.text.{VERSION}"
    if refused and not corrections:
        failures = checks.failed(attempt, 1.0) if attempt.rows else []
        parts["guard_hits"] = checks.guard_hits(found, failures)
        raised = checks.flags(attempt, failures, foreign)
        return Marks(*refused, method=method, words=tuple(words), parts=parts, flags=raised)

    uncorrected = _judged(attempt, match, {}, foreign) if corrections else words
    lines = phrases(task, words) if task.kind == "repeat" else []
    fluent, fluency_parts, stretches = _fluency(attempt, words, lines)
    text = _by_text(attempt, words, fluent)
    marks = _by_experts(attempt, words, text, reading.accuracy(uncorrected)[0]) or text
    words = _told(words, marks, attempt.forced)
    if marks.calibrated:
        method = f"{task.kind}.calibrated.{VERSION}+{marks.calibrated.version}"
        parts["text"] = {name: round(getattr(text, name), 1) for name in ("accuracy", "fluency", "overall")}
        parts["calibrated"] = _experts_json(marks.calibrated)
    failures = checks.failed(attempt, checks.agreement(words, attempt.forced))
    confidence = "high" if corrections else checks.confidence(failures)
    verdict, reason = _verdict(attempt, marks, found, confidence, trusted=bool(corrections))
    confidence = "low" if verdict == Verdict.LOW_CONFIDENCE else confidence
    parts |= {
        "accuracy": reading.accuracy(words)[1],
        "fluency": fluency_parts,
        "pauses": pauses(stretches, attempt.speech, words),
        "weights": weights.shares(task.weights, marks.parts),
        "failed_checks": failures,
        "guard_hits": checks.guard_hits(found, failures),
        "foreign": [list(span) for span in foreign],
    }
    if lines:
        parts["phrases"] = [line.as_json() for line in lines]
    if task.age_band == "under8":
        parts["band"] = band(marks.overall)
    flags = checks.flags(attempt, failures, foreign)
    parts["advice"] = advise(task, words, {**marks.parts, "overall": marks.overall}, parts, flags)
    return Marks(
        verdict, reason, method[:40], confidence, tuple(words),
        accuracy=_round(marks.accuracy), completeness=_round(marks.completeness), fluency=_round(marks.fluency),
        prosody=None if marks.prosody is None else _round(marks.prosody), clarity=_round(marks.clarity),
        overall=_round(marks.overall), parts=parts, flags=flags,
    )  # fmt: skip


def band(overall: float) -> int:
    """The mark as one to five stars."""
    return 1 + sum(overall >= least for least in BANDS)


def _matched(attempt: Seen) -> tuple[reading.Match, dict[str, float], dict[str, float]]:
    """The text against what was heard, and what the guards say of the marking model's hearing."""
    task, forced, marker = attempt.task, attempt.forced, attempt.marker
    reached = reading.reached_words(forced, attempt.speech)
    measured = reading.match(task.reference, marker["heard"]["words"], task.language, reached=reached)
    features = reading_features(measured, {"heard": marker["heard"], "forced": forced})
    found = checks.chances(attempt, features)
    if checks.at_least(found, "partial", "refuse"):
        reached = 0
    elif marker is attempt.evidence:
        return measured, features, found
    return reading.match(task.reference, attempt.rows, task.language, reached=reached), features, found


def _judged(
    attempt: Seen, match: reading.Match, corrections: Mapping[int, str], foreign: Sequence[Foreign]
) -> list[WordResult]:
    words = reading.judge(match, attempt.rows, attempt.forced, attempt.speech, corrections)
    return [
        replace(word, class_=WordClass.FOREIGN)
        if word.class_ == WordClass.INSERTED and inside(("", word.start, word.end), foreign)
        else word
        for word in words
    ]


def _fluency(
    attempt: Seen, words: Sequence[WordResult], lines: Sequence[Phrase]
) -> tuple[float, dict[str, Any], list[Span]]:
    """F, its parts, and where it was measured: the whole reading, or each phrase without the waits between them."""
    repeats = _count(words, WordClass.REPEATED) + _count(words, WordClass.SELF_CORRECTED)
    fillers = _count(words, WordClass.FILLER)
    unsaid = (WordClass.OMITTED, WordClass.NOT_REACHED, WordClass.REPEATED, WordClass.SELF_CORRECTED,
              WordClass.FILLER, WordClass.FOREIGN)  # fmt: skip
    said = sum(word.class_ not in unsaid for word in words)
    target = target_rate(attempt.task.target_wpm, attempt.task.level)
    rows = attempt.rows
    whole = (rows[0][1], rows[-1][2]) if rows else (0.0, 0.0)
    stretches = [line.span for line in lines if line.span] or [whole]
    spoken, speech = stretches[0], attempt.speech
    if lines:
        seconds, speech = closed_up(stretches, speech)
        spoken = (0.0, seconds)
    value, parts = fluency(said, spoken, speech, target, fillers=fillers, repeats=repeats)
    return value, parts, stretches


def _by_text(attempt: Seen, words: Sequence[WordResult], fluent: float) -> Measured:
    accuracy, completeness = reading.accuracy(words)[0], reading.completeness(words)
    tried = [attempt.forced[place][3] for place in _tried(words) if place < len(attempt.forced)]
    span = CLARITY.full_logprob - CLARITY.zero_logprob
    clarity = 100 * min(1.0, max(0.0, (mean(tried) - CLARITY.zero_logprob) / span))
    three = sorted((accuracy, completeness, fluent))
    overall = VERDICT.reading_min_weight * three[0] + VERDICT.reading_other_weight * (three[1] + three[2])
    marks = Measured(accuracy, completeness, fluent, None, clarity, overall, None)
    return replace(marks, overall=_weighed(attempt.task, marks))


def _by_experts(attempt: Seen, words: Sequence[WordResult], text: Measured, uncorrected: float) -> Measured | None:
    """The calibrated measures, None where there is no calibration for the language and marking model.

    A teacher's corrections move accuracy and total by the points that they move the text's accuracy.
    """
    marking = attempt.evidence.get("marking")
    skip = {word.reference for word in words if word.reference is not None} - set(_tried(words))
    experts = calibrated(marking, attempt.task, skip=skip) if marking else None
    if experts is None:
        return None
    moved = text.accuracy - uncorrected
    known = [mark for place, mark in enumerate(experts.words) if mark is not None and place not in skip]
    marks = Measured(
        accuracy=_within(10 * experts.accuracy + moved),
        completeness=text.completeness,
        fluency=_within(10 * experts.fluency),
        prosody=_within(10 * experts.prosody),
        clarity=_within(10 * sum(known) / len(known)) if known else text.clarity,
        overall=_within(10 * experts.total + moved) * text.completeness / 100,
        calibrated=experts,
    )
    return replace(marks, overall=_weighed(attempt.task, marks))


def _weighed(task: Task, marks: Measured) -> float:
    """The homework's own weighing, or the usual mark. What was not read counts in either."""
    own = weights.mean(task.weights, marks.parts)
    if own is None:
        return marks.overall
    return own if task.weights.get("completeness", 0) > 0 else own * marks.completeness / 100


def _told(words: Sequence[WordResult], marks: Measured, forced: Sequence[reading.Row]) -> list[WordResult]:
    """The words with their calibrated marks and a note on those that should be checked."""
    by_word = marks.calibrated.words if marks.calibrated else ()
    told = []
    for word in words:
        if word.reference is None or word.class_ in (WordClass.OMITTED, WordClass.NOT_REACHED):
            told.append(word)
            continue
        mark = by_word[word.reference] if word.reference < len(by_word) else None
        unsure = mark < WORD.weak_mark if mark is not None else forced[word.reference][3] < WORD.weak_logprob
        weak = unsure and word.class_ == WordClass.CORRECT and not word.corrected and not word.probable
        told.append(replace(word, weak=weak, mark=None if mark is None else round(mark, 1)))
    return told


def _verdict(
    attempt: Seen, marks: Measured, found: Mapping[str, float], confidence: str, *, trusted: bool
) -> tuple[Verdict, str]:
    verdict, reason = Verdict.OK, "OK"
    if marks.completeness < VERDICT.incomplete_below:
        verdict, reason = Verdict.INCOMPLETE, "PART_READ"
    if trusted:
        return verdict, reason
    doubt = checks.doubt(attempt, found, confidence)
    if verdict == Verdict.OK and checks.at_least(found, "partial", "refuse"):
        doubt = doubt or "MAYBE_PART_READ"
    return (Verdict.LOW_CONFIDENCE, doubt) if doubt else (verdict, reason)


def _experts_json(experts: Calibrated) -> dict[str, Any]:
    names = ("accuracy", "fluency", "prosody", "total")
    marks = {name: round(getattr(experts, name), 2) for name in names}
    return {"version": experts.version, **marks, "sentences": list(experts.sentences)}


def _tried(words: Sequence[WordResult]) -> list[int]:
    tried = [word for word in words if word.class_ != WordClass.NOT_REACHED]
    return sorted(word.reference for word in tried if word.reference is not None)


def _count(words: Sequence[WordResult], kind: WordClass) -> int:
    return sum(word.class_ == kind for word in words)


def _within(value: float) -> float:
    return min(100.0, max(0.0, value))


def _round(value: float) -> float:
    return round(value, 1)
