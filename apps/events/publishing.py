"""Events: numbered rows first, hints on sockets second.

An app declares its events in `events.py`: subclasses of `Event`. Services publish them inside
`unit_of_work()`. Just before the commit they become `StreamEvent` rows, numbered without gaps for each stream; after
the commit they go out through the channel layer. The web process reads missing ones from the rows (`realtime.hub`), so
a lost message costs seconds, never an event.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

import orjson
from django.db import connection, transaction
from django.utils import timezone

from apps.core import app_metrics
from apps.core.event_types import EventType, collect_event_types
from apps.core.uow import DEFERRED, are_messages_deferred, get_current_unit_of_work, register_before_commit_hook
from apps.events import sender
from apps.events.models import StreamEvent

MAX_DATA_BYTES = 8 * 1024
MAX_REPLAY = 1000
"""A client that missed more events than this gets a new snapshot."""
HOOK = "realtime"
STREAM_NAMES = ("user", "group", "wall", "child", "staff", "course", "course_wall", "discussion", "chat", "ticket")
CONTROL_GROUP = "control"


class Event(EventType):
    """Base of all events on streams. docs/realtime.md shows the example."""


class EventTooLarge(ValueError):
    """The data of an event is larger than MAX_DATA_BYTES as JSON: a programming error."""


@dataclass(frozen=True)
class _PendingEvent:
    stream: str
    type: str
    data: dict[str, Any]
    late_fields: Callable[[], Mapping[str, Any]]


def get_user_stream(user_id: UUID) -> str:
    """Return the stream of a user: notifications, own scores, coins."""
    return f"user:{user_id}"


def get_group_stream(group_id: UUID) -> str:
    """Return the stream of a group: assigned homework, leaderboard."""
    return f"group:{group_id}"


def get_wall_stream(group_id: UUID) -> str:
    """Return the stream of a group's teachers: attempts as they arrive and are scored."""
    return f"wall:{group_id}"


def get_child_stream(child_id: UUID) -> str:
    """Return the stream of a pupil's guardians and teachers: progress, attendance, scores."""
    return f"child:{child_id}"


def get_staff_stream(branch_id: UUID) -> str:
    """Return the stream of a branch's office: payments received and overdue, and work that waits."""
    return f"staff:{branch_id}"


def get_course_stream(course_id: UUID) -> str:
    """Return the stream of an online course: what was published."""
    return f"course:{course_id}"


def get_course_wall_stream(course_id: UUID) -> str:
    """Return the stream of a course's teachers: how learners come further."""
    return f"course_wall:{course_id}"


def get_discussion_stream(discussion_id: UUID) -> str:
    """Return the stream of a discussion: its replies and votes."""
    return f"discussion:{discussion_id}"


def get_ticket_stream(ticket_id: UUID) -> str:
    """Return the stream of a ticket: its state and what is written in it, without notes."""
    return f"ticket:{ticket_id}"


def get_chat_stream(room_id: UUID) -> str:
    """Return the stream of a room of chat, or of a conversation: messages."""
    return f"chat:{room_id}"


def publish_event(stream: str, event: Event, *, late_fields: Callable[[], Mapping[str, Any]] = dict) -> None:
    """Write `event` to `stream` with the commit of the open unit of work; nothing after a rollback.

    `late_fields` returns fields that depend on other transactions: it is called when the stream is locked, so the later
    of two events includes both changes. Inside `defer_messages()` a job writes the event after the commit. Raise
    OutsideUnitOfWork without an open unit, EventTooLarge above 8 KiB of data.
    """
    if are_messages_deferred():
        message = {"stream": stream, "type": event.type, "data": event.model_dump(mode="json")}
        get_current_unit_of_work().collect(DEFERRED, message)
        return
    get_current_unit_of_work().collect(HOOK, _PendingEvent(stream, event.type, _serialize_data(event), late_fields))


def send_hint(stream: str, event: Event) -> None:
    """Send an event to current listeners, without a number and without storing it (stages of an attempt).

    In a transaction it is sent after the commit. Raise EventTooLarge above 8 KiB of data.
    """
    frame = build_frame(event.type, stream, None, timezone.now(), _serialize_data(event))
    _after_commit(get_channel_layer_group(stream), {"type": "hint", "stream": stream, "frame": frame})


