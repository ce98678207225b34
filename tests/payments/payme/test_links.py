"""The link to Payme's page, and who gets one for what."""

import base64
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.accounts.models import Guardian
from apps.payments.gateways.payme.checkout_links import build_checkout_link, encode_pairs
from apps.payments.gateways.payme.merchants import Merchant
from apps.payments.models import Payment
from apps.payments.services import payments_due
from tests import factories
from tests.payments import payment_data
from tests.payments.payme.payme_client import create_paid, create_reserved

DOCS = "bT01ODdmNzJjNzJjYWMwZDE2MmM3MjJhZTI7YWMub3JkZXJfaWQ9MTk3O2E9NTAw"
OWN = (
    "bT0wMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDE7YWMub3JkZXJfaWQ9QUJDLTE7YT0xNTAwMDAwMDtsPXV6O2M9aHR0cHM6Ly9leGFtcGxlLnV6L3Bh"
    "eS9yZXR1cm4/b3JkZXI9QUJDLTEmeD0x"
)


def test_link_matches_the_payme_documentation():
    desk = Merchant("one_time", "order_id", "587f72c72cac0d162c722ae2", ("k",))
    assert build_checkout_link(desk=desk, account="197", amount=500) == f"https://checkout.paycom.uz/{DOCS}"


def test_link_with_language_and_return_url():
    desk = Merchant("one_time", "order_id", "000000000000000000000001", ("k",))
    return_url = "https://example.uz/pay/return?order=ABC-1&x=1"
    link = build_checkout_link(desk=desk, account="ABC-1", amount=15_000_000, lang="uz", return_url=return_url)
    assert link == f"https://checkout.paycom.uz/{OWN}"


@pytest.mark.parametrize("pairs", [{"m": "a;b"}, {"c": "https://x.uz/?a=1;b=2"}, {"ac.x": "1;a=5"}], ids=str)
def test_semicolon_is_refused(pairs):
    with pytest.raises(ValueError, match="semicolon"):
        encode_pairs(pairs)


def test_link_is_utf8_base64_without_line_breaks():
    text = encode_pairs({"c": "https://example.uz/тўлов/" + "x" * 200})
    assert base64.b64decode(text, validate=True).decode() == "c=https://example.uz/тўлов/" + "x" * 200
    assert "\n" not in text


def read(url: str, host: str = "https://checkout.paycom.uz") -> dict[str, str]:
    """The pairs of a link."""
    assert url.startswith(f"{host}/")
    text = base64.b64decode(url.removeprefix(f"{host}/"), validate=True).decode()
    return dict(pair.split("=", 1) for pair in text.split(";"))


def test_pupil_and_payer_get_a_link_for_the_outstanding_amount(client_for, payment_due, pupil, parent, stranger, shift):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    payment_data.pay_cash(payment_due, shift, 15_000_000)
    for person in (pupil, parent):
        answer = client_for(person).post(f"/payments/{payment_due.pk}/checkout/", {"provider": "payme", "lang": "ru"})
        assert read(answer.json["url"]) == {
            "m": "000000000000000000000001",
            "ac.payment": payment_due.reference,
            "a": "30000000",
            "l": "ru",
            "c": "http://127.0.0.1:8000",
        }
    assert client_for(stranger).post(f"/payments/{payment_due.pk}/checkout/", {"provider": "payme"}).status == 404


def test_parent_without_payment_access_gets_no_link(client_for, payment_due, pupil, parent):
    link = Guardian.objects.create(parent=parent, child=pupil, kind="mother", sees_payments=False)
    assert client_for(parent).post(f"/payments/{payment_due.pk}/checkout/", {"provider": "payme"}).status == 404
    Guardian.objects.filter(pk=link.pk).update(sees_payments=True)
    assert client_for(parent).post(f"/payments/{payment_due.pk}/checkout/", {"provider": "payme"}).status == 200


def test_client_cannot_set_the_amount(client_for, payment_due, pupil):
    answer = client_for(pupil).post(f"/payments/{payment_due.pk}/checkout/", {"provider": "payme", "amount": 1})
    assert (answer.status, list(answer.json["fields"])) == (422, ["amount"])


