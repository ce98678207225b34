"""Guardians limit how long a small child plays: the server counts, and opens no lesson once it is enough."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from apps.accounts.services.merges import merge_duplicate
from apps.core.permissions import Role
from apps.kids.models import PlayDay, PlayLimit
from apps.settings.models import AuditLog
from tests.factories import client_for, make_user
from tests.kids.activities import RIGHT, WRONG, Player, activity_block, publish_activities

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_day")]
NOW = datetime.fromisoformat("2026-11-20T12:01:00+05:00")
MINUTE = timedelta(minutes=1)


def put_limits(actor, kid, **values):
    return client_for(actor).put(f"/children/{kid.pk}/limits/", {"minutes_a_day": 10} | values)


@pytest.fixture
def block():
    return activity_block("tap")


@pytest.fixture
def player(course, kid, block):
    return Player(kid, kid, publish_activities(course, kid, block))


def test_only_guardians_who_see_the_progress_set_limits(player, kid, parent, teacher, manager, admin, second_pupil):
    for other in (kid, teacher, manager, admin, second_pupil):
        put_limits(other, kid).check_refused(404)
    assert (player.path().json["rest_after_seconds"], player.path().json["play_left_seconds"]) == (900, None)
    author = {"id": str(parent.pk), "full_name": parent.full_name}
    answer = put_limits(parent, kid, rest_after_minutes=5)
    assert answer.json == {"minutes_a_day": 10, "rest_after_minutes": 5, "author": author}
    put_limits(parent, kid, rest_after_minutes=5)
    assert AuditLog.objects.filter(action="kids.limit_play", actor=parent, object_id=str(kid.pk)).count() == 1
    lesson = player.open().json
    assert (lesson["rest_after_seconds"], lesson["play_left_seconds"]) == (300, 600)
    kid.guardians.update(sees_progress=False)
    put_limits(parent, kid, minutes_a_day=None).check_refused(404)
    assert PlayLimit.objects.get().minutes_a_day == 10


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"minutes_a_day": 9}, "minutes_a_day"),
        ({"minutes_a_day": 121}, "minutes_a_day"),
        ({"rest_after_minutes": 4}, "rest_after_minutes"),
        ({"rest_after_minutes": 31}, "rest_after_minutes"),
    ],
)
def test_a_limit_out_of_range_is_refused(kid, parent, values, field):
    assert put_limits(parent, kid, **values).refused_fields == (422, [field])
    assert not PlayLimit.objects.exists()


def test_a_day_ends_on_every_device_and_what_was_begun_can_be_ended(player, block, kid, parent):
    put_limits(parent, kid)
    for minute in range(10):
        with time_machine.travel(NOW + minute * MINUTE, tick=False):
            device = Player(kid, kid, player.lesson)
            sent = device.send(block, {"kind": "tap", **WRONG["tap"]}, seconds=60)
        assert sent.json["play_left_seconds"] == 540 - 60 * minute
    with time_machine.travel(NOW + 11 * MINUTE, tick=False):
        player, beside = Player(kid, kid, player.lesson), Player(parent, kid, player.lesson)
        for device in (player, beside):
            device.open().check_refused(409, "enough_for_today")
            assert device.path().json["play_left_seconds"] == 0
        assert player.answer(block, RIGHT["tap"], seconds=60) == "right"
        assert player.finish().json["is_done"] is True
        put_limits(parent, kid, minutes_a_day=20)
        assert player.open().status == 200
        put_limits(parent, kid)
    with time_machine.travel(NOW + timedelta(hours=13), tick=False):
        assert Player(kid, kid, player.lesson).open().json["play_left_seconds"] == 600


def test_time_counts_once_and_no_longer_than_it_took(player, block, kid, parent):
    put_limits(parent, kid)
    play = str(uuid4())
    with time_machine.travel(NOW, tick=False):
        for _again in range(2):
            player.answer(block, WRONG["tap"], play=play, seconds=60)
    with time_machine.travel(NOW + 10 * MINUTE, tick=False):
        Player(kid, kid, player.lesson).answer(block, RIGHT["tap"], play=play, number=2, seconds=3600)
    assert PlayDay.objects.get().seconds == 60 + 300


def test_a_try_after_midnight_counts_no_more_than_the_time_since_the_one_before(player, block, kid, consent):
    for clock in ("20T23:59:50", "21T00:00:05"):
        with time_machine.travel(datetime.fromisoformat(f"2026-11-{clock}+05:00"), tick=False):
            Player(kid, kid, player.lesson).answer(block, WRONG["tap"], seconds=60)
    assert list(PlayDay.objects.order_by("day").values_list("seconds", flat=True)) == [60, 15]


def test_nothing_is_counted_without_a_limit_of_the_day_and_the_consent(player, block, kid, parent):
    put_limits(parent, kid, minutes_a_day=None, rest_after_minutes=10)
    sent = player.send(block, {"kind": "tap", **RIGHT["tap"]}, seconds=60)
    assert sent.json["play_left_seconds"] is None
    assert not PlayDay.objects.exists()


def test_with_the_consent_time_is_counted_without_a_limit(player, block, kid, consent):
    player.answer(block, RIGHT["tap"], seconds=60)
    assert PlayDay.objects.get(child=kid).seconds == 60


def test_of_doubles_the_days_are_added(kid, admin):
    double = make_user(Role.STUDENT, "Jasur", "Oripov", email="double@example.uz")
    for child, day in ((kid, 20), (double, 20), (double, 19)):
        PlayDay.objects.create(child=child, day=NOW.date().replace(day=day), seconds=100, last_at=NOW)
    merge_duplicate(keep=kid, duplicate=double, actor=admin)
    days = PlayDay.objects.order_by("day").values_list("child", "seconds")
    assert list(days) == [(kid.pk, 100), (kid.pk, 200)]


def test_stickers_stay_when_the_child_leaves_the_course(player, kid):
    sticker = {"lesson": str(player.lesson.pk), "picture": player.finish().json["sticker"]}
    kid.enrollments.update(state="frozen")
    path = player.path().json
    assert (path["lessons"], path["stickers"], path["stars"]) == ([], [sticker], 1)
