"""Values of the wrong type or size: refused by name, and nothing is left half done."""

import pytest

from tests.payments.payme.payme_client import account_for, new_id, nothing_changes, now_ms

WRONG_TYPES = ["45000000", 45000000.0, 0.5, True, None, [45000000], {"amount": 45000000}, ""]
WRONG_VALUES = [0, -45_000_000, 44_999_999, 45_000_001, 2**53 + 1, 2**63, 10**40]
OTHER_TEXTS = ["1' OR '1'='1", "'; DROP TABLE payments_payment; --", "100018\u0000", "", "   ", "١٠٠٠١٨", "10⁵", "%"]
OTHER_VALUES = [-1, 0, 100018.0, True, None, ["100018"], {"$ne": 1}, 10**40, "1" * 10_000, "x" * 10_000]
ACCOUNTS = {
    "no account": {},
    "another field": {"order_id": "100018"},
    "the field in capitals": {"Payment": "100018", "Student": "1"},
    "a list inside": {"payment": "100018", "student": "1042", "more": [1]},
    "an object inside": {"payment": "100018", "student": "1042", "more": {"a": 1}},
    "NUL in another field": {"payment": "100018", "student": "1042", "more": "\u0000"},
    "NUL in a name": {"payment": "100018", "student": "1042", "\u0000": "x"},
    "10 kB in another field": {"payment": "100018", "student": "1042", "more": "x" * 10_000},
}


@pytest.mark.parametrize("amount", WRONG_TYPES, ids=repr)
def test_amount_of_wrong_type_is_32600(amount, payme, payme_top_up, payment_due):
    with nothing_changes():
        for desk, account in ((payme, account_for(payment_due)), (payme_top_up, {"student": "1"})):
            for reply in (desk.check(account, amount), desk.create(account, amount)):
                assert reply.refusal == (-32600, "amount")


@pytest.mark.parametrize("amount", WRONG_VALUES)
def test_wrong_amount_is_31001(amount, payme, payment_due):
    with nothing_changes():
        assert payme.check(payment_due, amount).code == -31001
        assert payme.create(payment_due, amount).code == -31001
    assert payme.check(payment_due).result["allow"] is True


@pytest.mark.parametrize("value", OTHER_TEXTS + OTHER_VALUES, ids=lambda value: repr(value)[:40])
@pytest.mark.parametrize("field", ["payment", "student"])
def test_unknown_number_is_31050_with_the_field_name(value, field, payme, payme_top_up, payment_due, numbered_pupil):
    desk = payme if field == "payment" else payme_top_up
    with nothing_changes():
        for reply in (desk.check({field: value}, payment_due.amount), desk.create({field: value}, payment_due.amount)):
            assert reply.refusal == (-31050, field)


@pytest.mark.parametrize("account", ACCOUNTS.values(), ids=ACCOUNTS.keys())
def test_account_with_wrong_fields_is_31050(account, payme, payme_top_up, payment_due, numbered_pupil):
    if "payment" in account:
        account = {**account, "payment": payment_due.reference}
    with nothing_changes():
        for desk, field in ((payme, "payment"), (payme_top_up, "student")):
            for reply in (desk.check(account, payment_due.amount), desk.create(account, payment_due.amount)):
                assert reply.refusal == (-31050, field)


@pytest.mark.parametrize("account", [None, "100018", 100018, [], True], ids=["null", "text", "number", "list", "true"])
def test_account_that_is_not_an_object_is_32600(account, payme, payment_due):
    for reply in (payme.check(account, payment_due.amount), payme.create(account, payment_due.amount)):
        assert reply.refusal == (-32600, "account")


def test_account_number_may_be_integer_or_have_spaces(payme, payment_due):
    number = int(payment_due.reference)
    for value in (number, f" {number} "):
        assert payme.check({"payment": value}, payment_due.amount).result["allow"] is True
    identifier = new_id()
    assert payme.create({"payment": number}, payment_due.amount, id=identifier).result["state"] == 1
    assert payme.create({"payment": str(number)}, payment_due.amount, id=identifier).result["state"] == 1


@pytest.mark.parametrize(
    "id_",
    ["", "x" * 65, "a\u0000b", 5, 5.0, None, True, ["a"], {"a": 1}],
    ids=["empty", "65 characters", "NUL", "number", "float", "null", "true", "list", "object"],
)
def test_identifier_of_wrong_type_is_32600(id_, payme, payment_due):
    with nothing_changes():
        replies = [payme.create(payment_due, id=id_), payme.perform(id_), payme.cancel(id_), payme.look(id_)]
        assert [(reply.code, reply.data) for reply in replies] == [(-32600, "id")] * 4


@pytest.mark.parametrize("id_", ["x", "Ў" * 64, "' OR 1=1 --", "5305e3bab097f420a62ced0b"])
def test_identifier_is_any_text_up_to_64_characters(id_, payme, payment_due):
    assert payme.create(payment_due, id=id_).result["state"] == 1
    assert payme.look(id_).result["state"] == 1
    assert payme.look(id_ + " ").code in (-31003, -32600)
    assert payme.perform(id_).result["state"] == 2


@pytest.mark.parametrize("time", ["1700000000000", 1.7e12, None, True, 0, -1, 10**13, 2**63, 10**40])
def test_time_of_wrong_type_is_32600(time, payme, payment_due):
    params = {"id": new_id(), "time": time, "amount": payment_due.amount, "account": account_for(payment_due)}
    with nothing_changes():
        assert payme.call("CreateTransaction", params).refusal == (-32600, "time")


@pytest.mark.parametrize("reason", ["5", 5.0, None, True, [], 2**31, -(2**31), 10**40], ids=str)
def test_reason_of_wrong_type_is_32600(reason, payme, payment_due):
    identifier = payme.create_reserved(payment_due)
    with nothing_changes():
        assert payme.cancel(identifier, reason).refusal == (-32600, "reason")


@pytest.mark.parametrize("field", ["id", "time", "amount", "account"])
def test_missing_field_is_named(field, payme, payment_due):
    params = {"id": new_id(), "time": now_ms(), "amount": payment_due.amount, "account": account_for(payment_due)}
    del params[field]
    assert payme.call("CreateTransaction", params).refusal == (-32600, field)
