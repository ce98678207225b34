"""Lists of an accountant: receipts of all branches, shifts of all desks with their figures and rows, searches."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import ContactPerson, Guardian, User
from apps.core.permissions import Role
from apps.payments.models import Receipt, Shift
from apps.payments.queries.office import get_shift_report
from tests.factories import make_user
from tests.payments import payment_data
from tests.payments.office.office_calls import (
    confirm_payment,
    post_shift,
    post_with_key,
    refund_payment,
    reverse_receipt,
)
from tests.payments.payment_data import PRICE, create_cash_desk, create_payment_due, limit_to_branch, uzs

FIGURES = ("taken", "reversed", "paid_back", "spent", "paid_out", "banked", "moved_in", "moved_out")
"""Figures that a shift's report has too."""


def rows_of(client, path, **query):
    answer = client.get(f"/payments/{path}", query)
    assert answer.status == 200, answer.json
    return answer.json["results"]


def print_number(receipt):
    return f"{receipt.created_at.year}-{receipt.number:06d}"


@pytest.fixture
def family(pupil, parent):
    """The pupil's mother with a phone, and a grandmother to call."""
    User.objects.filter(pk=parent.pk).update(phone="+998901234567")
    Guardian.objects.get_or_create(parent=parent, child=pupil)
    ContactPerson.objects.create(person=pupil, name="Buvi", phone="+998935550011")
    return pupil


def test_receipts_of_the_branches_are_filtered_and_searched(
    client_for, admin, manager, pupil, second_pupil, group, payment_due, shift, family
):
    office = client_for(manager)
    other = create_payment_due(second_pupil, group)
    assert confirm_payment(office, payment_due).status == 200
    assert confirm_payment(office, other, method="transfer").status == 200
    assert refund_payment(client_for(admin), other, amount=uzs(100_000)).status == 200
    cash, transfer, refund = Receipt.objects.order_by("pk")
    listed = rows_of(office, "receipts/")
    assert [row["id"] for row in listed] == [str(receipt.pk) for receipt in (refund, transfer, cash)]
    first = listed[-1]
    assert (first["number"], first["amount"], first["method"]) == (print_number(cash), uzs(PRICE), "cash")
    assert (first["student"]["id"], first["cashier"]["id"]) == (str(pupil.pk), str(manager.pk))
    assert (first["desk"]["id"], first["payment"]["reference"]) == (str(shift.desk_id), payment_due.reference)
    assert (listed[0]["kind"], listed[0]["cashier"]["id"], listed[0]["desk"]) == ("refund", str(admin.pk), None)

    def ask(**query):
        return [row["id"] for row in rows_of(office, "receipts/", **query)]

    mine = [str(cash.pk)]
    for text in (print_number(cash), "4567", "(90) 123-45-67", "5550011", "oripov", payment_due.student.last_name):
        assert ask(search=text) == mine, text
    assert ask(method="cash") == ask(desk=str(shift.desk_id)) == ask(student=str(pupil.pk)) == mine
    assert ask(kind="refund") == ask(cashier=str(admin.pk)) == [str(refund.pk)]
    assert ask(to="2020-01-01") == ask(search="x") == ask(search="2019-000001") == []
    assert office.get("/payments/receipts/", {"kind": "gift"}).refused_fields == (422, ["kind"])
    elsewhere = limit_to_branch(make_user(Role.MANAGER, "Umida", "Salimova"), payment_data.create_second_branch())
    assert rows_of(client_for(elsewhere), "receipts/") == []
    assert client_for(pupil).get("/payments/receipts/").status == 403


def test_payments_and_debtors_are_searched_by_phone_and_payments_by_receipt(
    client_for, manager, group, second_pupil, shift, family
):
    late, other = create_payment_due(family, group, due_in=-3), create_payment_due(second_pupil, group, due_in=-3)
    office = client_for(manager)
    for text in ("4567", "90 123 45 67", "(90) 123.45.67", "5550011"):
        assert [row["id"] for row in rows_of(office, "", search=text)] == [str(late.pk)], text
        assert [row["student"]["id"] for row in rows_of(office, "debtors/", search=text)] == [str(family.pk)], text
    assert rows_of(office, "", search="0000") == []
    assert confirm_payment(office, other).status == 200
    number = print_number(Receipt.objects.get())
    assert [row["id"] for row in rows_of(office, "", search=number)] == [str(other.pk)]
    assert str(other.pk) in [row["id"] for row in rows_of(office, "", search=number[5:])]
    assert rows_of(office, "", search="000777") == []


