"""Who Stripe is: the signature over the raw bytes, its time, its schemes; and the vectors of others."""

import json
import time

import pytest
from django.conf import settings
from django.test import Client

from apps.payments.gateways.stripe.signature import TOLERANCE_SECONDS, is_valid_signature
from apps.payments.models import WebhookDelivery
from tests.payments.payment_data import reload_payment
from tests.payments.stripe.stripe_calls import URL, count_credits, deliver, open_session
from tests.servers.stripe import SECRET, sign, signature

BODY = b'{"id":"evt_test_1","object":"event","type":"checkout.session.completed"}'
VECTOR = "ca796b857b81e24d595a4c37abf88d2fafb533a32ede6ce4cfc9b0e892a35b08"


def genuine(header, *, secrets=("whsec_test_secret",), now=1_700_000_000.0, tolerance=TOLERANCE_SECONDS):
    return is_valid_signature(header=header, body=BODY, secrets=secrets, now=now, tolerance=tolerance)


def test_signature_matches_the_documentation():
    assert signature(BODY, 1_700_000_000, "whsec_test_secret") == VECTOR
    assert genuine(f"t=1700000000,v1={VECTOR}", now=time.time(), tolerance=10**9)
    assert genuine(f"t=1700000000,v1={VECTOR}")
    assert not genuine(f"t=1700000001,v1={VECTOR}")


@pytest.mark.parametrize(("seconds", "passes"), [(0, True), (300, True), (301, False), (-300, True), (-301, False)])
def test_timestamp_tolerance_is_five_minutes(seconds, passes):
    assert genuine(f"t=1700000000,v1={VECTOR}", now=1_700_000_000.0 + seconds) is passes


@pytest.mark.parametrize(
    "header",
    [
        "",
        VECTOR,
        f"v1={VECTOR}",
        f"t=1700000000,v0={VECTOR}",
        f"t=1700000000,v2={VECTOR}",
        "t=1700000000,v1=",
        f"t=,v1={VECTOR}",
        f"t=1700000000.0,v1={VECTOR}",
        f"t=-1,v1={VECTOR}",
        f"t=١٧٠٠٠٠٠٠٠٠,v1={VECTOR}",
        f"t=1700000000,t=1700000000,v1={VECTOR}",
        f"t=1700000000,v1={VECTOR[:-1]}",
        f"t=1700000000,v1={VECTOR}0",
        f"t=1700000000,v1={VECTOR.upper()}",
        f"t=1700000000,v1={'é' * 64}",
        "t=1700000000,v1=" + "0" * 64,
        "," * 5000,
    ],
    ids=[
        "missing", "bare", "no-time", "only-v0", "only-v2", "empty", "empty-time", "fraction", "negative-time",
        "other-digits", "two-times", "cut", "longer", "upper-case", "not-ascii", "zeros", "commas",
    ],
)  # fmt: skip
def test_invalid_signature_headers_are_refused(header):
    assert not genuine(header)


def test_any_valid_signature_or_secret_is_accepted():
    other = signature(BODY, 1_700_000_000, "whsec_other")
    assert genuine(f"t=1700000000,v1={'0' * 64},v1={VECTOR}")
    assert genuine(f"t=1700000000,v0={'0' * 64},v1={VECTOR},v1={other}")
    assert genuine(f"t=1700000000, v1={VECTOR}", secrets=("whsec_new", "whsec_test_secret"))
    assert not genuine(f"t=1700000000,v1={VECTOR}", secrets=("whsec_new",))
    assert not genuine(f"t=1700000000,v1={VECTOR}", secrets=())
    assert not genuine(f"t=1700000000,v1={signature(BODY, 1_700_000_000, '')}", secrets=("",))


def test_changed_bytes_are_refused(stripe, unpaid_order):
    body = stripe.event("checkout.session.completed", stripe.pay(open_session(unpaid_order.payment)))
    header = sign(body)
    altered = body.replace(b'"amount_total": 30000000', b'"amount_total": 30000001')
    spaced = json.dumps(json.loads(body)).encode()
    assert (altered != body, spaced != body) == (True, True)
    old = sign(body, at=time.time() - 301)
    wrong = (
        (altered, header),
        (spaced, header),
        (body, old),
        (body, sign(body, scheme="v0")),
        (body, sign(body, secret="whsec_0123456789abcdefghik")),
        (body, ""),
        (body + b" ", header),
    )
    for sent, signed in wrong:
        reply = deliver(sent, signed)
        assert (reply.status, reply.verdict, reply.code) == (400, "forged", "signature")
        assert reload_payment(unpaid_order.payment).status == "pending"
    assert Client().post(URL, body, content_type="application/json").status_code == 400
    rolled = f"{sign(body, secret='whsec_0123456789abcdefghik')},v1={signature(body, int(time.time()))}"
    assert deliver(body, rolled).verdict == "done"
    assert reload_payment(unpaid_order.payment).status == "completed"
    assert count_credits(unpaid_order.learner) == 1


def test_without_a_secret_every_event_is_refused(stripe, unpaid_order, monkeypatch):
    body = stripe.event("checkout.session.completed", stripe.pay(open_session(unpaid_order.payment)))
    monkeypatch.setattr(settings.ENV, "stripe_webhook_secrets", [])
    for secret in ("", SECRET):
        assert deliver(body, sign(body, secret=secret)).verdict == "forged"
    assert reload_payment(unpaid_order.payment).status == "pending"


@pytest.mark.parametrize("method", ["GET", "PUT", "HEAD", "OPTIONS"])
def test_only_post_is_allowed(stripe, unpaid_order, method):
    body = stripe.event("checkout.session.completed", {"id": "cs_test_1"})
    assert Client().generic(method, URL, body, headers={"Stripe-Signature": sign(body)}).status_code == 400
    assert not WebhookDelivery.objects.filter(verdict="refused").exists()


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b"{", b"\xff\xfe", b'{"id":1,"type":"x","data":{"object":{}}}', b'{"id":"evt_1"}',
        b'{"id":"","type":"x","data":{"object":{}}}', b'{"id":"evt_1","type":"x","data":[]}',
        b'{"id":"evt_1","type":"x","data":{"object":[]}}', b'{"id":"evt\\u0000","type":"x","data":{"object":{}}}',
        b'{"id":"' + b"e" * 256 + b'","type":"x","data":{"object":{}}}', b"[" * 30_000,
    ],
    ids=[
        "empty", "null", "list", "broken", "not-utf8", "number-for-id", "no-type", "empty-id", "data-a-list",
        "object-a-list", "nul", "long-id", "deep",
    ],
)  # fmt: skip
def test_signed_bodies_that_are_not_events_are_refused(stripe, db, body):
    reply = deliver(body)
    assert (reply.status, reply.verdict, reply.code) == (400, "refused", "not_an_event")


def test_too_large_body_is_not_read(stripe, db):
    body = b'{"id":"evt_1","type":"x","data":{"object":{}},"more":"' + b"x" * 10 * 1024 * 1024 + b'"}'
    assert deliver(body).verdict == "forged"
