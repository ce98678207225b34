"""The report of a lesson generation: added, kept, removed and skipped lessons, with reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class GenerationReason(TextChoices):
    """Why a lesson was kept or removed, or why none was created."""

    FITS = "fits", _("It is in the timetable.")
    TOUCHED = "touched", _("It was held, changed or cancelled, or it is in use.")
    CHANGED = "changed", _("It is not in the timetable.")
    HOLIDAY = "holiday", _("It is a holiday.")
    CLASH = "clash", _("Another lesson takes place at that time.")
    BEFORE_START = "before_start", _("The group has not started on that day.")
    AFTER_END = "after_end", _("The group has ended on that day.")
    PAST = "past", _("It is in the past.")
    CLOSED = "closed", _("The group is closed.")
    LEAD_INSTEAD = "lead_instead", _("The group's lead teacher gives it: the teacher of the timetable cannot.")
    TEACHER_UNAVAILABLE = "teacher_unavailable", _("Neither the teacher of the timetable nor the lead can teach.")


UNSOLVED_REASONS = frozenset({GenerationReason.CLASH, GenerationReason.TEACHER_UNAVAILABLE})
"""Reasons that people can remove: the timetable wants the lesson, and nothing says that there is none on that day."""


@dataclass(frozen=True)
class SlotConflict:
    """The lesson in the way, and by what: `room`, `teacher` or `group`, with its id (`resource`) and name. `lesson` is
    null and `group_name` empty when the user may not see the group.
    """

    by: str
    lesson: UUID | None
    group: UUID
    resource: UUID
    name: str = ""
    group_name: str = ""


@dataclass(frozen=True)
class SlotResult:
    """One lesson, or one slot without a lesson (`lesson` is null). `day` and `time` are local."""

    day: date
    time: time
    starts_at: datetime
    ends_at: datetime
    lesson: UUID | None
    reason: GenerationReason
    clash: SlotConflict | None = None


@dataclass(frozen=True)
class SlotMove:
    """A lesson that was removed, and the one of the same calendar week that was added in its place."""

    was: SlotResult
    now: SlotResult


@dataclass(frozen=True)
class GenerationReport:
    """What a run did, or with `dry_run` would do, up to the day `until`; each list ordered by time. `moved` pairs rows
    of `removed` and `added`; `unsolved` are the rows of `skipped` that need a decision of the office.
    """

    until: date
    dry_run: bool
    counts: Mapping[str, int]
    added: list[SlotResult]
    kept: list[SlotResult]
    removed: list[SlotResult]
    skipped: list[SlotResult]
    moved: list[SlotMove]
    unsolved: list[SlotResult]
