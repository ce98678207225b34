"""Requests to Stripe. Each may take seconds: never inside a unit of work.

All raise Unavailable `provider_away` when Stripe does not answer, refuses, or answers without what is needed of it; the
reason is logged.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import structlog
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from apps.core.errors import ErrorCode, Unavailable
from apps.core.uow import OutsideUnitOfWork, get_current_unit_of_work
from apps.payments.errors import RefundTooLarge

if TYPE_CHECKING:
    import stripe

log = structlog.get_logger(__name__)

ApiCall = Callable[["stripe.StripeClient"], "stripe.StripeObject"]

VERSION = "2026-10-28.endive"
"""Of Stripe's API, in what we ask; the one of our SDK. A webhook's endpoint is set to the same (docs/payments.md)."""
TIMEOUT_SECONDS = 15
RETRIES = 1
REFUNDS_PER_PAGE = 100
"""The most that Stripe lists at once."""
SESSION_FIELDS = ("id", "url", "currency", "created", "expires_at", "client_reference_id")
"""What an answer must have, so that a strange one is no error of ours. `url` is null for an ended session."""
REFUND_FIELDS = ("id", "amount", "status")
CREDIT_MARKER = "credit"
MARK_FIELD = "talim_request"
NO_ANSWER = _("The payment provider does not answer. Please try again.")


class StripeRefused(Exception):
    """Stripe understood the request and refused it."""


def create_session(params: Mapping[str, Any], *, key: str) -> dict[str, Any]:
    """Create a checkout session; a repeat with the same `key` returns the same session."""
    session_params: Any = dict(params)
    return _call(
        lambda client: client.v1.checkout.sessions.create(session_params, {"idempotency_key": key}), SESSION_FIELDS
    )


def get_session(session_id: str) -> dict[str, Any]:
    """Return the session's current values."""
    return _call(lambda client: client.v1.checkout.sessions.retrieve(session_id), SESSION_FIELDS)


def expire_session(session_id: str) -> dict[str, Any]:
    """End an open session; return its current values, also when it was not open."""
    try:
        return _call_or_refused(lambda client: client.v1.checkout.sessions.expire(session_id), SESSION_FIELDS)
    except StripeRefused:
        return get_session(session_id)


def get_payment_intent(intent_id: str) -> dict[str, Any]:
    """Return the payment intent's current values, with the metadata of its session."""
    return _call(lambda client: client.v1.payment_intents.retrieve(intent_id))


def list_refunds(intent_id: str) -> list[dict[str, Any]]:
    """Return all refunds of a payment intent, oldest first."""
    page = _get_refunds_page(intent_id)
    refunds = list(page["data"])
    while page["has_more"]:
        page = _get_refunds_page(intent_id, starting_after=refunds[-1]["id"])
        refunds += page["data"]
    return sorted(refunds, key=lambda refund: (refund.get("created", 0), refund["id"]))


def get_dispute(dispute_id: str) -> dict[str, Any]:
    """Return the dispute's current values."""
    return _call(lambda client: client.v1.disputes.retrieve(dispute_id))


def create_refund(*, intent_id: str, amount: int, key: str, mark: str, credit: bool = False) -> dict[str, Any]:
    """Refund `amount` of a payment intent; a repeat with the same `key` returns the same refund.

    The metadata carry `mark` (`get_refund_mark`), and for a refund of `credit` that it is one (`is_credit_refund`).
    Conflict `refund_too_large` when Stripe refuses the amount.
    """
    metadata = {MARK_FIELD: mark} | ({"talim": CREDIT_MARKER} if credit else {})
    refund_params: Any = {"payment_intent": intent_id, "amount": amount, "metadata": metadata}
    try:
        return _call_or_refused(
            lambda client: client.v1.refunds.create(refund_params, {"idempotency_key": key}), REFUND_FIELDS
        )
    except StripeRefused as error:
        raise RefundTooLarge() from error


def is_credit_refund(refund: Mapping[str, Any]) -> bool:
    """Return whether we requested this refund for money that covered no payment."""
    return (refund.get("metadata") or {}).get("talim") == CREDIT_MARKER


def get_refund_mark(refund: Mapping[str, Any]) -> str:
    """Return the mark of the request that made this refund; empty for a refund made in the dashboard."""
    return str((refund.get("metadata") or {}).get(MARK_FIELD, ""))


def _get_refunds_page(intent_id: str, **cursor: str) -> dict[str, Any]:
    list_params: Any = {"payment_intent": intent_id, "limit": REFUNDS_PER_PAGE, **cursor}
    page = _call(lambda client: client.v1.refunds.list(list_params), ("data", "has_more"))
    for refund in page["data"]:
        _check_has(refund, REFUND_FIELDS)
    return page


def _call(ask: ApiCall, needed: Sequence[str] = ("id",)) -> dict[str, Any]:
    try:
        return _call_or_refused(ask, needed)
    except StripeRefused as error:
        raise Unavailable(NO_ANSWER, code=ErrorCode.PROVIDER_AWAY) from error


def _call_or_refused(ask: ApiCall, needed: Sequence[str]) -> dict[str, Any]:
    import stripe  # the SDK takes long to import: who asks nothing of Stripe does without

    _check_no_transaction()
    try:
        answered = ask(_client(settings.ENV.stripe_secret_key, settings.ENV.stripe_url))
    except stripe.InvalidRequestError as error:
        log.warning("stripe refused", code=error.code, param=error.param, request=error.request_id)
        raise StripeRefused from error
    except stripe.StripeError as error:
        log.warning("stripe is away", kind=type(error).__name__, status=error.http_status, request=error.request_id)
        raise Unavailable(NO_ANSWER, code=ErrorCode.PROVIDER_AWAY) from error
    answer: dict[str, Any] = answered.to_dict() if isinstance(answered, stripe.StripeObject) else {}
    _check_has(answer, needed)
    return answer


def _check_has(answer: Mapping[str, Any], needed: Sequence[str]) -> None:
    missing = [name for name in needed if name not in answer]
    if missing:
        log.warning("stripe answers without what is needed", missing=missing)
        raise Unavailable(NO_ANSWER, code=ErrorCode.PROVIDER_AWAY)


def _check_no_transaction() -> None:
    try:
        get_current_unit_of_work()
    except OutsideUnitOfWork:
        return
    raise RuntimeError("Stripe is not asked inside a unit of work")


@cache
def _client(key: str, url: str) -> "stripe.StripeClient":
    import stripe

    stripe.enable_telemetry = False
    return stripe.StripeClient(
        key,
        stripe_version=VERSION,
        base_addresses={"api": url},
        max_network_retries=RETRIES,
        http_client=stripe.RequestsClient(timeout=TIMEOUT_SECONDS),
    )