def test_closed_or_in_progress_payment_has_no_link(client_for, payme, pupil, group, admin):
    def code(payment: Payment) -> tuple[int, str]:
        answer = client_for(pupil).post(f"/payments/{payment.pk}/checkout/", {"provider": "payme"})
        return answer.status, answer.json.get("code", "")

    live, done, cancelled, late = (payment_data.create_payment_due(pupil, group) for _number in range(4))
    create_reserved(payme, live)
    create_paid(payme, done)
    payments_due.cancel_payment(actor=admin, payment=cancelled, reason="x")
    Payment.objects.filter(pk=late.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    assert code(live) == (409, "payment_in_progress")
    assert [code(payment) for payment in (done, cancelled, late)] == [(409, "payment_closed")] * 3
    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        assert code(live)[0] == 200


def test_top_up_link_respects_the_limits(client_for, numbered_pupil, stranger, admin):
    path = f"/payments/balance/{numbered_pupil.pk}/checkout/"
    for person in (numbered_pupil, admin):
        answer = client_for(person).post(path, {"provider": "payme", "amount": 500_000, "lang": "en"})
        pairs = read(answer.json["url"])
        assert (pairs["m"], pairs["ac.student"], pairs["a"]) == ("000000000000000000000002", "1042", "500000")
    for amount in (99_999, 1_000_000_001):
        refused = client_for(numbered_pupil).post(path, {"provider": "payme", "amount": amount})
        assert (refused.status, list(refused.json["fields"])) == (422, ["amount"])
    assert client_for(stranger).post(path, {"provider": "payme", "amount": 500_000}).status == 404


@pytest.mark.parametrize(
    "amount",
    [0, -5, 450.0, 1.5, "45000000", 10**15 + 1, True, None],
    ids=["nothing", "negative", "whole fraction", "fraction", "text", "above the highest", "truth", "null"],
)
def test_top_up_amount_must_be_whole(client_for, numbered_pupil, amount):
    path = f"/payments/balance/{numbered_pupil.pk}/checkout/"
    refused = client_for(numbered_pupil).post(path, {"provider": "payme", "amount": amount})
    assert (refused.status, list(refused.json["fields"])) == (422, ["amount"])
    assert client_for(numbered_pupil).post(path, {"provider": "payme", "amount": 45_000_000}).status == 200


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "http://127.0.0.1:8000.evil.example/",
        "//evil.example",
        "javascript:alert(1)",
        "http://[",
    ],
)
def test_return_url_of_another_site_is_refused(client_for, payment_due, pupil, settings, address):
    settings.ENV = settings.ENV.model_copy(update={"cors_allowed_origins": ["https://app.centre.uz"]})

    def answer(back: str) -> factories.ApiResponse:
        sent = {"provider": "payme", "return_url": back}
        return client_for(pupil).post(f"/payments/{payment_due.pk}/checkout/", sent)

    refused = answer(address)
    assert (refused.status, list(refused.json["fields"])) == (422, ["return_url"])
    for own in ("https://app.centre.uz/paid?x=1", "http://127.0.0.1:8000/done"):
        assert read(answer(own).json["url"])["c"] == own
    assert answer("https://app.centre.uz/paid?x=1;y=2").status == 422


def test_unconfigured_desk_gives_no_links(client_for, payment_due, numbered_pupil, settings):
    client = client_for(numbered_pupil)
    settings.ENV = settings.ENV.model_copy(update={"payme_cumulative_merchant_id": ""})
    assert client.post(f"/payments/{payment_due.pk}/checkout/", {"provider": "payme"}).status == 200
    refused = client.post(f"/payments/balance/{numbered_pupil.pk}/checkout/", {"provider": "payme", "amount": 500_000})
    assert (refused.status, refused.json["code"]) == (409, "provider_off")
    settings.ENV = settings.ENV.model_copy(update={"payme_key": ""})
    refused = client.post(f"/payments/{payment_due.pk}/checkout/", {"provider": "payme"})
    assert (refused.status, refused.json["code"]) == (409, "provider_off")


@pytest.mark.usefixtures("allow_broken_ledger")
def test_payme_refuses_other_currencies(client_for, payment_due, pupil):
    Payment.objects.filter(pk=payment_due.pk).update(currency="USD")
    refused = client_for(pupil).post(f"/payments/{payment_due.pk}/checkout/", {"provider": "payme"})
    assert (refused.status, refused.json["code"]) == (409, "provider_off")


def test_link_in_test_mode_opens_the_sandbox(client_for, payment_due, pupil, settings):
    settings.ENV = settings.ENV.model_copy(update={"payme_test_mode": True})
    url = client_for(pupil).post(f"/payments/{payment_due.pk}/checkout/", {"provider": "payme"}).json["url"]
    assert read(url, "https://test.paycom.uz")["a"] == "45000000"
    settings.ENV = settings.ENV.model_copy(update={"payme_checkout_url": "https://checkout.test.paycom.uz/"})
    url = client_for(pupil).post(f"/payments/{payment_due.pk}/checkout/", {"provider": "payme"}).json["url"]
    assert read(url, "https://checkout.test.paycom.uz")["a"] == "45000000"
