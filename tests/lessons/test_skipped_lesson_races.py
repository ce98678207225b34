"""Several people settle one skipped lesson at the same moment: one lesson comes of it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Barrier

import pytest
from django.db import IntegrityError

from apps.core.errors import DomainError
from apps.lessons.models import Lesson, SkippedLesson
from apps.lessons.services import cancel_skipped_lesson, skipped_lessons
from tests.concurrency import call_concurrently
from tests.lessons.lesson_factory import tashkent_time

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def get_outcome(work: Callable[[], object]) -> str:
    try:
        work()
    except DomainError as error:
        return str(error.code)
    except IntegrityError:
        return "refused by the database"
    return "done"


def unlocked(all_read: Barrier) -> Callable[[SkippedLesson], SkippedLesson]:
    """What `_lock_skipped_lesson` would be without its locks: everybody reads before anybody writes."""

    def read(skipped: SkippedLesson) -> SkippedLesson:
        row = SkippedLesson.objects.select_related("group__branch").get(pk=skipped.pk)
        all_read.wait(30)
        return row

    return read


@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no lock"])
def test_a_skipped_lesson_is_settled_once(group, manager, monkeypatch, protected):
    if not protected:
        monkeypatch.setattr(skipped_lessons, "_lock_skipped_lesson", unlocked(Barrier(AT_ONCE)))
    slot = tashkent_time(3)
    skipped = SkippedLesson.objects.create(group=group, slot=slot, ends_at=slot + timedelta(hours=1), reason="clash")
    cancel = partial(cancel_skipped_lesson, actor=manager, skipped=skipped, reason="Snow")
    outcomes = sorted(call_concurrently([partial(get_outcome, cancel)] * AT_ONCE))
    assert (outcomes == ["done", *["not_found"] * (AT_ONCE - 1)]) == protected
    assert Lesson.objects.filter(slot=slot).count() == 1
