"""A request in flight when the server is told to stop."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from apps.core.permissions import Role
from tests import cast
from tests.locks import somebody_waits_for_us
from tests.processes import Processes, processes, until  # noqa: F401
from tests.servers.wire import Wire

ME = "/api/v1/auth/users/me/"


@contextmanager
def sessions_locked() -> Iterator[None]:
    """While it lasts, every signed-in request waits for the database."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE accounts_session IN ACCESS EXCLUSIVE MODE")
        yield


def status_of_a_request_at_sigterm(processes: Processes, token: str) -> int:  # noqa: F811
    """Stop the server while a request waits inside it; the status its client got, 0 for none."""
    base, process = processes.server("web")
    statuses: list[int] = []
    wire = Wire(base)
    client = threading.Thread(target=lambda: statuses.append(wire.answer()[0]))
    with sessions_locked():
        wire.head("GET", ME, f"Authorization: Bearer {token}", "Connection: close")
        client.start()
        until(somebody_waits_for_us, what="the request in the database")
        process.signal(signal.SIGTERM)
        until(lambda: not accepts(base), what="the end of listening")
    client.join()
    assert process.wait() in (0, -signal.SIGTERM)
    return statuses[0]


def accepts(base: str) -> bool:
    try:
        Wire(base).close()
    except ConnectionRefusedError:
        return False
    return True


def test_the_web_process_finishes_the_request(processes):  # noqa: F811
    token = cast.client_for(cast.make_user(Role.ADMIN, "Aziza")).token
    assert status_of_a_request_at_sigterm(processes, str(token)) == 200


def test_a_request_that_is_still_being_sent_is_answered_too(processes):  # noqa: F811
    token = cast.client_for(cast.make_user(Role.ADMIN, "Aziza")).token
    base, process = processes.server("web")
    wire = Wire(base)
    assert wire.send(f"GET {ME} HTTP/1.1\r\nHost: {wire.host}\r\n".encode())
    process.signal(signal.SIGTERM)
    until(lambda: not accepts(base), what="the end of listening")
    assert wire.send(f"Authorization: Bearer {token}\r\n\r\n".encode())
    assert wire.answer()[0] == 200
    assert process.wait() in (0, -signal.SIGTERM)
