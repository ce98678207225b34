"""Request bodies are counted while they arrive: too long or too slow is refused with the envelope."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from api import body_limits
from api.body_limits import BodyLimitMiddleware
from api.path_rules import find_declared
from project.asgi import django_application

KILOBYTE = 1024


async def ask(pieces: Callable[[], AsyncIterator[dict[str, Any]]], *headers: tuple[bytes, bytes], **scope: Any) -> Any:
    """One POST through the limit (8 KB, uploads 64 KB) into Django: status, headers, parsed body."""
    limited = BodyLimitMiddleware(
        django_application,
        upload_limit=64 * KILOBYTE,
        limit=8 * KILOBYTE,
        find_limit=partial(find_declared, "max_body"),
        grace_seconds=0.2,
        bytes_per_second=4096,
    )
    coming = pieces()
    sent: list[dict[str, Any]] = []
    forever = asyncio.Event()

    async def receive() -> dict[str, Any]:
        async for message in coming:
            return message
        await forever.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    whole_scope = {
        "type": "http", "http_version": "1.1", "method": "POST", "path": "/api/v1/auth/login/", "query_string": b"",
        "root_path": "", "scheme": "http", "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1),
        "headers": [(b"host", b"127.0.0.1"), (b"accept-language", b"en"), *headers], **scope,
    }  # fmt: skip
    await limited(whole_scope, receive, send)
    body = b"".join(message.get("body", b"") for message in sent[1:])
    assert sent[-1].get("more_body", False) is False
    named = {name.lower(): value for name, value in sent[0]["headers"]}
    return sent[0]["status"], named, json.loads(body)


def in_pieces(*pieces: bytes, end: bool = True) -> Callable[[], AsyncIterator[dict[str, Any]]]:
    async def messages() -> AsyncIterator[dict[str, Any]]:
        for number, piece in enumerate(pieces, start=1):
            yield {"type": "http.request", "body": piece, "more_body": not end or number < len(pieces)}

    return messages


JSON = (b"content-type", b"application/json")
MULTIPART = (b"content-type", b"multipart/form-data; boundary=x")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _linger_only_a_moment(monkeypatch):
    monkeypatch.setattr(body_limits, "LINGER_SECONDS", 0.05)


async def test_body_within_the_limit_reaches_the_operation():
    status, headers, answer = await ask(in_pieces(b'{"login": ', b'"x"}'), JSON)
    assert (status, list(answer["fields"])) == (422, ["password"])
    assert b"connection" not in headers


async def test_content_length_over_the_limit_is_refused_before_reading():
    unread = in_pieces(b"x" * 100, end=False)
    status, headers, answer = await ask(unread, JSON, (b"content-length", b"1000000000"))
    assert (status, answer["code"]) == (413, "too_large")
    assert answer["detail"] == "The request is too large: at most 8 KB."
    assert answer["request_id"] == headers[b"x-request-id"].decode()
    assert headers[b"connection"] == b"close"


@pytest.mark.parametrize("claimed", [(), ((b"content-length", b"10"),)], ids=["no length", "an understated length"])
async def test_bytes_are_counted_whatever_content_length_says(claimed):
    status, headers, answer = await ask(in_pieces(*[b"x" * 4096] * 3), JSON, *claimed)
    assert (status, answer["code"], headers[b"connection"]) == (413, "too_large", b"close")


async def test_body_of_exactly_the_limit_passes_and_one_byte_more_is_refused():
    fits = b'{"login": "' + b"x" * (8 * KILOBYTE - 13) + b'"}'
    assert len(fits) == 8 * KILOBYTE
    assert (await ask(in_pieces(fits), JSON))[0] == 422
    assert (await ask(in_pieces(fits + b" "), JSON))[0] == 413


async def test_upload_may_be_larger_than_other_bodies():
    form = b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n" + b"y" * 10 * KILOBYTE + b"\r\n--x--\r\n"
    assert (await ask(in_pieces(form), MULTIPART))[0] == 415
    assert (await ask(in_pieces(form, b"z" * 60 * KILOBYTE), MULTIPART))[0] == 413
    assert (await ask(in_pieces(form), JSON))[0] == 413


async def test_operation_may_declare_that_its_body_is_longer():
    path, long = f"/api/v1/video/videos/{uuid4()}/subtitles/en/", in_pieces(b" " * 20 * KILOBYTE)
    assert (await ask(long, JSON, method="PUT", path=path))[0] == 401
    assert (await ask(long, JSON, method="PATCH", path=path))[0] == 413
    claimed = (b"content-length", b"%d" % (5 * KILOBYTE * KILOBYTE + 1))
    status, _headers, answer = await ask(in_pieces(b"x", end=False), JSON, claimed, method="PUT", path=path)
    assert (status, answer["detail"]) == (413, "The request is too large: at most 5120 KB.")


async def test_body_that_stops_arriving_is_refused():
    status, headers, answer = await ask(in_pieces(b'{"login": ', end=False), JSON)
    assert (status, answer["code"], headers[b"connection"]) == (408, "bad_request", b"close")


async def test_query_string_that_is_not_utf8_is_refused():
    status, _headers, answer = await ask(in_pieces(b"{}"), JSON, query_string=b"a=\xff")
    assert (status, answer["code"]) == (400, "bad_request")


async def test_body_limit_error_is_in_the_clients_language():
    _status, _headers, answer = await ask(in_pieces(b"x" * 9000), (b"accept-language", b"ru"), JSON)
    assert answer["detail"] in {"Запрос слишком большой: не больше 8 КБ.", "The request is too large: at most 8 KB."}
