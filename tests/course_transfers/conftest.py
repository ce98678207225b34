"""A teacher who writes courses, with files in a folder of the test."""

import pytest

from tests.course_transfers.packages import Sender
from tests.factories import client_for
from tests.learning.course_writing import Author


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def author(teacher, group, course):
    return Author(client_for(teacher), course)


@pytest.fixture
def sender(author):
    return Sender(author.client)
