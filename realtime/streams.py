"""The kinds of streams: who may listen, what a new listener is given first, and what has gone by since."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import translation

from apps.accounts.models import User
from apps.core.errors import NotFound
from apps.courses import access as courses
from apps.gamification import queries as gamification
from apps.homework import access as homework_access
from apps.homework import queries as homework
from apps.notifications import queries as notifications
from apps.payments import access as payments_access
from apps.payments import queries as payments
from realtime.events import envelope
from realtime.models import Stream, StreamEvent

MAX_REPLAY = 1000
"""A client that missed more than this starts anew from the snapshot."""

Numbered = tuple[int, str]
"""An event's number and the text of its frame."""


@dataclass(frozen=True)
class StreamKind:
    """One kind of stream, named `{name}:{id}`.

    `find(user, id)` returns what the stream is about or raises NotFound, alike for missing and foreign;
    `snapshot(user, subject)` is the state that the stream's events change; `example` is one for the docs.
    """

    name: str
    audience: str
    carries: str
    find: Callable[[User, UUID], Any]
    snapshot: Callable[[User, Any], dict[str, Any]]
    example: dict[str, Any]


@dataclass(frozen=True)
class Opened:
    """A stream at one instant: its last number, and the state then (`snapshot`) or the events since
    (`missed`).
    """

    seq: int
    snapshot: dict[str, Any] | None
    missed: Sequence[Numbered]
    resync: bool = False


def _self(user: User, user_id: UUID) -> User:
    if user.pk != user_id:
        raise NotFound()
    return user


def _user_snapshot(user: User, _subject: User) -> dict[str, Any]:
    return {**notifications.user_snapshot(user), "coins": gamification.balance_of(user)}


def _group_snapshot(user: User, group: Any) -> dict[str, Any]:
    return {**homework.group_snapshot(group), "leaderboard": gamification.group_leaderboard(group.pk)}


def _wall_snapshot(user: User, group: Any) -> dict[str, Any]:
    return homework.wall_snapshot(group)


def _staff_snapshot(user: User, branch: Any) -> dict[str, Any]:
    return payments.staff_snapshot(branch)


_ASSIGNMENT = {
    "assignment": "01890a5d-ac96-774b-bcce-b302099a8007",
    "kind": "reading",
    "title": "Reading, unit 3",
    "deadline": "2026-09-08T18:00:00+00:00",
}

