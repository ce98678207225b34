"""Open sockets end within five seconds of what ends their session; those of other sessions stay."""

import time

import pytest

from apps.accounts import services, tokens
from apps.accounts.models import EndReason, Session, User
from apps.core.permissions import Role
from tests import factories
from tests.processes import ProcessStarter, processes  # noqa: F401
from tests.realtime.client import Socket, ticket_of

CLOSED = 4401


@pytest.fixture
def url(processes):  # noqa: F811
    return processes.serve_url("uvicorn", env={"REALTIME_RECHECK_SECONDS": "600", "REALTIME_REPAIR_SECONDS": "600"})


@pytest.fixture
def opened():
    sockets: list[Socket] = []
    yield sockets
    for socket in sockets:
        socket.close()


@pytest.mark.slow  # 7 s
def test_ending_sessions_closes_their_sockets(url, opened, teacher):
    def open_one() -> tuple[factories.ApiClient, Socket]:
        client = factories.client_for(User.objects.get(pk=teacher.pk))
        socket = Socket(url)
        opened.append(socket)
        hello = socket.send("hello", ticket=ticket_of(client, url))
        assert socket.reply(hello)["type"] == "welcome"
        assert socket.reply(hello)["type"] == "subscribed"
        return client, socket

    def closed(*sockets: Socket) -> None:
        started = time.monotonic()
        assert {socket.close_code(timeout=5) for socket in sockets} == {CLOSED}
        assert time.monotonic() - started < 5

    (lost, lost_socket), (kept, kept_socket) = open_one(), open_one()
    assert lost.session is not None
    assert kept.delete(f"/auth/sessions/{lost.session.pk}/").status == 204
    closed(lost_socket)
    assert kept_socket.ask("ping")["type"] == "pong"

    (second, second_socket), (third, third_socket) = open_one(), open_one()
    assert second.session is not None
    services.sessions.end_other_sessions(
        kept_session=Session.objects.get(pk=second.session.pk), reason=EndReason.FACTOR_CHANGED
    )
    closed(kept_socket, third_socket)
    assert second_socket.ask("ping")["type"] == "pong"

    assert second.post("/auth/logout-all/").status == 204
    closed(second_socket)
    assert third.get("/auth/users/me/").status == 401

    endings = [
        lambda: services.change_role(user=teacher, role=Role.MANAGER, actor=None),
        lambda: services.set_password(user=teacher, password=None, actor=None),
        lambda: services.set_user_active(user=teacher, active=False, actor=None),
    ]
    for end in endings:
        _client, socket = open_one()
        end()
        closed(socket)
    with pytest.raises(tokens.NotAuthenticated):
        factories.client_for(User.objects.get(pk=teacher.pk))
