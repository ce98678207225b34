"""Processing of Stripe's webhook events.

An event with a valid signature is planned first, asking Stripe where its data can be old. Then one transaction stores
the event's id under a unique key and applies the change. A repeated event finds the key taken.
"""

from collections.abc import Callable, Mapping
from typing import Any

import orjson
import structlog
from django.conf import settings
from django.db import IntegrityError

from apps.core.errors import DomainError, get_violated_constraint
from apps.core.uow import unit_of_work
from apps.events.publishing import get_staff_stream, publish_event
from apps.payments.events import WebhookRefused
from apps.payments.gateways.base import WebhookResponse
from apps.payments.gateways.stripe import api, refunds_and_disputes, sessions
from apps.payments.gateways.stripe.sessions import PROVIDER, StripeMismatch
from apps.payments.models import ProcessingResult, ProviderTransaction, WebhookDelivery
from apps.payments.services.notifications import notify_cashiers
from apps.settings.queries import get_default_branch

log = structlog.get_logger(__name__)

Action = Callable[[], ProviderTransaction | None]
StripeEvent = Mapping[str, Any]

FINAL_RESULTS = (ProcessingResult.DONE, ProcessingResult.IGNORED, ProcessingResult.REFUSED)
MAX_TYPE_LENGTH = 60
MAX_ID_LENGTH = 255


def process_event(body: bytes) -> WebhookResponse:
    """Process an event with a valid signature. Errors of Stripe or ours are raised: Stripe will repeat the event."""
    event = _parse_event(body)
    if event is None:
        return _build_response(400, ProcessingResult.REFUSED, code="not_an_event")
    event_id, what = event["id"], event["type"][:MAX_TYPE_LENGTH]
    if WebhookDelivery.objects.filter(provider=PROVIDER, event_id=event_id, verdict__in=FINAL_RESULTS).exists():
        return _build_response(200, ProcessingResult.DUPLICATE, event_type=what, event_id=event_id)
    try:
        act = _plan_action(event)
        return _process_once(event_id, what, act)
    except StripeMismatch as error:
        return _process_once(event_id, what, None, code=error.code)


def is_live_mode() -> bool:
    """Return whether our key belongs to Stripe's live mode."""
    return settings.ENV.stripe_secret_key[2:].startswith("_live_")


def _parse_event(body: bytes) -> StripeEvent | None:
    """Return the event; None for a body that is no event."""
    try:
        event = orjson.loads(body)
    except ValueError:
        return None
    if not isinstance(event, dict) or not isinstance(event.get("data"), dict):
        return None
    texts = [event.get("id"), event.get("type")]
    is_complete = all(isinstance(text, str) and 0 < len(text) <= MAX_ID_LENGTH and "\x00" not in text for text in texts)
    return event if is_complete and isinstance(event["data"].get("object"), dict) else None


def _plan_action(event: StripeEvent) -> Action | None:
    """Return the action of the event, to run in a transaction; None for no action. May ask Stripe.

    StripeMismatch for an event that does not match our data.
    """
    plan = PLANS.get(event["type"])
    if plan is None:
        return None
    if event.get("livemode") is not is_live_mode():
        raise StripeMismatch("wrong_mode")
    if event.get("account"):
        raise StripeMismatch("wrong_account")
    return plan(event["data"]["object"], event["type"])


def _plan_session(session: StripeEvent, what: str) -> Action | None:
    session_id = str(session.get("id"))[:MAX_ID_LENGTH]
    money = ProviderTransaction.objects.filter(provider=PROVIDER, provider_id=session_id).first()
    if money is None and what == "checkout.session.expired":
        return None
    if money is None:
        raise StripeMismatch("unknown_order")
    return lambda: sessions.sync_transaction(money, session, failed=what == "checkout.session.async_payment_failed")


def _plan_refund(thing: StripeEvent, what: str) -> Action:
    """Plan for a charge or one of its refunds (`thing`)."""
    intent_id = _get_intent_id(thing)
    match, refunds = refunds_and_disputes.find_transaction_of_intent(intent_id), api.list_refunds(intent_id)
    return lambda: refunds_and_disputes.book_or_undo_refunds(match, refunds)


def _plan_dispute(thing: StripeEvent, what: str) -> Action:
    match = refunds_and_disputes.find_transaction_of_intent(_get_intent_id(thing))
    dispute = api.get_dispute(str(thing["id"]))
    return lambda: refunds_and_disputes.apply_dispute_status(match, dispute)


def _get_intent_id(thing: StripeEvent) -> str:
    intent_id = thing.get("payment_intent")
    if not isinstance(intent_id, str) or not isinstance(thing.get("id"), str):
        raise StripeMismatch("unknown_order")
    return intent_id


PLANS: dict[str, Callable[[StripeEvent, str], Action | None]] = {
    "checkout.session.completed": _plan_session,
    "checkout.session.async_payment_succeeded": _plan_session,
    "checkout.session.async_payment_failed": _plan_session,
    "checkout.session.expired": _plan_session,
    "charge.refunded": _plan_refund,
    "refund.created": _plan_refund,
    "refund.updated": _plan_refund,
    "refund.failed": _plan_refund,
    "charge.dispute.created": _plan_dispute,
    "charge.dispute.updated": _plan_dispute,
    "charge.dispute.closed": _plan_dispute,
}


def _process_once(event_id: str, what: str, act: Action | None, *, code: str = "") -> WebhookResponse:
    """Store the event and run its action, both or neither; with a `code`, refuse it. A repeated event is a duplicate.

    StripeMismatch when the action does not fit.
    """
    verdict = ProcessingResult.REFUSED if code else ProcessingResult.IGNORED if act is None else ProcessingResult.DONE
    try:
        with unit_of_work():
            delivery = WebhookDelivery.objects.create(
                provider=PROVIDER, event_id=event_id, what=what, verdict=verdict, code=code
            )
            money = act() if act is not None else None
            if money is not None:
                delivery.transaction = money
                delivery.save(update_fields=["transaction", "updated_at"])
            if code:
                _notify_office(delivery)
    except IntegrityError as error:
        if get_violated_constraint(error) != "webhook_event_acted_on_once":
            raise
        return _build_response(200, ProcessingResult.DUPLICATE, event_type=what, event_id=event_id)
    return _build_response(200, verdict, event_type=what, event_id=event_id, code=code, delivery=delivery.pk)


def _notify_office(delivery: WebhookDelivery) -> None:
    """Notify the office of a refused event."""
    branch = get_default_branch()
    event = WebhookRefused(delivery=str(delivery.pk), provider=PROVIDER, code=delivery.code)
    publish_event(get_staff_stream(branch.pk), event)
    notify_cashiers(branch.pk, "payments.webhook_refused", provider="Stripe", code=delivery.code)


def _build_response(status: int, result: ProcessingResult, **logged: Any) -> WebhookResponse:
    body = orjson.dumps({"received": status == 200})
    return WebhookResponse(status=status, body=body, result=result, **logged)


def build_invalid_signature_response() -> WebhookResponse:
    """Return the answer to a request without a valid signature."""
    return _build_response(400, ProcessingResult.FORGED, code="signature")


def build_failure_response(error: Exception) -> WebhookResponse:
    """Return the answer after an error of ours or of Stripe: the event will be sent again."""
    status = error.status if isinstance(error, DomainError) else 500
    log.error("a delivery of Stripe's failed", exc_info=error)
    return _build_response(max(status, 500), ProcessingResult.FAILED, code=type(error).__name__)
