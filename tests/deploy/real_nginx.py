"""Tests of the real nginx in front of real web processes: `./talim test-deploy`."""

import asyncio
import gzip
import json
import re
import signal
import ssl
from contextlib import suppress
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.utils import translation
from django.utils.translation import gettext
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from apps.core.errors import TooLarge, TooMany, Unavailable
from realtime.consumers import HEARTBEAT_SECONDS
from tests import factories
from tests.concurrency import repeat_in_threads
from tests.deploy.nginx_front import ENVIRONMENT, FILES, FILES_AT_ONCE, NAME, House, start_nginx
from tests.lock_waits import count_blocked_connections
from tests.pages.browser import PASSWORD, make_login
from tests.processes import find_free_port, start_processes, wait_until
from tests.realtime.client import ticket_for
from tests.resources import upload_requests
from tests.resources.conftest import lesson  # noqa: F401
from tests.resources.sample_files import PDF
from tests.servers.test_stopping import sessions_locked

pytestmark = pytest.mark.django_db(transaction=True)
MEGABYTE = 1024 * 1024
LOGIN = "/api/v1/auth/login/"
READ_ALL = "/api/v1/notifications/mark-all-read/"
LIST, SITE = "/api/v1/notifications/preferences/me/", FILES / "talim.conf.template"


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    with django_db_blocker.unblock(), start_processes(folder) as started:
        started.env = {**ENVIRONMENT, "MEDIA_ROOT": str(folder / "media")}
        ports = [find_free_port() for _ in range(2)]
        served = [started.start_server("web", port=port)[1] for port in ports]
        sockets = started.serve_url("web")
        with start_nginx(web=ports, sockets=urlsplit(sockets).port) as door:
            house = House(door, started, ports, folder / "media")
            house.web = served
            yield house


@pytest.fixture
def door(house):
    return house.door


def head_of(method, path, *lines):
    """The head of a request as far as it is sent: `lines` are joined, so two empty ones at the end make it whole."""
    return "\r\n".join([f"{method} {path} HTTP/1.1", f"Host: {NAME}", *lines]).encode()


def get_detail(error, language):
    with translation.override(language):
        return gettext(str(error.detail))


def test_nginx_body_limits_match_the_platform_and_answer_with_its_error_body(door):
    json_type = {"Content_Type": "application/json"}
    for language in ("uz", "ru", "en"):
        reply = door.ask("POST", LOGIN, body=b" " * (MEGABYTE + 1), Accept_Language=language, **json_type)
        assert (reply.status, reply.json["code"]) == (413, "too_large")
        assert reply.json["detail"] == get_detail(TooLarge, language)
        assert reply.json["request_id"] == reply.headers["x-request-id"]
        assert reply.headers["access-control-allow-origin"] == "*"
        assert reply.counts["strict-transport-security"] == 1
    assert door.ask("POST", LOGIN, body=b"{}" + b" " * (MEGABYTE - 2), **json_type).status == 422
    form = {"Content_Type": "multipart/form-data; boundary=x"}
    file = "/api/v1/auth/users/me/avatar/"
    assert door.ask("PUT", file, body=b" " * (MEGABYTE + 1), **form).status == 401
    assert door.ask("PUT", file, body=b" " * (25 * MEGABYTE + 64 * 1024), **form).status == 401
    assert door.ask("PUT", file, body=b" " * (25 * MEGABYTE + 64 * 1024 + 1), **form).status == 413
    assert door.ask("POST", "/api/v1/homework/queue/", body=b" " * (MEGABYTE + 1), **form).status == 413
    subtitles = f"/api/v1/video/videos/{uuid4()}/subtitles/uz-Cyrl/"
    assert door.ask("PUT", subtitles, body=b" " * 5 * MEGABYTE, **json_type).status == 401
    assert door.ask("PUT", subtitles, body=b" " * (5 * MEGABYTE + 1), **json_type).status == 413


