"""The moment of these tests, and a lesson that goes on."""

import pytest

from tests.attendance import register_requests


@pytest.fixture(autouse=True)
def _in_the_lesson():
    with register_requests.travel_to(register_requests.NOW):
        yield


@pytest.fixture
def lesson(group):
    """Of `group`, ten minutes old."""
    return register_requests.create_group_lesson(group)
