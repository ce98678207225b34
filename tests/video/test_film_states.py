"""Who writes a course or uses the media library reads how far a film is prepared."""

import pytest

from apps.core.models import StoredFile
from apps.core.permissions import Role
from apps.courses.models import CourseTeacher
from apps.learning.models import CourseFile
from apps.resources.models import MediaFile
from apps.video.models import Video, VideoState
from tests import factories
from tests.factories import client_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher(branch):
    return factories.make_user(Role.TEACHER, "Malika", "Yusupova")


@pytest.fixture
def film():
    return StoredFile.objects.create(path="materials/film", sha256="1" * 64, size=9, content_type="video/mp4")


def test_state_of_a_film_of_a_course(teacher, film):
    course = factories.make_course()
    CourseTeacher.objects.create(course=course, teacher=teacher)
    file = CourseFile.objects.create(course=course, file=film, title="Film", kind="video")
    path = f"/courses/courses/{course.pk}/videos/{file.pk}/"
    unread = {"reason": None, "duration_ms": None, "width": 0, "height": 0, "has_audio": False}
    unread |= {"file": str(film.pk), "bytes": 0, "video": None}
    assert client_for(teacher).get(path).json == {"state": "waiting", "percent": 0, **unread}, (
        "it was sent a moment ago"
    )
    video = Video.objects.create(file=film, state=VideoState.TRANSCODING, percent=40)
    unread["video"] = str(video.pk)
    assert client_for(teacher).get(path).json == {"state": "transcoding", "percent": 40, **unread}
    Video.objects.filter(pk=video.pk).update(state=VideoState.REFUSED, refusal="damaged")
    refused = client_for(teacher).get(path).json
    assert refused["state"] == "refused"
    assert "damaged" in refused["reason"]
    other = factories.make_user(Role.TEACHER, "Sevara", "Karimova")
    assert client_for(other).get(path).status == 404


def test_state_of_a_film_of_the_library(teacher, film):
    media = MediaFile.objects.create(file=film, title="Film", kind="video")
    link = MediaFile.objects.create(url="https://example.com", title="Page", kind="link")
    Video.objects.create(file=film, state=VideoState.READY, percent=100, duration_ms=6000, width=640, height=360)
    ready = client_for(teacher).get(f"/resources/library/{media.pk}/video/").json
    assert (ready["state"], ready["duration_ms"], ready["width"]) == ("ready", 6000, 640)
    assert client_for(teacher).get(f"/resources/library/{link.pk}/video/").status == 404
