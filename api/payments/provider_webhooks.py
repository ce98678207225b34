"""Webhooks of payment providers: one plain view that reads the body and lets the gateway answer.

No middleware may answer in its place: no CSRF check, no redirect, no rate limit; `api.body_limits` cuts long bodies
instead of refusing them. Notifications leave after the commit, so they cannot break the answer.
"""

import time

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from api.errors import build_error_response
from apps.accounts.client_ip import get_client_ip
from apps.core import app_metrics
from apps.core.errors import NotFound
from apps.core.uow import defer_messages
from apps.payments.gateways import get_gateway
from apps.payments.gateways.base import MAX_BODY_BYTES
from apps.payments.services import delivery_log


@csrf_exempt
def receive_provider_webhook(request: HttpRequest, provider: str) -> HttpResponse:
    """Return the gateway's answer to one delivery and log it; 404 for an unknown provider."""
    try:
        gateway = get_gateway(provider)
    except NotFound as error:
        return build_error_response(error)
    began = time.perf_counter()
    body, too_long = _body_of(request)
    address = get_client_ip(request)
    with defer_messages():
        answer = gateway.handle_webhook(
            headers=request.headers, body=body, address=address, method=request.method or "", too_long=too_long
        )
    took = round((time.perf_counter() - began) * 1000)
    app_metrics.INCOMING_WEBHOOKS.add(gateway.name, str(answer.result))
    delivery_log.log_webhook_delivery(
        provider=gateway.name, body=body, answer=answer, sender_address=address, milliseconds=took
    )
    response = HttpResponse(answer.body, status=answer.status, content_type=answer.content_type)
    response["Content-Length"] = str(len(answer.body))
    return response


def _body_of(request: HttpRequest) -> tuple[bytes, bool]:
    """Return at most MAX_BODY_BYTES, and whether there were more; nothing when the client disconnected."""
    claimed = request.META.get("CONTENT_LENGTH") or "0"
    too_long = claimed.isascii() and claimed.isdigit() and int(claimed) > MAX_BODY_BYTES
    try:
        body = request.read(MAX_BODY_BYTES + 1)
    except UnreadablePostError:
        body = b""
    return body[:MAX_BODY_BYTES], too_long or len(body) > MAX_BODY_BYTES
