"""Live classes in the access matrix: lessons that go on have an online room, in which somebody unknown was seen."""

from typing import Any

from django.utils import timezone

from apps.lessons.models import LiveProvider, LiveRoom, LiveSighting, LiveSource, LiveState, SightingKind
from tests.access.world_feedback import create_feedback_objects

ADDRESS = "https://meet.example.uz/room"


def create_lesson_objects(world: Any) -> dict[str, Any]:
    """The lessons that go on, each with a room; and the feedback on their teachers."""
    for lesson in (world.running, world.other_running):
        room = LiveRoom.objects.create(
            lesson=lesson, provider=LiveProvider.LINK, state=LiveState.READY, address=ADDRESS
        )
        seen = {"source": LiveSource.ZOOM, "session": "1", "kind": SightingKind.JOINED}
        LiveSighting.objects.create(room=room, at=timezone.now(), key="unknown-participant", name="iPhone", **seen)
    return create_feedback_objects(world) | {"online": world.running, "other_online": world.other_running}
