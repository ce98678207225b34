"""Hooks of VdoCipher ("video:ready"). They are not signed: the URL has a secret, and they are only hints."""

import hmac
import re
import time
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from api.errors import MethodNotAllowed, build_error_response
from api.messaging.arrival_log import log_webhook_request
from apps.accounts import rate_limits
from apps.accounts.client_ip import get_client_ip
from apps.core import app_metrics
from apps.core.errors import DomainError, NotFound
from apps.messaging.models import ArrivalResult
from apps.video.services.vdocipher import receive_hint

MAX_BODY_BYTES = 64 * 1024
PROVIDER = "vdocipher"
_ID = re.compile(r"[A-Za-z0-9]{1,64}", re.ASCII)


@csrf_exempt
def receive_vdocipher_hook(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer 200 for every hook; those about unknown videos are rate-limited (TooMany).

    Answer 404 for a wrong secret.
    """
    began = time.perf_counter()
    try:
        _check_secret(request, secret)
        if request.method != "POST":
            refused = build_error_response(MethodNotAllowed())
            refused["Allow"] = "POST"
            return refused
        body = _read_body(request)
        is_known = receive_hint(_find_video_id(body))
        app_metrics.INCOMING_WEBHOOKS.add(PROVIDER, "done" if is_known else "unknown")
        if not is_known:
            rate_limits.enforce_anonymous_limit(address=get_client_ip(request))
    except NotFound as error:
        return log_webhook_request(request, began, PROVIDER, b"", ArrivalResult.FORGED, build_error_response(error))
    except DomainError as error:
        return build_error_response(error)
    result = ArrivalResult.DONE if is_known else ArrivalResult.IGNORED
    return log_webhook_request(request, began, PROVIDER, body, result, HttpResponse(status=200))


def _check_secret(request: HttpRequest, secret: str) -> None:
    """Raise NotFound for a wrong secret; such requests are rate-limited (TooMany)."""
    expected = settings.ENV.vdocipher_hook_secret
    if not expected or not hmac.compare_digest(secret.encode(), expected.encode()):
        app_metrics.INCOMING_WEBHOOKS.add(PROVIDER, "forged")
        rate_limits.enforce_anonymous_limit(address=get_client_ip(request))
        raise NotFound()


def _read_body(request: HttpRequest) -> bytes:
    """Return the first MAX_BODY_BYTES of the body, or b"" when the client disconnected."""
    try:
        return request.read(MAX_BODY_BYTES)
    except UnreadablePostError:
        return b""


def _find_video_id(body: bytes) -> str:
    """Return the id of the video that a hook is about, at the top or in its payload; "" when there is none."""
    try:
        content: Any = orjson.loads(body)
    except orjson.JSONDecodeError:
        return ""
    for part in (content, content.get("payload") if isinstance(content, dict) else None):
        found = part.get("id") or part.get("videoId") if isinstance(part, dict) else None
        if isinstance(found, str) and _ID.fullmatch(found):
            return found
    return ""
