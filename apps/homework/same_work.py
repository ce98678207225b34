"""The same file, text or sound submitted twice for one assignment."""

from typing import Any

from django.db.models import QuerySet

from apps.homework.models import Attempt, SpeechScore


def filter_same_work(attempt: Attempt, others: QuerySet[Attempt]) -> QuerySet[Attempt]:
    """Return those of `others` with the file of this attempt, or, without a file, with its text."""
    if attempt.file is None:
        return others.filter(text=attempt.text, file__isnull=True)
    return others.filter(file__sha256=attempt.file.sha256)


def list_others_same_work(attempt: Attempt) -> QuerySet[Attempt]:
    """Return other pupils' attempts for the same assignment with the same file or text."""
    others = Attempt.objects.filter(homework__assignment=attempt.homework.assignment_id)
    return filter_same_work(attempt, others.exclude(homework__student=attempt.homework.student_id))


def find_alike_work(attempt: Attempt, score: SpeechScore | None) -> dict[str, Any] | None:
    """Return what the attempt looks like a copy of, for the teacher: `attempt` and `student` (both None for the model
    audio), `share` (0 to 1) of the sound that is the same. None without one.

    An earlier attempt with the same file or text comes before one with the same sound.
    """
    earlier = list_others_same_work(attempt).filter(created_at__lt=attempt.created_at)
    copied = earlier.select_related("homework__student").order_by("created_at").first()
    if copied is not None:
        return {"attempt": copied.pk, "student": copied.homework.student, "share": 1.0}
    stored = score.parameters.get("alike") if score else None
    if stored is None:
        return None
    other = Attempt.objects.select_related("homework__student").filter(pk=stored["attempt"]).first()
    return {
        "attempt": None if other is None else other.pk,
        "student": None if other is None else other.homework.student,
        "share": stored["share"],
    }
