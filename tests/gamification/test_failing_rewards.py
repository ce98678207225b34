"""One pupil with whom the reckoning fails keeps nobody else waiting."""

from datetime import date

import pytest

from apps.gamification.models import AchievementGrant, StudentCoin
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.gamification.services import rewards
from apps.gamification.services.rewards import RewardsNotUpdated
from apps.gamification.services.study_days import StudyRecord, record_study_days
from apps.notifications.models import Notification
from apps.settings.services import update_system_settings
from tests.gamification.helpers import earn, run

MOST = 2**31 - 1
"""As many coins as the column holds: another one cannot be entered."""


@pytest.mark.parametrize("at_once", [1, 100], ids=["alone", "together"])
def test_failing_pupil_does_not_stop_rewards_of_others(group, pupil, second_pupil, monkeypatch, at_once):
    monkeypatch.setattr(rewards, "BATCH_SIZE", at_once)
    update_system_settings(actor=None, coins_for_streak=4, streak_days_for_coins=2)
    broken, other = sorted((pupil, second_pupil), key=lambda user: user.pk)
    for student in (broken, other):
        days = frozenset({date(2026, 9, 1), date(2026, 9, 2)})
        record_study_days([StudyRecord(student=student.pk, cause=f"homework:{student.pk}", days=days)])
    StudentCoin.objects.filter(pk=broken.pk).update(balance=MOST)
    for _ in range(2):
        with pytest.raises(RewardsNotUpdated, match="1 pupils"):
            run("gamification.reckon")
        assert [sum_coin_ledger(item) for item in (broken, other)] == [0, 4]
        assert StudentCoin.objects.get(pk=broken.pk).changed
    StudentCoin.objects.filter(pk=broken.pk).update(balance=0)
    run("gamification.reckon")
    assert [get_coin_balance(user) for user in (broken, other)] == [4, 4]
    run("gamification.reckon")
    assert not StudentCoin.objects.filter(changed=True).exists()


def test_failing_pupil_does_not_stop_the_backfill(group, pupil, second_pupil, admin, client_for):
    for student in (pupil, second_pupil):
        earn(student, 50)
    run("gamification.reckon")
    forty = {"code": "forty", "name": {"uz": "Qirq"}, "counter": "coins_earned", "threshold": 40, "coins": 4}
    assert client_for(admin).post("/gamification/achievements/catalog/", forty).status == 201
    StudentCoin.objects.filter(pk=pupil.pk).update(balance=MOST)
    run("gamification.reckon")
    assert list(AchievementGrant.objects.values_list("student", flat=True)) == [second_pupil.pk]
    assert not Notification.objects.filter(type="achievement.granted").exists()
