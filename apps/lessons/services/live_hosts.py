"""Who holds the meeting of a lesson: a host of the provider, such as a licensed user of Zoom, holds one at a time."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from apps.core.uow import unit_of_work
from apps.lessons.live.interface import NoFreeHost
from apps.lessons.live.registry import PROVIDERS
from apps.lessons.live_queries import CLOSES_AFTER, get_opening
from apps.lessons.models import Lesson, LessonStatus, LiveRoom, LiveState

LOCK_SQL = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


def reserve_host(room: LiveRoom) -> str:
    """Choose the host of a room for the times of its lesson, and store it in the open unit of work; "" where the
    provider has no hosts. The room keeps its host while that one is free.

    Of several free ones it is who has no other lesson while this room lets people in, else the first. Raise NoFreeHost.
    """
    hosts = PROVIDERS[room.provider].list_hosts()
    if not hosts:
        return ""
    with unit_of_work():
        # The row first, as where a room is closed.
        row = LiveRoom.objects.select_for_update(no_key=True).filter(pk=room.pk).first()
        if row is None:
            # It went with its lesson: what is made of it now is removed again.
            return hosts[0]
        room.host = row.host
        _lock_hosts(room.provider)
        busy = _list_busy_hosts(room, hosts, timedelta(0))
        free = [host for host in hosts if host not in busy]
        if not free:
            raise NoFreeHost(f"every host of {room.provider} has a lesson at that time")
        now = get_host(room, hosts)
        if now not in free:
            near = _list_busy_hosts(room, hosts, _get_margin(room.lesson))
            now = next((host for host in free if host not in near), free[0])
        if room.host != now:
            room.host = now
            LiveRoom.objects.filter(pk=room.pk).update(host=now, updated_at=timezone.now())
    return now


def get_host(room: LiveRoom, hosts: list[str]) -> str:
    """Return who holds the meeting of a room; one that was made before hosts were noted is of the first."""
    return room.host or (hosts[0] if room.provider_id and hosts else "")


def _lock_hosts(provider: str) -> None:
    """Let nobody else choose a host of the provider until the commit."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK_SQL, [f"lessons.live_hosts:{provider}"])


def _list_busy_hosts(room: LiveRoom, hosts: list[str], margin: timedelta) -> set[str]:
    """Return who holds the meeting of another lesson that is less than `margin` away from that of the room."""
    lesson = Lesson.objects.get(pk=room.lesson_id)
    begins, ends = lesson.starts_at - margin, lesson.ends_at + margin
    others = LiveRoom.objects.filter(provider=room.provider).exclude(pk=room.pk).exclude(state=LiveState.CLOSED)
    others = others.filter(lesson__starts_at__lt=ends, lesson__ends_at__gt=begins)
    others = others.exclude(lesson__status=LessonStatus.CANCELLED)
    return {get_host(other, hosts) for other in others.only("host", "provider_id")} - {""}


def _get_margin(lesson: Lesson) -> timedelta:
    """Return how long before and after a lesson its room lets people in, whichever is longer."""
    opens_at: datetime = get_opening(lesson)[0]
    return max(lesson.starts_at - opens_at, CLOSES_AFTER)


def give_up_host(room: LiveRoom) -> str:
    """Take a room for which no host is free away from its host, in the open unit of work; return its id at the
    provider, where the meeting is to be removed.
    """
    provider_id = room.provider_id
    rows = LiveRoom.objects.filter(pk=room.pk, provider_id=provider_id).exclude(state=LiveState.CLOSED)
    values = {"host": "", "provider_id": "", "address": "", "made_for": None, "made_until": None}
    is_given_up = rows.update(**values, state=LiveState.FAILED, problem=NoFreeHost.code, updated_at=timezone.now())
    return provider_id if is_given_up else ""
