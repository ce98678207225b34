"""The moment of these tests, and a lesson that goes on."""

import pytest

from tests.attendance.register_requests import NOW, create_group_lesson, travel_to
from tests.factories import client_for


@pytest.fixture(autouse=True)
def _in_the_lesson():
    with travel_to(NOW):
        yield


@pytest.fixture
def lesson(group):
    """Of `group`, ten minutes old."""
    return create_group_lesson(group)


@pytest.fixture
def client(teacher):
    """The teacher's."""
    return client_for(teacher)
