"""HTTP middleware: request id, access log, language, odd paths, missing slashes, refused bodies and error bodies."""

import logging
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any, cast

from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import is_valid_path
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.decorators import sync_and_async_middleware

from api.body_limits import REFUSAL_KEY
from api.errors import build_error_response, get_error_for_status
from api.http_caching import IMMUTABLE
from api.quota_headers import add_quota_headers
from apps.accounts.client_ip import get_client_ip
from apps.core import app_metrics, query_count, request_context
from apps.core.errors import NotFound
from apps.core.redaction import redact_path

STATIC_PREFIX = "/static/"
"""Path of static files on this server; STATIC_URL may name a CDN."""
_NEVER_IN_PATHS = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
"""Control characters and halves of characters: no address has one, and PostgreSQL stores neither NUL nor halves."""
logger = logging.getLogger("talim.requests")

Handler = Callable[[HttpRequest], Any]


@sync_and_async_middleware
def request_id_middleware(get_response: Handler) -> Handler:
    """Give each request an id (a valid `X-Request-ID` or a new one), return it in the answer, log the request."""

    def finish(
        request: HttpRequest, response: HttpResponseBase, identifier: str, started: float, tally: query_count.QueryTally
    ) -> HttpResponseBase:
        response["X-Request-ID"] = identifier
        if not request.path.startswith(STATIC_PREFIX):
            _log_request(request, response, time.perf_counter() - started, tally.queries)
        return response

    if iscoroutinefunction(get_response):
        waiting = cast(Callable[[HttpRequest], Awaitable[HttpResponseBase]], get_response)

        async def in_async(request: HttpRequest) -> HttpResponseBase:
            identifier = request_context.choose_request_id(request.headers.get("X-Request-ID"))
            network = request_context.truncate_ip_address(get_client_ip(request))
            with request_context.use_request_context(identifier, network=network), query_count.count_queries() as tally:
                started = time.perf_counter()
                return finish(request, await waiting(request), identifier, started, tally)

        return in_async

    def in_sync(request: HttpRequest) -> HttpResponseBase:
        identifier = request_context.choose_request_id(request.headers.get("X-Request-ID"))
        network = request_context.truncate_ip_address(get_client_ip(request))
        with request_context.use_request_context(identifier, network=network), query_count.count_queries() as tally:
            started = time.perf_counter()
            return finish(request, get_response(request), identifier, started, tally)

    return in_sync


def _log_request(request: HttpRequest, response: HttpResponseBase, seconds: float, queries: int) -> None:
    """Write the log line and the metrics of a request. Metrics get the route, never the raw path.

    A path that matches no route is not logged: it may contain anything.
    """
    match = request.resolver_match
    route = match.route if match else ""
    logger.info(
        "request",
        extra={
            "method": request.method,
            "route": route,
            "path": redact_path(request),
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
            "queries": queries,
            "user": _user_id(request),
        },
    )
    method = request.method if request.method in app_metrics.METHODS else "other"
    app_metrics.REQUESTS.add(method, route, str(response.status_code))
    app_metrics.REQUEST_SECONDS.observe(seconds, method, route)
    app_metrics.REQUEST_QUERIES.add(method, route, by=queries)


def _user_id(request: HttpRequest) -> str:
    user = getattr(getattr(request, "auth", None), "user", None)
    return str(user.pk) if user is not None else ""


@sync_and_async_middleware
def language_middleware(get_response: Handler) -> Handler:
    """Activate the language of the answer: `Accept-Language`, else `LANGUAGE_CODE`.

    For a signed-in user, `api.auth.Requires` activates `user.locale` later. Under `/api/` errors without our error
    body get one here (Ninja's 405, an unknown URL, a wrong host). Answers of the API get `Cache-Control: no-store`
    unless they say otherwise (`api.http_caching`), and those of counted requests the client's quota. Files that proxies
    keep for ever get nothing of one client.
    """

    def finish(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response = _ensure_error_body(request, response)
        if request.path.startswith("/api/"):
            response.headers.setdefault("Cache-Control", "no-store")
        if response.headers.get("Cache-Control") == IMMUTABLE:
            return response
        add_quota_headers(request, response)
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        patch_vary_headers(response, ("Accept-Language",))
        return response

    if iscoroutinefunction(get_response):
        waiting = cast(Callable[[HttpRequest], Awaitable[HttpResponseBase]], get_response)

        async def in_async(request: HttpRequest) -> HttpResponseBase:
            with translation.override(_activate_request_language(request)):
                return finish(request, await waiting(request))

        return in_async

    def in_sync(request: HttpRequest) -> HttpResponseBase:
        with translation.override(_activate_request_language(request)):
            return finish(request, get_response(request))

    return in_sync


@sync_and_async_middleware
def body_refusal_middleware(get_response: Handler) -> Handler:
    """Answer a request that `api.body_limits.BodyLimitMiddleware` refused."""

    def refused(request: HttpRequest) -> HttpResponse | None:
        error = getattr(request, "scope", {}).get(REFUSAL_KEY)
        return build_error_response(error) if error is not None else None

    if iscoroutinefunction(get_response):
        waiting = cast(Callable[[HttpRequest], Awaitable[HttpResponseBase]], get_response)

        async def in_async(request: HttpRequest) -> HttpResponseBase:
            return refused(request) or await waiting(request)

        return in_async

    def in_sync(request: HttpRequest) -> HttpResponseBase:
        return refused(request) or cast(HttpResponseBase, get_response(request))

    return in_sync


def odd_path_middleware(get_response: Handler) -> Handler:
    """Answer 404 to a path with a character that no address has, before a view looks for it in the database."""

    def choose(request: HttpRequest) -> HttpResponseBase:
        if _NEVER_IN_PATHS.search(request.path_info):
            return build_error_response(NotFound())
        return cast(HttpResponseBase, get_response(request))

    return choose


@sync_and_async_middleware
def slash_middleware(get_response: Handler) -> Handler:
    """Redirect an unknown path to the path with a slash at its end, if there is one (308: with method and body)."""

    def finish(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code != 404 or request.resolver_match or request.path_info.endswith("/"):
            return response
        if not is_valid_path(f"{request.path_info}/"):
            return response
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True), preserve_request=True)

    if iscoroutinefunction(get_response):
        waiting = cast(Callable[[HttpRequest], Awaitable[HttpResponseBase]], get_response)

        async def in_async(request: HttpRequest) -> HttpResponseBase:
            return finish(request, await waiting(request))

        return in_async

    def in_sync(request: HttpRequest) -> HttpResponseBase:
        return finish(request, cast(HttpResponseBase, get_response(request)))

    return in_sync


def _activate_request_language(request: HttpRequest) -> str:
    language = translation.get_language_from_request(request)
    request.LANGUAGE_CODE = language
    return language


def _ensure_error_body(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if response.status_code < 400 or not request.path.startswith("/api/"):
        return response
    if response.headers.get("Content-Type", "").startswith("application/json"):
        return response
    answer: HttpResponse = build_error_response(get_error_for_status(response.status_code))
    for header in ("Allow", "Retry-After"):
        if header in response.headers:
            answer[header] = response.headers[header]
    return answer
