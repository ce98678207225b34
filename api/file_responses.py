"""Answers with files: stored ones, whole or by byte range (RFC 9110), and PDFs. Only public files are cached."""

import re
from collections.abc import Iterator
from typing import IO

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from api.errors import build_error_response
from api.http_caching import IMMUTABLE, is_known_to_client
from apps.core.errors import DomainError, NotFound
from apps.core.files.stored import open_stored_file
from apps.core.models import StoredFile

CHUNK_BYTES = 64 * 1024


class RangeNotSatisfiable(DomainError):
    """The requested range lies outside of the file (416)."""

    status = 416


_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def serve_stored_file(request: HttpRequest, stored: StoredFile, *, name: str) -> HttpResponseBase:
    """Answer with the file, with one range of it (206), or with 416 for a range outside of it.

    A request for several ranges gets the whole file. Raise NotFound when the file is missing in the store.
    """
    try:
        opened = open_stored_file(stored)
    except FileNotFoundError as error:
        raise NotFound() from error
    response = serve_opened_file(request, opened, stored.size, content_type=stored.content_type)
    if response.status_code == 416:
        return response
    response["Cache-Control"] = "private, no-store"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def serve_opened_file(request: HttpRequest, opened: IO[bytes], size: int, *, content_type: str) -> HttpResponseBase:
    """Answer with an open file of `size` bytes, with one range of it (206), or with 416. The file is closed then."""
    wanted = _parse_range(request.headers.get("Range", ""), size)
    if wanted is not None and wanted[0] >= wanted[1]:
        opened.close()
        refused = build_error_response(RangeNotSatisfiable())
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    start, end = wanted or (0, size)
    opened.seek(start)
    response = StreamingHttpResponse(_iter_chunks(opened, end - start), content_type=content_type)
    response["Content-Length"] = str(end - start)
    if wanted is not None:
        response.status_code = 206
        response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def serve_public_file(request: HttpRequest, stored: StoredFile, *, name: str) -> HttpResponseBase:
    """Answer with a public file whose address holds its hash: proxies and browsers may keep it for ever."""
    etag = f'"{stored.sha256}"'
    known = is_known_to_client(request, etag)
    response = HttpResponseNotModified() if known else serve_stored_file(request, stored, name=name)
    if response.status_code in (200, 206, 304):
        response["ETag"] = etag
        response["Cache-Control"] = IMMUTABLE
    return response


def _parse_range(header: str, size: int) -> tuple[int, int] | None:
    """Return start and end (exclusive) of the requested range, None without one. start >= end: outside of the file."""
    match = _RANGE.fullmatch(header.strip())
    if match is None or match.group(0) == "bytes=-":
        return None
    first, last = match.groups()
    if not first:
        return max(0, size - int(last)), size if int(last) else 0
    end = min(int(last) + 1, size) if last else size
    if last and int(last) < int(first):
        return None
    return int(first), end


def _iter_chunks(opened: IO[bytes], length: int) -> Iterator[bytes]:
    with opened:
        while length > 0 and (chunk := opened.read(min(CHUNK_BYTES, length))):
            length -= len(chunk)
            yield chunk


def pdf_response(content: bytes, *, file_name: str) -> HttpResponse:
    """Return a PDF to show in the browser, never cached; `file_name` is its file name when saved."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=file_name) or ""
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
