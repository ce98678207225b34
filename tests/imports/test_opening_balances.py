"""Balances, debts, paid days and left lessons in a table of pupils: no revenue, once, and taken back by an undo."""

import pytest

from apps.accounts.models import Guardian, OwnRole, User
from apps.core.permissions import Role, get_role_permissions
from apps.courses.models import Membership
from apps.payments.models import (
    AccountKind,
    FlaggedAct,
    LedgerAccount,
    OpeningBalance,
    Payment,
    PaymentSchedule,
    PrepaidPeriod,
)
from apps.payments.queries.ledger_rules import find_violations
from tests.factories import client_for, make_user
from tests.imports.table_uploads import import_rows, import_table, list_verdicts, make_csv, make_xlsx, send_table

pytestmark = pytest.mark.django_db

HEAD = ("Ism familiya", "Telefon", "Guruh", "Balans", "Qarz")
GROUP = "A2 morning"


def get_balances():
    rows = LedgerAccount.objects.filter(kind=AccountKind.STUDENT).values_list("student__first_name", "balance")
    return {name: balance for name, balance in rows if balance}


def get_errors(result):
    return [row["errors"] for row in result["rows"]]


def test_balances_and_debts_are_opened_once_and_are_no_revenue(admin, group):
    rows = [
        ("Ali Karimov", "905550100", GROUP, "+150 000", ""),
        ("Vali Karimov", "905550101", GROUP, "−50 000 soʻm", ""),
        ("Soli Karimov", "905550102", GROUP, "", "1.250.000"),
        ("Guli Karimova", "905550103", GROUP, "-20000", "20 000"),
        ("Nuri Karimova", "905550104", GROUP, "", ""),
    ]
    tried = import_table(admin, make_csv(HEAD, *rows, delimiter=";"), dry_run="true")
    assert (list_verdicts(tried), OpeningBalance.objects.count()) == (["new"] * 5, 0)
    assert list_verdicts(import_table(admin, make_csv(HEAD, *rows, delimiter=";"))) == ["new"] * 5
    expected = {"Ali": 15_000_000, "Vali": -5_000_000, "Soli": -125_000_000, "Guli": -2_000_000}
    assert get_balances() == expected
    assert list_verdicts(import_table(admin, make_csv(HEAD, *rows, delimiter=";"))) == ["same"] * 5, (
        "a repeat opens nothing"
    )
    other = import_rows(admin, HEAD, ("Ali Karimov", "905550100", GROUP, "1", ""))
    assert (list_verdicts(other), list(get_errors(other)[0])) == (["refused"], ["balance"])
    assert get_balances() == expected
    opening, revenue = (
        sum(LedgerAccount.objects.filter(kind=kind).values_list("balance", flat=True))
        for kind in (AccountKind.OPENING, AccountKind.REVENUE)
    )
    assert (opening, revenue) == (sum(expected.values()), 0)
    assert set(Payment.objects.values_list("kind", "group__name")) == {("opening", GROUP)}
    assert find_violations() == []


@pytest.mark.parametrize(
    ("balance", "debt", "amount"),
    [
        ("1 250 000,50", "", 125_000_050),
        ("1,250,000.5", "", 125_000_050),
        ("250.000", "", 25_000_000),
        ("250000 сум", "", 25_000_000),
        ("(1500)", "", -150_000),
        ("", "-1500", -150_000),
        ("300", "0", 30_000),
        ("-1500", "1500", -150_000),
        ("0", "", None),
    ],
)
def test_sums_are_read_to_the_tiyin(admin, group, balance, debt, amount):
    result = import_table(admin, make_csv(HEAD, ("Ali Karimov", "905550100", GROUP, balance, debt), delimiter=";"))
    assert (list_verdicts(result), get_errors(result)) == (["new"], [{}])
    assert get_balances() == ({} if amount is None else {"Ali": amount})


@pytest.mark.parametrize(
    ("balance", "debt", "field"),
    [
        ("abc", "", "balance"),
        ("12.345", "", "balance"),
        ("1250.123", "", "balance"),
        ("0.001", "", "balance"),
        ("12 34", "", "balance"),
        ("1e6", "", "balance"),
        ("100 USD", "", "balance"),
        ("$100", "", "balance"),
        ("5 va 6", "", "balance"),
        ("100000000000000", "", "balance"),
        ("", "qarzi yoʻq", "debt"),
        ("100", "50", "debt"),
        ("-100", "50", "debt"),
        ("-100", "0", "debt"),
        ("0", "50", "debt"),
    ],
)
def test_unclear_sum_refuses_the_row(admin, group, balance, debt, field):
    result = import_table(admin, make_csv(HEAD, ("Ali Karimov", "905550100", GROUP, balance, debt), delimiter=";"))
    assert (list_verdicts(result), list(get_errors(result)[0])) == (["refused"], [field])
    assert not User.objects.filter(first_name="Ali").exists()


def test_numbers_of_a_spreadsheet_are_read_as_they_are(admin, group):
    head = ("Name", "Phone", "Group", "Balance")
    rows = [("Ali Karimov", "905550100", GROUP, 1250000.5), ("Vali Karimov", "905550101", GROUP, -20000)]
    result = import_table(admin, make_xlsx(head, *rows, ("Soli Karimov", "905550102", GROUP, 1.2345)))
    assert list_verdicts(result) == ["new", "new", "refused"]
    assert get_balances() == {"Ali": 125_000_050, "Vali": -2_000_000}


