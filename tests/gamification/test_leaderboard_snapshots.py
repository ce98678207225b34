"""Leaderboards of course and centre, taken every hour; past ones stay; neighbours; names that pupils hide."""

from datetime import UTC, datetime, timedelta

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import Guardian
from apps.core.permissions import Role
from apps.courses.models import Membership
from apps.events.models import StreamEvent
from apps.events.publishing import get_group_stream
from apps.gamification.models import Leaderboard
from apps.gamification.services.shop_management import redeem_shop_item
from tests import factories
from tests.gamification.helpers import earn, item, run

UPDATE = "gamification.update_leaderboards"
WEDNESDAY = datetime(2026, 9, 16, 10, tzinfo=UTC)


def rows(answer) -> list[tuple[int, str, int]]:
    assert answer.status == 200, answer.json
    return [(row["rank"], row["name"], row["coins"]) for row in answer.json["rows"]]


def wide(client, **query):
    return client.get("/gamification/leaderboards/", {"period": "all", **query})


def test_course_and_centre_boards_are_updated_hourly(group, other_group, pupil, second_pupil, other_pupil, client_for):
    client = client_for(pupil)
    assert wide(client).json["taken_at"] is None
    earn(pupil, 10)
    earn(other_pupil, 30)
    run(UPDATE)
    expected = [(1, "Bekzod Umarov", 30), (2, "Jasur Oripov", 10)]
    assert rows(wide(client)) == rows(wide(client, scope="course", course=str(group.course_id))) == expected
    earn(second_pupil, 90)
    assert rows(wide(client)) == expected
    run(UPDATE)
    answer = wide(client)
    assert rows(answer)[0] == (1, "Laylo Saidova", 90)
    assert answer.json["me"]["rank"] == 3


def test_spent_coins_do_not_count_on_leaderboards(group, pupil, client_for):
    earn(pupil, 10)
    redeem_shop_item(student=pupil, item=item(8))
    run(UPDATE)
    client = client_for(pupil)
    for period in ("week", "month", "all"):
        assert wide(client, period=period).json["me"]["coins"] == 10
        assert client.get(f"/gamification/leaderboard/{group.pk}/", {"period": period}).json["me"]["coins"] == 10


def test_leaderboard_of_a_past_week_does_not_change(group, pupil, second_pupil, client_for):
    with time_machine.travel(WEDNESDAY, tick=False):
        earn(pupil, 10)
    run(UPDATE, at=WEDNESDAY)
    with time_machine.travel(WEDNESDAY + timedelta(days=3), tick=False):
        earn(second_pupil, 20)
    next_week = WEDNESDAY + timedelta(days=7)
    run(UPDATE, at=next_week)
    with time_machine.travel(next_week, tick=False):
        earn(pupil, 0)
        earn(pupil, 5, "2")
        run(UPDATE)
        client = client_for(pupil)
        past = wide(client, period="week", on="2026-09-14")
        assert rows(past) == [(1, "Laylo Saidova", 20), (2, "Jasur Oripov", 10)]
        assert past.json["starts_on"] == "2026-09-14"
        of_group = client.get(f"/gamification/leaderboard/{group.pk}/", {"period": "week", "on": "2026-09-18"})
        assert rows(of_group) == rows(past)
        assert rows(wide(client, period="week")) == []
    assert Leaderboard.objects.filter(closed_at__isnull=False, period="week", starts_on="2026-09-14").count() == 3


def test_neighbours_are_the_rows_around_the_reader(group, pupil, client_for):
    for number in range(1, 9):
        person = factories.make_user(Role.STUDENT, "Anvar", "Oripov", email=f"anvar{number}@example.uz")
        Membership.objects.create(group=group, student=person, joined_on="2026-09-01")
        earn(person, number * 10)
    earn(pupil, 45)
    run(UPDATE)
    client = client_for(pupil)
    live = client.get(f"/gamification/leaderboard/{group.pk}/", {"period": "all", "neighbours": 2}).json
    kept = wide(client, neighbours=2).json
    assert [row["coins"] for row in live["neighbours"]] == [60, 50, 45, 40, 30]
    assert (live["neighbours"], live["me"]) == (kept["neighbours"], kept["me"])


