"""Reprocessing of a stored delivery that failed on our side."""

import time

from django.utils.translation import gettext_lazy as _

from apps.core.errors import Conflict
from apps.core.uow import defer_messages
from apps.payments.gateways.stripe import webhook_events
from apps.payments.gateways.stripe.sessions import PROVIDER
from apps.payments.models import ProcessingResult, WebhookDelivery
from apps.payments.services import delivery_log


def reprocess_delivery(delivery: WebhookDelivery) -> str:
    """Process the stored body of a failed Stripe event again; return its result, which is logged as a delivery too.

    Never inside a transaction: it asks Stripe. Conflict for any other delivery: Payme repeats its calls itself.
    """
    if delivery.provider != PROVIDER or delivery.verdict != ProcessingResult.FAILED:
        raise Conflict(_("Only a failed Stripe event can be processed again."))
    body, began = delivery.body.encode(), time.perf_counter()
    with defer_messages():
        answer = webhook_events.process_event(body)
    took = round((time.perf_counter() - began) * 1000)
    delivery_log.log_webhook_delivery(
        provider=PROVIDER, body=body, answer=answer, sender_address=None, milliseconds=took
    )
    return str(answer.result)
