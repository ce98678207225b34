"""Conflicts of lessons: the database refuses them, this module explains them."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid, get_violated_constraint
from apps.core.local_days import format_day_and_time
from apps.core.translated_texts import pick_translation
from apps.lessons.models import Lesson
from apps.lessons.queries import find_conflicting_lessons, list_visible_lessons
from apps.lessons.timetable import find_holiday_of_lesson

CONSTRAINTS = {"lesson_room_free": "room", "lesson_teacher_free": "teacher", "lesson_group_free": "group"}
MAX_LESSONS_NAMED = 5
MAX_BIGINT = 2**63 - 1
GENERATION_LOCK_SQL = "SELECT pg_advisory_xact_lock(hashtext('lessons.generate'))"
LOCK_SQL = "SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key"


def save_lesson_without_conflict(
    lesson: Lesson, *, actor: User | None, force: bool = False, fields: Sequence[str] = ()
) -> list[Lesson]:
    """Save the lesson's `fields` (a new lesson completely) if its room, teacher and group are free. Call inside a unit
    of work.

    Return the lessons that it was forced over: [] without a conflict. Raise Conflict, which names room, teacher or
    group, and the conflicting lessons as far as `actor` (None: the platform) may see them.

    The constraints ignore forced lessons, which may overlap: those are checked here, under
    `lock_rooms_groups_and_teachers`.
    """
    lock_rooms_groups_and_teachers((lesson.group_id, lesson.room_id, lesson.teacher_id))
    lesson.forced = False
    over_forced = find_conflicting_lessons(lesson).filter(forced=True).exists()
    taken = None if over_forced else _save_or_get_conflict(lesson, fields)
    if not over_forced and taken is None:
        return []
    in_the_way = list(find_conflicting_lessons(lesson)[:MAX_LESSONS_NAMED])
    if not force:
        raise _build_conflict_error(lesson, in_the_way, actor, taken or "group")
    lesson.forced = True
    _save(lesson, fields)
    return in_the_way


def check_force_reason(*, force: bool, reason: str) -> None:
    """Raise Invalid on `reason` when a lesson is forced without one."""
    if force and not reason:
        raise Invalid.field("reason", _("Give a reason for saving it in spite of a conflict."))


def check_no_holiday(lesson: Lesson, *, force: bool) -> None:
    """Raise Conflict on `starts_at` when the lesson begins on a holiday of its branch, unless `force`."""
    holiday = None if force else find_holiday_of_lesson(lesson)
    if holiday is not None:
        words = _("%(holiday)s: this day is a holiday.") % {"holiday": pick_translation(holiday.name)}
        raise Conflict(_("There are no lessons on this day."), fields={"starts_at": [words]})


def _save_or_get_conflict(lesson: Lesson, fields: Sequence[str]) -> str | None:
    """Save the lesson, or return which of its resources is taken."""
    try:
        with transaction.atomic():
            _save(lesson, fields)
    except IntegrityError as error:
        field = CONSTRAINTS.get(get_violated_constraint(error))
        if field is None:
            raise
        return field
    return None


def _save(lesson: Lesson, fields: Sequence[str]) -> None:
    if fields:
        lesson.save(update_fields=[*fields, "forced", "updated_at"])
    else:
        lesson.save(force_insert=True)


def lock_generation() -> None:
    """Allow one generation of lessons at a time, until the commit: two groups that swap rooms would wait for each
    other. Take it before any other lock.
    """
    with connection.cursor() as cursor:
        cursor.execute(GENERATION_LOCK_SQL)


def lock_rooms_groups_and_teachers(ids: Iterable[UUID | None]) -> None:
    """Make other transactions that book the same room, group or teacher wait for this one.

    The constraints alone are correct, but two conflicting inserts wait for each other, which PostgreSQL ends as a
    deadlock after a second.
    """
    keys = sorted({id_.int & MAX_BIGINT for id_ in ids if id_ is not None})
    with connection.cursor() as cursor:
        cursor.execute(LOCK_SQL, [keys])


def _build_conflict_error(lesson: Lesson, in_the_way: list[Lesson], actor: User | None, field: str) -> Conflict:
    seen = {other.pk for other in in_the_way}
    if actor is not None:
        seen = set(list_visible_lessons(actor).filter(pk__in=seen).values_list("pk", flat=True))
    fields: dict[str, list[StrOrPromise]] = {}
    for other in in_the_way:
        words = _describe_lesson(other) if other.pk in seen else translated("Taken at that time.")
        for name in _shared_resources(lesson, other):
            known = fields.setdefault(name, [])
            if words not in known:
                known.append(words)
    fields = fields or {field: [translated("Taken at that time.")]}
    return Conflict(_("The lesson conflicts with another one."), fields=fields)


def _shared_resources(lesson: Lesson, other: Lesson) -> list[str]:
    ids = {name: (getattr(lesson, f"{name}_id"), getattr(other, f"{name}_id")) for name in CONSTRAINTS.values()}
    return [name for name, (mine, theirs) in ids.items() if mine is not None and mine == theirs]


def _describe_lesson(other: Lesson) -> str:
    when = format_day_and_time(other.starts_at, other.group.local_zone)
    return translated("Taken by a lesson of %(group)s: %(when)s.") % {"group": other.group.name, "when": when}
