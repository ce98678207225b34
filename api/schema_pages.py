"""The OpenAPI schema and its two viewers: public in development, for signed-in staff in production."""

import gzip
from collections.abc import Callable
from functools import cache

import orjson
from django.conf import settings
from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.urls import URLPattern, path
from django.utils.cache import patch_vary_headers
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase, Redoc, Swagger

from api.http_caching import answer_conditionally, build_etag

View = Callable[[HttpRequest], HttpResponse]


def urls(api: NinjaAPI) -> list[URLPattern]:
    """Return the routes `openapi.json`, `docs/` (Swagger UI) and `docs/redoc/`; all assets come from this server."""
    return [
        path("openapi.json", _guarded(_schema_view(api)), name="openapi-json"),
        path("docs/", _guarded(_reader_view(api, _LocalSwagger())), name="docs"),
        path("docs/redoc/", _guarded(_reader_view(api, _LocalRedoc())), name="redoc"),
    ]


def _guarded(view: View) -> View:
    staff_only = staff_member_required(view)

    def guarded(request: HttpRequest) -> HttpResponse:
        return view(request) if settings.DEBUG else staff_only(request)

    return guarded


def _schema_view(api: NinjaAPI) -> View:
    @cache
    def render_schema() -> tuple[bytes, bytes, str]:
        """Return the schema, compressed too, and its ETag: it depends on the code alone, and takes seconds to make."""
        content = orjson.dumps(api.get_openapi_schema(), default=str)
        return content, gzip.compress(content, mtime=0), build_etag(content)

    def schema(request: HttpRequest) -> HttpResponse:
        content, compressed, etag = render_schema()
        is_compressed = bool(re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")))
        response = HttpResponse(
            compressed if is_compressed else content, content_type="application/json; charset=utf-8"
        )
        if is_compressed:
            response["Content-Encoding"] = "gzip"
        patch_vary_headers(response, ("Accept-Encoding",))
        return answer_conditionally(request, response, etag=etag, vary="Cookie")

    return schema


def _reader_view(api: NinjaAPI, reader: DocsBase) -> View:
    def read(request: HttpRequest) -> HttpResponse:
        return reader.render_page(request, api)

    return read


class _LocalSwagger(Swagger):
    def get_openapi_url(self, api: NinjaAPI, path_params: dict[str, object]) -> str:
        return "/api/v1/openapi.json"


class _LocalRedoc(Redoc):
    def get_openapi_url(self, api: NinjaAPI, path_params: dict[str, object]) -> str:
        return "/api/v1/openapi.json"
