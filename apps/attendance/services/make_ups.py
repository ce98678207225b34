"""Writes of make-ups: the pupil is a guest in another lesson of the same course."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.attendance import queries
from apps.attendance.models import MISSED, Attendance, MakeUp
from apps.attendance.services import mark_writer
from apps.attendance.services.family_notifications import notify_family
from apps.attendance.services.register_rules import REFUSAL_TEXTS, Refusal
from apps.core.errors import Conflict, Invalid, NotFound, raise_on_constraint_violation
from apps.core.uow import unit_of_work
from apps.lessons.models import Lesson, LessonStatus
from apps.settings.services import write_audit_log


def create_make_up(*, actor: User, lesson: Lesson, mark: Attendance) -> MakeUp:
    """Make the pupil of this missed mark a guest in the lesson and notify the family. Repeating it changes nothing.

    Raise Invalid on `mark` when the pupil did not miss that lesson, or it is of another course or this lesson itself;
    Conflict for a cancelled lesson, a pupil who is in its register, and a mark that another lesson makes up for.
    """
    with unit_of_work():
        locked = mark_writer.lock_lesson(lesson.pk)
        _check(locked, mark)
        standing = MakeUp.objects.filter(mark=mark).select_related("mark__student").first()
        if standing is not None and standing.lesson_id == locked.pk:
            return standing
        if locked.status == LessonStatus.CANCELLED:
            raise Conflict(REFUSAL_TEXTS[Refusal.CANCELLED])
        if mark.student_id in queries.load_expected_pupils([locked])[locked.pk]:
            raise Conflict(_("This pupil is in the register of this lesson anyway."))
        with raise_on_constraint_violation(
            attendance_makeup_mark_id_key=Conflict(_("Another lesson makes up for this mark."))
        ):
            row = MakeUp.objects.create(mark=mark, lesson=locked, by=actor)
        mark_writer.pin_lessons([locked.pk])
        write_audit_log(actor, "attendance.make_up", locked, {"make_up": (None, str(mark.pk))})
        notify_family(mark.student, locked, "attendance.make_up")
    return row


def cancel_make_up(*, actor: User, make_up: MakeUp) -> None:
    """Delete the make-up. Raise Conflict when the pupil has a mark in its lesson."""
    with unit_of_work():
        lesson = mark_writer.lock_lesson(make_up.lesson_id)
        if Attendance.objects.filter(lesson=lesson, student=make_up.mark.student_id).exists():
            raise Conflict(_("Withdraw the pupil's mark in this lesson first."))
        if not MakeUp.objects.filter(pk=make_up.pk).delete()[0]:
            raise NotFound()
        write_audit_log(actor, "attendance.undo_make_up", lesson, {"make_up": (str(make_up.mark_id), None)})
        if lesson.ends_at > timezone.now():
            notify_family(make_up.mark.student, lesson, "attendance.make_up_undone")


def _check(lesson: Lesson, mark: Attendance) -> None:
    if mark.status.counts_as not in MISSED:
        raise Invalid.field("mark", _("This pupil did not miss that lesson."))
    if mark.lesson_id == lesson.pk or mark.lesson.group.course_id != lesson.group.course_id:
        raise Invalid.field("mark", _("Another lesson of the same course makes up for a missed one."))
