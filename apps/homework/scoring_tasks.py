"""What the engine is asked to score, from an assignment and the pupil whose homework it is."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from apps.accounts.models import ChildProfile, User
from apps.core.local_days import get_local_day
from apps.homework.models import SPOKEN_KINDS, Assignment
from apps.settings.queries import get_system_settings
from ml.scoring.task import AgeBand, ScoringTask, TaskKind

KINDS: dict[str, TaskKind] = {"reading": "reading", "speaking": "speaking", "repeat": "repeat"}
SMALL_CHILDREN, ADULTS = 8, 16
"""Years at which a child is no longer under 8, and at which a pupil counts as grown up."""


def build_scoring_task(
    assignment: Assignment, student: User | None = None, *, now: datetime | None = None
) -> ScoringTask:
    """What a recording of this pupil is scored against, as the assignment stands; without a pupil the age is unknown.

    KeyError for a kind that no engine scores (file, text). Loads the assignment's group and branch, the settings and
    the pupil's child profile.
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
        age_band="" if student is None else get_age_band(student, on=_get_local_day(assignment, now or timezone.now())),
    )


def build_task_snapshot(assignment: Assignment, student: User) -> dict[str, Any]:
    """What an attempt of this pupil keeps of what was asked, as JSON: `build_scoring_task`, or of a file or text what to do and
    the age band.
    """
    if is_spoken(assignment):
        return build_scoring_task(assignment, student).as_json()
    names = ("kind", "language", "level", "question", "instructions")
    asked = {name: str(getattr(assignment, name)) for name in names}
    return asked | {"age_band": get_age_band(student, on=_get_local_day(assignment, timezone.now()))}


def is_spoken(assignment: Assignment) -> bool:
    """Whether it is recorded and goes through the engine."""
    return assignment.kind in SPOKEN_KINDS


def get_age_band(student: User, *, on: date) -> AgeBand:
    """The band of the pupil's age in whole years on that day; empty where no birth date is known (grown pupils have
    no child profile, and it is not said how old they are).
    """
    born = ChildProfile.objects.filter(user=student).values_list("birth_date", flat=True).first()
    if born is None:
        return ""
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    if years < SMALL_CHILDREN:
        return "under8"
    return "child" if years < ADULTS else "adult"


def _get_local_day(assignment: Assignment, now: datetime) -> date:
    return get_local_day(now, assignment.group.branch.zone)
