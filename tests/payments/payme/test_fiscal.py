"""Fiscal data: the `detail` of what is to be paid, and what the tax office says of it afterwards."""

import pytest

from tests.payments.payme.payme_client import account_for, get_transaction, new_id, nothing_changes
from tests.payments.payment_data import PRICE, create_payment_due, pay_cash

IKPU = {"payme_ikpu": "00000000000000017", "payme_package_code": "1501319", "payme_vat_percent": 12}
RECEIPT = {
    "receipt_id": 121,
    "status_code": 0,
    "message": "accepted",
    "terminal_id": "EP000000000025",
    "fiscal_sign": "800031554082",
    "qr_code_url": "https://ofd.soliq.uz/check?t=EP000000000025&r=121&c=20250101&s=800031554082",
    "date": "20250101090000",
}


@pytest.fixture
def fiscal(settings):
    settings.ENV = settings.ENV.model_copy(update=IKPU)


def total(detail):
    """The house invariant's left side."""
    items = sum(item["price"] * item["count"] - item.get("discount", 0) for item in detail["items"])
    return items + int(detail.get("shipping", {}).get("price", 0))


def detail_of(payme, amount, account):
    result = payme.check(account, amount).result
    assert result["allow"] is True
    fiscal_detail = result["detail"]
    assert total(fiscal_detail) == amount
    return fiscal_detail


def test_no_fiscal_data_without_ikpu(payme, payment_due):
    assert payme.check(payment_due).result == {"allow": True}


@pytest.mark.usefixtures("fiscal")
def test_payment_has_one_fiscal_line_with_text_codes(payme, payment_due):
    assert detail_of(payme, payment_due.amount, account_for(payment_due)) == {
        "receipt_type": 0,
        "items": [
            {
                "title": "Tuition",
                "price": payment_due.amount,
                "count": 1,
                "code": "00000000000000017",
                "package_code": "1501319",
                "vat_percent": 12,
            }
        ],
    }


@pytest.mark.usefixtures("fiscal")
@pytest.mark.parametrize("discount", [1, 1_234_567, 44_999_999])
def test_fiscal_price_minus_discount_is_the_amount(payme, pupil, group, discount):
    payment = create_payment_due(pupil, group, PRICE - discount, gross=PRICE)
    [item] = detail_of(payme, payment.amount, account_for(payment))["items"]
    assert (item["price"], item["discount"]) == (PRICE, discount)


@pytest.mark.usefixtures("fiscal")
def test_outstanding_rest_is_the_fiscal_price(payme, pupil, group, shift):
    payment = create_payment_due(pupil, group, 40_000_000, gross=45_000_000)
    pay_cash(payment, shift, 15_000_001)
    [item] = detail_of(payme, 24_999_999, account_for(payment))["items"]
    assert (item["price"], "discount" in item) == (24_999_999, False)


@pytest.mark.usefixtures("fiscal")
def test_top_up_is_a_fiscal_advance_without_names(payme_top_up, numbered_pupil, settings):
    settings.ENV = settings.ENV.model_copy(update={"payme_units": 1})
    [item] = detail_of(payme_top_up, 777_777, {"student": "1042"})["items"]
    assert item["title"]
    assert item["units"] == 1
    assert numbered_pupil.first_name not in str(item)


def test_fiscal_data_of_sale_and_refund_are_separate(payme, payment_due):
    identifier = payme.create_paid(payment_due)
    sale = {"id": identifier, "type": "PERFORM", "fiscal_data": RECEIPT}
    assert payme.call("SetFiscalData", sale).result == {"success": True}
    assert (get_transaction(identifier).fiscal_perform, get_transaction(identifier).fiscal_cancel) == (RECEIPT, None)
    refund_receipt = {**RECEIPT, "receipt_id": "122"}
    assert payme.call("SetFiscalData", {"id": identifier, "type": "CANCEL", "fiscal_data": refund_receipt}).result[
        "success"
    ]
    assert get_transaction(identifier).fiscal_perform == RECEIPT
    assert get_transaction(identifier).fiscal_cancel == refund_receipt


def test_repeated_fiscal_data_replaces_its_kind(payme, payment_due):
    identifier = payme.create_paid(payment_due)
    for receipt_id in (1, "2", 3):
        data = {**RECEIPT, "receipt_id": receipt_id}
        params = {"id": identifier, "type": "PERFORM", "fiscal_data": data}
        assert payme.call("SetFiscalData", params).result == {"success": True}
        assert get_transaction(identifier).fiscal_perform == data


def test_unknown_receipt_is_32001(payme):
    params = {"id": new_id(), "type": "PERFORM", "fiscal_data": RECEIPT}
    assert payme.call("SetFiscalData", params).code == -32001


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", None), ("id", ""), ("id", 5), ("id", "x" * 65), ("id", "\u0000"),
        ("type", None), ("type", "perform"), ("type", "REFUND"), ("type", 1), ("type", ["PERFORM"]),
        ("fiscal_data", None), ("fiscal_data", "x"), ("fiscal_data", []), ("fiscal_data", {"receipt_id": {}}),
        ("fiscal_data", {**RECEIPT, "message": "\u0000"}), ("fiscal_data", {**RECEIPT, "\u0000": 1}),
        ("fiscal_data", {}), ("fiscal_data", {"x": 1}), ("fiscal_data", {"receipt_id": None}),
        ("fiscal_data", {"receipt_id": True}), ("fiscal_data", {**RECEIPT, "more": False}),
    ],
    ids=[
        "no-id", "empty-id", "number-id", "long-id", "nul-id", "no-type", "small-type", "other-type", "number-type",
        "list-type", "no-data", "text-data", "list-data", "nested-data", "nul-data", "nul-name", "empty-data",
        "other-data", "null-data", "bool-data", "bool-beside",
    ],
)  # fmt: skip
def test_invalid_params_are_32602_with_the_field(payme, payment_due, field, value):
    params = {"id": payme.create_paid(payment_due), "type": "PERFORM", "fiscal_data": RECEIPT, field: value}
    with nothing_changes():
        assert payme.call("SetFiscalData", params).refusal == (-32602, field)
        del params[field]
        assert payme.call("SetFiscalData", params).code == -32602
