"""One application, two servers: uvicorn and daphne serve the same, and what is too large never fills their memory."""

import json
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import httpx
import pytest

from tests.processes import StartedProcess, find_free_port, processes, start_processes, wait_until  # noqa: F401
from tests.servers.raw_http import MEGABYTE, RawConnection, get_peak_memory, get_resident_memory

SERVERS = ["uvicorn", "daphne"]
LOGIN = "/api/v1/auth/login/"
ALLOWED_GROWTH = 64 * MEGABYTE


def get(url):
    answer = httpx.get(url, timeout=60)
    assert answer.status_code == 200
    return answer.content


@pytest.fixture(scope="module")
def started_once(django_db_setup, django_db_blocker, tmp_path_factory):
    """The server of a name, its address and its process; it is started when it is first asked for."""
    with django_db_blocker.unblock(), start_processes(tmp_path_factory.mktemp("servers"), show=False) as started:
        yield cache(started.start_server)


@pytest.fixture
def running(started_once):
    """As `started_once`; what the servers said that a test asked for is shown where it fails."""
    asked = {}

    def of(server):
        asked[server] = started_once(server)
        return asked[server]

    yield of
    for server, (_base, process) in asked.items():
        print(f"---- {server}\n{process.output()[-4000:]}")


@pytest.mark.parametrize("server", SERVERS)
def test_a_server_serves_rest_and_pages(processes, server):  # noqa: F811
    base = processes.serve_url(server, env={"DEBUG": "true"})
    assert json.loads(get(f"{base}/api/v1/health/"))["status"] == "ok"
    assert json.loads(get(f"{base}/api/v1/health/ready/"))["status"] == "ready"
    assert b"swagger-ui" in get(f"{base}/api/v1/docs/")
    assert len(get(f"{base}/static/ninja/swagger-ui-bundle.js")) > 100_000
    assert b"Talim" in get(f"{base}/admin/login/")


@pytest.mark.slow
def test_the_development_server_starts(processes):  # noqa: F811
    port = find_free_port()
    server = processes.spawn(["runserver", "--noreload", f"127.0.0.1:{port}"], env={"DEBUG": "true"})
    server.wait_for("Listening on TCP address")
    assert get(f"http://127.0.0.1:{port}/api/v1/health/")


def send_endlessly(base, *headers, chunked, megabytes=150):
    """A body of that size, as fast as the server takes it; its answer, or status 0 for a closed connection."""
    wire = RawConnection(base)
    wire.head("POST", LOGIN, *headers)
    piece = b"x" * (256 * 1024)
    framed = b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece
    for _ in range(megabytes * 4):
        if not wire.send(framed):
            break
    else:
        if chunked:
            wire.send(b"0\r\n\r\n")
    answer = wire.answer()
    wire.close()
    return answer


def refused(answer):
    """413 with the envelope, or the connection closed on a client that would not stop."""
    status, body = answer
    return status == 0 or (status == 413 and b'"code":"too_large"' in body)


@pytest.mark.parametrize(
    "content_type", ["application/json", pytest.param("multipart/form-data; boundary=x", marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("server", SERVERS)
def test_large_bodies_are_refused_and_never_fill_the_memory(running, server, content_type):
    base, process = running(server)
    kind = f"Content-Type: {content_type}"
    refused(send_endlessly(base, kind, "Transfer-Encoding: chunked", chunked=True, megabytes=1))
    before = get_resident_memory(process.pid)
    lengths = ["Transfer-Encoding: chunked", f"Content-Length: {150 * MEGABYTE}"] * 3
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda how: send_endlessly(base, kind, how, chunked="chunked" in how), lengths))
    assert all(refused(answer) for answer in answers), answers
    assert get_peak_memory(process.pid) - before < ALLOWED_GROWTH
    assert get(f"{base}/api/v1/health/")


def test_control_daphne_without_body_limit_fills_its_memory(processes):  # noqa: F811
    port = find_free_port()
    options = ["-b", "127.0.0.1", "-p", str(port), "project.asgi:application"]
    process = processes.spawn(["-m", "tests.servers.uncapped_daphne", *options])
    base = f"http://127.0.0.1:{port}"
    process.wait_for("Listening on TCP address")
    get(f"{base}/api/v1/health/")
    before = get_resident_memory(process.pid)
    send_endlessly(base, "Transfer-Encoding: chunked", chunked=True)
    assert get_peak_memory(process.pid) - before > ALLOWED_GROWTH


@pytest.mark.parametrize("server", SERVERS)
def test_content_length_over_the_limit_is_answered_without_reading(running, server):
    base, _ = running(server)
    wire = RawConnection(base)
    wire.head("POST", LOGIN, "Content-Type: application/json", "Content-Length: 2000000")
    wire.send(b"x" * 2_000_000)
    status, body = wire.answer()
    assert status == 413
    assert set(json.loads(body)) == {"code", "detail", "fields", "request_id"}


@pytest.mark.parametrize("server", SERVERS)
def test_bytes_beyond_content_length_are_not_kept(running, server):
    base, process = running(server)
    before = get_resident_memory(process.pid)
    wire = RawConnection(base)
    wire.head("POST", LOGIN, "Content-Type: application/json", "Content-Length: 2")
    wire.send(b"{}" + b"x" * 20 * MEGABYTE)
    status, _body = wire.answer()
    assert status in (0, 400, 422)
    assert get_peak_memory(process.pid) - before < ALLOWED_GROWTH
    assert get(f"{base}/api/v1/health/")
