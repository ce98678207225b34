"""Answers that clients may keep and must check before each use: `ETag`, `If-None-Match`, 304.

The validator is a hash of the answer's bytes, so a 304 is never wrong: not after a write, and not for another user or
language whose answer differs. It saves the bytes and not the work. Everything else under `/api/` is `no-store`.
"""

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

REVALIDATE = "private, no-cache"
IMMUTABLE = "public, max-age=31536000, immutable"
CLEAR_CACHE = '"cache"'
"""`Clear-Site-Data` of a sign-out: the next person at this browser finds no kept answer."""


def answer_conditionally(
    request: HttpRequest, response: HttpResponse, *, etag: str = "", vary: str = "Authorization"
) -> HttpResponse:
    """Return the answer with its ETag, or 304 when the client has these bytes. Only 200 is changed.

    `etag` is that of the content, if it is known already. `vary` names the request header that says who asks.
    """
    if response.status_code != 200:
        return response
    etag = etag or build_etag(response.content)
    if is_known_to_client(request, etag):
        response = HttpResponseNotModified()
    response["ETag"] = etag
    response["Cache-Control"] = REVALIDATE
    patch_vary_headers(response, (vary,))
    return response


def holds_no_money(result: Any) -> bool:
    """Return whether an answer with series (`api.analytics.measures_schemas`) is without money: clients may keep it."""
    every = result.get("series", [result])
    return all(series["measure"]["unit"] != "money" for series in every)


def build_etag(content: bytes) -> str:
    """Return a weak ETag, which is the same for compressed versions of the content (nginx compresses)."""
    return f'W/"{hashlib.blake2b(content, digest_size=16).hexdigest()}"'


def is_known_to_client(request: HttpRequest, etag: str) -> bool:
    """Return whether `If-None-Match` names the ETag, compared weakly (RFC 9110, 13.1.2)."""
    sent = {tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))}
    return "*" in sent or etag.removeprefix("W/") in sent
