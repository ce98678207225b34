"""Writes of the rooms of live classes: choose one, and make, move and remove it at its provider by jobs."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.uow import unit_of_work
from apps.events.publishing import get_group_stream, publish_event
from apps.jobs.kinds import ClaimedJob
from apps.lessons import events, live_queries
from apps.lessons.job_kinds import COLLECT_LIVE_ROOM, REMOVE_LIVE_ROOM, SYNC_LIVE_ROOM
from apps.lessons.live.interface import MadeRoom, NoFreeHost, ProviderAway, ProviderRefused, RoomProvider
from apps.lessons.live.registry import PROVIDERS, list_configured_providers
from apps.lessons.models import Lesson, LessonStatus, LiveProvider, LiveRoom, LiveState
from apps.lessons.services.lesson_history import lock_lesson
from apps.lessons.services.lessons import LESSON_CANCELLED, pin_lesson
from apps.lessons.services.live_hosts import get_host, give_up_host, reserve_host
from apps.lessons.services.live_news import tell_of_ready_room
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log

NOT_CONFIGURED = "not_configured"
NOT_SET_UP = _("This provider is not set up.")
NO_HOST = _("Every host of this provider has another lesson at that time. Choose another provider or time.")
LINK_NEEDS_ADDRESS = _("A link is set for one lesson: it needs an address.")
GONE = 404
"""The status with which a provider refuses a room that it does not have."""


def pick_provider(provider: str | None) -> str:
    """Return the provider, for None the centre's default. Raise Invalid on "provider" where there is none."""
    picked = provider or get_system_settings().live_provider
    if not picked:
        raise Invalid.field("provider", _("Choose where the room is to be: the centre has no default."))
    return str(picked)


def choose_live_room(*, actor: User, lesson: Lesson, provider: str | None, link: str = "") -> LiveRoom:
    """Give the lesson a room at a provider (None: the centre's default), or a plain link; a room that it had elsewhere
    is removed by a job.

    The same choice again changes nothing, and tries once more what failed. Raise Invalid on `provider` for one that is
    not set up and on `link` for a link without an address, or an address for another provider; Conflict for a cancelled
    lesson, and with the code `no_host` when every host of the provider has another lesson then.
    """
    provider = pick_provider(provider)
    is_link = provider == LiveProvider.LINK
    if provider not in list_configured_providers():
        raise Invalid.field("provider", NOT_SET_UP)
    if is_link and not link:
        raise Invalid.field("link", _("Paste the address."))
    if link and not is_link:
        raise Invalid.field("link", _("Only a link has an address."))
    with unit_of_work():
        row = lock_lesson(lesson, LessonStatus.PLANNED, LessonStatus.HELD, conflict_message=LESSON_CANCELLED)
        room = live_queries.find_live_room(row)
        if room is not None and room.provider == provider and room.address == link and is_link:
            return room
        if room is not None and room.provider == provider and not is_link:
            if room.problem == NoFreeHost.code:
                _reserve_or_refuse(room)
            _try_again(room)
            return room
        if room is not None:
            _close(room)
        made = LiveRoom(lesson=row, provider=provider, address=link if is_link else "")
        made.state = LiveState.READY if is_link else LiveState.PREPARING
        made.save()
        if not is_link:
            _reserve_or_refuse(made)
            jobs.enqueue(kind=SYNC_LIVE_ROOM, object_id=made.pk)
        pin_lesson(lesson=row)
        write_audit_log(actor, "lessons.live_room", row, {"provider": (room.provider if room else None, provider)})
        publish_event(get_group_stream(row.group_id), events.LessonChanged.from_lesson(row))
        if is_link:
            tell_of_ready_room(made, is_first=_is_first(made), actor=actor)
    return made


def _reserve_or_refuse(room: LiveRoom) -> None:
    try:
        reserve_host(room)
    except NoFreeHost as error:
        raise Conflict(NO_HOST, code=ErrorCode.NO_HOST) from error


def make_missing_room(lesson: Lesson, provider: str) -> None:
    """Give a locked lesson without a room one at a provider, or try once more what failed there, in the open unit of
    work. It does not pin the lesson.
    """
    room = live_queries.find_live_room(lesson)
    if room is None:
        room = LiveRoom.objects.create(lesson=lesson, provider=provider)
        jobs.enqueue(kind=SYNC_LIVE_ROOM, object_id=room.pk)
        publish_event(get_group_stream(lesson.group_id), events.LessonChanged.from_lesson(lesson))
    elif room.provider == provider:
        _try_again(room)


