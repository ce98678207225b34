"""A native player (Safari) reads the playlist once and asks for keys by address: ffmpeg is the client."""

import re
import subprocess
import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connections
from django.db.models import F

from apps.video.keys import derive_key, open_secret
from apps.video.models import Playback
from tests.factories import client_for
from tests.playback.ladders import FRAMES, SECONDS
from tests.playback.watching import beat, publish_film, started

pytestmark = pytest.mark.django_db(transaction=True)
SPEED = 60
"""In the long film a second is a minute: of its player, and of the token's life."""
LONG = {"seconds": 750, "length": 6}


def play(address, *options):
    """The number of pictures that ffmpeg saw, and what it complained of."""
    words = ["ffmpeg", "-v", "error", *options, "-i", address, "-map", "0:v:0", "-f", "framemd5", "-"]
    ended = subprocess.run(words, capture_output=True, text=True, timeout=240, check=False)
    return sum(not line.startswith("#") for line in ended.stdout.splitlines()), ended.stderr


@pytest.fixture
def server(processes, media):
    """The address of a web process, and the process."""
    processes.env["MEDIA_ROOT"] = str(media)
    return processes.start_server("web")


@pytest.mark.slow  # 5 s
def test_ffmpeg_plays_a_film_and_the_log_knows_neither_token_nor_key_nor_link(server, viewer, film):
    playback = started(client_for(viewer), film)
    pictures, errors = play(f"{server[0]}{playback['playlist']}")
    assert (pictures, errors) == (SECONDS * FRAMES, "")
    output = server[1].output()
    assert "/video/[removed]/key/240p/1" in output
    assert re.search(rf"/v/\d+/\[removed\]/{film.video.pk}/240p/00044.m4s", output)
    secret = open_secret(film.video)
    keys = [derive_key(secret, name, period) for name in ("240p", "audio") for period in (0, 1)]
    for hidden in (playback["token"], *(key.hex() for key in keys), *(str(key) for key in keys)):
        assert hidden not in output
    assert not re.search(r"/v/\d+/[A-Za-z0-9_-]{22}/", output)


@contextmanager
def minutes_as_seconds(at_each_minute):
    """Within the block, a minute of the token's life passes each second, after `at_each_minute()`."""
    over = threading.Event()

    def pass_time():
        while not over.wait(60 / SPEED):
            at_each_minute()
            Playback.objects.update(expires_at=F("expires_at") - timedelta(seconds=60))
        connections.close_all()

    passing = threading.Thread(target=pass_time)
    passing.start()
    try:
        yield
    finally:
        over.set()
        passing.join()


def watch_long_film(server, course, viewer, *, heartbeats):
    film = publish_film(course, "240p", lengths=LONG)
    client = client_for(viewer)
    playback = started(client, film)
    with minutes_as_seconds((lambda: beat(client, playback)) if heartbeats else (lambda: None)):
        return play(f"{server[0]}/video/{playback['token']}/240p.m3u8", "-readrate", str(SPEED))


@pytest.mark.slow
def test_a_player_gets_later_keys_with_its_first_token_while_heartbeats_go_on(server, course, viewer):
    assert watch_long_film(server, course, viewer, heartbeats=True) == (LONG["seconds"] * FRAMES, "")


@pytest.mark.slow
def test_control_without_heartbeats_a_player_gets_no_later_key(server, course, viewer):
    pictures, errors = watch_long_film(server, course, viewer, heartbeats=False)
    assert 4 * 60 * FRAMES <= pictures <= 8 * 60 * FRAMES
    assert "Unable to open key file" in errors
