"""Have the room of a live class follow its lesson."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import apps.jobs.services as jobs
from apps.lessons import live_queries
from apps.lessons.job_kinds import MAKE_LIVE_ROOMS, REMOVE_LIVE_ROOM, SYNC_LIVE_ROOM
from apps.lessons.models import Lesson, LessonSchedule, LiveProvider, LiveRoom


def request_live_room_sync(lesson: Lesson) -> None:
    """Have a job tell the provider that the lesson was moved, cancelled or restored, in the open unit of work."""
    room = live_queries.find_live_room(lesson)
    if room is not None and room.provider != LiveProvider.LINK:
        jobs.enqueue(kind=SYNC_LIVE_ROOM, object_id=room.pk)


def request_rooms_of_new_lessons(group_id: UUID, *, since: datetime) -> None:
    """Have a job make rooms of the lessons that a group got since a moment, where its timetable says so, in the open
    unit of work.
    """
    schedules = LessonSchedule.objects.filter(group=group_id).exclude(live_provider="")
    for provider in schedules.values_list("live_provider", flat=True):
        jobs.enqueue(
            kind=MAKE_LIVE_ROOMS, object_id=group_id, payload={"provider": provider, "since": since.isoformat()}
        )


def drop_live_rooms(lesson_ids: Collection[UUID]) -> None:
    """Delete the rooms of lessons that are about to be deleted, in the open unit of work; jobs remove them at their
    providers. Nobody was in them: who enters pins the lesson.
    """
    rooms = LiveRoom.objects.filter(lesson__in=lesson_ids)
    for provider, provider_id in rooms.exclude(provider_id="").values_list("provider", "provider_id"):
        jobs.enqueue(kind=REMOVE_LIVE_ROOM, payload={"provider": provider, "provider_id": provider_id})
    rooms.delete()
