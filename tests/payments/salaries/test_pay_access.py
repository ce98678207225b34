"""Whose pay who sees: teachers their own, who arranges pay that of their branches; missing and foreign alike."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.core.money import Money
from apps.core.permissions import Role
from apps.lessons.models import Lesson
from apps.payments.models import PayEntryKind, PayRate
from apps.payments.services.pay_months import add_pay_entry
from apps.payments.services.payouts import pay_teacher
from apps.settings.models import Branch
from tests import factories
from tests.payments import payment_data as money
from tests.payments.salaries import pay_calls

pytestmark = pytest.mark.django_db
NOBODY = UUID("0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70")


def elsewhere_admin(branch: Branch) -> User:
    """An administrator of that branch alone."""
    person = factories.make_user(Role.ADMIN, "Umida")
    person.branches.set([branch])
    User.objects.filter(pk=person.pk).update(all_branches=False)
    return User.objects.get(pk=person.pk)


def names(payroll: dict) -> list[str]:
    return [row["teacher"]["full_name"] for row in payroll["rows"]]


def test_teachers_see_only_their_pay(admin, manager, teacher, other_teacher, pupil, group, other_group):
    pay_calls.create_rate(admin, teacher)
    pay_calls.create_rate(admin, other_teacher)
    pay_calls.create_held_lesson(group, 2026, 11, 3, 10)
    pay_calls.create_held_lesson(other_group, 2026, 11, 3, 12)
    assert names(pay_calls.get_payroll(admin)) == ["Dilnoza Rahimova", "Nodira Tosheva"]
    assert names(pay_calls.get_payroll(teacher)) == ["Dilnoza Rahimova"]
    assert len(pay_calls.get_payroll(teacher)["rows"][0]["lines"]) == 1
    assert names(pay_calls.get_payroll(manager)) == []
    mine, path = factories.client_for(teacher), "/payments/salaries/"
    assert mine.get(path, {"teacher": teacher.pk}).status == 200
    foreign, missing = mine.get(path, {"teacher": other_teacher.pk}), mine.get(path, {"teacher": NOBODY})
    assert (foreign.status, foreign.json["code"]) == (missing.status, missing.json["code"]) == (404, "not_found")
    assert factories.client_for(pupil).get(path).status == 403
    assert factories.client_for(None).get(path).status == 401
    for body in ({"month": "2026-10"},):
        assert mine.post("/payments/salaries/close/", body).status == 403
    assert pay_calls.post_entry(teacher, teacher, "bonus", 1).status == 403
    assert pay_calls.post_payout(manager, teacher, 1).status == 403


def test_pay_managers_see_their_branches(admin, teacher, other_teacher, group, course):
    far = pay_calls.create_other_branch()
    away = factories.make_group(branch=far, course=course, name="B1", teacher=teacher)
    for place in (group.branch, far):
        pay_calls.create_rate(admin, teacher, branch=str(place.pk))
    pay_calls.create_rate(admin, other_teacher)
    pay_calls.create_held_lesson(group, 2026, 11, 3, 10)
    pay_calls.create_held_lesson(away, 2026, 11, 3, 15)
    local = elsewhere_admin(far)
    rows = pay_calls.get_payroll(local)["rows"]
    assert [(row["teacher"]["full_name"], row["branch"]["name"]) for row in rows] == [("Dilnoza Rahimova", "Yunusobod")]
    assert factories.client_for(local).get("/payments/salaries/", {"teacher": other_teacher.pk}).status == 404
    assert len(pay_calls.get_payroll(local, teacher=teacher.pk)["rows"]) == 1
    both = pay_calls.get_payroll(admin, teacher=teacher.pk)
    assert [row["branch"]["name"] for row in both["rows"]] == [group.branch.name, "Yunusobod"]
    assert both["totals"] == [pay_calls.money_json(2 * pay_calls.LESSON_RATE)]
    assert len(pay_calls.get_payroll(teacher)["rows"]) == 2
    assert [row["branch"]["name"] for row in pay_calls.get_payroll(admin, branch=far.pk)["rows"]] == ["Yunusobod"]
    assert (
        pay_calls.get_payroll(local, branch=group.branch_id)["rows"]
        == pay_calls.get_payroll(local, branch=NOBODY)["rows"]
        == []
    )
    home = {"branch": str(group.branch_id)}
    for answer in (
        pay_calls.close_month(local, "2026-10", **home), pay_calls.post_entry(local, teacher, "bonus", 1, **home),
        pay_calls.post_payout(local, teacher, 1, **home),
    ):  # fmt: skip
        assert (answer.status, list(answer.json["fields"])) == (422, ["branch"])
    assert pay_calls.post_entry(local, teacher, "bonus", 1, branch=str(far.pk)).status == 201


def test_default_month_is_the_current_one(admin, teacher):
    client = factories.client_for(teacher)
    assert client.get("/payments/salaries/").json["month"] == "2026-11"
    for month in ("2026-1", "2026-00", "1999-01", "november"):
        answer = client.get("/payments/salaries/", {"month": month})
        assert (answer.status, list(answer.json["fields"])) == (422, ["month"])


def test_query_count_is_constant_for_payroll(admin, group, course, pupil):
    shift = money.open_shift(money.create_cash_desk(group.branch), admin)

    def more(number: int) -> None:
        for _index in range(number):
            count = User.objects.count()
            person = factories.make_user(Role.TEACHER, "Umid", email=f"t{count}@example.uz")
            own = factories.make_group(branch=group.branch, course=course, name=f"G{count}", teacher=person)
            mine = {"teacher": person, "branch": group.branch, "starts_on": date(2026, 9, 1)}
            PayRate.objects.create(**mine, kind="lesson", amount=pay_calls.LESSON_RATE)
            PayRate.objects.create(**mine, kind="percent", percent_hundredths=100)
            for month in (10, 11):
                starts = datetime(2026, month, 3, 10, tzinfo=pay_calls.TASHKENT)
                ends = starts + timedelta(hours=1)
                Lesson.objects.create(group=own, teacher=person, starts_at=starts, ends_at=ends, status="held")
            money.pay_cash(money.create_payment_due(pupil, own, 1_000), shift)
            unit = Money(1)
            add_pay_entry(
                actor=admin, teacher=person, branch=group.branch, month=date(2026, 11, 1), kind=PayEntryKind.BONUS,
                amount=unit, reason="Because",
            )  # fmt: skip
            pay_teacher(actor=admin, teacher=person, branch=group.branch, amount=unit, advance=True)
        assert pay_calls.close_month(admin, "2026-10").status == 200

    client = factories.client_for(admin)
    query_counts: dict[tuple[str, int], int] = {}
    for number in (2, 18):
        more(number)
        for address, query in (
            ("/payments/salaries/", {"month": "2026-11"}), ("/payments/salaries/", {"month": "2026-10"}),
            ("/payments/salaries/rates/", {"page_size": 100}),
        ):  # fmt: skip
            client.get(address, query)
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(address, query)
            assert answer.status == 200
            query_counts[f"{address} {query}", number] = len(queries)
            assert len(answer.json.get("rows", answer.json.get("results", []))) >= number
    few, many = ([count for (_what, number), count in query_counts.items() if number == size] for size in (2, 18))
    assert few == many
