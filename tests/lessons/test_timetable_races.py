"""The office replaces a timetable while the hourly job generates its lessons: both end, one after the other."""

from collections.abc import Callable
from functools import partial
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import OperationalError

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.lessons.job_kinds import GENERATE_GROUP_LESSONS
from apps.lessons.models import LessonSchedule
from apps.lessons.services import generation_jobs, schedules, set_timetable
from tests.concurrency import call_concurrently
from tests.lessons.timetable_factory import make_line, set_schedule

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("monday_morning")]


def wait_after(work: Callable[..., Any], gate: Barrier) -> Callable[..., Any]:
    """Do the work, then wait until the other side holds its locks too, if it ever does."""

    def work_and_wait(*args: Any, **options: Any) -> Any:
        result = work(*args, **options)
        try:
            gate.wait(3)
        except BrokenBarrierError:
            pass
        return result

    return work_and_wait


def get_outcome(work: Callable[[], object]) -> str:
    try:
        work()
    except OperationalError as error:
        return type(error.__cause__).__name__
    return "done"


@pytest.mark.parametrize("protected", [True, False], ids=["protected", "control: locks in another order"])
def test_a_new_timetable_and_the_job_do_not_wait_for_each_other(group, manager, monkeypatch, protected):
    old = set_schedule(group, make_line(0))
    jobs.Job.objects.all().delete()
    with unit_of_work():
        jobs.enqueue(kind=GENERATE_GROUP_LESSONS, object_id=group.pk)
    (claim,) = jobs.claim_jobs(queue="default", limit=1, worker="test")
    gate = Barrier(2)
    monkeypatch.setattr(schedules, "replace_schedule", wait_after(schedules.replace_schedule, gate))
    monkeypatch.setattr(generation_jobs, "generate_lessons", wait_after(generation_jobs.generate_lessons, gate))
    if not protected:
        monkeypatch.setattr(schedules, "lock_generation", lambda: None)
    change = {"group": group, "lines": [make_line(1)], "expected_changed_at": old.changed_at}
    works = [partial(set_timetable, actor=manager, **change), partial(generation_jobs.generate_lessons_of_group, claim)]
    outcomes = call_concurrently([partial(get_outcome, work) for work in works])
    assert (outcomes == ["done", "done"]) == protected
    if protected:
        assert LessonSchedule.objects.get().lines.get().weekday == 1
