"""Who is told of online rooms: the teacher of ready ones, the office of failed ones, families a day before."""

from datetime import timedelta

import pytest

from apps.accounts.models import Guardian
from apps.jobs import services as jobs
from apps.lessons.models import LiveRoom
from apps.notifications.models import Notification
from tests.attendance.register_requests import STARTS, create_group_lesson
from tests.job_runs import run_jobs
from tests.live.live_requests import set_room
from tests.live.test_rooms_and_joining import use_jitsi

READY, CHANGED, FAILED = "lessons.live_ready", "lessons.live_changed", "lessons.live_failed"
SYNC = "lessons.sync_live_room"


@pytest.fixture
def soon(group):
    return create_group_lesson(group, starts=STARTS + timedelta(hours=5))


@pytest.fixture
def later(group):
    return create_group_lesson(group, starts=STARTS + timedelta(days=3))


@pytest.fixture
def family(pupil, parent):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother", sees_progress=True)
    return [pupil, parent]


def told(*people):
    run_jobs("notifications.tell")
    rows = Notification.objects.filter(type__startswith="lessons.live_", user__in=people)
    return sorted(set(rows.values_list("user__first_name", "type")))


def fail(kind):
    """Let the job of this kind die."""
    (claim,) = [job for job in jobs.claim_jobs(queue="default", limit=20, worker="test") if job.kind == kind]
    jobs.fail_job(claim, reason="refused", retry=False)


def test_the_teacher_is_told_once_of_many_ready_rooms(manager, teacher, family, soon, later, monkeypatch):
    use_jitsi(monkeypatch)
    for lesson in (soon, later):
        assert set_room(manager, lesson, "jitsi").status == 200
    assert run_jobs(SYNC) == 2
    assert told(teacher, manager, *family) == [(teacher.first_name, READY)]
    assert Notification.objects.filter(type=READY).count() == 1


def test_families_are_told_of_another_room_within_a_day_only(manager, teacher, family, soon, later, monkeypatch):
    use_jitsi(monkeypatch)
    for lesson in (soon, later):
        set_room(manager, lesson, "jitsi")
    run_jobs(SYNC)
    set_room(manager, later)
    assert told(*family) == []
    set_room(teacher, soon)
    assert told(*family) == sorted((person.first_name, CHANGED) for person in family)
    assert (teacher.first_name, CHANGED) in told(teacher)
    text = str(list(Notification.objects.filter(type=CHANGED).values_list("data", flat=True)))
    assert "meet.example.uz" not in text


def test_the_teacher_and_the_office_are_told_of_a_room_that_was_not_made(
    manager, teacher, family, later, soon, zoom, monkeypatch
):
    for lesson, people in ((later, []), (soon, family)):
        assert set_room(manager, lesson, "zoom").status == 200
        LiveRoom.objects.filter(lesson=lesson).update(state="failed", problem="refused")
        fail(SYNC)
        everybody = [teacher, manager, *people]
        assert told(teacher, manager, *family) == sorted((person.first_name, FAILED) for person in everybody)
