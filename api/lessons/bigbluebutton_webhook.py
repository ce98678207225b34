"""Calls of BigBlueButton when a meeting is over: who came, and a recording that is ready."""

import time
from uuid import uuid4

import orjson
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from api.errors import MethodNotAllowed, build_error_response
from api.messaging.arrival_log import log_webhook_request
from apps.accounts import rate_limits
from apps.accounts.client_ip import get_client_ip
from apps.core import app_metrics
from apps.core.errors import DomainError, Forbidden
from apps.lessons.live import bigbluebutton
from apps.lessons.models import LiveProvider
from apps.lessons.services.live_reports import receive_live_report
from apps.messaging.models import ArrivalResult

MAX_BODY_BYTES = 1024 * 1024
MAX_FORM_BYTES = 64 * 1024
FORM = "application/x-www-form-urlencoded"
PROVIDER = "bigbluebutton"


@csrf_exempt
def receive_attendance(request: HttpRequest) -> HttpResponse:
    """Answer 200 for a report with a token of the server; a job reads it. Answer 403 for another one."""
    began = time.perf_counter()
    if request.method != "POST":
        return _refuse_method()
    try:
        if not bigbluebutton.is_signed_report(request.headers.get("Authorization", "")):
            _refuse(request)
        body = _read(request, MAX_BODY_BYTES)
        orjson.loads(body)
    except Forbidden as error:
        return log_webhook_request(request, began, PROVIDER, b"", ArrivalResult.FORGED, build_error_response(error))
    except DomainError as error:
        return build_error_response(error)
    except orjson.JSONDecodeError:
        return log_webhook_request(request, began, PROVIDER, b"", ArrivalResult.IGNORED, HttpResponse(status=200))
    return _store(request, began, signed=body, body=body)


@csrf_exempt
def receive_recording(request: HttpRequest) -> HttpResponse:
    """Answer 200 for a signed notice of a recording; a job asks the server for its address. Answer 403 for another."""
    began = time.perf_counter()
    if request.method != "POST":
        return _refuse_method()
    try:
        token = _read_token(request)
        if bigbluebutton.read_signed_recording(token) is None:
            _refuse(request)
    except Forbidden as error:
        return log_webhook_request(request, began, PROVIDER, b"", ArrivalResult.FORGED, build_error_response(error))
    except DomainError as error:
        return build_error_response(error)
    # A token has no time: the same one comes again when another recording of the meeting is ready, or a first notice
    # came too early. Recordings themselves are kept once.
    signed = f"{token} {uuid4()}".encode()
    return _store(request, began, signed=signed, body=orjson.dumps({"signed_parameters": token}))


def _store(request: HttpRequest, began: float, *, signed: bytes, body: bytes) -> HttpResponse:
    is_new = receive_live_report(provider=LiveProvider.BIGBLUEBUTTON, signed=signed, body=body)
    app_metrics.INCOMING_WEBHOOKS.add(PROVIDER, "done" if is_new else "unknown")
    verdict = ArrivalResult.DONE if is_new else ArrivalResult.IGNORED
    return log_webhook_request(request, began, PROVIDER, b"", verdict, HttpResponse(status=200))


def _read(request: HttpRequest, most: int) -> bytes:
    """Return the body. Raise Forbidden for one that is too long; b"" when the client disconnected."""
    try:
        body = request.read(most + 1)
    except UnreadablePostError:
        return b""
    if len(body) > most:
        raise Forbidden()
    return body


def _read_token(request: HttpRequest) -> str:
    """Return the token of a form, or "" for a longer or another body. `request.POST` would read any length of it."""
    if request.content_type != FORM:
        return ""
    try:
        return str(QueryDict(_read(request, MAX_FORM_BYTES)).get("signed_parameters", ""))
    except (Forbidden, TooManyFieldsSent):
        return ""


def _refuse_method() -> HttpResponse:
    refused = build_error_response(MethodNotAllowed())
    refused["Allow"] = "POST"
    return refused


def _refuse(request: HttpRequest) -> None:
    app_metrics.INCOMING_WEBHOOKS.add(PROVIDER, "forged")
    rate_limits.enforce_anonymous_limit(address=get_client_ip(request))
    raise Forbidden()
