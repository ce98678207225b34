"""Notifications of a pupil and the guardians about one lesson."""

from collections.abc import Collection
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.queries import load_guardians_with_progress
from apps.attendance.models import Attendance, MakeUp
from apps.lessons.formatting import name_zone_if_other
from apps.lessons.models import Lesson
from apps.notifications.services import notify


def build_lesson_placeholders(lesson: Lesson, reader: User) -> dict[str, str]:
    """Return what messages say about a lesson: group, day and time in the reader's zone."""
    zones = {"reader_zone": reader.zone, "local_zone": lesson.group.local_zone}
    local = lesson.starts_at.astimezone(ZoneInfo(reader.zone))
    return {
        "lesson": str(lesson.pk),
        "group": lesson.group.name,
        "day": local.strftime("%d.%m.%Y"),
        "time": name_zone_if_other(local.strftime("%H:%M"), lesson.starts_at, **zones),
    }


def notify_family(student: User, lesson: Lesson, type_: str) -> None:
    """Notify the pupil and guardians who may see progress."""
    pupil = {"student": student.full_name, "student_id": str(student.pk)}
    for person in (student, *load_guardians_with_progress([student.pk]).get(student.pk, [])):
        notify(user=person, type=type_, data=build_lesson_placeholders(lesson, person) | pupil)


def cancel_make_ups(marks: Collection[Attendance], *, include_marked: bool) -> None:
    """Delete the make-ups of these marks and notify the families, unless the lesson is over. A make-up whose lesson is
    already marked stays, unless `include_marked`.
    """
    used = Attendance.objects.filter(lesson=OuterRef("lesson"), student=OuterRef("mark__student"))
    rows = MakeUp.objects.filter(mark__in=marks).select_related("mark__student", "lesson__group__branch")
    cancelled = list((rows if include_marked else rows.exclude(Exists(used))).order_by("id"))
    MakeUp.objects.filter(pk__in=[make_up.pk for make_up in cancelled]).delete()
    for make_up in cancelled:
        if make_up.lesson.ends_at > timezone.now():
            notify_family(make_up.mark.student, make_up.lesson, "attendance.make_up_undone")
