"""A frozen Monday, and a room."""

import pytest
import time_machine

from tests.factories import client_for
from tests.lessons.lesson_factory import create_test_room
from tests.lessons.timetable_factory import NOW


@pytest.fixture
def monday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def room(branch):
    return create_test_room(branch)


@pytest.fixture
def client(manager):
    """The office's."""
    return client_for(manager)
