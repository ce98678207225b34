"""Webhook of Meta's Page subscription `leadgen`: the handshake of the subscription, and signed notices of new leads."""

import hashlib
import hmac
import time

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from api.errors import MethodNotAllowed, build_error_response
from api.messaging.arrival_log import log_webhook_request
from apps.accounts import rate_limits
from apps.accounts.client_ip import get_client_ip
from apps.core import app_metrics
from apps.core.errors import DomainError, Forbidden
from apps.leads.services.meta import receive_webhook
from apps.messaging.models import ArrivalResult

MAX_BODY_BYTES = 256 * 1024
MAX_CHALLENGE = 200
PROVIDER = "meta"


@csrf_exempt
def receive_meta_webhook(request: HttpRequest) -> HttpResponse:
    """Answer the handshake (GET) with the challenge, and 200 for every signed notice (POST); a job fetches the fields.

    Answer 403 for a wrong verify token or signature; such requests are rate-limited.
    """
    began = time.perf_counter()
    if request.method not in ("GET", "POST"):
        refused = build_error_response(MethodNotAllowed())
        refused["Allow"] = "GET, POST"
        return refused
    try:
        if request.method == "GET":
            return _answer_handshake(request)
        body = _read_signed_body(request)
    except Forbidden as error:
        return log_webhook_request(request, began, PROVIDER, b"", ArrivalResult.FORGED, build_error_response(error))
    except DomainError as error:
        return build_error_response(error)
    try:
        count = receive_webhook(orjson.loads(body))
    except orjson.JSONDecodeError:
        count = 0
    app_metrics.INCOMING_WEBHOOKS.add(PROVIDER, "done" if count else "unknown")
    verdict = ArrivalResult.DONE if count else ArrivalResult.IGNORED
    return log_webhook_request(request, began, PROVIDER, body, verdict, HttpResponse(status=200))


def _answer_handshake(request: HttpRequest) -> HttpResponse:
    expected, sent = settings.ENV.meta_verify_token, request.GET.get("hub.verify_token", "")
    challenge = request.GET.get("hub.challenge", "")[:MAX_CHALLENGE]
    is_right = bool(expected) and hmac.compare_digest(sent.encode(), expected.encode())
    if request.GET.get("hub.mode") != "subscribe" or not is_right or not challenge.isalnum():
        _refuse(request)
    return HttpResponse(challenge, content_type="text/plain; charset=utf-8")


def _read_signed_body(request: HttpRequest) -> bytes:
    """Return the body. Raise Forbidden unless `X-Hub-Signature-256` is its HMAC by the app's secret."""
    try:
        body = request.read(MAX_BODY_BYTES + 1)
    except UnreadablePostError:
        body = b""
    secret = settings.ENV.meta_app_secret
    sent = request.headers.get("X-Hub-Signature-256", "")
    expected = "sha256=" + hmac.digest(secret.encode(), body, hashlib.sha256).hex()
    if not secret or len(body) > MAX_BODY_BYTES or not hmac.compare_digest(sent.encode(), expected.encode()):
        _refuse(request)
    return body


def _refuse(request: HttpRequest) -> None:
    app_metrics.INCOMING_WEBHOOKS.add(PROVIDER, "forged")
    rate_limits.enforce_anonymous_limit(address=get_client_ip(request))
    raise Forbidden()
