"""The group's leaderboard: live from the ledger, one rule for ties, by the branch's days, told at most once a
second."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.permissions import Role
from apps.courses.models import Group, Membership
from apps.courses.services import end_membership
from apps.events.models import StreamEvent
from apps.events.publishing import get_group_stream
from apps.gamification.services.awards import award_coins
from apps.gamification.services.leaderboard_events import publish_leaderboard
from tests import factories
from tests.gamification.helpers import run

MONDAY = datetime(2026, 9, 14, 0, 30, tzinfo=UTC)  # 05:30 in Tashkent


def earn(student: User, amount: int, cause: str = "1") -> None:
    award_coins(student=student, cause=f"homework:{student.pk}-{cause}", amount=amount, reason="homework.scored")


def board(client, group: Group, period: str = "all") -> list[tuple[int, str, int]]:
    answer = client.get(f"/gamification/leaderboard/{group.pk}/", {"period": period})
    assert answer.status == 200
    return [(row["rank"], row["name"], row["coins"]) for row in answer.json["rows"]]


@pytest.fixture
def four(group):
    for name in ("Anvar", "Zarina"):
        person = factories.make_user(Role.STUDENT, name)
        Membership.objects.create(group=group, student=person, joined_on="2026-09-01")
    return list(User.objects.filter(memberships__group=group).order_by("first_name"))


def test_equal_coins_share_a_rank_and_the_next_rank_is_skipped(four, group, teacher, client_for):
    for person, coins in zip(four, (10, 30, 10, 5), strict=True):
        earn(person, coins)
    names = [person.full_name for person in four]
    rows = board(client_for(teacher), group)
    assert rows == [(1, names[1], 30), (2, names[0], 10), (2, names[2], 10), (4, names[3], 5)]


def test_leaderboard_contains_the_reader_who_earned_coins(four, group, teacher, client_for):
    earn(four[2], 10)
    path = f"/gamification/leaderboard/{group.pk}/"
    assert client_for(four[2]).get(path).json["me"]["rank"] == 1
    assert client_for(four[3]).get(path).json["me"] is None
    assert board(client_for(teacher), group) == [(1, four[2].full_name, 10)]
    assert client_for(teacher).get(path).json["me"] is None


def test_week_and_month_begin_at_the_branchs_midnight(group, pupil, client_for):
    sunday_late = datetime(2026, 9, 13, 18, 59, tzinfo=UTC)  # 23:59 of Sunday in Tashkent
    monday = sunday_late + timedelta(minutes=2)
    for moment, cause, coins in ((MONDAY - timedelta(days=20), "a", 1), (sunday_late, "b", 2), (monday, "c", 4)):
        with time_machine.travel(moment, tick=False):
            earn(pupil, coins, cause)
    with time_machine.travel(MONDAY, tick=False):
        client = client_for(pupil)
        mine = {period: board(client, group, period)[0][2] for period in ("week", "month", "all")}
    assert mine == {"week": 4, "month": 6, "all": 7}


def test_former_members_are_not_on_the_leaderboard(group, pupil, second_pupil, teacher, client_for):
    for person in (pupil, second_pupil):
        earn(person, 10)
    end_membership(actor=None, membership=group.memberships.get(student=pupil))
    assert board(client_for(teacher), group) == [(1, second_pupil.full_name, 10)]


def test_leaderboard_is_visible_to_members_teachers_and_office_only(
    group, pupil, assistant, manager, other_pupil, other_teacher, client_for
):
    path = f"/gamification/leaderboard/{group.pk}/"
    assert [client_for(person).get(path).status for person in (pupil, assistant, manager)] == [200] * 3
    assert [client_for(person).get(path).status for person in (other_pupil, other_teacher)] == [404] * 2
    assert client_for(pupil).get(path, {"period": "year"}).status == 422


def test_it_costs_the_same_for_few_and_many(group, teacher, client_for):
    client = client_for(teacher)
    with CaptureQueriesContext(connection) as few:
        board(client, group)
    for number in range(18):
        person = factories.make_user(Role.STUDENT, "Anvar", email=f"anvar{number}@example.uz")
        Membership.objects.create(group=group, student=person, joined_on="2026-09-01")
        earn(person, number + 1)
    with CaptureQueriesContext(connection) as many:
        assert len(board(client, group)) == 18
    assert len(few) == len(many)


def test_leaderboard_is_published_at_most_once_a_second(group, pupil):
    events = StreamEvent.objects.filter(stream=get_group_stream(group.pk), type="leaderboard.changed").order_by("seq")
    with time_machine.travel(MONDAY, tick=False):
        for number in range(1, 6):
            earn(pupil, number, "1")
        assert [event.data["rows"][0]["coins"] for event in events.all()] == [1]
        waiting = jobs.Job.objects.filter(kind="gamification.announce_leaderboard")
        assert waiting.count() == 1
        assert waiting.get().run_at == MONDAY + timedelta(seconds=1)
    waiting.update(run_at=MONDAY - timedelta(days=3000))
    (claim,) = jobs.claim_jobs(queue="default", limit=9, worker="test")
    publish_leaderboard(claim)
    assert [event.data["rows"][0]["coins"] for event in events.all()] == [1, 5]


def test_deactivated_pupils_are_on_no_leaderboard(group, pupil, second_pupil, teacher, client_for):
    for person in (pupil, second_pupil):
        earn(person, 10)
    User.objects.filter(pk=pupil.pk).update(is_active=False)
    client = client_for(teacher)
    assert board(client, group) == [(1, second_pupil.full_name, 10)]
    run("gamification.update_leaderboards")
    kept = client.get(f"/gamification/leaderboard/{group.pk}/", {"on": "2026-09-14", "period": "all"})
    assert [row["name"] for row in kept.json["rows"]] == [second_pupil.full_name]
