"""Check-in by pupils: the code on the teacher's screen, when it works and what it never does."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest

from apps.accounts.models import User
from apps.attendance.services.check_in import WINDOW_SECONDS, compute_check_in_code
from apps.courses.models import Membership
from apps.gamification.queries.ledger import get_coin_balance
from apps.lessons.models import Lesson
from apps.settings.models import SystemSettings
from tests import factories
from tests.access.side_effects import reset_rate_limits
from tests.attendance import register_requests
from tests.attendance.register_requests import NOW, STARTS, load_history, load_marks, mark_row, send_marks, travel_to
from tests.factories import client_for


@pytest.fixture(autouse=True)
def _switched_on(db):
    reset_rate_limits()
    SystemSettings.objects.update(self_check_in=True)


def shown(teacher: User, lesson: Lesson) -> str:
    code: str = client_for(teacher).get(f"/lessons/{lesson.pk}/check-in/").json["code"]
    return code


def check_in(pupil: User, lesson: Lesson, code: str) -> factories.ApiResponse:
    return client_for(pupil).post(f"/lessons/{lesson.pk}/check-in/", {"code": code})


def test_the_teacher_shows_a_code_as_text_and_as_a_drawing(lesson, teacher, pupil):
    path = f"/lessons/{lesson.pk}/check-in/"
    answer = client_for(teacher).get(path)
    assert (answer.status, len(answer.json["code"])) == (200, 7)
    assert 0 < answer.json["seconds_left"] <= WINDOW_SECONDS
    assert ElementTree.fromstring(answer.json["qr"]).tag.endswith("svg")
    assert client_for(pupil).get(path).status == 403


@pytest.mark.parametrize(
    ("minutes", "status", "late"),
    [(-15, "present", None), (5, "present", None), (6, "late", 6), (90, "late", 90)],
    ids=["before", "on time", "late", "at the end"],
)
def test_check_in_marks_present_or_late_by_minutes(lesson, teacher, pupil, minutes, status, late):
    with travel_to(STARTS + timedelta(minutes=minutes), tick=False):
        answer = check_in(pupil, lesson, shown(teacher, lesson).lower())
    assert (answer.status, answer.json["status"], answer.json["minutes_late"]) == (200, status, late)
    assert (answer.json["source"], answer.json["marked_by"]["id"]) == ("self", str(pupil.pk))
    assert get_coin_balance(pupil) == (5 if status == "present" else 2)


@pytest.mark.parametrize("minutes", [-16, 91])
def test_check_in_is_open_15_minutes_before_until_the_end(lesson, teacher, pupil, minutes):
    with travel_to(STARTS + timedelta(minutes=minutes)):
        assert client_for(teacher).get(f"/lessons/{lesson.pk}/check-in/").status == 409
        assert check_in(pupil, lesson, "7KQ2MXA").status == 409
    assert load_marks(lesson) == {}


def test_the_code_of_the_window_before_still_works_and_older_ones_do_not(lesson, group, teacher, pupil, second_pupil):
    code = shown(teacher, lesson)
    with travel_to(NOW + timedelta(seconds=2 * WINDOW_SECONDS)):
        assert check_in(pupil, lesson, code).refused_fields == (422, ["code"])
    with travel_to(NOW + timedelta(seconds=WINDOW_SECONDS)):
        assert check_in(pupil, lesson, code).status == 200
    other = register_requests.create_group_lesson(group, starts=STARTS + timedelta(hours=2))
    assert compute_check_in_code(other.pk, 1) != compute_check_in_code(lesson.pk, 1)


def test_check_in_keeps_an_existing_mark(lesson, teacher, pupil):
    send_marks(teacher, lesson, mark_row(pupil, "absent"))
    answer = check_in(pupil, lesson, shown(teacher, lesson))
    assert (answer.status, answer.json["status"], answer.json["source"]) == (200, "absent", "bulk")
    assert load_history(lesson) == []


def test_the_first_check_in_counts_and_the_teacher_has_the_last_word(lesson, teacher, pupil):
    first = check_in(pupil, lesson, shown(teacher, lesson)).json
    with travel_to(NOW + timedelta(minutes=20)):
        assert check_in(pupil, lesson, shown(teacher, lesson)).json == first
        send_marks(teacher, lesson, mark_row(pupil, "absent"))
    assert (load_marks(lesson), load_history(lesson)) == ({pupil.pk: "absent"}, [("late", "absent")])


def test_pupil_outside_the_register_cannot_check_in(lesson, teacher, pupil, other_pupil):
    code = shown(teacher, lesson)
    assert [check_in(user, lesson, code).status for user in (other_pupil, teacher, pupil)] == [404, 404, 200]


def test_wrong_codes_are_limited_to_ten(lesson, teacher, pupil, second_pupil):
    assert [check_in(pupil, lesson, "AAAAAAA").status for _ in range(11)] == [422] * 10 + [429]
    code = shown(teacher, lesson)
    assert [check_in(user, lesson, code).status for user in (pupil, second_pupil)] == [429, 200]


def test_keeper_of_the_register_cannot_check_in(lesson, group, manager):
    Membership.objects.create(group=group, student=manager, joined_on="2026-09-01")
    assert check_in(manager, lesson, shown(manager, lesson)).status == 409
    assert load_marks(lesson) == {}


def test_check_in_is_off_by_default(lesson, teacher, pupil):
    code = shown(teacher, lesson)
    SystemSettings.objects.update(self_check_in=False)
    assert client_for(teacher).get(f"/lessons/{lesson.pk}/check-in/").status == 409
    assert check_in(pupil, lesson, code).status == 409
