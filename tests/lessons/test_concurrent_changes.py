"""Several people change one lesson at the same moment: one is first, the others are told or act on what was left."""

from collections.abc import Callable
from functools import partial
from threading import Barrier

import pytest

from apps.core.errors import DomainError
from apps.lessons import services
from apps.lessons.models import Lesson, LessonChange
from apps.lessons.services import lesson_changes
from tests.concurrency import call_concurrently
from tests.lessons.lesson_factory import create_hour_lesson, tashkent_time

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS, AT_ONCE = 5, 4


def at_once(works: list[Callable[[], object]]) -> list[str]:
    """Do all of them at the same moment; what came of each, sorted."""

    def get_outcome(work: Callable[[], object]) -> str:
        try:
            work()
        except DomainError as error:
            return str(error.code)
        return "done"

    return sorted(call_concurrently([partial(get_outcome, work) for work in works]))


def unlocked(all_read: Barrier) -> Callable[..., Lesson]:
    """What `lock_lesson` would be without its lock, in the worst case: everybody reads before anybody writes."""

    def read(lesson: Lesson, *_allowed: str, conflict_message: object) -> Lesson:
        row = Lesson.objects.select_related("group__branch").get(pk=lesson.pk)
        all_read.wait(30)
        return row

    return read


@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no lock"])
def test_second_of_two_simultaneous_cancellations_is_refused(group, teacher, monkeypatch, protected):
    if not protected:
        monkeypatch.setattr(lesson_changes, "lock_lesson", unlocked(Barrier(AT_ONCE)))
    events, written = [], 0
    for day in range(ROUNDS):
        lesson = create_hour_lesson(group, day + 2)
        cancel = partial(services.cancel_lesson, actor=teacher, lesson=lesson, reason="Snow")
        events.append(at_once([cancel] * AT_ONCE))
        written += LessonChange.objects.filter(lesson=lesson, kind="cancelled").count()
    expected = ["conflict"] * (AT_ONCE - 1) + ["done"]
    assert ((events, written) == ([expected] * ROUNDS, ROUNDS)) == protected


def test_simultaneous_move_and_cancellation_are_serialized(group, teacher):
    for day in range(ROUNDS):
        lesson = create_hour_lesson(group, day + 2)
        same = {"actor": teacher, "lesson": lesson, "reason": "Snow"}
        move = partial(services.reschedule_lesson, **same, starts_at=tashkent_time(day + 2, 15))
        at_once([partial(services.cancel_lesson, **same), move])
        lesson.refresh_from_db()
        moved = lesson.reschedules.count()
        assert lesson.status == "cancelled"
        assert lesson.sequence == 1 + moved
        assert lesson.starts_at == tashkent_time(day + 2, 15 if moved else 10)
