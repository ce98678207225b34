"""Who may call: the login and a key of ours, in Basic, and nothing else; before anything of the body is looked at."""

import base64
import json

import pytest
from django.test import Client

from apps.payments.models import ProviderTransaction
from tests.payments.payme.payme_client import (
    CUMULATIVE_KEY,
    OLD_KEY,
    ONE_TIME_KEY,
    TEST_KEY,
    URL,
    Payme,
    account_for,
    basic_auth,
    nothing_changes,
)
from tests.payments.sandbox import METHODS


def encoded(text):
    return "Basic " + base64.b64encode(text.encode()).decode()


WRONG = {
    "no header": "",
    "another key": basic_auth("x" * 36),
    "the key in lower case": basic_auth(ONE_TIME_KEY.lower()),
    "half of the key": basic_auth(ONE_TIME_KEY[:18]),
    "the key and more": basic_auth(ONE_TIME_KEY + "x"),
    "an empty key": encoded("Paycom:"),
    "no colon": encoded("Paycom" + ONE_TIME_KEY),
    "the key alone": encoded(ONE_TIME_KEY),
    "another login": basic_auth(ONE_TIME_KEY, "paycom"),
    "an empty login": basic_auth(ONE_TIME_KEY, ""),
    "bearer": basic_auth(ONE_TIME_KEY, scheme="Bearer"),
    "no scheme": basic_auth(ONE_TIME_KEY).removeprefix("Basic "),
    "not base64": "Basic Paycom:" + ONE_TIME_KEY,
    "base64 cut off": basic_auth(ONE_TIME_KEY)[:-3],
    "not UTF-8": "Basic " + base64.b64encode(b"Paycom:\xff\xfe" + ONE_TIME_KEY.encode()).decode(),
    "the scheme alone": "Basic",
}


@pytest.mark.parametrize("authorization", WRONG.values(), ids=WRONG.keys())
def test_wrong_credentials_get_the_same_error(authorization, payment_due):
    assert Payme(authorization=authorization).create(payment_due).refusal == (-32504, None)
    assert not ProviderTransaction.objects.exists()
    assert Payme().create(payment_due).result["state"] == 1


@pytest.mark.parametrize("method", [*METHODS, "SetFiscalData", "ChangePassword", "NoSuchMethod"])
def test_every_method_checks_the_key_first(method, payme, payment_due):
    identifier = payme.create_reserved(payment_due)
    with nothing_changes():
        everything = {
            "id": identifier, "reason": 5, "amount": payment_due.amount, "account": account_for(payment_due), "time": 1,
            "from": 0, "to": 9,
        }  # fmt: skip
        assert Payme("x" * 36).call(method, everything).code == -32504


def test_key_may_have_colons_and_scheme_any_case(payme_top_up, payme):
    assert ":" in CUMULATIVE_KEY
    assert payme_top_up.look("0" * 24).code == -31003
    for scheme in ("basic", "BASIC", "bAsIc"):
        assert Payme(authorization=basic_auth(ONE_TIME_KEY, scheme=scheme)).look("0" * 24).code == -31003


def test_request_id_is_echoed_without_a_valid_key(db):
    stranger = Payme(authorization="")
    assert stranger.call("CheckTransaction", {}, id="a-17").code == -32504
    for unreadable in (b"", b"{", b"[]", b"\xff", b'{"id": {"a": 1}}', b'{"id": true}'):
        assert stranger.send(unreadable).json["id"] is None


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
def test_wrong_key_is_reported_before_unknown_method(method, db):
    answer = Client().generic(method, URL, b"", content_type="text/json")
    assert answer.status_code == 200
    if method != "HEAD":
        assert json.loads(answer.content)["error"]["code"] == -32504


def test_unset_key_refuses_every_call(db, settings):
    nothing = {"payme_key": "", "payme_cumulative_key": "", "payme_test_mode": True}
    settings.ENV = settings.ENV.model_copy(update=nothing)
    for authorization in (*WRONG.values(), basic_auth(ONE_TIME_KEY), basic_auth("None"), encoded(":")):
        assert Payme(authorization=authorization).look("0" * 24).code == -32504


def test_sandbox_key_works_only_in_test_mode(db, settings):
    settings.ENV = settings.ENV.model_copy(update={"payme_test_key": TEST_KEY})
    assert Payme(TEST_KEY).look("0" * 24).code == -32504
    settings.ENV = settings.ENV.model_copy(update={"payme_test_mode": True})
    assert Payme(TEST_KEY).look("0" * 24).code == -31003
    assert Payme(ONE_TIME_KEY).look("0" * 24).code == -31003


def test_old_and_new_key_both_work_during_rotation(db, settings, payment_due):
    settings.ENV = settings.ENV.model_copy(update={"payme_key_old": OLD_KEY})
    identifier = Payme(OLD_KEY).create_reserved(payment_due)
    assert Payme(ONE_TIME_KEY).perform(identifier).result["state"] == 2
    settings.ENV = settings.ENV.model_copy(update={"payme_key_old": ""})
    assert Payme(OLD_KEY).look(identifier).code == -32504
    assert Payme(ONE_TIME_KEY).look(identifier).result["state"] == 2


def test_login_is_configurable(db, settings):
    settings.ENV = settings.ENV.model_copy(update={"payme_login": "Centre"})
    assert Payme().look("0" * 24).code == -32504
    assert Payme(authorization=basic_auth(ONE_TIME_KEY, "Centre")).look("0" * 24).code == -31003


def test_calls_from_other_networks_are_refused(db, settings):
    theirs, ours = Payme(address="185.234.113.15"), Payme(address="185.234.113.16")
    assert theirs.look("0" * 24).code == ours.look("0" * 24).code == -31003
    settings.ENV = settings.ENV.model_copy(update={"payme_addresses": ["185.234.113.0/28", "2001:db8::/32"]})
    assert theirs.look("0" * 24).code == -31003
    assert Payme(address="2001:db8::7").look("0" * 24).code == -31003
    assert Payme(address="::ffff:185.234.113.15").look("0" * 24).code == -31003
    assert ours.look("0" * 24).code == -32504
    assert Payme(authorization="", address="185.234.113.1").look("0" * 24).code == -32504
