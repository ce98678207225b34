"""Checkout sessions: opened for a payment or a top-up, paid or ended.

A session is a provider transaction in state 1 whose `provider_id` is the session's id. Its `facts` hold `reference`,
the page's `url`, `pending` for a delayed payment, and `payment_intent` once paid. Every report about a session, from a
webhook or an API answer, goes through `sync_transaction`; only the two states decide what happens.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import structlog
from django.conf import settings
from django.utils import timezone, translation

from apps.accounts.models import User
from apps.core import clock
from apps.core.errors import Conflict, Unavailable
from apps.core.uow import defer_messages, unit_of_work
from apps.payments import queries
from apps.payments.errors import ORDER_EXPIRED, PaymentClosed, PaymentInProgress
from apps.payments.gateways.base import Checkout
from apps.payments.gateways.stripe import api
from apps.payments.models import OPEN_STATUSES, Payment, ProviderTransaction, TransactionState
from apps.payments.queries.balances import get_top_up_branch
from apps.payments.services import expiry, locks, order_fulfilment, transactions
from apps.payments.titles import get_payment_title
from apps.settings.models import Branch
from apps.settings.queries import get_system_settings

log = structlog.get_logger(__name__)

PROVIDER = "stripe"
SESSION_LIFETIME = timedelta(hours=1)
MIN_SESSION_LIFETIME = timedelta(minutes=32)
"""Stripe takes 30 minutes at least; the rest is for the way there, and for ends on whole minutes."""
WEBHOOK_GRACE = timedelta(minutes=5)
"""How long after a session's end its webhook may take before we end the transaction ourselves."""
DELAYED_PAYMENT_LIFETIME = timedelta(days=30)
"""How long a delayed payment may be under way."""
MIN_TIME_LEFT = timedelta(minutes=2)
"""A page that ends sooner is not given out again."""
LANGUAGES = {"ru": "ru", "en": "en"}
"""The languages of ours that Stripe's page knows; else it follows the browser."""
FAILED_REASON = 3
TIMED_OUT = transactions.TIMED_OUT
PAID_STATUSES = ("paid", "no_payment_required")


class StripeMismatch(Exception):
    """Stripe's data does not match ours; `code` is the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def ensure_payment_page(payment: Payment, checkout: Checkout) -> str:
    """Return the page of the payment: the open one while it still fits, else a new one.

    Conflict `payment_in_progress` while another provider or a delayed payment works on it; `payment_closed` when
    another amount is owed.
    """
    amount = checkout.amount
    _check_payable(payment, amount)
    live = queries.get_open_transaction(payment)
    if live is not None and _is_usable(live, amount):
        return str(live.facts["url"])
    if live is not None:
        end_open_session(payment)
    with translation.override(checkout.lang or None):
        title = get_payment_title(payment)
    session = _create_session(
        checkout,
        reference=payment.reference,
        holder=f"payment:{payment.pk}",
        title=title,
        attempt=ProviderTransaction.objects.filter(provider=PROVIDER, payment=payment).count(),
        ends_before=payment.expires_at,
    )
    try:
        return _store_payment_session(payment, session, amount)
    except Conflict:
        _expire_unused_session(session)
        raise


def create_topup_page(student: User, checkout: Checkout) -> str:
    """Return a new page that pays onto the pupil's balance."""
    session = _create_session(
        checkout,
        reference=f"balance:{student.number or student.pk}",
        holder=f"student:{student.pk}",
        title=get_system_settings().centre_name,
        attempt=ProviderTransaction.objects.filter(provider=PROVIDER, student=student, payment=None).count(),
    )
    with unit_of_work():
        locks.lock_student_account(student.pk, checkout.currency)
        if not ProviderTransaction.objects.filter(provider=PROVIDER, provider_id=session["id"]).exists():
            _open_transaction(session, student, None, get_top_up_branch(student), checkout.amount)
    return str(session["url"])