def remove_live_room(*, actor: User, lesson: Lesson) -> None:
    """Take the room away from the lesson. Who was seen in it stays. Raise Conflict when there is none."""
    with unit_of_work():
        row = lock_lesson(lesson)
        room = live_queries.find_live_room(row)
        if room is None:
            raise Conflict(_("This lesson has no online room."))
        _close(room)
        write_audit_log(actor, "lessons.live_room", row, {"provider": (room.provider, None)})
        publish_event(get_group_stream(row.group_id), events.LessonChanged.from_lesson(row))


def sync_live_room(job: ClaimedJob) -> None:
    """Job handler: make, move or remove the room at its provider, as its lesson is now. Safe to run twice."""
    room = LiveRoom.objects.select_related("lesson__group").filter(pk=job.object_id).first()
    if room is None or room.state == LiveState.CLOSED or room.provider == LiveProvider.LINK:
        jobs.complete_job_unless_done(job)
        return
    provider = PROVIDERS[room.provider]
    try:
        if not provider.is_configured():
            raise ProviderRefused(f"{room.provider} is not set up")
        if room.lesson.status == LessonStatus.CANCELLED:
            if room.provider_id:
                provider.remove(room.provider_id)
            _store(job, room, None)
        elif not room.provider_id:
            reserve_host(room)
            _store(job, room, provider.create(live_queries.build_meeting(room)))
        else:
            _store(job, room, _move(room, provider))
    except ProviderAway:
        _fail(room, ProviderAway.code)
        raise
    except NoFreeHost:
        _lose_host(room)
        raise
    except ProviderRefused:
        _fail(room, ProviderRefused.code if provider.is_configured() else NOT_CONFIGURED)
        raise


def record_refused_join(room: LiveRoom, *, gone: bool) -> None:
    """Record that the provider let nobody into the room; have a job make it again when it is gone there."""
    with unit_of_work():
        rows = LiveRoom.objects.filter(pk=room.pk, provider_id=room.provider_id).exclude(state=LiveState.CLOSED)
        if not gone:
            rows.update(problem=ProviderRefused.code, updated_at=timezone.now())
        elif rows.update(provider_id="", address="", state=LiveState.PREPARING, updated_at=timezone.now()):
            jobs.enqueue(kind=SYNC_LIVE_ROOM, object_id=room.pk)


def remove_at_provider(job: ClaimedJob) -> None:
    """Job handler: remove a room that no lesson has any longer. Safe to run twice."""
    PROVIDERS[job.payload["provider"]].remove(job.payload["provider_id"])
    jobs.complete_job_unless_done(job)


def enqueue_live_collection(job: ClaimedJob) -> None:
    """Job handler, every ten minutes: have attendance fetched of lessons that are over."""
    with unit_of_work():
        jobs.complete_job(job)
        jobs.enqueue_many(kind=COLLECT_LIVE_ROOM, object_ids=live_queries.list_rooms_to_collect(timezone.now()))


def _move(room: LiveRoom, provider: RoomProvider) -> MadeRoom:
    """Tell the provider the times of the lesson, where it was told others; make the room again when it is gone, or when
    its host has another lesson then.
    """
    if (room.made_for, room.made_until) != (room.lesson.starts_at, room.lesson.ends_at):
        host = get_host(room, provider.list_hosts())
        if reserve_host(room) != host:
            return provider.create(live_queries.build_meeting(room))
        try:
            provider.move(room.provider_id, live_queries.build_meeting(room))
        except ProviderRefused as error:
            if error.status != GONE:
                raise
            return provider.create(live_queries.build_meeting(room))
    return MadeRoom(room.provider_id, room.address)


def _lose_host(room: LiveRoom) -> None:
    """Record that no host is free; the meeting that the room had at another time is removed."""
    with unit_of_work():
        provider_id = give_up_host(room)
        if provider_id:
            _enqueue_removal(room.provider, provider_id)


