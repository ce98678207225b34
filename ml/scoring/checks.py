"""Verdict, confidence and flags: what is refused, what the teacher decides, what only lowers the trust in a mark."""

from collections.abc import Mapping, Sequence

from ml.alignment import WordClass
from ml.scoring import guards
from ml.scoring.constants import ACCURACY, SCORED_LANGUAGES, VERDICT
from ml.scoring.features import AttemptEvidence, ForeignSpans, mean_logprob, measure_foreign_share
from ml.scoring.result import Verdict, WordResult
from ml.scoring.text_match import TimedWords
from ml.text import tokenize

NO_RANGE = 99.0


def compute_guard_probabilities(attempt: AttemptEvidence, features: Mapping[str, float]) -> dict[str, float]:
    """Probability of each guard that applies: the recording is bad in its way."""
    names = ("noise", "off_script", "partial") if attempt.task.read_aloud else ("noise_free",)
    return {name: guards.load_guards()[name].probability(features) for name in names}


def reaches_guard_limit(probabilities: Mapping[str, float], name: str, limit: str) -> bool:
    """Whether a guard that applies reaches its `limit`: `doubt` or `refuse`."""
    return name in probabilities and probabilities[name] >= getattr(guards.load_guards()[name], limit)


def find_refusal(
    attempt: AttemptEvidence, probabilities: Mapping[str, float], heard_share: float, foreign: ForeignSpans
) -> tuple[Verdict, str] | None:
    """Verdict and reason of a recording that is not marked at all; None for one that is.

    `heard_share`: of the attempted words of the text, 0 to 1. What is as loud as its noise is not called another text:
    the teacher hears it.
    """
    if not attempt.rows:
        return Verdict.NO_SPEECH, "NOTHING_HEARD"
    if any(reaches_guard_limit(probabilities, name, "refuse") for name in ("noise", "noise_free")):
        return Verdict.NO_SPEECH, "INVENTED_TEXT"
    elsewhere = not attempt.task.read_aloud or reaches_guard_limit(probabilities, "off_script", "doubt")
    if elsewhere and heard_share < VERDICT.foreign_share and _is_mostly_foreign(attempt, foreign):
        return Verdict.WRONG_LANGUAGE, "OTHER_LANGUAGE"
    if reaches_guard_limit(probabilities, "off_script", "refuse") and not is_noisy(attempt):
        return Verdict.OFF_SCRIPT, "OTHER_TEXT"
    return None


def find_teacher_decision_reason(
    attempt: AttemptEvidence, probabilities: Mapping[str, float], confidence: str
) -> str | None:
    """Why the teacher decides about a mark, or None."""
    if attempt.task.language not in SCORED_LANGUAGES:
        return "LANGUAGE_WITHOUT_FIGURES"
    if is_noisy(attempt):
        return "MAYBE_NOISE"
    for name, reason in (("off_script", "MAYBE_OTHER_TEXT"), ("noise", "MAYBE_NOISE"), ("noise_free", "MAYBE_NOISE")):
        if reaches_guard_limit(probabilities, name, "doubt"):
            return reason
    return "CHECKS_FAILED" if confidence == "low" else None


def list_failed_confidence_checks(attempt: AttemptEvidence, agreement: float) -> list[str]:
    """The checks of confidence that this recording fails. `agreement`: of the two passes, 0 to 1."""
    heard = attempt.evidence["heard"]
    passed = {
        "SEARCH_RETRIED": heard["rung"] == 0,
        "PASSES_DISAGREE": agreement >= VERDICT.agreement,
        "UNSURE_WORDS": mean_logprob([row[3] for row in attempt.rows]) >= VERDICT.sure_logprob,
        "ODD_WORDS": not has_run_of_implausible_words(attempt.rows),
        "LOOPS": not is_repetition_loop(attempt),
        "NOISY": not is_noisy(attempt),
        "DAMAGED_FILE": not attempt.evidence["sound"].get("damaged"),
        "OTHER_MODEL": attempt.marker_sha256 in guards.list_guard_models(),
    }
    return [name for name, fine in passed.items() if not fine]