def recheck_sockets(*, user_id: UUID, session_id: UUID | None = None) -> None:
    """Have all web processes check the user's open sockets (or those of one session) again, after the commit.

    Call it whenever a right ends: sign-out, deactivation, role change, ended membership. The processes read the rights
    from the database, so a needless call closes nothing; a lost one is covered by the regular check within a minute.
    """
    session = str(session_id) if session_id else None
    _after_commit(CONTROL_GROUP, {"type": "recheck", "user": str(user_id), "session": session})


def recheck_stream(stream: str) -> None:
    """Have all web processes check everybody who listens to a stream again, after the commit. They get nothing of the
    stream until they are checked. Call it whenever what the stream shows is taken away from some of its readers.
    """
    _after_commit(get_channel_layer_group(stream), {"type": "recheck_stream", "stream": stream})


def get_channel_layer_group(stream: str) -> str:
    """Return the channel layer group of a stream: `wall:{uuid}` is `wall.{hex}`."""
    kind, _, subject = stream.partition(":")
    return f"{kind}.{subject.replace('-', '')}" if subject else kind


def build_frame(type_: str, stream: str, seq: int | None, at: datetime, data: dict[str, Any]) -> str:
    """Return an event as the text of its frame; hints have no `seq`."""
    number = {} if seq is None else {"seq": seq}
    return orjson.dumps({"type": type_, "stream": stream, **number, "at": at, "data": data}).decode()


@cache
def get_event_classes() -> dict[str, type[Event]]:
    """Return all declared event classes by type. Raise ValueError when two apps declare the same type."""
    return collect_event_types("events", Event)


def _serialize_data(event: Event) -> dict[str, Any]:
    data = event.model_dump(mode="json")
    size = len(orjson.dumps(data))
    if size > MAX_DATA_BYTES:
        raise EventTooLarge(f"{event.type} carries {size} bytes of data, {MAX_DATA_BYTES} are allowed")
    return data


def _write_events(items: Sequence[_PendingEvent]) -> None:
    """Flush hook: number and insert the events of a unit of work, with two statements; streams are locked in sorted
    order.
    """
    ordered = sorted(items, key=attrgetter("stream"))
    by_stream = {name: list(of_stream) for name, of_stream in groupby(ordered, key=attrgetter("stream"))}
    last = _take_numbers({name: len(of_stream) for name, of_stream in by_stream.items()})
    at = timezone.now()
    rows = [
        StreamEvent(stream_id=name, seq=seq, type=item.type, data={**item.data, **item.late_fields()}, at=at)
        for name, of_stream in by_stream.items()
        for seq, item in enumerate(of_stream, start=last[name] - len(of_stream) + 1)
    ]
    StreamEvent.objects.bulk_create(rows)
    for type_, number in Counter(row.type for row in rows).items():
        transaction.on_commit(partial(app_metrics.EVENTS.add, type_, by=number), robust=True)
    frames: dict[str, list[list[Any]]] = {}
    for row in rows:
        text = build_frame(row.type, row.stream_id, row.seq, at, row.data)
        frames.setdefault(row.stream_id, []).append([row.seq, text])
    for name, numbered in frames.items():
        _after_commit(get_channel_layer_group(name), {"type": "events", "stream": name, "frames": numbered})


def _take_numbers(counts: dict[str, int]) -> dict[str, int]:
    """Add `counts` to the last numbers of the streams and return them; missing rows are created.

    The rows stay locked until the commit and are locked in the order of `counts`. So units that publish on the same
    streams wait for each other without deadlocks, and numbers have no gaps.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO realtime_stream AS stream (name, seq)
            SELECT name, count
            FROM unnest(%s::text[], %s::bigint[]) WITH ORDINALITY AS new (name, count, place)
            ORDER BY place
            ON CONFLICT (name) DO UPDATE SET seq = stream.seq + excluded.seq
            RETURNING name, seq
            """,
            [list(counts), list(counts.values())],
        )
        return dict(cursor.fetchall())


def _after_commit(group: str, message: dict[str, Any]) -> None:
    transaction.on_commit(lambda: sender.queue_channel_message(group, message), robust=True)


register_before_commit_hook(HOOK, _write_events)
