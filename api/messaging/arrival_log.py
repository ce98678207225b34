"""Log every request of Telegram and Eskiz before it is answered."""

import time

from django.http import HttpRequest, HttpResponse

from apps.accounts.client_ip import get_client_ip
from apps.messaging import webhook_arrivals
from apps.messaging.models import ArrivalResult


def log_webhook_request(
    request: HttpRequest, started_at: float, provider: str, body: bytes, result: ArrivalResult, answer: HttpResponse
) -> HttpResponse:
    """Log the request with its result and return the answer. `started_at` is from `time.perf_counter`."""
    webhook_arrivals.record_webhook_arrival(
        provider=provider,
        body=body,
        verdict=result,
        status=answer.status_code,
        address=get_client_ip(request),
        milliseconds=round((time.perf_counter() - started_at) * 1000),
    )
    return answer
