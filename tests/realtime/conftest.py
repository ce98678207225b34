"""Real servers, started once for all tests of this folder, with short times; sockets are closed after each test."""

from functools import cached_property

import pytest

from apps.events import sender
from tests.processes import ProcessStarter, processes  # noqa: F401
from tests.realtime.client import Socket, open_socket
from tests.services import start_private_valkey

SHORT = {
    "REALTIME_HELLO_SECONDS": "5",
    "REALTIME_REPAIR_SECONDS": "1",
    "REALTIME_RECHECK_SECONDS": "60",
    "CORS_ALLOWED_ORIGINS": "https://learn.example.uz",
    "ALLOWED_HOSTS": "127.0.0.1,localhost",
}


class Servers:
    """Base URLs of the servers; each is started when it is first asked for."""

    def __init__(self, started):
        self.processes = started

    @cached_property
    def first(self):
        return self.processes.serve_url("uvicorn", env=SHORT)

    @cached_property
    def second(self):
        return self.processes.serve_url("uvicorn", env=SHORT)

    @cached_property
    def daphne(self):
        return self.processes.serve_url("daphne", env=SHORT)


@pytest.fixture(scope="session")
def servers(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("servers")
    with django_db_blocker.unblock():
        started = ProcessStarter(folder)
        try:
            yield Servers(started)
        finally:
            started.kill_all()


@pytest.fixture
def db(transactional_db):
    """All tests here see what other processes see."""


@pytest.fixture
def sockets(transactional_db):
    """Sockets put in here are closed before the test's rows go."""
    opened = []
    yield opened
    for socket in opened:
        socket.close()


@pytest.fixture
def valkey(settings):
    """A Valkey of the test's own, which this process's channel layer uses too."""
    with start_private_valkey(durable=False) as server:
        use_layer_at(settings, server.url)
        yield server
        sender.wait_until_sent()


def use_layer_at(settings, url):
    """Have this process send to another Redis."""
    layer = settings.CHANNEL_LAYERS["default"]
    settings.CHANNEL_LAYERS = {"default": {**layer, "CONFIG": {**layer["CONFIG"], "hosts": [{"address": url}]}}}


@pytest.fixture
def url(servers):
    """The first server."""
    return servers.first


@pytest.fixture
def open_as(sockets, servers):
    """`open_as(user)`: a socket past hello at the first server, or at `server=`."""

    def _open(user, *, server="", **options):
        socket = open_socket(server or servers.first, user, **options)
        sockets.append(socket)
        return socket

    return _open


@pytest.fixture
def bare(sockets, servers):
    """`bare()`: a socket that has said nothing."""

    def _open(*, server="", **options):
        socket = Socket(server or servers.first, **options)
        sockets.append(socket)
        return socket

    return _open
