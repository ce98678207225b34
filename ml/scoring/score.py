"""Evidence to marks. Pure: the same evidence gives the same marks, with or without the sound."""

from collections.abc import Mapping, Sequence
from typing import Any

from ml.alignment import WordClass
from ml.scoring import answers, guards, reading
from ml.scoring.fluency import fluency
from ml.scoring.result import Marks, Verdict, WordResult
from ml.scoring.table import ACCURACY, ANSWER, CLARITY, MARKED_LANGUAGES, VERDICT, VERSION, target_rate
from ml.scoring.task import Task
from ml.text import tokens
from ml.text.words import is_filler

Evidence = dict[str, Any]
"""What the engine saw, JSON-safe: `task`, `sound`, and behind the gate `heard`, `forced`, `languages`, `similarity`,
`engine`; or `refused` with the verdict and reason of the gate."""


def score(evidence: Evidence, corrections: Mapping[int, str] | None = None) -> Marks:
    """Marks of one attempt. `corrections`: index of a word of the text → the class a teacher gave it."""
    task = Task.from_json(evidence["task"])
    method = f"{task.kind}.text.{VERSION}"
    if "refused" in evidence:
        return Marks(Verdict(evidence["refused"]["verdict"]), evidence["refused"]["reason"], method)
    if task.kind == "reading":
        return _score_reading(task, evidence, method, corrections or {})
    return _score_answer(task, evidence, method)


def rescore(evidence: Evidence, corrections: Mapping[int, str]) -> Marks:
    """Marks after a teacher corrected words of the text; a teacher's word makes the mark certain."""
    return score(evidence, corrections)