def _store(job: ClaimedJob, room: LiveRoom, made: MadeRoom | None) -> None:
    """Store what the provider has now (None: nothing). A room that was closed meanwhile is removed again.

    Another job for this room may have been faster: its room stays and ours is removed. Where the provider may have
    been told last what is no longer so, a job tells it again.
    """
    times: tuple[datetime | None, datetime | None] = (None, None)
    if made is not None:
        times = (room.lesson.starts_at, room.lesson.ends_at)
    with unit_of_work():
        jobs.complete_job(job)
        if not LiveRoom.objects.filter(pk=room.pk).exists():
            # It went with its lesson.
            if made is not None and made.provider_id:
                _enqueue_removal(room.provider, made.provider_id)
            return
        lesson = lock_lesson(room.lesson)
        row = LiveRoom.objects.select_for_update(no_key=True).get(pk=room.pk)
        if row.state == LiveState.CLOSED:
            if made is not None and made.provider_id:
                _enqueue_removal(row.provider, made.provider_id)
            return
        if row.provider_id not in (room.provider_id, made.provider_id if made else ""):
            if made is not None and made.provider_id != room.provider_id:
                _enqueue_removal(row.provider, made.provider_id)
            jobs.enqueue(kind=SYNC_LIVE_ROOM, object_id=row.pk)
            return
        if _is_outdated(lesson, row, room, times):
            jobs.enqueue(kind=SYNC_LIVE_ROOM, object_id=row.pk)
            times = (None, None)
        is_new, is_first = made is not None and made.provider_id != row.provider_id, _is_first(row)
        if made is not None and row.provider_id and is_new and PROVIDERS[row.provider].list_hosts():
            # Another host holds it now; one that is gone counts as removed.
            _enqueue_removal(row.provider, row.provider_id)
        if made is None or made.provider_id != row.provider_id:
            row.attendees.filter(matched=False).update(address="", updated_at=timezone.now())
        row.provider_id, row.address = (made.provider_id, made.address) if made else ("", "")
        if times != (row.made_for, row.made_until):
            row.collected_at = None
        row.made_for, row.made_until = times
        row.state, row.problem = LiveState.READY if made else LiveState.PREPARING, ""
        told = ["provider_id", "address", "made_for", "made_until", "collected_at", "state", "problem"]
        row.save(update_fields=[*told, "updated_at"])
        publish_event(get_group_stream(lesson.group_id), events.LessonChanged.from_lesson(lesson))
        if is_new:
            row.lesson = lesson
            tell_of_ready_room(row, is_first=is_first)


def _is_first(room: LiveRoom) -> bool:
    """Return whether nobody can have noted another room of the lesson, or an earlier address of this one."""
    closed = LiveRoom.objects.filter(lesson=room.lesson_id, state=LiveState.CLOSED)
    were_ready = closed.filter(Q(made_for__isnull=False) | Q(provider=LiveProvider.LINK))
    return room.made_for is None and not were_ready.exists()


def _try_again(room: LiveRoom) -> None:
    """Have a job try once more what its provider has not done."""
    if not room.problem:
        return
    if room.state == LiveState.FAILED:
        _set_state(room, LiveState.PREPARING)
    jobs.enqueue(kind=SYNC_LIVE_ROOM, object_id=room.pk)


def _is_outdated(lesson: Lesson, row: LiveRoom, told: LiveRoom, times: tuple[datetime | None, datetime | None]) -> bool:
    """Return whether the lesson, or what another job told the provider, changed since `told` was read."""
    if lesson.status == LessonStatus.CANCELLED:
        return told.lesson.status != LessonStatus.CANCELLED
    stored, read = (row.made_for, row.made_until), (told.made_for, told.made_until)
    return times != (lesson.starts_at, lesson.ends_at) or (stored != read and stored != times)


def _fail(room: LiveRoom, problem: str) -> None:
    """Record why the provider has not done what it was told; a room that it has stays usable."""
    with unit_of_work():
        rows = LiveRoom.objects.filter(pk=room.pk).exclude(state=LiveState.CLOSED)
        rows.filter(provider_id="").update(state=LiveState.FAILED, problem=problem, updated_at=timezone.now())
        rows.exclude(provider_id="").update(state=LiveState.READY, problem=problem, updated_at=timezone.now())


def _close(room: LiveRoom) -> None:
    _set_state(room, LiveState.CLOSED)
    if room.provider_id:
        _enqueue_removal(room.provider, room.provider_id)


def _set_state(room: LiveRoom, state: LiveState) -> None:
    room.state, room.problem = state, ""
    room.save(update_fields=["state", "problem", "updated_at"])


def _enqueue_removal(provider: str, provider_id: str) -> None:
    jobs.enqueue(kind=REMOVE_LIVE_ROOM, payload={"provider": provider, "provider_id": provider_id})
