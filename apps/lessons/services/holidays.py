"""Writes of holidays. Jobs then remove or generate lessons."""

from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid
from apps.core.local_days import get_today
from apps.core.translated_texts import merge_translations, pick_translation
from apps.core.uow import unit_of_work
from apps.core.validators import validate_date, validate_field
from apps.courses.models import Holiday
from apps.courses.services.streaks import request_streak_recount
from apps.lessons.job_kinds import GENERATE_LESSONS
from apps.lessons.models import Lesson, LessonStatus
from apps.lessons.timetable import list_lessons_on_days
from apps.settings.models import Branch
from apps.settings.queries import get_default_branch
from apps.settings.services import write_audit_log

MAX_DAYS = 366
MAX_LESSONS_NAMED = 20


def create_holiday(
    *, actor: User | None, name: dict[str, str], starts_on: date, ends_on: date, branch: Branch | None = None
) -> Holiday:
    """Create a holiday, both days included, of a branch or of the whole centre.

    Jobs remove planned lessons that are untouched and notify people. Raise Invalid for an empty name and days out of
    order; Conflict on "starts_on" with the lessons that were held on these days. A holiday that is over is only a note
    for calendars and reports and removes nothing.
    """
    with unit_of_work():
        holiday = Holiday(branch=branch, name=name, starts_on=starts_on, ends_on=ends_on)
        _check(holiday)
        _check_no_held_lessons(holiday, set())
        holiday.save()
        write_audit_log(actor, "holidays.create", holiday, _changes(None, holiday))
        _request_recount(branch.pk if branch else None)
    return holiday


def update_holiday(*, actor: User | None, holiday: Holiday, **values: Any) -> Holiday:
    """Change `name`, `starts_on`, `ends_on` or `branch`; refused as by `create_holiday` for held lessons on newly
    covered days. Jobs generate lessons of days that become free.
    """
    with unit_of_work():
        holiday = Holiday.objects.select_for_update(of=["self"]).select_related("branch").get(pk=holiday.pk)
        old = Holiday.objects.get(pk=holiday.pk)
        for name, value in merge_translations(holiday, values, "name").items():
            setattr(holiday, name, value)
        changes = _changes(old, holiday)
        if not changes:
            return holiday
        _check(holiday)
        if changes.keys() != {"name"}:
            _check_no_held_lessons(holiday, {lesson.pk for lesson in _list_held_lessons(old)})
            _request_recount(holiday.branch_id if holiday.branch_id == old.branch_id else None)
        holiday.save(update_fields=[*changes, "updated_at"])
        write_audit_log(actor, "holidays.update", holiday, changes)
    return holiday


def remove_holiday(*, actor: User | None, holiday: Holiday) -> None:
    """Delete the holiday; jobs generate the future lessons of its days."""
    with unit_of_work():
        changes = {"starts_on": (holiday.starts_on, None), "ends_on": (holiday.ends_on, None)}
        write_audit_log(actor, "holidays.delete", holiday, changes)
        _request_recount(holiday.branch_id)
        holiday.delete()


def _request_recount(branch_id: UUID | None) -> None:
    """Enqueue jobs that generate lessons and count streaks again, in the branch or everywhere."""
    request_streak_recount(branch=branch_id)
    jobs.enqueue(kind=GENERATE_LESSONS, payload={"branch": str(branch_id) if branch_id else None})


def _changes(old: Holiday | None, new: Holiday) -> dict[str, tuple[Any, Any]]:
    names = ("branch_id", "name", "starts_on", "ends_on")
    pairs = {name.removesuffix("_id"): (getattr(old, name, None), getattr(new, name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _check(holiday: Holiday) -> None:
    if not pick_translation(holiday.name):
        raise Invalid.field("name", _("Give a name in at least one language."))
    validate_field("starts_on", validate_date, holiday.starts_on)
    validate_field("ends_on", validate_date, holiday.ends_on)
    if holiday.ends_on < holiday.starts_on:
        raise Invalid.field("ends_on", _("The last day lies before the first."))
    if (holiday.ends_on - holiday.starts_on).days >= MAX_DAYS:
        raise Invalid.field("ends_on", _("At most %(count)d days.") % {"count": MAX_DAYS})


def _list_held_lessons(holiday: Holiday) -> QuerySet[Lesson]:
    lessons = list_lessons_on_days(holiday.branch_id, holiday.starts_on, holiday.ends_on)
    return lessons.filter(status=LessonStatus.HELD)


def _check_no_held_lessons(holiday: Holiday, known: set[UUID]) -> None:
    """Raise Conflict with the held lessons on these days, except the `known` ones, unless all of the days are over."""
    zone = (holiday.branch or get_default_branch()).zone
    if holiday.ends_on < get_today(zone):
        return
    held_lessons = [lesson for lesson in _list_held_lessons(holiday) if lesson.pk not in known]
    if not held_lessons:
        return
    messages: list[StrOrPromise] = [_describe_lesson(lesson) for lesson in held_lessons[:MAX_LESSONS_NAMED]]
    if len(held_lessons) > MAX_LESSONS_NAMED:
        messages.append(_("And %(count)d more.") % {"count": len(held_lessons) - MAX_LESSONS_NAMED})
    raise Conflict(_("Lessons were held on these days."), fields={"starts_on": messages})


def _describe_lesson(lesson: Lesson) -> StrOrPromise:
    local = lesson.starts_at.astimezone(ZoneInfo(lesson.group.local_zone))
    return _("%(group)s, %(when)s: held.") % {"group": lesson.group.name, "when": f"{local:%Y-%m-%d %H:%M}"}
