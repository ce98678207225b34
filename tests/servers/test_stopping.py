"""A request in flight when the server is told to stop."""

import signal
import threading
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from apps.core.permissions import Role
from tests import factories
from tests.lock_waits import is_blocking_another_connection
from tests.processes import ProcessStarter, processes, wait_until  # noqa: F401
from tests.servers.raw_http import RawConnection

ME = "/api/v1/auth/users/me/"


@contextmanager
def sessions_locked():
    """While it lasts, every signed-in request waits for the database."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE accounts_session IN ACCESS EXCLUSIVE MODE")
        yield


def status_of_a_request_at_sigterm(processes, token):  # noqa: F811
    """Stop the server while a request waits inside it; the status its client got, 0 for none."""
    base, process = processes.start_server("web")
    statuses = []
    wire = RawConnection(base)
    client = threading.Thread(target=lambda: statuses.append(wire.answer()[0]))
    with sessions_locked():
        wire.head("GET", ME, f"Authorization: Bearer {token}", "Connection: close")
        client.start()
        wait_until(is_blocking_another_connection, what="the request in the database")
        process.signal(signal.SIGTERM)
        wait_until(lambda: not accepts(base), what="the end of listening")
    client.join()
    assert process.wait() in (0, -signal.SIGTERM)
    return statuses[0]


def accepts(base):
    try:
        RawConnection(base).close()
    except ConnectionRefusedError:
        return False
    return True


def test_the_web_process_finishes_the_request(processes):  # noqa: F811
    token = factories.client_for(factories.make_user(Role.ADMIN, "Aziza")).token
    assert status_of_a_request_at_sigterm(processes, str(token)) == 200


@pytest.mark.slow  # 5 s
def test_a_request_that_is_still_being_sent_is_answered_too(processes):  # noqa: F811
    token = factories.client_for(factories.make_user(Role.ADMIN, "Aziza")).token
    base, process = processes.start_server("web")
    wire = RawConnection(base)
    assert wire.send(f"GET {ME} HTTP/1.1\r\nHost: {wire.host}\r\n".encode())
    process.signal(signal.SIGTERM)
    wait_until(lambda: not accepts(base), what="the end of listening")
    assert wire.send(f"Authorization: Bearer {token}\r\n\r\n".encode())
    assert wire.answer()[0] == 200
    assert process.wait() in (0, -signal.SIGTERM)
