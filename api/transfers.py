"""Plain Django views outside the API for file bytes: receive pieces of uploads, send stored files.

The address is the permission: an upload token (`apps.core.uploads`) or a signed link (`apps.core.files`). Access was
checked when it was issued.
"""

import re

import orjson
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from api.errors import build_error_response, to_domain_error
from api.file_responses import serve_stored_file
from api.plain_views import wrap_plain_view
from apps.core import uploads
from apps.core.errors import Invalid
from apps.core.files.links import get_file_by_download_link
from apps.core.models import Upload

_CONTENT_RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15})")


def build_file_transfer_urls() -> list[URLPattern]:
    """Return the routes `uploads/{token}/` and `files/{token}/`."""
    return [
        path("uploads/<str:token>/", csrf_exempt(wrap_plain_view(upload_view, "GET", "HEAD", "PUT")), name="upload"),
        path("files/<str:token>/", csrf_exempt(wrap_plain_view(file_view, "GET", "HEAD")), name="file"),
    ]


def upload_view(request: HttpRequest, token: str) -> HttpResponseBase:
    """GET, HEAD: return how many bytes have arrived. PUT: receive the next piece, with `Content-Range` unless it is the
    first.

    Each response has `Upload-Offset`, where the next piece begins.
    """
    upload = uploads.get_upload_by_token(token)
    try:
        if request.method == "PUT":
            upload = _receive_piece(request, upload)
    except Exception as error:
        known_error = to_domain_error(error)
        if known_error is None:
            raise
        upload = uploads.get_upload_by_token(token)
        return _with_offset(build_error_response(known_error), upload)
    return _with_offset(_upload_json(upload), upload)


def file_view(request: HttpRequest, token: str) -> HttpResponseBase:
    """Send the file of a link, completely or a byte range, as a download: browsers must not show or run it."""
    stored, name = get_file_by_download_link(token)
    response = serve_stored_file(request, stored, name=name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _receive_piece(request: HttpRequest, upload: Upload) -> Upload:
    start, length = _parse_range(request, upload)
    return uploads.receive_part(upload=upload, start=start, length=length, content=request)


def _parse_range(request: HttpRequest, upload: Upload) -> tuple[int, int | None]:
    header = request.headers.get("Content-Range")
    content_length = request.headers.get("Content-Length", "")
    if header is None:
        return 0, int(content_length) if content_length.isdigit() else None
    match = _CONTENT_RANGE.fullmatch(header.strip())
    if match is None:
        raise Invalid.field("Content-Range", _("Give the byte range, such as: bytes 0-1023/4096."))
    first, last, size = (int(number) for number in match.groups())
    if last < first or size != upload.size:
        raise Invalid.field("Content-Range", _("This byte range does not belong to this upload."))
    return first, last - first + 1


def _upload_json(upload: Upload) -> HttpResponse:
    content = {"received": upload.received, "size": upload.size, "expires_at": upload.expires_at.isoformat()}
    return HttpResponse(orjson.dumps(content), content_type="application/json")


def _with_offset(response: HttpResponse, upload: Upload) -> HttpResponse:
    response["Upload-Offset"] = str(upload.received)
    return response
