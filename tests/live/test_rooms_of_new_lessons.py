"""Lessons that a timetable or the office adds later get an online room by themselves, where the group says so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.lessons.models import Lesson, LiveRoom
from tests.attendance.register_requests import STARTS, create_group_lesson
from tests.factories import client_for
from tests.lessons.timetable_factory import make_line, run_jobs, set_schedule
from tests.live.test_rooms_and_joining import use_jitsi


@pytest.fixture
def old(group):
    """The coming lessons of a timetable that says nothing of rooms."""
    set_schedule(group, make_line())
    run_jobs()
    return list_coming(group)


def list_coming(group):
    return set(Lesson.objects.filter(group=group, starts_at__gt=timezone.now()).values_list("pk", flat=True))


def choose(user, group, provider):
    return client_for(user).put(f"/courses/groups/{group.pk}/live-rooms/", {"provider": provider})


def list_states(lessons):
    return list(LiveRoom.objects.filter(lesson__in=lessons).values_list("state", flat=True))


def test_only_lessons_that_come_later_get_a_room(manager, group, old, monkeypatch):
    use_jitsi(monkeypatch)
    answer = choose(manager, group, "jitsi")
    assert (answer.status, answer.json["provider_of_new"]) == (200, "jitsi")
    set_schedule(group, make_line(), make_line(weekday=2))
    run_jobs()
    new = list_coming(group) - old
    assert len(new) >= 4
    assert list_states(new) == ["ready"] * len(new)
    assert list_states(old) == []
    by_hand = create_group_lesson(group, starts=STARTS + timedelta(days=1))
    run_jobs()
    assert list_states([by_hand.pk]) == ["ready"]
    assert choose(manager, group, None).json["provider_of_new"] is None
    without = create_group_lesson(group, starts=STARTS + timedelta(days=3))
    run_jobs()
    assert list_states([without.pk]) == []
    assert len(list_states(new)) == len(new)


def test_a_room_that_was_removed_does_not_come_back(manager, group, old, monkeypatch):
    use_jitsi(monkeypatch)
    choose(manager, group, "jitsi")
    one = create_group_lesson(group, starts=STARTS + timedelta(days=1))
    run_jobs()
    assert client_for(manager).delete(f"/lessons/{one.pk}/live/").status == 204
    create_group_lesson(group, starts=STARTS + timedelta(days=3))
    run_jobs()
    assert list_states([one.pk]) == ["closed"]


def test_where_no_room_can_be_made_it_is_refused_by_field(manager, group, pupil, other_teacher, monkeypatch):
    assert choose(manager, group, "jitsi").refused_fields == (422, ["provider"])
    use_jitsi(monkeypatch)
    assert choose(manager, group, "link").refused_fields == (422, ["provider"])
    choose(manager, group, "jitsi").check_refused(409, "conflict")
    assert (choose(pupil, group, "jitsi").status, choose(other_teacher, group, "jitsi").status) == (403, 403)