def test_chunked_body_is_counted_too(door):
    wire = door.wire()
    wire.sendall(head_of("POST", LOGIN, "Content-Type: application/json", "Transfer-Encoding: chunked", "", ""))
    piece = b"%x\r\n%s\r\n" % (64 * 1024, b" " * 64 * 1024)
    with suppress(OSError):
        for _ in range(17):
            wire.sendall(piece)
    assert wire.recv(65536).startswith(b"HTTP/1.1 413 ")
    wire.close()


def test_client_address_is_not_taken_from_forwarded_headers(door):
    forged = {
        "X_Forwarded_For": "6.6.6.6, 127.0.0.1",
        "X_Real_IP": "6.6.6.6",
        "Forwarded": "for=6.6.6.6",
        "X_Forwarded_Proto": "http",
        "X_Forwarded_Host": "evil.example",
    }
    answer = door.ask("POST", LOGIN, body=signed_up(), source="127.0.0.9", **forged)
    assert answer.status == 200, answer.body
    assert answer.counts["strict-transport-security"] == 1
    token = {"Authorization": f"Bearer {answer.json['access']}"}
    sessions = door.ask("GET", "/api/v1/auth/sessions/", **token).json
    rows = sessions["results"] if isinstance(sessions, dict) else sessions
    assert [row["address"] for row in rows] == ["127.0.0.9"]


def signed_up():
    """What a new person signs in with."""
    return {"login": make_login(factories.make_user(factories.Role.STUDENT, "Jasur", "Oripov")), "password": PASSWORD}


def _connect(door, path, origin):
    """A socket by nginx. Read and written by one thread: TLS of one connection is not safe in two at once."""
    headers = {"Origin": origin, "X-Forwarded-For": "6.6.6.6"}
    where = {"host": "127.0.0.1", "port": door.https, "ssl": door.context, "proxy": None}
    return connect(f"wss://{NAME}{path}", additional_headers=headers, open_timeout=60, **where)


async def _open_through(door, path, origin):
    async with _connect(door, path, origin):
        """Nothing is said."""


async def _talk_through(door, ticket, origin):
    async with _connect(door, "/ws/v1/", origin) as socket:
        for frame, answer in (
            ({"id": 1, "type": "hello", "ticket": ticket}, "welcome"),
            ({"id": 2, "type": "ping"}, "pong"),
        ):
            await socket.send(json.dumps(frame))
            while json.loads(await asyncio.wait_for(socket.recv(), 60))["type"] != answer:
                """Another frame: of an event."""
        await asyncio.wait_for(await socket.ping(), 60)


def test_nginx_upgrades_sockets_and_passes_pings(door, pupil):
    origin = f"https://{NAME}"
    asyncio.run(_talk_through(door, ticket_for(pupil), origin))
    with pytest.raises(InvalidStatus, match="403"):
        asyncio.run(_open_through(door, "/ws/v1/", "https://evil.example"))
    with pytest.raises(InvalidStatus):
        asyncio.run(_open_through(door, "/api/v1/health/", origin))
    patience = re.search(r"location \^~ /ws/ {.*?proxy_read_timeout (\d+)s;", SITE.read_text(), re.DOTALL)
    assert patience
    assert int(patience[1]) > 2 * HEARTBEAT_SECONDS


