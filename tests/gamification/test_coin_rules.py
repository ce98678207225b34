"""What homework is worth: by bands of marks, in time, with the first try; and how a centre reads its rules."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.core.errors import Invalid
from apps.gamification.queries.ledger import get_coin_balance
from apps.settings.services import update_system_settings
from tests.homework.submission_helpers import assign_reading, scored_result, submit_and_score


@pytest.mark.parametrize(
    ("bands", "mark", "coins"),
    [
        ("", 80, 16),
        ("40:50 70:80 90:100", 80, 16),
        ("40:50 90:100", 89.9, 10),
        ("50:100 90:150", 95, 30),
        ("60:100", 50, 0),
    ],
    ids=["no bands", "a band", "just below the next", "more than all", "below the lowest"],
)
def test_score_earns_the_percent_of_its_band(group, pupil, bands, mark, coins):
    update_system_settings(actor=None, coin_bands=bands)
    submit_and_score(assign_reading(group), pupil, scored_result(float(mark)))
    assert get_coin_balance(pupil) == coins


@pytest.mark.parametrize(
    "bands",
    ["40", "90:100 40:50", "40:50 40:60", "101:100", "40:201", "40:50,90:100", "a:b"],
    ids=["no percent", "falling", "twice", "no mark", "too much", "commas", "letters"],
)
def test_invalid_bands_are_refused(db, bands):
    with pytest.raises(Invalid) as refused:
        update_system_settings(actor=None, coin_bands=bands)
    assert list(refused.value.fields) == ["coin_bands"]


def test_homework_before_the_deadline_earns_more(group, pupil, second_pupil):
    update_system_settings(actor=None, coins_for_on_time=3)
    soon = assign_reading(group, deadline=timezone.now() + timedelta(days=1))
    submit_and_score(soon, pupil, scored_result(80.0))
    type(soon).objects.filter(pk=soon.pk).update(deadline=timezone.now() - timedelta(hours=1))
    submit_and_score(soon, second_pupil, scored_result(80.0), take=1)
    assert [get_coin_balance(pupil), get_coin_balance(second_pupil)] == [19, 16]


def test_no_deadline_gives_no_bonus(group, pupil):
    update_system_settings(actor=None, coins_for_on_time=3)
    submit_and_score(assign_reading(group), pupil, scored_result(80.0))
    assert get_coin_balance(pupil) == 16


def test_first_attempt_earns_more_than_a_better_second(group, pupil):
    update_system_settings(actor=None, coins_for_first_try=2)
    task = assign_reading(group)
    submit_and_score(task, pupil, scored_result(50.0))
    assert get_coin_balance(pupil) == 12
    submit_and_score(task, pupil, scored_result(90.0), take=1)
    assert get_coin_balance(pupil) == 18


def test_score_without_coins_gets_no_bonus(group, pupil):
    update_system_settings(actor=None, coins_for_first_try=2, coins_minimum_score=60)
    submit_and_score(assign_reading(group), pupil, scored_result(50.0))
    assert get_coin_balance(pupil) == 0


def test_coin_rules_show_current_settings(pupil, client_for):
    update_system_settings(actor=None, coins_for_attendance=7)
    rows = client_for(pupil).get("/gamification/rules/").json["rules"]
    result = {row["name"]: row["value"] for row in rows}
    assert (result["coins_for_attendance"], result["coins_for_homework"], result["coin_bands"]) == (7, 20, "")
    assert {row["cause"] for row in rows} >= {"Homework", "Attendance", "Days studied in a row"}