def end_open_session(payment: Payment) -> None:
    """End the payment's open page, so that it can be paid in another way; asks Stripe. Also cancels another provider's
    expired transaction.

    Conflict `payment_in_progress` for a delayed payment or another provider; `payment_closed` when the page was paid.
    """
    live = queries.get_open_transaction(payment)
    if live is None:
        return
    if live.provider != PROVIDER and transactions.is_transaction_expired(live, clock.now_ms()):
        expiry.cancel_transaction_if_expired(live)
        return
    if live.provider != PROVIDER or live.facts.get("pending"):
        raise PaymentInProgress()
    try:
        session = api.expire_session(live.provider_id)
        with defer_messages():
            now = sync_transaction(live, session)
    except StripeMismatch as error:
        raise PaymentInProgress() from error
    if now.state == TransactionState.CREATED:
        raise PaymentInProgress()
    if now.state != TransactionState.CANCELLED:
        raise PaymentClosed()


def sync_transaction(
    transaction_to_sync: ProviderTransaction, session: Mapping[str, Any], *, failed: bool = False
) -> ProviderTransaction:
    """Bring our transaction to the session's state, in a unit of work; return the transaction that carries the money.

    `failed`: a delayed payment failed. Paid money is credited once, whatever happened to the payment; money for a
    cancelled transaction is credited by a new one. StripeMismatch when the session is not the one we opened.
    """
    with unit_of_work():
        transaction = locks.lock_transaction(transaction_to_sync)
        if session.get("status") != "expired":
            _check_matches(transaction, session)
        is_paid = session.get("payment_status") in PAID_STATUSES and session.get("status") != "expired"
        if transaction.state == TransactionState.CANCELLED and is_paid:
            return _credit_late_payment(transaction, session)
        if transaction.state != TransactionState.CREATED:
            return transaction
        if is_paid:
            facts = {"payment_intent": session.get("payment_intent")}
            return transactions.perform_transaction(money=transaction, at_ms=clock.now_ms(), provider_facts=facts)
        if failed or session.get("status") == "expired":
            return _cancel_transaction(transaction, failed=failed)
        if session.get("status") == "complete":
            transaction.facts = {**transaction.facts, "pending": True}
            transaction.expires_at = timezone.now() + DELAYED_PAYMENT_LIFETIME
            transaction.save(update_fields=["facts", "expires_at", "updated_at"])
        return transaction


def _check_matches(money: ProviderTransaction, session: Mapping[str, Any]) -> None:
    comparisons = {
        "wrong_mode": (session.get("mode"), "payment"),
        "wrong_order": (session.get("client_reference_id"), money.facts.get("reference")),
        "wrong_amount": (session.get("amount_total"), money.amount),
        "wrong_currency": (str(session.get("currency")).upper(), money.currency),
    }
    for code, (session_value, our_value) in comparisons.items():
        if session_value != our_value or isinstance(session_value, bool):
            raise StripeMismatch(code)


def _cancel_transaction(transaction: ProviderTransaction, *, failed: bool) -> ProviderTransaction:
    transactions.cancel_transaction(
        money=transaction, at_ms=clock.now_ms(), reason=FAILED_REASON if failed else TIMED_OUT
    )
    if failed and transaction.payment is not None and transaction.payment.status in OPEN_STATUSES:
        order_fulfilment.notify_payers_of_unpaid_order(transaction.payment)
    return transaction


def _credit_late_payment(ended: ProviderTransaction, session: Mapping[str, Any]) -> ProviderTransaction:
    """Credit money for a cancelled transaction, once, by a transaction named after the payment intent."""
    intent = str(session["payment_intent"])
    existing = ProviderTransaction.objects.filter(provider=PROVIDER, provider_id=intent).first()
    if existing is not None:
        return existing
    payment = ended.payment
    if payment is not None and queries.get_open_transaction(payment) is not None:
        payment = None
    new_transaction = ProviderTransaction(
        provider=PROVIDER,
        provider_id=intent,
        student=ended.student,
        branch=ended.branch,
        amount=ended.amount,
        currency=ended.currency,
        payment=payment,
        provider_time=ended.provider_time,
        create_time=clock.now_ms(),
        facts={"reference": ended.facts.get("reference"), "late": ended.provider_id, "payment_intent": intent},
    )
    transactions.open_transaction(new_transaction)
    return transactions.perform_transaction(money=new_transaction, at_ms=clock.now_ms())


