"""A board is there from the first minute of its week, and none is made of weeks in which nobody learnt."""

from datetime import UTC, datetime, timedelta

import time_machine

from apps.gamification.models import Leaderboard
from tests.gamification.helpers import earn, run
from tests.gamification.test_leaderboard_snapshots import UPDATE, rows, wide

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
        assert [(rank, coins) for rank, _name, coins in rows(answer)] == [(1, 0), (1, 0)]
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
