"""Signed events of providers of live classes: stored before they are answered, and read by a job."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError

from api.errors import MethodNotAllowed, build_error_response
from api.messaging.arrival_log import log_webhook_request
from apps.accounts import rate_limits
from apps.accounts.client_ip import get_client_ip
from apps.core import app_metrics
from apps.core.errors import DomainError, Forbidden
from apps.lessons.models import LiveProvider
from apps.lessons.services.live_reports import receive_live_report
from apps.messaging.models import ArrivalResult

MAX_BODY_BYTES = 256 * 1024


@dataclass(frozen=True)
class SignedEvents:
    """How a provider signs events, in which header, and which of them are stored. `answer_challenge` returns what is
    answered at once to the challenge of a new address, None for another event.
    """

    provider: LiveProvider
    header: str
    is_signed: Callable[[Any, bytes], bool]
    is_stored: Callable[[dict[str, Any]], bool]
    answer_challenge: Callable[[Any], dict[str, str] | None] = lambda _content: None


def receive_signed_event(request: HttpRequest, events: SignedEvents) -> HttpResponse:
    """Answer the challenge, and 200 for every signed event; those about who came are stored, and a job reads them.

    Answer 403 for a wrong signature or an old time stamp; such requests are rate-limited. The same signed request again
    is answered with 200 and changes nothing.
    """
    began, name = time.perf_counter(), str(events.provider)
    if request.method != "POST":
        refused = build_error_response(MethodNotAllowed())
        refused["Allow"] = "POST"
        return refused
    try:
        body = _read_signed_body(request, events)
    except Forbidden as error:
        return log_webhook_request(request, began, name, b"", ArrivalResult.FORGED, build_error_response(error))
    except DomainError as error:
        return build_error_response(error)
    try:
        content: Any = orjson.loads(body)
    except orjson.JSONDecodeError:
        content = None
    challenge = events.answer_challenge(content)
    if challenge is not None:
        return JsonResponse(challenge)
    is_wanted = isinstance(content, dict) and events.is_stored(content)
    signed = request.headers.get(events.header, "").encode()
    is_new = is_wanted and receive_live_report(provider=events.provider, signed=signed, body=body)
    app_metrics.INCOMING_WEBHOOKS.add(name, "done" if is_new else "unknown")
    verdict = ArrivalResult.DONE if is_new else ArrivalResult.IGNORED
    return log_webhook_request(request, began, name, b"", verdict, HttpResponse(status=200))


def _read_signed_body(request: HttpRequest, events: SignedEvents) -> bytes:
    """Return the body. Raise Forbidden unless it is signed now."""
    try:
        body = request.read(MAX_BODY_BYTES + 1)
    except UnreadablePostError:
        body = b""
    if len(body) > MAX_BODY_BYTES or not events.is_signed(request.headers, body):
        app_metrics.INCOMING_WEBHOOKS.add(str(events.provider), "forged")
        rate_limits.enforce_anonymous_limit(address=get_client_ip(request))
        raise Forbidden()
    return body
