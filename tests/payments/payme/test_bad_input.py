"""Values of the wrong type or size: refused by name, and nothing is left half done."""

from typing import Any

import pytest

from tests.payments.payme.payme_client import account_for, create_reserved, new_id, now_ms, snapshot_rows

WRONG_TYPES: dict[str, Any] = {
    "text": "45000000",
    "float": 45000000.0,
    "fraction": 0.5,
    "true": True,
    "null": None,
    "list": [45000000],
    "object": {"amount": 45000000},
    "empty": "",
}
WRONG_VALUES = {
    "nothing": 0,
    "negative": -45_000_000,
    "one tiyin less": 44_999_999,
    "one tiyin more": 45_000_001,
    "above 2^53": 2**53 + 1,
    "above 2^63": 2**63,
    "forty digits": 10**40,
}
NUMBERS: dict[str, Any] = {
    "SQL": "1' OR '1'='1",
    "more SQL": "'; DROP TABLE payments_payment; --",
    "NUL": "100018\u0000",
    "10 kB": "1" * 10_000,
    "10 kB of letters": "x" * 10_000,
    "empty": "",
    "spaces": "   ",
    "negative": -1,
    "zero": 0,
    "float": 100018.0,
    "true": True,
    "null": None,
    "list": ["100018"],
    "object": {"$ne": 1},
    "arabic digits": "١٠٠٠١٨",
    "superscript": "10⁵",
    "forty digits": 10**40,
    "a wildcard": "%",
}
ACCOUNTS: dict[str, Any] = {
    "no account": {},
    "another field": {"order_id": "100018"},
    "the field in capitals": {"Payment": "100018", "Student": "1"},
    "a list inside": {"payment": "100018", "student": "1042", "more": [1]},
    "an object inside": {"payment": "100018", "student": "1042", "more": {"a": 1}},
    "NUL in another field": {"payment": "100018", "student": "1042", "more": "\u0000"},
    "NUL in a name": {"payment": "100018", "student": "1042", "\u0000": "x"},
    "10 kB in another field": {"payment": "100018", "student": "1042", "more": "x" * 10_000},
}


@pytest.mark.parametrize("amount", WRONG_TYPES.values(), ids=WRONG_TYPES.keys())
def test_amount_of_wrong_type_is_32600(amount, payme, payme_top_up, payment_due):
    before = snapshot_rows()
    for desk, account in ((payme, account_for(payment_due)), (payme_top_up, {"student": "1"})):
        for reply in (desk.check(amount, account), desk.create(new_id(), amount, account)):
            assert (reply.code, reply.data) == (-32600, "amount")
    assert snapshot_rows() == before


@pytest.mark.parametrize("amount", WRONG_VALUES.values(), ids=WRONG_VALUES.keys())
def test_wrong_amount_is_31001(amount, payme, payment_due):
    before = snapshot_rows()
    assert payme.check(amount, account_for(payment_due)).code == -31001
    assert payme.create(new_id(), amount, account_for(payment_due)).code == -31001
    assert snapshot_rows() == before
    assert payme.check(payment_due.amount, account_for(payment_due)).result["allow"] is True


@pytest.mark.parametrize("value", NUMBERS.values(), ids=NUMBERS.keys())
@pytest.mark.parametrize("field", ["payment", "student"])
def test_unknown_number_is_31050_with_the_field_name(value, field, payme, payme_top_up, payment_due, numbered_pupil):
    desk = payme if field == "payment" else payme_top_up
    before = snapshot_rows()
    for reply in (
        desk.check(payment_due.amount, {field: value}),
        desk.create(new_id(), payment_due.amount, {field: value}),
    ):
        assert (reply.code, reply.data) == (-31050, field)
    assert snapshot_rows() == before