def test_nginx_passes_byte_ranges_and_large_upload_parts(
    house, client_for, teacher, pupil, lesson, settings  # noqa: F811
):  # fmt: skip
    settings.MEDIA_ROOT = house.media
    content = PDF.replace(b"endobj", b"endobj\n%" + b"x" * (2 * MEGABYTE))
    way = upload_requests.start_upload(client_for(teacher), content)
    content_range = f"bytes 0-{len(content) - 1}/{len(content)}"
    sent = house.door.ask(
        "PUT", way["url"], body=content, Content_Range=content_range, Content_Type="application/octet-stream"
    )
    assert (sent.status, sent.headers["upload-offset"]) == (200, str(len(content)))
    made = upload_requests.finish_upload(client_for(teacher), way, lesson)
    assert made.status == 201, made.json
    url = client_for(pupil).get(f"/resources/{made.json['id']}/download/").json["url"]
    part = house.door.ask("GET", url, Range="bytes=5-9", Accept_Encoding="gzip")
    assert (part.status, part.body) == (206, content[5:10])
    assert part.headers["content-range"] == f"bytes 5-9/{len(content)}"
    whole_response = house.door.ask("GET", url)
    assert (whole_response.status, whole_response.body == content) == (200, True)
    assert whole_response.headers["accept-ranges"] == "bytes"
    wait_until(lambda: "/api/v1/files/[removed]" in house.door.log(), what="the line of the log")
    assert url.split("/")[-2] not in house.door.log()
    assert way["url"].split("/")[-2] not in house.door.log()


def test_nginx_keeps_validators_and_answers_304(door):
    path = "/api/v1/courses/levels/"
    for accepted in ("identity", "gzip"):
        first = door.ask("GET", path, Accept_Encoding=accepted)
        assert (first.status, first.headers["cache-control"]) == (200, "private, no-cache")
        assert {"Authorization", "Accept-Language"} <= set(first.headers["vary"].split(", "))
        again = door.ask("GET", path, Accept_Encoding=accepted, If_None_Match=first.headers["etag"])
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])


def test_nginx_lets_a_cdn_pass_static_files_on(door):
    (door.folder / "lib" / "static" / "pages").mkdir(exist_ok=True)
    (door.folder / "lib" / "static" / "pages" / "main-ABCDEFGH.js").write_text("0")
    file = door.ask("GET", "/static/pages/main-ABCDEFGH.js", Origin="https://cdn.example.uz")
    assert (file.status, file.headers["access-control-allow-origin"]) == (200, "*")
    assert file.counts["strict-transport-security"] == 1


def test_plain_http_redirects_pages_serves_acme_and_refuses_the_api(door):
    page = door.ask_plainly("GET", "/admin/?next=1")
    assert (page.status, page.headers["location"]) == (308, f"https://{NAME}/admin/?next=1")
    for path in ("/api/v1/health/", LOGIN, "/ws/v1/", "/api"):
        refused = door.ask_plainly("GET", path, Accept_Language="en")
        assert (refused.status, refused.json["code"]) == (403, "forbidden")
        assert "location" not in refused.headers
        assert "https" in refused.json["detail"]
    asked = door.folder / "lib" / "acme" / ".well-known" / "acme-challenge" / "token"
    asked.write_text("answer")
    asked.chmod(0o644)
    answer = door.ask_plainly("GET", "/.well-known/acme-challenge/token")
    assert (answer.status, answer.body) == (200, b"answer")
    assert door.ask_plainly("GET", "/nginx-lives", host="127.0.0.1").status == 204
    with pytest.raises(OSError):
        door.ask_plainly("GET", "/admin/", host="evil.example")


def test_nginx_hides_unneeded_paths(door):
    assert door.ask("TRACE", "/api/v1/health/").status == 405
    for path in ("/.git/config", "/.env", "/static/../.env", "/api/.hidden", "/api/v1/health/metrics/"):
        assert door.ask("GET", path).status in {400, 404}, path
    alive = door.ask("GET", "/api/v1/health/", X_Request_ID="seen-by-me-1")
    assert (alive.status, alive.headers["server"]) == (200, "nginx")
    assert alive.headers["x-request-id"] == "seen-by-me-1"
    assert alive.headers["strict-transport-security"].startswith("max-age=31536000")
    wait_until(lambda: '"request_id":"seen-by-me-1"' in door.log(), what="the line of the log")
    door.ask("GET", "/admin/login/?secret=in-the-question")
    assert "in-the-question" not in door.log()


