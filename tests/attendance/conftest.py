"""The moment of these tests, and a lesson that goes on."""

from collections.abc import Iterator

import pytest

from apps.courses.models import Group
from apps.lessons.models import Lesson
from tests.attendance import steps


@pytest.fixture(autouse=True)
def _in_the_lesson() -> Iterator[None]:
    with steps.at(steps.NOW):
        yield


@pytest.fixture
def lesson(group: Group) -> Lesson:
    """Of `group`, ten minutes old."""
    return steps.lesson_of(group)
