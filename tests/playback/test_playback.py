"""A learner watches a film: the token, heartbeats, two devices at once, and what ends it."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts import services
from apps.accounts.models import User
from apps.accounts.tokens import issue_access_token
from apps.core.permissions import Role
from apps.learning.models import Enrollment, LessonProgress
from apps.video.access import CHECKED_FOR
from apps.video.keys import derive_key, open_secret
from apps.video.models import Playback, Video
from tests.factories import ApiClient, client_for, make_user
from tests.playback.watching import beat, fetch, fetch_key, fetch_later_key, publish_film, start, started

MINUTE = timedelta(minutes=1)


def later(minutes):
    return time_machine.travel(timezone.now() + minutes * MINUTE, tick=False)


def refreshed(client):
    """The same device, with an access token of now."""
    return ApiClient(token=issue_access_token(client.session), session=client.session)


def test_a_learner_starts_a_film_and_gets_its_keys(viewer, film, course):
    User.objects.filter(pk=viewer.pk).update(phone="+998901234567")
    playback = started(client_for(viewer), film)
    assert playback["playlist"] == f"/video/{playback['token']}/master.m3u8"
    assert (playback["duration_ms"], playback["position_ms"], playback["has_audio"]) == (45_000, 0, True)
    assert playback["watermark"] == {"text": f"{viewer.full_name} · 4567"}
    status, content, answer = fetch(playback["playlist"])
    assert (status, answer["Content-Type"]) == (200, "application/vnd.apple.mpegurl")
    assert b"240p.m3u8" in content
    status, key, answer = fetch(f"/video/{playback['token']}/key/240p/1")
    assert (status, key) == (200, derive_key(open_secret(film.video), "240p", 1))
    assert answer["Content-Type"] == "application/octet-stream"


def test_nobody_keeps_playlists_keys_and_pictures(viewer, film):
    playback = started(client_for(viewer), film)
    names = ("master.m3u8", "240p.m3u8", "key/240p/0", "poster.jpg", "sprite-0.jpg", "key/240p/9", "none.m3u8")
    for name in names:
        _, content, answer = fetch(f"/video/{playback['token']}/{name}")
        assert answer["Cache-Control"] == "no-store", name
        assert playback["token"].encode() not in content, "a list that is passed on does not hold the token"


def test_a_player_that_sends_a_header_needs_no_token_in_the_path(viewer, film):
    client = client_for(viewer)
    playback = started(client, film)
    header = {"Playback-Token": playback["token"]}
    for name in ("master.m3u8", "240p.m3u8", "key/240p/0", "poster.jpg"):
        assert [fetch(f"/video/-/{name}", **header)[0], fetch(f"/video/-/{name}")[0]] == [200, 404], name


def test_heartbeats_move_the_end_and_keep_the_position(viewer, film):
    client = client_for(viewer)
    playback = started(client, film)
    with later(4):
        client = refreshed(client)
        assert beat(client, playback, 21_000, watched_ms=20_000).status == 200
        row = Playback.objects.get()
        assert row.expires_at == timezone.now() + 5 * MINUTE
        assert (row.position_ms, row.watched_ms) == (21_000, 20_000)
        assert beat(client, playback, 99_000_000, watched_ms=10_000_000).status == 200
        row.refresh_from_db()
        assert (row.position_ms, row.watched_ms < 9 * 60_000) == (45_000, True), "twice the time at most"
        assert beat(client, playback, -1).status == 422
    with later(8):
        assert fetch_key(playback) == 200
    with later(10):
        client = refreshed(client)
        assert [fetch_key(playback), beat(client, playback).status] == [404, 404]
        assert fetch_key(started(client, film)) == 200


def test_a_film_goes_on_where_the_viewer_stopped(viewer, film, course):
    client = client_for(viewer)
    beat(client, started(client, film), 21_000)
    assert started(client_for(viewer), film)["position_ms"] == 21_000
    LessonProgress.objects.create(user=viewer, lesson=film.lesson, block=film.block, position_ms=30_000)
    assert started(client, film)["position_ms"] == 30_000, "what the lesson's progress says"
    LessonProgress.objects.update(position_ms=44_000)
    assert started(client, film)["position_ms"] == 0, "the film was at its end"


def test_a_third_device_is_refused_and_the_first_goes_on(viewer, film):
    devices = [client_for(viewer) for _ in range(3)]
    first, second = (started(device, film) for device in devices[:2])
    start(devices[2], film).check_refused(409, "playback_limit")
    assert [fetch_key(first), fetch_key(second)] == [200, 200]
    again = started(devices[0], film)
    assert [fetch_key(first), fetch_key(again)] == [404, 200], "who loads the page again makes room for themselves"
    assert devices[1].delete(f"/video/playbacks/{second['token']}/").status == 204
    assert fetch_key(second) == 404
    third = started(devices[2], film)
    with later(6):
        assert [fetch_key(again), fetch_key(third)] == [404, 404]
        started(refreshed(devices[1]), film)
        started(refreshed(devices[0]), film)


def test_one_device_watches_two_films_and_a_third_ends_the_first(viewer, film, course):
    client = client_for(viewer)
    mine = [started(client, film)]
    other = publish_film(course, "240p", title="Two")
    mine.append(started(client, other))
    assert [fetch_later_key(playback) for playback in mine] == [404, 200], "the course has only the other lesson now"
    elsewhere = started(client_for(viewer), other)
    assert [fetch_key(mine[1]), fetch_key(elsewhere)] == [200, 200]
    assert Playback.objects.filter(ended_at=None).count() == 2


def test_a_token_is_for_its_viewer_and_device_alone(viewer, film, pupil):
    client = client_for(viewer)
    playback = started(client, film)
    path = f"/video/playbacks/{playback['token']}/"
    for other in (client_for(pupil), client_for(viewer)):
        assert [beat(other, playback).status, other.delete(path).status] == [404, 404]
    unknown = {"token": "A" * 43}
    assert beat(client, unknown).json | {"request_id": ""} == beat(client_for(pupil), playback).json | {
        "request_id": ""
    }
    assert beat(ApiClient(), playback).status == 401
    assert start(client_for(pupil), film).status in (403, 404)
    assert start(ApiClient(), film).status == 401
    assert [fetch_key(playback), fetch_key(unknown)] == [200, 404]


def test_another_network_asks_for_a_new_token(viewer, film):
    client = client_for(viewer, address="203.0.113.7")
    playback = started(client, film)
    assert fetch_key(playback, address="203.0.113.200") == 200, "the same network"
    status, _, answer = fetch(f"/video/{playback['token']}/key/240p/0", address="198.51.100.7")
    assert (status, answer.json()["code"]) == (403, "other_network")
    assert answer["Cache-Control"] == "no-store"
    moved = ApiClient(token=client.token, session=client.session, address="198.51.100.7")
    beat(moved, playback).check_refused(403, "other_network")
    again = started(moved, film)
    assert [fetch_key(again, address="198.51.100.7"), beat(moved, again).status] == [200, 200]
    assert fetch_key(playback, address="203.0.113.7") == 404, "one device has one token of a film"


def sign_out(client, viewer, film):
    services.logout(session=client.session)


def deactivate(client, viewer, film):
    User.objects.filter(pk=viewer.pk).update(is_active=False)


def end_enrolment(client, viewer, film):
    Enrollment.objects.update(state="ended", ended_at=timezone.now())


def lock_lesson(client, viewer, film):
    Enrollment.objects.update(starts_at=timezone.now() + timedelta(days=1))


def replace_film(client, viewer, film):
    publish_film(film.lesson.course, "240p")


def end_it(client, viewer, film):
    Playback.objects.update(ended_at=timezone.now())


@pytest.mark.parametrize("change", [sign_out, deactivate, end_enrolment, lock_lesson, replace_film, end_it])
def test_what_takes_the_film_away_in_mid_play_leaves_no_key_and_no_picture(change, viewer, film):
    client = client_for(viewer)
    playback = started(client, film)
    names = ("master.m3u8", "240p.m3u8", "key/240p/0", "key/240p/1", "poster.jpg", "sprite-0.jpg")
    assert [fetch(f"/video/{playback['token']}/{name}")[0] for name in names] == [200] * len(names)
    change(client, viewer, film)
    with time_machine.travel(timezone.now() + CHECKED_FOR, tick=False):
        answers = [fetch(f"/video/{playback['token']}/{name}") for name in names]
    assert [status for status, _, _ in answers] == [404] * len(names)
    unknown = fetch(f"/video/{'A' * 43}/master.m3u8")[2].json()
    for _, _, answer in answers:
        assert answer.json() | {"request_id": ""} == unknown | {"request_id": ""}
    assert beat(client, playback).status in (401, 403, 404)


def test_a_film_that_is_not_prepared_says_so(viewer, film):
    Video.objects.update(state="waiting")
    refused = start(client_for(viewer), film)
    assert (refused.refusal, refused.json["detail"]) == ((409, "video_not_ready"), "This film is not ready yet.")
    Video.objects.update(state="refused", refusal="damaged")
    refused = start(client_for(viewer), film)
    assert (refused.refusal, refused.json["detail"]) == ((409, "video_not_ready"), "This film cannot be shown.")


def test_a_key_costs_few_queries(viewer, film):
    playback = started(client_for(viewer), film)
    for passed, most in ((0, 3), (1, 10)):
        for name in ("key/240p/0", "240p.m3u8", "master.m3u8"):
            with later(passed), CaptureQueriesContext(connection) as queries:
                assert fetch(f"/video/{playback['token']}/{name}")[0] == 200
            assert len(queries) <= most, [query["sql"][:90] for query in queries]
            most = 3  # it was checked a moment ago


def test_what_is_not_of_this_film_is_not_found(viewer, film):
    playback = started(client_for(viewer), film)
    for name in ("720p.m3u8", "key/720p/0", "key/240p/2", "sprite-7.jpg", "sprites.vtt", "init.mp4", "", "key/240p/x"):
        assert fetch(f"/video/{playback['token']}/{name}")[0] == 404, name
    assert start(client_for(viewer), film, headers={}).status == 201
    assert client_for(viewer).post(film.path, {"block": str(film.lesson.pk)}).status == 404
    assert client_for(viewer).post(film.path, {}).status == 422


def test_a_preview_is_for_everybody_who_is_signed_in(course, pupil):
    film = publish_film(course, "240p", is_preview=True)
    assert fetch_key(started(client_for(make_user(Role.MEMBER, "Passer")), film)) == 200


@pytest.mark.parametrize(("language", "words"), [("uz", "Film hali"), ("ru", "Фильм ещё"), ("en", "This film is")])
def test_refusals_come_in_three_languages(language, words, film, viewer):
    User.objects.filter(pk=viewer.pk).update(locale=language)
    Video.objects.update(state="waiting")
    assert words in start(client_for(viewer), film).json["detail"]
