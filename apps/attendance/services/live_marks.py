"""Confirm what the room of a live class proposes, and say who an unknown participant is."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.attendance import queries
from apps.attendance.live_proposals import LiveProposal, load_live_register
from apps.attendance.models import Attendance, MarkSource
from apps.attendance.services.registers import MarkInput, mark_register
from apps.core.errors import Invalid, NotFound
from apps.core.uow import unit_of_work
from apps.lessons.models import Lesson, LiveAttendee, LiveSighting
from apps.lessons.services.lesson_history import lock_lesson
from apps.settings.services import write_audit_log


@dataclass(frozen=True)
class ShownProposal:
    """What a teacher saw when they accepted: the proposed mark, and the code of the mark that stood (None: none)."""

    student: UUID
    status: str
    minutes_late: int | None = None
    marked: str | None = None

    def is_same_as(self, proposal: LiveProposal) -> bool:
        """Return whether this is still what is proposed."""
        standing = proposal.mark.status.code if proposal.mark else None
        now = (proposal.status, proposal.minutes_late, standing)
        return (self.status, self.minutes_late, self.marked) == now


def confirm_proposals(
    *, actor: User, lesson: Lesson, shown: Sequence[ShownProposal], reason: str = ""
) -> list[Attendance]:
    """Make the marks that the actor saw proposed, also over a mark that was shown; skip those that changed meanwhile.

    The rules are those of the register; the actor's own mark is left out. Raise Invalid on `students` for a pupil for
    whom nothing is proposed; otherwise what `mark_register` raises.
    """
    with unit_of_work():
        lock_lesson(lesson)
        proposed = {row.student.pk: row for row in load_live_register(lesson).proposals}
        seen = {row.student: row for row in shown}
        if missing := [pk for pk in seen if pk not in proposed]:
            raise Invalid.field("students", _("Nothing is proposed for %(count)s of them.") % {"count": len(missing)})
        chosen = [proposed[pk] for pk, row in seen.items() if pk != actor.pk and row.is_same_as(proposed[pk])]
        inputs = [MarkInput(row.student.pk, row.status, row.minutes_late) for row in chosen]
        return mark_register(
            actor=actor,
            lesson=lesson,
            inputs=inputs,
            source=MarkSource.LIVE,
            reason=reason,
            field_prefix="students.{}.",
        )


def match_participant(*, actor: User, lesson: Lesson, key: str, student: UUID | None) -> None:
    """Say which pupil of the register a participant is; None takes it back, in all lessons of the group.

    Raise NotFound for a participant who was not seen, or who came by a personal address; Invalid on `student` for
    somebody who is not in the register.
    """
    with unit_of_work():
        row = lock_lesson(lesson)
        sighting = LiveSighting.objects.filter(room__lesson=row, key=key).order_by("id").first()
        own = LiveAttendee.objects.filter(room__lesson=row, key=key)
        if sighting is None or own.filter(matched=False).exists():
            raise NotFound()
        if student is not None and student not in queries.load_expected_pupils([row])[row.pk]:
            raise Invalid.field("student", _("This pupil is not in the register of this lesson."))
        matches = LiveAttendee.objects.filter(room__lesson__group=row.group_id, key=key, matched=True)
        before = own.first() or matches.order_by("-id").first()
        (own if student is not None else matches).delete()
        if student is not None:
            LiveAttendee.objects.create(
                room_id=sighting.room_id, person_id=student, key=key, matched=True, matched_by=actor
            )
        old = str(before.person_id) if before else None
        write_audit_log(actor, "attendance.live_match", row, {"student": (old, str(student) if student else None)})
