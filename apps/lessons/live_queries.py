"""Reads of live classes: the room of a lesson, when it is open, and who was seen in it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from apps.core.durations import DAY, MINUTE
from apps.courses.models import Group
from apps.jobs.models import Job, JobState
from apps.lessons.job_kinds import MAKE_LIVE_ROOMS
from apps.lessons.live.interface import Meeting
from apps.lessons.live.meet import ACCOUNT
from apps.lessons.models import (
    Lesson,
    LessonSchedule,
    LessonStatus,
    LiveAttendee,
    LiveProvider,
    LiveRoom,
    LiveSighting,
    LiveSource,
    LiveState,
    SightingKind,
)
from apps.settings.queries import get_system_settings

CLOSES_AFTER = 30 * MINUTE
"""How long after the end of a lesson its room still lets people in."""
COLLECT_FOR = 2 * DAY
"""How long after a lesson its attendance is asked for."""


def find_live_room(lesson: Lesson) -> LiveRoom | None:
    """Return the room of the lesson, if it has one."""
    return LiveRoom.objects.filter(lesson=lesson).exclude(state=LiveState.CLOSED).first()


def get_opening(lesson: Lesson) -> tuple[datetime, datetime]:
    """Return from when until when the room of the lesson lets people in."""
    before = timedelta(minutes=get_system_settings().live_opens_minutes)
    return lesson.starts_at - before, lesson.ends_at + CLOSES_AFTER


def build_meeting(room: LiveRoom) -> Meeting:
    """Return what a provider is told of the room's lesson: the name of the group, and of no person."""
    lesson = room.lesson
    return Meeting(str(room.pk), lesson.group.name, lesson.starts_at, lesson.ends_at, room.host)


def list_coming_lessons(group: Group) -> QuerySet[Lesson]:
    """Return the planned lessons of a group that have not begun."""
    return Lesson.objects.filter(group=group, status=LessonStatus.PLANNED, starts_at__gt=timezone.now())


def list_lessons_to_give_rooms(group: Group, provider: str, *, since: datetime | None = None) -> QuerySet[Lesson]:
    """Return the coming lessons of a group without a room, and with one that failed at this provider. `since`: only
    those that were added since and never had one, so that nothing comes back that somebody removed.
    """
    rooms = LiveRoom.objects.filter(lesson=OuterRef("pk"))
    if since is not None:
        return list_coming_lessons(group).filter(~Exists(rooms), created_at__gte=since)
    rooms = rooms.exclude(state=LiveState.CLOSED).exclude(provider=provider, state=LiveState.FAILED)
    return list_coming_lessons(group).filter(~Exists(rooms))


def get_provider_of_new_lessons(group: Group) -> str | None:
    """Return where new lessons of a group get a room by themselves; None for nowhere."""
    return LessonSchedule.objects.filter(group=group).values_list("live_provider", flat=True).first() or None


def get_default_provider() -> str | None:
    """Return where rooms are made when nobody chooses; None where somebody has to."""
    return get_system_settings().live_provider or None


@dataclass(frozen=True)
class RoomProgress:
    """How many coming lessons a group has, and their rooms by state. `is_running`: more rooms are about to be made."""

    lessons: int
    ready: int
    preparing: int
    failed: int
    is_running: bool

    @property
    def missing(self) -> int:
        """How many coming lessons have no room."""
        return self.lessons - self.ready - self.preparing - self.failed


def count_rooms(group: Group) -> RoomProgress:
    """Count the rooms of the coming lessons of a group."""
    coming = list_coming_lessons(group)
    rooms = LiveRoom.objects.filter(lesson__in=coming).exclude(state=LiveState.CLOSED).order_by()
    states = Counter(rooms.values_list("state", flat=True))
    return RoomProgress(
        lessons=coming.count(),
        ready=states[LiveState.READY],
        preparing=states[LiveState.PREPARING],
        failed=states[LiveState.FAILED],
        is_running=is_making_rooms(group),
    )


def is_making_rooms(group: Group) -> bool:
    """Return whether a job waits or works that makes rooms for the group's lessons."""
    rows = Job.objects.filter(kind=MAKE_LIVE_ROOMS, object_id=str(group.pk))
    return rows.filter(state__in=(JobState.QUEUED, JobState.LEASED)).exists()


