"""The link to Payme's page, and who gets one for what."""

import base64
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.accounts.models import Guardian
from apps.payments.gateways.payme.checkout_links import build_checkout_link, join_pairs_as_base64
from apps.payments.gateways.payme.merchants import Merchant
from apps.payments.models import Payment
from apps.payments.services import payments_due
from tests.factories import client_for
from tests.payments.payment_data import create_payment_due, pay_cash

DOCS = "bT01ODdmNzJjNzJjYWMwZDE2MmM3MjJhZTI7YWMub3JkZXJfaWQ9MTk3O2E9NTAw"
OWN = (
    "bT0wMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDE7YWMub3JkZXJfaWQ9QUJDLTE7YT0xNTAwMDAwMDtsPXV6O2M9aHR0cHM6Ly9leGFtcGxlLnV6L3Bh"
    "eS9yZXR1cm4/b3JkZXI9QUJDLTEmeD0x"
)


def test_link_matches_the_payme_documentation():
    merchant = Merchant("one_time", "order_id", "587f72c72cac0d162c722ae2", ("k",))
    assert build_checkout_link(merchant=merchant, account="197", amount=500) == f"https://checkout.paycom.uz/{DOCS}"


def test_link_with_language_and_return_url():
    merchant = Merchant("one_time", "order_id", "000000000000000000000001", ("k",))
    return_url = "https://example.uz/pay/return?order=ABC-1&x=1"
    link = build_checkout_link(merchant=merchant, account="ABC-1", amount=15_000_000, lang="uz", return_url=return_url)
    assert link == f"https://checkout.paycom.uz/{OWN}"


@pytest.mark.parametrize("pairs", [{"m": "a;b"}, {"c": "https://x.uz/?a=1;b=2"}, {"ac.x": "1;a=5"}], ids=str)
def test_semicolon_is_refused(pairs):
    with pytest.raises(ValueError, match="semicolon"):
        join_pairs_as_base64(pairs)


def test_link_is_utf8_base64_without_line_breaks():
    text = join_pairs_as_base64({"c": "https://example.uz/тўлов/" + "x" * 200})
    assert base64.b64decode(text, validate=True).decode() == "c=https://example.uz/тўлов/" + "x" * 200
    assert "\n" not in text


def read(url, host="https://checkout.paycom.uz"):
    """The pairs of a link."""
    assert url.startswith(f"{host}/")
    text = base64.b64decode(url.removeprefix(f"{host}/"), validate=True).decode()
    return dict(pair.split("=", 1) for pair in text.split(";"))


def ask_link(user, payment, **more):
    return client_for(user).post(f"/payments/{payment.pk}/checkout/", {"provider": "payme", **more})


def ask_top_up(user, amount, *, student, **more):
    body = {"provider": "payme", "amount": amount, **more}
    return client_for(user).post(f"/payments/balance/{student.pk}/checkout/", body)


def test_pupil_and_payer_get_a_link_for_the_outstanding_amount(payment_due, pupil, parent, shift):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    pay_cash(payment_due, shift, 15_000_000)
    for person in (pupil, parent):
        pairs = read(ask_link(person, payment_due, lang="ru").json["url"])
        payment = {"m": "000000000000000000000001", "ac.payment": payment_due.reference, "a": "30000000"}
        assert pairs == payment | {"l": "ru", "c": "http://127.0.0.1:8000"}


def test_client_cannot_set_the_amount(payment_due, pupil):
    assert ask_link(pupil, payment_due, amount=1).refused_fields == (422, ["amount"])


def test_closed_or_in_progress_payment_has_no_link(payme, pupil, group, admin):
    live, done, cancelled, late = (create_payment_due(pupil, group) for _number in range(4))
    payme.create_reserved(live)
    payme.create_paid(done)
    payments_due.cancel_payment(actor=admin, payment=cancelled, reason="x")
    Payment.objects.filter(pk=late.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    assert ask_link(pupil, live).refusal == (409, "payment_in_progress")
    for payment in (done, cancelled, late):
        assert ask_link(pupil, payment).refusal == (409, "payment_closed")
    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        assert ask_link(pupil, live).status == 200


def test_top_up_link_respects_the_limits(numbered_pupil, admin):
    for person in (numbered_pupil, admin):
        pairs = read(ask_top_up(person, 500_000, student=numbered_pupil).json["url"])
        assert (pairs["m"], pairs["ac.student"], pairs["a"]) == ("000000000000000000000002", "1042", "500000")
    for amount in (99_999, 1_000_000_001):
        assert ask_top_up(numbered_pupil, amount, student=numbered_pupil).refused_fields == (422, ["amount"])


@pytest.mark.parametrize("amount", [0, -5, 450.0, 1.5, "45000000", 10**15 + 1, True, None])
def test_top_up_amount_must_be_whole(numbered_pupil, amount):
    assert ask_top_up(numbered_pupil, amount, student=numbered_pupil).refused_fields == (422, ["amount"])
    assert ask_top_up(numbered_pupil, 45_000_000, student=numbered_pupil).status == 200


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
def test_return_url_of_another_site_is_refused(payment_due, pupil, settings, address):
    settings.ENV = settings.ENV.model_copy(update={"cors_allowed_origins": ["https://app.centre.uz"]})
    assert ask_link(pupil, payment_due, return_url=address).refused_fields == (422, ["return_url"])
    for own in ("https://app.centre.uz/paid?x=1", "http://127.0.0.1:8000/done"):
        assert read(ask_link(pupil, payment_due, return_url=own).json["url"])["c"] == own
    assert ask_link(pupil, payment_due, return_url="https://app.centre.uz/paid?x=1;y=2").status == 422


def test_unconfigured_desk_gives_no_links(payment_due, numbered_pupil, settings):
    settings.ENV = settings.ENV.model_copy(update={"payme_cumulative_merchant_id": ""})
    assert ask_link(numbered_pupil, payment_due).status == 200
    assert ask_top_up(numbered_pupil, 500_000, student=numbered_pupil).refusal == (409, "provider_off")
    settings.ENV = settings.ENV.model_copy(update={"payme_key": ""})
    assert ask_link(numbered_pupil, payment_due).refusal == (409, "provider_off")


@pytest.mark.usefixtures("allow_broken_ledger")
def test_payme_refuses_other_currencies(payment_due, pupil):
    Payment.objects.filter(pk=payment_due.pk).update(currency="USD")
    assert ask_link(pupil, payment_due).refusal == (409, "provider_off")


def test_link_in_test_mode_opens_the_sandbox(payment_due, pupil, settings):
    settings.ENV = settings.ENV.model_copy(update={"payme_test_mode": True})
    url = ask_link(pupil, payment_due).json["url"]
    assert read(url, "https://test.paycom.uz")["a"] == "45000000"
    settings.ENV = settings.ENV.model_copy(update={"payme_checkout_url": "https://checkout.test.paycom.uz/"})
    url = ask_link(pupil, payment_due).json["url"]
    assert read(url, "https://checkout.test.paycom.uz")["a"] == "45000000"
