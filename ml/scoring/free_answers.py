"""Free answers: relevance, length, fluency and variety of what was said, without a text to compare it with."""

from collections.abc import Sequence
from typing import Any

from ml.alignment import WordClass
from ml.scoring import answers, checks, reading, weights
from ml.scoring.advice import advise
from ml.scoring.features import Evidence, Foreign, Seen, answer_features, foreign_spans, inside, mean, seen
from ml.scoring.fluency import closed_up, fluency, pauses, without
from ml.scoring.read_aloud import band
from ml.scoring.result import Marks, Verdict, WordResult
from ml.scoring.table import ANSWER, CLARITY, VERSION, target_rate
from ml.scoring.task import Task
from ml.text import tokens
from ml.text.words import is_filler

_AGAINST_THE_MEASUREMENT = ("NEGATION_DIFFERS", "NUMBERS_DIFFER")


def score_answer(task: Task, evidence: Evidence) -> Marks:
    """Marks of a free answer that passed the gate."""
    attempt = seen(task, evidence)
    method = f"{task.kind}.text.{VERSION}"
    foreign = foreign_spans(task, evidence)
    features = answer_features(attempt.marker, attempt.speech)
    found = checks.chances(attempt, features)
    words = _said_words(attempt, foreign)
    parts: dict[str, Any] = {
        "guards": {name: round(chance, 4) for name, chance in found.items()},
        "features": {name: round(value, 4) for name, value in features.items()},
        "foreign": [list(span) for span in foreign],
    }
    failures = checks.failed(attempt, 1.0) if attempt.rows else []
    flags = checks.flags(attempt, failures, foreign)
    refused = checks.refusal(attempt, found, 0.0, foreign)
    if refused:
        parts["guard_hits"] = checks.guard_hits(found, failures)
        return Marks(*refused, method=method, words=tuple(words), parts=parts, flags=flags)

    relevance, relevance_parts = answers.relevance(task, _own_text(attempt, foreign), evidence.get("similarity", {}))
    terms, fluency_parts, pause_parts = _terms(attempt, words, foreign, relevance)
    overall = weights.mean(task.weights, terms)
    overall = weights.mean(weights.USUAL_ANSWER, terms) if overall is None else overall
    assert overall is not None
    off_topic = relevance is not None and relevance < ANSWER.off_topic_relevance
    overall = min(overall, ANSWER.off_topic_most) if off_topic else overall
    doubtful = [flag for flag in relevance_parts["flags"] if flag in _AGAINST_THE_MEASUREMENT]
    failures = ["NO_FORCED_PASS", *failures, *doubtful, *(["OFF_TOPIC"] if off_topic else [])]
    verdict, reason, confidence = Verdict.OK, "OK", checks.confidence(failures)
    doubt = "NO_REFERENCE" if relevance is None else checks.doubt(attempt, found, confidence)
    if doubt:
        verdict, reason, confidence = Verdict.LOW_CONFIDENCE, doubt, "low"
    parts |= {
        "relevance": relevance_parts,
        "fluency": fluency_parts,
        "pauses": pause_parts,
        "terms": {name: round(value, 2) for name, value in terms.items() if value is not None},
        "weights": weights.shares(task.weights or weights.USUAL_ANSWER, terms),
        "failed_checks": failures,
        "guard_hits": checks.guard_hits(found, failures),
    }
    if task.age_band == "under8":
        parts["band"] = band(overall)
    parts["advice"] = advise(task, words, {**terms, "overall": overall}, parts, flags)
    return Marks(
        verdict, reason, method, confidence, tuple(words), fluency=round(terms["fluency"] or 0.0, 1),
        relevance=None if relevance is None else round(relevance, 1), clarity=round(terms["clarity"] or 0.0, 1),
        overall=round(overall, 1), parts=parts, flags=flags,
    )  # fmt: skip


def _terms(
    attempt: Seen, words: Sequence[WordResult], foreign: Sequence[Foreign], relevance: float | None
) -> tuple[dict[str, float | None], dict[str, Any], list[dict[str, Any]]]:
    """The measures that make the mark, the parts of fluency, and the pauses; other languages' stretches left out."""
    task, rows = attempt.task, attempt.rows
    own = [word for word in words if word.class_ == WordClass.SAID]
    stretches = without((rows[0][1], rows[-1][2]), foreign)
    seconds, speech = closed_up(stretches, attempt.speech)
    fluent, fluency_parts = fluency(
        len(own), (0.0, seconds), speech, target_rate(task.target_wpm, task.level),
        fillers=_count(words, WordClass.FILLER), repeats=_count(words, WordClass.REPEATED),
    )  # fmt: skip
    said = [token.text for token in tokens(_own_text(attempt, foreign), task.language)]
    span = CLARITY.full_logprob - CLARITY.zero_logprob
    clarity = 100 * min(1.0, max(0.0, (mean([row[3] for row in rows]) - CLARITY.zero_logprob) / span))
    terms: dict[str, float | None] = {
        "relevance": relevance,
        "length": answers.length(task, len(own)),
        "fluency": fluent,
        "variety": answers.variety(said),
        "clarity": clarity,
    }
    return terms, fluency_parts, pauses(stretches, attempt.speech, words)


def _own_text(attempt: Seen, foreign: Sequence[Foreign]) -> str:
    """What was said in the homework's language."""
    if not foreign:
        return str(attempt.evidence["heard"]["text"])
    return " ".join(str(row[0]) for row in attempt.rows if not inside(row, foreign))


def _said_words(attempt: Seen, foreign: Sequence[Foreign]) -> list[WordResult]:
    results: list[WordResult] = []
    before, language = "", attempt.task.language
    for place, row in enumerate(attempt.rows):
        text, start, end, logprob = row
        form = " ".join(token.text for token in tokens(str(text), language))
        kind = WordClass.REPEATED if form and form == before else WordClass.SAID
        kind = WordClass.FILLER if is_filler(form, language) else kind
        kind = WordClass.FOREIGN if inside(row, foreign) else kind
        results.append(WordResult(place, str(text), str(text), kind, start, end, reading.as_probability(logprob), None))
        before = form
    return results


def _count(words: Sequence[WordResult], kind: WordClass) -> int:
    return sum(word.class_ == kind for word in words)
