"""A centre with a film comes back from a backup, and the film is watched again: as it was made, or made anew."""

import json
import urllib.error
import urllib.request
from uuid import uuid4

import pytest

from apps.accounts.services import open_session
from apps.accounts.tokens import issue_access_token
from apps.learning.models import CourseFile, EnrollmentSource
from apps.learning.services import enrol_user
from apps.resources.models import ResourceKind
from tests.backups.conftest import back_up, fetch_rows
from tests.learning.published import publish_lessons
from tests.playback.test_native_players import play
from tests.processes import wait_until
from tests.video import films

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SECONDS, RATE = 13, 25


@pytest.fixture
def old_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "old"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


@pytest.fixture
def video(old_media, course):
    """Ready, from a film of a course."""
    stored = films.store_film(films.make_film(seconds=SECONDS))
    CourseFile.objects.create(course=course, file=stored, title="Film", kind=ResourceKind.VIDEO)
    return films.transcode(films.add_stored(stored))


@pytest.fixture
def start_film(video, course, stranger):
    """A function that starts the film at a server as a learner; the status and the answer."""
    enrol_user(actor=None, user=stranger, course=course, source=EnrollmentSource.FREE)
    block = {"id": str(uuid4()), "kind": "video", "file": str(CourseFile.objects.get().pk), "title": "Film"}
    [lesson] = publish_lessons(course, {"blocks": [block]})
    token = issue_access_token(open_session(user=stranger, device="phone", address=None).session)

    def start(address):
        request = urllib.request.Request(
            f"{address}/api/v1/courses/lessons/{lesson.pk}/playback/",
            data=json.dumps({"block": block["id"]}).encode(),
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    return start


@pytest.mark.parametrize("with_renditions", [False, True], ids=["originals", "renditions"])
def test_a_film_is_watched_again_after_a_restore(
    with_renditions, settings, start_film, video, empty, key, restore, processes, tmp_path
):
    settings.ENV = settings.ENV.model_copy(update={"backup_renditions": with_renditions})
    back_up(tmp_path / "to", key[1])
    done = restore(tmp_path / "to", empty, "--planned")
    assert done.returncode == 0, done.stdout + done.stderr
    assert ("1 films are prepared again" in done.stdout) is not with_renditions
    processes.env |= {"DATABASE_URL": empty, "MEDIA_ROOT": str(tmp_path / "media")}
    address = processes.serve_url("web")
    if not with_renditions:
        status, answer = start_film(address)
        assert (status, answer["code"]) == (409, "video_not_ready")
        processes.spawn(["media"])
        wait_until(lambda: fetch_rows(empty, "SELECT state FROM video_video") == [("ready",)], what="the film")
    status, playback = start_film(address)
    assert status == 201, playback
    assert play(f"{address}{playback['playlist']}") == (SECONDS * RATE, "")
    segments = list((tmp_path / "media").glob(f"video/{video.pk}/*/*.m4s"))
    assert len(segments) == 6
    assert {path.stat().st_mode & 0o777 for path in segments} == {0o644}
    assert {path.parent.stat().st_mode & 0o777 for path in segments} == {0o711}
