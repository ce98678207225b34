"""The JSON-RPC around the calls: what cannot be read, what is missing, what there is not; always answered with 200."""

import json

import pytest
from django.test import Client

from tests.payments.payme.payme_client import URL, account_for, new_id, nothing_changes

DEEP = b"[" * 5000 + b"]" * 5000
UNREADABLE = {
    "nothing": b"",
    "half an object": b'{"method": "CheckTransaction", "id": 1',
    "a form": b"method=CheckTransaction&id=1",
    "not UTF-8": b'{"method": "\xff", "id": 1}',
    "a byte order mark": b'\xef\xbb\xbf{"method": "CheckTransaction", "id": 1, "params": {}}',
    "not a number": b'{"method": "CheckTransaction", "id": NaN, "params": {}}',
    "endless": b'{"method": "CheckTransaction", "id": 1, "params": {"id": Infinity}}',
    "half a character": rb'{"method": "\ud800", "id": 1, "params": {}}',
    "more digits than a number has": b'{"method": "CheckTransaction", "id": ' + b"9" * 6000 + b"}",
    "deeper than anybody reads": b'{"method": ' + DEEP + b"}",
    "two objects": b'{"id": 1}{"id": 2}',
    "XML": b"<?xml version='1.0'?><methodCall/>",
}


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_invalid_json_is_32700_without_an_id(body, payme):
    reply = payme.send(body)
    assert (reply.code, reply.json["id"], reply.data) == (-32700, None, None)


@pytest.mark.parametrize(
    ("body", "data"),
    [
        ([], None),
        ([{"method": "CheckTransaction", "params": {"id": "1"}, "id": 1}], None),
        ("CheckTransaction", None),
        (5, None),
        (None, None),
        ({}, "method"),
        ({"id": 5}, "method"),
        ({"id": 5, "method": None, "params": {}}, "method"),
        ({"id": 5, "method": 5, "params": {}}, "method"),
        ({"id": 5, "method": ["CheckTransaction"], "params": {}}, "method"),
        ({"id": 5, "method": "CheckTransaction"}, "params"),
        ({"id": 5, "method": "CheckTransaction", "params": None}, "params"),
        ({"id": 5, "method": "CheckTransaction", "params": ["1"]}, "params"),
        ({"id": 5, "method": "SetFiscalData", "params": "x"}, "params"),
        ({"id": {"a": 1}, "method": "CheckTransaction", "params": {"id": "1"}}, "id"),
        ({"id": True, "method": "CheckTransaction", "params": {"id": "1"}}, "id"),
    ],
    ids=str,
)
def test_invalid_request_is_32600_with_the_field(body, data, payme):
    reply = payme.send(json.dumps(body).encode())
    assert reply.refusal == (-32600, data)
    request_id = body.get("id") if isinstance(body, dict) else None
    assert reply.json["id"] == (request_id if request_id == 5 else None)


UNKNOWN = ["ChangePassword", "checktransaction", "CheckTransaction ", "receipts.create", "", "__class__", "\u0000"]


@pytest.mark.parametrize("method", [*UNKNOWN, "Ў" * 3000], ids=lambda method: method[:20])
def test_unknown_method_is_32601_with_its_name(method, payme):
    assert payme.call(method, {"id": "1"}).refusal == (-32601, method)
    assert payme.call(method, None).code == -32601


@pytest.mark.parametrize(
    "id_",
    [0, 1, -5, 2**53 + 1, 2**63, 10**40, 1.5, "17", "", "Ў", "x" * 1000, None],
    ids=["0", "1", "-5", "2^53+1", "2^63", "10^40", "1.5", "text", "empty", "cyrillic", "long", "null"],
)
def test_request_id_is_echoed_unchanged(id_, payme, payment_due):
    assert payme.call(
        "CheckPerformTransaction", {"amount": payment_due.amount, "account": account_for(payment_due)}, id_
    ).result
    assert payme.call("CheckTransaction", {"id": "0" * 24}, id_).code == -31003


def test_missing_request_id_is_answered_with_null(payme):
    reply = payme.send(b'{"method": "CheckTransaction", "params": {"id": "1"}}')
    assert (reply.code, reply.json["id"]) == (-31003, None)


def test_extra_fields_are_ignored(payme, payment_due):
    params = {"amount": payment_due.amount, "account": account_for(payment_due), "more": {"a": [1]}}
    body = {"jsonrpc": "2.0", "method": "CheckPerformTransaction", "params": params, "id": 1, "x": None}
    assert payme.send(json.dumps(body, indent=3).encode()).result == {"allow": True}


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_http_methods_are_32300(method, payme, payment_due):
    params = {"id": new_id(), "time": 1, "amount": payment_due.amount, "account": account_for(payment_due)}
    body = json.dumps({"method": "CreateTransaction", "params": params, "id": 3}).encode()
    with nothing_changes():
        assert payme.send(body, method).code == -32300
        assert payme.send(b"", method).code == -32300


def test_media_type_is_ignored(payme):
    body = b'{"method": "CheckTransaction", "params": {"id": "1"}, "id": 1}'
    for media in ("application/json", "text/json", "text/plain", "application/x-www-form-urlencoded", "", "nonsense"):
        assert payme.send(body, **{"Content-Type": media}).code == -31003


def test_body_limit_is_64_kib(payme, payment_due):
    start = json.dumps(
        {"method": "PerformTransaction", "params": {"id": payme.create_reserved(payment_due)}, "id": 1}
    ).encode()
    with nothing_changes():
        reply = payme.send(start + b" " * (64 * 1024 + 1 - len(start)))
        assert (reply.code, reply.json["id"]) == (-32700, None)
    assert payme.send(start + b" " * (64 * 1024 - len(start))).result["state"] == 2


@pytest.mark.parametrize("address", [URL, URL.rstrip("/")], ids=["slash", "none"])
def test_address_works_without_trailing_slash(payme, address):
    body = b'{"method": "CheckTransaction", "params": {"id": "1"}, "id": 8}'
    headers = {"Authorization": payme.authorization}
    answer = Client().post(address, body, content_type="text/json", headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"], answer.json()["id"]) == (200, -31003, 8)


@pytest.mark.parametrize("length", ["²", "-1", "many"], ids=["superscript", "negative", "word"])
def test_invalid_content_length_is_answered(payme, length):
    headers = {"Authorization": payme.authorization}
    answer = Client().generic("POST", URL, b"{}", headers=headers, CONTENT_LENGTH=length)
    assert (answer.status_code, answer.json()["error"]["code"]) == (200, -32700)
