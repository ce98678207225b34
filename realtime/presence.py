"""Presence: what a user is doing now; sent to listeners, neither numbered nor stored.

A kind names its object. `find(user, id)` checks the right (NotFound alike for missing and forbidden) and returns the
stream and the event, or None when it is not passed on now. A new kind is one more item of PRESENCE_KINDS.
"""

import time
from collections.abc import Callable
from uuid import UUID

from apps.accounts.models import User
from apps.accounts.rate_limits import enforce_limit
from apps.chat import access as chat
from apps.chat.events import ChatTyping
from apps.core.errors import NotFound, TooMany
from apps.events.publishing import Event, get_chat_stream, get_discussion_stream, send_hint
from apps.forums import access as forums
from apps.forums.events import DiscussionTyping
from apps.homework import access as homework
from apps.homework import events
from apps.homework.queries import get_wall_of_assignment

INTERVAL_SECONDS = 2.0
"""A socket forwards at most one frame about an object in this time; others are accepted and dropped."""
MAX_REMEMBERED = 100
ROOM_SECONDS = 1
"""Of all who write in a room of many, one is passed on in this time: each goes to every reader."""

PresenceMessage = tuple[str, Event]


def _recording(user: User, homework_id: UUID) -> PresenceMessage:
    """Pupils who record appear on the wall of their group or course; only for their own homework."""
    own_homework = homework.get_own_homework(user, homework_id)
    event = events.HomeworkRecording(**events.get_homework_event_fields(own_homework))
    return get_wall_of_assignment(own_homework.assignment), event


def _typing(user: User, discussion_id: UUID) -> PresenceMessage:
    """People who write show it to who reads the discussion; only where they may write, and it is not locked."""
    discussion = forums.get_writable_discussion(user, discussion_id)
    event = DiscussionTyping(discussion=str(discussion.pk), user=str(user.pk), name=user.full_name)
    return get_discussion_stream(discussion.pk), event


def _typing_in_room(user: User, room_id: UUID) -> PresenceMessage | None:
    """Who may write in a room appears there, unless what they write waits for the message hours. In a room of many one
    person a second does.
    """
    room = chat.get_room(user, room_id)
    if not chat.may_write_now(user, room):
        raise NotFound()
    if not room.is_conversation:
        try:
            enforce_limit("chat-typing", str(room.pk), times=1, seconds=ROOM_SECONDS)
        except TooMany:
            return None
    event = ChatTyping(room=str(room.pk), user=str(user.pk), name=user.full_name)
    return get_chat_stream(room.pk), event


PRESENCE_KINDS: dict[str, Callable[[User, UUID], PresenceMessage | None]] = {
    "recording": _recording,
    "typing": _typing,
    "typing_in_room": _typing_in_room,
}


def send_current_activity(*, user: User, activity: str, object_id: str) -> bool:
    """Send that the user is doing this now; return whether it was passed on. Raise NotFound when the object is missing,
    forbidden or not an id.
    """
    try:
        wanted_id = UUID(object_id)
    except ValueError:
        raise NotFound() from None
    message = PRESENCE_KINDS[activity](user, wanted_id)
    if message is not None:
        send_hint(*message)
    return message is not None


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
