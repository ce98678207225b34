"""The centre has a bot; the worker works on the test's own connection."""

import pytest
from django.conf import settings

from tests.accounts.entry import signup
from tests.accounts.entry.conftest import run_jobs  # noqa: F401
from tests.accounts.telegram.chat import Bot
from tests.servers.telegram import telegram_server


@pytest.fixture
def server(monkeypatch):
    with telegram_server() as running:
        for name, value in running.env.items():
            monkeypatch.setattr(settings.ENV, name.lower(), value)
        yield running


@pytest.fixture
def bot(server, run_jobs):  # noqa: F811
    return Bot(server, run_jobs)


@pytest.fixture
def jasur(db):
    return signup.create_verified_user()
