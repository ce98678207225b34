"""When rooms, teachers and a group are taken."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import BigIntegerField, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Extract

from apps.lessons.generated import Clash
from apps.lessons.models import Lesson, LessonStatus
from apps.lessons.slots import Slot

Key = tuple[str, UUID]
Taken = tuple[int, int, UUID, UUID]
MICROSECONDS = 1_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Busy:
    """The lessons that take place, by what they take; those of one room, teacher or group never overlap, but for the
    few that were forced, which stand apart.
    """

    def __init__(self) -> None:
        self._taken: dict[Key, list[Taken]] = defaultdict(list)
        self._forced: dict[Key, list[Taken]] = defaultdict(list)

    @classmethod
    def around(cls, group_id: UUID, slots: Sequence[Slot], *, without: Collection[UUID] = ()) -> "Busy":
        """What is taken, as far as it can matter to these slots of the group, but for the lessons `without`: one
        query."""
        rooms = {slot.room_id for slot in slots if slot.room_id is not None}
        teachers = {slot.teacher_id for slot in slots}
        rows = Lesson.objects.filter(
            ~Q(status=LessonStatus.CANCELLED),
            Q(group=group_id) | Q(room__in=rooms) | Q(teacher__in=teachers),
            starts_at__lt=max(slot.ends_at for slot in slots),
            ends_at__gt=min(slot.starts_at for slot in slots),
        )
        busy = cls()
        rows = rows.annotate(begin=_instant("starts_at"), end=_instant("ends_at"))
        columns = ("pk", "group", "room", "teacher", "begin", "end", "forced")
        for pk, group, room, teacher, begin, end, forced in rows.values_list(*columns):
            if pk not in without:
                busy._add(_keys(group, room, teacher), (begin, end, pk, group), forced=forced)
        return busy

    def clash(self, group_id: UUID, slot: Slot) -> Clash | None:
        """The lesson that keeps a lesson of the group out of that slot."""
        begin, end = _span(slot)
        for key in _keys(group_id, slot.room_id, slot.teacher_id):
            taken = self._taken[key]
            after = bisect_left(taken, end, key=lambda row: row[0])
            if after and taken[after - 1][1] > begin:
                return Clash(key[0], taken[after - 1][2], taken[after - 1][3])
            for row in self._forced.get(key, ()):
                if row[0] < end and row[1] > begin:
                    return Clash(key[0], row[2], row[3])
        return None

    def take(self, group_id: UUID, slot: Slot, lesson_id: UUID) -> None:
        """From now on the slot is taken by that lesson of the group."""
        keys = _keys(group_id, slot.room_id, slot.teacher_id)
        self._add(keys, (*_span(slot), lesson_id, group_id))

    def _add(self, keys: list[Key], row: Taken, *, forced: bool = False) -> None:
        lists = self._forced if forced else self._taken
        for key in keys:
            insort(lists[key], row)


def _instant(field: str) -> Combinable:
    """A time as whole microseconds: a year of a busy teacher is read a good deal faster so."""
    return Cast(Extract(field, "epoch") * MICROSECONDS, BigIntegerField())


def _span(slot: Slot) -> tuple[int, int]:
    begin, end = ((at - EPOCH) // timedelta(microseconds=1) for at in (slot.starts_at, slot.ends_at))
    return begin, end


def _keys(group: UUID, room: UUID | None, teacher: UUID | None) -> list[Key]:
    pairs = (("room", room), ("teacher", teacher), ("group", group))
    return [(kind, one) for kind, one in pairs if one is not None]
