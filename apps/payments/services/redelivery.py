"""Acting again on a delivery that failed with us, from what was kept of it."""

import time

from django.utils.translation import gettext_lazy as _

from apps.core.errors import Conflict
from apps.core.uow import defer_messages
from apps.payments.gateways.stripe import webhook_events
from apps.payments.gateways.stripe.sessions import PROVIDER
from apps.payments.models import ProcessingResult, WebhookDelivery
from apps.payments.services import delivery_log


def reprocess_delivery(delivery: WebhookDelivery) -> str:
    """Act on what was kept of a genuine event of Stripe's that failed; the verdict, noted as a delivery of its own too.

    An event that was acted on meanwhile is a duplicate, as when Stripe repeats it. Never in a transaction: it asks
    Stripe. Conflict for any other delivery: Payme repeats its calls itself, and a late answer of ours helps nobody.
    """
    if delivery.provider != PROVIDER or delivery.verdict != ProcessingResult.FAILED:
        raise Conflict(_("Only a failed Stripe event can be processed again."))
    body, began = delivery.body.encode(), time.perf_counter()
    with defer_messages():
        answer = webhook_events.process_event(body)
    took = round((time.perf_counter() - began) * 1000)
    delivery_log.log_delivery(provider=PROVIDER, body=body, answer=answer, address=None, milliseconds=took)
    return str(answer.result)
