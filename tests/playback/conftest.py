"""Fixtures of playbacks: files lie in a folder of the test, and a film stands in a lesson that a stranger learns."""

import pytest

from apps.learning.models import EnrollmentSource
from apps.learning.services import enrol_user
from tests.playback.watching import Film, publish_film


@pytest.fixture(autouse=True)
def media(settings, tmp_path, db):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


@pytest.fixture
def viewer(stranger, course):
    """A user who is enrolled in the course."""
    enrol_user(actor=None, user=stranger, course=course, source=EnrollmentSource.FREE)
    return stranger


@pytest.fixture
def film(course) -> Film:
    """A ready film of 45 seconds, in a block of a published lesson."""
    return publish_film(course, "240p", "audio")