def test_nginx_log_holds_only_the_network_of_the_client():
    networks = {
        "203.0.113.77": "203.0.113.0/24", "2001:db8:1:2::77": "2001:db8:1::/48", "2001:db8:1::77": "2001:db8:1::/48",
        "2001:db8::77": "2001:db8::/48", "2001::77": "2001::/48", "::77": "::/48",
    }  # fmt: skip
    with start_nginx(web=[1, 2], sockets=3) as door:
        door.stop()
        balancer = "set_real_ip_from 127.0.0.1;\nreal_ip_header X-Forwarded-For;\n"
        (door.folder / "conf" / "balancer.conf").write_text(balancer)
        door.start()
        for address in networks:
            door.ask_plainly("GET", "/", X_Forwarded_For=address)
        wait_until(lambda: door.log().count("\n") >= len(networks), what="the lines of the log")
        # nginx has several workers: their lines come in any order.
        assert sorted(json.loads(line)["address"] for line in door.log().splitlines()) == sorted(networks.values())


def test_tls_version_name_and_reload_of_the_certificate(door):
    with door.wire() as link:
        assert link.version() == "TLSv1.3"
    before = door.certificate()
    old = door.context
    old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    with pytest.raises((ssl.SSLError, OSError)):
        old.wrap_socket(door._link(door.https, "127.0.0.1"), server_hostname=NAME)
    stranger = door.context
    stranger.check_hostname = False
    with pytest.raises((ssl.SSLError, OSError)):
        stranger.wrap_socket(door._link(door.https, "127.0.0.1"), server_hostname="evil.example")
    for name in ("fullchain.pem", "privkey.pem"):
        (door.folder / "tls" / name).unlink()
    assert door.script("certificates.sh", "first").returncode == 0
    door._give_away()

    def changed():
        """For everybody: a worker of before takes connections until it has heard that it is to go."""
        try:
            return all(door.certificate() != before for _ in range(20))
        except ssl.SSLError:
            return False

    wait_until(changed, what="the new certificate")
    assert door.ask("GET", "/api/v1/health/").status == 200


def test_slow_client_is_cut_and_others_are_served(door):
    head, body = door.wire(), door.wire()
    head.sendall(head_of("GET", "/api/v1/health/", "Accept: application/json", ""))
    body.sendall(head_of("POST", LOGIN, "Content-Type: application/json", "Content-Length: 99", "", ""))
    assert door.ask("GET", "/api/v1/health/").status == 200
    for wire in (head, body):
        wire.settimeout(60)
        with suppress(ConnectionResetError):
            assert wire.recv(1000)[:12] in {b"", b"HTTP/1.1 408"}
        wire.close()


def test_answers_with_tokens_are_not_compressed(door):
    wanting = {"Accept_Encoding": "gzip"}
    signed_in = door.ask("POST", LOGIN, body=signed_up(), **wanting)
    assert (signed_in.status, "content-encoding" in signed_in.headers) == (200, False)
    page = door.ask("GET", "/admin/login/", **wanting)
    assert (page.status, "content-encoding" in page.headers) == (200, False)
    assert len(page.body) > 1024
    admin = factories.client_for(factories.make_user(factories.Role.ADMIN, "Aziza"))
    listed = door.ask("GET", LIST, Authorization=f"Bearer {admin.token}", **wanting)
    assert (listed.status, listed.headers.get("content-encoding")) == (200, "gzip")
    assert json.loads(gzip.decompress(listed.body))


def test_static_files_come_from_the_folder_or_a_web_process(door):
    kept = door.folder / "lib" / "static" / "kept.css"
    kept.write_text("body{}")
    kept.chmod(0o644)
    response = door.ask("GET", "/static/kept.css")
    assert (response.status, response.body, response.headers["content-type"]) == (200, b"body{}", "text/css")
    served = door.ask("GET", "/static/admin/css/base.css")
    assert (served.status, served.headers["content-type"].partition(";")[0]) == (200, "text/css")
    assert door.ask("GET", "/static/nothing.css").status == 404


