"""What can be reached is the administrator's: new ones begin quietly, what somebody has stays what it was."""

import pytest

from apps.accounts.models import User
from apps.events.models import StreamEvent
from apps.gamification.models import Achievement, AchievementGrant
from apps.gamification.queries.ledger import get_coin_balance
from apps.notifications.models import Notification
from apps.settings.models import AuditLog
from tests.gamification.helpers import earn, run

PATH = "/gamification/achievements/catalog/"
COUNTERS = "/gamification/achievements/counters/"
NEW = {"code": "forty", "name": {"uz": "Qirq", "ru": "", "en": "Forty"}, "counter": "coins_earned", "threshold": 40}


def told() -> tuple[int, int]:
    granted = StreamEvent.objects.filter(type="achievement.granted")
    return granted.count(), Notification.objects.filter(type="achievement.granted").count()


def test_new_achievement_is_backfilled_without_notification(group, pupil, second_pupil, admin, client_for):
    earn(pupil, 50)
    run("gamification.reckon")
    answer = client_for(admin).post(PATH, NEW | {"coins": 4})
    assert (answer.status, answer.json["code"], answer.json["name"]["uz"]) == (201, "forty", "Qirq"), answer.json
    run("gamification.reckon")
    assert list(AchievementGrant.objects.values_list("student", flat=True)) == [pupil.pk]
    assert (get_coin_balance(pupil), told()) == (54, (0, 0))
    earn(second_pupil, 40)
    run("gamification.reckon")
    assert (AchievementGrant.objects.count(), told()) == (2, (1, 1))
    assert AuditLog.objects.filter(action="achievements.add").count() == 1


def test_counters_are_listed_and_an_achievement_counts_one_of_them(pupil, admin, client_for):
    User.objects.filter(pk=pupil.pk).update(locale="en")
    counters = {row["name"]: row["text"] for row in client_for(pupil).get(COUNTERS).json["counters"]}
    assert counters["homework_done"] == "Homework with a score"
    assert {"coins_earned", "longest_streak", "lessons_attended"} < set(counters)
    for number, name in enumerate(counters):
        made = client_for(admin).post(PATH, NEW | {"code": f"c{number}", "counter": name})
        assert (made.status, made.json["counter"]) == (201, name)


def test_counter_and_threshold_are_fixed_once_granted(group, pupil, admin, client_for):
    client = client_for(admin)
    path = f"{PATH}{client.post(PATH, NEW).json['id']}/"
    assert client.patch(path, {"threshold": 30}).json["threshold"] == 30
    earn(pupil, 30)
    run("gamification.reckon")
    for fixed in ({"threshold": 20}, {"counter": "study_days"}):
        refused = client.patch(path, fixed | {"coins": 9})
        assert (refused.status, list(refused.json["fields"])) == (409, list(fixed))
    changed = client.patch(path, {"coins": 9, "name": {"uz": "", "ru": "", "en": "Thirty"}, "threshold": 30})
    assert (changed.status, changed.json["coins"], get_coin_balance(pupil)) == (200, 9, 30)


def test_lowered_achievement_is_backfilled_and_archived_one_is_not(group, pupil, second_pupil, admin, client_for):
    client = client_for(admin)
    path = f"{PATH}{client.post(PATH, NEW).json['id']}/"
    earn(pupil, 30)
    run("gamification.reckon")
    assert client.patch(path, {"threshold": 30}).status == 200
    run("gamification.reckon")
    assert (AchievementGrant.objects.count(), told()) == (1, (0, 0))
    assert client.patch(path, {"archived": True}).status == 200
    earn(second_pupil, 30)
    run("gamification.reckon")
    assert AchievementGrant.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"counter": "wishes"}, "counter"), ({"code": "first-lesson"}, "code"), ({"name": {"en": " "}}, "name"),
     ({"threshold": 0}, "threshold"), ({"code": "Forty two"}, "code")],
    ids=["counter", "taken", "no words", "nothing", "no code"],
)  # fmt: skip
def test_invalid_achievement_is_refused(admin, client_for, wrong, field):
    before = Achievement.objects.count()
    client_for(admin).post(PATH, NEW | wrong).check_refused(422, field=field)
    assert Achievement.objects.count() == before
