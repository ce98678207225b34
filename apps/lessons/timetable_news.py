"""What a changed timetable means for people: the lessons that fell away and those that came, in words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.lessons.formatting import name_zone_if_other
from apps.lessons.models import Lesson

MAX_TIMES = 6
"""Most times that one message names on each side."""
MAX_LESSONS = 60
"""Most lessons that a job carries on each side, the earliest: two months of daily ones. Its payload is small."""
MINUTE = 60
DAY_FORMATS = {"uz": "j-E", "ru": "j E", "en": "F j"}


@dataclass(frozen=True)
class PlannedLesson:
    """What people know of a lesson of the timetable."""

    starts_at: datetime
    ends_at: datetime
    room: UUID | None
    teacher: UUID | None

    @classmethod
    def of(cls, lesson: Lesson) -> "PlannedLesson":
        """Return what the lesson is now."""
        return cls(lesson.starts_at, lesson.ends_at, lesson.room_id, lesson.teacher_id)


@dataclass(frozen=True)
class TimetableNews:
    """The lessons that fell away and those that came."""

    removed: frozenset[PlannedLesson] = frozenset()
    added: frozenset[PlannedLesson] = frozenset()

    @classmethod
    def load(cls, payload: Mapping[str, Any]) -> "TimetableNews":
        """Return what `dump` wrote."""
        ids = [None, *map(UUID, payload.get("ids", ()))]

        def read(row: Sequence[int]) -> PlannedLesson:
            minute, length, room, teacher = row
            begin = datetime.fromtimestamp(minute * MINUTE, UTC)
            return PlannedLesson(begin, begin + timedelta(minutes=length), ids[room], ids[teacher])

        removed, added = (map(read, payload.get(name, ())) for name in ("removed", "added"))
        return cls(frozenset(removed), frozenset(added))

    def dump(self) -> dict[str, list[Any]]:
        """Return it as a small JSON object: times in minutes, the places of rooms and teachers in `ids` from 1."""
        sides = {name: _sort(rows)[:MAX_LESSONS] for name, rows in (("removed", self.removed), ("added", self.added))}
        found = (id_ for rows in sides.values() for row in rows for id_ in (row.room, row.teacher) if id_)
        places = {id_: place for place, id_ in enumerate(dict.fromkeys(found), start=1)}

        def write(row: PlannedLesson) -> list[int]:
            length = (row.ends_at - row.starts_at).total_seconds()
            begin = row.starts_at.timestamp()
            return [
                int(begin) // MINUTE,
                int(length) // MINUTE,
                *(places[id_] if id_ else 0 for id_ in (row.room, row.teacher)),
            ]

        return {"ids": list(map(str, places)), **{name: list(map(write, rows)) for name, rows in sides.items()}}

    def then(self, later: "TimetableNews") -> "TimetableNews":
        """Return both changes as one: what came and fell away again is not told."""
        removed = self.removed | (later.removed - self.added)
        added = (self.added - later.removed) | later.added
        return TimetableNews(removed - added, added - removed)

    def list_rooms(self) -> set[UUID]:
        """Return the rooms that it names."""
        return {row.room for row in self.removed | self.added if row.room}

    def list_teachers(self) -> set[UUID]:
        """Return the teachers that it names."""
        return {row.teacher for row in self.removed | self.added if row.teacher}

    def describe(
        self, *, reader_zone: str, local_zone: str, rooms: Mapping[UUID, str], teachers: Mapping[UUID, str]
    ) -> str:
        """Return sentences in the active language: what was and what is now. Ends and teachers are named only when
        nothing else is different.
        """
        words = _Words(reader_zone, local_zone, rooms, {})
        was, now = words.list_times(self.removed), words.list_times(self.added)
        if was == now:
            words = _Words(reader_zone, local_zone, rooms, teachers, with_end=True)
            was, now = words.list_times(self.removed), words.list_times(self.added)
        if was and now:
            return _("Before: {was}. Now: {now}.").format(was=_join(was), now=_join(now))
        if was:
            return _("No lessons any more: {was}.").format(was=_join(was))
        return _("New lessons: {now}.").format(now=_join(now)) if now else ""


@dataclass(frozen=True)
class _Words:
    """How times are named for one reader."""

    reader_zone: str
    local_zone: str
    rooms: Mapping[UUID, str]
    teachers: Mapping[UUID, str]
    with_end: bool = False

    def list_times(self, rows: Collection[PlannedLesson]) -> list[str]:
        """Return each weekly time once, with its first day, and the times of single lessons."""
        by_time: dict[tuple[int, str, tuple[str, ...]], list[datetime]] = {}
        zone = ZoneInfo(self.reader_zone)
        for row in _sort(rows):
            begin, end = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
            ends = f"–{end:%H:%M}" if self.with_end else ""
            named = (
                self.rooms.get(row.room, "") if row.room else "",
                self.teachers.get(row.teacher, "") if row.teacher else "",
            )
            time = (begin.weekday(), f"{begin:%H:%M}{ends}", tuple(filter(None, named)))
            by_time.setdefault(time, []).append(row.starts_at)
        return [self._format(time, places, moments) for (_day, time, places), moments in by_time.items()]

    def _format(self, time: str, places: tuple[str, ...], moments: list[datetime]) -> str:
        first = moments[0]
        zones = {"reader_zone": self.reader_zone, "local_zone": self.local_zone}
        local = first.astimezone(ZoneInfo(self.reader_zone))
        language = (get_language() or "uz")[:2]
        weekday, day = date_format(local, "l"), date_format(local, DAY_FORMATS.get(language, DAY_FORMATS["en"]))
        if language != "en":
            weekday, day = weekday.lower(), day.lower()
        once = len(moments) == 1
        text = f"{weekday}, {day}, {time}" if once else f"{weekday}, {time}"
        when = ", ".join([name_zone_if_other(text, first, **zones), *places])
        return when if once else _("{when}, from {day}").format(when=when, day=day)


def _join(times: list[str]) -> str:
    named = "; ".join(times[:MAX_TIMES])
    return _("{times} and others").format(times=named) if len(times) > MAX_TIMES else named


def _sort(rows: Iterable[PlannedLesson]) -> list[PlannedLesson]:
    return sorted(rows, key=lambda row: (row.starts_at, str(row.room), str(row.teacher)))
