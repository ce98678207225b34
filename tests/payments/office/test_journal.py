"""The journal of money: every movement once, equal to the ledger, attributed to what the money covers."""

import pytest

from apps.accounts.models import Guardian, OwnRole, User
from apps.core.money import Money
from apps.core.permissions import Role
from apps.payments.models import LedgerAccount, Receipt
from apps.payments.services import payouts
from tests.factories import make_course, make_group, make_user
from tests.payments import payment_data
from tests.payments.office.office_calls import confirm_payment, post_shift, post_with_key, refund_payment
from tests.payments.payment_data import PRICE, create_payment_due, limit_to_branch, local_today, uzs


@pytest.fixture
def french(branch, second_teacher):
    return make_group(branch=branch, course=make_course(slug="french"), name="French", teacher=second_teacher)


@pytest.fixture
def second_teacher():
    return make_user(Role.TEACHER, "Aziza", "Komilova")


@pytest.fixture
def day_of_money(client_for, admin, manager, pupil, second_pupil, group, french, desk, payment_due):
    """A day with every kind of movement: cash, transfer, Payme, refund, expense, deposit, payout, counts of cash."""
    office, boss = client_for(manager), client_for(admin)
    post_shift(office, desk, "open", 10_000)
    book = create_payment_due(pupil, french, 5_000_000, title="Book")
    assert confirm_payment(office, payment_due, desk=str(desk.pk)).status == 200
    assert confirm_payment(office, book, method="transfer").status == 200
    payment_data.perform_payme(payment_data.open_payme(second_pupil, group.branch, 7_000_000))
    assert refund_payment(boss, book, amount=uzs(2_000_000)).status == 200
    spent = {"category": "supplies", "amount": uzs(1_000_000), "text": "Paper", "desk": str(desk.pk)}
    assert post_with_key(office, "/payments/expenses/", spent).status == 201
    assert post_with_key(office, f"/payments/cash-desks/{desk.pk}/bank/", {"amount": uzs(30_000_000)}).status == 201
    pay = Money(3_000_000, "UZS")
    payouts.pay_teacher(actor=admin, teacher=group.lead_teacher, branch=group.branch, amount=pay, advance=True)
    left = PRICE + 10_000 - 1_000_000 - 30_000_000
    assert post_shift(office, desk, "close", left - 500).status == 200
    return book


def read(client, path="journal/", **query):
    query = {name.rstrip("_"): value for name, value in query.items()}
    answer = client.get(f"/payments/{path}", query)
    assert answer.status == 200, answer.json
    return answer.json


def figures(row):
    names = ("received", "paid_out", "moved_in", "moved_out", "counted")
    return {name: row[name]["amount"] for name in names if row[name]["amount"]}


def total_by(client, by, **query):
    rows = read(client, "journal/totals/", by=by, **query)["rows"]
    return {row["name"]: figures(row) for row in rows}


def test_journal_has_every_movement_and_its_totals_equal_the_ledger(
    client_for, admin, manager, day_of_money, payment_due, pupil, group, desk, branch
):
    journal = read(client_for(admin), page_size=100)
    check_row_of_cash(journal, manager, payment_due, pupil, group, desk)
    balances = LedgerAccount.objects.filter(kind__in=("desk", "bank", "provider")).values_list(
        "kind", "provider", "balance"
    )
    assert {row["key"]: row["change"]["amount"] for row in journal["totals"]} == {
        {"desk": "cash", "bank": "transfer"}.get(kind, provider): balance for kind, provider, balance in balances
    }
    assert {row["key"]: figures(row) for row in journal["totals"]} == {
        "cash": {"received": PRICE, "paid_out": 1_000_000, "moved_out": 30_000_000, "counted": 10_000 - 500},
        "transfer": {"received": 5_000_000, "paid_out": 2_000_000 + 3_000_000, "moved_in": 30_000_000},
        "payme": {"received": 7_000_000},
    }
    kinds = [row["kind"] for row in reversed(journal["results"])]
    assert kinds == [
        "desk_count", "money_in", "money_in", "money_in", "paid_back", "expense", "banked", "banked", "pay_out",
        "desk_count",
    ]  # fmt: skip
    assert journal["count"] == len(kinds)
    assert journal["first"] == local_today(branch).replace(day=1).isoformat()
    signed = sum(row["amount"]["amount"] * (1 if row["direction"] == "in" else -1) for row in journal["results"])
    assert signed == sum(balance for *_account, balance in balances)
    for by in ("day", "method", "kind", "desk", "branch", "cashier", "group", "teacher"):
        whole = read(client_for(admin), "journal/totals/", by=by)["totals"]
        assert [row["change"]["amount"] for row in whole] == [signed], by
        assert figures(whole[0])["received"] == PRICE + 12_000_000, by
    sums = [row["amount"]["amount"] for row in read(client_for(admin), ordering="-amount")["results"]]
    assert sums == sorted(sums, reverse=True)


