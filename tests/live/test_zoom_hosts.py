"""Hosts at Zoom: each holds one lesson at a time; a lesson for which none is free is refused by name."""

from datetime import timedelta
from threading import Barrier

import pytest
from django.conf import settings

from apps.lessons.models import LiveRoom
from apps.lessons.services import live_hosts
from apps.notifications.models import Notification
from tests.attendance.register_requests import STARTS, create_group_lesson
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.live.live_requests import get_room, make_room, set_room
from tests.live.test_zoom_rooms import SYNC, move_by, run_sync_as_a_worker
from tests.races import run_together

FIRST, SECOND = "host@example.uz", "second@example.uz"


@pytest.fixture
def two_hosts(zoom, monkeypatch):
    zoom.hosts = [FIRST, SECOND]
    monkeypatch.setattr(settings.ENV, "zoom_host", f"{FIRST},{SECOND}")
    return zoom


def create_at(group, hours):
    return create_group_lesson(group, starts=STARTS + timedelta(hours=hours))


def cancel(teacher, lesson):
    assert client_for(teacher).post(f"/lessons/{lesson.pk}/cancel/", {"reason": "Ill"}).status == 200


def list_hosts(zoom):
    return [meeting["host"] for meeting in zoom.meetings.values()]


def test_lessons_at_the_same_time_have_two_hosts(two_hosts, group, other_group, teacher, other_teacher):
    make_room(teacher, create_at(group, 4), "zoom")
    make_room(other_teacher, create_at(other_group, 4), "zoom")
    assert list_hosts(two_hosts) == [FIRST, SECOND]
    make_room(teacher, create_at(group, 8), "zoom")
    assert list_hosts(two_hosts) == [FIRST, SECOND, FIRST]


def test_without_a_free_host_a_room_is_refused_until_one_is(zoom, group, other_group, teacher, other_teacher):
    one, other = create_at(group, 4), create_at(other_group, 5)
    make_room(teacher, one, "zoom")
    set_room(other_teacher, other, "zoom").check_refused(409, "no_host")
    assert get_room(other_teacher, other)["provider"] is None
    cancel(teacher, one)
    assert set_room(other_teacher, other, "zoom").status == 200
    assert run_jobs(SYNC) == 2
    assert list_hosts(zoom) == [FIRST]


def test_a_refused_room_leaves_the_one_that_the_lesson_has(zoom, group, other_group, teacher, other_teacher):
    one, other = create_at(group, 4), create_at(other_group, 4)
    make_room(teacher, one, "zoom")
    set_room(other_teacher, other)
    set_room(other_teacher, other, "zoom").check_refused(409, "no_host")
    assert (get_room(other_teacher, other)["provider"], get_room(other_teacher, other)["state"]) == ("link", "ready")


@pytest.mark.parametrize("hosts, second", [((FIRST, SECOND), SECOND), ((FIRST,), FIRST)], ids=["two hosts", "one"])
def test_the_next_lesson_has_another_host_where_there_is_one(
    zoom, group, other_group, teacher, other_teacher, monkeypatch, hosts, second
):
    zoom.hosts = list(hosts)
    monkeypatch.setattr(settings.ENV, "zoom_host", ",".join(hosts))
    make_room(teacher, create_at(group, 4), "zoom")
    make_room(other_teacher, create_at(other_group, 5.5), "zoom")
    assert list_hosts(zoom) == [FIRST, second]


def test_a_lesson_that_is_moved_onto_another_gets_another_host(two_hosts, group, other_group, teacher, other_teacher):
    make_room(teacher, create_at(group, 4), "zoom")
    other = create_at(other_group, 8)
    before = make_room(other_teacher, other, "zoom")
    assert list_hosts(two_hosts) == [FIRST, FIRST]
    move_by(other_teacher, other, 4)
    assert (run_jobs(SYNC), run_jobs("lessons.remove_live_room")) == (1, 1)
    assert list_hosts(two_hosts) == [FIRST, SECOND]
    room = LiveRoom.objects.get(lesson=other)
    assert (room.host, room.state, room.provider_id != before.provider_id) == (SECOND, "ready", True)
    assert two_hosts.meetings[room.provider_id]["start_time"] == "2026-09-07T09:00:00Z"
    move_by(other_teacher, other, 9)
    assert (run_jobs(SYNC), LiveRoom.objects.get(lesson=other).provider_id) == (1, room.provider_id)


@pytest.mark.django_db(transaction=True)
def test_a_moved_lesson_without_a_host_has_no_room_and_is_told(
    zoom, group, other_group, teacher, other_teacher, other_pupil, manager
):
    one, other = create_at(group, 4), create_at(other_group, 8)
    for person, lesson in ((teacher, one), (other_teacher, other)):
        set_room(person, lesson, "zoom")
        run_sync_as_a_worker()
    move_by(other_teacher, other, 4)
    assert run_sync_as_a_worker().state == "dead"
    shown = get_room(other_teacher, other)
    assert (shown["state"], shown["problem"]) == ("failed", "no_host")
    assert (run_jobs("lessons.remove_live_room"), len(zoom.meetings)) == (1, 1)
    told = Notification.objects.filter(type="lessons.live_failed").values_list("user", flat=True)
    assert {other_teacher.pk, manager.pk, other_pupil.pk} <= set(told)
    set_room(other_teacher, other, "zoom").check_refused(409, "no_host")
    cancel(teacher, one)
    run_sync_as_a_worker()
    assert set_room(other_teacher, other, "zoom").status == 200
    run_sync_as_a_worker()
    assert (get_room(other_teacher, other)["state"], list_hosts(zoom)) == ("ready", [FIRST])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["one gets it", "control: no lock"])
def test_two_lessons_that_want_the_last_host_at_once(
    zoom, group, other_group, teacher, other_teacher, a_connection_for_each, monkeypatch, protected
):
    wanted = [(teacher, create_at(group, 4)), (other_teacher, create_at(other_group, 4))]
    if not protected:
        gate, read = Barrier(2, timeout=60), live_hosts._list_busy_hosts

        def read_and_wait(*asked):
            found = read(*asked)
            gate.wait()
            return found

        monkeypatch.setattr(live_hosts, "_lock_hosts", lambda _provider: None)
        monkeypatch.setattr(live_hosts, "_list_busy_hosts", read_and_wait)
    answers = run_together(2, lambda index: set_room(*wanted[index], "zoom").status)
    assert (sorted(answers) == [200, 409]) == protected
    assert (LiveRoom.objects.filter(host=FIRST).count() == 1) == protected