def test_sign_in_rate_limit_is_per_address(door):
    replies = [door.ask("GET", LOGIN, source="127.0.0.66", Accept_Language="ru") for _ in range(50)]
    slowed = [reply for reply in replies if reply.status == 429]
    assert {reply.status for reply in replies} == {405, 429}
    assert slowed[0].json["code"] == "too_many_requests"
    assert slowed[0].json["detail"] == get_detail(TooMany, "ru")
    assert slowed[0].headers["retry-after"]
    assert door.ask("GET", LOGIN, source="127.0.0.67").status == 405


def test_unfinished_uploads_of_one_address_are_limited(door):
    file, form = "/api/v1/auth/users/me/avatar/", "Content-Type: multipart/form-data; boundary=x"

    def refused(source, begun):
        wires = [door.wire("127.0.0.77") for _ in range(begun)]
        for wire in wires:
            wire.sendall(head_of("PUT", file, form, "Content-Length: 9999", "", "") + b"x")
        reply = door.ask("PUT", file, body=b"{}", source=source, Content_Type="multipart/form-data; boundary=x")
        for wire in wires:
            wire.close()
        assert reply.status in {401, 429}
        assert reply.status == 401 or reply.json["code"] == "too_many_requests"
        return reply.status == 429

    wait_until(lambda: refused("127.0.0.77", FILES_AT_ONCE), what="a refusal")
    assert not refused("127.0.0.78", FILES_AT_ONCE)
    wait_until(lambda: not refused("127.0.0.77", 0), what="room after they have ended")


def test_body_without_disk_space_is_answered_with_the_error_body(door):
    body = {"body": b" " * 500_000, "Content_Type": "application/json", "Accept_Language": "en"}
    assert door.ask("POST", LOGIN, source="127.0.0.79", **body).status == 400
    spool = door.folder / "cache" / "body"
    mode = spool.stat().st_mode
    spool.chmod(0)
    try:
        full = door.ask("POST", LOGIN, source="127.0.0.79", **body)
    finally:
        spool.chmod(mode)
    assert (full.status, full.json["code"], full.json["detail"]) == (503, "unavailable", get_detail(Unavailable, "en"))
    assert full.headers["retry-after"]


@pytest.mark.parametrize("protected", [True, False], ids=["told to stop", "control: killed"])
def test_rolling_restart_fails_no_post_on_kept_connections(house, protected):
    token = str(factories.client_for(factories.make_user(factories.Role.ADMIN, "Aziza")).token)
    statuses = []

    def ask():
        try:
            statuses.append(house.door.ask("POST", READ_ALL, body={}, Authorization=f"Bearer {token}").status)
        except OSError:
            statuses.append(0)

    with repeat_in_threads(ask, pause=0.005, threads=4):
        wait_until(lambda: len(statuses) > 50, what="the first answers")
        for place in range(2 if protected else 1):
            with sessions_locked():  # both processes hold requests: nginx gives each to whom has less
                wait_until(lambda: count_blocked_connections() == 4, what="requests in both")
                house.web[place].signal(signal.SIGTERM if protected else signal.SIGKILL)
            house.come_back(place)
    failed = [status for status in statuses if status != 200]
    assert (failed == []) == protected, failed


def test_nginx_skips_a_down_process_and_answers_503_without_any(house):
    """The last test: it ends the processes that the others ask."""
    assert {house.door.ask("GET", "/api/v1/health/").status for _ in range(6)} == {200}
    house.web[0].kill()
    assert {house.door.ask("GET", "/api/v1/health/").status for _ in range(6)} == {200}
    house.web[1].kill()
    away = house.door.ask("GET", "/api/v1/health/", Accept_Language="en")
    assert (away.status, away.json["code"]) == (503, "unavailable")
    assert away.json["detail"] == get_detail(Unavailable, "en")
    assert away.headers["retry-after"]