def check_row_of_cash(journal, manager, payment_due, pupil, group, desk):
    """The row of the cash for the payment says where it lies, whose it is, who took it and what it covers."""
    rows = {row["kind"]: row for row in journal["results"] if row["method"] == "cash"}
    taken, number = rows["money_in"], Receipt.objects.get(money__payment=payment_due).number
    assert (taken["direction"], taken["method"], taken["counter_account"]) == ("in", "cash", "student")
    assert taken["amount"] == taken["part"] == uzs(PRICE)
    assert taken["balance"] == uzs(PRICE + 10_000)
    assert (taken["student"]["id"], taken["cashier"]["id"]) == (str(pupil.pk), str(manager.pk))
    assert taken["receipt"]["number"].endswith(f"-{number:06d}")
    assert [(part["payment"]["reference"], part["group"]["name"], part["amount"]) for part in taken["parts"]] == [
        (payment_due.reference, group.name, uzs(PRICE))
    ]
    assert (rows["expense"]["reason"], rows["banked"]["counter_account"]) == ("Paper", "bank")
    assert taken["desk"] == {"id": str(desk.pk), "name": desk.name}


def test_filters_answer_an_accountants_questions(
    client_for, admin, manager, parent, day_of_money, payment_due, pupil, second_pupil, desk, branch
):
    client = client_for(admin)

    def amounts(**query):
        return [row["part"]["amount"] for row in read(client, ordering="amount", **query)["results"]]

    today = local_today(branch).isoformat()
    assert amounts(method="cash", direction="in", kind="money_in", cashier=str(manager.pk), desk=str(desk.pk)) == [
        PRICE
    ]
    assert amounts(method="transfer", from_=today, to=today) == [2_000_000, 3_000_000, 5_000_000, 30_000_000]
    assert amounts(student=str(second_pupil.pk)) == [7_000_000]
    assert amounts(payment=str(day_of_money.pk)) == [2_000_000, 5_000_000]
    receipt = Receipt.objects.get(money__payment=payment_due)
    receipt_number = f"{receipt.created_at.year}-{receipt.number:06d}"
    assert amounts(receipt=receipt_number) == [PRICE]
    assert amounts(receipt=f"2019-{receipt.number}") == []
    assert amounts(branch=str(branch.pk), direction="out", method="cash", kind="expense") == [1_000_000]
    assert amounts(to="2020-01-01") == []
    refused = {"direction": "up", "method": "cheque", "kind": "gift", "receipt": "x", "desk": "1", "by": "day"}
    for name, value in refused.items():
        assert client.get("/payments/journal/", {name: value}).refused_fields == (422, [name])
    assert client.get("/payments/journal/", {"ordering": "colour"}).refused_fields == (422, ["ordering"])
    backwards = {"from": "2026-02-01", "to": "2026-01-01"}
    assert client.get("/payments/journal/", backwards).refused_fields == (422, ["from"])
    User.objects.filter(pk=parent.pk).update(phone="+998901234567", first_name="Gulnora")
    Guardian.objects.get_or_create(parent=parent, child=pupil)
    for text in ("4567", "(90) 123-45-67", "Gulnora", receipt_number):
        assert {row["student"]["id"] for row in read(client, search=text)["results"]} == {str(pupil.pk)}, text
    assert amounts(search="0000") == []


