"""Webhook of Zoom: the challenge of a new address, and signed events of meetings."""

import time
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from api.errors import MethodNotAllowed, build_error_response
from api.webhooks.arrival_log import log_webhook_request
from apps.accounts import rate_limits
from apps.accounts.client_ip import get_client_ip
from apps.core import app_metrics
from apps.core.errors import DomainError, Forbidden
from apps.lessons.live import zoom
from apps.lessons.models import LiveProvider
from apps.lessons.services.live_reports import receive_live_report
from apps.messaging.models import ArrivalResult

MAX_BODY_BYTES = 256 * 1024
PROVIDER = "zoom"


@csrf_exempt
def receive_zoom_webhook(request: HttpRequest) -> HttpResponse:
    """Answer the challenge, and 200 for every signed event; those about who came are stored, and a job reads them.

    Answer 403 for a wrong signature or an old time stamp; such requests are rate-limited. The same signed request again
    is answered with 200 and changes nothing.
    """
    began = time.perf_counter()
    if request.method != "POST":
        refused = build_error_response(MethodNotAllowed())
        refused["Allow"] = "POST"
        return refused
    try:
        body = _read_signed_body(request)
    except Forbidden as error:
        return log_webhook_request(request, began, PROVIDER, b"", ArrivalResult.FORGED, build_error_response(error))
    except DomainError as error:
        return build_error_response(error)
    try:
        content: Any = orjson.loads(body)
    except orjson.JSONDecodeError:
        content = None
    challenge = zoom.answer_validation(content)
    if challenge is not None:
        return JsonResponse(challenge)
    event = content.get("event") if isinstance(content, dict) else None
    signed = request.headers.get("x-zm-signature", "").encode()
    is_new = event in zoom.EVENTS and receive_live_report(provider=LiveProvider.ZOOM, signed=signed, body=body)
    app_metrics.INCOMING_WEBHOOKS.add(PROVIDER, "done" if is_new else "unknown")
    verdict = ArrivalResult.DONE if is_new else ArrivalResult.IGNORED
    return log_webhook_request(request, began, PROVIDER, b"", verdict, HttpResponse(status=200))


def _read_signed_body(request: HttpRequest) -> bytes:
    """Return the body. Raise Forbidden unless it is signed now."""
    try:
        body = request.read(MAX_BODY_BYTES + 1)
    except UnreadablePostError:
        body = b""
    if len(body) > MAX_BODY_BYTES or not zoom.is_signed(request.headers, body):
        app_metrics.INCOMING_WEBHOOKS.add(PROVIDER, "forged")
        rate_limits.enforce_anonymous_limit(address=get_client_ip(request))
        raise Forbidden()
    return body