def test_shifts_of_all_desks_have_the_figures_of_their_reports(
    client_for, admin, manager, branch, desk, payment_due, group, pupil
):
    office, boss = client_for(manager), client_for(admin)
    assert post_shift(office, desk, "open", 10_000).status == 200
    assert confirm_payment(office, payment_due).status == 200
    spent = {"category": "supplies", "amount": uzs(1_000_000), "text": "Paper", "desk": str(desk.pk)}
    assert post_with_key(office, "/payments/expenses/", spent).status == 201
    assert post_with_key(office, f"/payments/cash-desks/{desk.pk}/bank/", {"amount": uzs(40_000_000)}).status == 201
    second = create_cash_desk(branch, "Second floor")
    assert post_shift(boss, second, "open", 0).status == 200
    moved = {"to": str(second.pk), "amount": uzs(500_000)}
    assert post_with_key(office, f"/payments/cash-desks/{desk.pk}/transfer/", moved).status == 201
    mistake = create_payment_due(pupil, group, 300_000)
    assert confirm_payment(office, mistake).status == 200
    assert reverse_receipt(office, Receipt.objects.get(money__payment=mistake)).status == 201
    assert post_shift(office, desk, "close", PRICE - 40_990_000 - 500_000 - 700).status == 200
    assert confirm_payment(boss, create_payment_due(pupil, group, 300_000), desk=str(second.pk)).status == 200
    listed = rows_of(office, "shifts/")
    assert [row["desk"]["name"] for row in listed] == ["Second floor", desk.name]
    for row in listed:
        report = get_shift_report(Shift.objects.get(pk=row["id"]))
        assert {name: row[name]["amount"] for name in FIGURES} == {name: getattr(report, name) for name in FIGURES}
        assert (row["balance"]["amount"], row["other"]) == (report.expected, uzs(0))
    assert listed[1]["difference"] == uzs(-700)
    assert listed[0]["moved_in"] == listed[1]["moved_out"] == uzs(500_000)
    assert listed[1]["reversed"] == uzs(300_000)
    group_total = office.get("/payments/journal/totals/", {"by": "group", "group": str(group.pk)}).json["totals"][0]
    assert (group_total["paid_out"], group_total["change"]) == (uzs(300_000), uzs(PRICE + 300_000))
    assert [row["id"] for row in rows_of(office, "shifts/", differs="true")] == [listed[1]["id"]]
    assert rows_of(office, "shifts/", differs="false") == rows_of(office, "shifts/", to="2020-01-01") == []
    assert [row["id"] for row in rows_of(office, "shifts/", open="true", cashier=str(admin.pk))] == [listed[0]["id"]]
    for name in ("taken", "difference", "desk", "cashier", "balance", "opened_with"):
        assert len(rows_of(office, "shifts/", ordering=name)) == 2, name


def test_rows_of_a_shift_say_what_left_the_drawer(client_for, admin, manager, pupil, desk, payment_due, shift, branch):
    office = client_for(manager)
    assert confirm_payment(office, payment_due).status == 200
    assert post_with_key(office, f"/payments/cash-desks/{desk.pk}/bank/", {"amount": uzs(1_000_000)}).status == 201
    payment_data.top_up(pupil, branch, 500, manager)
    assert post_shift(office, desk, "close", PRICE - 1_000_000).status == 200
    assert post_shift(office, desk, "open", PRICE - 1_000_300).status == 200
    path = f"shifts/{shift.pk}/rows/"
    rows = rows_of(office, path)
    assert [(row["kind"], row["direction"], row["amount"]) for row in rows] == [
        ("money_in", "in", uzs(PRICE)), ("banked", "out", uzs(1_000_000))
    ]  # fmt: skip
    assert rows[0]["receipt"]["number"] == print_number(Receipt.objects.order_by("pk")[0])
    assert (rows[0]["student"]["id"], rows[1]["student"]) == (str(pupil.pk), None)
    elsewhere = limit_to_branch(make_user(Role.MANAGER, "Umida", "Salimova"), payment_data.create_second_branch())
    assert client_for(elsewhere).get(f"/payments/{path}").status == 404
    assert rows_of(client_for(elsewhere), "shifts/") == []
    assert client_for(pupil).get(f"/payments/{path}").status == 403


def test_query_count_is_constant_for_journal_receipts_and_shifts(
    client_for, manager, pupil, group, branch, django_assert_num_queries
):
    client = client_for(manager)

    def work(times):
        for _number in range(times):
            shift = payment_data.open_shift(create_cash_desk(branch, f"Desk {Shift.objects.count()}"), manager)
            payment_data.pay_cash(create_payment_due(pupil, group), shift)
        return shift

    def ask():
        rows_of(client, f"shifts/{shift.pk}/rows/")
        assert client.get("/payments/journal/totals/", {"by": "group"}).status == 200
        return [len(rows_of(client, path)) for path in ("journal/", "receipts/", "shifts/")]

    shift = work(2)
    with CaptureQueriesContext(connection) as few:
        assert ask() == [2, 2, 2]
    work(18)
    with django_assert_num_queries(len(few)):
        assert ask() == [20, 20, 20]


def test_receipt_says_what_its_pdf_says(client_for, manager, pupil, payment_due, shift):
    office = client_for(manager)
    assert confirm_payment(office, payment_due, advance=True, amount=uzs(PRICE + 1_000_000)).status == 200
    receipt = Receipt.objects.get()
    path = f"/payments/receipts/{receipt.pk}/"
    shown = office.get(path).json
    assert (shown["number"], shown["student"]["id"], shown["reversed"]) == (print_number(receipt), str(pupil.pk), False)
    assert [row[1] for row in shown["covers"]] == [
        "450,000.00\N{NO-BREAK SPACE}soʻm",
        "10,000.00\N{NO-BREAK SPACE}soʻm",
    ]
    assert shown["taken_by"] == manager.full_name
    assert shown["qr"].startswith("<?xml")
    assert reverse_receipt(office, receipt).status == 201
    assert office.get(path).json["reversed"] is True
    elsewhere = limit_to_branch(make_user(Role.MANAGER, "Umida", "Salimova"), payment_data.create_second_branch())
    assert client_for(elsewhere).get(path).status == 404
    assert client_for(pupil).get(path).status == 403
