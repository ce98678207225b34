"""Spreadsheet downloads: a temporary file, sent in chunks, never cached."""

from collections.abc import Iterator
from typing import IO, Literal

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header

from apps.core.file_types import XLSX
from apps.core.tables.writer import CONTENT_TYPES, KINDS, TableFileKind

CHUNK = 64 * 1024

Format = Literal["", "json", "csv", "xlsx"]
"""How a list or a report is answered; empty: by the `Accept` header, else JSON."""


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


def choose_table_kind(request: HttpRequest, format_name: Format) -> TableFileKind | None:
    """Return which table the client wants; None for JSON."""
    return pick_table_kind(format_name, request.headers.get("Accept", ""))


def pick_table_kind(format_name: str, accepted: str) -> TableFileKind | None:
    """Return the kind of table by `format` or else by the `Accept` header; None for JSON."""
    if format_name:
        return next((kind for kind in KINDS if kind == format_name), None)
    if XLSX in accepted:
        return "xlsx"
    return "csv" if "text/csv" in accepted else None


def _read_chunks(table_file: IO[bytes]) -> Iterator[bytes]:
    with table_file:
        while chunk := table_file.read(CHUNK):
            yield chunk
