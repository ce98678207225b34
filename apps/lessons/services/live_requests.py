"""Have the room of a live class follow its lesson."""

import apps.jobs.services as jobs
from apps.lessons import live_queries
from apps.lessons.job_kinds import SYNC_LIVE_ROOM
from apps.lessons.models import Lesson, LiveProvider


def request_live_room_sync(lesson: Lesson) -> None:
    """Have a job tell the provider that the lesson was moved, cancelled or restored, in the open unit of work."""
    room = live_queries.find_live_room(lesson)
    if room is not None and room.provider != LiveProvider.LINK:
        jobs.enqueue(kind=SYNC_LIVE_ROOM, object_id=room.pk)
