"""The head of a request is small and comes soon, or the server ends the connection; other clients notice nothing."""

import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import httpx
import pytest

from project.http_heads import HEAD_SECONDS, MAX_HEADERS
from tests.processes import start_processes, wait_until
from tests.servers.raw_http import MEGABYTE, RawConnection, get_peak_memory, get_resident_memory

SERVERS = ["web", "daphne"]
HEALTH = "/api/v1/health/"
ALLOWED_GROWTH = 32 * MEGABYTE
SLACK_SECONDS = 8
PIECE = b"x" * (256 * 1024)


@pytest.fixture(scope="module")
def running(django_db_setup, django_db_blocker, tmp_path_factory):
    """The server of a name, its address and its process; it is started when it is first asked for."""
    with django_db_blocker.unblock(), start_processes(tmp_path_factory.mktemp("heads"), show=False) as started:
        yield cache(started.start_server)


def flood(base, start):
    """Send `start` and then bytes without end; return the status, 0 for a closed connection."""
    wire = RawConnection(base)
    wire.send(start.replace(b"HOST", wire.host.encode()))
    for _ in range(480):
        if not wire.send(PIECE):
            break
    status, _body = wire.answer()
    wire.close()
    return status


GET = b"GET /api/v1/health/ HTTP/1.1\r\nHost: HOST\r\n"
CHUNKED = b"POST /api/v1/auth/login/ HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n"
FLOODS = [GET + b"X-Long: ", b"GET /api/v1/health/?", CHUNKED + b"0\r\nX-Trailer: ", CHUNKED + b"1;extension="]


@pytest.mark.slow  # 8 s
@pytest.mark.parametrize("server", SERVERS)
def test_endless_heads_are_refused_and_never_fill_the_memory(running, server):
    base, process = running(server)
    assert httpx.get(base + HEALTH).status_code == 200
    before = get_resident_memory(process.pid)
    with ThreadPoolExecutor(len(FLOODS)) as pool:
        statuses = list(pool.map(lambda start: flood(base, start), FLOODS))
    assert set(statuses) <= {0, 400, 413, 431}, statuses
    assert get_peak_memory(process.pid) - before < ALLOWED_GROWTH
    assert httpx.get(base + HEALTH).status_code == 200


@pytest.mark.parametrize("server", SERVERS)
def test_number_of_headers_is_limited(running, server):
    base, _process = running(server)
    few = {f"x-{number}": "1" for number in range(MAX_HEADERS - 10)}
    many = {f"x-{number}": "1" for number in range(MAX_HEADERS + 1)}
    assert httpx.get(base + HEALTH, headers=few).status_code == 200
    assert httpx.get(base + HEALTH, headers=many).status_code in (400, 431)


def _trickle(base, *, first):
    """Send a head byte by byte, after a complete request when `first` is False; return the status and the seconds."""
    wire = RawConnection(base)
    if not first:
        wire.head("GET", HEALTH)
        assert wire.answer()[0] == 200
    began = time.monotonic()
    for byte in b"GET / HTTP/1.1\r\nX: " + b"y" * 1000:
        if not wire.send(bytes([byte])) or time.monotonic() - began > HEAD_SECONDS + SLACK_SECONDS:
            break
        time.sleep(0.25)
    status, _body = wire.answer()
    wire.close()
    return status, time.monotonic() - began


@pytest.mark.slow  # 10 s
def test_slow_heads_end_soon_and_idle_connections_stay(running):
    servers = [running(server)[0] for server in SERVERS]
    idle = [RawConnection(base) for base in servers]
    for wire in idle:
        wire.head("GET", HEALTH)
        assert wire.answer()[0] == 200
    ways = [(base, first) for base in servers for first in (True, False)]
    with ThreadPoolExecutor(len(ways)) as pool:
        ended = list(pool.map(lambda way: _trickle(way[0], first=way[1]), ways))
    assert all(status in (0, 400, 408) and seconds < HEAD_SECONDS + SLACK_SECONDS for status, seconds in ended), ended
    for wire in idle:
        wire.head("GET", HEALTH)
        assert wire.answer()[0] == 200, "an idle connection was closed"
        wire.close()


def test_control_uvicorn_alone_takes_an_endless_header(running):
    base, process = running("uvicorn")
    assert httpx.get(base + HEALTH).status_code == 200
    before = get_resident_memory(process.pid)
    wire = RawConnection(base)
    wire.send(GET.replace(b"HOST", wire.host.encode()) + b"X-Long: ")
    assert all(wire.send(PIECE) for _ in range(200))
    wait_until(lambda: get_peak_memory(process.pid) - before > ALLOWED_GROWTH, what="growth")
    wire.close()
