"""Whose pay who sees: teachers their own, who arranges pay that of their branches; missing and foreign alike."""

from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.payments.models import PayRate
from tests.factories import client_for, make_group, make_user
from tests.payments import payment_data
from tests.payments.salaries import pay_calls

NOBODY = UUID("0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70")


def names(payroll):
    return [row["teacher"]["full_name"] for row in payroll["rows"]]


def test_teachers_see_only_their_pay(admin, manager, teacher, other_teacher, group, other_group):
    pay_calls.create_rate(admin, teacher)
    pay_calls.create_rate(admin, other_teacher)
    pay_calls.create_held_lesson(group, 2026, 11, 3, 10)
    pay_calls.create_held_lesson(other_group, 2026, 11, 3, 12)
    assert names(pay_calls.get_payroll(admin)) == ["Dilnoza Rahimova", "Nodira Tosheva"]
    assert names(pay_calls.get_payroll(teacher)) == ["Dilnoza Rahimova"]
    assert len(pay_calls.get_payroll(teacher)["rows"][0]["lines"]) == 1
    assert names(pay_calls.get_payroll(manager)) == []
    mine, path = client_for(teacher), "/payments/salaries/"
    assert mine.get(path, {"teacher": teacher.pk}).status == 200
    foreign, missing = mine.get(path, {"teacher": other_teacher.pk}), mine.get(path, {"teacher": NOBODY})
    assert (foreign.status, foreign.json["code"]) == (missing.status, missing.json["code"]) == (404, "not_found")


def test_pay_managers_see_their_branches(admin, teacher, other_teacher, group, course):
    far = payment_data.create_second_branch()
    away = make_group(branch=far, course=course, name="B1", teacher=teacher)
    for place in (group.branch, far):
        pay_calls.create_rate(admin, teacher, branch=str(place.pk))
    pay_calls.create_rate(admin, other_teacher)
    pay_calls.create_held_lesson(group, 2026, 11, 3, 10)
    pay_calls.create_held_lesson(away, 2026, 11, 3, 15)
    local = payment_data.limit_to_branch(make_user(Role.ADMIN, "Umida"), far)
    rows = pay_calls.get_payroll(local)["rows"]
    assert [(row["teacher"]["full_name"], row["branch"]["name"]) for row in rows] == [("Dilnoza Rahimova", "Yunusobod")]
    assert client_for(local).get("/payments/salaries/", {"teacher": other_teacher.pk}).status == 404
    assert len(pay_calls.get_payroll(local, teacher=teacher.pk)["rows"]) == 1
    both = pay_calls.get_payroll(admin, teacher=teacher.pk)
    assert [row["branch"]["name"] for row in both["rows"]] == [group.branch.name, "Yunusobod"]
    assert both["totals"] == [payment_data.uzs(2 * pay_calls.LESSON_RATE)]
    assert len(pay_calls.get_payroll(teacher)["rows"]) == 2
    assert [row["branch"]["name"] for row in pay_calls.get_payroll(admin, branch=far.pk)["rows"]] == ["Yunusobod"]
    for branch_id in (group.branch_id, NOBODY):
        assert pay_calls.get_payroll(local, branch=branch_id)["rows"] == []
    home = {"branch": str(group.branch_id)}
    assert pay_calls.close_month(local, "2026-10", **home).refused_fields == (422, ["branch"])
    assert pay_calls.post_entry(local, teacher, "bonus", 1, **home).refused_fields == (422, ["branch"])
    assert pay_calls.post_payout(local, teacher, 1, **home).refused_fields == (422, ["branch"])
    assert pay_calls.post_entry(local, teacher, "bonus", 1, branch=str(far.pk)).status == 201


def test_default_month_is_the_current_one(admin, teacher):
    client = client_for(teacher)
    assert client.get("/payments/salaries/").json["month"] == "2026-11"
    for month in ("2026-1", "2026-00", "1999-01", "november"):
        assert client.get("/payments/salaries/", {"month": month}).refused_fields == (422, ["month"])


@pytest.mark.slow  # 6 s
def test_query_count_is_constant_for_payroll(admin, group, course, pupil):
    shift = payment_data.open_shift(payment_data.create_cash_desk(group.branch), admin)

    def more(number):
        for _index in range(number):
            count = User.objects.count()
            person = make_user(Role.TEACHER, "Umid", email=f"t{count}@example.uz")
            own = make_group(branch=group.branch, course=course, name=f"G{count}", teacher=person)
            mine = {"teacher": person, "branch": group.branch, "starts_on": date(2026, 9, 1)}
            PayRate.objects.create(**mine, kind="lesson", amount=pay_calls.LESSON_RATE)
            PayRate.objects.create(**mine, kind="percent", percent_hundredths=100)
            for month in (10, 11):
                pay_calls.create_held_lesson(own, 2026, month, 3, 10)
            payment_data.pay_cash(payment_data.create_payment_due(pupil, own, 1_000), shift)
            assert pay_calls.post_entry(admin, person, "bonus", 1).status == 201
            assert pay_calls.post_payout(admin, person, 1, advance=True).status == 201
        assert pay_calls.close_month(admin, "2026-10").status == 200

    client = client_for(admin)
    query_counts = {}
    for number in (2, 18):
        more(number)
        for address, query in (("", {"month": "2026-11"}), ("", {"month": "2026-10"}), ("rates/", {"page_size": 100})):
            client.get(f"/payments/salaries/{address}", query)
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(f"/payments/salaries/{address}", query)
            assert answer.status == 200
            query_counts[f"{address} {query}", number] = len(queries)
            assert len(answer.json.get("rows", answer.json.get("results", []))) >= number
    few, many = ([count for (_what, number), count in query_counts.items() if number == size] for size in (2, 18))
    assert few == many
