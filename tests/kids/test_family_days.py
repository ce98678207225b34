"""A guardian reads the day of a small child in words, with one thing to do at home, and hears of play."""

from datetime import date

import pytest

from apps.events.models import StreamEvent
from apps.events.publishing import get_child_stream
from apps.kids.family_days import load_played_days
from apps.kids.home_tips import TIPS, TOPICS, choose_tip, find_topic
from apps.kids.models import Skill
from tests.factories import client_for
from tests.kids.activities import RIGHT, Player, activity_block, publish_activities
from tests.kids.kid_requests import add_skill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_day")]
TODAY = date(2026, 11, 20)


@pytest.fixture
def skill(manager):
    area = add_skill(manager, "numbers")
    return add_skill(manager, "counting-to-10", parent=area["id"], name={"en": "Counting", "ru": "Счёт"})


@pytest.fixture
def block():
    return activity_block("count")


@pytest.fixture
def player(course, kid, block, skill):
    return Player(kid, kid, publish_activities(course, kid, block, skills=[skill]))


def get_day(reader, kid):
    answer = client_for(reader).get(f"/children/{kid.pk}/day/")
    assert answer.status == 200, answer.json
    return answer.json


def test_a_day_tells_what_was_done_and_learnt_in_words(player, block, kid, parent, consent):
    player.answer(block, RIGHT["count"], seconds=70)
    player.finish()
    parent.locale = "ru"
    parent.save(update_fields=["locale"])
    day = get_day(parent, kid)
    assert (day["day"], day["is_recorded"], day["minutes"], day["minutes_left"]) == ("2026-11-20", True, 2, None)
    assert [lesson["title"] for lesson in day["lessons"]] == ["Play"]
    [learnt] = day["learnt"]
    assert learnt["skill"]["code"] == "counting-to-10"
    assert (learnt["level"], learnt["words"], learnt["today"]) == ("medium", "Учится этому.", True)
    assert day["tip"]["skill"] == learnt["skill"]
    assert day["tip"]["text"].startswith(("Считайте вслух", "Пусть ребёнок накроет"))
    assert day["limits"] == {"minutes_a_day": None, "rest_after_minutes": 15, "author": None}


def test_without_the_consent_a_day_has_lessons_and_a_tip(player, block, kid, parent):
    player.answer(block, RIGHT["count"], seconds=70)
    player.finish()
    day = get_day(parent, kid)
    assert (day["is_recorded"], day["minutes"], day["learnt"]) == (False, None, [])
    assert (len(day["lessons"]), day["tip"]["skill"], day["tip"]["text"] != "") == (1, None, True)


def test_only_guardians_who_see_the_progress_read_the_day(kid, parent, teacher, manager, second_pupil):
    assert get_day(parent, kid)["id"] == str(kid.pk)
    for other in (kid, teacher, manager, second_pupil):
        client_for(other).get(f"/children/{kid.pk}/day/").check_refused(404)
    kid.guardians.update(sees_progress=False)
    client_for(parent).get(f"/children/{kid.pk}/day/").check_refused(404)


def test_guardians_hear_of_play_where_something_is_kept(player, block, kid, parent):
    def list_heard():
        rows = StreamEvent.objects.filter(stream=get_child_stream(kid.pk), type="child.played").order_by("seq")
        return [row.data["lesson_done"] for row in rows]

    player.answer(block, RIGHT["count"])
    assert list_heard() == []
    client_for(parent).put(f"/children/{kid.pk}/limits/", {"minutes_a_day": 30})
    player.answer(block, RIGHT["count"])
    player.finish()
    assert list_heard() == [False, True]


def test_the_days_of_many_take_the_queries_of_one(player, block, kid, second_pupil, consent, django_assert_num_queries):
    player.answer(block, RIGHT["count"], seconds=60)
    for children in ([kid.pk], [kid.pk, second_pupil.pk]):
        with django_assert_num_queries(4):
            days = load_played_days(children, TODAY, TODAY)
        assert [days[child].is_empty for child in children] == [False, True][: len(children)]


def test_a_tip_belongs_to_the_skill_or_to_its_area():
    area = Skill(code="letters")
    assert find_topic(Skill(code="counting-to-10")) == "counting"
    assert find_topic(Skill(code="first-step", parent=Skill(code="m-and-n", parent=area))) == "letters"
    assert find_topic(Skill(code="recount")) == ""
    assert TIPS.keys() == {*TOPICS, ""}
    texts = {str(choose_tip(None, date(2026, 11, day)).text) for day in (20, 21, 22)}
    assert len(texts) == 3
