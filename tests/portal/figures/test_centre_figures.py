"""The centre's figures over REST: who sees what, of which days, at what cost, and how long they are kept."""

import threading
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import OwnRole, User
from apps.core.permissions import Role
from apps.courses.models import Membership
from apps.payments.models import PaymentKind
from apps.payments.services.overdue import mark_overdue_and_remind_payers
from apps.portal.figures import get_centre_figures
from apps.settings.models import Branch
from tests import factories
from tests.payments import payment_data
from tests.payments.payment_data import create_second_branch, limit_to_branch
from tests.payments.reports.report_calls import get_json as ask_payments
from tests.payments.reports.report_calls import travel_to

PATH = "/settings/centre-figures/"

pytestmark = pytest.mark.django_db


def ask(user: User, **query: Any) -> Any:
    answer = factories.client_for(user).get(PATH, {name.rstrip("_"): value for name, value in query.items()})
    assert answer.status == 200, answer.json
    return answer.json


def now(figures: dict[str, Any]) -> dict[str, Any]:
    return {f"{item['key']} {item['currency']}".removesuffix(" None"): item["value"] for item in figures}


def test_office_sees_the_current_month_and_two_charts(manager, teacher, group):
    with travel_to(18):
        figures = ask(manager)
        assert (figures["today"], figures["month"]) == ("2026-11-18", "2026-11")
        assert now(figures["now"])["active"] == now(figures["branches"][0]["figures"])["active"] == 2
        weeks, months = figures["charts"]
        assert (weeks["by"], weeks["labels"][0], weeks["labels"][-1]) == ("week", "2026-08-31", "2026-11-16")
        assert (months["by"], months["labels"][0], months["labels"][-1]) == ("month", "2025-12", "2026-11")
        assert all(len(line["data"]) == 12 for chart in (weeks, months) for line in chart["datasets"])
        assert factories.client_for(teacher).get(PATH).status == 403


def test_debts_and_payments_match_the_other_reports(admin, pupil, second_pupil, group, desk):
    with travel_to(3):
        owed = payment_data.create_payment_due(pupil, group, 5_000_00)
        payment_data.pay_cash(owed, payment_data.open_shift(desk, admin), 2_000_00)
        payment_data.create_payment_due(pupil, group, 1_000_00, due_in=4, kind=PaymentKind.ORDER)
        payment_data.create_payment_due(second_pupil, group, 9_000_00, due_in=25)
    with travel_to(20):
        mark_overdue_and_remind_payers()
        result = now(ask(admin)["now"])
        (total,) = ask_payments(admin, "debtors/")["totals"]
        (revenue,) = ask_payments(admin, "reports/revenue/", **{"from": "2026-11-01", "to": "2026-11-20"})["totals"]
        assert (result["debtors"], result["debt UZS"]) == (1, 4_000_00)
        assert (total["debtors"], total["overdue"]["amount"]) == (1, 4_000_00)
        assert result["received UZS"] == revenue["received"]["amount"] == 2_000_00
        assert result["expected UZS"] == 15_000_00


def test_manager_of_one_branch_sees_only_its_figures(manager, admin, group):
    other = create_second_branch()
    mine = limit_to_branch(manager, other)
    all_figures, part = ask(admin), ask(mine)
    assert [branch["branch"]["name"] for branch in part["branches"]] == [other.name]
    assert (now(all_figures["now"])["active"], now(part["now"])["active"]) == (2, 0)
    assert now(ask(admin, branch=str(other.pk))["now"])["active"] == 0
    assert ask(mine, branch=str(group.branch_id))["branches"] == []


def test_user_without_payment_reports_sees_no_money(admin, pupil, group):
    payment_data.create_payment_due(pupil, group)
    role = OwnRole.objects.create(name={"en": "Methodist"}, permissions=["centre.figures"])
    User.objects.filter(pk=admin.pk).update(own_role=role)
    keys = {line["key"] for line in ask(User.objects.get(pk=admin.pk))["charts"][0]["datasets"]}
    assert "attendance" in keys
    assert not keys & {"expected", "received", "paid_back", "debt", "debtors"}


def test_requested_days_are_shown(admin):
    with travel_to(18):
        (chart,) = ask(admin, by="day", from_="2026-11-10", to="2027-01-01")["charts"]
        assert (chart["labels"][0], chart["labels"][-1], chart["to"]) == ("2026-11-10", "2026-11-18", "2026-11-18")
        assert [chart["labels"][0] for chart in ask(admin, from_="2026-10-14")["charts"]] == ["2026-10-12", "2026-10"]
        client = factories.client_for(admin)
        for by, first in (("week", "2026-11-19"), ("day", "2026-08-01"), ("month", "1999-01-01")):
            refused = client.get(PATH, {"by": by, "from": first})
            assert (refused.status, list(refused.json["fields"])) == (422, ["from"]), by


def test_twenty_groups_take_the_queries_of_two(admin, group, settings):
    def cost() -> int:
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
        get_centre_figures(admin)
        with CaptureQueriesContext(connection) as asked:
            get_centre_figures(admin)
        return len(asked)

    few = cost()
    for number in range(18):
        branch = Branch.objects.create(name=f"Branch {number}")
        pupil = factories.make_user(Role.STUDENT, "Anvar", email=f"pupil{number}@example.uz")
        values = {"course": group.course, "teacher": group.lead_teacher, "pupils": (pupil,)}
        more = factories.make_group(branch=branch, name=f"B{number}", **values)
        payment_data.create_payment_due(pupil, more, due_in=-3)
    assert cost() == few


def test_figures_are_cached_for_a_minute_in_every_language(admin, group, pupil):
    client = factories.client_for(admin)
    first = client.get(PATH).json
    Membership.objects.filter(student=pupil).update(status="left", left_on=date(2026, 1, 1), joined_on=date(2025, 1, 1))
    User.objects.filter(pk=admin.pk).update(locale="ru")
    again = client.get(PATH).json
    assert [item["value"] for item in again["now"]] == [item["value"] for item in first["now"]]


def test_figures_are_computed_without_redis(admin, group, pupil, settings):
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    assert now(ask(admin)["now"])["active"] == 2
    Membership.objects.filter(student=pupil).update(status="left", left_on=date(2026, 1, 1), joined_on=date(2025, 1, 1))
    assert now(ask(admin)["now"])["active"] == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False])
def test_only_one_of_parallel_requests_computes_the_figures(admin, settings, protected):
    if not protected:
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    together, made = threading.Barrier(4), []

    def once() -> None:
        statements: list[str] = []

        def note(execute: Any, sql: str, *rest: Any) -> Any:
            statements.append(sql)
            return execute(sql, *rest)

        try:
            with connection.execute_wrapper(note):
                together.wait(60)
                get_centre_figures(admin)
        finally:
            connection.close()
        made.append(any("courses_freeze" in sql for sql in statements))

    threads = [threading.Thread(target=once) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(made) == 4
    assert (sum(made) == 1) == protected
