"""Fixtures of interactive packages: the origin is on, files lie in a folder of the test."""

import pytest

from apps.learning.models import EnrollmentSource
from apps.learning.services import enrol_user
from tests.factories import client_for
from tests.learning.course_writing import Author

ORIGIN = "https://packages.talim.example.uz"


@pytest.fixture(autouse=True)
def origin(settings, tmp_path, db):
    settings.PACKAGES_ORIGIN = ORIGIN
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.H5P_ROOT = tmp_path / "h5p"
    settings.MEDIA_ROOT.mkdir()
    return ORIGIN


@pytest.fixture
def author(teacher, group, course):
    return Author(client_for(teacher), course)


@pytest.fixture
def learner(stranger, course):
    enrol_user(actor=None, user=stranger, course=course, source=EnrollmentSource.FREE)
    return client_for(stranger)
