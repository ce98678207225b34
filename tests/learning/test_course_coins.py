"""A completed online course earns coins: once for each person and course, whatever is repeated or comes at once."""

import pytest

from apps.gamification.models import CoinTransaction
from apps.gamification.services import coin_replay
from apps.learning.models import Enrollment, EnrollmentSource
from apps.learning.outlines import Outline
from apps.learning.services import course_coins, end_enrollment, enrol_user
from apps.learning.services.course_coins import award_course_coins
from apps.learning.services.progress import count_progress
from apps.settings.services import update_system_settings
from tests.factories import client_for
from tests.learning.published import publish_lessons
from tests.races import run_together

pytestmark = pytest.mark.django_db


def enrol(user, course):
    return enrol_user(actor=None, user=user, course=course, source=EnrollmentSource.OFFICE)


def finish(user, *lessons):
    for lesson in lessons:
        answer = client_for(user).post(f"/courses/lessons/{lesson.pk}/progress/", {"scrolled": True})
        assert answer.status == 200, answer.json
    return answer.json["coins"]


def get_balance(user):
    return client_for(user).get("/gamification/coins/me/").json["balance"]


def test_a_completed_course_earns_coins_and_moves_the_leaderboard(group, pupil):
    update_system_settings(actor=None, coins_for_course=70)
    first, second = publish_lessons(group.course, {}, {})
    enrol(pupil, group.course)
    assert (finish(pupil, first), get_balance(pupil)) == (0, 0)
    assert finish(pupil, second, second, first) == 70
    client = client_for(pupil)
    assert get_balance(pupil) == 70
    [entry] = client.get(f"/gamification/coins/{pupil.pk}/transactions/").json["results"]
    assert (entry["text"], entry["amount"]) == ("Online course", 70)
    board = client.get(f"/gamification/leaderboard/{group.pk}/", {"period": "week"}).json
    assert [row["coins"] for row in board["rows"] if row["coins"]] == [70]
    rules = {row["name"]: row["value"] for row in client.get("/gamification/rules/").json["rules"]}
    assert rules["coins_for_course"] == 70


def test_learning_a_course_again_earns_nothing(course, pupil):
    [lesson] = publish_lessons(course, {})
    enrolment = enrol(pupil, course)
    finish(pupil, lesson)
    end_enrollment(actor=None, enrollment=enrolment, reason="again")
    update_system_settings(actor=None, coins_for_course=500)
    again = enrol(pupil, course)
    version = course.content.published
    count_progress(enrollment=again, outline=Outline.from_json(version.outline))
    again.refresh_from_db()
    assert (again.progress, again.completed_at is not None, get_balance(pupil)) == (100, True, 50)


def test_the_replay_finds_no_difference_and_follows_the_setting(course, pupil):
    [lesson] = publish_lessons(course, {})
    enrol(pupil, course)
    finish(pupil, lesson)
    assert coin_replay.find_differences() == []
    update_system_settings(actor=None, coins_for_course=30)
    coin_replay.apply_corrections(coin_replay.find_differences())
    assert (get_balance(pupil), coin_replay.find_differences()) == (30, [])


ROUNDS, AT_ONCE = 6, 4


def award_at_once(pupil, course):
    """How many awards too many there are when enrolments of one person in one course are completed at one moment."""
    doubled = 0
    for _ in range(ROUNDS):
        Enrollment.objects.filter(user=pupil).delete()
        rows = []
        for _number in range(AT_ONCE):
            rows.append(enrol(pupil, course))
            end_enrollment(actor=None, enrollment=rows[-1], reason="again")
        before = CoinTransaction.objects.filter(student=pupil).count()
        run_together(AT_ONCE, lambda index, rows=rows: award_course_coins([rows[index]]))
        doubled += CoinTransaction.objects.filter(student=pupil).count() - before - 1
    return doubled


@pytest.mark.django_db(transaction=True)
def test_completions_at_one_moment_earn_once(course, pupil):
    assert award_at_once(pupil, course) == 0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_control_completions_without_the_lock_earn_twice(course, pupil, monkeypatch):
    monkeypatch.setattr(course_coins, "lock_balances", lambda students: None)
    assert award_at_once(pupil, course) > 0
