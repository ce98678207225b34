"""The moment of these tests, and a lesson that goes on."""

from collections.abc import Iterator

import pytest

from apps.courses.models import Group
from apps.lessons.models import Lesson
from tests.attendance import register_requests


@pytest.fixture(autouse=True)
def _in_the_lesson() -> Iterator[None]:
    with register_requests.travel_to(register_requests.NOW):
        yield


@pytest.fixture
def lesson(group: Group) -> Lesson:
    """Of `group`, ten minutes old."""
    return register_requests.create_group_lesson(group)
