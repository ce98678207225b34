"""What one client may take: past a limit it is closed, with a reason, and others do not notice."""

import json
import re
from contextlib import suppress
from socket import SO_RCVBUF, SOL_SOCKET
from socket import socket as tcp_socket
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from apps.accounts.models import User
from apps.core.errors import TooMany
from apps.core.uow import unit_of_work
from apps.events.models import SocketTicket
from apps.events.publishing import Event, publish_event
from realtime.connection import Connection
from realtime.consumers import MAX_WAITING_FOR_HELLO, NotificationConsumer
from realtime.frames import Subscribe
from realtime.identities import SocketIdentity
from tests.processes import wait_until
from tests.realtime.client import Socket, open_socket
from tests.realtime.conftest import SHORT


@pytest.mark.parametrize("server", ["first", "daphne"])
def test_frame_above_64_kib_closes_the_socket(open_as, servers, pupil, server):
    socket = open_as(pupil, server=getattr(servers, server))
    longest = json.dumps({"id": 1, "type": "ping", "x": ""})
    fits = longest.replace('""', '"' + "x" * (64 * 1024 - len(longest)) + '"')
    socket.raw.send(fits)
    assert socket.reply(1)["code"] == "invalid"
    socket.raw.send(fits + " ")
    if server == "first":
        assert socket.close_code() == 1009
    else:  # daphne's own limit cuts the connection without a close frame
        with pytest.raises(ConnectionClosed) as closed:
            socket.receive()
        assert closed.value.rcvd is None


@pytest.mark.slow  # 7 s
def test_refused_frames_tickets_and_origins_are_logged(processes, valkey, pupil, teacher):
    base_url, server = processes.start_server("uvicorn", env=SHORT)
    quiet, loud, long = (open_socket(base_url, person) for person in (teacher, pupil, pupil))
    long.raw.send("x" * (64 * 1024 + 1))
    assert long.close_code() == 1009
    assert loud.ask("shout")["code"] == "unknown_frame"
    with suppress(ConnectionClosed):
        for _ in range(61):  # too many by themselves, however long ago the others were
            loud.send("ping")
    assert loud.close_code() == 4429
    used = Socket(base_url)
    used.send("hello", ticket="A" * 22)
    assert used.close_code() == 4401
    with pytest.raises(InvalidStatus):
        Socket(base_url, origin="https://evil.example")
    for name in ("frame_refused", "origin_refused"):
        server.wait_for(name)
    for code in (1009, 4429, 4401):
        wait_until(lambda code=code: re.search(rf"socket_refused.*\b{code}\b", plain(server.output())), what=str(code))
    assert quiet.ask("ping")["type"] == "pong"
    for socket in (quiet, loud, long, used):
        socket.close()


def plain(output):
    """Without colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", output)


def test_61st_frame_in_ten_seconds_closes_only_that_socket(open_as, pupil, teacher):
    quiet, loud = open_as(teacher), open_as(pupil)
    for _ in range(59):  # hello was the first
        loud.send("ping")
    assert loud.reply(59)["type"] == "pong"
    loud.send("ping")
    assert loud.close_code() == 4429
    assert quiet.ask("ping")["type"] == "pong"


def test_socket_that_sends_a_thousand_frames_at_once_is_closed(open_as, pupil):
    socket = open_as(pupil)
    with suppress(ConnectionClosed):
        for _ in range(1000):
            socket.send("subscribe", stream=f"group:{uuid4()}")
    assert socket.close_code() == 4429
    assert len(socket.frames) < 60


@pytest.mark.slow  # 8 s
def test_ninth_socket_of_a_user_replaces_the_oldest(open_as, servers, pupil, teacher):
    other = open_as(teacher)
    sockets = [open_as(pupil, server=servers.second) for _ in range(8)]
    ninth = open_as(pupil)
    assert sockets[0].close_code() == 4409
    for socket in (*sockets[1:], ninth, other):
        assert socket.ask("ping")["type"] == "pong"


def test_closed_sockets_do_not_count(open_as, pupil):
    first = open_as(pupil)
    for _ in range(10):
        open_as(pupil).close()
        wait_until(lambda: SocketTicket.objects.filter(user=pupil).count() == 1, what="the end of its row")
    assert first.ask("ping")["type"] == "pong"
    first.close()


async def test_socket_subscribes_to_a_hundred_streams_at_most():
    consumer = NotificationConsumer()
    consumer.connection = Connection()
    consumer.connection.identity = SocketIdentity(ticket_id=uuid4(), user=User(), session_id=uuid4())
    consumer.connection.last_sent = {f"group:{uuid4()}": 0 for _ in range(100)}
    with pytest.raises(TooMany):
        await consumer._subscribe(Subscribe(id=1, type="subscribe", stream=f"group:{uuid4()}"))


class Long(Event, type="test.long"):
    text: str


def publish_long(stream, count):
    for _ in range(count // 50):
        with unit_of_work():
            for _ in range(50):
                publish_event(stream, Long(text="x" * 8000))


def narrow_connection(base_url):
    """TCP with a small window, so that what is not read stays at the sender."""
    parts = urlsplit(base_url)
    narrow = tcp_socket()
    narrow.setsockopt(SOL_SOCKET, SO_RCVBUF, 4096)
    narrow.connect((parts.hostname, parts.port))
    return narrow


def test_socket_that_reads_too_slowly_is_closed_and_others_are_not(open_as, url, pupil):
    stream = f"user:{pupil.pk}"
    slow = open_as(pupil, sock=narrow_connection(url), max_queue=1, compression=None)
    quick = open_as(pupil, compression=None)
    for seq in range(100, 2001, 100):  # never so far behind as to be slow itself, however busy the machine is
        publish_long(stream, 100)
        assert quick.events(100)[-1]["seq"] == seq
    assert slow.close_code() == 4503
    assert 0 < slow.frames[-1]["seq"] < 2000
    assert quick.ask("ping")["type"] == "pong"


async def test_connection_over_the_limit_of_sockets_without_hello_is_refused():
    sent = []

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message)

    NotificationConsumer.waiting = MAX_WAITING_FOR_HELLO
    try:
        await NotificationConsumer()({"headers": []}, receive, send)
    finally:
        NotificationConsumer.waiting = 0
    assert sent == [{"type": "websocket.close", "code": 4503}]
