"""Rooms of all coming lessons of a group, at the default of the centre; a new timetable takes them along."""

from datetime import timedelta

import pytest
from django.conf import settings

from apps.lessons.models import Lesson, LessonChange, LiveRoom
from apps.lessons.services import live_timetables
from apps.lessons.services.generation import generate_lessons
from apps.settings.models import SystemSettings
from tests.attendance.register_requests import STARTS, create_group_lesson, travel_to
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.live.live_requests import get_room, join, set_room
from tests.live.test_rooms_and_joining import use_jitsi

MAKE, SYNC = "lessons.make_live_rooms", "lessons.sync_live_room"


@pytest.fixture
def coming(group):
    """Five lessons to come of the group, one of them cancelled."""
    lessons = [create_group_lesson(group, starts=STARTS + timedelta(days=day)) for day in range(1, 6)]
    Lesson.objects.filter(pk=lessons[4].pk).update(status="cancelled")
    return lessons


def put_into_timetable(*lessons):
    """As if these lessons had been generated, by a timetable that the group has no longer."""
    for lesson in lessons:
        LessonChange.objects.filter(lesson=lesson).delete()
        Lesson.objects.filter(pk=lesson.pk).update(slot=lesson.starts_at)


def make(user, group, **body):
    return client_for(user).post(f"/courses/groups/{group.pk}/live-rooms/", body)


def count(user, group):
    found = client_for(user).get(f"/courses/groups/{group.pk}/live-rooms/").json
    return [found[name] for name in ("lessons", "ready", "preparing", "failed", "missing", "is_running")]


def test_all_coming_lessons_get_a_room_and_those_with_one_keep_it(manager, teacher, group, lesson, coming, monkeypatch):
    use_jitsi(monkeypatch)
    monkeypatch.setattr(live_timetables, "BATCH", 2)
    assert set_room(teacher, coming[0]).status == 200
    assert count(manager, group) == [4, 1, 0, 0, 3, False]
    for _again in range(2):
        made = make(manager, group, provider="jitsi")
        assert (made.status, made.json["is_running"]) == (202, True)
    assert run_jobs(MAKE) == 1
    assert count(manager, group) == [4, 1, 3, 0, 0, False]
    assert run_jobs(SYNC) == 3
    assert count(manager, group) == [4, 4, 0, 0, 0, False]
    assert get_room(teacher, coming[0])["provider"] == "link"
    assert get_room(teacher, lesson)["provider"] is None
    before = set(LiveRoom.objects.values_list("pk", flat=True))
    make(manager, group, provider="jitsi")
    run_jobs(MAKE)
    assert set(LiveRoom.objects.values_list("pk", flat=True)) == before


def test_the_default_of_the_centre_is_used_where_nobody_chooses(manager, admin, teacher, group, coming, monkeypatch):
    assert make(manager, group).refused_fields == (422, ["provider"])
    assert client_for(teacher).put(f"/lessons/{coming[0].pk}/live/", {}).refused_fields == (422, ["provider"])
    assert SystemSettings.objects.update(live_provider="jitsi")
    assert make(manager, group).refused_fields == (422, ["provider"])
    use_jitsi(monkeypatch)
    assert get_room(teacher, coming[0])["default_provider"] == "jitsi"
    assert client_for(teacher).put(f"/lessons/{coming[0].pk}/live/", {}).json["provider"] == "jitsi"
    assert make(manager, group).status == 202
    assert make(manager, group, provider="link").refused_fields == (422, ["provider"])


def test_only_who_arranges_the_timetable_makes_rooms(pupil, other_teacher, group, coming, monkeypatch):
    use_jitsi(monkeypatch)
    assert make(pupil, group, provider="jitsi").status == 403
    assert make(other_teacher, group, provider="jitsi").status in (403, 404)
    assert not LiveRoom.objects.exists()


def test_what_failed_is_tried_again(manager, group, coming, zoom, monkeypatch):
    monkeypatch.setattr(settings.ENV, "zoom_account_id", "")
    make_rooms = make(manager, group, provider="zoom")
    assert make_rooms.refused_fields == (422, ["provider"])


def test_a_lesson_that_the_timetable_drops_goes_with_its_room(manager, group, coming, zoom):
    put_into_timetable(*coming[:2])
    assert make(manager, group, provider="zoom").status == 202
    assert (run_jobs(MAKE), run_jobs(SYNC)) == (1, 4)
    known = set(LiveRoom.objects.exclude(provider_id="").values_list("provider_id", flat=True))
    report = generate_lessons(group)
    assert len(report.removed) == 2
    assert LiveRoom.objects.count() == 2
    assert run_jobs("lessons.remove_live_room") == 2
    kept = set(LiveRoom.objects.values_list("provider_id", flat=True))
    assert len(known - kept) == 2
    assert set(zoom.meetings) == kept


def test_a_lesson_that_somebody_entered_stays(manager, pupil, group, coming, monkeypatch):
    use_jitsi(monkeypatch)
    put_into_timetable(coming[0])
    make(manager, group, provider="jitsi")
    run_jobs(MAKE)
    run_jobs(SYNC)
    with travel_to(coming[0].starts_at - timedelta(minutes=5)):
        assert join(pupil, coming[0]).status == 200
        generate_lessons(group)
    assert Lesson.objects.filter(pk=coming[0].pk, pinned_at__isnull=False).exists()
