"""What a change of a lesson would meet and whom it would reach, before it is made."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from apps.accounts.models import User
from apps.core.local_days import get_local_day
from apps.core.permissions import STAFF
from apps.core.translated_texts import pick_translation
from apps.courses.models import Membership
from apps.courses.queries import is_in_register_on, list_memberships_in_register
from apps.lessons.models import Lesson, LessonStatus
from apps.lessons.queries import find_conflicting_lessons, list_visible_lessons
from apps.lessons.services.notifications import list_lesson_recipients
from apps.lessons.timetable import find_holiday_of_lesson

MAX_CLASHES = 20
RESOURCES = ("room", "teacher", "group")


@dataclass(frozen=True)
class Clash:
    """A lesson at the same time that shares the room, the teacher, the group or pupils (`by`); `names` are those of
    what is shared. `lesson` and `group_name` are empty for a lesson that the user may not see.
    """

    by: str
    names: list[str]
    lesson: UUID | None
    group_name: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Recipients:
    """Who is notified: numbers of pupils and parents, and the teachers by name."""

    pupils: int
    parents: int
    teachers: list[str]


def find_clashes(lesson: Lesson, user: User) -> list[Clash]:
    """Return what is in the way of the lesson as it is in memory, saved or not; at most `MAX_CLASHES`. A clash by
    pupils refuses nothing.
    """
    shared: list[tuple[str, list[str], Lesson]] = []
    for other in find_conflicting_lessons(lesson)[:MAX_CLASHES]:
        for name in RESOURCES:
            mine, theirs = getattr(lesson, f"{name}_id"), getattr(other, f"{name}_id")
            if mine is not None and mine == theirs:
                resource = getattr(lesson, name)
                shared.append((name, [resource.full_name if name == "teacher" else resource.name], other))
    shared += [("pupil", names, other) for other, names in _find_lessons_of_pupils(lesson)]
    shared = shared[:MAX_CLASHES]
    ids = {other.pk for *_rest, other in shared}
    seen = set(list_visible_lessons(user).filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    return [
        Clash(
            by=by,
            names=names,
            lesson=other.pk if other.pk in seen else None,
            group_name=other.group.name if other.pk in seen else "",
            starts_at=other.starts_at,
            ends_at=other.ends_at,
        )
        for by, names, other in shared
    ]


def name_holiday(lesson: Lesson, *, former: Lesson | None) -> str:
    """Return the name of the holiday on the day on which the lesson in memory begins; "" without one, and for a lesson
    that stays on its day.
    """
    zone = lesson.group.local_zone
    if former is not None and get_local_day(former.starts_at, zone) == get_local_day(lesson.starts_at, zone):
        return ""
    holiday = find_holiday_of_lesson(lesson)
    return pick_translation(holiday.name) if holiday else ""


def count_recipients(lesson: Lesson, *, former: Lesson | None, user: User) -> Recipients:
    """Return who would be notified if the user turned `former` (None: no lesson yet) into the lesson in memory."""
    if max(lesson.ends_at, former.starts_at if former else lesson.ends_at) <= timezone.now():
        return Recipients(0, 0, [])
    people = list_lesson_recipients(lesson, former=former or lesson, actor=user)
    pupils = {pupil for row in (lesson, former or lesson) for pupil in _list_pupils(row)}
    teachers = {id_ for row in (lesson, former or lesson) for id_ in (row.teacher_id, row.instead_of_id)}
    told = [person for person in people if person.pk in teachers and person.role in STAFF]
    learning = sum(person.pk in pupils for person in people)
    return Recipients(learning, len(people) - learning - len(told), [person.full_name for person in told])


def _list_pupils(lesson: Lesson) -> dict[UUID, str]:
    day = get_local_day(lesson.starts_at, lesson.group.local_zone)
    return {row.student_id: row.student.full_name for row in list_memberships_in_register(lesson.group, day)}


def _find_lessons_of_pupils(lesson: Lesson) -> list[tuple[Lesson, list[str]]]:
    """Return lessons of other groups at the same time with the names of this lesson's pupils in their registers."""
    pupils = _list_pupils(lesson)
    memberships = Membership.objects.filter(student__in=pupils).exclude(group=lesson.group_id)
    others = Lesson.objects.filter(starts_at__lt=lesson.ends_at, ends_at__gt=lesson.starts_at)
    others = others.exclude(pk=lesson.pk).exclude(status=LessonStatus.CANCELLED)
    others = others.filter(Exists(memberships.filter(group=OuterRef("group"))))
    rows = list(others.select_related("group__branch").order_by("starts_at", "id")[:MAX_CLASHES])
    by_group = defaultdict(list)
    for membership in memberships.filter(group__in=[row.group_id for row in rows]).prefetch_related("freezes"):
        by_group[membership.group_id].append(membership)
    found = []
    for row in rows:
        day = get_local_day(row.starts_at, row.group.local_zone)
        there = {member.student_id for member in by_group[row.group_id] if is_in_register_on(member, day)}
        if names := [name for pupil, name in pupils.items() if pupil in there]:
            found.append((row, names))
    return found
