"""The host of interactive packages (PACKAGES_ORIGIN): it answers `/p/<token>/…` and nothing else.

Programs that strangers wrote run on this origin, so it reads and sets no cookie, knows no session and no user: the
token in the path says whose package it is, and each request checks that its block may be read now.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

from api.file_responses import serve_opened_file
from api.http_caching import build_etag, is_known_to_client
from apps.core.errors import NotFound
from apps.packages import h5p, origin
from apps.packages.access import get_package_by_token
from apps.packages.content_types import get_content_type
from apps.packages.models import LearnerPackage, PackageKind
from apps.packages.unpacked_files import open_file
from apps.pages.assets import FOLDER, load_assets

POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self' data: blob:; "
    "frame-src 'self' data: blob:; worker-src blob:; object-src 'none'; form-action 'self'; base-uri 'self'; "
    "frame-ancestors 'self' {pages}; sandbox allow-scripts allow-same-origin allow-forms"
)
"""Own files, inline scripts and eval, because packages use them; no other host, no window, no service worker."""
_PATH = re.compile(r"/p/(?P<token>[A-Za-z0-9_-]{43})/(?P<part>launch|files|h5p)/(?P<path>.*)", re.DOTALL)
_AGENT_CLUSTER = "Origin-Agent-Cluster"

Handler = Callable[[HttpRequest], HttpResponseBase]


def packages_host_middleware(get_response: Handler) -> Handler:
    """Answer requests of the packages' host, which reach nothing else. All documents ask for an agent cluster of their
    origin alone, so that a busy package does not freeze the page around it.
    """

    def choose(request: HttpRequest) -> HttpResponseBase:
        response = serve_package_host(request) if _is_packages_host(request) else get_response(request)
        response.headers.setdefault(_AGENT_CLUSTER, "?1")
        return response

    return choose


def serve_package_host(request: HttpRequest) -> HttpResponseBase:
    """Answer one request: a file, the page that starts a package, or 404."""
    match = _PATH.fullmatch(request.path_info) if request.method in ("GET", "HEAD") else None
    try:
        if match is None:
            raise NotFound()
        row = get_package_by_token(match["token"])
        response: HttpResponseBase = _SERVED[match["part"]](request, row, match["path"])
    except NotFound:
        response = HttpResponse("Not found", status=404, content_type="text/plain; charset=utf-8")
        response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = POLICY.format(pages=origin.get_pages_origin())
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Referrer-Policy"] = "no-referrer"
    response["Permissions-Policy"] = "microphone=(), camera=(), geolocation=(), payment=()"
    return response


def _is_packages_host(request: HttpRequest) -> bool:
    """Return whether the request names the packages' host; its port does not matter."""
    host = origin.get_packages_host()
    return bool(host) and request.META.get("HTTP_HOST", "").partition(":")[0].lower() == host


def _serve_launch(request: HttpRequest, row: LearnerPackage, path: str) -> HttpResponseBase:
    if path == "launch.js":
        return _serve_local_file(FOLDER / load_assets().launches[row.package.kind])
    if path:
        raise NotFound()
    data = {
        "kind": row.package.kind,
        "entry": f"../files/{origin.quote_entry(row)}",
        "cmi": {} if row.is_draft else row.cmi,
        "launch": row.package.launch,
        "learner": {"id": str(row.pk), "name": f"{row.user.last_name}, {row.user.first_name}"},
        "pages": origin.get_pages_origin(),
        "h5p": h5p.is_installed(),
    }
    context = {"data": json.dumps(data).replace("<", "\\u003c"), "h5p": row.package.kind == PackageKind.H5P}
    page = render_to_string("packages/launch.html", context | {"language": row.user.locale, "version": h5p.VERSION})
    return HttpResponse(page, headers={"Cache-Control": "no-store"})


def _serve_file(request: HttpRequest, row: LearnerPackage, path: str) -> HttpResponseBase:
    etag = build_etag(f"{row.package_id}/{row.package.updated_at}/{path}".encode())
    found = open_file(row.package_id, path)
    if found is None:
        raise NotFound()
    if is_known_to_client(request, etag):
        found[0].close()
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        response = serve_opened_file(request, *found, content_type=get_content_type(path))
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


def _serve_h5p(request: HttpRequest, row: LearnerPackage, path: str) -> HttpResponseBase:
    file = h5p.find_file(path)
    if file is None or row.package.kind != PackageKind.H5P:
        raise NotFound()
    return _serve_local_file(file)


def _serve_local_file(file: Path) -> HttpResponseBase:
    response = FileResponse(file.open("rb"), content_type=get_content_type(file.name))
    del response.headers["Content-Disposition"]
    response["Cache-Control"] = "private, no-cache"
    return response


_SERVED: dict[str, Callable[[HttpRequest, LearnerPackage, str], Any]] = {
    "launch": _serve_launch,
    "files": _serve_file,
    "h5p": _serve_h5p,
}
