"""Bytes past the API: pieces of uploads come in, stored files go out. Plain views, opened by what stands in the link.

A token opens the way for one upload's bytes (`apps.core.uploads`), a signed link one file (`apps.core.files`); whoever
gave them out has asked who may.
"""

import re

import orjson
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from api.errors import domain_error, envelope
from api.plain import answered
from api.ranges import file_response
from apps.core import uploads
from apps.core.errors import Invalid
from apps.core.files import download_by_link
from apps.core.models import Upload

_CONTENT_RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15})")


def urls() -> list[URLPattern]:
    """`uploads/{token}/` and `files/{link}/`."""
    return [
        path("uploads/<str:token>/", csrf_exempt(answered(upload_view, "GET", "HEAD", "PUT")), name="upload"),
        path("files/<str:token>/", csrf_exempt(answered(file_view, "GET", "HEAD")), name="file"),
    ]


def upload_view(request: HttpRequest, token: str) -> HttpResponseBase:
    """GET, HEAD: how much has arrived. PUT: the next piece, with `Content-Range` unless it is the first.

    Every answer says in `Upload-Offset` where the next piece begins.
    """
    upload = uploads.upload_by_token(token)
    try:
        if request.method == "PUT":
            upload = _received(request, upload)
    except Exception as error:
        found = domain_error(error)
        if found is None:
            raise
        upload = uploads.upload_by_token(token)
        return _told(envelope(found), upload)
    return _told(_json(upload), upload)


def file_view(request: HttpRequest, token: str) -> HttpResponseBase:
    """The file of a link, whole or by byte range, to be saved and never to be shown or run."""
    stored, name = download_by_link(token)
    response = file_response(request, stored, name=name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _received(request: HttpRequest, upload: Upload) -> Upload:
    start, length = _place(request, upload)
    return uploads.receive(upload=upload, start=start, length=length, content=request)


def _place(request: HttpRequest, upload: Upload) -> tuple[int, int | None]:
    header = request.headers.get("Content-Range")
    told = request.headers.get("Content-Length", "")
    if header is None:
        return 0, int(told) if told.isdigit() else None
    match = _CONTENT_RANGE.fullmatch(header.strip())
    if match is None:
        raise Invalid.field("Content-Range", _("Say which bytes these are, as: bytes 0-1023/4096."))
    first, last, whole = (int(number) for number in match.groups())
    if last < first or whole != upload.size:
        raise Invalid.field("Content-Range", _("These bytes are none of this upload."))
    return first, last - first + 1


def _json(upload: Upload) -> HttpResponse:
    content = {"received": upload.received, "size": upload.size, "expires_at": upload.expires_at.isoformat()}
    return HttpResponse(orjson.dumps(content), content_type="application/json")


def _told(response: HttpResponse, upload: Upload) -> HttpResponse:
    response["Upload-Offset"] = str(upload.received)
    return response
