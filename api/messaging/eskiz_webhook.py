"""Status callbacks of Eskiz for SMS (`callback_url`). They are not signed: the URL has a secret, and they are only
hints.
"""

import hmac
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from api.errors import MethodNotAllowed, build_error_response
from api.messaging.arrival_log import log_webhook_request
from apps.accounts import rate_limits
from apps.accounts.client_ip import get_client_ip
from apps.core import app_metrics
from apps.core.errors import DomainError, NotFound, TooLarge
from apps.messaging import sms_status
from apps.messaging.models import ArrivalResult

MAX_BODY_BYTES = 64 * 1024
MAX_FIELDS = 50


@csrf_exempt
def receive_eskiz_callback(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer 200 for every callback; callbacks about unknown SMS are rate-limited (TooMany).

    Answer 404 for a wrong secret, and 413 for a body that is too large.
    """
    began = time.perf_counter()
    try:
        _check_secret(request, secret)
        if request.method != "POST":
            refused = build_error_response(MethodNotAllowed())
            refused["Allow"] = "POST"
            return refused
        body = _read_body(request)
        is_known = sms_status.receive_status_callback(_parse_fields(body))
        app_metrics.INCOMING_WEBHOOKS.add("eskiz", "done" if is_known else "unknown")
        if not is_known:
            rate_limits.enforce_anonymous_limit(address=get_client_ip(request))
    except NotFound as error:
        return log_webhook_request(request, began, "eskiz", b"", ArrivalResult.FORGED, build_error_response(error))
    except TooLarge as error:
        return log_webhook_request(request, began, "eskiz", b"", ArrivalResult.REFUSED, build_error_response(error))
    except DomainError as error:
        return build_error_response(error)
    return log_webhook_request(
        request,
        began,
        "eskiz",
        body,
        ArrivalResult.DONE if is_known else ArrivalResult.IGNORED,
        HttpResponse(status=200),
    )


def _check_secret(request: HttpRequest, secret: str) -> None:
    """Raise NotFound for a wrong secret; such requests are rate-limited (TooMany)."""
    expected = settings.ENV.eskiz_callback_secret
    if not expected or not hmac.compare_digest(secret.encode(), expected.encode()):
        app_metrics.INCOMING_WEBHOOKS.add("eskiz", "forged")
        rate_limits.enforce_anonymous_limit(address=get_client_ip(request))
        raise NotFound()


def _read_body(request: HttpRequest) -> bytes:
    """Return the body, or b"" when the client disconnected. Raise TooLarge."""
    try:
        body = request.read(MAX_BODY_BYTES + 1)
    except UnreadablePostError:
        return b""
    if len(body) > MAX_BODY_BYTES:
        raise TooLarge(_("The request is too large."))
    return body


def _parse_fields(body: bytes) -> Mapping[str, Any]:
    """Return the fields of a form or JSON body; {} for others."""
    try:
        if body.lstrip().startswith((b"{", b"[")):
            read = orjson.loads(body)
            return read if isinstance(read, dict) else {}
        return dict(parse_qsl(body.decode(), max_num_fields=MAX_FIELDS))
    except ValueError:
        return {}
