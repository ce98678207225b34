"""What the room of a live class says about the register: a proposal for each pupil, which a teacher confirms."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from apps.accounts.models import User
from apps.attendance import queries
from apps.attendance.models import Attendance, Presence
from apps.attendance.services.register_rules import measure_lateness
from apps.lessons.live_queries import Presence as LivePresence
from apps.lessons.live_queries import load_presences
from apps.lessons.models import Lesson, LiveSource


@dataclass
class LiveProposal:
    """The mark that is proposed for a pupil. `source` says who saw it; `minutes` is None where the source does not tell
    when somebody leaves, and `first_seen` for a pupil whom nobody saw.
    """

    student: User
    status: str
    minutes_late: int | None
    source: LiveSource
    first_seen: datetime | None
    minutes: int | None
    mark: Attendance | None


@dataclass
class UnknownParticipant:
    """A participant whom nobody knows by a personal address: a teacher says who it is."""

    key: str
    name: str
    source: LiveSource
    first_seen: datetime
    minutes: int | None


@dataclass
class MatchedParticipant:
    """A participant of whom a teacher said who it is; it can be taken back."""

    key: str
    name: str
    source: LiveSource
    student: User


@dataclass
class LiveRegister:
    """The proposals for a lesson, the unknown participants, and those of whom a teacher said who they are."""

    proposals: list[LiveProposal]
    unknown: list[UnknownParticipant]
    matched: list[MatchedParticipant]


def load_live_register(lesson: Lesson) -> LiveRegister:
    """Return what is proposed for the pupils in the register, and who is unknown.

    What a provider saw counts more than our own join button. Whoever was not seen is proposed as absent (excused with
    an accepted excuse) only after the end of a lesson whose provider reported somebody: a link that was opened
    elsewhere proves nothing. Pupils who are not proposed anything are left out.
    """
    presences = load_presences(lesson)
    rows = {row.student.pk: row for row in queries.load_register(lesson)}
    best = _choose_presences(presences)
    reported = next((seen.source for seen in presences if seen.source != LiveSource.BUTTON), None)
    over = timezone.now() >= lesson.ends_at
    proposals = []
    for student_id, row in rows.items():
        seen = best.get(student_id)
        if seen is not None:
            status, late = measure_lateness(lesson, seen.first_seen)
            minutes = seen.count_minutes(lesson.starts_at, lesson.ends_at)
            first = seen.first_seen
            proposals.append(LiveProposal(row.student, str(status), late, seen.source, first, minutes, row.mark))
        elif reported is not None and over:
            status = Presence.EXCUSED if row.excuse is not None else Presence.ABSENT
            proposals.append(LiveProposal(row.student, str(status), None, reported, None, 0, row.mark))
    matched = [
        MatchedParticipant(seen.key, seen.name, seen.source, rows[seen.person].student)
        for seen in presences
        if seen.is_matched and seen.person in rows
    ]
    return LiveRegister(proposals, _list_unknown(lesson, presences), matched)


def _choose_presences(presences: list[LivePresence]) -> dict[UUID, LivePresence]:
    """Return one presence for each known person: that of a provider before that of our button, all stays together."""
    chosen: dict[UUID, LivePresence] = {}
    for seen in sorted(presences, key=lambda row: (row.source == LiveSource.BUTTON, row.first_seen)):
        if seen.person is None:
            continue
        first = chosen.setdefault(seen.person, seen)
        if first is not seen and first.source == seen.source:
            first.stays = sorted([*first.stays, *seen.stays], key=lambda stay: stay[0])
    return chosen


def _list_unknown(lesson: Lesson, presences: list[LivePresence]) -> list[UnknownParticipant]:
    return [
        UnknownParticipant(
            seen.key, seen.name, seen.source, seen.first_seen, seen.count_minutes(lesson.starts_at, lesson.ends_at)
        )
        for seen in presences
        if seen.person is None
    ]
