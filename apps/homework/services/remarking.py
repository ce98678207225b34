"""Another mark for an attempt that has one: score, coins, reports, events and notification in one transaction."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.settings.services as settings
from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.homework.corrections import can_be_scored, heard_again, marks_of, read_aloud
from apps.homework.heard import Heard, word_from_json
from apps.homework.models import Attempt, Homework, HomeworkTranscript, SpeechScore, WordCorrection
from apps.homework.services.scoring import NUMBERS, Models, finish, handed_in_by_another, score_values
from apps.homework.services.settling import closed, follow, settle
from apps.homework.services.telling import tell_remarked
from apps.homework.verdicts import HIDING_FLAGS, outcome

_NOTHING_HEARD = _("There are no words of this attempt to mark.")
_KEPT_FLAGS = HIDING_FLAGS
"""Flags that are not in the evidence."""
_KEPT_PARAMETERS = ("alike", "corrections_after")


def attempt_of(homework: Homework, attempt: Attempt) -> Attempt:
    """The attempt of a locked homework with its score, both as they are now. Conflict when nothing of it can be scored:
    it is processed, failed, was refused before a word was heard, or is a file or text.
    """
    fresh = homework.attempts.select_related("score", "file").get(pk=attempt.pk)
    fresh.homework = homework
    score = getattr(fresh, "score", None)
    if score is None or fresh.finished_at is None or not can_be_scored(score.evidence):
        raise Conflict(_NOTHING_HEARD)
    return fresh


def corrections_of(attempt: Attempt) -> dict[int, str]:
    """What teachers said last of each word, as far as it is about what stands in the evidence now: of a text read
    aloud classes, those taken back left out, else what the heard word is, empty for none.
    """
    rows = WordCorrection.objects.filter(attempt=attempt).order_by("pk")
    since = attempt.score.parameters.get("corrections_after")
    if since is not None:
        rows = rows.filter(pk__gt=since)
    last = dict(rows.values_list("index", "now"))
    if read_aloud(attempt.score.evidence):
        return {index: now for index, now in last.items() if now}
    return last


def as_heard(attempt: Attempt) -> Heard:
    """What stands of the attempt, as the engine would say it."""
    score: SpeechScore = attempt.score
    transcript = getattr(attempt, "transcript", None)
    return Heard(
        verdict=score.verdict,
        reason=attempt.reason,
        confidence=score.confidence or None,
        duration=attempt.duration or 0.0,
        container=attempt.container,
        transcript=transcript.text if transcript else "",
        language=transcript.language if transcript else "",
        words=tuple(word_from_json(word) for word in score.words),
        parts=score.parts,
        evidence=score.evidence,
        method=score.method,
        seconds=score.seconds,
        audio_sha256=score.audio_sha256,
        flags=tuple(attempt.flags),
        **{name: getattr(score, name) for name in NUMBERS},
    )


def marked_anew(attempt: Attempt, evidence: dict[str, object] | None = None) -> Heard:
    """The attempt's answer under the present version and corrections, from its own evidence or the one given."""
    evidence = evidence or attempt.score.evidence
    before = as_heard(attempt)
    return heard_again(before, marks_of(evidence, corrections_of(attempt)), evidence)


def remark(
    *, attempt: Attempt, result: Heard, cause: str, actor: User | None, models: Models | None = None
) -> SpeechScore:
    """Put the result in the place of the attempt's mark. `attempt` is `attempt_of` a locked homework.

    Whether it waits for the teacher is decided anew, except after an acceptance. A mark that a teacher gave by hand
    stays; one that was accepted as the machine made it follows.
    """
    homework, score = attempt.homework, attempt.score
    anothers = handed_in_by_another(attempt)
    flags = sorted({*result.flags, *(flag for flag in attempt.flags if flag in _KEPT_FLAGS)})
    decided = outcome(
        verdict=result.verdict,
        reason=result.reason,
        language=homework.assignment.language,
        teacher_first=homework.assignment.teacher_first,
        suspect=anothers or bool(HIDING_FLAGS & set(flags)),
    )
    before, was_hidden, is_closed = score.overall, score.hidden, closed(homework)
    finish(attempt, decided, result, anothers_file=anothers, flags=flags)
    _write(attempt, score, score_values(decided, result), result, models)
    if is_closed:
        SpeechScore.objects.filter(pk=score.pk).update(hidden=False)
        score.hidden = False
    if result.transcript:
        _transcribe(attempt, result, models.speech if models else score.model)
    reason = f"homework.{cause}"
    coins = follow(homework, attempt, reason=reason) if is_closed else settle(homework, reason=reason)
    settings.write_audit_log(actor=actor, action=reason, obj=attempt, changes={"score": (before, score.overall)})
    tell_remarked(attempt, score, cause=cause, before=before, was_hidden=was_hidden, coins=coins)
    return score


def _write(
    attempt: Attempt, score: SpeechScore, values: dict[str, object], result: Heard, models: Models | None
) -> None:
    kept = {name: score.parameters[name] for name in _KEPT_PARAMETERS if name in score.parameters}
    if models is not None:
        values |= {"model": models.speech, "embedding_model": models.embedding or score.embedding_model}
        values |= {"marking_model": models.marking, "seconds": result.seconds}
        if not read_aloud(result.evidence) and "heard_first" not in result.evidence:
            last = WordCorrection.objects.filter(attempt=attempt).order_by("-pk").values_list("pk", flat=True).first()
            kept |= {"corrections_after": str(last)} if last else {}
    assert isinstance(values["parameters"], dict)
    values["parameters"] |= kept
    for name, value in values.items():
        setattr(score, name, value)
    score.revision += 1
    score.updated_at = timezone.now()
    score.save(update_fields=[*values, "revision", "updated_at"])


def _transcribe(attempt: Attempt, result: Heard, model: object) -> None:
    values = {"text": result.transcript, "language": result.language, "model": model}
    HomeworkTranscript.objects.update_or_create(attempt=attempt, defaults=values)