def list_rooms_to_collect(now: datetime) -> list[UUID]:
    """Return the rooms whose attendance is to be fetched: lessons that ended lately, at a provider that sends none."""
    over = LiveRoom.objects.filter(provider=LiveProvider.MEET, state=LiveState.READY, collected_at__isnull=True)
    over = over.filter(lesson__ends_at__lt=now - 5 * MINUTE, lesson__ends_at__gt=now - COLLECT_FOR)
    return list(over.exclude(lesson__status=LessonStatus.CANCELLED).values_list("pk", flat=True))


@dataclass
class Presence:
    """One participant in a lesson by one source: from when until when, in order. `person` is None for an unknown one;
    `is_matched`: a teacher said who it is.

    `until` of a stay is None while nobody reported its end; it counts until now.
    """

    key: str
    source: LiveSource
    name: str
    person: UUID | None
    is_matched: bool = False
    stays: list[tuple[datetime, datetime | None]] = field(default_factory=list)

    @property
    def first_seen(self) -> datetime:
        """When the participant came."""
        return self.stays[0][0]

    def count_minutes(self, since: datetime, until: datetime) -> int | None:
        """Return for how many minutes between two moments the participant was there; None where the source does not
        tell when somebody leaves. Stays that overlap, on two devices, count once.
        """
        if self.source == LiveSource.BUTTON:
            return None
        seconds, reached, now = 0.0, since, timezone.now()
        for begins, ends in self.stays:
            begins, ends = max(begins, reached), min(ends or now, until)
            if ends > begins:
                seconds += (ends - begins).total_seconds()
                reached = ends
        return int(seconds // 60)


def load_presences(lesson: Lesson) -> list[Presence]:
    """Return who was seen in the rooms of the lesson, by participant and source; three queries.

    Only stays between the opening of the room and the end of the lesson count: a lesson may have been moved. Whoever
    is unknown at Google Meet is known by the account that a teacher matched before in this group.
    """
    rooms = list(LiveRoom.objects.filter(lesson=lesson))
    attendees = list(LiveAttendee.objects.filter(room__in=rooms))
    known = {(row.room_id, row.key): row.person_id for row in attendees}
    own = {(row.room_id, row.key) for row in attendees if not row.matched}
    sightings = list(LiveSighting.objects.filter(room__in=rooms).order_by("at", "id"))
    accounts = _load_matched_accounts(lesson, {row.key for row in sightings if row.key.startswith(ACCOUNT)})
    found: dict[tuple[UUID, str, str], Presence] = {}
    ends: dict[tuple[UUID, str, str], dict[str, dict[str, datetime]]] = defaultdict(lambda: defaultdict(dict))
    for row in sightings:
        group = (row.room_id, row.source, row.key)
        person = known.get((row.room_id, row.key)) or accounts.get(row.key)
        is_matched = person is not None and (row.room_id, row.key) not in own
        seen = found.setdefault(group, Presence(row.key, LiveSource(row.source), row.name, person, is_matched))
        seen.name = seen.name or row.name
        ends[group][row.session][row.kind] = row.at
    opens_at = get_opening(lesson)[0]
    for group, sessions in ends.items():
        is_press = group[1] == LiveSource.BUTTON
        stays = _build_stays(lesson, sessions.values())
        found[group].stays = [stay for stay in stays if _is_of_lesson(lesson, opens_at, stay, is_press=is_press)]
    return [presence for presence in found.values() if presence.stays]


def _build_stays(lesson: Lesson, sessions: Iterable[dict[str, datetime]]) -> list[tuple[datetime, datetime | None]]:
    """Return the stays in order. One of which only the end was reported began at the latest with the lesson."""
    stays: list[tuple[datetime, datetime | None]] = []
    for session in sessions:
        left = session.get(SightingKind.LEFT)
        joined = session.get(SightingKind.JOINED) or min(lesson.starts_at, left or lesson.starts_at)
        stays.append((joined, left if left is None or left >= joined else joined))
    return sorted(stays, key=lambda stay: stay[0])


def _is_of_lesson(
    lesson: Lesson, opens_at: datetime, stay: tuple[datetime, datetime | None], *, is_press: bool
) -> bool:
    """Return whether a stay overlaps the time from the opening to the end; a press of our button is one moment."""
    begins, until = stay
    if until is None:
        until = begins if is_press else max(begins, timezone.now())
    return begins <= lesson.ends_at and until >= opens_at


def _load_matched_accounts(lesson: Lesson, keys: set[str]) -> dict[str, UUID]:
    rows = LiveAttendee.objects.filter(room__lesson__group=lesson.group_id, matched=True, key__in=keys)
    return dict(rows.order_by("id").values_list("key", "person_id")) if keys else {}
