"""Which rooms, teachers and groups are booked when."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import BigIntegerField, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Extract

from apps.lessons.generation_report import SlotConflict
from apps.lessons.models import Lesson, LessonStatus
from apps.lessons.slots import Slot

ResourceKey = tuple[str, UUID]
Booking = tuple[int, int, UUID, UUID]
MICROSECONDS = 1_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class BookedSlots:
    """Lessons by the room, teacher and group that they book. Bookings of one resource never overlap, except forced
    lessons, which are stored separately.
    """

    def __init__(self) -> None:
        self._bookings: dict[ResourceKey, list[Booking]] = defaultdict(list)
        self._forced: dict[ResourceKey, list[Booking]] = defaultdict(list)

    @classmethod
    def load_for_slots(
        cls, group_id: UUID, slots: Sequence[Slot], *, ignore_ids: Collection[UUID] = ()
    ) -> "BookedSlots":
        """Load the lessons that can conflict with these slots of the group, except `ignore_ids`, in one query."""
        rooms = {slot.room_id for slot in slots if slot.room_id is not None}
        teachers = {slot.teacher_id for slot in slots}
        rows = Lesson.objects.filter(
            ~Q(status=LessonStatus.CANCELLED),
            Q(group=group_id) | Q(room__in=rooms) | Q(teacher__in=teachers),
            starts_at__lt=max(slot.ends_at for slot in slots),
            ends_at__gt=min(slot.starts_at for slot in slots),
        )
        busy = cls()
        rows = rows.annotate(begin=_microseconds("starts_at"), end=_microseconds("ends_at"))
        columns = ("pk", "group", "room", "teacher", "begin", "end", "forced")
        for pk, group, room, teacher, begin, end, forced in rows.values_list(*columns):
            if pk not in ignore_ids:
                busy._add(_resource_keys(group, room, teacher), (begin, end, pk, group), forced=forced)
        return busy

    def find_conflict(self, group_id: UUID, slot: Slot) -> SlotConflict | None:
        """Return the lesson that conflicts with a lesson of the group in that slot."""
        begin, end = _span(slot)
        for key in _resource_keys(group_id, slot.room_id, slot.teacher_id):
            taken = self._bookings[key]
            after = bisect_left(taken, end, key=lambda row: row[0])
            if after and taken[after - 1][1] > begin:
                return SlotConflict(key[0], taken[after - 1][2], taken[after - 1][3], key[1])
            for row in self._forced.get(key, ()):
                if row[0] < end and row[1] > begin:
                    return SlotConflict(key[0], row[2], row[3], key[1])
        return None

    def book(self, group_id: UUID, slot: Slot, lesson_id: UUID) -> None:
        """Book the slot for that lesson of the group."""
        keys = _resource_keys(group_id, slot.room_id, slot.teacher_id)
        self._add(keys, (*_span(slot), lesson_id, group_id))

    def _add(self, keys: list[ResourceKey], row: Booking, *, forced: bool = False) -> None:
        lists = self._forced if forced else self._bookings
        for key in keys:
            insort(lists[key], row)


def _microseconds(field: str) -> Combinable:
    """Convert a time column to whole microseconds: reading integers is much faster."""
    return Cast(Extract(field, "epoch") * MICROSECONDS, BigIntegerField())


def _span(slot: Slot) -> tuple[int, int]:
    begin, end = ((at - EPOCH) // timedelta(microseconds=1) for at in (slot.starts_at, slot.ends_at))
    return begin, end


def _resource_keys(group: UUID, room: UUID | None, teacher: UUID | None) -> list[ResourceKey]:
    pairs = (("room", room), ("teacher", teacher), ("group", group))
    return [(kind, row) for kind, row in pairs if row is not None]
