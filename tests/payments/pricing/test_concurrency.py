"""Runs at once, and schedules that change meanwhile: a month is owed once, by one price. Unprotected it is not."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from threading import Barrier, Event
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import OperationalError, connection, connections

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.courses.models import Group, Membership
from apps.payments.models import Discount, Payment, PaymentSchedule
from apps.payments.services import billing, locks, monthly_billing, payment_schedules, repricing
from tests import factories
from tests.attendance.register_requests import add_pupils
from tests.payments.pricing import pricing_data

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 3
ONCE = "payment_period_once"


def race(*works: Callable[[], Any]) -> list[Any]:
    """Do all of this at the same moment."""
    start = Barrier(len(works))

    def run_one(work: Callable[[], Any]) -> Any:
        try:
            start.wait(30)
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run_one, works))


@contextmanager
def without_protection(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """All of them look before one of them writes, and the database lets a month be owed twice."""
    gate = Barrier(AT_ONCE)
    plan = billing.plan_month

    def together(*args: Any, **more: Any) -> billing.BillingPlan:
        results = plan(*args, **more)
        gate.wait(30)
        return results

    def unheld(group_id: Any) -> list[PaymentSchedule]:
        return list(PaymentSchedule.objects.filter(group=group_id).order_by("valid_from"))

    monkeypatch.setattr(billing, "plan_month", together)
    monkeypatch.setattr(billing, "lock_schedules", unheld)
    (rule,) = [constraint for constraint in Payment._meta.constraints if constraint.name == ONCE]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Payment, rule)
    try:
        yield
    finally:
        Payment.objects.all().update(period_key="")
        with connection.schema_editor() as editor:
            editor.add_constraint(Payment, rule)


def count_doubles() -> int:
    """How many months are owed more than once."""
    keys = list(Payment.objects.values_list("membership_id", "period_key"))
    return len(keys) - len(set(keys))


def test_concurrent_runs_bill_each_pupil_once(group, admin):
    add_pupils(group, 6)
    pricing_data.create_schedule(group)
    groups = Group.objects.filter(pk=group.pk)
    run = lambda: monthly_billing.bill_month(actor=admin, month=date(2026, 9, 1), groups=groups)  # noqa: E731
    tallies = race(*[run] * AT_ONCE)
    assert sorted(tally.created for tally in tallies) == [0, 0, 8]
    assert (Payment.objects.count(), count_doubles()) == (8, 0)


def test_control_without_lock_and_index_months_are_billed_twice(group, admin, monkeypatch):
    add_pupils(group, 6)
    pricing_data.create_schedule(group)
    groups = Group.objects.filter(pk=group.pk)
    with without_protection(monkeypatch):
        run = lambda: monthly_billing.bill_month(actor=admin, month=date(2026, 9, 1), groups=groups)  # noqa: E731
        race(*[run] * AT_ONCE)
        assert count_doubles() > 0


def test_runs_of_groups_with_shared_pupils_do_not_deadlock(group, other_group, pupil, second_pupil, other_pupil, admin):
    for student in (pupil, second_pupil):
        Membership.objects.create(group=other_group, student=student, joined_on=date(2026, 9, 1))
    Membership.objects.create(group=group, student=other_pupil, joined_on=date(2026, 9, 1))
    for run_one in (group, other_group):
        pricing_data.create_schedule(run_one)
    works = [
        lambda run_one=run_one: monthly_billing.bill_month(
            actor=admin, month=date(2026, 9, 1), groups=Group.objects.filter(pk=run_one.pk)
        )
        for run_one in (group, other_group)
    ]
    race(*works)
    assert (Payment.objects.count(), count_doubles()) == (6, 0)


def cross_groups(group: Group, other_group: Group, admin: User, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A job makes a discount larger and then bills who is missing, while the other group of the branch is billed: what
    went wrong. The job goes on when the other one waits.
    """
    Group.objects.filter(pk=other_group.pk).update(branch=group.branch_id)
    add_pupils(group, 2)
    for run_one in (group, other_group):
        pricing_data.create_schedule(run_one)
        Discount.objects.create(name={"en": "Spring"}, kind="percent", percent_hundredths=1000, group=run_one)
    monthly_billing.bill_month(actor=admin, month=date(2026, 9, 1), groups=Group.objects.filter(pk=group.pk))
    Discount.objects.filter(group=group).update(percent_hundredths=2000)
    pricing_data.create_membership(group, factories.make_user(Role.STUDENT, "Nilufar"))
    repriced, create_payments, waiting = Event(), repricing.create_payments, []

    def when_the_other_waits(**plan: Any) -> None:
        if not repriced.is_set():
            repriced.set()
            wait_for(waiting)
        create_payments(**plan)

    def bill_the_other() -> None:
        assert repriced.wait(60)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            waiting.append(cursor.fetchone()[0])
        monthly_billing.bill_month(actor=admin, month=date(2026, 9, 1), groups=Group.objects.filter(pk=other_group.pk))

    def tried(work: Callable[[], Any]) -> str:
        try:
            work()
        except OperationalError as error:
            return str(error).partition("\n")[0]
        return ""

    monkeypatch.setattr(repricing, "create_payments", when_the_other_waits)
    since = date(2026, 9, 1)
    return race(
        lambda: tried(lambda: repricing.reprice(group_id=group.pk, since=since, anew=True)),
        lambda: tried(bill_the_other),
    )


def wait_for(backends: list[int]) -> None:
    """Until this backend waits for a lock."""
    until = monotonic() + 60
    with connection.cursor() as cursor:
        while monotonic() < until:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND pid = ANY(%s)", [backends])
            if cursor.fetchone()[0]:
                return
            sleep(0.05)
    raise AssertionError("nobody waited")


def test_reprice_jobs_of_one_branch_do_not_deadlock(group, other_group, admin, monkeypatch):
    assert cross_groups(group, other_group, admin, monkeypatch) == ["", ""]
    assert Payment.objects.count() == 6


def test_control_without_the_branch_lock_they_deadlock(group, other_group, admin, monkeypatch):
    monkeypatch.setattr(locks, "lock_branch_accounts", lambda places: None)
    assert sorted(cross_groups(group, other_group, admin, monkeypatch)) == ["", "deadlock detected"]


def test_schedule_changed_during_a_run_applies_to_all_or_none(group, admin):
    add_pupils(group, 10)
    schedule = pricing_data.create_schedule(group)
    groups = Group.objects.filter(pk=group.pk)
    race(
        lambda: monthly_billing.bill_month(actor=admin, month=date(2026, 9, 1), groups=groups),
        lambda: payment_schedules.update_payment_schedule(
            actor=admin, schedule=schedule, changes={"amount": 60_000_000, "due_day": 20}
        ),
    )
    billed = set(Payment.objects.values_list("amount", "due_on"))
    assert billed in ({(pricing_data.PRICE, date(2026, 9, 5))}, {(60_000_000, date(2026, 9, 20))})
    pricing_data.run_jobs()
    assert set(Payment.objects.values_list("amount", flat=True)) == {60_000_000}
