"""What a request took is given back: a file on its way out holds no database connection, a body is closed."""

import asyncio
import time

import pytest
from django.db import connections

from project import asgi_handler
from project.asgi_handler import ThreadedHandler
from project.postgres.base import DatabaseWrapper
from tests.resources import upload_requests
from tests.resources.conftest import lesson  # noqa: F401
from tests.resources.sample_files import PDF

pytestmark = pytest.mark.django_db(transaction=True)
LARGE = PDF.replace(b"endobj", b"endobj\n%" + b"x" * 2_000_000)
SECONDS = 60.0


class Remembering(ThreadedHandler):
    """Keeps the bodies that it has read, to be looked at."""

    def __init__(self):
        super().__init__(threads=1)
        self.bodies = []

    async def read_body(self, receive):
        """As it is."""
        self.bodies.append(await super().read_body(receive))
        return self.bodies[-1]


@pytest.fixture
def handler(settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    made = Remembering()
    yield made
    made._threads.submit(connections.close_all).result()
    made._threads.shutdown()


def scope(method, path, **headers):
    headers = {"host": "testserver", **headers}
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {
        "type": "http", "http_version": "1.1", "method": method, "path": path, "raw_path": path.encode(),
        "query_string": b"", "root_path": "", "scheme": "http", "headers": pairs,
        "client": ("127.0.0.1", 50_000), "server": ("testserver", 80),
    }  # fmt: skip


def ask(handler, of, body=b"", meanwhile=lambda: None):
    """Status and content; `meanwhile` is called when the first piece was sent."""
    sent = []

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message):
        sent.append(message)
        if len(sent) == 2:
            await asyncio.to_thread(meanwhile)

    asyncio.run(asyncio.wait_for(handler(of, receive, send), SECONDS))
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])


def taken():
    """How many connections of this process's pools somebody has in use."""
    states = DatabaseWrapper.get_pool_counts()
    return states["open",] - states["idle",]


@pytest.fixture
def address(client_for, teacher, pupil, lesson, settings, tmp_path):  # noqa: F811
    """Of a file of two megabytes."""
    settings.MEDIA_ROOT = str(tmp_path)
    way = upload_requests.start_upload(client_for(teacher), LARGE)
    upload_requests.send_bytes(way, LARGE)
    made = upload_requests.finish_upload(client_for(teacher), way, lesson)
    assert made.status == 201, made.json
    return str(client_for(pupil).get(f"/resources/{made.json['id']}/download/").json["url"])


@pytest.mark.parametrize("protected", [True, False])
def test_streamed_file_holds_no_database_connection(handler, address, protected, monkeypatch):
    if not protected:
        monkeypatch.setattr(asgi_handler, "close_old_connections", lambda: None)
    before, seen = taken(), []
    status, content = ask(handler, scope("GET", address), meanwhile=lambda: seen.append(taken() - before))
    assert (status, content) == (200, LARGE)
    assert (seen == [0]) is protected, seen


def test_request_bodies_are_always_closed(handler):
    large = b"x" * 4_000_000
    form = {"content_type": "multipart/form-data; boundary=x", "content_length": str(len(large))}
    assert ask(handler, scope("PUT", "/api/v1/auth/users/me/avatar/", **form), large)[0] == 401
    assert ask(handler, scope("POST", "/api/v1/nothing/", **form), large)[0] == 404
    assert ask(handler, scope("GET", "/api/v1/health/"))[0] == 200
    assert [body.closed for body in handler.bodies] == [True, True, True]

    async def late():
        async def receive():
            return {"type": "http.request", "body": b"{}", "more_body": False}

        body = await handler.read_body(receive)
        assert not body.closed
        came = time.monotonic() - asgi_handler.MAX_WAIT_SECONDS - 1
        answer = handler._respond(scope("GET", "/api/v1/health/"), body, came)
        return answer.status_code, body.closed

    assert asyncio.run(late()) == (503, True)
