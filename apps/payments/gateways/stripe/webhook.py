"""What Stripe's webhooks say, and what is done about it.

A delivery is verified, then what it speaks of is asked for where the event itself cannot be relied on, then one
transaction keeps the event's id under a unique key and applies the state. A repeat finds the key taken.
"""

from collections.abc import Callable, Mapping
from typing import Any

import orjson
import structlog
from django.conf import settings
from django.db import IntegrityError

from apps.core.errors import DomainError, get_violated_constraint
from apps.core.uow import unit_of_work
from apps.payments.events import WebhookRefused
from apps.payments.gateways.base import Answer
from apps.payments.gateways.stripe import api, charges, sessions
from apps.payments.gateways.stripe.sessions import PROVIDER, Mismatch
from apps.payments.models import ProviderTransaction, Verdict, WebhookDelivery
from apps.payments.services.telling import office_of, write_to
from apps.settings.queries import get_default_branch
from realtime.events import publish_event, staff_stream

log = structlog.get_logger(__name__)

Act = Callable[[], ProviderTransaction | None]
Event = Mapping[str, Any]

ACTED_ON = (Verdict.DONE, Verdict.IGNORED, Verdict.REFUSED)
LONGEST_WHAT = 60
LONGEST_ID = 255


def receive(body: bytes) -> Answer:
    """Act on a genuine delivery. Raises what Stripe's absence or a failure of ours raises: it will be repeated."""
    event = _event_of(body)
    if event is None:
        return _answer(400, Verdict.REFUSED, code="not_an_event")
    event_id, what = event["id"], event["type"][:LONGEST_WHAT]
    if WebhookDelivery.objects.filter(provider=PROVIDER, event_id=event_id, verdict__in=ACTED_ON).exists():
        return _answer(200, Verdict.DUPLICATE, what=what, event_id=event_id)
    try:
        act = _plan(event)
        return _once(event_id, what, act)
    except Mismatch as error:
        return _once(event_id, what, None, code=error.code)


def is_live() -> bool:
    """Whether our key is of Stripe's live mode."""
    return settings.ENV.stripe_secret_key[2:].startswith("_live_")


def _event_of(body: bytes) -> Event | None:
    """The event, when it has what every event has."""
    try:
        event = orjson.loads(body)
    except ValueError:
        return None
    if not isinstance(event, dict) or not isinstance(event.get("data"), dict):
        return None
    texts = [event.get("id"), event.get("type")]
    whole = all(isinstance(text, str) and 0 < len(text) <= LONGEST_ID and "\x00" not in text for text in texts)
    return event if whole and isinstance(event["data"].get("object"), dict) else None


def _plan(event: Event) -> Act | None:
    """What is to be done about the event, ready to be done in a transaction; None for nothing. May ask Stripe.

    Mismatch for what does not fit our books.
    """
    plan = PLANS.get(event["type"])
    if plan is None:
        return None
    if event.get("livemode") is not is_live():
        raise Mismatch("wrong_mode")
    if event.get("account"):
        raise Mismatch("wrong_account")
    return plan(event["data"]["object"], event["type"])


def _session_plan(session: Event, what: str) -> Act | None:
    session_id = str(session.get("id"))[:LONGEST_ID]
    money = ProviderTransaction.objects.filter(provider=PROVIDER, provider_id=session_id).first()
    if money is None and what == "checkout.session.expired":
        return None
    if money is None:
        raise Mismatch("unknown_order")
    return lambda: sessions.follow(money, session, failed=what == "checkout.session.async_payment_failed")


def _refund_plan(thing: Event, what: str) -> Act:
    """`thing` is a charge or one of its refunds."""
    intent_id = _intent_of(thing)
    found, refunds = charges.find(intent_id), api.refunds_of(intent_id)
    return lambda: charges.apply_refunds(found, refunds)


def _dispute_plan(thing: Event, what: str) -> Act:
    found = charges.find(_intent_of(thing))
    dispute = api.dispute(str(thing["id"]))
    return lambda: charges.apply_dispute(found, dispute)


def _intent_of(thing: Event) -> str:
    intent_id = thing.get("payment_intent")
    if not isinstance(intent_id, str) or not isinstance(thing.get("id"), str):
        raise Mismatch("unknown_order")
    return intent_id


PLANS: dict[str, Callable[[Event, str], Act | None]] = {
    "checkout.session.completed": _session_plan,
    "checkout.session.async_payment_succeeded": _session_plan,
    "checkout.session.async_payment_failed": _session_plan,
    "checkout.session.expired": _session_plan,
    "charge.refunded": _refund_plan,
    "refund.created": _refund_plan,
    "refund.updated": _refund_plan,
    "refund.failed": _refund_plan,
    "charge.dispute.created": _dispute_plan,
    "charge.dispute.updated": _dispute_plan,
    "charge.dispute.closed": _dispute_plan,
}


def _once(event_id: str, what: str, act: Act | None, *, code: str = "") -> Answer:
    """Keep the event and do what it asks for, both or neither; with a `code`, refuse it. A repeat is a duplicate.

    Mismatch when what is to be done does not fit.
    """
    verdict = Verdict.REFUSED if code else Verdict.IGNORED if act is None else Verdict.DONE
    try:
        with unit_of_work():
            kept = WebhookDelivery.objects.create(
                provider=PROVIDER, event_id=event_id, what=what, verdict=verdict, code=code
            )
            money = act() if act is not None else None
            if money is not None:
                kept.transaction = money
                kept.save(update_fields=["transaction", "updated_at"])
            if code:
                _alarm(kept)
    except IntegrityError as error:
        if get_violated_constraint(error) != "webhook_event_acted_on_once":
            raise
        return _answer(200, Verdict.DUPLICATE, what=what, event_id=event_id)
    return _answer(200, verdict, what=what, event_id=event_id, code=code, delivery=kept)


def _alarm(kept: WebhookDelivery) -> None:
    """Tell the office of a delivery that was refused."""
    branch = get_default_branch()
    publish_event(staff_stream(branch.pk), WebhookRefused(delivery=str(kept.pk), provider=PROVIDER, code=kept.code))
    write_to(office_of(branch.pk), "payments.webhook_refused", {"provider": "Stripe", "code": kept.code})


def _answer(
    status: int,
    verdict: Verdict,
    *,
    what: str = "",
    event_id: str = "",
    code: str = "",
    delivery: WebhookDelivery | None = None,
) -> Answer:
    body = orjson.dumps({"received": status == 200})
    return Answer(
        status=status,
        body=body,
        verdict=verdict,
        what=what,
        code=code,
        event_id=event_id,
        delivery=delivery.pk if delivery else None,
    )


def forged() -> Answer:
    """To who cannot prove to be Stripe."""
    return _answer(400, Verdict.FORGED, code="signature")


def failed(error: Exception) -> Answer:
    """We, or Stripe when asked, could not: the delivery comes again."""
    status = error.status if isinstance(error, DomainError) else 500
    log.error("a delivery of Stripe's failed", exc_info=error)
    return _answer(max(status, 500), Verdict.FAILED, code=type(error).__name__)