KINDS: dict[str, StreamKind] = {
    kind.name: kind
    for kind in (
        StreamKind(
            name="user",
            audience="that user; joined by itself",
            carries="notifications, own scores, own marks in the register, coins",
            find=_self,
            snapshot=_user_snapshot,
            example={
                "unread": 1,
                "notifications": [
                    {
                        "id": "01890a5d-ac96-774b-bcce-b302099a8001",
                        "type": "homework.scored",
                        "title": "Your homework was scored",
                        "text": "Reading, unit 3: 86",
                        "data": {"homework": "01890a5d-ac96-774b-bcce-b302099a8005"},
                        "count": 1,
                        "read": False,
                        "created_at": "2026-09-08T17:20:11.120000+00:00",
                    }
                ],
                "coins": 57,
            },
        ),
        StreamKind(
            name="group",
            audience="members of the group, its teachers, the office",
            carries="lessons, registers marked, homework assigned, leaderboard, who is in the group",
            find=courses.get_group,
            snapshot=_group_snapshot,
            example={
                "group": "01890a5d-ac96-774b-bcce-b302099a8006",
                "lessons": [
                    {
                        "lesson": "01890a5d-ac96-774b-bcce-b302099a8004",
                        "starts_at": "2026-09-08T13:00:00+00:00",
                        "ends_at": "2026-09-08T14:30:00+00:00",
                        "topic": "Unit 3",
                    }
                ],
                "homework": [_ASSIGNMENT],
                "leaderboard": {
                    "group": "01890a5d-ac96-774b-bcce-b302099a8006",
                    "period": "all",
                    "rows": [
                        {
                            "rank": 1,
                            "student": "01890a5d-ac96-774b-bcce-b302099a8002",
                            "name": "Jasur Oripov",
                            "coins": 57,
                            "hidden": False,
                        }
                    ],
                },
            },
        ),
        StreamKind(
            name="wall",
            audience="teachers of the group, the office",
            carries="attempts received, scored, refused, failed; reviews; registers marked",
            find=homework_access.get_marked_group,
            snapshot=_wall_snapshot,
            example={
                "group": "01890a5d-ac96-774b-bcce-b302099a8006",
                "assignments": [_ASSIGNMENT],
                "homework": [
                    {
                        "homework": "01890a5d-ac96-774b-bcce-b302099a8005",
                        "assignment": "01890a5d-ac96-774b-bcce-b302099a8007",
                        "student": "01890a5d-ac96-774b-bcce-b302099a8002",
                        "name": "Jasur Oripov",
                        "homework_state": "scored",
                        "homework_score": 86.4,
                        "attempt": {
                            "attempt": "01890a5d-ac96-774b-bcce-b302099a8008",
                            "number": 1,
                            "state": "scored",
                            "verdict": "OK",
                            "score": 86.4,
                        },
                    }
                ],
            },
        ),
        StreamKind(
            name="staff",
            audience="who sees all payments of the branch",
            carries="payments received, overdue, changed, refunded; transfers to look at; what a provider sent in vain",
            find=payments_access.get_staff_branch,
            snapshot=_staff_snapshot,
            example={
                "branch": "01890a5d-ac96-774b-bcce-b302099a8009",
                "overdue": 12,
                "proofs": 2,
                "received_today": [{"amount": 135000000, "currency": "UZS"}],
            },
        ),
    )
}


def parse(stream: str) -> tuple[StreamKind, UUID]:
    """The kind and the id in a stream's name; NotFound when it is not the name of one, to the letter."""
    name, _, subject = stream.partition(":")
    try:
        subject_id = UUID(subject)
    except ValueError:
        raise NotFound() from None
    if name not in KINDS or str(subject_id) != subject:
        raise NotFound()
    return KINDS[name], subject_id


def may_listen(user: User, stream: str) -> bool:
    """Whether this person may listen to this stream now."""
    try:
        kind, subject_id = parse(stream)
        kind.find(user, subject_id)
    except NotFound:
        return False
    return True


def open_stream(*, user_id: UUID, stream: str, after: int | None) -> Opened:
    """What a new listener starts from: the snapshot, or with `after` the events since that number.

    Number and state are read in one repeatable-read transaction, so no event falls between them: a
    publisher's rows and its stream's number become visible together. With `after` the snapshot is given all
    the same, marked `resync`, when events in between are gone (retention), more than MAX_REPLAY, or the
    number was never given out (a restored backup). NotFound when the stream is missing or not for this
    person.
    """
    kind, subject_id = parse(stream)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        user = User.objects.get(pk=user_id)
        subject = kind.find(user, subject_id)
        seq = last_numbers([stream]).get(stream, 0)
        if after is not None and 0 <= seq - after <= MAX_REPLAY:
            missed = events_after(stream, after)
            if len(missed) == seq - after:
                return Opened(seq=seq, snapshot=None, missed=missed)
        with translation.override(user.locale):
            snapshot = kind.snapshot(user, subject)
    return Opened(seq=seq, snapshot=snapshot, missed=[], resync=after is not None)


def last_numbers(streams: Collection[str]) -> dict[str, int]:
    """The number of the last event of each stream that has any; one query."""
    return dict(Stream.objects.filter(name__in=streams).values_list("name", "seq"))


def events_after(stream: str, seq: int, limit: int = MAX_REPLAY) -> list[Numbered]:
    """The events of a stream after that number, in order, at most `limit`; one query."""
    rows = StreamEvent.objects.filter(stream_id=stream, seq__gt=seq).order_by("seq")[:limit]
    return [(row.seq, envelope(row.type, stream, row.seq, row.at, row.data)) for row in rows]
