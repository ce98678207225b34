"""Presence: what somebody is doing right now, passed to whoever listens, never numbered and never kept.

A kind names the object that the frame is about. `find(user, id)` checks the right to it, NotFound alike for missing and
foreign, and says on which stream it is told by which event. A new kind is one more entry of PRESENCE.
"""

import time
from collections.abc import Callable
from uuid import UUID

from apps.accounts.models import User
from apps.core.errors import NotFound
from apps.homework import access as homework
from apps.homework import events
from realtime.events import Event, send_hint, wall_stream

INTERVAL_SECONDS = 2.0
"""A socket passes one frame on about an object in this time; those between are taken and not passed on."""
MAX_REMEMBERED = 100

PresenceMessage = tuple[str, Event]


def _recording(user: User, homework_id: UUID) -> PresenceMessage:
    """Who records tells the wall of the group, and nobody does so for another."""
    found = homework.get_own_homework(user, homework_id)
    return wall_stream(found.assignment.group_id), events.HomeworkRecording(**events.get_homework_fields(found))


def _typing(user: User, discussion_id: UUID) -> PresenceMessage:
    """There are no discussions yet."""
    raise NotFound()


PRESENCE_KINDS: dict[str, Callable[[User, UUID], PresenceMessage]] = {"recording": _recording, "typing": _typing}


def send_presence(*, user: User, kind: str, object_id: str) -> None:
    """Pass on that the user is doing this; NotFound when the object is missing, foreign or no id at all."""
    try:
        wanted = UUID(object_id)
    except ValueError:
        raise NotFound() from None
    stream, event = PRESENCE_KINDS[kind](user, wanted)
    send_hint(stream, event)


class PresenceThrottle:
    """When one socket last passed something on, by object."""

    def __init__(self) -> None:
        self._passed: dict[tuple[str, str], float] = {}

    def is_due(self, kind: str, object_id: str) -> bool:
        """Whether a frame about this object is to be passed on now."""
        last = self._passed.get((kind, object_id))
        return last is None or time.monotonic() - last >= INTERVAL_SECONDS

    def record_sent(self, kind: str, object_id: str) -> None:
        """One was passed on; the next one is not for EVERY_SECONDS."""
        now = time.monotonic()
        if len(self._passed) >= MAX_REMEMBERED:
            self._passed = {one: at for one, at in self._passed.items() if now - at < INTERVAL_SECONDS}
        self._passed[kind, object_id] = now
