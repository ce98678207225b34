"""The centre's figures over REST: who sees what, of which days, at what cost, and how long they are kept."""

import threading
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import OwnRole, User
from apps.core.permissions import Role
from apps.courses.models import Group, Membership
from apps.payments.models import CashDesk, PaymentKind
from apps.portal.figures import get_centre_figures
from apps.settings.models import Branch
from tests import cast
from tests.payments import steps
from tests.payments.reports.tables import ask as ask_payments
from tests.payments.reports.tables import of_branch, on, second_branch

PATH = "/settings/centre-figures/"

pytestmark = pytest.mark.django_db


def ask(user: User, **query: Any) -> Any:
    answer = cast.client_for(user).get(PATH, {name.rstrip("_"): value for name, value in query.items()})
    assert answer.status == 200, answer.json
    return answer.json


def now(told: dict[str, Any]) -> dict[str, Any]:
    return {f"{one['key']} {one['currency']}".removesuffix(" None"): one["value"] for one in told}


def test_the_office_sees_the_running_month_and_two_charts(manager: User, teacher: User, group: Group) -> None:
    with on(18):
        told = ask(manager)
        assert (told["today"], told["month"]) == ("2026-11-18", "2026-11")
        assert now(told["now"])["active"] == now(told["branches"][0]["figures"])["active"] == 2
        weeks, months = told["charts"]
        assert (weeks["by"], weeks["labels"][0], weeks["labels"][-1], len(weeks["labels"])) == (
            "week", "2026-08-31", "2026-11-16", 12,
        )  # fmt: skip
        assert (months["by"], months["labels"][0], months["labels"][-1]) == ("month", "2025-12", "2026-11")
        assert all(len(line["data"]) == 12 for chart in (weeks, months) for line in chart["datasets"])
        assert cast.client_for(teacher).get(PATH).status == 403


def test_money_owed_and_paid_is_what_the_other_reports_say(
    admin: User, pupil: User, second_pupil: User, group: Group, desk: CashDesk
) -> None:
    with on(3):
        steps.pay_cash(steps.owe(pupil, group, 5_000_00), steps.open_shift(desk, admin), 2_000_00)
        steps.owe(pupil, group, 1_000_00, due_in=4, kind=PaymentKind.ORDER)
        steps.owe(second_pupil, group, 9_000_00, due_in=25)
    with on(20):
        from apps.payments.services.overdue import keep_up

        keep_up()
        found = now(ask(admin)["now"])
        (total,) = ask_payments(admin, "debtors/")["totals"]
        (revenue,) = ask_payments(admin, "reports/revenue/", **{"from": "2026-11-01", "to": "2026-11-20"})["totals"]
        assert (found["debtors"], found["debt UZS"]) == (total["debtors"], total["overdue"]["amount"]) == (1, 4_000_00)
        assert found["received UZS"] == revenue["received"]["amount"] == 2_000_00
        assert found["expected UZS"] == 15_000_00


def test_a_manager_of_one_branch_sees_that_one(manager: User, admin: User, group: Group) -> None:
    other = second_branch()
    mine = of_branch(manager, other)
    whole, part = ask(admin), ask(mine)
    assert [one["branch"]["name"] for one in part["branches"]] == [other.name]
    assert (now(whole["now"])["active"], now(part["now"])["active"]) == (2, 0)
    assert now(ask(admin, branch=str(other.pk))["now"])["active"] == 0
    assert ask(mine, branch=str(group.branch_id))["branches"] == []


def test_who_sees_no_reports_on_money_sees_no_money_here(admin: User, pupil: User, group: Group) -> None:
    steps.owe(pupil, group)
    role = OwnRole.objects.create(name={"en": "Methodist"}, permissions=["centre.figures"])
    User.objects.filter(pk=admin.pk).update(own_role=role)
    keys = {line["key"] for line in ask(User.objects.get(pk=admin.pk))["charts"][0]["datasets"]}
    assert "attendance" in keys
    assert not keys & {"expected", "received", "paid_back", "debt", "debtors"}


def test_days_that_were_asked_for(admin: User) -> None:
    with on(18):
        (chart,) = ask(admin, by="day", from_="2026-11-10", to="2027-01-01")["charts"]
        assert (chart["labels"][0], chart["labels"][-1], chart["to"]) == ("2026-11-10", "2026-11-18", "2026-11-18")
        assert [one["labels"][0] for one in ask(admin, from_="2026-10-14")["charts"]] == ["2026-10-12", "2026-10"]
        client = cast.client_for(admin)
        for wrong in (
            {"from": "2026-11-19"},
            {"by": "day", "from": "2026-08-01"},
            {"by": "month", "from": "1999-01-01"},
        ):
            refused = client.get(PATH, wrong)
            assert (refused.status, list(refused.json["fields"])) == (422, ["from"]), wrong


def test_twenty_groups_cost_what_two_do(admin: User, group: Group, settings: Any) -> None:
    def cost() -> int:
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
        get_centre_figures(admin)
        with CaptureQueriesContext(connection) as asked:
            get_centre_figures(admin)
        return len(asked)

    few = cost()
    for number in range(18):
        branch = Branch.objects.create(name=f"Branch {number}")
        pupil = cast.make_user(Role.STUDENT, "Anvar", email=f"pupil{number}@example.uz")
        more = cast.make_group(
            branch=branch, course=group.course, name=f"B{number}", teacher=group.lead_teacher, pupils=(pupil,)
        )
        steps.owe(pupil, more, due_in=-3)
    assert cost() == few


def test_kept_for_a_minute_in_every_language(admin: User, group: Group, pupil: User) -> None:
    client = cast.client_for(admin)
    first = client.get(PATH).json
    Membership.objects.filter(student=pupil).update(status="left", left_on=date(2026, 1, 1), joined_on=date(2025, 1, 1))
    User.objects.filter(pk=admin.pk).update(locale="ru")
    again = client.get(PATH).json
    assert [one["value"] for one in again["now"]] == [one["value"] for one in first["now"]]


def test_without_redis_they_are_made_anew(admin: User, group: Group, pupil: User, settings: Any) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    assert now(ask(admin)["now"])["active"] == 2
    Membership.objects.filter(student=pupil).update(status="left", left_on=date(2026, 1, 1), joined_on=date(2025, 1, 1))
    assert now(ask(admin)["now"])["active"] == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False])
def test_of_many_who_ask_at_once_one_makes_them(admin: User, settings: Any, protected: bool) -> None:
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
    twice = sum(made) - 1
    assert (twice == 0) == protected
