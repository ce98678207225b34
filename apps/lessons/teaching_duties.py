"""The planned lessons that somebody gives, as a substitute too (`apps.core.teaching`)."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.local_days import format_day_and_time
from apps.core.teaching import TeachingDuty
from apps.lessons.models import Lesson, LessonStatus


def list_teaching_duties(person_id: UUID) -> list[TeachingDuty]:
    """Return the lessons that are not over, the next one first."""
    planned = Lesson.objects.filter(teacher=person_id, status=LessonStatus.PLANNED, ends_at__gt=timezone.now())
    rows = planned.select_related("group__branch").order_by("starts_at", "pk")
    return [TeachingDuty("lessons", _describe(lesson)) for lesson in rows]


def _describe(lesson: Lesson) -> str:
    when = format_day_and_time(lesson.starts_at, lesson.group.local_zone)
    return _("Gives a lesson of the group %(group)s: %(when)s") % {"group": lesson.group.name, "when": when}
