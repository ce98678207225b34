"""A server that is stopped lets its sockets go in good order."""

from apps.accounts.models import User
from realtime.models import SocketTicket
from tests.processes import ProcessStarter, wait_until
from tests.realtime.client import open_socket
from tests.realtime.conftest import SHORT


def test_sigterm_closes_the_sockets_and_stops_the_server(processes: ProcessStarter, pupil: User) -> None:
    base_url, server = processes.start_server("web", env=SHORT)
    socket = open_socket(base_url, pupil)
    assert SocketTicket.objects.count() == 1
    server.stop()
    assert socket.close_code() == 4503
    wait_until(lambda: not SocketTicket.objects.exists(), what="the end of the ticket's row")
    output = server.output()
    assert "Traceback" not in output
    assert "was destroyed but it is pending" not in output