def test_hidden_name_is_visible_to_family_and_staff(group, pupil, second_pupil, teacher, parent, manager, client_for):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    earn(pupil, 10)
    client = client_for(pupil)
    assert client.put("/gamification/preferences/me/", {"name_hidden": True}).json == {"name_hidden": True}
    assert client.get("/gamification/preferences/me/").json == {"name_hidden": True}
    run(UPDATE)
    group_path = f"/gamification/leaderboard/{group.pk}/?period=all"
    for person in (pupil, teacher, parent, manager):
        reader = client_for(person)
        for answer in (reader.get(group_path), wide(reader)):
            assert rows(answer)[0] == (1, "Jasur Oripov", 10)
    reader = client_for(second_pupil)
    for answer in (reader.get(group_path), wide(reader)):
        assert answer.json["rows"][0] == {"rank": 1, "student": None, "name": "", "coins": 10, "hidden": True}
    events = StreamEvent.objects.filter(stream=get_group_stream(group.pk), type="leaderboard.changed").order_by("seq")
    earn(second_pupil, 1)
    assert events.first().data["rows"][0]["name"] == "Jasur Oripov"
    client.put("/gamification/preferences/me/", {"name_hidden": False})
    assert rows(reader.get(group_path))[0] == (1, "Jasur Oripov", 10)


def test_course_and_centre_leaderboards_need_a_visible_group(group, pupil, teacher, parent, stranger, client_for):
    assert [wide(client_for(person)).status for person in (pupil, teacher)] == [200, 200]
    assert [wide(client_for(person)).status for person in (parent, stranger)] == [404, 404]
    course = {"scope": "course", "course": str(group.course_id)}
    assert [wide(client_for(person), **course).status for person in (pupil, stranger)] == [200, 404]
    assert wide(client_for(pupil), scope="course").status == 422
    assert wide(client_for(pupil), course=str(group.course_id)).status == 422


def test_snapshot_leaderboard_query_count_is_constant(group, pupil, client_for):
    client, counts = client_for(pupil), []
    for number in (1, 12):
        for place in range(number):
            person = factories.make_user(Role.STUDENT, "Anvar", email=f"anvar{number}-{place}@example.uz")
            Membership.objects.create(group=group, student=person, joined_on="2026-09-01")
            earn(person, place + 1)
        run(UPDATE)
        with CaptureQueriesContext(connection) as asked:
            assert rows(wide(client, neighbours=3))
        counts.append(len(asked))
    assert counts[0] == counts[1]


MONDAY = datetime(2026, 9, 13, 19, tzinfo=UTC)
"""Midnight in Tashkent."""


def test_weekly_leaderboard_is_created_ahead(group, pupil, client_for):
    earlier = MONDAY - timedelta(minutes=57)
    with time_machine.travel(earlier, tick=False):
        earn(pupil, 10)
    run(UPDATE, at=earlier)
    with time_machine.travel(MONDAY + timedelta(minutes=1), tick=False):
        answer = wide(client_for(pupil), period="week")
        assert answer.json["starts_on"] == "2026-09-14"
        assert rows(answer) == []
        earn(pupil, 5, "2")
        run(UPDATE)
        assert rows(wide(client_for(pupil), period="week"))[0] == (1, pupil.full_name, 5)
        assert rows(wide(client_for(pupil), period="week", on="2026-09-13"))[0] == (1, pupil.full_name, 10)


def test_new_group_has_no_leaderboards_of_earlier_weeks(group, pupil):
    group.memberships.update(joined_on="2026-09-16")
    with time_machine.travel(MONDAY, tick=False):
        earn(pupil, 10)
    run(UPDATE, at=MONDAY + timedelta(days=2, hours=3))
    kept = Leaderboard.objects.filter(scope="group").exclude(period="all")
    assert set(kept.values_list("period", "starts_on__day")) == {("week", 14), ("month", 1)}