def reading_features(match: reading.Match, evidence: Evidence) -> dict[str, float]:
    """What the guards of a reading look at; but for the last third, only words that were attempted."""
    heard, forced = evidence["heard"], evidence["forced"]
    logprobs = [row[3] for row in forced]
    third = max(1, len(logprobs) // 3)
    tried = match.attempted_words
    asked_logprob = _mean([logprob for index, logprob in enumerate(logprobs) if index in tried])
    right = match.right_words
    last = range(len(logprobs) - third, len(logprobs))
    return {
        "asked_logprob": asked_logprob,
        "asked_minus_heard": asked_logprob - _mean([row[3] for row in heard["words"]]),
        "heard_share": match.heard_share,
        "heard_logprob": _mean([row[3] for row in heard["words"]]),
        "heard_to_expected": match.heard_to_expected,
        "character_error": match.character_error,
        "search_logprob": heard["logprob"],
        "no_speech": heard["no_speech"],
        "last_third_logprob": _mean(logprobs[-third:]),
        "last_third_minus_first": _mean(logprobs[-third:]) - _mean(logprobs[:third]),
        "last_third_heard": sum(index in right for index in last) / third,
    }


def answer_features(evidence: Evidence) -> dict[str, float]:
    """What the guard of a free answer looks at."""
    heard = evidence["heard"]
    return {
        "heard_logprob": _mean([row[3] for row in heard["words"]]),
        "search_logprob": heard["logprob"],
        "no_speech": heard["no_speech"],
        "words_per_speech_second": len(heard["words"]) / max(0.5, _seconds(evidence["sound"]["speech"])),
    }


def _score_reading(task: Task, evidence: Evidence, method: str, corrections: Mapping[int, str]) -> Marks:
    rows, forced, speech = evidence["heard"]["words"], evidence["forced"], evidence["sound"]["speech"]
    match = reading.match(task.reference, rows, task.language, reached=reading.reached_words(forced, speech))
    features = reading_features(match, evidence)
    chances = {name: guard.probability(features) for name, guard in _fitted("noise", "off_script", "partial").items()}
    if _at_least(chances, "partial", "refuse"):
        match = reading.match(task.reference, rows, task.language)
    words = reading.judge(match, rows, forced, speech, corrections)
    parts: dict[str, Any] = {"guards": _rounded(chances), "features": _rounded(features), "heard_text_words": len(rows)}
    refused = _refusal(task, evidence, chances, match.heard_share)
    if refused and not corrections:
        return Marks(*refused, method=method, words=tuple(words), parts=parts)

    accuracy, accuracy_parts = reading.accuracy(words)
    completeness = reading.completeness(words)
    fluent, fluency_parts = _reading_fluency(task, words, rows, speech)
    attempted = [row[3] for row, word in zip(forced, _asked(words), strict=True) if word.class_ != "not_reached"]
    clarity = _clarity(attempted)
    three = sorted((accuracy, completeness, fluent))
    overall = VERDICT.reading_min_weight * three[0] + VERDICT.reading_other_weight * (three[1] + three[2])
    failed = _failed_checks(evidence, chances, _agreement(match, words, forced))
    confidence = "high" if corrections else _confidence(failed)
    parts |= {"accuracy": accuracy_parts, "fluency": fluency_parts, "failed_checks": failed}
    verdict, reason = Verdict.OK, "OK"
    if completeness < VERDICT.incomplete_below:
        verdict, reason = Verdict.INCOMPLETE, "PART_READ"
    doubt = _doubt(task, chances, confidence)
    if verdict == Verdict.OK and _at_least(chances, "partial", "refuse"):
        doubt = doubt or "MAYBE_PART_READ"
    if doubt and not corrections:
        verdict, reason, confidence = Verdict.LOW_CONFIDENCE, doubt, "low"
    return Marks(
        verdict, reason, method, confidence, tuple(words),
        accuracy=_round(accuracy), completeness=_round(completeness), fluency=_round(fluent),
        clarity=_round(clarity), overall=_round(overall), parts=parts,
    )  # fmt: skip


def _score_answer(task: Task, evidence: Evidence, method: str) -> Marks:
    rows, speech = evidence["heard"]["words"], evidence["sound"]["speech"]
    features = answer_features(evidence)
    chances = {name: guard.probability(features) for name, guard in _fitted("noise_free").items()}
    words = tuple(_said_words(rows, task.language))
    parts: dict[str, Any] = {"guards": _rounded(chances), "features": _rounded(features)}
    refused = _refusal(task, evidence, chances, 0.0)
    if refused:
        return Marks(*refused, method=method, words=words, parts=parts)

    said = [token.text for token in tokens(evidence["heard"]["text"], task.language)]
    counted = [word for word in words if word.class_ == WordClass.SAID]
    relevance, relevance_parts = answers.relevance(task, evidence["heard"]["text"], evidence.get("similarity", {}))
    fluent, fluency_parts = fluency(
        len(counted), _spoken(rows), speech, target_rate(task.target_wpm, task.level),
        fillers=_count(words, WordClass.FILLER), repeats=_count(words, WordClass.REPEATED),
    )  # fmt: skip
    terms = {
        "length": (ANSWER.length_weight, answers.length(task, len(counted))),
        "fluency": (ANSWER.fluency_weight, fluent),
        "variety": (ANSWER.variety_weight, answers.variety(said)),
    }
    if relevance is not None:
        terms["relevance"] = (ANSWER.relevance_weight, relevance)
    overall = sum(weight * value for weight, value in terms.values()) / sum(weight for weight, _ in terms.values())
    off_topic = relevance is not None and relevance < ANSWER.off_topic_relevance
    overall = min(overall, ANSWER.off_topic_most) if off_topic else overall
    failed = ["NO_FORCED_PASS", *_failed_checks(evidence, chances, 1.0), *_doubtful(relevance_parts["flags"])]
    failed += ["OFF_TOPIC"] if off_topic else []
    confidence = _confidence(failed)
    parts |= {
        "relevance": relevance_parts,
        "fluency": fluency_parts,
        "terms": {name: round(value, 2) for name, (_, value) in terms.items()},
        "failed_checks": failed,
    }
    verdict, reason = Verdict.OK, "OK"
    doubt = "NO_REFERENCE" if relevance is None else _doubt(task, chances, confidence)
    if doubt:
        verdict, reason, confidence = Verdict.LOW_CONFIDENCE, doubt, "low"
    return Marks(
        verdict, reason, method, confidence, words, fluency=_round(fluent),
        relevance=None if relevance is None else _round(relevance),
        clarity=_round(_clarity([row[3] for row in rows])), overall=_round(overall), parts=parts,
    )  # fmt: skip


def _refusal(
    task: Task, evidence: Evidence, chances: Mapping[str, float], heard_share: float
) -> tuple[Verdict, str] | None:
    if not evidence["heard"]["words"]:
        return Verdict.NO_SPEECH, "NOTHING_HEARD"
    if _at_least(chances, "noise", "refuse") or _at_least(chances, "noise_free", "refuse"):
        return Verdict.NO_SPEECH, "INVENTED_TEXT"
    language, probability = evidence["languages"][0]
    foreign = language != task.language and probability >= VERDICT.foreign_probability
    elsewhere = task.kind == "speaking" or _at_least(chances, "off_script", "doubt")
    if foreign and elsewhere and heard_share < VERDICT.foreign_share:
        return Verdict.WRONG_LANGUAGE, "OTHER_LANGUAGE"
    if _at_least(chances, "off_script", "refuse"):
        return Verdict.OFF_SCRIPT, "OTHER_TEXT"
    return None


def _doubtful(flags: Sequence[str]) -> list[str]:
    """Flags that speak against the measurement itself, not against the answer."""
    return [flag for flag in flags if flag in ("NEGATION_DIFFERS", "NUMBERS_DIFFER")]


def _doubt(task: Task, chances: Mapping[str, float], confidence: str) -> str | None:
    if task.language not in MARKED_LANGUAGES:
        return "LANGUAGE_WITHOUT_FIGURES"
    for name, reason in (("off_script", "MAYBE_OTHER_TEXT"), ("noise", "MAYBE_NOISE"), ("noise_free", "MAYBE_NOISE")):
        if _at_least(chances, name, "doubt"):
            return reason
    return "CHECKS_FAILED" if confidence == "low" else None


def _failed_checks(evidence: Evidence, chances: Mapping[str, float], agreement: float) -> list[str]:
    """The checks of confidence that this recording fails."""
    heard = evidence["heard"]
    words = heard["words"]
    odd = sum(
        not VERDICT.word_shortest <= row[2] - row[1] <= VERDICT.word_longest or row[3] < VERDICT.word_logprob
        for row in words
    )
    checks = {
        "SEARCH_RETRIED": heard["rung"] == 0,
        "PASSES_DISAGREE": agreement >= VERDICT.agreement,
        "UNSURE_WORDS": _mean([row[3] for row in words]) >= VERDICT.sure_logprob,
        "ODD_WORDS": odd < max(VERDICT.most_anomalies, 0.2 * len(words)),
        "LOOPS": heard["repeats"] <= VERDICT.loop_share,
        "DAMAGED_FILE": not evidence["sound"].get("damaged"),
        "OTHER_MODEL": evidence["engine"]["model_sha256"] in guards.fitted_models(),
    }
    return [name for name, passed in checks.items() if not passed]


def _agreement(match: reading.Match, words: Sequence[WordResult], forced: Sequence[Any]) -> float:
    """Share of attempted words on which hearing and forced pass agree."""
    asked = [word for word in _asked(words) if word.class_ != WordClass.NOT_REACHED]
    agreeing = 0
    for word in asked:
        assert word.reference is not None
        right = word.class_ == WordClass.CORRECT and not word.probable
        agreeing += forced[word.reference][3] >= ACCURACY.agree_logprob if right else not word.probable
    return agreeing / max(1, len(asked))


def _reading_fluency(
    task: Task, words: Sequence[WordResult], rows: Sequence[Any], speech: Sequence[Any]
) -> tuple[float, dict[str, Any]]:
    repeats = _count(words, WordClass.REPEATED) + _count(words, WordClass.SELF_CORRECTED)
    fillers = _count(words, WordClass.FILLER)
    skipped = (WordClass.OMITTED, WordClass.NOT_REACHED, WordClass.REPEATED, WordClass.SELF_CORRECTED, WordClass.FILLER)
    said = sum(word.class_ not in skipped for word in words)
    target = target_rate(task.target_wpm, task.level)
    return fluency(said, _spoken(rows), speech, target, fillers=fillers, repeats=repeats)


def _said_words(rows: Sequence[Any], language: str) -> list[WordResult]:
    results: list[WordResult] = []
    before = ""
    for place, (text, start, end, logprob) in enumerate(rows):
        form = " ".join(token.text for token in tokens(str(text), language))
        kind = WordClass.REPEATED if form and form == before else WordClass.SAID
        kind = WordClass.FILLER if is_filler(form, language) else kind
        results.append(WordResult(place, str(text), str(text), kind, start, end, reading.as_probability(logprob), None))
        before = form
    return results


def _clarity(logprobs: Sequence[float]) -> float:
    span = CLARITY.full_logprob - CLARITY.zero_logprob
    return 100 * min(1.0, max(0.0, (_mean(logprobs) - CLARITY.zero_logprob) / span))


def _confidence(failed: Sequence[str]) -> str:
    return ("high", "medium", "low")[min(2, len(failed))]


def _fitted(*names: str) -> dict[str, guards.Guard]:
    return {name: guards.load()[name] for name in names}


def _at_least(chances: Mapping[str, float], name: str, limit: str) -> bool:
    return name in chances and chances[name] >= getattr(guards.load()[name], limit)


def _asked(words: Sequence[WordResult]) -> list[WordResult]:
    return sorted((word for word in words if word.reference is not None), key=lambda word: word.reference or 0)


def _count(words: Sequence[WordResult], kind: WordClass) -> int:
    return sum(word.class_ == kind for word in words)


def _spoken(rows: Sequence[Any]) -> tuple[float, float]:
    return (rows[0][1], rows[-1][2]) if rows else (0.0, 0.0)


def _seconds(spans: Sequence[Any]) -> float:
    return float(sum(end - start for start, end in spans))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else -12.0


def _round(value: float) -> float:
    return round(value, 1)


def _rounded(values: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in values.items()}
