"""A centre with a bot, its worker on the test's own connection, and a parent who can be reached by everything."""

import pytest
from django.conf import settings

from apps.jobs import runner
from tests.notifications import helpers
from tests.servers.eskiz import eskiz_server
from tests.servers.telegram import telegram_server


def run_server(start, monkeypatch):
    with start() as running:
        for name, value in running.env.items():
            monkeypatch.setattr(settings.ENV, name.lower(), value)
        yield running


@pytest.fixture
def bot(monkeypatch):
    yield from run_server(telegram_server, monkeypatch)


@pytest.fixture
def eskiz(monkeypatch):
    yield from run_server(eskiz_server, monkeypatch)


@pytest.fixture
def noon(db):
    with helpers.at(helpers.NOON):
        yield


@pytest.fixture
def work(db, monkeypatch):
    """The worker does everything that waits, whenever it was meant to run; how many jobs that was."""
    monkeypatch.setattr(runner, "close_old_connections", lambda: None)
    return helpers.work


@pytest.fixture
def reached(parent):
    """A parent with a chat and a proved phone."""
    return helpers.with_phone(helpers.with_chat(parent))
