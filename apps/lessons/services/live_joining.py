"""Let people into the room of a live class by an address of their own."""

import secrets

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, NotFound, Unavailable
from apps.core.uow import unit_of_work
from apps.lessons import live_queries
from apps.lessons.live.interface import Guest, MadeRoom, PersonalAddress, ProviderAway, ProviderRefused
from apps.lessons.live.registry import PROVIDERS
from apps.lessons.models import (
    Lesson,
    LessonStatus,
    LiveAttendee,
    LiveRoom,
    LiveSighting,
    LiveSource,
    LiveState,
    SightingKind,
)
from apps.lessons.services.lessons import LESSON_CANCELLED, pin_lesson
from apps.lessons.services.live_rooms import GONE, record_refused_join

AWAY = _("The video service does not answer now. Please try again in a minute.")


def join_live_room(*, lesson: Lesson, person: User, moderator: bool) -> str:
    """Return the address that lets the person into the room; a pupil is seen there from now on.

    Not inside a transaction: the provider may be asked. Raise NotFound when the lesson has no room; Conflict for a
    cancelled lesson and, with the code `not_open`, before it opens and after it closes; Unavailable with the code
    `provider_away` while the room is not ready or its provider does not answer.
    """
    room = live_queries.find_live_room(lesson)
    if room is None:
        raise NotFound()
    _check_open(lesson, room)
    attendee = _get_or_create_attendee(room, person)
    guest = Guest(attendee.key, person.full_name, moderator, attendee.address)
    room.lesson = lesson
    made = MadeRoom(room.provider_id, room.address)
    try:
        way = PROVIDERS[room.provider].let_in(made, live_queries.build_meeting(room), guest)
    except ProviderAway as error:
        raise Unavailable(AWAY, code=ErrorCode.PROVIDER_AWAY) from error
    except ProviderRefused as error:
        record_refused_join(room, gone=error.status == GONE)
        raise Unavailable(AWAY, code=ErrorCode.PROVIDER_AWAY) from error
    with unit_of_work():
        pin_lesson(lesson=lesson)
        _keep_way_in(attendee, way)
        if not moderator:
            seen = {"room": room, "source": LiveSource.BUTTON, "session": str(attendee.pk), "kind": SightingKind.JOINED}
            row, _is_new = LiveSighting.objects.get_or_create(**seen, defaults={"at": timezone.now(), "key": way.key})
            if row.at < live_queries.get_opening(lesson)[0]:
                # Pressed before the lesson was moved.
                row.at = timezone.now()
                row.save(update_fields=["at", "updated_at"])
    return way.address


def _check_open(lesson: Lesson, room: LiveRoom) -> None:
    if lesson.status == LessonStatus.CANCELLED:
        raise Conflict(LESSON_CANCELLED)
    opens, closes = live_queries.get_opening(lesson)
    now = timezone.now()
    if now < opens:
        raise Conflict(_("The room of this lesson is not open yet."), code=ErrorCode.NOT_OPEN)
    if now > closes:
        raise Conflict(_("The room of this lesson is closed."), code=ErrorCode.NOT_OPEN)
    if room.state != LiveState.READY:
        raise Unavailable(_("The room is not ready yet. Please try again in a minute."), code=ErrorCode.PROVIDER_AWAY)


def _get_or_create_attendee(room: LiveRoom, person: User) -> LiveAttendee:
    with unit_of_work():
        defaults = {"key": secrets.token_hex(12)}
        return LiveAttendee.objects.get_or_create(room=room, person=person, matched=False, defaults=defaults)[0]


def _keep_way_in(attendee: LiveAttendee, way: PersonalAddress) -> None:
    """Keep the key by which the provider names the person, and an address that lasts."""
    kept = way.address if way.lasting else ""
    if (attendee.key, attendee.address) != (way.key, kept):
        LiveSighting.objects.filter(room=attendee.room_id, source=LiveSource.BUTTON, key=attendee.key).update(
            key=way.key, updated_at=timezone.now()
        )
        attendee.key, attendee.address = way.key, kept
        attendee.save(update_fields=["key", "address", "updated_at"])
