"""A new lead teacher of a group takes over the lessons that generation leaves alone: moved, edited, planned by hand."""

from datetime import date
from functools import partial
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

import apps.jobs.services as jobs
from apps.core.errors import Conflict
from apps.core.local_days import get_local_day
from apps.core.translated_texts import write_in_every_language
from apps.core.uow import unit_of_work
from apps.courses.models import LeadChange
from apps.courses.queries import list_group_managers
from apps.jobs.kinds import ClaimedJob
from apps.lessons import notification_types, timetable
from apps.lessons.formatting import format_for_reader
from apps.lessons.models import Lesson, LessonStatus
from apps.lessons.services.lessons import update_lesson
from apps.lessons.slots import list_slots
from apps.notifications.services import notify

MAX_LESSONS_NAMED = 5


def pass_lessons_to_new_lead(job: ClaimedJob) -> None:
    """Job handler: give the group's planned future lessons of former lead teachers to the new one, after the
    `LeadChange` `object_id`. Substituted lessons, and those for which the timetable names a former one, stay.

    So do lessons at times when the new lead has another: the office is notified of them. One transaction for each
    lesson. Nothing when the lead has changed again.
    """
    rows = LeadChange.objects.select_related("group__branch", "teacher", "by")
    change = rows.filter(pk=job.object_id).first()
    kept: list[Lesson] = []
    if change is not None and change.group.lead_teacher_id == change.teacher_id:
        for lesson in _list_lessons_to_pass(change):
            try:
                update_lesson(actor=change.by, lesson=lesson, values={"teacher": change.teacher})
            except Conflict:
                kept.append(lesson)
    with unit_of_work():
        jobs.complete_job(job)
        if change is not None and kept:
            _notify_office(change, kept)


def _list_lessons_to_pass(change: LeadChange) -> list[Lesson]:
    group = change.group
    was_lead = LeadChange.objects.filter(
        group=group, former=OuterRef("teacher"), created_at__gte=OuterRef("created_at")
    )
    lessons = Lesson.objects.filter(
        timetable.build_touched_filter() | Q(slot=None),
        Exists(was_lead),
        group=group,
        instead_of=None,
        status=LessonStatus.PLANNED,
        starts_at__gt=timezone.now(),
    ).exclude(teacher=change.teacher_id)
    days = [get_local_day(slot, group.local_zone) for slot in lessons.values_list("slot", flat=True) if slot]
    assigned = _find_assigned_teachers(change, min(days), max(days)) if days else {}
    return [row for row in lessons.order_by("starts_at") if assigned.get(row.slot) != row.teacher_id]


def _find_assigned_teachers(change: LeadChange, first: date, last: date) -> dict[object, UUID | None]:
    """Return the teacher of each slot of the timetable, by the time of the slot."""
    lines = timetable.load_timetable_lines(change.group)
    slots = list_slots(
        lines, first_day=first, last_day=last, zone=change.group.local_zone, lead_teacher_id=change.teacher_id
    )
    return {slot.starts_at: slot.teacher_id for slot in slots}


def _notify_office(change: LeadChange, kept: list[Lesson]) -> None:
    group = change.group
    for person in list_group_managers(group.branch):
        data = {
            "group_id": str(group.pk),
            "group": group.name,
            "teacher": change.teacher.full_name,
            "when": write_in_every_language(partial(_list_times, kept, person.zone, group.local_zone)),
        }
        notify(user=person, type=notification_types.KEPT_BY_FORMER, data=data, key=str(change.pk))


def _list_times(lessons: list[Lesson], reader_zone: str, local_zone: str) -> str:
    zones = {"reader_zone": reader_zone, "local_zone": local_zone}
    named = "; ".join(format_for_reader(lesson.starts_at, **zones) for lesson in lessons[:MAX_LESSONS_NAMED])
    return _("{times} and others").format(times=named) if len(lessons) > MAX_LESSONS_NAMED else named
