"""Closing, reopening and listing months of the books; what is dated into a closed month is refused or named."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.permissions import Role
from apps.notifications.models import Notification
from apps.payments.models import BooksMonth, Expense, Shift
from apps.settings.models import AuditLog, SystemSettings
from tests.factories import client_for, make_user
from tests.payments.months.month_calls import close_books, list_books, list_postings, reopen_books, run_closing_job
from tests.payments.office.office_calls import confirm_payment, post_shift, post_with_key
from tests.payments.payment_data import create_payment_due, create_second_branch, limit_to_branch, uzs
from tests.payments.reports.report_calls import travel_to
from tests.payments.salaries import pay_calls

RENT = {"category": "rent", "amount": uzs(30_000_000), "text": "Rent of October"}
OCTOBER = "2026-10"


@pytest.fixture(autouse=True)
def _tenth_of_november():
    with travel_to(10):
        yield


def spend(user, **more):
    return post_with_key(client_for(user), "/payments/expenses/", {**RENT, **more})


def count_queries(read):
    with CaptureQueriesContext(connection) as captured:
        read()
    return len(captured)


def test_only_a_past_month_is_closed_and_once(admin, manager, branch):
    assert spend(manager, on="2026-10-05").status == 201
    for month in ("2026-11", "2026-12"):
        assert close_books(admin, branch, month).refusal == (422, "invalid")
        assert list(close_books(admin, branch, month).json["fields"]) == ["month"]
    assert list(close_books(admin, branch, "October").json["fields"]) == ["month"]
    with travel_to(31, month=10, hour=23, minute=59):
        assert close_books(admin, branch, OCTOBER).status == 422
    assert close_books(manager, branch, OCTOBER).refusal == (403, "forbidden")
    preview = close_books(admin, branch, OCTOBER, preview=True)
    assert (preview.json["month"]["state"], BooksMonth.objects.count()) == ("open", 0)
    closed = close_books(admin, branch, OCTOBER)
    assert (closed.status, closed.json["month"]["state"], closed.json["waiting"]) == (200, "closed", [])
    assert closed.json["month"]["closed_by"]["id"] == str(admin.pk)
    assert close_books(admin, branch, OCTOBER).refusal == (409, "month_closed")
    assert reopen_books(manager, branch, OCTOBER).refusal == (403, "forbidden")
    assert list(reopen_books(admin, branch, OCTOBER, reason="").json["fields"]) == ["reason"]
    assert reopen_books(admin, branch, "2026-09").refusal == (409, "conflict")
    assert reopen_books(admin, branch, OCTOBER).json["state"] == "open"
    assert reopen_books(admin, branch, OCTOBER).refusal == (409, "conflict")
    assert spend(manager, on="2026-10-05").status == 201
    actions = AuditLog.objects.filter(action__startswith="books.").order_by("created_at")
    assert list(actions.values_list("action", "actor")) == [("books.close", admin.pk), ("books.reopen", admin.pk)]
    assert close_books(admin, branch, OCTOBER).status == 200
    (month,) = list_books(manager)
    assert (month["state"], month["transfers"], month["reopened_by"]) == ("closed", 2, None)


def test_expense_of_a_closed_month_counts_today_and_names_it(admin, manager, branch):
    october, september = (spend(manager, on=day).json["id"] for day in ("2026-10-05", "2026-09-05"))
    assert close_books(admin, branch, OCTOBER).status == 200
    refused = spend(manager, on="2026-10-31")
    assert (refused.refusal, list(refused.json["fields"])) == ((409, "month_closed"), ["on"])
    assert spend(manager, on="2026-09-30").status == spend(manager, on="2026-11-01").status == 201
    both = spend(manager, on="2026-10-31", corrects_month=OCTOBER)
    assert (both.status, list(both.json["fields"])) == (422, ["on"])
    for month in ("2026-09", "2026-11", "2026-12", "2026-13", "1999-10", 5):
        wrong = spend(manager, corrects_month=month)
        assert (wrong.status, list(wrong.json["fields"])) == (422, ["corrects_month"])
    assert Expense.objects.count() == 4
    named = spend(manager, corrects_month=OCTOBER)
    assert (named.status, named.json["on"], named.json["corrects_month"]) == (201, "2026-11-10", OCTOBER)
    reversed_ = [post_with_key(client_for(manager), f"/payments/expenses/{id_}/reverse/", {"text": "Twice"}).json
                 for id_ in (october, september)]  # fmt: skip
    assert [(row["on"], row["corrects_month"]) for row in reversed_] == [("2026-11-10", OCTOBER), ("2026-11-10", None)]
    rows = client_for(admin).get("/payments/ledger/", {"from": "2026-11-10"}).json["results"]
    assert [row["corrects_month"] for row in rows] == [None, OCTOBER, OCTOBER]
    assert reopen_books(admin, branch, OCTOBER).status == 200
    assert spend(manager, on="2026-10-31").status == 201


def test_reversals_of_a_closed_month_count_today_and_name_it(admin, manager, branch, desk, pupil, group):
    path = f"/payments/cash-desks/{desk.pk}"
    with travel_to(30, month=10):
        client = client_for(manager)
        assert post_shift(client, desk, "open", 0).status == 200
        paid = create_payment_due(pupil, group)
        assert confirm_payment(client, paid).status == 200
        carried = post_with_key(client, f"{path}/bank/", {"amount": uzs(1_000_000)})
        taken = {"method": "terminal", "amount": uzs(1_000_000)}
        assert post_with_key(client, f"/payments/balance/{pupil.pk}/receive/", taken).status == 200
        arrived = post_with_key(client, "/payments/terminal-deposits/", {"amount": uzs(1_000_000)})
    with travel_to(5):
        assert close_books(admin, branch, OCTOBER).status == 200
        client = client_for(manager)
        (receipt,) = client.get(f"/payments/{paid.pk}/").json["receipts"]
        late = {"amount": uzs(1_000_000), "on": "2026-10-31"}
        assert post_with_key(client, "/payments/terminal-deposits/", late).status == 409
        moved = (f"desk-transfers/{carried.json['id']}", f"terminal-deposits/{arrived.json['id']}")
        for undone in (*moved, f"receipts/{receipt['id']}"):
            assert post_with_key(client, f"/payments/{undone}/reverse/", {"reason": "A mistake"}).status == 201
        assert post_with_key(client, "/payments/terminal-deposits/", late).refusal == (409, "month_closed")
    assert list_postings(branch, date(2026, 11, 1)) == [
        ("banked", "2026-11-05", OCTOBER), ("banked", "2026-11-05", OCTOBER), ("reversal", "2026-11-05", OCTOBER),
    ]  # fmt: skip


def test_expense_that_waited_while_its_month_was_closed_counts_today_and_names_it(admin, manager, branch):
    amount = uzs(3_000_000_000)
    with travel_to(31, month=10):
        waiting = spend(manager, on="2026-10-05", amount=amount)
    assert waiting.status == 202
    path = f"/payments/approvals/{waiting.json['id']}/decide/"
    with travel_to(5):
        assert close_books(admin, branch, OCTOBER).json["waiting"] == [{"what": "approvals", "count": 1}]
        assert spend(manager, on="2026-10-05", amount=amount).refusal == (409, "month_closed")
        assert client_for(admin).post(path, {"decision": "approve"}).status == 200
    assert list_postings(branch, date(2026, 11, 1)) == [("expense", "2026-11-05", OCTOBER)]


def test_what_waits_is_named_and_does_not_stop_the_closing(admin, manager, teacher, branch, desk, group, payment_due):
    pay_calls.create_rate(admin, teacher)
    opened = datetime(2026, 10, 31, 10, tzinfo=UTC)
    Shift.objects.create(desk=desk, cashier=manager, opened_at=opened, opened_with=0)
    assert spend(manager, on="2026-09-05").status == 201
    waiting = {"open_shifts": 1, "open_pay": 1, "earlier_months": 1}
    for preview in (True, False):
        answer = close_books(admin, branch, OCTOBER, preview=preview).json
        assert {row["what"]: row["count"] for row in answer["waiting"]} == waiting
    assert confirm_payment(client_for(manager), payment_due, desk=str(desk.pk)).status == 200
    pay_calls.create_held_lesson(group, 2026, 10, 6, 10)
    assert pay_calls.close_month(admin, OCTOBER).status == 200
    assert list_postings(branch, date(2026, 11, 1)) == [
        ("charge", "2026-11-10", None), ("money_in", "2026-11-10", None), ("pay_earned", "2026-11-10", OCTOBER),
    ]  # fmt: skip


def test_months_are_of_your_branches_in_a_fixed_number_of_queries(admin, manager, branch):
    other = create_second_branch()
    guest = limit_to_branch(make_user(Role.MANAGER, "Umida", "Salimova"), other)
    boss = limit_to_branch(make_user(Role.ADMIN, "Lola", "Karimova"), other)
    assert spend(guest, on="2026-10-05", branch=str(other.pk)).status == 201
    few = count_queries(lambda: list_books(admin))
    for month in range(1, 10):
        assert spend(manager, on=f"2026-{month:02}-05").status == 201
    assert count_queries(lambda: list_books(admin)) == few
    assert [row["branch"]["id"] for row in list_books(guest)] == [str(other.pk)]
    assert list(close_books(boss, branch, "2026-09").json["fields"]) == ["branch"]
    assert close_books(boss, other, OCTOBER).status == close_books(admin, branch, "2026-09").status == 200
    assert [row["state"] for row in list_books(admin)] == ["closed", "closed", *["open"] * 8]
    assert list_books(guest, branch=str(branch.pk)) == []
    table = client_for(guest).get("/payments/months/", {"format": "csv"})
    assert "October 2026;closed;" in table.content.decode()
    assert client_for(make_user(Role.TEACHER, "Nodir", "Aliyev")).get("/payments/months/").status == 403


def test_months_close_by_themselves_on_the_tenth(admin, manager, branch):
    other = create_second_branch()
    with travel_to(5):
        for on in ("2026-09-05", "2026-10-05"):
            assert spend(manager, on=on).status == 201
    run_closing_job()
    assert BooksMonth.objects.count() == 0
    SystemSettings.objects.update(close_books_automatically=True)
    with travel_to(9, hour=23, minute=59):
        run_closing_job()
    assert [(row.month.month, row.closed_by) for row in BooksMonth.objects.all()] == [(9, None)]
    with time_machine.travel(datetime(2026, 11, 9, 19, 1, tzinfo=UTC)):
        run_closing_job()
        run_closing_job()
    assert list(BooksMonth.objects.order_by("month").values_list("month__month", "branch")) == [
        (9, branch.pk), (10, branch.pk)
    ]  # fmt: skip
    told = Notification.objects.filter(type="payments.month_closed", user=admin).order_by("created_at")
    assert [row.data["month"] for row in told] == ["2026-09", OCTOBER]
    assert not Notification.objects.filter(type="payments.month_closed", user=manager).exists()
    assert reopen_books(admin, branch, OCTOBER).status == 200
    run_closing_job()
    assert [row["state"] for row in list_books(admin)] == ["open", "closed"]
    assert not BooksMonth.objects.filter(branch=other).exists()
