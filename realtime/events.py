"""Events: what changed, as numbered rows first and as hints on sockets second.

An app declares its events in its own `events.py`: subclasses of `Event`, listed in `EVENTS`. Services
publish them inside `unit_of_work()`; just before the commit they become `StreamEvent` rows, numbered
without gaps per stream, and after the commit they go out through the channel layer. What does not arrive
there is read from the rows by the serving process (`realtime.hub`), so a lost hint costs seconds, never an
event.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Any, ClassVar
from uuid import UUID

import orjson
from django.db import connection, transaction
from django.utils import timezone
from pydantic import BaseModel, ConfigDict

from apps.core import app_metrics, declarations
from apps.core.uow import DEFERRED, are_messages_deferred, get_current_unit, register_flush_hook
from realtime import sender
from realtime.models import StreamEvent

MAX_DATA_BYTES = 8 * 1024
HOOK = "realtime"
CONTROL_GROUP = "control"


class Event(BaseModel):
    """The base of every event: its fields are the event's `data`.

    `type` is its name on the wire, `<thing>.<what happened>`; `example` is one valid `data`, shown in
    docs/realtime.md and checked against the fields by its test.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: ClassVar[str]
    example: ClassVar[dict[str, Any]]


class EventTooLarge(ValueError):
    """An event's data is larger than MAX_DATA_BYTES as JSON: our mistake, never the user's."""


@dataclass(frozen=True)
class _PendingEvent:
    stream: str
    type: str
    data: dict[str, Any]
    late_fields: Callable[[], Mapping[str, Any]] | None = None


def user_stream(user_id: UUID) -> str:
    """The stream of one person: notifications, own scores, coins."""
    return f"user:{user_id}"


def group_stream(group_id: UUID) -> str:
    """The stream of a group: homework assigned, leaderboard."""
    return f"group:{group_id}"


def wall_stream(group_id: UUID) -> str:
    """The stream of a group's teachers: attempts as they arrive and are scored."""
    return f"wall:{group_id}"


def child_stream(child_id: UUID) -> str:
    """The stream of those who look after a pupil, guardians and teachers: progress, attendance, marks."""
    return f"child:{child_id}"


def staff_stream(branch_id: UUID) -> str:
    """The stream of a branch's office: money received, overdue, what waits for it."""
    return f"staff:{branch_id}"


def publish_event(stream: str, event: Event, *, late_fields: Callable[[], Mapping[str, Any]] | None = None) -> None:
    """Write `event` to `stream` with the commit of the open unit of work; nothing when it rolls back.

    `last_word` gives fields that must count what others committed: it is asked once the stream is held, so that of two
    units the later number tells of both. Inside `told_afterwards()` the event is written by a job after that commit,
    as it is. Raises OutsideUnitOfWork without an open unit, EventTooLarge above 8 KiB of data.
    """
    if are_messages_deferred():
        told = {"stream": stream, "type": event.type, "data": event.model_dump(mode="json")}
        get_current_unit().collect(DEFERRED, told)
        return
    get_current_unit().collect(HOOK, _PendingEvent(stream, event.type, _serialize_data(event), late_fields))


def send_hint(stream: str, event: Event) -> None:
    """Tell whoever is listening now, without a number and without keeping it (stages of an attempt).

    Inside a transaction it waits for the commit. Raises EventTooLarge above 8 KiB of data.
    """
    frame = build_frame(event.type, stream, None, timezone.now(), _serialize_data(event))
    _after_commit(get_channel_group(stream), {"type": "hint", "stream": stream, "frame": frame})


def recheck_sockets(*, user_id: UUID, session_id: UUID | None = None) -> None:
    """Have every serving process check this person's open sockets (or one session's) again, after the commit.

    Call it wherever a right ends: logout, deactivation, role change, lost membership. The processes read the
    truth from Postgres, so a needless call closes nothing; a lost one costs the minute to the next check.
    """
    session = str(session_id) if session_id else None
    _after_commit(CONTROL_GROUP, {"type": "recheck", "user": str(user_id), "session": session})


def get_channel_group(stream: str) -> str:
    """The channel layer's group of a stream: `wall:{uuid}` is `wall.{hex}`."""
    kind, _, subject = stream.partition(":")
    return f"{kind}.{subject.replace('-', '')}" if subject else kind


def build_frame(type_: str, stream: str, seq: int | None, at: datetime, data: dict[str, Any]) -> str:
    """An event as the text of its frame; hints have no `seq`."""
    frame: dict[str, Any] = {"type": type_, "stream": stream, "seq": seq, "at": at, "data": data}
    if seq is None:
        del frame["seq"]
    return orjson.dumps(frame).decode()


@cache
def all_events() -> dict[str, type[Event]]:
    """Every declared event by type; ValueError when two apps declare the same type."""
    table: dict[str, type[Event]] = {}
    for module in declarations.import_modules("events"):
        for event in getattr(module, "EVENTS", []):
            if event.type in table:
                raise ValueError(f"event {event.type} is declared twice")
            table[event.type] = event
    return table


def _serialize_data(event: Event) -> dict[str, Any]:
    data = event.model_dump(mode="json")
    size = len(orjson.dumps(data))
    if size > MAX_DATA_BYTES:
        raise EventTooLarge(f"{event.type} carries {size} bytes of data, {MAX_DATA_BYTES} are allowed")
    return data


def _write_events(items: Sequence[_PendingEvent]) -> None:
    """Write what a unit of work published; the streams are locked in sorted order."""
    by_stream: dict[str, list[_PendingEvent]] = {}
    for item in items:
        by_stream.setdefault(item.stream, []).append(item)
    _insert_events({name: by_stream[name] for name in sorted(by_stream)})


def _insert_events(by_stream: dict[str, list[_PendingEvent]]) -> None:
    """Number and insert the events of each stream: two statements, however many streams and events."""
    last = _take_numbers({name: len(items) for name, items in by_stream.items()})
    at = timezone.now()
    rows = [
        StreamEvent(stream_id=name, seq=seq, type=item.type, data={**item.data, **_get_late_fields(item)}, at=at)
        for name, items in by_stream.items()
        for seq, item in enumerate(items, start=last[name] - len(items) + 1)
    ]
    StreamEvent.objects.bulk_create(rows)
    for type_, number in Counter(row.type for row in rows).items():
        transaction.on_commit(partial(app_metrics.EVENTS.add, type_, by=number), robust=True)
    frames: dict[str, list[list[Any]]] = {}
    for row in rows:
        text = build_frame(row.type, row.stream_id, row.seq, at, row.data)
        frames.setdefault(row.stream_id, []).append([row.seq, text])
    for name, numbered in frames.items():
        _after_commit(get_channel_group(name), {"type": "events", "stream": name, "frames": numbered})


def _get_late_fields(item: _PendingEvent) -> Mapping[str, Any]:
    return item.late_fields() if item.late_fields else {}


def _take_numbers(counts: dict[str, int]) -> dict[str, int]:
    """Add `counts` to the streams' last numbers and return them; missing rows are made.

    The rows stay locked until the commit and are locked in the order of `counts`, so that two units which
    publish on the same streams wait for each other and never deadlock, and numbers appear without gaps.
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
    transaction.on_commit(lambda: sender.send_to_group(group, message), robust=True)


register_flush_hook(HOOK, _write_events)
