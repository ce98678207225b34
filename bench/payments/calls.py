"""What Payme and Stripe send about one payment: bodies, signatures, and what the answer must hold."""

import base64
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.servers.stripe import KEY as STRIPE_KEY
from tests.servers.stripe import SECRET, sign, stripe_server

PAYME_KEY = "bench-key-of-the-one-time-desk-00001"
PAYME_URL = "/api/v1/payments/payme/webhook/"
STRIPE_URL = "/api/v1/payments/stripe/webhook/"
SERVER_SETTINGS = {
    "PAYME_MERCHANT_ID": "000000000000000000000001",
    "PAYME_KEY": PAYME_KEY,
    "STRIPE_SECRET_KEY": STRIPE_KEY,
    "STRIPE_WEBHOOK_SECRETS": SECRET,
}
"""Environment of the server that is called."""
PAYME_HEADERS = {
    "Content-Type": "text/json; charset=UTF-8",
    "Authorization": "Basic " + base64.b64encode(f"Paycom:{PAYME_KEY}".encode()).decode(),
}
DAY_MS = 86_400_000
CANCELLED, STATEMENTS = 4, 4
"""Every so many-th payment is paid back, or followed by a statement."""
PRICE = 30_000_000
COMPLETED = "checkout.session.completed"


@dataclass(frozen=True)
class Call:
    """One request. `ready` makes body and headers when it is sent; `expected` stands in a right answer."""

    name: str
    path: str
    ready: Callable[[], tuple[bytes, dict[str, str]]]
    expected: bytes


def payme_calls(number: int, reference: str, amount: int) -> list[Call]:
    """The story of one payment: checked, reserved, paid, looked at; some are paid back or followed by a statement."""
    identifier = os.urandom(12).hex()
    account = {"payment": reference}
    fiscal = {"status_code": 0, "message": "accepted", "terminal_id": "EP000000000025", "receipt_id": number}
    calls = [
        _payme("CheckPerformTransaction", lambda: {"amount": amount, "account": account}),
        _payme(
            "CreateTransaction",
            lambda: {"id": identifier, "time": int(time.time() * 1000), "amount": amount, "account": account},
        ),
        _payme("PerformTransaction", lambda: {"id": identifier}),
        _payme("CheckTransaction", lambda: {"id": identifier}),
        _payme("SetFiscalData", lambda: {"id": identifier, "type": "PERFORM", "fiscal_data": fiscal}),
    ]
    if number % CANCELLED == 0:
        calls.append(_payme("CancelTransaction", lambda: {"id": identifier, "reason": 5}))
    if number % STATEMENTS == 1:
        start = int(time.time() * 1000) - (30 + number % 600) * DAY_MS
        calls.append(_payme("GetStatement", lambda: {"from": start, "to": start + DAY_MS}, " of a day"))
    return calls


def stripe_calls(orders: int) -> list[list[Call]]:
    """So many orders of a course, each with its session paid on Stripe's page; what Stripe tells of that, twice."""
    from django.conf import settings

    from apps.accounts.models import User
    from apps.core.permissions import Role
    from apps.courses.models import Course, CoursePrice
    from apps.payments.gateways.base import Checkout
    from apps.payments.gateways.stripe import sessions
    from apps.payments.services import order_placement

    course = Course.objects.create(
        title={"en": "Bench online"}, slug="bench-online", mode="online", language="en", status="published"
    )
    CoursePrice.objects.create(course=course, amount=PRICE, currency="UZS")
    buyers = User.objects.bulk_create(
        User(role=Role.STUDENT, first_name=f"Buyer {number}", email=f"bench-buyer-{number}@example.uz")
        for number in range(orders)
    )
    stories, standing = [], settings.ENV
    with stripe_server() as stripe:
        settings.ENV = standing.model_copy(
            update={"stripe_url": stripe.url, "stripe_secret_key": STRIPE_KEY, "stripe_webhook_secrets": [SECRET]}
        )
        try:
            for buyer in buyers:
                items = [order_placement.CourseToOrder(course)]
                placed = order_placement.place_order(
                    actor=buyer, buyer=buyer, learner=buyer, courses=items, currency="UZS"
                )
                payment = placed.order.payment
                url = sessions.ensure_payment_page(
                    payment, Checkout(PRICE, payment.currency, "uz", "https://example.uz/")
                )
                body = stripe.event(COMPLETED, stripe.pay(url.rpartition("/")[2]))
                stories.append([_stripe(COMPLETED, body), _stripe(f"{COMPLETED} again", body)])
        finally:
            settings.ENV = standing
    return stories


def _payme(method: str, params: Callable[[], dict[str, Any]], more: str = "") -> Call:
    def ready() -> tuple[bytes, dict[str, str]]:
        return json.dumps({"method": method, "params": params(), "id": 1}).encode(), PAYME_HEADERS

    return Call(f"Payme, {method}{more}", PAYME_URL, ready, b'"result":')


def _stripe(name: str, body: bytes) -> Call:
    def ready() -> tuple[bytes, dict[str, str]]:
        return body, {"Content-Type": "application/json; charset=utf-8", "Stripe-Signature": sign(body)}

    return Call(f"Stripe, {name}", STRIPE_URL, ready, b'{"received":true}')
