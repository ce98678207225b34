"""A Monday ten minutes into a lesson, and servers that speak the protocols of the providers."""

import pytest
from django.conf import settings

from tests.access.side_effects import reset_rate_limits
from tests.attendance.register_requests import NOW, create_group_lesson, travel_to
from tests.servers.bigbluebutton import bigbluebutton_server
from tests.servers.meet import meet_server
from tests.servers.zoom import zoom_server


@pytest.fixture(autouse=True)
def _in_the_lesson(db):
    reset_rate_limits()
    with travel_to(NOW):
        yield


@pytest.fixture
def lesson(group):
    """Of `group`, ten minutes old."""
    return create_group_lesson(group)


def _use(server, monkeypatch):
    for name, value in server.env.items():
        monkeypatch.setattr(settings.ENV, name.lower(), value)
    return server


@pytest.fixture
def zoom(monkeypatch):
    with zoom_server() as server:
        yield _use(server, monkeypatch)


@pytest.fixture
def bigbluebutton(monkeypatch):
    with bigbluebutton_server() as server:
        yield _use(server, monkeypatch)


@pytest.fixture
def meet(monkeypatch):
    with meet_server() as server:
        yield _use(server, monkeypatch)
