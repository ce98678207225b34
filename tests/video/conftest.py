"""Fixtures of videos: files lie in a folder of the test."""

import pytest

from apps.core.models import StoredFile
from apps.learning.models import CourseFile
from apps.video.models import Video
from tests.factories import client_for


@pytest.fixture(autouse=True)
def store(settings, tmp_path, db):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


@pytest.fixture
def video(course, teacher):
    """A ready film of the course, a minute long."""
    stored = StoredFile.objects.create(path="film/1", sha256="1" * 64, size=9, content_type="video/mp4")
    CourseFile.objects.create(course=course, file=stored, title="Watch", kind="video", added_by=teacher)
    return Video.objects.create(file=stored, state="ready", duration_ms=60_000, has_audio=True, percent=100)


@pytest.fixture
def client(teacher, group, course):
    """Of the teacher of the course."""
    return client_for(teacher)
