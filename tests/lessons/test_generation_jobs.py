"""Each night, by the group's own clock, its lessons are made up to the horizon; once, however often it is asked."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.courses.models import Group, GroupStatus
from apps.jobs.kinds import get_job_kind
from apps.jobs.models import Job
from apps.jobs.scheduler import enqueue_due_periodic_jobs
from apps.lessons.job_kinds import GENERATE_GROUP_LESSONS, GENERATE_LESSONS
from apps.lessons.models import Lesson, LessonSchedule, Room
from tests.lessons.timetable_factory import NOW, list_local_times, make_line, run_jobs, set_schedule

MIDNIGHT = datetime(2026, 9, 14, 0, 0, tzinfo=NOW.tzinfo)


@pytest.fixture
def two_zones(group, other_group):
    """Weekly lessons of a group in Tashkent and one in Berlin, made on a Monday."""
    Group.objects.filter(pk=other_group.pk).update(zone="Europe/Berlin")
    other_group.refresh_from_db()
    with time_machine.travel(NOW, tick=False):
        for each_group in (group, other_group):
            set_schedule(each_group, make_line())
        run_jobs()
    return group, other_group


def night(at: datetime) -> list[str]:
    """What the hour's job did at that time: the groups whose lessons were made."""
    before = set(Job.objects.values_list("pk", flat=True))
    with time_machine.travel(at, tick=False):
        with unit_of_work():
            jobs.enqueue(kind=GENERATE_LESSONS, payload={"slot": at.isoformat()})
        run_jobs()
    made = Job.objects.filter(kind=GENERATE_GROUP_LESSONS).exclude(pk__in=before).values_list("object_id", flat=True)
    return sorted(Group.objects.get(pk=pk).name for pk in made)


def test_horizon_moves_at_each_group_midnight(two_zones):
    tashkent, berlin = two_zones
    assert (len(list_local_times(tashkent)), len(list_local_times(berlin))) == (9, 9)
    assert night(datetime(2026, 9, 13, 12, tzinfo=UTC)) == ["A2 evening", "A2 morning"]
    assert night(MIDNIGHT - timedelta(minutes=1)) == []
    assert night(MIDNIGHT) == ["A2 morning"]
    assert (len(list_local_times(tashkent)), len(list_local_times(berlin))) == (10, 9)
    assert list_local_times(tashkent)[-1] == "11-09 10:00"
    assert night(MIDNIGHT + timedelta(hours=3)) == ["A2 evening"]
    assert (len(list_local_times(tashkent)), len(list_local_times(berlin))) == (10, 10)


def test_twice_in_a_night_and_after_an_outage_it_is_done_once(two_zones):
    later = MIDNIGHT + timedelta(days=20, hours=9)
    assert night(later) == ["A2 evening", "A2 morning"]
    before = list(Lesson.objects.order_by("pk").values())
    assert night(later) == []
    LessonSchedule.objects.update(filled_on=None)
    assert night(later) == ["A2 evening", "A2 morning"]
    assert list(Lesson.objects.order_by("pk").values()) == before


def test_closed_groups_are_processed_while_they_have_future_lessons(two_zones):
    Group.objects.update(status=GroupStatus.CLOSED)
    assert night(MIDNIGHT + timedelta(hours=9)) == ["A2 evening", "A2 morning"]
    assert [len(list_local_times(group)) for group in two_zones] == [1, 1]
    assert night(MIDNIGHT + timedelta(days=1, hours=9)) == []


def test_job_of_a_deleted_group_succeeds(two_zones):
    with unit_of_work():
        job = jobs.enqueue(kind=GENERATE_GROUP_LESSONS, object_id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e72")
    assert run_jobs() == [GENERATE_GROUP_LESSONS]
    job.refresh_from_db()
    assert job.state == "done"


def test_generation_job_runs_every_hour(db):
    assert get_job_kind(GENERATE_LESSONS).every == timedelta(hours=1)
    started = [
        GENERATE_LESSONS in enqueue_due_periodic_jobs(NOW + timedelta(minutes=minutes)) for minutes in (0, 1, 59, 60)
    ]
    assert started == [True, False, False, True]
    assert Job.objects.filter(kind=GENERATE_LESSONS).count() == 2


def test_groups_that_swap_rooms_get_all_lessons_within_an_hour(group, other_group):
    """The first to be looked after finds its new room still taken; the next hour finds it free."""
    rooms = [Room.objects.create(branch=group.branch, name=name) for name in "12"]
    with time_machine.travel(NOW, tick=False):
        for each_group, place in zip((group, other_group), rooms, strict=True):
            set_schedule(each_group, make_line(room_id=place.pk))
        run_jobs()
        for each_group, place in zip((group, other_group), reversed(rooms), strict=True):
            set_schedule(each_group, make_line(room_id=place.pk))
            run_jobs()
    assert sorted([len(list_local_times(group)), len(list_local_times(other_group))]) == [0, 9]
    assert night(NOW + timedelta(hours=1)) == ["A2 morning"]
    assert [len(list_local_times(group)), len(list_local_times(other_group))] == [9, 9]
    assert night(NOW + timedelta(hours=2)) == []