def get_confidence(failed_checks: Sequence[str]) -> str:
    """High without failed checks, medium with one, low beyond."""
    return ("high", "medium", "low")[min(2, len(failed_checks))]


def build_teacher_flags(
    attempt: AttemptEvidence, failed_checks: Sequence[str], foreign: ForeignSpans
) -> tuple[str, ...]:
    """Codes for the teacher; by themselves they cost the pupil nothing."""
    raised = {code for code in ("DAMAGED_FILE", "NOISY", "ODD_WORDS", "LOOPS") if code in failed_checks}
    if _is_mostly_foreign(attempt, foreign):
        raised.add("OTHER_LANGUAGE_DETECTED")
    elif foreign:
        raised.add("FOREIGN_SPANS")
    return tuple(sorted(raised))


def list_doubted_guards_and_failed_checks(
    probabilities: Mapping[str, float], failed_checks: Sequence[str]
) -> list[str]:
    """Guards from their doubt on, then the failed checks."""
    return [name for name in probabilities if reaches_guard_limit(probabilities, name, "doubt")] + list(failed_checks)


def is_noisy(attempt: AttemptEvidence) -> bool:
    """Whether hardly anything lies between the voice and its gaps: noise about as loud as the voice."""
    return bool(attempt.evidence["sound"].get("range_db", NO_RANGE) < VERDICT.noisy_range_db)


def has_run_of_implausible_words(rows: TimedWords) -> bool:
    """Whether some run of neighbouring words holds too many that nobody can have said that way."""
    odd = [_count_oddities(*row[:4]) for row in rows]
    runs = range(max(1, len(odd) - VERDICT.anomaly_run + 1))
    return any(sum(odd[at : at + VERDICT.anomaly_run]) >= VERDICT.most_anomalies for at in runs)


def is_repetition_loop(attempt: AttemptEvidence) -> bool:
    """Whether the text heard runs in circles and the text asked for does not."""
    heard = attempt.evidence["heard"]
    asked = [token.text for token in tokenize(attempt.task.reference, attempt.task.language)]
    turns = heard["repeats"] > max(VERDICT.loop_share, measure_repeated_trigram_share(asked))
    return bool(turns or heard.get("compression", 0.0) > VERDICT.most_compression)


def measure_agreement_of_passes(words: Sequence[WordResult], forced: TimedWords) -> float:
    """Share of attempted words on which hearing and forced pass agree."""
    agreeing = attempted = 0
    for word in words:
        if word.reference is None or word.class_ == WordClass.NOT_REACHED:
            continue
        attempted += 1
        right = word.class_ == WordClass.CORRECT and not word.probable
        sounds = bool(forced[word.reference][3] >= ACCURACY.agree_logprob)
        agreeing += sounds if right else not word.probable
    return agreeing / max(1, attempted)


def _is_mostly_foreign(attempt: AttemptEvidence, foreign: ForeignSpans) -> bool:
    if attempt.evidence.get("spans"):
        return measure_foreign_share(foreign, attempt.evidence) >= VERDICT.foreign_most
    language, probability = attempt.evidence["languages"][0]
    return bool(language != attempt.task.language and probability >= VERDICT.foreign_probability)


def _count_oddities(text: str, start: float, end: float, logprob: float) -> int:
    """How many things are odd about a word; what is written in digits may be a word for each of them."""
    longest = VERDICT.word_longest * max(1, sum(letter.isdigit() for letter in text))
    return (not VERDICT.word_shortest <= round(end - start, 3) <= longest) + (logprob < VERDICT.word_logprob)


def measure_repeated_trigram_share(words: Sequence[str]) -> float:
    """Share of three-word runs that were said before."""
    runs = list(zip(words, words[1:], words[2:], strict=False))
    return 1 - len(set(runs)) / len(runs) if runs else 0.0
