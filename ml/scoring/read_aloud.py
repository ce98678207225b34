"""Readings and repeats: a text, what was heard of it, and what experts would give for that."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ml.alignment import WordClass
from ml.scoring import checks, features, text_match, weights
from ml.scoring.advice import build_advice
from ml.scoring.calibration import SCORE_NAMES, CalibratedScores, calibrate_scores
from ml.scoring.constants import CLARITY, STAR_THRESHOLDS, VERDICT, VERSION, WORD, get_target_rate
from ml.scoring.features import AttemptEvidence, Evidence, ForeignSpans
from ml.scoring.fluency import Span, concatenate_stretches, find_pauses, scale_between, score_fluency
from ml.scoring.phrases import PhraseScore, score_text_lines
from ml.scoring.result import ScoringResult, Verdict, WordResult
from ml.scoring.task import ScoringTask


@dataclass(frozen=True, slots=True)
class ReadingScores:
    """Measures 0 to 100 of one reading. `prosody` is None and `calibrated` too where the text match scores."""

    accuracy: float
    completeness: float
    fluency: float
    prosody: float | None
    clarity: float
    overall: float
    calibrated: CalibratedScores | None

    @property
    def parts(self) -> dict[str, float | None]:
        """What a homework may weigh, by name."""
        return {name: getattr(self, name) for name in weights.WEIGHTABLE_PARTS["reading"]}


def score_read_aloud(task: ScoringTask, evidence: Evidence, corrections: Mapping[int, str]) -> ScoringResult:
    """Scores of a reading or repeat that passed the gate. `corrections`: place of a word in the text → its class."""
    attempt = features.read_attempt_evidence(task, evidence)
    foreign = features.find_foreign_spans(task, evidence)
    match, measures, probabilities = _match_and_check(attempt)
    words = _classify_words(attempt, match, corrections, foreign)
    parts: dict[str, Any] = {
        "guards": {name: round(chance, 4) for name, chance in probabilities.items()},
        "features": {name: round(value, 4) for name, value in measures.items()},
        "heard_text_words": len(attempt.rows),
        "errors": {"word": round(match.word_error, 4), "character": round(match.character_error, 4)},
    }
    refused = checks.find_refusal(attempt, probabilities, match.heard_share, foreign)
    method = f"{task.kind}.text.{VERSION}"
    if refused and not corrections:
        failures = checks.list_failed_confidence_checks(attempt, 1.0) if attempt.rows else []
        parts["guard_hits"] = checks.list_doubted_guards_and_failed_checks(probabilities, failures)
        raised = checks.build_teacher_flags(attempt, failures, foreign)
        return ScoringResult(*refused, method=method, words=tuple(words), parts=parts, flags=raised)

    uncorrected = _classify_words(attempt, match, {}, foreign) if corrections else words
    lines = score_text_lines(task, words) if task.kind == "repeat" else []
    fluent, fluency_parts, stretches = _score_fluency(attempt, words, lines)
    text = _score_by_text(attempt, words, fluent)
    scores = _score_by_calibration(attempt, words, text, text_match.score_accuracy(uncorrected)[0]) or text
    words = _add_word_scores(words, scores, attempt.forced)
    if scores.calibrated:
        method = f"{task.kind}.calibrated.{VERSION}+{scores.calibrated.version}"
        parts["text"] = {name: round(getattr(text, name), 1) for name in ("accuracy", "fluency", "overall")}
        parts["calibrated"] = _calibrated_to_json(scores.calibrated)
    failures = checks.list_failed_confidence_checks(attempt, checks.measure_agreement_of_passes(words, attempt.forced))
    confidence = "high" if corrections else checks.get_confidence(failures)
    verdict, reason = _decide_verdict(attempt, scores, probabilities, confidence, bool(corrections))
    confidence = "low" if verdict == Verdict.LOW_CONFIDENCE else confidence
    parts |= {
        "accuracy": text_match.score_accuracy(words)[1],
        "fluency": fluency_parts,
        "pauses": find_pauses(stretches, attempt.speech, words),
        "weights": weights.compute_shares(task.weights, scores.parts),
        "failed_checks": failures,
        "guard_hits": checks.list_doubted_guards_and_failed_checks(probabilities, failures),
        "foreign": [list(span) for span in foreign],
    }
    if lines:
        parts["phrases"] = [line.as_json() for line in lines]
    if task.age_band == "under8":
        parts["band"] = score_to_stars(scores.overall)
    flags = checks.build_teacher_flags(attempt, failures, foreign)
    shown = {**scores.parts, "overall": scores.overall}
    parts["advice"] = build_advice(task, words, shown, parts, flags)
    rounded = {name: None if score is None else round(score, 1) for name, score in shown.items()}
    return ScoringResult(verdict, reason, method[:40], confidence, tuple(words), **rounded, parts=parts, flags=flags)


def score_to_stars(overall: float) -> int:
    """The score as one to five stars."""
    return 1 + sum(overall >= least for least in STAR_THRESHOLDS)


def _match_and_check(attempt: AttemptEvidence) -> tuple[text_match.TextMatch, dict[str, float], dict[str, float]]:
    """The text against what was heard, and what the guards say of the marking model's hearing."""
    task, forced, marker = attempt.task, attempt.forced, attempt.marker
    reached = text_match.count_reached_words(forced, attempt.speech)
    measured = text_match.match_text(task.reference, marker["heard"]["words"], task.language, reached=reached)
    measures = features.compute_reading_features(measured, {"heard": marker["heard"], "forced": forced})
    probabilities = checks.compute_guard_probabilities(attempt, measures)
    if checks.reaches_guard_limit(probabilities, "partial", "refuse"):
        reached = 0
    elif marker is attempt.evidence:
        return measured, measures, probabilities
    return text_match.match_text(task.reference, attempt.rows, task.language, reached=reached), measures, probabilities


