"""What was given for days in a row stays as it was given, for as long as these days are in a row."""

from datetime import date

import pytest

from apps.accounts.models import User
from apps.courses.models import Holiday
from apps.gamification.models import CoinTransaction, StreakReward
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.gamification.queries.streaks import find_rewarded_days, iterate_streak_lengths
from apps.gamification.services import coin_replay
from apps.gamification.services.study_days import StudyRecord, record_study_days
from apps.settings.services import update_system_settings
from tests.gamification.helpers import earn, run


def studied(student: User, *days: int) -> None:
    """On these days of September, and coins are reckoned."""
    result = frozenset(date(2026, 9, day) for day in days)
    record_study_days([StudyRecord(student=student.pk, cause=f"homework:{student.pk}", days=result)])
    run("gamification.reckon")


def streaks(student: User) -> dict[int, int]:
    """Coins of days in a row by the last of them, as the ledger has it."""
    result: dict[int, int] = {}
    for cause, amount in CoinTransaction.objects.filter(student=student, cause__startswith="streak:").values_list(
        "cause", "amount"
    ):
        result[int(cause[-2:])] = result.get(int(cause[-2:]), 0) + amount
    return {day: coins for day, coins in sorted(result.items()) if coins}


@pytest.mark.parametrize(
    ("days", "given", "every", "expected"),
    [
        (range(1, 8), {}, 3, {3: False, 6: False}),
        (range(1, 8), {3: 3}, 2, {3: True, 5: False, 7: False}),
        (range(1, 8), {2: 2, 4: 2}, 3, {2: True, 4: True, 7: False}),
        ([2, 3, 4, 5], {3: 3}, 3, {4: False}),
        ([1, 2, 4, 5], {4: 2}, 2, {2: False, 5: False}),
        ([*range(1, 4), *range(5, 9)], {8: 4}, 4, {8: True}),
        (range(1, 10), {8: 4}, 4, {4: False, 8: True}),
        ([1, 2, 4, 5], {3: 3}, 2, {2: False, 5: False}),
    ],
    ids=[
        "nothing given", "fewer days are asked", "more days are asked", "a day short", "a gap", "a gap before it",
        "more days before it", "its own day is gone",
    ],
)  # fmt: skip
def test_streak_rewards_by_days(days, given, every, expected):
    def day(number: int) -> date:
        return date(2026, 9, number)

    lengths = list(iterate_streak_lengths(map(day, days), []))
    rewarded_days = find_rewarded_days(
        lengths, {day(last): took for last, took in given.items()}, days_per_reward=every
    )
    assert {item.day: kept for item, kept in sorted(rewarded_days)} == expected


def test_changed_settings_keep_given_streak_rewards(group, pupil):
    update_system_settings(actor=None, coins_for_streak=4, streak_days_for_coins=3)
    studied(pupil, 1, 2, 3, 4, 5, 6)
    assert streaks(pupil) == {3: 4, 6: 4}
    update_system_settings(actor=None, coins_for_streak=0)
    before = get_coin_balance(pupil)
    earn(pupil, 1)
    run("gamification.reckon")
    assert (streaks(pupil), get_coin_balance(pupil)) == ({3: 4, 6: 4}, before + 1)
    studied(pupil, *range(1, 10))
    update_system_settings(actor=None, coins_for_streak=9)
    studied(pupil, *range(1, 13))
    assert streaks(pupil) == {3: 4, 6: 4, 12: 9}
    update_system_settings(actor=None, streak_days_for_coins=2)
    studied(pupil, *range(1, 15))
    assert streaks(pupil) == {3: 4, 6: 4, 12: 9, 14: 9}
    assert not any(difference.subject.startswith("streak") for difference in coin_replay.find_differences())


def test_streak_reward_is_taken_with_its_days_and_given_by_current_settings(group, pupil):
    update_system_settings(actor=None, coins_for_streak=4, streak_days_for_coins=3)
    studied(pupil, 1, 2, 3, 5, 6, 7)
    update_system_settings(actor=None, coins_for_streak=1)
    studied(pupil, 1, 3, 5, 6, 7)
    assert streaks(pupil) == {7: 4}
    assert list(StreakReward.objects.values_list("day", "days", "coins")) == [(date(2026, 9, 7), 3, 4)]
    studied(pupil, 1, 2, 3, 5, 6, 7)
    assert streaks(pupil) == {3: 1, 7: 4}
    assert get_coin_balance(pupil) == sum_coin_ledger(pupil)
    assert coin_replay.find_differences() == []


def test_later_holiday_keeps_streak_rewards(group, pupil):
    update_system_settings(actor=None, coins_for_streak=4, streak_days_for_coins=7)
    studied(pupil, 1, 2, 3, *range(5, 12))
    assert streaks(pupil) == {11: 4}
    day = date(2026, 9, 4)
    Holiday.objects.create(branch=group.branch, name={"en": "Day off"}, starts_on=day, ends_on=day)
    studied(pupil, 1, 2, 3, *range(5, 13))
    assert streaks(pupil) == {11: 4}
    assert coin_replay.find_differences() == []
