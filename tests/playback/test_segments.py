"""Segments open by a signed link and are nothing without a key: by the web process, from the folder and by S3."""

import subprocess
import time
from contextlib import ExitStack

import pytest
import requests
import time_machine

from apps.video.keys import encrypt_segment, open_secret
from apps.video.links import build_poster_link, compute_signature
from apps.video.models import Video
from apps.video.video_files import POSTER
from project.doctor.findings import FindingLevel
from project.doctor.video_links import check_video_links
from tests.factories import client_for, make_django_client
from tests.playback.ladders import POSTER_BYTES, make_segments
from tests.playback.watching import fetch, list_segments, publish_film, started
from tests.resources.conftest import moto, s3_store  # noqa: F401

HOUR = 3600


@pytest.fixture
def links(viewer, film):
    """The links in the playlist of 240p."""
    return list_segments(started(client_for(viewer), film))


def test_a_segment_is_handed_out_whole_and_in_parts(links, film):
    init, segments = make_segments("240p")
    encrypted = encrypt_segment(segments[3], secret=open_secret(film.video), rendition="240p", number=3)
    assert fetch(links[0])[1] == init
    status, content, answer = fetch(links[4])
    assert (status, content, answer["Content-Type"]) == (200, encrypted, "video/mp4")
    assert (answer["Cache-Control"], answer["Accept-Ranges"]) == ("private, max-age=43200, immutable", "bytes")
    assert answer["Access-Control-Allow-Origin"] == "*"
    status, content, answer = fetch(links[4], Range="bytes=16-47")
    assert (status, content, answer["Content-Range"]) == (206, encrypted[16:48], f"bytes 16-47/{len(encrypted)}")
    assert fetch(links[4], Range=f"bytes={len(encrypted)}-")[0] == 416


def test_no_segment_can_be_decoded_without_its_key(links, tmp_path):
    for number, link in enumerate(links[1:], 1):
        (tmp_path / "film.mp4").write_bytes(fetch(links[0])[1] + fetch(link)[1])
        words = ["ffmpeg", "-v", "error", "-i", tmp_path / "film.mp4", "-f", "framemd5", "-"]
        heard = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
        frames = [line for line in heard.stdout.splitlines() if not line.startswith("#")]
        assert frames == [], number
        if number == 4:
            break


def test_a_link_is_for_one_rendition_of_one_film_and_ends(links, film, course):
    link = links[1]
    _, _, ends, signature, video, _, name = link.split("/")
    other = compute_signature(film.video.pk, "audio", int(ends))
    for wrong in (
        link.replace(signature, signature[::-1]),
        link.replace(ends, str(int(ends) + 1)),
        link.replace("/240p/", "/audio/"),
        link.replace("/240p/", "/720p/"),
        link.replace(video, str(film.lesson.pk)),
        link.replace(name, POSTER),
        link.replace(name, "../poster.jpg"),
        link.replace(name, "0.m4s"),
        link.replace(name, "00099.m4s"),
        f"/v/{ends}/{signature}/{video}/poster.jpg",
        f"/v/{ends}/{other}/{video}/240p/{name}",
    ):
        assert fetch(wrong)[0] == 404, wrong
    assert fetch(link)[0] == 200
    assert 12 * HOUR <= int(ends) - time.time() <= 13 * HOUR
    with time_machine.travel(int(ends) - 1, tick=False):
        assert fetch(link)[0] == 200
    with time_machine.travel(int(ends), tick=False):
        assert fetch(link)[0] == 404


def test_viewers_of_one_hour_get_the_same_links(viewer, film, links):
    with time_machine.travel(time.time() // HOUR * HOUR + 2 * HOUR):
        first, second = (list_segments(started(client_for(viewer), film)) for _ in range(2))
    assert first == second
    assert first != links


def test_the_web_process_hands_out_four_segments_at_a_time(links):
    with ExitStack() as open_answers:
        for link in links[:4]:
            answer = make_django_client().get(link)
            open_answers.callback(answer.close)
            assert answer.status_code == 200
        status, _, answer = fetch(links[5])
        assert (status, answer.json()["code"], answer["Retry-After"]) == (503, "unavailable", "1")
    for link in links[:6]:
        assert [fetch(link)[0], fetch(link, method="head")[0], fetch(link, method="post")[0]] == [200, 200, 405]


def test_a_poster_has_a_link_of_its_own(film):
    link = build_poster_link(film.video.pk)
    status, content, answer = fetch(link)
    assert (status, content, answer["Content-Type"]) == (200, POSTER_BYTES, "image/jpeg")
    assert fetch(link.replace("poster.jpg", "240p/00000.m4s"))[0] == 404
    with time_machine.travel(time.time() + 2 * HOUR):
        assert fetch(link)[0] == 404


def test_a_secret_of_nginx_signs_the_links(links, film, settings):
    settings.VIDEO_LINK_SECRET = "b" * 64
    assert fetch(links[1])[0] == 404, "signed with another secret"
    ends = 2_000_000_000
    text = f"{'b' * 64} {ends} {film.video.pk} 240p {'b' * 64}"
    words = f"printf '%s' '{text}' | openssl md5 -binary | openssl base64 | tr +/ -_ | tr -d ="
    signature = subprocess.run(["sh", "-c", words], capture_output=True, text=True, check=True).stdout.strip()
    assert compute_signature(film.video.pk, "240p", ends) == signature
    assert fetch(f"/v/{ends}/{signature}/{film.video.pk}/240p/00000.m4s")[0] == 200


@pytest.mark.slow  # 4 s
def test_an_s3_store_hands_the_segments_out_itself(s3_store, viewer, course):  # noqa: F811
    film = publish_film(course, "240p")
    links = list_segments(started(client_for(viewer), film))
    assert len(links) == 46
    assert all(link.startswith(f"{s3_store.server.url}/") and "X-Amz-Signature" in link for link in links)
    path = f"video/{film.video.pk}/240p/00000.m4s"
    secret = open_secret(film.video)
    encrypted = encrypt_segment(make_segments("240p")[1][0], secret=secret, rendition="240p", number=0)
    assert s3_store.read(path) == encrypted
    answer = requests.get(links[1], headers={"Range": "bytes=0-15"}, timeout=60)
    assert (answer.status_code, answer.content) == (206, encrypted[:16])
    assert build_poster_link(film.video.pk).startswith(f"{s3_store.server.url}/")


def test_the_doctor_calls_segments_by_web_processes_a_trial(film, settings, media):
    (found,) = check_video_links()
    assert (found.level, "trial" in found.text) == (FindingLevel.WARN, True)
    settings.VIDEO_LINK_SECRET = "b" * 64
    media.chmod(0o711)
    assert [finding.level for finding in check_video_links()] == [FindingLevel.OK]
    media.chmod(0o700)
    (found,) = check_video_links()
    assert (found.level, found.remedy) == (FindingLevel.BAD, f"chmod o+x {media}")
    settings.VIDEO_LINK_SECRET = ""
    Video.objects.all().delete()
    assert [finding.level for finding in check_video_links()] == [FindingLevel.OK]
