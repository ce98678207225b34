"""Tables over HTTP: made in a temporary file, sent in pieces, saved by the browser and kept by nobody in between."""

from collections.abc import Iterator
from typing import IO

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header

from apps.core.contents import XLSX
from apps.core.tables import CONTENT_TYPES, Kind

CHUNK = 64 * 1024


def table_response(opened: IO[bytes], kind: Kind, name: str) -> StreamingHttpResponse:
    """The table as a file to save; `name` without its ending."""
    size = opened.seek(0, 2)
    opened.seek(0)
    response = StreamingHttpResponse(_pieces(opened), content_type=CONTENT_TYPES[kind])
    response["Content-Length"] = str(size)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.{kind}") or ""
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def wants_xlsx(request: HttpRequest, told: str) -> bool:
    """Whether the caller asks for a spreadsheet: by `format`, else by the `Accept` header."""
    return told == "xlsx" or (not told and XLSX in request.headers.get("Accept", ""))


def _pieces(opened: IO[bytes]) -> Iterator[bytes]:
    with opened:
        while piece := opened.read(CHUNK):
            yield piece
