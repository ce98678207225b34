"""Spreadsheet downloads: a temporary file, sent in chunks, never cached."""

from collections.abc import Iterator
from typing import IO

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header

from apps.core.file_types import XLSX
from apps.core.tables.writer import CONTENT_TYPES, TableFileKind

CHUNK = 64 * 1024


def table_response(table_file: IO[bytes], kind: TableFileKind, name: str) -> StreamingHttpResponse:
    """Return the table as a download; `name` has no file extension."""
    size = table_file.seek(0, 2)
    table_file.seek(0)
    response = StreamingHttpResponse(_read_chunks(table_file), content_type=CONTENT_TYPES[kind])
    response["Content-Length"] = str(size)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.{kind}") or ""
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def wants_xlsx(request: HttpRequest, format_name: str) -> bool:
    """Return whether the client wants a spreadsheet: by `format`, or else by the `Accept` header."""
    return format_name == "xlsx" or (not format_name and XLSX in request.headers.get("Accept", ""))


def _read_chunks(table_file: IO[bytes]) -> Iterator[bytes]:
    with table_file:
        while chunk := table_file.read(CHUNK):
            yield chunk