def _classify_words(
    attempt: AttemptEvidence, match: text_match.TextMatch, corrections: Mapping[int, str], foreign: ForeignSpans
) -> list[WordResult]:
    words = text_match.classify_words(match, attempt.rows, attempt.forced, attempt.speech, corrections)
    return [
        replace(word, class_=WordClass.FOREIGN)
        if word.class_ == WordClass.INSERTED and features.is_inside_spans(("", word.start, word.end), foreign)
        else word
        for word in words
    ]


def _score_fluency(
    attempt: AttemptEvidence, words: Sequence[WordResult], lines: Sequence[PhraseScore]
) -> tuple[float, dict[str, Any], list[Span]]:
    """F, its parts, and where it was measured: the whole reading, or each phrase without the waits between them."""
    counts = Counter(word.class_ for word in words)
    repeats = counts[WordClass.REPEATED] + counts[WordClass.SELF_CORRECTED]
    fillers = counts[WordClass.FILLER]
    unsaid = counts[WordClass.OMITTED] + counts[WordClass.NOT_REACHED] + counts[WordClass.FOREIGN]
    spoken_count = len(words) - unsaid - repeats - fillers
    target = get_target_rate(attempt.task.target_wpm, attempt.task.level)
    rows = attempt.rows
    span = (rows[0][1], rows[-1][2]) if rows else (0.0, 0.0)
    stretches = [line.span for line in lines if line.span] or [span]
    spoken, speech = stretches[0], attempt.speech
    if lines:
        seconds, speech = concatenate_stretches(stretches, speech)
        spoken = (0.0, seconds)
    value, parts = score_fluency(spoken_count, spoken, speech, target, fillers=fillers, repeats=repeats)
    return value, parts, stretches


def _score_by_text(attempt: AttemptEvidence, words: Sequence[WordResult], fluent: float) -> ReadingScores:
    accuracy, completeness = text_match.score_accuracy(words)[0], text_match.score_completeness(words)
    tried = [attempt.forced[place][3] for place in _list_attempted_places(words) if place < len(attempt.forced)]
    clarity = 100 * scale_between(features.mean_logprob(tried), CLARITY.zero_logprob, CLARITY.full_logprob)
    three = sorted((accuracy, completeness, fluent))
    overall = VERDICT.reading_min_weight * three[0] + VERDICT.reading_other_weight * (three[1] + three[2])
    scores = ReadingScores(accuracy, completeness, fluent, None, clarity, overall, None)
    return replace(scores, overall=_compute_overall(attempt.task, scores))


