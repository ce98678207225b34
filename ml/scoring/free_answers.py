"""Free answers: relevance, length, fluency and variety of what was said, without a text to compare it with."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from ml.alignment import WordClass
from ml.scoring import answers, checks, features, text_match, weights
from ml.scoring.advice import build_advice
from ml.scoring.constants import ANSWER, CLARITY, VERSION, get_target_rate
from ml.scoring.features import AttemptEvidence, Evidence, ForeignSpans, is_inside_spans
from ml.scoring.fluency import concatenate_stretches, find_pauses, scale_between, score_fluency, subtract_spans
from ml.scoring.read_aloud import score_to_stars
from ml.scoring.result import ScoringResult, Verdict, WordResult
from ml.scoring.task import ScoringTask
from ml.text import tokenize
from ml.text.words import is_filler

_CONTRADICTION_FLAGS = ("NEGATION_DIFFERS", "NUMBERS_DIFFER")


def score_answer(task: ScoringTask, evidence: Evidence) -> ScoringResult:
    """Scores of a free answer that passed the gate."""
    attempt = features.read_attempt_evidence(task, evidence)
    method = f"{task.kind}.text.{VERSION}"
    foreign = features.find_foreign_spans(task, evidence)
    measures = features.compute_answer_features(attempt.marker, attempt.speech)
    probabilities = checks.compute_guard_probabilities(attempt, measures)
    words = _build_word_results(attempt, foreign)
    parts: dict[str, Any] = {
        "guards": {name: round(chance, 4) for name, chance in probabilities.items()},
        "features": {name: round(value, 4) for name, value in measures.items()},
        "foreign": [list(span) for span in foreign],
    }
    failures = checks.list_failed_confidence_checks(attempt, 1.0) if attempt.rows else []
    flags = checks.build_teacher_flags(attempt, failures, foreign)
    refused = checks.find_refusal(attempt, probabilities, 0.0, foreign)
    if refused:
        parts["guard_hits"] = checks.list_doubted_guards_and_failed_checks(probabilities, failures)
        return ScoringResult(*refused, method=method, words=tuple(words), parts=parts, flags=flags)

    text = _get_text_in_language(attempt, foreign)
    relevance, relevance_parts = answers.score_relevance(task, text, evidence.get("similarity", {}))
    terms, fluency_parts, pause_parts = _compute_measures(attempt, words, foreign, relevance)
    overall = weights.compute_weighted_mean(task.weights, terms)
    overall = weights.compute_weighted_mean(weights.DEFAULT_ANSWER_WEIGHTS, terms) if overall is None else overall
    assert overall is not None
    off_topic = relevance is not None and relevance < ANSWER.off_topic_relevance
    overall = min(overall, ANSWER.off_topic_most) if off_topic else overall
    doubtful = [flag for flag in relevance_parts["flags"] if flag in _CONTRADICTION_FLAGS]
    failures = ["NO_FORCED_PASS", *failures, *doubtful, *(["OFF_TOPIC"] if off_topic else [])]
    verdict, reason, confidence = Verdict.OK, "OK", checks.get_confidence(failures)
    if relevance is not None:
        doubt = checks.find_teacher_decision_reason(attempt, probabilities, confidence)
    else:
        compared = "similarity" in evidence or not task.reference_answers
        doubt = "NO_REFERENCE" if compared else "NO_EMBEDDING_MODEL"
    if doubt:
        verdict, reason, confidence = Verdict.LOW_CONFIDENCE, doubt, "low"
    parts |= {
        "relevance": relevance_parts,
        "fluency": fluency_parts,
        "pauses": pause_parts,
        "terms": {name: round(value, 2) for name, value in terms.items() if value is not None},
        "weights": weights.compute_shares(task.weights or weights.DEFAULT_ANSWER_WEIGHTS, terms),
        "failed_checks": failures,
        "guard_hits": checks.list_doubted_guards_and_failed_checks(probabilities, failures),
    }
    if task.age_band == "under8":
        parts["band"] = score_to_stars(overall)
    parts["advice"] = build_advice(task, words, {**terms, "overall": overall}, parts, flags)
    scores = {**{name: terms[name] for name in ("relevance", "fluency", "clarity")}, "overall": overall}
    rounded = {name: None if score is None else round(score, 1) for name, score in scores.items()}
    return ScoringResult(verdict, reason, method, confidence, tuple(words), **rounded, parts=parts, flags=flags)


def _compute_measures(
    attempt: AttemptEvidence, words: Sequence[WordResult], foreign: ForeignSpans, relevance: float | None
) -> tuple[dict[str, float | None], dict[str, Any], list[dict[str, Any]]]:
    """The measures that make the mark, the parts of fluency, and the pauses; other languages' stretches left out."""
    task, rows = attempt.task, attempt.rows
    own = [word for word in words if word.class_ == WordClass.SAID]
    stretches = subtract_spans((rows[0][1], rows[-1][2]), foreign)
    seconds, speech = concatenate_stretches(stretches, attempt.speech)
    counts, target = Counter(word.class_ for word in words), get_target_rate(task.target_wpm, task.level)
    extra = {"fillers": counts[WordClass.FILLER], "repeats": counts[WordClass.REPEATED]}
    fluent, fluency_parts = score_fluency(len(own), (0.0, seconds), speech, target, **extra)
    spoken_words = [token.text for token in tokenize(_get_text_in_language(attempt, foreign), task.language)]
    logprob = features.mean_logprob([row[3] for row in rows])
    terms: dict[str, float | None] = {
        "relevance": relevance,
        "length": answers.score_length(task, len(own)),
        "fluency": fluent,
        "variety": answers.score_variety(spoken_words),
        "clarity": 100 * scale_between(logprob, CLARITY.zero_logprob, CLARITY.full_logprob),
    }
    return terms, fluency_parts, find_pauses(stretches, attempt.speech, words)


def _get_text_in_language(attempt: AttemptEvidence, foreign: ForeignSpans) -> str:
    """What was said in the homework's language."""
    if not foreign:
        return str(attempt.evidence["heard"]["text"])
    return " ".join(str(row[0]) for row in attempt.rows if not is_inside_spans(row, foreign))


def _build_word_results(attempt: AttemptEvidence, foreign: ForeignSpans) -> list[WordResult]:
    results: list[WordResult] = []
    before, language = "", attempt.task.language
    for place, row in enumerate(attempt.rows):
        text, start, end, logprob = row
        form = " ".join(token.text for token in tokenize(str(text), language))
        kind = WordClass.REPEATED if form and form == before else WordClass.SAID
        kind = WordClass.FILLER if is_filler(form, language) else kind
        kind = WordClass.FOREIGN if is_inside_spans(row, foreign) else kind
        probability = text_match.logprob_to_probability(logprob)
        results.append(WordResult(place, str(text), str(text), kind, start, end, probability, None))
        before = form
    return results
