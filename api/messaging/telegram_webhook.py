"""Updates that Telegram sends to the bot (`setWebhook`), proved by the secret in a header."""

import hmac
import time

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from api.errors import MethodNotAllowed, build_error_response
from api.messaging.arrival_log import log_webhook_request
from apps.accounts import rate_limits
from apps.accounts.client_ip import get_client_ip
from apps.core import app_metrics
from apps.core.errors import DomainError, Forbidden
from apps.messaging.models import ArrivalResult
from apps.messaging.telegram.updates import parse_update
from apps.portal.telegram.update_intake import store_and_enqueue_update

log = structlog.get_logger(__name__)

MAX_BODY_BYTES = 64 * 1024


@csrf_exempt
def receive_telegram_update(request: HttpRequest) -> HttpResponse:
    """Answer 200 for all requests with the secret, because Telegram repeats others. A job does the work.

    Answer 403 without the secret.
    """
    began = time.perf_counter()
    if request.method != "POST":
        refused = build_error_response(MethodNotAllowed())
        refused["Allow"] = "POST"
        return refused
    try:
        _check_secret(request)
    except Forbidden as error:
        return log_webhook_request(request, began, "telegram", b"", ArrivalResult.FORGED, build_error_response(error))
    except DomainError as error:
        return build_error_response(error)
    body = request.read(MAX_BODY_BYTES + 1)
    if len(body) > MAX_BODY_BYTES:
        app_metrics.INCOMING_WEBHOOKS.add("telegram", "refused")
        log.warning("a body that no update of Telegram has was passed over")
        return log_webhook_request(request, began, "telegram", b"", ArrivalResult.IGNORED, HttpResponse(status=200))
    update = parse_update(body)
    store_and_enqueue_update(update)
    app_metrics.INCOMING_WEBHOOKS.add("telegram", "done")
    verdict = ArrivalResult.IGNORED if update is None else ArrivalResult.DONE
    return log_webhook_request(request, began, "telegram", body, verdict, HttpResponse(status=200))


def _check_secret(request: HttpRequest) -> None:
    """Raise Forbidden without the secret; such requests are rate-limited (TooMany)."""
    expected = settings.ENV.telegram_webhook_secret
    secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
    if not expected or not hmac.compare_digest(secret.encode(), expected.encode()):
        app_metrics.INCOMING_WEBHOOKS.add("telegram", "forged")
        rate_limits.enforce_anonymous_limit(address=get_client_ip(request))
        log.warning("a forged update of Telegram was refused")
        raise Forbidden()
