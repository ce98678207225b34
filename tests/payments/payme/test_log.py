"""The log of deliveries: everything that came and was answered, with a verdict, and never a key."""

import pytest

from apps.accounts.models import User
from apps.payments.models import WebhookDelivery
from apps.payments.services.delivery_log import redact_body
from tests.payments.payme.payme_client import ONE_TIME_KEY, Payme, basic_auth, get_transaction, new_id


def last():
    return WebhookDelivery.objects.latest("id")


def verdict():
    delivery = last()
    return delivery.what, delivery.verdict, delivery.code


def test_every_delivery_has_a_verdict(payme, payment_due):
    payme.check(payment_due)
    assert verdict() == ("CheckPerformTransaction", "ignored", "")
    payme.check(payment_due, 1)
    assert verdict() == ("CheckPerformTransaction", "refused", "-31001")
    identifier = payme.create_reserved(payment_due)
    assert verdict() == ("CreateTransaction", "done", "")
    payme.create(payment_due, id=identifier)
    assert verdict() == ("CreateTransaction", "duplicate", "")
    payme.perform(identifier)
    assert verdict() == ("PerformTransaction", "done", "")
    payme.perform(identifier)
    assert verdict() == ("PerformTransaction", "duplicate", "")
    payme.look(identifier)
    assert verdict() == ("CheckTransaction", "ignored", "")
    payme.cancel(identifier)
    assert verdict() == ("CancelTransaction", "done", "")
    assert last().transaction == get_transaction(identifier)
    payme.cancel(identifier)
    assert verdict() == ("CancelTransaction", "duplicate", "")
    payme.call("ChangePassword", {"password": "next"})
    assert verdict() == ("ChangePassword", "refused", "-32601")
    payme.send(b"{")
    assert verdict() == ("", "refused", "-32700")
    Payme("x" * 36).look(identifier)
    assert verdict() == ("", "forged", "-32504")
    assert WebhookDelivery.objects.count() == 12


def test_request_and_answer_are_stored(payment_due):
    body = b'{"method": "CheckTransaction", "params": {"id": "\xd0\x8e"}, "id": 5}'
    reply = Payme(address="185.234.113.7").send(body)
    delivery = last()
    assert (delivery.provider, delivery.status, delivery.address) == ("payme", 200, "185.234.113.7")
    assert (delivery.body, delivery.answer) == (body.decode(), reply.raw.decode())


def test_keys_are_removed_from_the_log(payme, db):
    header = basic_auth(ONE_TIME_KEY)
    payme.call("ChangePassword", {"password": "the-next-key-0123456789"})
    payme.call("CheckTransaction", {"id": ONE_TIME_KEY})
    Payme(authorization="").send(f'{{"id": "{ONE_TIME_KEY}", "key": "a\\"b"}}'.encode())
    texts = [text for delivery in WebhookDelivery.objects.all() for text in (delivery.body, delivery.answer)]
    assert len(texts) == 6
    for secret in (ONE_TIME_KEY, header, header.split()[1], "the-next-key", 'a\\"b'):
        assert not any(secret in text for text in texts)
    assert sum("***" in text for text in texts) == 4


@pytest.mark.parametrize(
    "body",
    [
        b"\x00",
        b"\xff\xfe",
        b'{"method": "\\u0000", "id": "\\u0000"}',
        b'{"method": "' + b"x" * 60_000 + b'"}',
        b"x" * 70_000,
    ],
    ids=["NUL", "not UTF-8", "NUL in JSON", "a long name", "too long"],
)
def test_any_bytes_can_be_logged(body, payme):
    payme.send(body)
    assert WebhookDelivery.objects.count() == 1
    assert len(last().body) <= 64 * 1024
    assert len(last().what) <= 60


def test_forged_deliveries_are_limited(payment_due):
    flood = Payme("x" * 36, address="198.51.100.77")
    for _time in range(65):
        assert flood.send(b"y" * 30_000).code == -32504
    deliveries = WebhookDelivery.objects.filter(verdict="forged")
    assert deliveries.count() == 60
    assert {len(delivery.body) for delivery in deliveries} == {2000}
    assert Payme(address="198.51.100.77").look("1").code == -31003
    assert last().verdict == "refused"


def test_only_administrators_read_the_log(client_for, payme, payment_due, admin, manager, pupil):
    identifier = payme.create_paid(payment_due)
    payme.look("unknown")
    results = client_for(admin).get("/payments/webhooks/").json["results"]
    assert [(result["what"], result["verdict"]) for result in results] == [
        ("CheckTransaction", "refused"),
        ("PerformTransaction", "done"),
        ("CreateTransaction", "done"),
    ]
    assert results[1]["transaction"] == get_transaction(identifier).number
    assert new_id() not in results[1]["body"]
    assert identifier in results[1]["body"]
    refused = client_for(admin).get("/payments/webhooks/", {"verdict": "refused", "provider": "payme"}).json
    assert [row["code"] for row in refused["results"]] == ["-31003"]
    assert client_for(admin).get("/payments/webhooks/", {"provider": "stripe"}).json["results"] == []
    assert [client_for(person).get("/payments/webhooks/").status for person in (manager, pupil)] == [403, 403]
    User.objects.filter(pk=admin.pk).update(all_branches=False)
    assert client_for(admin).get("/payments/webhooks/").status == 403, "what was sent is of every branch"


def test_list_cuts_long_messages(client_for, admin):
    WebhookDelivery.objects.create(provider="stripe", verdict="ignored", body="ў" * 60_000, answer="y" * 3)
    results = client_for(admin).get("/payments/webhooks/").json["results"]
    assert [(result["body"], result["answer"]) for result in results] == [("ў" * 2000, "yyy")]


def test_provider_secrets_are_not_logged(settings):
    secrets = {"stripe_secret_key": "sk_test_abcdef0123456789", "stripe_webhook_secrets": ["whsec_0123456789abcdef"]}
    settings.ENV = settings.ENV.model_copy(update=secrets)
    for secret in (ONE_TIME_KEY, "sk_test_abcdef0123456789", "whsec_0123456789abcdef"):
        assert redact_body(f"a {secret} b".encode()) == "a *** b"