@pytest.mark.parametrize("account", ACCOUNTS.values(), ids=ACCOUNTS.keys())
def test_account_with_wrong_fields_is_31050(account, payme, payme_top_up, payment_due, numbered_pupil):
    if "payment" in account:
        account = {**account, "payment": payment_due.reference}
    before = snapshot_rows()
    for desk, field in ((payme, "payment"), (payme_top_up, "student")):
        for reply in (desk.check(payment_due.amount, account), desk.create(new_id(), payment_due.amount, account)):
            assert (reply.code, reply.data) == (-31050, field)
    assert snapshot_rows() == before


@pytest.mark.parametrize("account", [None, "100018", 100018, [], True], ids=["null", "text", "number", "list", "true"])
def test_account_that_is_not_an_object_is_32600(account, payme, payment_due):
    for reply in (payme.check(payment_due.amount, account), payme.create(new_id(), payment_due.amount, account)):
        assert (reply.code, reply.data) == (-32600, "account")


def test_account_number_may_be_integer_or_have_spaces(payme, payment_due):
    number = int(payment_due.reference)
    for value in (number, f" {number} "):
        assert payme.check(payment_due.amount, {"payment": value}).result["allow"] is True
    identifier = new_id()
    assert payme.create(identifier, payment_due.amount, {"payment": number}).result["state"] == 1
    assert payme.create(identifier, payment_due.amount, {"payment": str(number)}).result["state"] == 1


@pytest.mark.parametrize(
    "id_",
    ["", "x" * 65, "a\u0000b", 5, 5.0, None, True, ["a"], {"a": 1}],
    ids=["empty", "65 characters", "NUL", "number", "float", "null", "true", "list", "object"],
)
def test_identifier_of_wrong_type_is_32600(id_, payme, payment_due):
    before = snapshot_rows()
    replies = [
        payme.create(id_, payment_due.amount, account_for(payment_due)),
        payme.perform(id_),
        payme.cancel(id_),
        payme.look(id_),
    ]
    assert [(reply.code, reply.data) for reply in replies] == [(-32600, "id")] * 4
    assert snapshot_rows() == before


@pytest.mark.parametrize("id_", ["x", "Ў" * 64, "' OR 1=1 --", "5305e3bab097f420a62ced0b"])
def test_identifier_is_any_text_up_to_64_characters(id_, payme, payment_due):
    assert payme.create(id_, payment_due.amount, account_for(payment_due)).result["state"] == 1
    assert payme.look(id_).result["state"] == 1
    assert payme.look(id_ + " ").code in (-31003, -32600)
    assert payme.perform(id_).result["state"] == 2


@pytest.mark.parametrize(
    "time",
    ["1700000000000", 1.7e12, None, True, 0, -1, 10**13, 2**63, 10**40],
    ids=["text", "float", "null", "true", "zero", "negative", "14 digits", "2^63", "40 digits"],
)
def test_time_of_wrong_type_is_32600(time, payme, payment_due):
    params = {"id": new_id(), "time": time, "amount": payment_due.amount, "account": account_for(payment_due)}
    before = snapshot_rows()
    reply = payme.call("CreateTransaction", params)
    assert (reply.code, reply.data) == (-32600, "time")
    assert snapshot_rows() == before


@pytest.mark.parametrize(
    "reason",
    ["5", 5.0, None, True, [], 2**31, -(2**31), 10**40],
    ids=["text", "float", "null", "true", "list", "2^31", "-2^31", "40 digits"],
)
def test_reason_of_wrong_type_is_32600(reason, payme, payment_due):
    identifier = create_reserved(payme, payment_due)
    before = snapshot_rows()
    reply = payme.cancel(identifier, reason)
    assert (reply.code, reply.data) == (-32600, "reason")
    assert snapshot_rows() == before


@pytest.mark.parametrize("field", ["id", "time", "amount", "account"])
def test_missing_field_is_named(field, payme, payment_due):
    params = {"id": new_id(), "time": now_ms(), "amount": payment_due.amount, "account": account_for(payment_due)}
    del params[field]
    reply = payme.call("CreateTransaction", params)
    assert (reply.code, reply.data) == (-32600, field)