def test_totals_by_group_and_teacher_follow_what_money_covers(
    client_for, admin, day_of_money, group, french, second_teacher
):
    client = client_for(admin)
    assert total_by(client, "group") == {
        group.name: {"received": PRICE},
        "French": {"received": 5_000_000, "paid_out": 2_000_000},
        "": {
            "received": 7_000_000, "paid_out": 4_000_000, "moved_in": 30_000_000, "moved_out": 30_000_000,
            "counted": 9_500,
        },
    }  # fmt: skip
    assert total_by(client, "teacher")[second_teacher.full_name] == {"received": 5_000_000, "paid_out": 2_000_000}
    lead = group.lead_teacher
    assert total_by(client, "teacher")[lead.full_name] == {"received": PRICE, "paid_out": 3_000_000}
    assert total_by(client, "method", teacher=str(lead.pk)) == {
        "Cash": {"received": PRICE},
        "Bank transfer": {"paid_out": 3_000_000},
    }
    assert total_by(client, "group", group=str(french.pk)) == {"French": {"received": 5_000_000, "paid_out": 2_000_000}}


def test_money_of_one_receipt_for_two_groups_counts_in_each_with_its_part(
    client_for, admin, manager, pupil, group, french, branch
):
    first = create_payment_due(pupil, group, 1_000_000, due_in=1)
    create_payment_due(pupil, french, 4_000_000, due_in=2)
    payment_data.top_up(pupil, branch, 6_000_000, manager)
    client = client_for(admin)
    assert total_by(client, "group") == {
        group.name: {"received": 1_000_000},
        "French": {"received": 4_000_000},
        "": {"received": 1_000_000},
    }
    row = read(client, group=str(french.pk))["results"][0]
    assert (row["amount"], row["part"]) == (uzs(6_000_000), uzs(4_000_000))
    assert sorted(part["amount"]["amount"] for part in row["parts"]) == [1_000_000, 4_000_000]
    assert read(client, group=str(french.pk))["totals"][0]["received"] == uzs(4_000_000)
    assert refund_payment(client, first).status == 200
    assert total_by(client, "group")[group.name] == {"received": 1_000_000, "paid_out": 1_000_000}


def test_who_sees_the_journal(client_for, admin, manager, teacher, pupil, group, day_of_money, desk, branch):
    for person in (teacher, pupil):
        assert client_for(person).get("/payments/journal/").status == 403
    whole = read(client_for(manager), kind="pay_out")["results"][0]
    assert (whole["amount"], whole["teacher"]) == (uzs(3_000_000), None)
    assert read(client_for(admin), kind="pay_out")["results"][0]["teacher"]["id"] == str(group.lead_teacher.pk)
    assert group.lead_teacher.full_name not in {
        name for name, row in total_by(client_for(manager), "teacher").items() if "paid_out" in row
    }
    elsewhere = limit_to_branch(make_user(Role.MANAGER, "Umida", "Salimova"), payment_data.create_second_branch())
    assert read(client_for(elsewhere))["count"] == 0
    role = OwnRole.objects.create(name={"en": "Cashier"}, permissions=["payments.desks", "payments.confirm"])
    cashier = make_user(Role.MEMBER, "Olim", "Karimov")
    User.objects.filter(pk=cashier.pk).update(own_role=role)
    cashier = limit_to_branch(User.objects.get(pk=cashier.pk), branch)
    assert read(client_for(cashier))["count"] == 0
    payment_data.open_shift(desk, cashier)
    assert {row["method"] for row in read(client_for(cashier), page_size=100)["results"]} == {"cash"}
