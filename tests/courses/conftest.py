"""A known day, and a membership."""

import pytest
import time_machine

from tests.factories import client_for

TODAY = "2026-11-20T12:00:00+05:00"


@pytest.fixture
def known_day():
    with time_machine.travel(TODAY, tick=True):
        yield


@pytest.fixture
def membership(group, pupil):
    return group.memberships.get(student=pupil)


@pytest.fixture
def client(manager):
    """The office's."""
    return client_for(manager)
