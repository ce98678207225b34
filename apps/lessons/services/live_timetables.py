"""Online rooms of all coming lessons of a group, made by one job, and of lessons that come later. Those rooms keep no
lesson in the timetable: a lesson that the timetable no longer has goes with its room.
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid, NotFound
from apps.core.uow import unit_of_work
from apps.courses.models import Group
from apps.jobs.kinds import ClaimedJob
from apps.lessons import live_queries
from apps.lessons.job_kinds import MAKE_LIVE_ROOMS
from apps.lessons.live.registry import list_configured_providers
from apps.lessons.models import Lesson, LessonSchedule, LessonStatus, LiveProvider
from apps.lessons.services.lesson_history import lock_lesson
from apps.lessons.services.live_rooms import LINK_NEEDS_ADDRESS, NOT_SET_UP, make_missing_room, pick_provider
from apps.settings.services import write_audit_log

BATCH = 20
"""Lessons of one transaction."""


def request_live_rooms(*, actor: User, group: Group, provider: str | None) -> None:
    """Have rooms made for all coming lessons of the group that have none, at a provider (None: the centre's default).

    A job that already waits is enough. Raise Invalid on "provider" as `choose_live_room`, also for a plain link.
    """
    provider = pick_provider(provider)
    _check_makes_rooms(provider)
    with unit_of_work():
        Group.objects.select_for_update(no_key=True).get(pk=group.pk)
        if live_queries.is_making_rooms(group):
            return
        jobs.enqueue(kind=MAKE_LIVE_ROOMS, object_id=group.pk, payload={"provider": provider})
        write_audit_log(actor, "lessons.live_rooms", group, {"provider": (None, provider)})


def set_provider_of_new_lessons(*, actor: User, group: Group, provider: str | None) -> None:
    """Choose where new lessons of the group get a room by themselves; None: nowhere. Rooms that are there stay.

    Raise Invalid on "provider" as `request_live_rooms`; Conflict for a group without a timetable.
    """
    if provider is not None:
        _check_makes_rooms(provider)
    with unit_of_work():
        schedule = LessonSchedule.objects.select_for_update().filter(group=group).first()
        if schedule is None:
            raise Conflict(_("This group has no timetable yet."))
        before, now = schedule.live_provider, provider or ""
        if before != now:
            schedule.live_provider = now
            schedule.save(update_fields=["live_provider", "updated_at"])
            write_audit_log(actor, "lessons.live_new", schedule, {"live_provider": (before, now)})


def _check_makes_rooms(provider: str) -> None:
    if provider == LiveProvider.LINK:
        raise Invalid.field("provider", LINK_NEEDS_ADDRESS)
    if provider not in list_configured_providers():
        raise Invalid.field("provider", NOT_SET_UP)


def make_live_rooms(job: ClaimedJob) -> None:
    """Job handler: give each coming lesson of the group `object_id` without a room one, and try once more what failed;
    with `since` in the payload only lessons that were added since and never had one. Safe to run twice: what has a room
    is passed over.
    """
    provider, last, told = job.payload["provider"], None, job.payload.get("since")
    since = datetime.fromisoformat(told) if told else None
    group = Group.objects.filter(pk=job.object_id).first()
    while group is not None:
        lessons = live_queries.list_lessons_to_give_rooms(group, provider, since=since)
        lessons = lessons.filter(pk__gt=last) if last else lessons
        batch = list(lessons.order_by("pk")[:BATCH])
        if not batch:
            break
        with unit_of_work():
            for lesson in batch:
                _make_room(lesson, provider)
        last = batch[-1].pk
    jobs.complete_job_unless_done(job)


def _make_room(lesson: Lesson, provider: str) -> None:
    try:
        locked = lock_lesson(lesson)
    except NotFound:
        return
    if locked.status == LessonStatus.PLANNED:
        make_missing_room(locked, provider)
