"""The ledger, transfer by transfer."""

import pytest

from apps.core.permissions import Role
from tests.factories import client_for, make_user
from tests.payments.payment_data import PRICE, create_payment_due, create_second_branch, limit_to_branch, pay_cash
from tests.payments.reports.report_calls import get_json, travel_to


@pytest.fixture
def moved(payment_due, second_pupil, group, shift):
    """Jasur owes and pays; the day after, Laylo owes."""
    pay_cash(payment_due, shift)
    with travel_to(21):
        create_payment_due(second_pupil, group)


def test_transfers_are_listed_with_entries_newest_first(moved, payment_due, admin, manager):
    with travel_to(21, hour=13):
        rows = get_json(admin, "ledger/")["results"]
    assert [row["kind"] for row in rows] == ["charge", "money_in", "charge"]
    paid = rows[1]
    assert (paid["text"], paid["on"], paid["by"]["full_name"]) == ("Paid", "2026-11-20", manager.full_name)
    assert paid["payment"]["reference"] == payment_due.reference
    entries = {row["kind"]: row for row in paid["entries"]}
    assert {kind: (row["side"], row["amount"]["amount"], row["of"]["name"]) for kind, row in entries.items()} == {
        "desk": ("debit", PRICE, "Front desk"), "student": ("credit", PRICE, "Jasur Oripov"),
    }  # fmt: skip
    assert entries["student"]["balance"]["amount"] == 0


@pytest.mark.parametrize(
    "query, kinds",
    [
        ({"kind": "desk"}, ["money_in"]),
        ({"kind": "bank"}, []),
        ({"from": "2026-11-21"}, ["charge"]),
        ({"to": "2026-11-20"}, ["money_in", "charge"]),
        ({"limit": 1}, ["charge"]),
    ],
    ids=["kind", "another kind", "since", "until", "first"],
)
def test_ledger_filters(moved, admin, query, kinds):
    with travel_to(21, hour=13):
        assert [row["kind"] for row in get_json(admin, "ledger/", **query)["results"]] == kinds


def test_filter_by_pupil_and_payment(moved, payment_due, second_pupil, admin):
    with travel_to(21, hour=13):
        assert len(get_json(admin, "ledger/", student=str(second_pupil.pk))["results"]) == 1
        assert len(get_json(admin, "ledger/", payment=str(payment_due.pk))["results"]) == 2
        assert len(get_json(admin, "ledger/", payment=str(payment_due.pk), kind="desk")["results"]) == 1


def test_ledger_is_paged_by_cursor(moved, admin):
    with travel_to(21, hour=13):
        first = get_json(admin, "ledger/", limit=2)
        rest = get_json(admin, "ledger/", limit=2, cursor=first["next"])
    assert [len(part["results"]) for part in (first, rest)] == [2, 1]
    assert rest["next"] is None


@pytest.mark.parametrize("pupils", [2, 20], ids=["two", "twenty"])
def test_query_count_is_constant_for_the_ledger(group, admin, pupils, django_assert_max_num_queries):
    for number in range(pupils):
        create_payment_due(make_user(Role.STUDENT, "Anvar", email=f"anvar{number}@example.uz"), group)
    client = client_for(admin)
    with django_assert_max_num_queries(6):
        body = client.get("/payments/ledger/", {"limit": 50}).json
    assert len(body["results"]) == pupils


def test_ledger_is_of_your_branches(moved, admin):
    with travel_to(21, hour=13):
        assert get_json(limit_to_branch(admin, create_second_branch()), "ledger/")["results"] == []