def _is_usable(live: ProviderTransaction, amount: int) -> bool:
    usable = live.expires_at is not None and live.expires_at - WEBHOOK_GRACE - MIN_TIME_LEFT > timezone.now()
    return live.provider == PROVIDER and live.amount == amount and usable and not live.facts.get("pending")


def _store_payment_session(payment: Payment, session: Mapping[str, Any], amount: int) -> str:
    """Store the new session; return the page of a usable session that was stored earlier instead."""
    with unit_of_work():
        payment = locks.lock_payment(payment.pk)
        live = queries.get_open_transaction(payment)
        if live is not None and _is_usable(live, amount):
            page = live
        else:
            _check_payable(payment, amount)
            page = _open_transaction(
                session, student=payment.student, payment=payment, branch=payment.branch, amount=amount
            )
    if page.provider_id != session["id"]:
        _expire_unused_session(session)
    return str(page.facts["url"])


def _check_payable(payment: Payment, amount: int) -> None:
    if payment.expires_at is not None and payment.expires_at <= timezone.now():
        raise PaymentClosed(ORDER_EXPIRED)
    if payment.status not in OPEN_STATUSES or payment.amount - payment.settled != amount:
        raise PaymentClosed()


def _open_transaction(
    session: Mapping[str, Any], student: User, payment: Payment | None, branch: Branch, amount: int
) -> ProviderTransaction:
    money = ProviderTransaction(
        provider=PROVIDER,
        provider_id=session["id"],
        student=student,
        branch=branch,
        amount=amount,
        currency=str(session["currency"]).upper(),
        payment=payment,
        provider_time=int(session["created"]) * 1000,
        create_time=clock.now_ms(),
        facts={"reference": session["client_reference_id"], "url": session["url"]},
        expires_at=datetime.fromtimestamp(session["expires_at"], UTC) + WEBHOOK_GRACE,
    )
    return transactions.open_transaction(money)


def _expire_unused_session(session: Mapping[str, Any]) -> None:
    """End a session that no user received; when Stripe does not answer, it ends by itself."""
    try:
        api.expire_session(str(session["id"]))
    except Unavailable:
        log.info("a session that nobody has was left to end by itself", session=session["id"])


def _create_session(
    checkout: Checkout, *, reference: str, holder: str, title: str, attempt: int, ends_before: datetime | None = None
) -> dict[str, Any]:
    address = checkout.return_url or settings.ENV.frontend_url
    metadata = {"reference": reference, "talim": holder}
    price = {"currency": checkout.currency.lower(), "unit_amount": checkout.amount, "product_data": {"name": title}}
    params = {
        "mode": "payment",
        "client_reference_id": reference,
        "line_items": [{"quantity": 1, "price_data": price}],
        "metadata": metadata,
        "payment_intent_data": {"metadata": metadata},
        "success_url": f"{address}{'&' if '?' in address else '?'}session_id={{CHECKOUT_SESSION_ID}}",
        "cancel_url": address,
        "expires_at": _get_end_time(ends_before),
        "locale": LANGUAGES.get(checkout.lang, "auto"),
    }
    fingerprint = orjson.dumps([holder, attempt, params], option=orjson.OPT_SORT_KEYS)
    return api.create_session(params, key=hashlib.sha256(fingerprint).hexdigest())


def _get_end_time(ends_before: datetime | None) -> int:
    """Return when the session ends (Unix seconds, full minutes): after SESSION_LIFETIME, or with the order if Stripe
    allows.
    """
    now = timezone.now()
    preferred_end = now + SESSION_LIFETIME if ends_before is None else min(now + SESSION_LIFETIME, ends_before)
    end = max(preferred_end, now + MIN_SESSION_LIFETIME)
    return int(end.timestamp()) // 60 * 60
