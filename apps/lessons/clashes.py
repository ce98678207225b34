"""What is in the way of lessons of a timetable, in words, as far as a user may see it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from apps.accounts.models import User
from apps.core.local_days import format_day_and_time
from apps.core.lookups import filter_given
from apps.courses.models import Group
from apps.courses.queries import list_taught_groups, list_visible_groups
from apps.lessons.generation_report import GenerationReason, GenerationReport, SlotConflict, SlotResult
from apps.lessons.models import Lesson, LessonStatus, Room, SkippedLesson
from apps.lessons.queries import filter_lessons_between
from apps.lessons.timetable import MAX_ROWS

MAX_MESSAGES = 100


def limit_generation_report(report: GenerationReport, user: User) -> GenerationReport:
    """Limit each list of the report to `MAX_ROWS`, name what is in the way of skipped lessons, and hide lessons of
    groups that the user may not see.
    """
    names = ("added", "kept", "removed", "skipped", "moved")
    cut = {name: getattr(report, name)[:MAX_ROWS] for name in names}
    cut["skipped"] = _name_clashes(cut["skipped"], user)
    return replace(report, **cut)


def describe_unsolved_slots(report: GenerationReport, group: Group, user: User | None) -> list[StrOrPromise]:
    """Return a message for each unsolved slot of the report, at most `MAX_MESSAGES`; groups that the user (None: the
    platform) may not see are not named.
    """
    rows = _name_clashes(report.unsolved[:MAX_MESSAGES], user)
    messages: list[StrOrPromise] = [
        f"{format_day_and_time(row.starts_at, group.local_zone)}: {_describe(row)}" for row in rows
    ]
    if more := len(report.unsolved) - len(rows):
        messages.append(_("And %(count)d more.") % {"count": more})
    return messages


def list_managed_skipped_lessons(
    user: User,
    *,
    group_id: UUID | None = None,
    branch_id: UUID | None = None,
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[SkippedLesson]:
    """Return the lessons that could not be created, with `starts_at`, of groups that the user teaches; for the office,
    all of its branches. Filters are optional: of the group, of the branch, that end after `since` and start before
    `until`, as in `filter_lessons_between`.
    """
    rows = SkippedLesson.objects.filter(group__in=list_taught_groups(user).order_by().values("pk"))
    rows = filter_given(rows, group=group_id, group__branch=branch_id)
    rows = filter_lessons_between(rows, since, until, start="slot")
    return rows.select_related("group__branch", "room", "teacher").annotate(starts_at=F("slot"))


def attach_clashes(rows: Sequence[SkippedLesson], user: User) -> None:
    """Set `clash` of each row to the lesson that is in its way, null when there is none any more. A constant number of
    queries.
    """
    lessons = Lesson.objects.in_bulk([row.clash_lesson for row in rows if row.clash_lesson is not None])
    seen = _name_groups({lesson.group_id for lesson in lessons.values()}, user)
    for row in rows:
        lesson = lessons.get(row.clash_lesson) if row.clash_lesson else None
        resource = {"room": row.room, "teacher": row.teacher, "group": row.group}.get(row.clash_by)
        row.clash = None  # type: ignore[attr-defined]
        if lesson is not None and resource is not None and _is_in_the_way(lesson, row, resource.pk):
            name = resource.full_name if isinstance(resource, User) else resource.name
            clash = SlotConflict(row.clash_by, lesson.pk, lesson.group_id, resource.pk, name=name)
            row.clash = _hide_unseen(clash, seen)  # type: ignore[attr-defined]


def _is_in_the_way(lesson: Lesson, row: SkippedLesson, resource_id: UUID) -> bool:
    overlaps = lesson.starts_at < row.ends_at and lesson.ends_at > row.slot
    takes_place = lesson.status != LessonStatus.CANCELLED
    return overlaps and takes_place and getattr(lesson, f"{row.clash_by}_id") == resource_id


def _name_clashes(rows: Sequence[SlotResult], user: User | None) -> list[SlotResult]:
    clashes = [row.clash for row in rows if row.clash is not None]
    seen = _name_groups({clash.group for clash in clashes}, user)
    ids = {clash.resource for clash in clashes}
    names: dict[UUID, str] = dict(seen)
    names |= {room.pk: room.name for room in Room.objects.filter(pk__in=ids)} if ids else {}
    names |= {person.pk: person.full_name for person in User.objects.filter(pk__in=ids)} if ids else {}
    return [
        replace(row, clash=_hide_unseen(replace(row.clash, name=names.get(row.clash.resource, "")), seen))
        if row.clash is not None
        else row
        for row in rows
    ]


def _name_groups(ids: Collection[UUID], user: User | None) -> dict[UUID, str]:
    """Return the names of those groups that the user may see."""
    if not ids:
        return {}
    groups = Group.objects.all() if user is None else list_visible_groups(user)
    return dict(groups.filter(pk__in=ids).order_by().values_list("pk", "name"))


def _hide_unseen(clash: SlotConflict, seen: dict[UUID, str]) -> SlotConflict:
    is_seen = clash.group in seen
    return replace(clash, lesson=clash.lesson if is_seen else None, group_name=seen.get(clash.group, ""))


def _describe(row: SlotResult) -> str:
    clash = row.clash
    if clash is None or not clash.name:
        return str(GenerationReason(row.reason).label)
    if clash.by == "group":
        return _("the group has another lesson then.")
    if not clash.group_name:
        return _("%(name)s is taken.") % {"name": clash.name}
    return _("%(name)s is taken by %(group)s.") % {"name": clash.name, "group": clash.group_name}
