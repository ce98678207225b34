"""A server that is stopped lets its sockets go in good order."""

import pytest

from apps.events.models import SocketTicket
from tests.processes import wait_until
from tests.realtime.client import open_socket
from tests.realtime.conftest import SHORT


@pytest.mark.slow  # 12 s
@pytest.mark.parametrize("name", ["web", "daphne"])
def test_sigterm_closes_the_sockets_and_stops_the_server(processes, pupil, name):
    base_url, server = processes.start_server(name, env=SHORT)
    socket = open_socket(base_url, pupil)
    assert SocketTicket.objects.count() == 1
    server.stop()
    assert socket.close_code() == 4503
    wait_until(lambda: not SocketTicket.objects.exists(), what="the end of the ticket's row")
    output = server.output()
    assert "Traceback" not in output
    assert "was destroyed but it is pending" not in output
