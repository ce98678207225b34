"""The table of payments from Stripe's dashboard, compared with our books."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.core.errors import Invalid
from apps.core.tables.reader import TableRow
from apps.payments.gateways.stripe.export import parse_stripe_export
from apps.payments.services.reconciliation import reconcile_export
from tests.payments.stripe.stripe_calls import PRICE, get_transaction, pay_by_stripe, refund_at_stripe

HEADINGS = "id,Created date (UTC),Amount,Amount Refunded,Currency,Status,PaymentIntent ID,Customer Email"


@pytest.fixture
def session(stripe, unpaid_order):
    return pay_by_stripe(stripe, unpaid_order.payment)


def compared(actor, *lines, currency="UZS"):
    table = "\n".join([HEADINGS, *lines]).encode()
    upload = SimpleUploadedFile("unified_payments.csv", table, content_type="text/csv")
    return reconcile_export(actor=actor, provider="stripe", upload=upload, currency=currency)


def line(stripe, session, *, refunded="0.00", status="Paid", amount=""):
    created_text = get_transaction(session).created_at.strftime("%Y-%m-%d %H:%M:%S")
    shown = amount or f"{PRICE // 100}.00"
    return f"ch_1,{created_text},{shown},{refunded},uzs,{status},{stripe.sessions[session]['payment_intent']},a@b.uz"


def test_export_matches(stripe, session, admin):
    reconciliation = compared(admin, line(stripe, session), "ch_2,2026-11-20 08:00:00,5.00,0.00,uzs,Failed,pi_failed,")
    assert (reconciliation.state, reconciliation.differences) == ("matches", [])


def test_differences_are_listed(stripe, session, admin):
    foreign = line(stripe, session).replace(stripe.sessions[session]["payment_intent"], "pi_of_nobody")
    reconciliation = compared(admin, line(stripe, session, amount="1.00"), foreign)
    assert [(difference["what"], difference["provider_id"]) for difference in reconciliation.differences] == [
        ("amount", session), ("missing_here", "pi_of_nobody"),
    ]  # fmt: skip


def test_refunds_match_with_equal_amounts(stripe, session, admin):
    export_row = line(stripe, session, refunded=f"{PRICE // 300}.00")
    assert [difference["what"] for difference in compared(admin, export_row).differences] == ["state"]
    refund_at_stripe(stripe, session, PRICE // 3)
    assert compared(admin, export_row).differences == []
    assert [difference["what"] for difference in compared(admin, line(stripe, session)).differences] == ["state"]
    refund_at_stripe(stripe, session, PRICE - PRICE // 3)
    refunded_line = line(stripe, session, refunded=f"{PRICE // 100}.00", status="Refunded")
    assert compared(admin, refunded_line).differences == []


def test_only_rows_of_the_requested_currency_are_compared(stripe, session, admin):
    in_dollars = "ch_3,2026-11-20 08:00:00,5.00,0.00,usd,Paid,pi_in_dollars,"
    reconciliation = compared(admin, line(stripe, session), in_dollars)
    assert reconciliation.state == "matches"
    assert reconciliation.rows == 1
    assert reconciliation.differences == []
    assert reconciliation.total_theirs == PRICE
    dollars = compared(admin, line(stripe, session), in_dollars, currency="USD")
    (difference,) = dollars.differences
    reconciliation = (difference["what"], difference["provider_id"], difference["theirs"])
    assert reconciliation == ("missing_here", "pi_in_dollars", 500)
    assert (dollars.rows, dollars.total_theirs, dollars.total_ours) == (1, 500, 0)


READABLE = {
    "PaymentIntent ID": "pi_1",
    "Amount": "1.00",
    "Amount Refunded": "0",
    "Currency": "usd",
    "Status": "Paid",
    "Created (UTC)": "2026-01-01 00:00",
}


UNREADABLE = {
    "Amount": ["x", "1.005", "1e30", "1e999999", "Infinity", "NaN"],
    "Amount Refunded": ["-", "-Infinity"],
    "Created (UTC)": ["yesterday", "0001-01-01 00:00", "9999-12-31 23:59:59"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in UNREADABLE for value in UNREADABLE[name]])
def test_unreadable_values_are_refused(db, name, value):
    read = parse_stripe_export([TableRow(2, READABLE)])
    assert [(row.provider_id, row.amount, row.currency) for row in read] == [("pi_1", 100, "USD")]
    with pytest.raises(Invalid) as refused:
        parse_stripe_export([TableRow(2, READABLE), TableRow(7, READABLE | {name: value})])
    assert list(refused.value.fields) == ["file"]
    assert "7" in str(refused.value.fields["file"][0]), "the row is named"


@pytest.mark.parametrize("missing", READABLE)
def test_missing_column_is_refused(db, missing):
    with pytest.raises(Invalid) as refused:
        parse_stripe_export([TableRow(2, {name: value for name, value in READABLE.items() if name != missing})])
    assert list(refused.value.fields) == ["file"]
