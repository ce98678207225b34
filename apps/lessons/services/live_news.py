"""Tell people of online rooms: the teacher that one is ready, another one or not made; the office of the last.

Pupils and guardians have the join button. They are told of another or a missing room only within a day of the lesson.
"""

from collections.abc import Iterable
from functools import partial

from django.utils import timezone

from apps.accounts.models import User
from apps.core.durations import DAY
from apps.core.translated_texts import write_in_every_language
from apps.core.uow import unit_of_work
from apps.courses.queries import list_group_managers
from apps.jobs.kinds import ClaimedJob
from apps.lessons import notification_types as types
from apps.lessons.formatting import format_for_reader
from apps.lessons.models import Lesson, LessonStatus, LiveRoom, LiveState
from apps.lessons.services.notifications import list_pupils_and_guardians
from apps.notifications.services import notify


def tell_of_ready_room(room: LiveRoom, *, is_first: bool, actor: User | None = None) -> None:
    """Tell of a room that is ready: one that is not the lesson's first replaces what people may have noted. The teacher
    who chose it is not told.
    """
    lesson = room.lesson
    if lesson.ends_at <= timezone.now():
        return
    teachers = [] if lesson.teacher is None or lesson.teacher == actor else [lesson.teacher]
    if is_first:
        _tell(teachers, types.LIVE_READY, lesson, group=f"live:{lesson.group_id}")
    else:
        _tell([*teachers, *_list_families(lesson)], types.LIVE_CHANGED, lesson)


def tell_of_dead_sync(job: ClaimedJob, reason: str) -> None:
    """When the job of a room is dead: tell the teacher and the office, and of a room that is not there the families."""
    rooms = LiveRoom.objects.select_related("lesson__group__branch", "lesson__teacher")
    room = rooms.filter(pk=job.object_id).exclude(state=LiveState.CLOSED).first()
    if room is None or room.lesson.status == LessonStatus.CANCELLED or room.lesson.ends_at <= timezone.now():
        return
    lesson = room.lesson
    families = _list_families(lesson) if room.state == LiveState.FAILED else []
    teachers = [lesson.teacher] if lesson.teacher is not None else []
    with unit_of_work():
        people = [*teachers, *list_group_managers(lesson.group.branch), *families]
        _tell(people, types.LIVE_FAILED, lesson, group=f"live:{lesson.group_id}")


def _list_families(lesson: Lesson) -> list[User]:
    """Return who is to know within a day of the lesson."""
    return list_pupils_and_guardians(lesson) if lesson.starts_at - timezone.now() <= DAY else []


def _tell(people: Iterable[User], kind: str, lesson: Lesson, *, group: str = "") -> None:
    data = {"lesson": str(lesson.pk), "group_id": str(lesson.group_id), "group": lesson.group.name}
    for person in {person.pk: person for person in people}.values():
        write = partial(
            format_for_reader, lesson.starts_at, reader_zone=person.zone, local_zone=lesson.group.local_zone
        )
        notify(user=person, type=kind, data=data | {"when": write_in_every_language(write)}, group=group)
