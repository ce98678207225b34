"""Writes of excuses: requested by the family, decided by teachers or the office, or noted by whoever decides."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.attendance import queries
from apps.attendance.job_kinds import NOTIFY_ABSENCES
from apps.attendance.models import AttendanceStatus, Excuse, ExcuseState, MarkSource, Presence
from apps.attendance.services import mark_writer, register_rules
from apps.attendance.services.mark_writer import NewMark
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.courses.queries import list_group_teachers
from apps.jobs import services as jobs
from apps.notifications.services import notify, settle_notifications
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log

EXCUSE_ASKED = "attendance.excuse_asked"
"""The teachers' notification that an excuse waits; its key is the excuse."""
MAX_DAYS_AHEAD = 366
MAX_DAYS = 92
MAX_OPEN = 20


def request_excuse(*, actor: User, student: User, starts_on: date, ends_on: date, reason: str) -> Excuse:
    """Create an undecided excuse for these days (both included) and notify the pupil's teachers. One that staff who
    decide about the pupil note for the family is accepted at once.

    Days are those of the pupil's first group. Raise Invalid for days further back than the settings allow, more than a
    year ahead, or more than 92; Conflict for a pupil in no group and with 20 undecided excuses.
    """
    groups = queries.list_current_groups(student)
    if not groups:
        raise Conflict(_("This pupil is in no group."))
    today = groups[0].today
    days_back = get_system_settings().excuse_days_back
    if starts_on < today - timedelta(days=days_back):
        raise Invalid.field("starts_on", _("At most %(days)s days back.") % {"days": days_back})
    if ends_on < starts_on:
        raise Invalid.field("ends_on", _("The last day is before the first."))
    if ends_on > today + timedelta(days=MAX_DAYS_AHEAD) or (ends_on - starts_on).days >= MAX_DAYS:
        raise Invalid.field("ends_on", _("At most %(days)s days, within a year.") % {"days": MAX_DAYS})
    with unit_of_work():
        excuse = student.excuses.create(starts_on=starts_on, ends_on=ends_on, reason=reason, asked_by=actor)
        if queries.may_decide_excuse(actor, excuse):
            return decide_excuse(actor=actor, excuse=excuse, accept=True)
        if student.excuses.filter(state=ExcuseState.ASKED).count() > MAX_OPEN:
            raise Conflict(_("Too many excuses are undecided."))
        for person in dict.fromkeys(person for group in groups for person in list_group_teachers(group)):
            if person != actor:
                notify(user=person, type=EXCUSE_ASKED, data=_notification_data(excuse), key=str(excuse.pk))
    return excuse


def decide_excuse(*, actor: User, excuse: Excuse, accept: bool, answer: str = "") -> Excuse:
    """Accept or refuse an excuse, and notify the requester, if it is somebody else who may still see it.

    When accepted, the pupil's absences on these days become `excused`, with history; closed registers change only for
    users who may change them. Later marks stay as the teacher makes them (see `absences`).

    Raise Conflict when it was decided or withdrawn before.
    """
    with unit_of_work():
        locked = _lock_open_excuse(excuse)
        locked.state = ExcuseState.ACCEPTED if accept else ExcuseState.REFUSED
        locked.answer, locked.decided_by, locked.decided_at = answer, actor, timezone.now()
        locked.save(update_fields=["state", "answer", "decided_by", "decided_at", "updated_at"])
        _settle(locked)
        changed = _excuse_absences(actor, locked) if accept else 0
        changes = {"state": (ExcuseState.ASKED.value, locked.state), "marks": (0, changed)}
        write_audit_log(actor, "attendance.decide_excuse", locked, changes)
        asked_by = locked.asked_by
        if asked_by not in (None, actor) and queries.list_visible_excuses(asked_by).filter(pk=locked.pk).exists():
            notify(user=asked_by, type=f"attendance.excuse_{locked.state}", data=_notification_data(locked))
    return locked


def withdraw_excuse(*, actor: User, excuse: Excuse) -> None:
    """Withdraw an excuse that is undecided, or that its requester accepted. Raise Conflict when somebody else decided
    it, when it was withdrawn before, and when a mark of these days is excused.
    """
    with unit_of_work():
        locked = _lock_excuse(excuse)
        own = locked.state == ExcuseState.ACCEPTED and locked.decided_by_id == locked.asked_by_id
        if not own:
            _check_undecided(locked)
        days = (locked.student_id, locked.starts_on, locked.ends_on)
        if own and queries.list_marks_between(*days, counts_as=Presence.EXCUSED):
            raise Conflict(_("A mark of these days is excused already. Correct it in the register."))
        write_audit_log(
            actor, "attendance.withdraw_excuse", locked, {"state": (locked.state, ExcuseState.WITHDRAWN.value)}
        )
        locked.state = ExcuseState.WITHDRAWN
        locked.save(update_fields=["state", "updated_at"])
        _settle(locked)
        if own:  # guardians were not told of absences that the excuse covered
            absences = queries.list_marks_between(*days, counts_as=Presence.ABSENT)
            jobs.enqueue_many(kind=NOTIFY_ABSENCES, object_ids=sorted({mark.lesson_id for mark in absences}))


def _settle(excuse: Excuse) -> None:
    """Take a decided excuse out of the teachers' unread notifications."""
    groups = queries.list_current_groups(excuse.student)
    teachers = list({person.pk: person for group in groups for person in list_group_teachers(group)}.values())
    settle_notifications(users=teachers, type=EXCUSE_ASKED, key=str(excuse.pk))


def _lock_open_excuse(excuse: Excuse) -> Excuse:
    """Return the undecided excuse, locked until the commit."""
    locked = _lock_excuse(excuse)
    _check_undecided(locked)
    return locked


def _check_undecided(excuse: Excuse) -> None:
    if excuse.state != ExcuseState.ASKED:
        raise Conflict(_("This excuse was already decided or withdrawn."), code=ErrorCode.NOT_OPEN)


def _lock_excuse(excuse: Excuse) -> Excuse:
    rows = Excuse.objects.select_for_update(of=("self",)).select_related("student", "asked_by")
    return get_or_not_found(rows, excuse.pk)


def _excuse_absences(actor: User, excuse: Excuse) -> int:
    """Change the absences of these days to `excused`; return how many."""
    days = (excuse.student_id, excuse.starts_on, excuse.ends_on)
    lessons = mark_writer.lock_lessons(
        {mark.lesson_id for mark in queries.list_marks_between(*days, counts_as=Presence.ABSENT)}
    )
    get_refusal = register_rules.build_register_refusal_getter(actor)
    status = AttendanceStatus.objects.get(code=Presence.EXCUSED)
    marks = [
        NewMark(lessons[mark.lesson_id], mark.student_id, status, note=mark.note)
        for mark in queries.list_marks_between(*days, counts_as=Presence.ABSENT)
        if mark.lesson_id in lessons and get_refusal(lessons[mark.lesson_id]) is None
    ]
    changed = mark_writer.write_marks(
        actor=actor, marks=marks, source=MarkSource.TEACHER, reason=(excuse.answer or "excuse")[:200]
    )
    return len(changed)


def _notification_data(excuse: Excuse) -> dict[str, Any]:
    return {
        "excuse": str(excuse.pk),
        "student": excuse.student.full_name,
        "student_id": str(excuse.student_id),
        "first": excuse.starts_on.strftime("%d.%m.%Y"),
        "last": excuse.ends_on.strftime("%d.%m.%Y"),
    }
