"""Lessons that marks hold: with its first mark a lesson that has begun is held, without its last one planned again.

The app that writes marks calls these in its unit of work, with the lessons locked. A lesson that somebody recorded as
held stays so without marks.
"""

from collections.abc import Iterable, Sequence

from django.db.models import F
from django.utils import timezone

from apps.accounts.models import User
from apps.events.publishing import get_group_stream, publish_event
from apps.lessons import events
from apps.lessons.models import Lesson, LessonChange, LessonStatus
from apps.lessons.services import lesson_history
from apps.lessons.webhook_events import emit_webhook_event
from apps.settings.services import write_audit_logs


def hold_marked_lessons(*, actor: User | None, lessons: Iterable[Lesson]) -> None:
    """Hold those of these locked lessons with marks that are planned and have begun. The number of statements does not
    grow with the lessons.
    """
    now = timezone.now()
    due = [lesson for lesson in lessons if lesson.status == LessonStatus.PLANNED and lesson.starts_at <= now]
    _set_status_of_many(actor, due, LessonStatus.HELD, events.LessonHeld)


def release_unmarked_lessons(*, actor: User | None, lessons: Iterable[Lesson]) -> None:
    """Plan those of these locked lessons without marks again that nobody recorded as held."""
    held = [lesson for lesson in lessons if lesson.status == LessonStatus.HELD and not lesson.held_by_hand]
    _set_status_of_many(actor, held, LessonStatus.PLANNED, events.LessonRestored)


def _set_status_of_many(
    actor: User | None, lessons: Sequence[Lesson], status: LessonStatus, event_class: type[events.LessonEvent]
) -> None:
    if not lessons:
        return
    kind = event_class.type.partition(".")[2]
    changes = {lesson.pk: {"status": (str(lesson.status), status.value)} for lesson in lessons}
    ids, now = list(changes), timezone.now()
    Lesson.objects.filter(pk__in=ids).update(status=status, sequence=F("sequence") + 1, updated_at=now)
    LessonChange.objects.bulk_create(
        [LessonChange(lesson=lesson, kind=kind, by=actor, data={"changes": changes[lesson.pk]}) for lesson in lessons],
        batch_size=1000,
    )
    write_audit_logs(actor=actor, entries=[(f"lessons.{kind}", lesson, changes[lesson.pk]) for lesson in lessons])
    for lesson in lessons:
        lesson.status, lesson.sequence = status, lesson.sequence + 1
        lesson_history.request_repricing_from(lesson, lesson.starts_at)
        publish_event(get_group_stream(lesson.group_id), event_class.from_lesson(lesson))
        emit_webhook_event(lesson, event_class.type)
