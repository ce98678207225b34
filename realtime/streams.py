"""Streams for listeners: who may subscribe, the snapshot, and missed events."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import translation

from apps.accounts.models import User
from apps.core.errors import NotFound
from apps.core.isolation import repeatable_read
from apps.events.models import Stream, StreamEvent
from apps.events.publishing import MAX_REPLAY, build_frame
from realtime.state_rules import list_restart_event_types
from realtime.stream_kinds import STREAM_KINDS, StreamKind

NumberedFrame = tuple[int, str]
"""The number of an event and the text of its frame."""


@dataclass(frozen=True)
class OpenedStream:
    """A stream at one instant: its last number, and the state (`snapshot`) or the events since (`missed`)."""

    seq: int
    snapshot: dict[str, Any] | None
    missed: Sequence[NumberedFrame]
    resync: bool = False


def parse_stream_name(stream: str) -> tuple[StreamKind, UUID]:
    """Return the kind and the id of a stream name. Raise NotFound when it is not exactly valid."""
    name, _, subject = stream.partition(":")
    try:
        subject_id = UUID(subject)
    except ValueError:
        raise NotFound() from None
    if name not in STREAM_KINDS or str(subject_id) != subject:
        raise NotFound()
    return STREAM_KINDS[name], subject_id


def can_listen(user: User, stream: str) -> bool:
    """Return whether the user may listen to this stream now."""
    try:
        kind, subject_id = parse_stream_name(stream)
        kind.find(user, subject_id)
    except NotFound:
        return False
    return True


def get_snapshot_or_events_after(*, user_id: UUID, stream: str, after: int | None) -> OpenedStream:
    """Return what a new listener starts from: the snapshot, or the events after the number `after`.

    Number and state are read in one repeatable-read transaction, so no event falls between them. With `after` the
    snapshot is returned too, marked `resync`, when events in between are gone (retention), are more than MAX_REPLAY,
    the number was never used (restored backup), or one of them requires a new start because rights may have changed.
    Raise NotFound when the stream is missing or forbidden.
    """
    kind, subject_id = parse_stream_name(stream)
    with repeatable_read():
        user = User.objects.get(pk=user_id)
        subject = kind.find(user, subject_id)
        seq = get_last_event_numbers([stream]).get(stream, 0)
        if after is not None and 0 <= seq - after <= MAX_REPLAY and not _must_restart(kind, stream, after):
            missed = list_events_after(stream, after)
            if len(missed) == seq - after:
                return OpenedStream(seq=seq, snapshot=None, missed=missed)
        with translation.override(user.locale):
            snapshot = kind.snapshot(user, subject)
    return OpenedStream(seq=seq, snapshot=snapshot, missed=[], resync=after is not None)


def _must_restart(kind: StreamKind, stream: str, after: int) -> bool:
    since = StreamEvent.objects.filter(stream_id=stream, seq__gt=after)
    return since.filter(type__in=list_restart_event_types(kind.name)).exists()


def get_last_event_numbers(streams: Collection[str]) -> dict[str, int]:
    """Return the number of the last event of each stream that has any; one query."""
    return dict(Stream.objects.filter(name__in=streams).values_list("name", "seq"))


def list_events_after(stream: str, seq: int, limit: int = MAX_REPLAY) -> list[NumberedFrame]:
    """Return up to `limit` events of a stream after that number, in order; one query."""
    rows = StreamEvent.objects.filter(stream_id=stream, seq__gt=seq).order_by("seq")[:limit]
    return [(row.seq, build_frame(row.type, stream, row.seq, row.at, row.data)) for row in rows]