def _score_by_calibration(
    attempt: AttemptEvidence, words: Sequence[WordResult], text: ReadingScores, uncorrected: float
) -> ReadingScores | None:
    """The calibrated measures, None where there is no calibration for the language and marking model.

    A teacher's corrections move accuracy and total by the points that they move the text's accuracy.
    """
    marking = attempt.evidence.get("marking")
    skip = {word.reference for word in words if word.reference is not None} - set(_list_attempted_places(words))
    experts = calibrate_scores(marking, attempt.task, unreached_places=skip) if marking else None
    if experts is None:
        return None
    moved = text.accuracy - uncorrected
    known = [mark for place, mark in enumerate(experts.words) if mark is not None and place not in skip]
    scores = ReadingScores(
        accuracy=_clamp_score(10 * experts.accuracy + moved),
        completeness=text.completeness,
        fluency=_clamp_score(10 * experts.fluency),
        prosody=_clamp_score(10 * experts.prosody),
        clarity=_clamp_score(10 * sum(known) / len(known)) if known else text.clarity,
        overall=_clamp_score(10 * experts.total + moved) * text.completeness / 100,
        calibrated=experts,
    )
    return replace(scores, overall=_compute_overall(attempt.task, scores))


def _compute_overall(task: ScoringTask, scores: ReadingScores) -> float:
    """The homework's own weighing, or the usual mark. What was not read counts in either."""
    own = weights.compute_weighted_mean(task.weights, scores.parts)
    if own is None:
        return scores.overall
    return own if task.weights.get("completeness", 0) > 0 else own * scores.completeness / 100


def _add_word_scores(
    words: Sequence[WordResult], scores: ReadingScores, forced: text_match.TimedWords
) -> list[WordResult]:
    """The words with their calibrated scores and a note on those that should be checked."""
    by_word = scores.calibrated.words if scores.calibrated else ()
    annotated = list(words)
    for place, word in enumerate(words):
        if word.reference is None or word.class_ in (WordClass.OMITTED, WordClass.NOT_REACHED):
            continue
        mark = by_word[word.reference] if word.reference < len(by_word) else None
        unsure = mark < WORD.weak_mark if mark is not None else forced[word.reference][3] < WORD.weak_logprob
        weak = unsure and word.class_ == WordClass.CORRECT and not word.corrected and not word.probable
        annotated[place] = replace(word, weak=weak, mark=None if mark is None else round(mark, 1))
    return annotated


def _decide_verdict(
    attempt: AttemptEvidence, scores: ReadingScores, probabilities: Mapping[str, float], confidence: str, trusted: bool
) -> tuple[Verdict, str]:
    verdict, reason = Verdict.OK, "OK"
    if scores.completeness < VERDICT.incomplete_below:
        verdict, reason = Verdict.INCOMPLETE, "PART_READ"
    if trusted:
        return verdict, reason
    doubt = checks.find_teacher_decision_reason(attempt, probabilities, confidence)
    if verdict == Verdict.OK and checks.reaches_guard_limit(probabilities, "partial", "refuse"):
        doubt = doubt or "MAYBE_PART_READ"
    return (Verdict.LOW_CONFIDENCE, doubt) if doubt else (verdict, reason)


def _calibrated_to_json(experts: CalibratedScores) -> dict[str, Any]:
    scores = {name: round(getattr(experts, name), 2) for name in SCORE_NAMES}
    return {"version": experts.version, **scores, "sentences": list(experts.sentences)}


def _list_attempted_places(words: Sequence[WordResult]) -> list[int]:
    tried = [word for word in words if word.class_ != WordClass.NOT_REACHED]
    return sorted(word.reference for word in tried if word.reference is not None)


def _clamp_score(value: float) -> float:
    return min(100.0, max(0.0, value))
