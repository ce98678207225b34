"""The task that the engine scores, built from an assignment and its pupil."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from apps.accounts.models import ChildProfile, User
from apps.core.local_days import get_local_day
from apps.homework.models import SPOKEN_KINDS, Assignment, Homework
from apps.homework.verdicts import was_pupil_under_8
from apps.settings.queries import get_system_settings
from ml.scoring.task import AgeBand, ScoringTask, TaskKind

KINDS: dict[str, TaskKind] = {"reading": "reading", "speaking": "speaking", "repeat": "repeat"}
SMALL_CHILDREN, ADULTS = 8, 16
"""Years from which a child is no longer "under8", and from which a pupil is an adult."""


def build_scoring_task(
    assignment: Assignment, student: User | None = None, *, now: datetime | None = None
) -> ScoringTask:
    """Return what a recording of this pupil is scored against, as the assignment is now; without a pupil the age is
    unknown.

    Raise KeyError for a kind that the engine does not score (file, text). Loads group, branch, settings and the pupil's
    child profile.
    """
    return ScoringTask(
        kind=KINDS[assignment.kind],
        language=assignment.language,
        reference=assignment.reference_text,
        reference_answers=tuple(assignment.reference_answers),
        question=assignment.question,
        key_words=tuple(assignment.key_words),
        target_wpm=assignment.target_wpm,
        level=assignment.level,
        max_seconds=float(get_system_settings().recording_max_seconds),
        weights=dict(assignment.weights),
        age_band="" if student is None else get_age_band(student, on=_get_local_day(assignment, student, now)),
    )


def build_task_snapshot(assignment: Assignment, student: User) -> dict[str, Any]:
    """Return what an attempt keeps of its task, as JSON: `build_scoring_task`, or for a file or text the instructions
    and the age band.
    """
    if is_spoken(assignment):
        return build_scoring_task(assignment, student).as_json()
    names = ("kind", "language", "level", "question", "instructions")
    asked = {name: str(getattr(assignment, name)) for name in names}
    return asked | {"age_band": get_age_band(student, on=_get_local_day(assignment, student, None))}


def is_spoken(assignment: Assignment) -> bool:
    """Return whether the assignment is recorded and goes through the engine."""
    return assignment.kind in SPOKEN_KINDS


def get_age_band(student: User, *, on: date) -> AgeBand:
    """Return the band of the pupil's age in whole years on that day; empty for pupils without a child profile."""
    born = ChildProfile.objects.filter(user=student).values_list("user__birth_date", flat=True).first()
    if born is None:
        return ""
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    if years < SMALL_CHILDREN:
        return "under8"
    return "child" if years < ADULTS else "adult"


def sees_stars(homework: Homework) -> bool:
    """Return whether the family sees stars, and no number, of this homework: by the newest attempt, before one by the
    pupil's age today.
    """
    if homework.last_attempt is not None:
        return was_pupil_under_8(homework.last_attempt)
    day = _get_local_day(homework.assignment, homework.student, None)
    return get_age_band(homework.student, on=day) == "under8"


def _get_local_day(assignment: Assignment, student: User, now: datetime | None) -> date:
    zone = assignment.group.branch.zone if assignment.group else student.zone
    return get_local_day(now or timezone.now(), zone)
