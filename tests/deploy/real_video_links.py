"""The real nginx hands out segments of videos by signed links, and no process is asked: `./talim test-deploy`."""

import shutil
import tempfile
from pathlib import Path

import pytest

from apps.video.links import compute_signature
from tests.deploy.nginx_front import ENVIRONMENT, start_nginx
from tests.factories import client_for
from tests.playback.conftest import film, viewer  # noqa: F401
from tests.playback.watching import start
from tests.processes import find_free_port, start_processes, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "a" * 64


@pytest.fixture(scope="module")
def media_folder():
    folder = Path(tempfile.mkdtemp(prefix="talim-media-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def doors(django_db_setup, django_db_blocker, tmp_path_factory, media_folder):
    """An nginx that knows the secret and one that does not, before the same web process."""
    with django_db_blocker.unblock(), start_processes(tmp_path_factory.mktemp("video")) as started:
        started.env = {**ENVIRONMENT, "MEDIA_ROOT": str(media_folder), "VIDEO_LINK_SECRET": SECRET}
        port = find_free_port()
        started.start_server("web", port=port)
        served = {"web": [port, port], "sockets": port}
        with start_nginx(**served, video_secret=SECRET) as knowing, start_nginx(**served) as unknowing:
            for door in (knowing, unknowing):
                (door.folder / "lib" / "media").symlink_to(media_folder)
            yield knowing, unknowing


@pytest.fixture
def media(settings, media_folder):
    settings.MEDIA_ROOT = media_folder
    settings.VIDEO_LINK_SECRET = SECRET


@pytest.fixture
def playback(media, film, viewer):  # noqa: F811
    answer = start(client_for(viewer), film)
    assert answer.status == 201, answer.json
    return answer.json


def ask_lines(door, path, count):
    """The lines of the log about requests of this path, once there are so many."""

    def find():
        lines = [line for line in door.log().splitlines() if f'"path":"{path}"' in line]
        return lines if len(lines) >= count else None

    return wait_until(find, what="lines of the log")


def test_nginx_hands_out_segments_without_asking_a_process(doors, playback, film, media_folder):  # noqa: F811
    door, _ = doors
    names = ("240p/init.mp4", "240p/00000.m4s", "240p/00044.m4s", "audio/00000.m4s")
    ends = 2_000_000_000
    for name in names:
        content = (media_folder / "video" / str(film.video.pk) / name).read_bytes()
        part, _, _file = name.partition("/")
        link = f"/v/{ends}/{compute_signature(film.video.pk, part, ends)}/{film.video.pk}/{name}"
        whole = door.ask("GET", link)
        assert (whole.status, whole.body == content, whole.headers["content-type"]) == (200, True, "video/mp4"), name
        assert whole.headers["cache-control"] == "private, max-age=43200, immutable"
        assert (whole.headers["access-control-allow-origin"], whole.counts["strict-transport-security"]) == ("*", 1)
        ranged = door.ask("GET", link, Range="bytes=16-47")
        assert (ranged.status, ranged.body) == (206, content[16:48])
        assert door.ask("POST", link).status == 405
    lines = ask_lines(door, "/v/[removed]", 3 * len(names))
    assert all('"upstream":""' in line for line in lines)


def test_nginx_and_the_web_process_refuse_the_same_links(doors, playback, film):  # noqa: F811
    video, ends = film.video.pk, 2_000_000_000
    signature = compute_signature(video, "240p", ends)
    past = compute_signature(video, "240p", 1_700_000_000)
    wrong = {
        "changed": f"/v/{ends}/{signature[::-1]}/{video}/240p/00000.m4s",
        "later": f"/v/{ends + 1}/{signature}/{video}/240p/00000.m4s",
        "ended": f"/v/1700000000/{past}/{video}/240p/00000.m4s",
        "another rendition": f"/v/{ends}/{signature}/{video}/audio/00000.m4s",
        "another video": f"/v/{ends}/{signature}/{film.lesson.pk}/240p/00000.m4s",
        "another file": f"/v/{ends}/{signature}/{video}/240p/poster.jpg",
        "above": f"/v/{ends}/{signature}/{video}/240p/%2e%2e/poster.jpg",
        "the poster": f"/v/{ends}/{signature}/{video}/poster.jpg",
        "none": f"/v/{ends}/{signature}/{video}/240p/00099.m4s",
        "no signature": f"/v/{video}/240p/00000.m4s",
        "the folder": f"/media/video/{video}/240p/00000.m4s",
    }
    statuses = {name: [door.ask("GET", path).status for door in doors] for name, path in wrong.items()}
    assert statuses == {key: [404, 404] for key in wrong}


def test_without_a_secret_of_nginx_the_web_process_hands_them_out(doors, playback, film):  # noqa: F811
    _, door = doors
    ends = 2_000_000_000
    signature = compute_signature(film.video.pk, "240p", ends)
    answer = door.ask("GET", f"/v/{ends}/{signature}/{film.video.pk}/240p/00000.m4s", Range="bytes=0-15")
    assert (answer.status, len(answer.body)) == (206, 16)
    assert all('"upstream":"127.0.0.1' in line for line in ask_lines(door, "/v/[removed]", 1))


def test_playlists_and_keys_pass_nginx_and_stay_out_of_its_log(doors, playback, film):  # noqa: F811
    door, _ = doors
    start_of = f"/video/{playback['token']}"
    listed = door.ask("GET", f"{start_of}/240p.m3u8", Accept_Encoding="gzip")
    assert (listed.status, listed.headers["content-encoding"]) == (200, "gzip")
    key = door.ask("GET", f"{start_of}/key/240p/0", Accept_Encoding="gzip")
    assert (key.status, len(key.body), "content-encoding" in key.headers) == (200, 16, False)
    header = {"Playback_Token": playback["token"]}
    assert door.ask("GET", "/video/-/key/240p/0?from=hls", **header).body == key.body
    for answer in (listed, key):
        assert (answer.headers["cache-control"], answer.counts["cache-control"]) == ("no-store", 1)
    assert door.ask("GET", f"{start_of}/key/240p/0", source="127.0.1.9").json["code"] == "other_network"
    ask_lines(door, "/video/[removed]", 4)
    for secret in (playback["token"], "hls", key.body.hex(), str(film.video.pk)):
        assert secret not in door.log()


def test_segments_are_open_to_nginx_and_the_rest_is_closed(playback, film, media_folder):  # noqa: F811
    folder = media_folder / "video" / str(film.video.pk)
    modes = {path.relative_to(media_folder): path.stat().st_mode & 0o777 for path in folder.rglob("*")}
    opened = {path.name for path, mode in modes.items() if mode == 0o644}
    assert opened == {"init.mp4", *(f"{number:05}.m4s" for number in range(46))}, "the sound has one more"
    assert {path.name for path, mode in modes.items() if mode == 0o600} == {"poster.jpg", "sprite-0.jpg"}
    assert {folder.stat().st_mode & 0o777, (folder / "240p").stat().st_mode & 0o777} == {0o711}
