"""Achievements: granted once when a count comes to what is asked, with coins, for good; shown with progress."""

from apps.accounts.models import Guardian, User
from apps.events.models import StreamEvent
from apps.events.publishing import get_user_stream
from apps.gamification.models import Achievement, AchievementGrant, CoinTransaction
from apps.gamification.queries.achievements import list_active_achievements
from apps.gamification.queries.ledger import get_coin_balance
from apps.gamification.services.rewards import grant_achievements
from apps.notifications.models import Notification
from tests.gamification.helpers import earn, run
from tests.homework.submission_helpers import assign_reading, scored_result, submit_and_score


def codes(student: User) -> set[str]:
    return set(AchievementGrant.objects.filter(student=student).values_list("achievement__code", flat=True))


def test_reached_achievement_is_granted_once_with_coins(group, pupil, second_pupil):
    submit_and_score(assign_reading(group), pupil, scored_result(95.0))
    run("gamification.reckon")
    assert codes(pupil) == {"first-homework", "first-excellent"}
    assert codes(second_pupil) == set()
    assert get_coin_balance(pupil) == 19 + 5 + 5
    events = StreamEvent.objects.filter(stream=get_user_stream(pupil.pk), type="achievement.granted")
    granted = {(event.data["code"], event.data["coins"]) for event in events}
    assert granted == {("first-homework", 5), ("first-excellent", 5)}
    notices = Notification.objects.filter(user=pupil, type="achievement.granted")
    assert {notice.data["name"]["en"] for notice in notices} == {"First homework", "First top mark"}
    for _ in range(3):
        run("gamification.reckon")
    assert (AchievementGrant.objects.count(), events.count(), get_coin_balance(pupil)) == (2, 2, 29)


def test_coins_of_an_achievement_can_reach_the_next(group, pupil):
    Achievement.objects.create(code="all-but-one", name={"en": "Nearly"}, counter="coins_earned", threshold=95, coins=5)
    earn(pupil, 95)
    run("gamification.reckon")
    assert codes(pupil) == {"all-but-one"}
    run("gamification.reckon")
    assert codes(pupil) == {"all-but-one", "hundred-coins"}


def test_granted_achievement_stays_after_a_correction(group, pupil):
    earn(pupil, 100)
    run("gamification.reckon")
    earn(pupil, 0)
    run("gamification.reckon")
    assert codes(pupil) == {"hundred-coins"}


def test_parallel_reward_updates_grant_once(group, pupil):
    earn(pupil, 100)
    assert [len(grant_achievements([pupil.pk], list(list_active_achievements()))) for _ in range(2)] == [1, 0]
    assert CoinTransaction.objects.filter(cause__startswith="achievement:").count() == 0


def test_progress_and_catalogue(group, pupil, client_for):
    earn(pupil, 120)
    submit_and_score(assign_reading(group), pupil, scored_result(50.0))
    run("gamification.reckon")
    client = client_for(pupil)
    listed = client.get(f"/gamification/achievements/{pupil.pk}/").json["achievements"]
    rows = {row["achievement"]["code"]: row for row in listed}
    assert (rows["ten-homeworks"]["count"], rows["ten-homeworks"]["granted_at"]) == (1, None)
    assert rows["hundred-coins"]["granted_at"] is not None
    assert rows["hundred-coins"]["count"] == 100
    catalogue = client.get("/gamification/achievements/catalog/").json["results"]
    assert [row["code"] for row in catalogue][:2] == ["first-homework", "ten-homeworks"]
    assert catalogue[0]["counted"] == "Homework with a score"


def test_archived_achievement_is_shown_only_to_owners(group, pupil, second_pupil, client_for):
    earn(pupil, 100)
    run("gamification.reckon")
    Achievement.objects.filter(code="hundred-coins").update(archived_at="2026-09-01T00:00:00Z")
    for person, is_shown in ((pupil, True), (second_pupil, False)):
        rows = client_for(person).get(f"/gamification/achievements/{person.pk}/").json["achievements"]
        assert ("hundred-coins" in {row["achievement"]["code"] for row in rows}) == is_shown


def test_achievements_are_visible_to_family_and_teachers_only(
    group, pupil, second_pupil, teacher, parent, manager, other_teacher, client_for
):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    path = f"/gamification/achievements/{pupil.pk}/"
    assert [client_for(user).get(path).status for user in (pupil, teacher, parent, manager)] == [200] * 4
    assert [client_for(user).get(path).status for user in (second_pupil, other_teacher)] == [404] * 2