def test_balances_need_their_own_permission_and_another_person_for_own_family(admin, manager, group, pupil):
    row = ("Ali Karimov", "905550100", GROUP, "100", "")
    answer = send_table(manager, make_csv(HEAD, row), dry_run="true")
    columns = {column["heading"]: (column["field"], bool(column["note"])) for column in answer.json["preview"]}
    assert (columns["Balans"], columns["Telefon"]) == (("", True), ("phone", False))
    assert list_verdicts(import_rows(manager, HEAD, row)) == ["new"]
    chosen = send_table(manager, make_csv(HEAD, row), mapping='{"balance": "Balans"}')
    assert (chosen.status, list(chosen.json["fields"])) == (422, ["mapping"])
    assert get_balances() == {}
    names = sorted(get_role_permissions(Role.ADMIN) - {"payments.confirm_own"})
    keeper = make_user(Role.MANAGER, "Sevara", email="sevara@example.uz")
    keeper.own_role = OwnRole.objects.create(name={"en": "Keeper"}, permissions=names)
    keeper.save(update_fields=["own_role"])
    User.objects.filter(pk=pupil.pk).update(phone="+998951112233")
    row = (f"{pupil.first_name} {pupil.last_name}", "951112233", GROUP, "100", "")
    for parent in (keeper, admin):
        Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    own = import_rows(keeper, HEAD, row)
    assert (list_verdicts(own), list(get_errors(own)[0])) == (["refused"], ["balance"])
    flagged = import_rows(admin, HEAD, row)
    assert (list_verdicts(flagged), FlaggedAct.objects.count()) == (["changed"], 1), get_errors(flagged)


def test_paid_days_and_left_lessons_are_kept_for_one_group(admin, group, other_group):
    PaymentSchedule.objects.create(group=group, amount=100, valid_from="2020-01-01")
    PaymentSchedule.objects.create(group=other_group, mode="pack", amount=100, pack_lessons=8, valid_from="2020-01-01")
    head = ("Имя", "Телефон", "Группа", "Оплачено до", "Осталось занятий")
    both = f"{GROUP}/{other_group.name}"
    rows = [
        ("Ali Karimov", "905550100", GROUP, "15.12.2026", ""),
        ("Vali Karimov", "905550101", other_group.name, "", "5"),
        ("Soli Karimov", "905550102", GROUP, "", "5"),
        ("Guli Karimova", "905550103", other_group.name, "15.12.2026", ""),
        ("Nuri Karimova", "905550104", both, "15.12.2026", ""),
        ("Suri Karimova", "905550105", GROUP, "15.12.2026", "3"),
        ("Turi Karimova", "905550106", other_group.name, "", "2,5"),
    ]
    result = import_table(admin, make_csv(head, *rows, delimiter=";"))
    assert list_verdicts(result) == ["new", "new", *["refused"] * 5], get_errors(result)
    fields = ["lessons_left", "paid_until", "paid_until", "lessons_left", "lessons_left"]
    assert [next(iter(errors)) for errors in get_errors(result)[2:]] == fields
    kept = PrepaidPeriod.objects.order_by("membership__student__first_name").values_list("paid_until", "lessons_left")
    assert [(str(day), lessons) for day, lessons in kept] == [("2026-12-15", None), ("None", 5)]
    assert list_verdicts(import_table(admin, make_csv(head, *rows[:2], delimiter=";"))) == ["same", "same"]


def test_undo_takes_untouched_openings_back(admin, group):
    PaymentSchedule.objects.create(group=group, amount=100, valid_from="2020-01-01")
    head = ("Ism familiya", "Telefon", "Guruh", "Balans", "Toʻlangan sana")
    rows = [
        ("Ali Karimov", "905550100", GROUP, "100", "2026-12-15"),
        ("Vali Karimov", "905550101", GROUP, "-100", ""),
        ("Soli Karimov", "905550102", GROUP, "", "2026-12-15"),
        ("Guli Karimova", "905550103", GROUP, "200", "2026-12-15"),
        ("Nuri Karimova", "905550104", GROUP, "300", "2026-12-15"),
    ]
    result = import_rows(admin, head, *rows)
    client, guli = client_for(admin), User.objects.get(first_name="Guli")
    body = {"student": str(guli.pk), "title": "Book", "amount": {"amount": 500, "currency": "UZS"}}
    bought = client.post("/payments/", {**body, "due_on": "2026-12-01"}, idempotency_key="book")
    assert bought.status == 201
    Membership.objects.filter(student__first_name="Nuri").update(status="left", left_on="2026-12-20")
    answer = client.post(f"/courses/imports/{result['id']}/undo/")
    assert (answer.status, answer.json["figures"]["undone"], answer.json["figures"]["kept"]) == (200, 1, 4)
    assert get_balances() == {"Guli": 19_500, "Nuri": 30_000}
    assert (
        PrepaidPeriod.objects.count(),
        Membership.objects.filter(student__phone__startswith="+99890555").count(),
    ) == (2, 2), "a row that is kept keeps all of it"
    left = User.objects.filter(phone__startswith="+99890555").values_list("first_name", flat=True)
    assert set(left) == {"Ali", "Vali", "Guli", "Nuri"}, "the books name them"
    assert find_violations() == []
