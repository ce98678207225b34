"""What migrations make of coins that were there before: each is taken back and runs again."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from apps.accounts.models import User
from apps.courses.models import Group
from apps.gamification.models import StreakReward, StudentCoin
from apps.gamification.queries import get_coin_balance
from apps.gamification.services import award_coins
from apps.settings.services import update_system_settings
from tests.gamification.helpers import run


@pytest.fixture
def before_streak_rewards(transactional_db: None) -> Iterator[None]:
    """Rewards are not kept yet; afterwards everything is back."""
    MigrationExecutor(connection).migrate([("gamification", "0003_append_only_and_first_achievements")])
    yield
    forward()


def forward() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.slow
def test_migration_creates_streak_rewards_from_the_ledger(
    before_streak_rewards, group: Group, pupil: User, second_pupil: User
) -> None:
    update_system_settings(actor=None, coins_for_streak=4, streak_days_for_coins=2)
    for student, day, amounts in ((pupil, "02", [4]), (pupil, "04", [4, 0]), (second_pupil, "02", [4, 6])):
        for amount in amounts:
            cause = f"streak:{student.pk}:2026-09-{day}"
            award_coins(student=student, cause=cause, amount=amount, reason="streak.reached")
    StudentCoin.objects.update(changed=False)
    forward()
    rewards = StreakReward.objects.order_by("coins").values_list("student", "day", "days", "coins")
    assert list(rewards) == [(pupil.pk, date(2026, 9, 2), 2, 4), (second_pupil.pk, date(2026, 9, 2), 2, 6)]
    assert set(StudentCoin.objects.values_list("changed", flat=True)) == {True}
    run("gamification.reckon")
    assert [get_coin_balance(one) for one in (pupil, second_pupil)] == [0, 0]
    assert not StreakReward.objects.exists()
