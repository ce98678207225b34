"""Presence: what a user is doing now; sent to listeners, neither numbered nor stored.

A kind names its object. `find(user, id)` checks the right (NotFound alike for missing and forbidden) and returns the
stream and the event. A new kind is one more item of PRESENCE_KINDS.
"""

import time
from collections.abc import Callable
from uuid import UUID

from apps.accounts.models import User
from apps.core.errors import NotFound
from apps.events.publishing import Event, send_hint
from apps.homework import access as homework
from apps.homework import events
from apps.homework.queries import get_wall_of_assignment

INTERVAL_SECONDS = 2.0
"""A socket forwards at most one frame about an object in this time; others are accepted and dropped."""
MAX_REMEMBERED = 100

PresenceMessage = tuple[str, Event]


def _recording(user: User, homework_id: UUID) -> PresenceMessage:
    """Pupils who record appear on the wall of their group or course; only for their own homework."""
    own_homework = homework.get_own_homework(user, homework_id)
    event = events.HomeworkRecording(**events.get_homework_event_fields(own_homework))
    return get_wall_of_assignment(own_homework.assignment), event


def _typing(user: User, discussion_id: UUID) -> PresenceMessage:
    """There are no discussions yet."""
    raise NotFound()


PRESENCE_KINDS: dict[str, Callable[[User, UUID], PresenceMessage]] = {"recording": _recording, "typing": _typing}


def send_current_activity(*, user: User, activity: str, object_id: str) -> None:
    """Send that the user is doing this now. Raise NotFound when the object is missing, forbidden or not an id."""
    try:
        wanted_id = UUID(object_id)
    except ValueError:
        raise NotFound() from None
    stream, event = PRESENCE_KINDS[activity](user, wanted_id)
    send_hint(stream, event)


class PresenceThrottle:
    """When a socket last sent a presence frame, by object."""

    def __init__(self) -> None:
        self._passed: dict[tuple[str, str], float] = {}

    def is_due(self, kind: str, object_id: str) -> bool:
        """Return whether a frame about this object may be forwarded now."""
        last = self._passed.get((kind, object_id))
        return last is None or time.monotonic() - last >= INTERVAL_SECONDS

    def record_sent(self, kind: str, object_id: str) -> None:
        """Record that a frame about this object was forwarded."""
        now = time.monotonic()
        if len(self._passed) >= MAX_REMEMBERED:
            self._passed = {item: at for item, at in self._passed.items() if now - at < INTERVAL_SECONDS}
        self._passed[kind, object_id] = now
